"""The money of a whole cancellation: due to the customer, expected from suppliers, exposed."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from rescind.domain.answers import RefundDecision
from rescind.domain.case import Case
from rescind.domain.comparing import Costs, compared
from rescind.domain.exchange import Exchange, exchange_of, total_of
from rescind.domain.money import in_currency
from rescind.domain.owing import Debt, debts_of, owed_by
from rescind.domain.refund_shares import due_to_customer, shared_out
from rescind.domain.refunds import max_refundable, refunded_to_customer
from rescind.domain.rules import Message, _, say
from rescind.domain.stakes import all_stakes, exposure_of
from rescind.domain.words import StoreAction


def reckon(case: Case, action: StoreAction) -> RefundDecision:
    """Work out every sum of a decision. What cannot be known is `None`, and why is told."""
    order = case.facts.store_order
    debts = debts_of(case.relevant)
    exchange = exchange_of(case.facts, [debt.judged.standing for debt in debts])
    costs = costs_of(case, action, debts, exchange)
    expected = _expected(debts, exchange)
    owes = tuple(owed_by(debt, exchange) for debt in debts)
    lines, shipping, beyond = shared_out(case, costs.due)
    return RefundDecision(
        currency=costs.currency,
        max_refundable=written(max_refundable(order), order.currency),
        due_to_customer=costs.due,
        expected_from_supplier=expected,
        earliest_on=_day(debts, earliest=True),
        latest_on=_day(debts, earliest=False),
        exposure=costs.exposure,
        explanation=why_unknown(case, exchange, known=None not in (expected, costs.exposure)),
        exposure_if_it_goes_wrong=costs.worst_case,
        already_refunded=written(refunded_to_customer(order), order.currency),
        restocking_fee=exchange.written(
            total_of(exchange.exact(debt.restocking_fee, debt.currency) for debt in owes)
        ),
        lines=lines,
        shipping=shipping,
        beyond_lines=written(beyond, order.currency),
        supplier_owes=owes,
        comparison=compared(case, debts, exchange, costs),
    )


def costs_of(case: Case, action: StoreAction, debts: Sequence[Debt], exchange: Exchange) -> Costs:
    """Work out what is due now, and what refunding everything now costs."""
    order = case.facts.store_order
    named = (debt.judged.order.currency for debt in debts if debt.judged.order.currency)
    exposure, worst_case = (
        exposure_of(case, exchange, all_stakes(debts, certain=certain), case.requested)
        for certain in (False, True)
    )
    return Costs(
        currency=order.currency or next(named, None),
        due=written(due_to_customer(case, action), order.currency),
        exposure=exchange.written(exposure),
        worst_case=exchange.written(worst_case),
    )


def written(amount: Decimal | None, currency: str | None) -> Decimal | None:
    """Write a known amount with all digits of its currency."""
    return None if amount is None else in_currency(amount, currency)


def _expected(debts: Sequence[Debt], exchange: Exchange) -> Decimal | None:
    """What suppliers owe for released units, in one currency."""
    if not all(exchange.reaches(debt.judged.order.currency) for debt in debts):
        return None
    return exchange.written(
        total_of(exchange.exact(debt.money.expected, debt.judged.order.currency) for debt in debts)
    )


def _day(debts: Sequence[Debt], *, earliest: bool) -> date | None:
    """Find the first, or the last, day on which suppliers' money may come."""
    windows = [debt.opens if earliest else debt.closes for debt in debts]
    days = [window.due_on for window in windows if window is not None]
    return (min if earliest else max)(days, default=None)


def why_unknown(case: Case, exchange: Exchange, *, known: bool) -> Message | None:
    """Say why a sum cannot be known."""
    if not all(exchange.reaches(judged.order.currency) for judged in case.relevant):
        return say(_("Store and supplier use different currencies; sums would need a rate."))
    if not case.facts.store_order.lines_known or max_refundable(case.facts.store_order) is None:
        return say(_("The prices of the store order's lines are not known."))
    if not known:
        return say(_("What the supplier was paid for the requested lines is not known."))
    return None
