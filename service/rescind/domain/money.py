"""Money: decimals with their currency's exponent, shared out so that parts add up to the whole."""

from decimal import ROUND_DOWN, Decimal

from rescind.domain.currencies import EXPONENTS

USUAL_EXPONENT = 2
"""Digits after the point where no currency is known."""


def exponent_of(currency: str | None) -> int:
    """How many digits a currency has after the point; two where it is not known."""
    return USUAL_EXPONENT if currency is None else EXPONENTS[currency]


def in_currency(amount: Decimal, currency: str | None) -> Decimal:
    """Write an amount with all digits of its currency, cutting off what is less than a unit."""
    return amount.quantize(Decimal(1).scaleb(-exponent_of(currency)), rounding=ROUND_DOWN)


def share(whole: Decimal, *, of: int, first: int, count: int, currency: str | None) -> Decimal:
    """Say what `count` of `of` units are worth, beginning with unit number `first` (from 0).

    Every unit is worth the whole divided by `of`, rounded down; the last unit is worth what is
    left. So the shares of all units add up to the whole.
    """
    count = max(0, min(count, of - first))
    if count == 0:
        return in_currency(Decimal(0), currency)
    each = in_currency(whole / of, currency)
    return whole - each * (of - count) if first + count == of else each * count


def less_percent(amount: Decimal, percent: Decimal, currency: str | None) -> Decimal:
    """Take a percentage off an amount; what is taken is rounded down to a unit."""
    return amount - in_currency(amount * percent / 100, currency)
