"""What the service answers: frozen results, in the contract's names and order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rescind.domain.facts import Elsewhere
from rescind.domain.letters import Letter
from rescind.domain.refund_answers import Comparison, RefundLine, ShippingShare, SupplierDebt
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
    Recipient,
    Recommendation,
    Recovery,
    Remedy,
    ResortAction,
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
    """The money on both sides; an amount is `None` when it cannot be known, and why is told.

    The lines' and the shipping's `refundable_now` and `beyond_lines` add up to `due_to_customer`.
    """

    currency: str | None
    max_refundable: Decimal | None
    due_to_customer: Decimal | None
    expected_from_supplier: Decimal | None
    earliest_on: date | None
    latest_on: date | None
    exposure: Decimal | None
    explanation: Message | None
    exposure_if_it_goes_wrong: Decimal | None
    already_refunded: Decimal | None
    restocking_fee: Decimal | None
    lines: tuple[RefundLine, ...]
    shipping: ShippingShare
    beyond_lines: Decimal | None
    supplier_owes: tuple[SupplierDebt, ...]
    comparison: Comparison


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
class Draft:
    """A message ready to paste, in every language that its reader may prefer."""

    to: Recipient
    messages: Letter


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
    request: ShopifyRequest | Draft | None = None
    fill_in: tuple[FillIn, ...] = ()
    records: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPayload:
    """What became of a platform's payload that stood at `pointer` in the request.

    The others are pointers into the payload: what was read, what was ignored, what would have told
    something and is not there, and what the caller's own facts overruled.
    """

    pointer: str
    platform: str
    shape: str
    read: tuple[str, ...]
    ignored: tuple[str, ...]
    missing: tuple[str, ...]
    overruled: tuple[str, ...]


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
    payloads: tuple[ReadPayload, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Something to attach to a dispute, and whether the facts hold it already."""

    item: str
    held: bool
    explanation: Message
    proves: Message
    where: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Resort:
    """Something left to do when a dispute is lost, or nobody answers in it."""

    action: ResortAction
    instructions: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class StillDue:
    """Money that a decided dispute still has to bring; what nobody told is `None`."""

    amount: Decimal | None
    currency: str | None
    due_at: datetime | None
    due_on: date | None
    overdue: bool
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
    outcome_because: Message
    summary: Message
    tracking_verdict: TrackingVerdict
    draft: Draft | None
    evidence: tuple[Evidence, ...]
    on_loss: tuple[Resort, ...]
    on_silence: tuple[Resort, ...]
    exposure: Decimal | None
    still_due: StillDue | None
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
class Recoverable:
    """What can be claimed back from the supplier, and how.

    `amount` is `None` where it is not known; `until` only where a dispute can be opened, and the
    day of the delivery is known.
    """

    how: Recovery
    amount: Decimal | None
    until: datetime | None
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
    recoverable: Recoverable
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
