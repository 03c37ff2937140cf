"""Money, counts, shares, and yes or no."""

import re
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields

from rescind.api.fields.telling import Reading, shown, told
from rescind.domain.currencies import EXPONENTS

MAX_FRACTION = max(EXPONENTS.values())
AMOUNT_PATTERN = rf"[0-9]{{1,12}}(\.[0-9]{{1,{MAX_FRACTION}}})?"
MAX_QUANTITY = 1_000_000
WHOLE = 100

RATE_PATTERN = r"[0-9]{1,9}(\.[0-9]{1,12})?"

_AMOUNT = re.compile(AMOUNT_PATTERN + r"\Z")
_RATE = re.compile(RATE_PATTERN + r"\Z")
_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?\Z")


class Amount(Reading, fields.String):
    """Money: a decimal in quotes, never negative. How many digits it may have its currency says."""

    def __init__(self, description: str, *, example: str = "12.00", **options: Any) -> None:
        shape = {"pattern": f"^{AMOUNT_PATTERN}$", "maxLength": 13 + MAX_FRACTION}
        super().__init__(metadata=told(description, example, **shape), **options)

    def _read(self, value: Any) -> Any:
        if isinstance(value, str) and _AMOUNT.match(value.strip()):
            return Decimal(value.strip())
        raise ValidationError(_amount_wanted(value))


def _amount_wanted(value: object) -> str:
    """Say how an amount has to be written, with the caller's own figure where there is one."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f'Write "{_quoted(value)}", in quotes: numbers lose cents on their way.'
    if isinstance(value, str) and value.strip().startswith("-"):
        return f"{shown(value)} is negative: amounts are 0 or more."
    return (
        'Write the amount as digits with a point, in quotes, such as "12.00"; at most 12 digits '
        "before the point, no signs, spaces or symbols."
    )


def _quoted(number: int | float | Decimal) -> str:
    """Write a number as the amount that was meant, a float with the usual two digits."""
    if isinstance(number, int):
        return str(number)[:32]
    text = f"{Decimal(str(number)):f}"
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction.ljust(2, '0')}"[:32]


class Rate(Reading, fields.String):
    """What one unit of a currency is worth in another: a decimal in quotes, above 0."""

    def __init__(self, description: str, *, example: str = "0.92", **options: Any) -> None:
        shape = {"pattern": f"^{RATE_PATTERN}$", "maxLength": 22}
        super().__init__(metadata=told(description, example, **shape), **options)

    def _read(self, value: Any) -> Any:
        if isinstance(value, str) and _RATE.match(value.strip()):
            rate = Decimal(value.strip())
            if rate > 0:
                return rate.normalize()  # 0.92 and 0.920 are the same rate
            raise ValidationError(f"{shown(value)} is no rate: a unit is worth more than nothing.")
        raise ValidationError(
            'Write the rate as digits with a point, in quotes, such as "0.92": above 0, at most 9 '
            "digits before the point and 12 after it."
        )


class Count(Reading, fields.Integer):
    """A whole number within bounds; `true`, `"7"` and `7.0` are none."""

    def __init__(
        self,
        description: str,
        *,
        least: int = 0,
        most: int = MAX_QUANTITY,
        example: int | None = None,
        **options: Any,
    ) -> None:
        self.least, self.most = least, most
        bounds = {"format": "int32", "minimum": least, "maximum": most}
        super().__init__(metadata=told(description, example, **bounds), **options)

    def _read(self, value: Any) -> Any:
        if type(value) is not int or not self.least <= value <= self.most:
            raise ValidationError(
                f"Write a whole number from {self.least} to {self.most}, without quotes and "
                f"without a point; {shown(value)} is none."
            )
        return value


class Quantity(Count):
    """A number of units."""

    def __init__(self, description: str, **options: Any) -> None:
        super().__init__(description, least=1, example=1, **options)


class Percent(Reading, fields.Decimal):
    """A share of a hundred; unlike money it may be a JSON number."""

    def __init__(self, description: str, **options: Any) -> None:
        bounds = {"format": "double", "minimum": 0, "maximum": WHOLE}
        super().__init__(metadata=told(description, **bounds), **options)

    def _read(self, value: Any) -> Any:
        text = "" if isinstance(value, bool) else str(value).strip()
        if not _PERCENT.match(text) or Decimal(text) > WHOLE:
            raise ValidationError(f"{shown(value)} is not a percentage from 0 to 100.")
        return Decimal(text).normalize() + 0


class Difference(Reading, fields.String):
    """Money less other money: a decimal in quotes that may be below 0. Only answers hold it."""

    def __init__(self, description: str, *, example: str, **options: Any) -> None:
        shape = {"pattern": f"^-?{AMOUNT_PATTERN}$", "maxLength": 14 + MAX_FRACTION}
        super().__init__(metadata=told(description, example, **shape), **options)


class Share(Reading, fields.Float):
    """A figure that was worked out, such as a rate; never money. Only answers hold it."""

    def __init__(self, description: str, *, example: float, **options: Any) -> None:
        super().__init__(metadata=told(description, example, format="double"), **options)


class Flag(Reading, fields.Boolean):
    """True or false; no other word for them."""

    def __init__(self, description: str, **options: Any) -> None:
        super().__init__(metadata=told(description), **options)

    def _read(self, value: Any) -> Any:
        if value is True or value is False:
            return value
        raise ValidationError(f"{shown(value)} is neither true nor false, without quotes.")
