"""Reads JSON strictly, from bytes to a tree, with no web framework around it.

Python's reader takes more than the standard and more than a server should: `NaN`, the last of two
equal names, thousands of brackets, numbers of any length. Here each of these is refused with a
sentence that says what would be accepted, and with a pointer wherever the place is known. In the
tree whole numbers are `int` and all others `Decimal`, exactly as written, so that a schema can
refuse money given as a number by quoting the very figure that was sent.
"""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from math import isinf
from typing import Any

from rescind.api.pointers import pointer

MOST_BYTES = 256 * 1024
MOST_DEPTH = 32
MOST_PARTS = 10_000
"""Objects and lists of one body: a schema takes its time over each, be it empty."""

MOST_ELEMENTS = 1000
"""Elements of one list, or members of one object."""

MOST_DIGITS = 64

_STRING_OR_BRACKET = re.compile(r'"(?>[^"\\]+|\\.)*+"?|[\[\]{}]', re.DOTALL)
"""Possessive, so that a body of quotes and backslashes is still scanned once."""

Path = tuple[str | int, ...]


class UnreadableJson(ValueError):  # noqa: N818  # a noun of the field, like all our exceptions
    """The bytes are no acceptable JSON; `pointer` is None where the place cannot be known."""

    def __init__(self, detail: str, where: str | None = None) -> None:
        self.detail = detail
        self.pointer = where
        super().__init__(detail)


@dataclass(frozen=True, slots=True)
class _Refused:
    """Stands in the tree for what the parser met, until the walk knows its pointer."""

    detail: str


def read_json(raw: bytes) -> Any:
    """Read one JSON text. Raises `UnreadableJson`."""
    text = _decoded(raw)
    _check_brackets(text)
    try:
        tree = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UnreadableJson(f"The body is not JSON: {error.msg} at {place}.") from None
    _check(tree, ())
    return tree


def _decoded(raw: bytes) -> str:
    if not raw.strip():
        raise UnreadableJson("The body is empty; a JSON object is expected.")
    if raw.startswith(b"\xef\xbb\xbf"):
        raise UnreadableJson("The body starts with a byte order mark; send UTF-8 without one.")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise UnreadableJson(
            f"Byte {error.start} of the body is not UTF-8; JSON is sent in UTF-8."
        ) from None


def _check_brackets(text: str) -> None:
    """Count brackets before the recursive parser, and a schema, meet what they enclose."""
    depth = parts = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        first = found[0][0]
        if first in "[{":
            depth, parts = depth + 1, parts + 1
        elif first in "]}":
            depth -= 1
        if depth > MOST_DEPTH:
            raise UnreadableJson(
                f"The body nests deeper than {MOST_DEPTH} levels, at character {found.start()}; "
                f"at most {MOST_DEPTH} are accepted."
            )
        if parts > MOST_PARTS:
            raise UnreadableJson(
                f"The body holds more than {MOST_PARTS} objects and lists, which no order needs."
            )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any] | _Refused:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            break
        seen.add(name)
    return _Refused(f"The name {_shown(name)} stands here twice; each may stand once.")


def _integer(literal: str) -> int | _Refused:
    if len(literal) <= MOST_DIGITS:
        return int(literal)
    return _Refused(f"This number has {len(literal)} digits; at most {MOST_DIGITS} are accepted.")


def _decimal(literal: str) -> Decimal | _Refused:
    if len(literal) > MOST_DIGITS:
        return _Refused(
            f"This number is {len(literal)} characters long; at most {MOST_DIGITS} are accepted."
        )
    _, _, exponent = literal.lower().partition("e")
    if len(exponent.lstrip("+-0")) > len("308") or isinf(float(literal)):
        return _Refused("This number is out of range; numbers below 1e308 are accepted.")
    return Decimal(literal)


def _constant(literal: str) -> _Refused:
    return _Refused(f"{literal} is no JSON number; leave the field out if it is not known.")


def _check(value: Any, path: Path) -> None:
    """Walk the tree in the order of the body; the first refusal ends it."""
    if isinstance(value, str):
        _check_text(value, path)
    elif isinstance(value, _Refused):
        raise UnreadableJson(value.detail, pointer(path))
    elif isinstance(value, dict):
        _check_length(len(value), "members", path)
        for name, member in value.items():
            _check_text(name, path)
            _check(member, (*path, name))
    elif isinstance(value, list):
        _check_length(len(value), "elements", path)
        for index, element in enumerate(value):
            _check(element, (*path, index))


def _check_length(length: int, what: str, path: Path) -> None:
    if length > MOST_ELEMENTS:
        raise UnreadableJson(
            f"There are {length} {what} here; at most {MOST_ELEMENTS} are accepted.", pointer(path)
        )


def _check_text(text: str, path: Path) -> None:
    """Refuse what no database stores and no other program reads."""
    if "\0" in text:
        raise UnreadableJson("Text holds the character NUL (\\u0000) here.", pointer(path))
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UnreadableJson(
            "Text holds half a character here (a lone surrogate such as \\ud800).", pointer(path)
        ) from None


def _shown(name: str) -> str:
    return json.dumps(name)[:66]
