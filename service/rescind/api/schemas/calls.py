"""The bodies of the calls without memory."""

from rescind.api.fields import Amount, CurrencyCode, Identifier, Instant, Many, Part, Word
from rescind.api.schemas.completed_steps import COMPLETED, MOST_COMPLETED, CompletedStepSchema
from rescind.api.schemas.edges import Incoming
from rescind.api.schemas.exchange_rates import MOST_RATES, ExchangeRateSchema
from rescind.api.schemas.payloads import OfWholeOrder
from rescind.api.schemas.policies import PoliciesSchema
from rescind.api.schemas.store_orders import (
    CancellationRequestSchema,
    ShipToSchema,
    StoreOrderSchema,
)
from rescind.api.schemas.supplier_orders import MOST_SUPPLIER_ORDERS, SupplierOrderSchema
from rescind.domain.words import Circumstance, Locale, ReturnReason

AS_OF = "The moment to decide for; absent: now. A moment ahead is allowed."
LOCALE = "The language of every sentence in the answer. Default: en."
ONE_ORDER = "One supplier order, for tools that fill flat fields; instead of `supplier_orders`."
RATES = (
    "What currencies are worth in one another. With a rate for a pair, straight or inverted, sums "
    "that would mix them are given in the store's currency; the straight one counts first. Without "
    "one they are null: no rate is guessed, and none is put together over a third currency."
)
POLICY = "Parameters that override the defaults for this call."


class LocaleQuerySchema(Incoming):
    """The query of calls that only ask for a language."""

    locale = Word(Locale, LOCALE)


class EvaluationRequestSchema(OfWholeOrder):
    """All that is known of one cancellation."""

    as_of = Instant(AS_OF, example="2026-09-29T08:00:00Z")
    locale = Word(Locale, LOCALE)
    request = Part(CancellationRequestSchema(), "What was asked for.", required=True)
    store_order = Part(StoreOrderSchema(), "What the customer bought.", required=True)
    supplier_orders = Many(
        SupplierOrderSchema(),
        "What the merchant bought from suppliers; none: nothing is bought yet.",
        most=MOST_SUPPLIER_ORDERS,
    )
    supplier_order = Part(SupplierOrderSchema(), ONE_ORDER)
    completed_steps = Many(CompletedStepSchema(), COMPLETED, most=MOST_COMPLETED)
    exchange_rates = Many(ExchangeRateSchema(), RATES, most=MOST_RATES)
    policy = Part(PoliciesSchema(), POLICY, may_be_empty=True)


class EvaluationLineSchema(EvaluationRequestSchema):
    """All that is known of one cancellation, on a line of its own."""

    ref = Identifier(
        "Your own name for this line; its answer, or its problem, gives it back.", example="row-17"
    )


class DisputeRequestSchema(Incoming):
    """One supplier order that may be disputed."""

    as_of = Instant(AS_OF, example="2026-10-14T10:00:00Z")
    locale = Word(Locale, LOCALE)
    supplier_order = Part(SupplierOrderSchema(), "The supplier order.", required=True)
    ship_to = Part(ShipToSchema(), "Where the customer's parcel goes.", may_be_empty=True)
    policy = Part(PoliciesSchema(), POLICY, may_be_empty=True)


class TrackingCheckRequestSchema(Incoming):
    """Supplier orders whose tracking numbers are to be judged."""

    as_of = Instant(AS_OF, example="2026-10-14T10:00:00Z")
    locale = Word(Locale, LOCALE)
    supplier_orders = Many(
        SupplierOrderSchema(),
        "The supplier orders; a number on several of them is noticed.",
        least=1,
        most=MOST_SUPPLIER_ORDERS,
    )
    supplier_order = Part(SupplierOrderSchema(), ONE_ORDER)
    ship_to = Part(ShipToSchema(), "Where the customer's parcel goes.", may_be_empty=True)
    policy = Part(PoliciesSchema(), POLICY, may_be_empty=True)


class ClaimAmountsSchema(Incoming):
    """The money of a return claim."""

    currency = CurrencyCode("The currency of these amounts (ISO 4217).")
    paid_by_customer = Amount("What the customer paid for the goods.", example="30.00")
    paid_to_supplier = Amount("What the supplier was paid for them.", example="12.00")
    partial_refund = Amount("The part of the price offered to appease.", example="10.00")


class FaultAssessmentRequestSchema(Incoming):
    """A customer's return claim."""

    locale = Word(Locale, LOCALE)
    reason = Word(ReturnReason, "Why the customer wants to give the goods back.", required=True)
    circumstances = Many(
        Word(Circumstance, "Something that is known of the claim."),
        "What else is known; each may shift the fault.",
        most=len(Circumstance),
    )
    supplier_id = Identifier("Whose goods they are: its policy counts.", example="store-1")
    delivered_at = Instant("When the goods came: the time for a dispute counts from it.")
    amounts = Part(ClaimAmountsSchema(), "The money of the claim.", may_be_empty=True)
    policy = Part(PoliciesSchema(), POLICY, may_be_empty=True)
