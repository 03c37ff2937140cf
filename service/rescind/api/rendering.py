"""Writes answers: frozen results of the domain become plain JSON, in one language.

Letters are said in every language that their reader may prefer.

Every name of a result is a name on the wire, so one walk writes them all. Instants are UTC and end
in `Z`, amounts are decimals in quotes, sentences are spoken in the caller's language, and what is a
list of named things in the domain (deadlines, observed values) is an object by name.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any

from rescind.domain.letters import Letter
from rescind.domain.rules import Message
from rescind.intake.ledger import instant
from rescind.messages import in_its_languages

Speak = Callable[[Message], str]
"""Says a message in the language of the answer."""

Written = dict[str, Any]
Write = Callable[[Any, Speak], Any]
"""Writes one value of one kind."""


def written(answer: Any, speak: Speak) -> Written:
    """Write one answer."""
    whole: Written = plain(answer, speak)
    return whole


def plain(value: Any, speak: Speak) -> Any:
    """Write one value."""
    kind = value.__class__
    write = _WRITERS.get(kind)
    if write is None:
        write = _WRITERS[kind] = _writer_of(kind)
    return write(value, speak)


def _as_it_is(value: Any, _speak: Speak) -> Any:
    return value


def _list(values: Iterable[Any], speak: Speak) -> list[Any]:
    return [plain(value, speak) for value in values]


def _deadlines(deadlines: tuple[Any, ...], speak: Speak) -> Written:
    """Write deadlines by name, which then need not tell their names themselves."""
    by_name = {}
    for deadline in deadlines:
        told = plain(deadline, speak)
        by_name[told.pop("name")] = told
    return by_name


def _observed(pairs: tuple[tuple[str, Any], ...], speak: Speak) -> Written:
    return {name: plain(value, speak) for name, value in pairs}


_BY_FIELD: dict[str, Write] = {"deadlines": _deadlines, "observed": _observed}
"""Fields that hold named things."""

# Looked up by the kind of each value: an answer has a thousand of them. Kinds are added when met.
_WRITERS: dict[type, Write] = {
    Message: lambda message, speak: speak(message),
    Letter: lambda letter, _speak: in_its_languages(letter),
    datetime: lambda moment, _speak: instant(moment),
    date: lambda day, _speak: day.isoformat(),
    Decimal: lambda amount, _speak: f"{amount:f}",
    tuple: _list,
    list: _list,
    dict: lambda named, speak: {name: plain(value, speak) for name, value in named.items()},
}


def _writer_of(kind: type) -> Write:
    """Find how values of a kind are written that no answer held before."""
    if issubclass(kind, StrEnum):
        return lambda word, _speak: word.value
    if is_dataclass(kind):
        writers = tuple((field.name, _BY_FIELD.get(field.name, plain)) for field in fields(kind))
        return partial(_object, writers)
    return _as_it_is


def _object(writers: tuple[tuple[str, Write], ...], thing: Any, speak: Speak) -> Written:
    return {name: write(getattr(thing, name), speak) for name, write in writers}
