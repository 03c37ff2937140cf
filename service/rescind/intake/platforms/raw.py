"""One place of a payload, and how its values are read: ids, words, counts, moments, money."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from rescind.domain.calendars import START_YEARS
from rescind.domain.currencies import EXPONENTS
from rescind.domain.money import exponent_of
from rescind.intake.ledger import instant
from rescind.intake.platforms.payload import Found, Page, step

MOST_UNITS = 1_000_000
LONGEST_SHOWN = 66

_ID = re.compile(r"(?:gid://shopify/[A-Za-z]+/)?([0-9]{1,64})(?:\?.*)?\Z")
_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,32})?\Z")
_COUNT = re.compile(r"[0-9]{1,7}\Z")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}")
_ZONE = re.compile(r"([Zz]|[+-][0-9]{2}:?[0-9]{2})\Z")

SHOP_MONEY = ("shop_money", "shopMoney")
CURRENCY_CODE = ("currency_code", "currencyCode")


@dataclass(frozen=True, slots=True)
class Raw:
    """A value of a payload, with its pointer and the notes of its reader."""

    value: Any
    at: str
    page: Page

    def holds(self, name: str) -> bool:
        """Tell whether a field is there and holds something."""
        return self._value(name) not in (None, "")

    def names(self, name: str) -> bool:
        """Tell whether a field is there, be it null."""
        return isinstance(self.value, Mapping) and self._own(name) in self.value

    def child(self, name: str) -> "Raw":
        """Go to a field, be it there or not."""
        return Raw(self._value(name), self.at + step(self._own(name)), self.page)

    def _own(self, name: str) -> str:
        return self.page.names.get(name, name)

    def _value(self, name: str) -> Any:
        return self.value.get(self._own(name)) if isinstance(self.value, Mapping) else None

    def refuse(self, detail: str) -> None:
        """Note that what stands here cannot be read."""
        self.page.problems.append((self.at, detail))

    def note(self) -> None:
        """Note that what stands here was read."""
        self.page.read[self.at] = None

    def miss(self, name: str) -> None:
        """Note that a field which would have told something is not there."""
        self.page.missing[self.at + step(self._own(name))] = None

    # Parts of it

    def part(self, name: str) -> "Raw | None":
        """Read a field that holds an object; a list of one object is that object."""
        inner = self.child(name)
        if inner.value in (None, "", []):
            return None
        if isinstance(inner.value, list) and len(inner.value) == 1:
            inner = Raw(inner.value[0], inner.at + "/0", self.page)
        if isinstance(inner.value, Mapping):
            return inner
        inner.refuse(f"This must be an object; {shown(inner.value)} is none.")
        return None

    def each(self, name: str, *inside: str) -> "Iterator[Raw]":
        """Read a field that holds many objects, in any of the forms that lists have.

        A plain list, a connection of `edges` or `nodes`, an object that holds the list under one of
        the names `inside`, or the one object itself. One page of several is refused: what is not in
        it would be taken for what is not there.
        """
        _see_all(self.child(name))
        for one in _elements(self.child(name), inside):
            if isinstance(one.value, Mapping):
                yield one
            elif one.value is not None:
                one.refuse(f"This must be an object; {shown(one.value)} is none.")

    # Values

    def identifier(self, *names: str) -> Found | None:
        """Read the first of some fields that holds an id: a number, digits, or a `gid://`."""
        for name in filter(self.holds, names):
            inner = self.child(name)
            text = str(inner.value) if type(inner.value) is int else inner.value
            match = _ID.match(text.strip()) if isinstance(text, str) else None
            if match:
                inner.note()
                return Found(match[1], inner.at)
            inner.refuse(f"{shown(inner.value)} is no id: a whole number, in digits, is expected.")
            return None
        return None

    def label(self, *names: str) -> Found | None:
        """Read the first of some fields that holds a name of any kind: text or a whole number."""
        name = next(filter(self.holds, names), None)
        if name is not None and type(self._value(name)) is int:
            inner = self.child(name)
            inner.note()
            return Found(str(inner.value), inner.at)
        return None if name is None else self.word(name)

    def word(self, name: str) -> Found | None:
        """Read text; blank text is none."""
        inner = self.child(name)
        if inner.value is None or (isinstance(inner.value, str) and not inner.value.strip()):
            return None
        if not isinstance(inner.value, str):
            inner.refuse(f"This must be text, in quotes; {shown(inner.value)} is none.")
            return None
        inner.note()
        return Found(inner.value.strip(), inner.at)

    def flag(self, name: str) -> Found | None:
        """Read yes or no."""
        inner = self.child(name)
        told = inner.value.lower() if isinstance(inner.value, str) else inner.value
        said = {"true": True, "false": False}.get(told, told) if isinstance(told, str) else told
        if said in (None, ""):
            return None
        if not isinstance(said, bool):
            inner.refuse(f"{shown(inner.value)} is neither true nor false.")
            return None
        inner.note()
        return Found(said, inner.at)

    def count(self, name: str) -> Found | None:
        """Read a number of units."""
        inner = self.child(name)
        if inner.value in (None, ""):
            return None
        text = str(inner.value) if type(inner.value) is int else inner.value
        counted = int(text) if isinstance(text, str) and _COUNT.match(text.strip()) else -1
        if not 0 <= counted <= MOST_UNITS:
            inner.refuse(f"{shown(inner.value)} is no whole number from 0 to {MOST_UNITS}.")
            return None
        inner.note()
        return Found(counted, inner.at)

    def moment(self, *names: str) -> Found | None:
        """Read the first of some fields that holds an instant, written with its zone."""
        for name in filter(self.holds, names):
            inner = self.child(name)
            at = instant_of(inner.value)
            if at is None:
                inner.refuse(
                    f"{shown(inner.value)} is not a time with its zone between the years "
                    f"{START_YEARS[0]} and {START_YEARS[-1]}."
                )
                return None
            inner.note()
            return Found(instant(at), inner.at)
        return None

    def money(self, *names: str, signed: bool = False) -> Found | None:
        """Read the first of some fields that holds money of the shop; below nothing if `signed`."""
        for name in filter(self.holds, names):
            inner = self.child(name)
            told = inner.shop_money() if isinstance(inner.value, Mapping) else inner
            if told is not None:
                return told.amount(signed=signed)
        return None

    def shop_money(self) -> "Raw | None":
        """Find the amount in the shop's currency within an object that tells it in several."""
        for name in SHOP_MONEY:
            if self.holds(name):
                inner = self.part(name)
                return inner.shop_money() if inner else None
        if not self.holds("amount"):
            return None
        for name in filter(self.holds, CURRENCY_CODE):
            if not self.child(name).in_the_currency():
                return None
        return self.child("amount")

    def in_the_currency(self) -> bool:
        """See that a currency is the one of all amounts; the first that is told is."""
        code = self.value.strip().upper() if isinstance(self.value, str) else None
        if code not in EXPONENTS:
            self.refuse(f"{shown(self.value)} is no currency that is known (ISO 4217).")
            return False
        self.page.currency = self.page.currency or code
        if code != self.page.currency:
            self.refuse(f"This is {code}, and the other amounts are {self.page.currency}.")
            return False
        self.note()
        return True

    def amount(self, *, signed: bool = False) -> Found | None:
        """Read the amount that stands here: text or a number, with the digits of its currency."""
        value = self.value
        if type(value) in (int, float, Decimal):
            value = f"{Decimal(str(value)):f}" if abs(value) < 10**13 else ""
        if not isinstance(value, str) or not _AMOUNT.match(value.strip()):
            self.refuse(f"{shown(self.value)} is no amount: digits with a point are expected.")
            return None
        amount = Decimal(value.strip())
        digits = exponent_of(self.page.currency)
        written = round(amount, digits)
        if written != amount:
            self.refuse(f"{amount} has more than the {digits} digit(s) of its currency.")
            return None
        if written < 0 and not signed:
            self.refuse(f"{amount} is negative: 0 or more is expected.")
            return None
        self.note()
        return Found(written + 0, self.at)


