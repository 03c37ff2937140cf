"""What a gap between two policies costs, over orders: in each currency by itself.

The exposure of an order is what the merchant loses of its own when it keeps its promise and the
supplier pays nothing: what the supplier was paid, and never more than the customer gets back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rescind.domain.facts import Facts, StoreOrder, SupplierOrder
from rescind.domain.money import in_currency
from rescind.domain.refunds import paid_by_customer, total_or_none, worth
from rescind.domain.rules import Message, _, say
from rescind.domain.words import GapKind, Outcome, Reason, ReturnReason

ZERO = Decimal(0)
Fees = tuple[Decimal | None, Decimal]
"""Which percentage the supplier keeps of a refund (`None`: not known), and which the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedOrder:
    """The money of one order, in one currency; `None` is not known.

    `reason` is why the customer wanted it back, where that is known.
    """

    order_id: str | None = None
    currency: str | None = None
    paid_by_customer: Decimal | None = None
    paid_to_supplier: Decimal | None = None
    reason: ReturnReason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCost:
    """What a gap costs for one order; null where an amount is not known."""

    order_id: str | None
    currency: str | None
    exposure: Decimal | None
    advanced: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyCost:
    """What a gap costs over all orders in one currency.

    `exposure` counts the orders whose amounts are known, and `with_reason` those of them that the
    customer wanted back for the reason of the gap.
    """

    currency: str | None
    orders: int
    orders_not_known: int
    exposure: Decimal
    advanced: Decimal
    orders_with_reason: int
    exposure_with_reason: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class GapCost:
    """What a gap costs. `exposure` is null, with a reason, where there is no one sum."""

    exposure: Decimal | None
    currency: str | None
    exposure_because: Message | None
    by_currency: tuple[CurrencyCost, ...]
    per_order: tuple[OrderCost, ...]


NO_ORDERS = _("No orders were given.")
SEVERAL = _("The orders are in several currencies, which are never added up: see each by itself.")
AMOUNTS_MISSING = _("An order's amounts or its currency are not known: the known ones are listed.")
AT_MOST = _("The supplier has not said what it does: the sums listed are the most it can cost.")


def cost_of_gap(
    kind: GapKind,
    outcome: Outcome,
    orders: tuple[ComparedOrder, ...],
    *,
    reason: ReturnReason | None = None,
    fees: Fees = (ZERO, ZERO),
) -> GapCost:
    """Reckon what a gap costs over orders."""
    costs = tuple(cost_of_order(kind, order, fees) for order in orders)
    currencies = sorted({one.currency or "" for one in costs})
    sums = tuple(in_one(currency or None, orders, costs, reason) for currency in currencies)
    because = why_no_sum(outcome, sums)
    return GapCost(
        exposure=None if because else sums[0].exposure,
        currency=sums[0].currency if len(sums) == 1 else None,
        exposure_because=because,
        by_currency=sums,
        per_order=costs,
    )


def why_no_sum(outcome: Outcome, sums: tuple[CurrencyCost, ...]) -> Message | None:
    """Say why there is no one sum, if there is none."""
    if not sums:
        return say(NO_ORDERS)
    if len(sums) > 1:
        return say(SEVERAL)
    if sums[0].orders_not_known:
        return say(AMOUNTS_MISSING)
    return say(AT_MOST) if outcome is Outcome.UNKNOWN else None


def cost_of_order(kind: GapKind, order: ComparedOrder, fees: Fees) -> OrderCost:
    """Reckon what a gap costs for one order."""
    at_stake = own_money(order)
    nothing = None if at_stake is None else in_currency(ZERO, order.currency)
    advances = kind is GapKind.REFUND_TIME
    lost = fee_not_passed_on(order, fees) if kind is GapKind.RESTOCKING_FEE else at_stake
    return OrderCost(
        order_id=order.order_id,
        currency=order.currency,
        exposure=nothing if advances else lost,
        advanced=at_stake if advances else nothing,
    )


