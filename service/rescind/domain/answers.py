"""What the service answers: frozen results, in the contract's names and order."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from rescind.domain.facts import Elsewhere
from rescind.domain.rules import Finding, Message, MissingFact, Observed, Source, Warned
from rescind.domain.words import (
    Action,
    Actor,
    AtFault,
    Channel,
    DeadlineName,
    Eligibility,
    EvidenceWeight,
    ExpectedOutcome,
    LineBecause,
    Outcome,
    Recommendation,
    Remedy,
    State,
    StepStatus,
    StoreAction,
    StoreBecause,
    TrackingVerdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A clock: it is over at `due_at` (exclusive); `due_on` is its last day in `time_zone`.

    `business_days` and `calendar` are `None` for elapsed hours and calendar days; `provisional`
    says that the year's official days are not published yet.
    """

    name: DeadlineName
    due_at: datetime
    due_on: date
    calendar: str | None
    time_zone: str
    business_days: int | None
    provisional: bool
    explanation: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierOrderDecision:
    """What holds for one supplier order; `row` is the row of the table that decided.

    `relevant` is false for an order that holds none of the requested units.
    """

    order_id: str | None
    supplier_id: str | None
    platform: str
    state: State
    relevant: bool
    row: str
    eligibility: Eligibility
    next_action: Action
    next_check_at: datetime | None
    tracking_verdict: TrackingVerdict
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDecision:
    """Where the requested units of one line stand."""

    line_id: str
    requested_quantity: int
    released_quantity: int
    pending_quantity: int
    blocked_quantity: int
    because: LineBecause


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreDecision:
    """What may be done on the store's side, and why."""

    action: StoreAction
    allowed_actions: tuple[StoreAction, ...]
    because: StoreBecause
    explanation: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundDecision:
    """The money on both sides; an amount is `None` when it cannot be known, and why is told."""

    currency: str | None
    max_refundable: Decimal | None
    due_to_customer: Decimal | None
    expected_from_supplier: Decimal | None
    earliest_on: date | None
    latest_on: date | None
    exposure: Decimal | None
    explanation: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the plan; `blocked_by` names steps by their number."""

    step: int
    actor: Actor
    channel: Channel
    action: str
    supplier_order_id: str | None
    instructions: Message
    status: StepStatus
    blocked_by: tuple[int, ...]
    due_at: datetime | None
    idempotency_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer to: may it be cancelled, and what next?"""

    decision_id: str
    as_of: datetime
    ruleset_version: str
    policy_version: str
    eligibility: Eligibility
    next_action: Action
    urgent: bool
    next_check_at: datetime | None
    summary: Message
    supplier_orders: tuple[SupplierOrderDecision, ...]
    lines: tuple[LineDecision, ...]
    store: StoreDecision
    refund: RefundDecision
    deadlines: tuple[Deadline, ...]
    findings: tuple[Finding, ...]
    plan: tuple[Step, ...]
    warnings: tuple[Warned, ...]
    missing_facts: tuple[MissingFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something to attach to a dispute, and whether the facts hold it already."""

    item: str
    held: bool
    explanation: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeDecision:
    """The answer to: dispute it? how will it end?"""

    decision_id: str
    as_of: datetime
    ruleset_version: str
    policy_version: str
    recommendation: Recommendation
    open_from: datetime | None
    open_until: datetime | None
    expected_outcome: ExpectedOutcome
    summary: Message
    tracking_verdict: TrackingVerdict
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]
    warnings: tuple[Warned, ...]
    missing_facts: tuple[MissingFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyOption:
    """One remedy: who pays for it, and what the merchant loses by it (`None`: not known)."""

    remedy: Remedy
    recommended: bool
    paid_by: AtFault
    exposure: Decimal | None
    explanation: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultAssessment:
    """The answer to: who is at fault on a return, and what can be offered?

    `recourse` tells from whom the merchant can get its money back.
    """

    assessment_id: str
    ruleset_version: str
    at_fault: AtFault
    reasonable: bool
    tolerate: bool
    summary: Message
    remedies: tuple[RemedyOption, ...]
    recourse: Message
    findings: tuple[Finding, ...]
    missing_facts: tuple[MissingFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedFinding:
    """A finding, and what it says of the number: for it, against it, or nothing."""

    rule: str
    name: str
    outcome: Outcome
    weight: EvidenceWeight
    message: Message
    source: Source
    observed: tuple[tuple[str, Observed], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberAssessment:
    """How far one tracking number can be believed, with each piece of evidence.

    `carrier_guess` is whose number it looks like, `tracking_url` where the public looks it up, and
    `also_on` the orders beside those in hand that it stands on.
    """

    tracking_number: str
    verdict: TrackingVerdict
    explanation: Message
    carrier_guess: str | None
    tracking_url: str | None
    first_scan_at: datetime | None
    delivered_at: datetime | None
    also_on: tuple[Elsewhere, ...]
    evidence: tuple[WeighedFinding, ...]
