"""Writes answers: frozen results of the domain become plain JSON, in one language.

Every name of a result is a name on the wire, so one walk writes them all. Instants are UTC and end
in `Z`, amounts are decimals in quotes, sentences are spoken in the caller's language, and what is a
list of named things in the domain (deadlines, observed values) is an object by name.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any

from rescind.domain.answers import Deadline
from rescind.domain.rules import Message

Speak = Callable[[Message], str]
"""Says a message in the language of the answer."""

Written = dict[str, Any]

AS_THEY_ARE = frozenset((str, int, bool, type(None)))


def written(answer: Any, speak: Speak) -> Written:
    """Write one answer."""
    return {name: _value(name, getattr(answer, name), speak) for name in names_of(answer.__class__)}


@cache
def names_of(kind: Any) -> tuple[str, ...]:
    """Name the fields of a kind of answer, in their order."""
    return tuple(field.name for field in fields(kind))


def instant(moment: datetime) -> str:
    """Write an instant in UTC, with milliseconds only where there are any."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds" if utc.microsecond else "seconds") + "Z"


def _value(name: str, value: Any, speak: Speak) -> Any:
    """Write what stands under a name."""
    if name == "deadlines":
        return {deadline.name.value: _deadline(deadline, speak) for deadline in value}
    if name == "observed":
        return {key: plain(seen, speak) for key, seen in value}
    return plain(value, speak)


def _deadline(deadline: Deadline, speak: Speak) -> Written:
    """Write a deadline, whose name is its key already."""
    return {name: value for name, value in written(deadline, speak).items() if name != "name"}


def plain(value: Any, speak: Speak) -> Any:
    """Write one value. Most values are written as they are, so they are asked about first."""
    if value.__class__ in AS_THEY_ARE:
        return value
    if isinstance(value, tuple):
        return [plain(one, speak) for one in value]
    if isinstance(value, Message):
        return speak(value)
    if is_dataclass(value):
        return written(value, speak)
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value
