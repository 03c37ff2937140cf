"""What the merchant loses of its own when the customer is refunded: now, and if it goes wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rescind.domain.case import Case
from rescind.domain.exchange import Exchange, total_of
from rescind.domain.facts import StoreLine, Units
from rescind.domain.owing import Debt
from rescind.domain.refunds import exposure_of_line, unit_cost, worth_to_customer
from rescind.domain.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """Units of one supplier order for which the customer is refunded, and what comes back."""

    standing: Standing
    units: Units
    back: Mapping[str, Decimal | None]

    def paid_for(self, line: str, exchange: Exchange) -> Fraction | None:
        """What the supplier was paid for the units of a line."""
        cost = unit_cost(self.standing, line, 0, self.units[line])
        return exchange.exact(cost, self.standing.order.currency)

    def back_for(self, line: str, exchange: Exchange) -> Fraction | None:
        """What comes back for a line."""
        return exchange.exact(self.back[line], self.standing.order.currency)


def all_stakes(debts: Sequence[Debt], *, certain: bool = False) -> list[Stake]:
    """Put everything that is asked for at stake; `certain` counts nothing only expected as back."""
    return [
        Stake(
            standing=debt.judged.standing,
            units=debt.judged.standing.units,
            back=debt.money.certain_by_line if certain else debt.money.back_by_line,
        )
        for debt in debts
    ]


def released_stakes(debts: Sequence[Debt], *, certain: bool = False) -> list[Stake]:
    """Put only what is released at stake."""
    return [
        Stake(
            standing=debt.judged.standing,
            units=debt.judged.released,
            back=debt.money.promised_certain if certain else debt.money.promised,
        )
        for debt in debts
    ]


def exposure_of(
    case: Case, exchange: Exchange, stakes: Sequence[Stake], units: Units
) -> Fraction | None:
    """What the merchant loses of its own if the customer is refunded these units, over all lines.

    Not known while nobody said which lines an order holds (it may hold any of them), and while a
    currency has no rate.
    """
    known = all(
        stake.standing.holdings_known and exchange.reaches(stake.standing.order.currency)
        for stake in stakes
    )
    if not known:
        return None
    return total_of(
        _exposure_of_line(case, exchange, stakes, line, units[line.line_id])
        for line in case.requested_lines
        if units.get(line.line_id)
    )


def _exposure_of_line(
    case: Case, exchange: Exchange, stakes: Sequence[Stake], line: StoreLine, count: int
) -> Fraction | None:
    name = line.line_id
    paid = total_of(stake.paid_for(name, exchange) for stake in stakes if name in stake.units)
    if not paid:
        return paid
    back = total_of(stake.back_for(name, exchange) for stake in stakes if name in stake.back)
    return exposure_of_line(
        worth_to_customer(line, count, case.facts.store_order.currency), paid, back
    )
