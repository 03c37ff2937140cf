"""Instants and days."""

import re
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import ValidationError, fields

from rescind.api.fields.telling import Reading, shown, told
from rescind.domain.calendars import START_YEARS

INSTANT_PATTERN = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
)
ZONE_PATTERN = r"([Zz]|[+-][0-9]{2}:[0-9]{2})"

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_INSTANT = re.compile(INSTANT_PATTERN + ZONE_PATTERN + r"\Z")
_NAIVE = re.compile(INSTANT_PATTERN.replace("[Tt]", "[Tt ]") + r"\Z")


class Instant(Reading, fields.String):
    """An instant: RFC 3339 with its zone, read to the millisecond."""

    def __init__(
        self, description: str, *, example: str = "2026-09-28T02:05:00Z", **options: Any
    ) -> None:
        metadata = told(description, example, format="date-time", maxLength=35)
        super().__init__(metadata=metadata, **options)

    def _read(self, value: Any) -> Any:
        text = value.strip() if isinstance(value, str) else ""
        if not _INSTANT.match(text):
            raise ValidationError(_instant_wanted(value, text))
        try:
            instant = datetime.fromisoformat(text.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValidationError(f"{shown(text)} is no moment of the calendar.") from None
        check_year(instant.year)
        return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def _instant_wanted(value: object, text: str) -> str:
    if _NAIVE.match(text):
        moment = text.replace(" ", "T")
        return (
            f'Write the time with its zone, such as "{moment}Z" (UTC) or "{moment}+08:00": '
            "without a zone it names no instant."
        )
    return (
        f'{shown(value)} is not a time: write RFC 3339 with a zone, such as "2026-09-28T02:05:00Z".'
    )


class Day(Reading, fields.String):
    """A day of the calendar."""

    def __init__(self, description: str, *, example: str = "2026-10-13", **options: Any) -> None:
        metadata = told(description, example, format="date", maxLength=10)
        super().__init__(metadata=metadata, **options)

    def _read(self, value: Any) -> Any:
        text = value.strip() if isinstance(value, str) else ""
        try:
            day = date.fromisoformat(text) if _DATE.match(text) else None
        except ValueError:
            day = None
        if day is None:
            raise ValidationError(f'{shown(value)} is not a day: write one such as "2026-09-28".')
        check_year(day.year)
        return day


def check_year(year: int) -> None:
    """See that days can be counted from a year."""
    if year not in START_YEARS:
        raise ValidationError(f"The years {START_YEARS[0]} to {START_YEARS[-1]} are accepted.")
