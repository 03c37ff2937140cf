"""Fields of query strings, where every value is text."""

import re
from typing import Any

from rescind.api.fields.figures import Count, Flag

_DIGITS = re.compile(r"[0-9]{1,9}\Z")
_WORDS = {"true": True, "false": False}


class QueryCount(Count):
    """A whole number, written out."""

    def _read(self, value: Any) -> Any:
        written = isinstance(value, str) and _DIGITS.match(value)
        return super()._read(int(value) if written else value)


class QueryFlag(Flag):
    """`true` or `false`."""

    def _read(self, value: Any) -> Any:
        return super()._read(_WORDS.get(value, value))
