"""The money of an answer: sums on both sides, shares, debts, and refund now or wait."""

from rescind.api.fields import (
    Amount,
    CurrencyCode,
    Day,
    Flag,
    Identifier,
    Instant,
    Many,
    Part,
    Word,
)
from rescind.api.schemas.counted import known_amount, units
from rescind.api.schemas.edges import Outgoing
from rescind.api.schemas.exchange_rates import RateUsedSchema
from rescind.api.schemas.reasons import sentence
from rescind.api.schemas.store_orders import MOST_LINES
from rescind.api.schemas.supplier_orders import MOST_SUPPLIER_ORDERS
from rescind.domain.words import RefundChoice

WORST = "The same if it goes wrong: all that is only expected from suppliers does not come."


class RefundLineSchema(Outgoing):
    """The money of the requested units of one line; an amount is null when it is not known."""

    line_id = Identifier("The line of the store order.", example="L1")
    quantity = units("How many of its units are asked for.")
    price = known_amount("Their share of the line's price.", example="30.00")
    discount = known_amount("Their share of its discount.", example="0.00")
    tax = known_amount("Their share of its tax.", example="0.00")
    paid = known_amount("What the customer paid for them: price - discount + tax.", example="30.00")
    refundable_now = known_amount("What `store.action` would pay for them now.", example="30.00")


class ShippingShareSchema(Outgoing):
    """The customer's shipping: it goes back with the whole order only."""

    paid = Amount("What the customer paid for shipping.", example="4.90")
    refundable_now = known_amount("What `store.action` would pay of it now.", example="4.90")


class SupplierDebtSchema(Outgoing):
    """What one supplier owes, in the currency of its order."""

    supplier_order_id = Identifier("The supplier order.", allow_none=True)
    supplier_id = Identifier("Who sells.", allow_none=True)
    currency = CurrencyCode("The currency of these amounts.", allow_none=True)
    amount = known_amount(
        "What it owes and has not paid back: the released units, overdue or not.", example="12.00"
    )
    received = Amount("What came back from it so far.", example="0.00")
    restocking_fee = known_amount("What it keeps of that, by its policy.", example="0.00")
    earliest_on = Day("When its money comes at best.", allow_none=True)
    latest_on = Day("The last day before it is overdue.", allow_none=True)
    overdue = Flag("Whether that day is over and the money is not back.")
    rate_used = Part(
        RateUsedSchema(),
        "The rate that brings these amounts into the sums; null: they need none, or none is given.",
        allow_none=True,
    )
    explanation = sentence("Why an amount is not known, or enters no sum.", allow_none=True)


class RefundingNowSchema(Outgoing):
    """Refunding everything that is asked for now."""

    amount = known_amount("What the customer would get now.", example="30.00")
    exposure = known_amount(
        "What of it the merchant loses of its own money; what is expected is counted as coming.",
        example="12.00",
    )
    worst_case = known_amount(WORST, example="12.00")


class WaitingSchema(Outgoing):
    """Refunding only what is released, and waiting with the rest."""

    amount = known_amount(
        "What is due now all the same, for what is released: `due_to_customer`.", example="0.00"
    )
    until = Instant("When to look again; null: no time changes it.", allow_none=True)
    exposure = known_amount("What of it the merchant loses of its own money.", example="0.00")
    worst_case = known_amount(WORST, example="0.00")


class ComparisonSchema(Outgoing):
    """Refund now or wait, in money."""

    refund_now = Part(RefundingNowSchema(), "Refund everything that is asked for now.")
    wait = Part(WaitingSchema(), "Refund what is released, and wait with the rest.")
    recommended = Word(RefundChoice, "Which of them to prefer.")
    explanation = sentence("Why, in money.")


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
    exposure_if_it_goes_wrong = known_amount(WORST, example="12.00")
    already_refunded = known_amount("What the customer got back already.", example="0.00")
    restocking_fee = known_amount(
        "What suppliers keep of their refunds, by their policies.", example="0.00"
    )
    lines = Many(
        RefundLineSchema(),
        "The requested lines. Their `refundable_now`, that of `shipping` and `beyond_lines` add up "
        "to `due_to_customer`.",
        most=MOST_LINES,
    )
    shipping = Part(ShippingShareSchema(), "The customer's shipping.")
    beyond_lines = known_amount(
        "What is due beyond lines and shipping: earlier refunds paid less than their units' worth.",
        example="0.00",
    )
    supplier_owes = Many(
        SupplierDebtSchema(),
        "Each supplier order that holds requested units, sorted by id.",
        most=MOST_SUPPLIER_ORDERS,
    )
    comparison = Part(ComparisonSchema(), "Refund the customer now, or wait?")
