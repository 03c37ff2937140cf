"""Recorded cases: what they are opened with, and how they are shown."""

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
from rescind.api.schemas.calls import LOCALE, ONE_ORDER, POLICY, RATES
from rescind.api.schemas.completed_steps import COMPLETED, MOST_COMPLETED, CompletedStepSchema
from rescind.api.schemas.edges import Incoming, Outgoing
from rescind.api.schemas.evaluations import NEXT_CHECK, EvaluationSchema
from rescind.api.schemas.exchange_rates import MOST_RATES, ExchangeRateSchema
from rescind.api.schemas.experience import EXPERIENCE, ExperienceSchema
from rescind.api.schemas.facts import CASE_ID
from rescind.api.schemas.paging import page_of
from rescind.api.schemas.payloads import OfWholeOrder
from rescind.api.schemas.policies import PoliciesSchema
from rescind.api.schemas.reasons import sentence
from rescind.api.schemas.store_orders import CancellationRequestSchema, StoreOrderSchema
from rescind.api.schemas.supplier_orders import MOST_SUPPLIER_ORDERS, SupplierOrderSchema
from rescind.domain.words import Action, CaseState, Eligibility, Locale

RATES_OF_A_CASE = f"{RATES} A case keeps the rates that it was opened with."
EVENT_ID = "evt_01m86yb53fegb8hexhzcmh790r"


class RecordedStoreOrderSchema(StoreOrderSchema):
    """What the customer bought from the merchant, under the id by which it is followed."""

    order_id = Identifier(
        "The order's id at the platform.", example="5734000000000000001", required=True
    )


class RecordedSupplierOrderSchema(SupplierOrderSchema):
    """What the merchant bought from one supplier, under the id by which it is followed."""

    order_id = Identifier(
        "The order's id at the platform.", example="8190000000000001", required=True
    )


class CancellationOpeningSchema(OfWholeOrder):
    """All that is known of a cancellation when its case is opened."""

    locale = Word(Locale, LOCALE)
    request = Part(CancellationRequestSchema(), "What was asked for.", required=True)
    store_order = Part(RecordedStoreOrderSchema(), "What the customer bought.", required=True)
    supplier_orders = Many(
        RecordedSupplierOrderSchema(),
        "What the merchant bought from suppliers; none: nothing is bought yet.",
        most=MOST_SUPPLIER_ORDERS,
    )
    supplier_order = Part(RecordedSupplierOrderSchema(), ONE_ORDER)
    completed_steps = Many(CompletedStepSchema(), COMPLETED, most=MOST_COMPLETED)
    exchange_rates = Many(ExchangeRateSchema(), RATES_OF_A_CASE, most=MOST_RATES)
    policy = Part(PoliciesSchema(), POLICY, may_be_empty=True)


class CancellationQuerySchema(Incoming):
    """For which moment, and in which language, a case is wanted."""

    as_of = Instant(
        "The moment to decide for, over what was recorded by then; absent: now. Before its opening "
        "a case is what it was opened with.",
        example="2026-10-14T10:00:00Z",
    )
    locale = Word(Locale, "The language of every sentence; absent: that of the opening.")


class CancellationSummarySchema(Outgoing):
    """A case and its last stored decision."""

    id = Identifier("The case's id.", example=CASE_ID)
    created_at = Instant("When it was opened.")
    updated_at = Instant("When something of it changed last.")
    closed_at = Instant("When it was closed; null: it is open.", allow_none=True)
    state = Word(CaseState, "Whether it goes on.")
    version = Count("Counts its events; also its `ETag`.", least=1, example=1)
    order_id = Identifier("The store order.", example="5734000000000000001")
    order_name = Text("The name that people know the order by.", example="#1001", allow_none=True)
    supplier_order_ids = Many(
        Identifier("A supplier order."), "Its supplier orders.", most=MOST_SUPPLIER_ORDERS
    )
    eligibility = Word(Eligibility, "May it be cancelled?")
    next_action = Word(Action, "What to do next.")
    urgent = Flag("Whether minutes count.")
    next_check_at = Instant(NEXT_CHECK, allow_none=True)
    summary = sentence("The answer in one sentence.")
    decided_at = Instant("The moment for which it was decided.")


class CancellationSchema(CancellationSummarySchema):
    """A case: its facts, and the decision over them."""

    request = Part(CancellationRequestSchema(), "What was asked for.")
    store_order = Part(RecordedStoreOrderSchema(), "What the customer bought, as last seen.")
    supplier_orders = Many(
        RecordedSupplierOrderSchema(),
        "What the merchant bought, with everything that happened to it.",
        most=MOST_SUPPLIER_ORDERS,
    )
    completed_steps = Many(
        CompletedStepSchema(), "Steps of the plan that were marked as done.", most=MOST_COMPLETED
    )
    exchange_rates = Many(
        ExchangeRateSchema(), "The rates that it was opened with.", most=MOST_RATES
    )
    decision = Part(EvaluationSchema(), "The answer of an evaluation over these facts.")
    experience = Many(ExperienceSchema(), EXPERIENCE, most=MOST_SUPPLIER_ORDERS)


class EventSchema(Outgoing):
    """One line of the ledger."""

    id = Identifier("The event's id.", example=EVENT_ID)
    type = Text("What happened. New types may be added.", example="supplier_response.recorded")
    timestamp = Instant("When it happened.")
    created_at = Instant("When it was written.")
    data = Anything("The case as it stands after it, and the fact that it tells.")


CancellationsPageSchema = page_of(CancellationSummarySchema, "Cases, newest first.")
EventsPageSchema = page_of(EventSchema, "Events, oldest first.")
