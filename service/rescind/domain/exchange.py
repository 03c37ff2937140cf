"""Sums over several currencies: by the rates that the caller gave, never by guessed ones.

What would mix currencies is brought into the store's currency exactly, as fractions, and rounded
once: half to even, to the digits of that currency, when the whole sum is written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from rescind.domain.facts import ExchangeRate, Facts
from rescind.domain.money import exponent_of, in_currency
from rescind.domain.refunds import NOTHING, same_currency
from rescind.domain.standing import Standing

RateUsed = Mapping[str, str | Decimal | datetime | None]
"""A rate as the caller gave it: `from`, `to`, `rate`, `as_of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Brings the amounts of supplier orders into the currency of the sums.

    Where all sides name one currency there is nothing to bring over. `rates` hold the rate that
    each other currency is brought over by; one without a rate leaves its sums unknown.
    """

    into: str | None
    mixed: bool
    rates: Mapping[str, ExchangeRate]

    def rate_of(self, currency: str | None) -> ExchangeRate | None:
        """Find the rate by which amounts of a currency enter the sums, if they need one."""
        return self.rates.get(currency or "") if self.mixed and currency != self.into else None

    def reaches(self, currency: str | None) -> bool:
        """Tell whether amounts of a currency can enter the sums."""
        return not self.mixed or currency == self.into or self.rate_of(currency) is not None

    def exact(self, amount: Decimal | None, currency: str | None) -> Fraction | None:
        """Bring an amount over, without rounding; `None` where no rate reaches it."""
        if amount is None or not self.reaches(currency):
            return None
        rate = self.rate_of(currency)
        if rate is None:
            return Fraction(amount)
        factor = Fraction(rate.rate)
        return Fraction(amount) * (factor if rate.quote == self.into else 1 / factor)

    def written(self, total: Fraction | None) -> Decimal | None:
        """Write a whole sum with the digits of its currency; what was brought over is rounded."""
        if total is None:
            return None
        if not self.mixed:
            return in_currency(Decimal(total.numerator) / total.denominator, self.into)
        digits = exponent_of(self.into)
        return Decimal(round(total * 10**digits)).scaleb(-digits)


def exchange_of(facts: Facts, standings: Iterable[Standing]) -> Exchange:
    """Find what brings the amounts of these supplier orders into one currency.

    It is the store's; where nobody named that, the only one that is named.
    """
    order, judged = facts.store_order, list(standings)
    named = [s.order.currency for s in judged if s.order.currency]
    mixed = not same_currency(order, judged)
    into = order.currency or next(iter(named), None)
    rates = {
        currency: rate
        for currency in named
        if mixed and order.currency and (rate := rate_for(facts, currency, order.currency))
    }
    # Without the store's currency nobody knows what to bring several currencies into.
    target = into if order.currency or not mixed else None
    return Exchange(into=target, mixed=mixed, rates=rates)


def rate_for(facts: Facts, currency: str, into: str) -> ExchangeRate | None:
    """Find the rate of a pair: the direct one before the inverted one; never over a third."""
    by_pair = {(rate.base, rate.quote): rate for rate in facts.exchange_rates}
    return by_pair.get((currency, into)) or by_pair.get((into, currency))


def as_used(rate: ExchangeRate | None) -> RateUsed | None:
    """Show a rate as it was given."""
    if rate is None:
        return None
    return {"from": rate.base, "to": rate.quote, "rate": rate.rate, "as_of": rate.as_of}


def total_of(amounts: Iterable[Fraction | None]) -> Fraction | None:
    """Add exact amounts up; one that is not known makes the sum unknown."""
    total = NOTHING
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total
