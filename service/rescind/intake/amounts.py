"""Reads amounts: with the digits that their currency has, and no more."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rescind.domain.money import exponent_of, in_currency
from rescind.intake.problems import Problems


class Purse:
    """Reads the amounts of one order, all in one currency."""

    def __init__(self, currency: str | None, problems: Problems) -> None:
        self.currency = currency
        self.problems = problems

    def read(self, given: Mapping[str, Any], name: str, pointer: str) -> Decimal | None:
        """Read an amount, if there is one, and write it with all digits of the currency."""
        amount: Decimal | None = given.get(name)
        if amount is None:
            return None
        exponent = amount.as_tuple().exponent
        digits = -exponent if isinstance(exponent, int) else 0
        if digits > exponent_of(self.currency):
            self.problems.add(f"{pointer}/{name}", self._too_many(amount, digits))
        return in_currency(amount, self.currency)

    def read_or_nothing(self, given: Mapping[str, Any], name: str, pointer: str) -> Decimal:
        """Read an amount; an absent one is nought."""
        amount = self.read(given, name, pointer)
        return in_currency(Decimal(0), self.currency) if amount is None else amount

    def _too_many(self, amount: Decimal, digits: int) -> str:
        had = exponent_of(self.currency)
        if self.currency is None:
            return (
                f"{amount} has {digits} digit(s) after the point, and no currency is named: "
                f"name it, or write {had} digits."
            )
        return f"{amount} has {digits} digit(s) after the point; {self.currency} has {had}."
