"""A platform's payload while it is read: what was read, what is missing, and what cannot be read.

Payloads are full of fields that nobody needs, and no two exports hold the same. So readers ask for
what they know by name, and everything else is ignored; only what stands there and cannot be what it
claims to be (a word where money, an id or a moment stands) is a problem. Pointers are JSON pointers
into the payload.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

MOST_POINTERS = 200
"""How many pointers of each kind a report holds at most."""

ZERO = Decimal(0)

NO_NAMES: Mapping[str, str] = {}

Problem = tuple[str, str]
"""A pointer into the payload, and a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value in our own form, and the place in the payload that it was read from.

    Lists and objects may hold found values in turn.
    """

    value: Any
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a payload was read as.

    `fields` are fields of our wire form and `origins` tells, for pointers into them, the pointer
    into the payload that each was read from. `shape` names the form that the payload has. With
    `problems` (pointers and sentences) the fields are not to be used. `overruled` is what the
    caller's own facts beside the payload say otherwise.
    """

    platform: str
    shape: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    read: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    overruled: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True, kw_only=True)
class Page:
    """The reader's notes on one payload.

    `names` are the platform's names for fields where they differ from those a reader asks for, and
    `currency` is the one currency of all amounts, as soon as it is known.
    """

    names: Mapping[str, str] = field(default_factory=lambda: NO_NAMES)
    currency: str | None = None
    read: dict[str, None] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def reading(self, platform: str, shape: str, root: Any, told: Mapping[str, Any]) -> Reading:
        """Close the notes: what was `told` of the payload `root`, in our wire form."""
        origins: dict[str, str] = {}
        fields = _plain(told, "", origins)
        return Reading(
            platform=platform,
            shape=shape,
            fields=fields,
            origins=origins,
            read=tuple(self.read)[:MOST_POINTERS],
            ignored=tuple(_ignored(root, self.read)),
            missing=tuple(self.missing)[:MOST_POINTERS],
            problems=tuple(dict.fromkeys(self.problems)),
        )


def summed(amounts: Iterable[Found | None], at: str) -> Found:
    """Add up what was found."""
    return Found(sum((one.value for one in amounts if one is not None), ZERO), at)


def written(amount: Found | None) -> Found | None:
    """Write an amount as our wire form has it."""
    return Found(f"{amount.value:f}", amount.at) if amount is not None else None


def step(name: str | int) -> str:
    """Write one step of a JSON pointer (RFC 6901)."""
    return "/" + str(name).replace("~", "~0").replace("/", "~1")


def _plain(told: Any, at: str, origins: dict[str, str]) -> Any:
    """Part what was found into plain values and where each came from; leave out what was not."""
    if isinstance(told, Found):
        origins[at] = told.at
        return _plain(told.value, at, origins)
    if isinstance(told, Mapping):
        present = {name: value for name, value in told.items() if value is not None}
        return {name: _plain(value, at + step(name), origins) for name, value in present.items()}
    if isinstance(told, list):
        return [_plain(value, at + step(index), origins) for index, value in enumerate(told)]
    return told


def _ignored(root: Any, read: Mapping[str, None]) -> list[str]:
    """List what holds something and was not read, the outermost only."""
    above = {pointer[:end] for pointer in read for end in _ends(pointer)}
    found: list[str] = []
    for pointer in _unread(root, "", read, above):
        if len(found) == MOST_POINTERS:
            break
        found.append(pointer)
    return found


def _ends(pointer: str) -> list[int]:
    return [at for at, letter in enumerate(pointer) if letter == "/"]


def _unread(value: Any, at: str, read: Mapping[str, None], above: set[str]) -> Iterator[str]:
    if at in read or value in (None, "", [], {}):
        return
    if at and at not in above:
        yield at
    elif isinstance(value, Mapping):
        for name, member in value.items():
            yield from _unread(member, at + step(name), read, above)
    elif isinstance(value, list):
        for index, element in enumerate(value):
            yield from _unread(element, at + step(index), read, above)
