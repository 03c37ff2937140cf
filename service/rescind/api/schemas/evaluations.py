"""The answer to: may it be cancelled, and what next?"""

from typing import Any

from rescind.api.fields import (
    Amount,
    Count,
    CurrencyCode,
    Day,
    Flag,
    Identifier,
    Instant,
    Many,
    Part,
    Text,
    Word,
)
from rescind.api.schemas.edges import Outgoing
from rescind.api.schemas.reasons import (
    DeadlinesSchema,
    FindingSchema,
    MissingFactSchema,
    PlaceSchema,
    WarningSchema,
    sentence,
)
from rescind.api.schemas.store_orders import MOST_LINES
from rescind.api.schemas.supplier_orders import MOST_SUPPLIER_ORDERS
from rescind.domain.words import (
    Action,
    Actor,
    Channel,
    Eligibility,
    LineBecause,
    State,
    StepStatus,
    StoreAction,
    StoreBecause,
    TrackingVerdict,
)

MOST_FINDINGS = 200_000
MOST_STEPS = 1000
MOST_MISSING = 5000
MOST_WARNINGS = 5000
MOST_UNITS = 100_000_000

NEXT_CHECK = "The earliest instant at which the same facts would decide otherwise; null: never."


def known_amount(description: str, **options: Any) -> Amount:
    """Build a field for an amount that cannot always be known."""
    return Amount(description, allow_none=True, **options)


def units(description: str) -> Count:
    """Build a field for a number of units in an answer."""
    return Count(description, most=MOST_UNITS, example=1)


class EvaluatedSupplierOrderSchema(Outgoing):
    """What holds for one supplier order."""

    order_id = Identifier("The order's id at its platform.", allow_none=True)
    supplier_id = Identifier("Who sells.", allow_none=True)
    platform = Text("The supplier's platform.", max_length=64)
    state = Word(State, "What the statuses say; scans show in `tracking_verdict`.")
    relevant = Flag("Whether it holds requested units.")
    row = Text("The row of the decision table that decided.", example="18", max_length=32)
    eligibility = Word(Eligibility, "May its units be cancelled?")
    next_action = Word(Action, "What to do next about it.")
    next_check_at = Instant(NEXT_CHECK, allow_none=True)
    tracking_verdict = Word(TrackingVerdict, "How far its tracking can be believed.")
    deadlines = Part(DeadlinesSchema(), "The clocks that run on it, by name.")


class EvaluatedLineSchema(Outgoing):
    """Where the requested units of one line stand."""

    line_id = Identifier("The line of the store order.", example="L1")
    requested_quantity = units("How many units are to be cancelled: the sum of the next three.")
    released_quantity = units("How many of them nothing holds back.")
    pending_quantity = units("How many of them are undecided.")
    blocked_quantity = units("How many of them can no longer be cancelled.")
    because = Word(LineBecause, "Why its units stand where they stand.")


class StoreSideSchema(Outgoing):
    """What may be done on the store's side."""

    action = Word(StoreAction, "What to do there now.")
    allowed_actions = Many(
        Word(StoreAction, "Something that may be done there."),
        "What the store platform allows.",
        most=len(StoreAction),
    )
    because = Word(StoreBecause, "Why it is so, for machines.")
    explanation = sentence("Why it is so, for people.")


class RefundFiguresSchema(Outgoing):
    """The money on both sides; an amount is null when it cannot be known."""

    currency = CurrencyCode("The currency of these amounts.", allow_none=True)
    max_refundable = known_amount(
        "What the customer paid and has not got back, shipping included.", example="30.00"
    )
    due_to_customer = known_amount("What `store.action` would pay now.", example="30.00")
    expected_from_supplier = known_amount("What the supplier owes: released, not yet received.")
    earliest_on = Day("When the supplier's money comes at best.", allow_none=True)
    latest_on = Day("When the supplier's money is overdue.", allow_none=True)
    exposure = known_amount(
        "What the merchant loses of its own money if the customer is refunded now.",
        example="0.00",
    )
    explanation = sentence("Why an amount cannot be known; null when all are.", allow_none=True)


class StepSchema(Outgoing):
    """One step of the plan."""

    step = Count("Its number.", least=1, most=MOST_STEPS, example=1)
    actor = Word(Actor, "Who carries it out.")
    channel = Word(Channel, "Where it is carried out.")
    action = Text("What it does.", example="request_cancellation", max_length=64)
    supplier_order_id = Identifier("The supplier order it is about, if one.", allow_none=True)
    instructions = sentence("How to do it.")
    status = Word(StepStatus, "Whether it can be carried out now.")
    blocked_by = Many(
        Count("The number of a step.", least=1, most=MOST_STEPS),
        "Which steps have to be done first.",
        most=MOST_STEPS,
    )
    due_at = Instant("Until when it is to be done.", allow_none=True)
    idempotency_key = Text("The same for the same step at every evaluation.", max_length=80)


class EvaluationSchema(PlaceSchema):
    """May it be cancelled, and what next? With every reason."""

    eligibility = Word(Eligibility, "May it be cancelled?")
    next_action = Word(Action, "What to do next.")
    urgent = Flag("Whether minutes count.")
    next_check_at = Instant(NEXT_CHECK, allow_none=True)
    summary = sentence("The answer in one sentence.")
    supplier_orders = Many(
        EvaluatedSupplierOrderSchema(),
        "Each supplier order, sorted by id.",
        most=MOST_SUPPLIER_ORDERS,
    )
    lines = Many(EvaluatedLineSchema(), "Each line of which units are requested.", most=MOST_LINES)
    store = Part(StoreSideSchema(), "The store's side.")
    refund = Part(RefundFiguresSchema(), "The money.")
    deadlines = Part(DeadlinesSchema(), "The clocks of the order that gave `next_action`.")
    findings = Many(FindingSchema(), "What every rule found.", most=MOST_FINDINGS)
    plan = Many(StepSchema(), "Who does what, those still to do first.", most=MOST_STEPS)
    warnings = Many(WarningSchema(), "What to know beside it.", most=MOST_WARNINGS)
    missing_facts = Many(
        MissingFactSchema(), "Facts that would sharpen the answer.", most=MOST_MISSING
    )
