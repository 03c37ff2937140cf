"""The money of a whole cancellation: due to the customer, expected from suppliers, exposed."""

from datetime import date
from decimal import Decimal

from rescind.domain import conditions as is_
from rescind.domain.answers import RefundDecision
from rescind.domain.case import Case
from rescind.domain.facts import StoreLine
from rescind.domain.money import in_currency
from rescind.domain.refunds import (
    ZERO,
    SupplierMoney,
    exposure_of_line,
    max_refundable,
    refundable,
    same_currency,
    supplier_money,
    total_or_none,
    unit_cost,
    worth_to_customer,
)
from rescind.domain.rules import Message, _, say
from rescind.domain.words import StoreAction


def reckon(case: Case, action: StoreAction) -> RefundDecision:
    """Work out every sum of a decision. What cannot be known is `None`, and why is told."""
    order = case.facts.store_order
    mixed = not same_currency(order, [judged.standing for judged in case.relevant])
    moneys = [supplier_money(judged.standing, judged.released) for judged in case.relevant]
    expected = None if mixed else total_or_none(money.expected for money in moneys)
    exposure = None if mixed else exposure_of(case, moneys)
    named = (j.order.currency for j in case.relevant if j.order.currency)
    currency = order.currency or next(named, None)
    return RefundDecision(
        currency=currency,
        max_refundable=written(max_refundable(order), order.currency),
        due_to_customer=written(due_to_customer(case, action), order.currency),
        expected_from_supplier=written(expected, currency),
        earliest_on=refund_day(case, earliest=True),
        latest_on=refund_day(case, earliest=False),
        exposure=written(exposure, currency),
        explanation=why_unknown(case, mixed=mixed, known=None not in (expected, exposure)),
    )


def written(amount: Decimal | None, currency: str | None) -> Decimal | None:
    """Write a known amount with all digits of its currency."""
    return None if amount is None else in_currency(amount, currency)


def due_to_customer(case: Case, action: StoreAction) -> Decimal | None:
    """What the store's action would pay now: nothing when it is `not_yet` or `none`.

    Shipping is refunded with the whole order only.
    """
    order = case.facts.store_order
    most = max_refundable(order)
    if action in (StoreAction.NOT_YET, StoreAction.NONE):
        return ZERO
    if action is StoreAction.CANCEL_ORDER or most is None:
        return most
    items = total_or_none(
        refundable(order, line, case.released_of(line)) for line in case.requested_lines
    )
    if items is None:
        return None
    whole = case.all_released and case.whole_order_asked
    return min(most, items + (order.shipping_amount if whole else ZERO))


def exposure_of(case: Case, moneys: list[SupplierMoney]) -> Decimal | None:
    """What the merchant loses of its own if the customer is refunded now, over all lines.

    Not known while nobody said which lines an order holds: it may hold any of them.
    """
    if any(not judged.standing.holdings_known for judged in case.relevant):
        return None
    return total_or_none(
        exposure_of_line(
            worth_to_customer(line, case.requested[line.line_id], case.facts.store_order.currency),
            paid_for(case, line),
            back_for(line, moneys),
        )
        for line in case.requested_lines
    )


def paid_for(case: Case, line: StoreLine) -> Decimal | None:
    """What suppliers were paid for the requested units of a line."""
    return total_or_none(
        unit_cost(judged.standing, line.line_id, 0, judged.standing.units[line.line_id])
        for judged in case.relevant
        if line.line_id in judged.standing.units
    )


def back_for(line: StoreLine, moneys: list[SupplierMoney]) -> Decimal | None:
    """What came back, or will, for a line."""
    return total_or_none(
        money.back_by_line[line.line_id] for money in moneys if line.line_id in money.back_by_line
    )


def refund_day(case: Case, *, earliest: bool) -> date | None:
    """Find the first, or the last, day on which suppliers' money may come."""
    days = [
        window.due_on
        for judged in case.relevant
        if is_.waits_for_money(judged.standing)
        and (
            window := judged.standing.clocks.supplier_refund(
                judged.standing.refund_starts_at, earliest=earliest
            )
        )
    ]
    return (min if earliest else max)(days, default=None)


def why_unknown(case: Case, *, mixed: bool, known: bool) -> Message | None:
    """Say why a sum cannot be known."""
    if mixed:
        return say(_("Store and supplier use different currencies; sums would need a rate."))
    if not case.facts.store_order.lines_known or max_refundable(case.facts.store_order) is None:
        return say(_("The prices of the store order's lines are not known."))
    if not known:
        return say(_("What the supplier was paid for the requested lines is not known."))
    return None
