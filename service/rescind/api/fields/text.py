"""Text, ids and codes: fields that hold characters."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields

from rescind.api.fields.telling import Reading, shown, told
from rescind.domain.calendars import CALENDAR_NAMES, COUNTRY_CODES, zone_names
from rescind.domain.currencies import EXPONENTS

NO_NUL = "^[^\\u0000]*$"
"""What text may hold: everything but NUL, which PostgreSQL cannot store."""

LONGEST_ID = 255


class Text(Reading, fields.String):
    """Text without spaces around it; blank text, NUL and half characters are refused."""

    def __init__(
        self,
        description: str,
        *,
        example: str | None = None,
        max_length: int = LONGEST_ID,
        documented: Mapping[str, object] | None = None,
        **options: Any,
    ) -> None:
        shape = documented or {"pattern": NO_NUL}
        metadata = told(description, example, maxLength=max_length, **shape)
        self.max_length = max_length
        super().__init__(metadata=metadata, **options)

    def _read(self, value: Any) -> Any:
        if not isinstance(value, str):
            raise ValidationError("This must be text, in quotes.")
        text = value.strip()
        if not text:
            raise ValidationError("This must not be blank.")
        if len(text) > self.max_length:
            raise ValidationError(
                f"This is {len(text)} characters long; at most {self.max_length} are accepted."
            )
        if "\0" in text or not _encodable(text):
            raise ValidationError("This holds a character that is not one (NUL, or half of one).")
        return text


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class Identifier(Text):
    """A platform's id: a string, since platforms' ids outgrow JavaScript's numbers."""

    def _read(self, value: Any) -> Any:
        written = str(value) if type(value) is int else value
        return super()._read(written)


class Listed(Text):
    """Text that stands in a known list, however it is cased."""

    wanted: str
    """What to give instead of an unknown one."""

    longest: int
    pattern: str

    def __init__(self, description: str, **options: Any) -> None:
        shape = {"pattern": self.pattern}
        super().__init__(description, max_length=self.longest, documented=shape, **options)
        # What is too long is told that it is not known, rather than how long it is.
        self.max_length = LONGEST_ID

    def find(self, text: str) -> str | None:
        """Find the listed spelling of a text."""
        raise NotImplementedError

    def _read(self, value: Any) -> Any:
        text = super()._read(value)
        found = self.find(text)
        if found is None:
            raise ValidationError(f"{shown(text)} is not known: {self.wanted}")
        return found


class CurrencyCode(Listed):
    """A currency's code."""

    wanted = 'give a currency\'s three letters (ISO 4217), such as "EUR".'
    longest = 3
    pattern = "^[A-Za-z]{3}$"

    def __init__(self, description: str, **options: Any) -> None:
        super().__init__(description, example="EUR", **options)

    def find(self, text: str) -> str | None:
        """Find a currency."""
        return text.upper() if text.upper() in EXPONENTS else None


class CountryCode(Listed):
    """A country's code."""

    wanted = 'give a country\'s two letters (ISO 3166-1 alpha-2), such as "ES".'
    longest = 2
    pattern = "^[A-Za-z]{2}$"
    codes = frozenset(COUNTRY_CODES)

    def find(self, text: str) -> str | None:
        """Find a country."""
        return text.upper() if text.upper() in self.codes else None


class CalendarName(Listed):
    """The name of a calendar."""

    wanted = 'give "weekdays" (Monday to Friday) or a country\'s two letters, such as "CN".'
    longest = 63
    pattern = "^([A-Za-z]{2}|[A-Za-z][A-Za-z0-9-]{2,62})$"
    spelt: Mapping[str, str] = {name.upper(): name for name in CALENDAR_NAMES}
    own = re.compile(r"[a-z][a-z0-9-]{2,62}\Z")
    """How an operator's own are named; whether there is one is known where days are counted."""

    def __init__(self, description: str, **options: Any) -> None:
        super().__init__(description, example="CN", **options)

    def find(self, text: str) -> str | None:
        """Find a calendar, or take what may be one of the operator's."""
        named = self.own.match(text.lower())
        return self.spelt.get(text.upper()) or (named[0] if named else None)


class ZoneName(Listed):
    """The IANA name of a time zone."""

    wanted = 'give a name of the IANA time zone database, such as "Asia/Shanghai".'
    longest = 64
    pattern = "^[A-Za-z0-9_+/-]+$"

    def __init__(self, description: str, **options: Any) -> None:
        super().__init__(description, example="Asia/Shanghai", **options)

    def find(self, text: str) -> str | None:
        """Find a zone."""
        return text if text in zone_names() else None
