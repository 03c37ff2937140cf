"""Fields of answers that count units or money."""

from typing import Any

from rescind.api.fields import Amount, Count

MOST_UNITS = 100_000_000


def known_amount(description: str, **options: Any) -> Amount:
    """Build a field for an amount that cannot always be known."""
    return Amount(description, allow_none=True, **options)


def units(description: str) -> Count:
    """Build a field for a number of units in an answer."""
    return Count(description, most=MOST_UNITS, example=1)