def _see_all(many: Raw) -> None:
    info = many.child("page_info")
    if isinstance(info.value, Mapping):
        more = info.flag("has_next_page")
        if more is not None and more.value:
            info.refuse("There is more than this one page: ask for all of them.")


def _elements(many: Raw, inside: tuple[str, ...]) -> Iterator[Raw]:
    """List the elements of a list in any of its forms."""
    value, page = many.value, many.page
    if value in (None, ""):
        return
    many_inside = ("nodes", "edges", *inside)
    if isinstance(value, Mapping):
        name = next((one for one in many_inside if one in value), None)
        if name is None:
            if value:
                yield many
            return
        for one in _elements(Raw(value[name], many.at + step(name), page), ()):
            yield one.child("node") if name == "edges" else one
    elif isinstance(value, list):
        if not value:
            many.note()
        for index, element in enumerate(value):
            yield Raw(element, many.at + step(index), page)
    else:
        many.refuse(f"This must be a list; {shown(value)} is none.")


def instant_of(value: Any) -> datetime | None:
    """Read a time with its zone; `None`: it is none."""
    text = value.strip() if isinstance(value, str) else ""
    if len(text) > 35 or not (_MOMENT.match(text) and _ZONE.search(text)):  # noqa: PLR2004
        return None
    try:
        at = datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if at.year in START_YEARS else None


def shown(value: object) -> str:
    """Show a refused value, shortened."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    if isinstance(value, Mapping | list):
        text = "an object" if isinstance(value, Mapping) else "a list"
    return text[:LONGEST_SHOWN]
