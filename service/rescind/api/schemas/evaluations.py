"""The answer to: may it be cancelled, and what next?"""

from typing import Any

from marshmallow import fields

from rescind.api.fields import (
    Count,
    Flag,
    Identifier,
    Instant,
    Many,
    Part,
    Text,
    Word,
)
from rescind.api.fields.parts import Anything
from rescind.api.schemas.counted import known_amount, units
from rescind.api.schemas.edges import Outgoing
from rescind.api.schemas.payloads import ReadPayloadSchema
from rescind.api.schemas.reasons import (
    DeadlinesSchema,
    FindingSchema,
    MissingFactSchema,
    PlaceSchema,
    WarningSchema,
    sentence,
)
from rescind.api.schemas.refunds import RefundFiguresSchema
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
MOST_STEPS = 10_000
MOST_MISSING = 5000
MOST_WARNINGS = 5000

NEXT_CHECK = "The earliest instant at which the same facts would decide otherwise; null: never."


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


class FillInSchema(Outgoing):
    """What a request takes from the answer to an earlier step.

    Values such as `{{gateway}}` stand at `into`. Each is read from what stands at `from_pointer` in
    the answer: names are joined with points, and lists on the way are looked through. Where nothing
    is found, the request is not to be sent.
    """

    into = Text(
        "Where it goes: a JSON pointer into `request`.",
        example="/variables/input/transactions",
        max_length=200,
    )
    from_step = Count("The step whose answer it is taken from.", least=1, most=MOST_STEPS)
    from_pointer = Text(
        "Where it stands there: a JSON pointer into that answer.",
        example="/data/order/suggestedRefund/suggestedTransactions",
        max_length=200,
    )
    repeat = Text(
        "What is made once for each element of the list there: the `element` at `into`, or the "
        "whole `request`; null: it is one value.",
        example="element",
        max_length=16,
        allow_none=True,
    )
    where = Anything(
        "Of a list only elements count that hold these values, by name; null: all do.",
        allow_none=True,
    )
    at_most = known_amount(
        "What the amounts filled in may add up to: lower the last ones to it; null: no sum.",
        example="30.00",
    )


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
    request = Anything(
        "Ready to send once `fill_in` is done; null: it is for a person. On the channel "
        "`store_platform`, for Shopify, `query` and `variables`: the body of a call of its GraphQL "
        "Admin API 2026-10. Otherwise a message ready to paste: `to` (`supplier` or `customer`) "
        "and `messages` by language (`en`, `es`, and `zh` for suppliers).",
        allow_none=True,
    )
    fill_in = Many(
        FillInSchema(),
        "What the request takes from answers to earlier steps; sent without it, it is refused.",
        most=MOST_LINES,
    )
    records = Text(
        "Under which path of the case to record what came of it: only that changes the decision. "
        "Null: to mark the step as done is all.",
        example="cancellation-requests",
        max_length=64,
        allow_none=True,
    )
    done_at = Instant("When it was done, or is said to have been.", allow_none=True)
    done_by = Text(
        "Who marked it as done. A step still to do has it where what came of it is not recorded.",
        allow_none=True,
    )
    note = Text("What was noted with it.", max_length=1000, allow_none=True)


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
    payloads = Many(
        ReadPayloadSchema(),
        "What was read of the platforms' payloads in the request; no part of `decision_id`, and "
        "empty for a recorded case, which keeps what was read alone.",
        most=MOST_SUPPLIER_ORDERS + 1,
    )


class EvaluationLineAnswerSchema(EvaluationSchema):
    """May it be cancelled, and what next? The answer to one line."""

    ref = Identifier("The `ref` of the line, as it was sent, if it has one.", example="row-17")

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Tell that lines without a name are answered without one."""
        super().on_bind_field(field_name, field_obj)
        field_obj.required = field_name != "ref"
