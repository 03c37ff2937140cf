"""How AliExpress writes: its wrappers, its lists, its times, and its refusals to answer.

Times of orders are naive and in the platform's zone, America/Los_Angeles; those of tracking are
milliseconds. An hour that comes twice in autumn is the first of the two, unless that puts a payment
before its order, when it is the second; one that spring leaves out is read as if the clock had not
been moved, so an hour later.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rescind.domain.calendars import START_YEARS
from rescind.intake.ledger import instant
from rescind.intake.platforms.payload import Found
from rescind.intake.platforms.raw import Raw, shown

ZONE = ZoneInfo("America/Los_Angeles")
FIRST_STAMP = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp() * 1000)
LAST_STAMP = int(datetime(START_YEARS[-1], 1, 1, tzinfo=UTC).timestamp() * 1000)
"""Stamps outside are none in milliseconds."""

ERROR = "error_response"
WELL = frozenset(("", "0", "200"))
"""Codes that stand beside good answers."""

NOT_FOUND = "1001"

_NAIVE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?\Z")
_DIGITS = re.compile(r"[0-9]{1,16}\Z")


def unwrapped(root: Raw, *known: str) -> Raw | None:
    """Find the object that holds one of the `known` fields within its wrappers.

    Notes a problem where AliExpress answered with an error, or nothing of it is there.
    """
    answer = root
    while isinstance(answer.value, Mapping):
        if refused(answer):
            return None
        if any(name in answer.value for name in known):
            return answer
        name = next((n for n in answer.value if n == "result" or n.endswith("_response")), None)
        if name is None:
            break
        answer = Raw(answer.value[name], answer.child(name).at, answer.page)
        if isinstance(answer.value, list) and len(answer.value) == 1:
            answer = Raw(answer.value[0], answer.at + "/0", answer.page)
    answer.refuse("Nothing in it looks like what AliExpress answers.")
    return None


def refused(answer: Raw) -> bool:
    """Notice an answer that is an error, in either of the forms that AliExpress gives it."""
    holder = answer.part(ERROR) if answer.holds(ERROR) else answer
    if holder is None:
        return True
    code = str(holder.value.get("code") or "")
    text = next((holder.value[n] for n in ("sub_msg", "msg", "message") if holder.holds(n)), "")
    bare = "result" not in answer.value and "ret" not in answer.value
    if holder is answer and not (bare and code not in WELL and text):
        return False
    holder.refuse(f"AliExpress answered with an error, {shown(code)}: {shown(text)}. Ask it again.")
    return True


def local_moment(raw: Raw, name: str, *, after: Found | None = None) -> Found | None:
    """Read a time of the platform: naive in its zone, with a zone of its own, or a stamp."""
    inner = raw.child(name)
    value = inner.value.strip() if isinstance(inner.value, str) else inner.value
    if value in (None, ""):
        return None
    if type(value) is int or (isinstance(value, str) and _DIGITS.match(value)):
        return stamp(raw, name)
    if not (isinstance(value, str) and _NAIVE.match(value)):
        return raw.moment(name)
    at = _at(value, fold=0)
    if at is not None and after is not None and at < datetime.fromisoformat(after.value):
        at = _at(value, fold=1)
    if at is None or at.year not in START_YEARS:
        inner.refuse(f"{shown(value)} is no moment of the calendar.")
        return None
    inner.note()
    return Found(instant(at), inner.at)


def _at(text: str, *, fold: int) -> datetime | None:
    try:
        return datetime.fromisoformat(text.upper()).replace(tzinfo=ZONE, fold=fold).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def stamp(raw: Raw, name: str) -> Found | None:
    """Read a moment in milliseconds since 1970, as a number or as digits."""
    inner = raw.child(name)
    value: Any = inner.value.strip() if isinstance(inner.value, str) else inner.value
    if value in (None, ""):
        return None
    if isinstance(value, str) and _DIGITS.match(value):
        value = int(value)
    if type(value) is not int or not FIRST_STAMP <= value <= LAST_STAMP:
        inner.refuse(f"{shown(inner.value)} is no time in milliseconds since 1970.")
        return None
    inner.note()
    return Found(instant(datetime.fromtimestamp(value / 1000, tz=UTC)), inner.at)
