"""Names of lines as Shopify's GraphQL writes them, read as the numbers that orders have."""

import re
from collections.abc import Container, Mapping
from typing import Any

NAMES = ("line_id", "store_line_id")

_GLOBAL = re.compile(r"gid://shopify/LineItem/([0-9]{1,64})(?:\?.*)?\Z")


def named_as_in(lines: Container[str], told: Any) -> Any:
    """Write `gid://shopify/LineItem/…` as its number wherever facts name one of these `lines`.

    A name that the order has as it is stays, and so does one of no line: it is told as it was sent.
    """
    if isinstance(told, Mapping):
        return {
            name: _name(lines, value) if name in NAMES else named_as_in(lines, value)
            for name, value in told.items()
        }
    return [named_as_in(lines, one) for one in told] if isinstance(told, list) else told


def _name(lines: Container[str], name: Any) -> Any:
    if not isinstance(name, str) or name in lines:
        return name
    match = _GLOBAL.match(name)
    return match[1] if match and match[1] in lines else name


def lines_in(store_order: Mapping[str, Any]) -> frozenset[str]:
    """List the lines of a store order by their ids."""
    return frozenset(line["line_id"] for line in store_order.get("lines", ()))
