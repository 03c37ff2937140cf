"""What the service answers: frozen results, in the contract's names and order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rescind.domain.rules import Finding, Message, MissingFact, Warned
from rescind.domain.words import (
    Action,
    Actor,
    AtFault,
    Channel,
    DeadlineName,
    Eligibility,
    ExpectedOutcome,
    LineBecause,
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
class ShopifyRequest:
    """A call of Shopify's GraphQL Admin API, as its body is sent."""

    query: str
    variables: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class FillIn:
    """What a request takes from the answer to an earlier step, which no facts tell.

    At `into` (a JSON pointer into the request) stand values such as `{{gateway}}`: each is read
    from what the answer to step `from_step` holds at `from_pointer`, by names joined with points.
    Where that is a list, only elements count that hold the values of `where`, and `repeat` says
    what is made once for each: the `element` at `into`, or the whole `request`. Where nothing is
    found the request is not sent. The sum of the amounts filled in may not exceed `at_most`.
    """

    into: str
    from_pointer: str
    from_step: int = 0
    repeat: str | None = None
    where: Mapping[str, str] | None = None
    at_most: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the plan; `blocked_by` names steps by their number.

    `request` is ready to send once `fill_in` is; `records` names the fact to tell once the step is
    carried out: until then the decision stays as it is, whoever marked the step as done.
    """

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
    request: ShopifyRequest | None = None
    fill_in: tuple[FillIn, ...] = ()
    records: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None
    note: str | None = None


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
class NumberAssessment:
    """How far one tracking number can be believed, with each piece of evidence."""

    tracking_number: str
    verdict: TrackingVerdict
    first_scan_at: datetime | None
    delivered_at: datetime | None
    evidence: tuple[Finding, ...]
