"""One canonical form of facts, and names made from it: same facts, same name, on every machine.

Only fields that count in a comparison count here. What is absent and what is empty are the same,
but where a field is `None` by default: there an empty list says something ("accepts no returns"),
and `None` that nobody said it.
"""

import json
from collections.abc import Mapping, Set
from dataclasses import Field, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

DIGITS = 26
"""Hexadecimal digits of a name: enough that no two facts ever share one."""


def fingerprint(prefix: str, *parts: Any) -> str:
    """Name some values: the prefix and the head of a SHA-256 over their canonical form."""
    form = json.dumps(
        [canonical(part) for part in parts],
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=True,
    )
    return prefix + sha256(form.encode("ascii")).hexdigest()[:DIGITS]


def canonical(value: Any) -> Any:
    """Reduce facts to plain JSON: names sorted, amounts and instants written in one way."""
    if is_dataclass(value):
        pairs = ((f, canonical(getattr(value, f.name))) for f in fields(value) if f.compare)
        return {f.name: plain for f, plain in pairs if not says_nothing(f, plain)}
    if isinstance(value, Mapping):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted(str(item) for item in value)
    if isinstance(value, (tuple, list)):
        return [canonical(item) for item in value]
    return plain_text(value)


def says_nothing(field: Field[Any], plain: Any) -> bool:
    """Tell whether a value, in canonical form, is what its field is when nobody speaks of it."""
    return plain in (None, "") or (plain in ([], {}) and field.default is not None)


def plain_text(value: Any) -> Any:
    """Write a single value: amounts by their size, instants in UTC."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
