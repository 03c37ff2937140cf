"""What suppliers owe: how much, by when, how much came back, and whether it is overdue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rescind.domain import conditions as is_
from rescind.domain.answers import Deadline
from rescind.domain.case import Judged
from rescind.domain.dispute_aftermath import still_due
from rescind.domain.exchange import Exchange, as_used
from rescind.domain.facts import Units
from rescind.domain.money import in_currency
from rescind.domain.refund_answers import SupplierDebt
from rescind.domain.refunds import (
    ZERO,
    SupplierMoney,
    cost_of,
    owed,
    received,
    supplier_money,
    was_won,
)
from rescind.domain.rules import Message, _, say
from rescind.domain.standing import Standing
from rescind.domain.units import fewer, most
from rescind.domain.words import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """One relevant supplier order: its money, and the window in which the money is to come."""

    judged: Judged
    money: SupplierMoney
    opens: Deadline | None
    closes: Deadline | None

    @property
    def overdue(self) -> bool:
        """The window is over, and the money is not back."""
        return self.closes is not None and self.judged.standing.as_of >= self.closes.due_at


def debts_of(relevant: Sequence[Judged]) -> tuple[Debt, ...]:
    """Work out what each relevant supplier order owes, and by when."""
    return tuple(_debt(judged) for judged in relevant)


def _debt(judged: Judged) -> Debt:
    s = judged.standing
    start = _starts_at(s)
    return Debt(
        judged=judged,
        money=supplier_money(s, judged.released),
        opens=s.clocks.supplier_refund(start, earliest=True),
        closes=s.clocks.supplier_refund(start),
    )


def _starts_at(s: Standing) -> datetime | None:
    """Tell from when the money is to come: of a dispute that was won, from the decision."""
    dispute = s.order.dispute
    if dispute is not None and dispute.decided_at is not None and was_won(s) and still_due(s):
        return dispute.decided_at
    return s.refund_starts_at if is_.waits_for_money(s) else None


def owed_by(debt: Debt, exchange: Exchange) -> SupplierDebt:
    """Tell one supplier's debt. What is overdue is no longer expected, yet it is owed."""
    s = debt.judged.standing
    units = _let_go(debt)
    money = supplier_money(s, units) if debt.overdue else debt.money
    currency = s.order.currency
    digits_of = currency or exchange.into  # amounts without a currency have those of the store's
    return SupplierDebt(
        supplier_order_id=s.order.order_id,
        supplier_id=s.order.supplier_id,
        currency=currency,
        amount=_written(money.expected, digits_of),
        received=in_currency(received(s.order), digits_of),
        restocking_fee=_written(fee_of(s, units), digits_of),
        earliest_on=debt.opens.due_on if debt.opens else None,
        latest_on=debt.closes.due_on if debt.closes else None,
        overdue=debt.overdue and money.expected != ZERO,
        rate_used=as_used(exchange.rate_of(currency)),
        explanation=_why_unknown(money, currency, exchange),
    )


def _let_go(debt: Debt) -> Units:
    """List the units that the supplier let go, those among them whose money is overdue."""
    s = debt.judged.standing
    freed = fewer(s.units, s.accepted or {}) if debt.overdue else {}
    return most(debt.judged.released, freed)


def fee_of(s: Standing, units: Units) -> Decimal | None:
    """What the supplier keeps of the money for units that it let go."""
    if was_won(s):
        return ZERO
    cancelled = s.state is State.CANCELLED
    cost = cost_of(s, s.held) if cancelled else cost_of(s, units) if units else ZERO
    due = owed(s, cost)
    if cost is None or due is None:
        return None
    return max(ZERO, cost - max(due, received(s.order)))


def _written(amount: Decimal | None, currency: str | None) -> Decimal | None:
    return None if amount is None else in_currency(amount, currency)


def _why_unknown(money: SupplierMoney, currency: str | None, exchange: Exchange) -> Message | None:
    """Say why an amount is not known, or why it enters no sum."""
    if money.expected is None:
        return say(_("What the supplier was paid for the released units is not known."))
    if not exchange.reaches(currency):
        return say(
            _("No rate from {currency} is given, so this amount enters no sum."), currency=currency
        )
    return None