def own_money(order: ComparedOrder) -> Decimal | None:
    """What the merchant has of its own in an order: never more than either side paid."""
    if order.paid_by_customer is None or order.paid_to_supplier is None or not order.currency:
        return None
    return in_currency(min(order.paid_by_customer, order.paid_to_supplier), order.currency)


def fee_not_passed_on(order: ComparedOrder, fees: Fees) -> Decimal | None:
    """What the supplier keeps of an order beyond what the store keeps; at most all of it."""
    at_stake, (kept, passed_on) = own_money(order), fees
    if at_stake is None:
        return None
    theirs = percent_of(order.paid_to_supplier, Decimal(100) if kept is None else kept)
    ours = percent_of(order.paid_by_customer, passed_on)
    return in_currency(min(at_stake, max(ZERO, theirs - ours)), order.currency)


def percent_of(amount: Decimal | None, percent: Decimal) -> Decimal:
    """Take a percentage of an amount."""
    return (amount or ZERO) * percent / 100


def in_one(
    currency: str | None,
    orders: tuple[ComparedOrder, ...],
    costs: tuple[OrderCost, ...],
    reason: ReturnReason | None,
) -> CurrencyCost:
    """Add up the orders of one currency."""
    mine = [
        (order, cost)
        for order, cost in zip(orders, costs, strict=True)
        if cost.currency == currency
    ]
    asked = [cost for order, cost in mine if reason is not None and order.reason is reason]
    return CurrencyCost(
        currency=currency,
        orders=len(mine),
        orders_not_known=sum(cost.exposure is None for _order, cost in mine),
        exposure=added((cost.exposure for _order, cost in mine), currency),
        advanced=added((cost.advanced for _order, cost in mine), currency),
        orders_with_reason=len(asked),
        exposure_with_reason=added((cost.exposure for cost in asked), currency),
    )


def added(amounts: Iterable[Decimal | None], currency: str | None) -> Decimal:
    """Add the known amounts up."""
    return in_currency(sum((one for one in amounts if one is not None), ZERO), currency)


RETURN_REASONS = {
    Reason.CHANGED_MIND: ReturnReason.CHANGED_MIND,
    Reason.WRONG_SIZE: ReturnReason.WRONG_SIZE,
}
"""The reasons of cancellations that are reasons of returns too."""


def compared_order(facts: Facts, supplier_id: str | None) -> ComparedOrder | None:
    """Tell the money of one order that stands with a supplier; `None` where it was never paid.

    Without a supplier's id all supplier orders count. Amounts in two currencies are not known.
    """
    bought = [
        one
        for one in facts.supplier_orders
        if one.paid_at is not None and supplier_id in (None, one.supplier_id)
    ]
    if not bought:
        return None
    store = facts.store_order
    currencies = {one.currency or store.currency for one in bought} | {store.currency}
    currencies -= {None} if len(currencies) > 1 else set()
    one_currency = len(currencies) == 1
    return ComparedOrder(
        order_id=store.order_id,
        currency=next(iter(currencies)) if one_currency else None,
        paid_by_customer=sold(store, bought) if one_currency else None,
        paid_to_supplier=total_or_none(map(paid_for, bought)) if one_currency else None,
        reason=RETURN_REASONS.get(facts.request.reason) if facts.request.reason else None,
    )


def paid_for(order: SupplierOrder) -> Decimal | None:
    """What the supplier was paid for an order."""
    if order.total is not None:
        return order.total
    return total_or_none(line.amount for line in order.lines) if order.lines else None


def sold(store: StoreOrder, bought: list[SupplierOrder]) -> Decimal | None:
    """What the customer paid for what these supplier orders hold."""
    held: dict[str, int] = {}
    for order in bought:
        if order.lines is None:
            return paid_by_customer(store)
        for line in order.lines:
            held[line.store_line_id] = held.get(line.store_line_id, 0) + line.quantity
    if all(held.get(line.line_id, 0) >= line.quantity for line in store.lines):
        return paid_by_customer(store)
    return total_or_none(
        worth(line, 0, held[line.line_id], store.currency)
        for line in store.lines
        if line.line_id in held
    )
