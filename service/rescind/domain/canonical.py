"""One canonical form of facts, and names made from it: same facts, same name, on every machine.

Only fields that count in a comparison count here; what is absent and what is empty are the same.
"""

import json
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
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
        pairs = ((f.name, canonical(getattr(value, f.name))) for f in fields(value) if f.compare)
        return {name: plain for name, plain in pairs if plain not in (None, [], {}, "")}
    if isinstance(value, Mapping):
        return {str(key): canonical(item) for key, item in value.items()}
    if isinstance(value, Set):
        return sorted(str(item) for item in value)
    if isinstance(value, (tuple, list)):
        return [canonical(item) for item in value]
    return plain_text(value)


def plain_text(value: Any) -> Any:
    """Write a single value: amounts by their size, instants in UTC."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value
