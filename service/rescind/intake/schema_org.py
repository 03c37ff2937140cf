"""Reads schema.org's `MerchantReturnPolicy` as a store's policy, and says what was read of it.

Shops write it in many shapes: alone, in a list, within `@graph`, or below an organization, product
or offer; with whole addresses of words, `http` or `https`, or bare words; single values or lists.
All of them are read. What cannot be read is ignored, and told.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from rescind.domain.calendars import COUNTRY_CODES
from rescind.domain.rules import Message, _, say
from rescind.domain.schema_org import (
    FINITE,
    NOT_PERMITTED,
    OURS,
    POLICY,
    TERMS,
    UNLIMITED,
    UNSPECIFIED,
    WORDS,
    Words,
)
from rescind.intake.policies import escaped

SCHEMA_ORG = re.compile(r"\A(?:https?://(?:www\.)?schema\.org/|schema:)", re.IGNORECASE)
CATEGORIES = (FINITE, NOT_PERMITTED, UNSPECIFIED, UNLIMITED)
PARAMETERS = {term: name for name, term in TERMS.items()} | {"inLanguage": "locale"}
LISTS = ("return_methods", "refund_types", "countries")
REASONS = {"accepted_return_reasons", "all_sales_final_except"}
NOTHING_TO_READ = ("@context", "@type", "@id")
DEEPEST = 12
MOST_DAYS = 365
ALL = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A property that was read, and the parameter that it became."""

    pointer: str
    parameter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A property that was not read, and why."""

    pointer: str
    why: Message


@dataclass(slots=True, kw_only=True)
class Reading:
    """What is read so far: parameters as a body would tell them, and the way there."""

    store: dict[str, Any] = field(default_factory=dict)
    read: list[Read] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    category: str | None = None

    def take(self, pointer: str, name: str, value: Any) -> None:
        """Keep a parameter."""
        self.store[name] = value
        self.read.append(Read(pointer=pointer, parameter=name))

    def leave(self, pointer: str, why: str, **values: str) -> None:
        """Keep that a property was ignored."""
        self.ignored.append(Ignored(pointer=pointer, why=say(why, **values)))


NO_SUCH_TERM = _("No parameter of a store's policy says this.")
NOT_THE_FIRST = _("Only the first return policy of a document is read.")
NO_SUCH_WORD = _("This is none of schema.org's words for it: {value}.")
NO_FIGURE = _("Only a whole number of days is read here, not a date.")
NO_PERCENT = _("Only a percentage from 0 to 100 is read here, not an amount.")
NO_COUNTRY = _("This is no two-letter country code: {value}.")
NO_TEXT = _("Only text is read here.")
NOTHING_OF_OURS = _("This additional property is none of ours.")


def read_json_ld(document: Any, pointer: str = "/json_ld") -> Reading | None:
    """Read the first return policy of a document; `None`: there is none."""
    found = list(policies_in(document, pointer, 0))
    if not found:
        return None
    reading = Reading()
    (where, first), *others = found
    for term, value in first.items():
        if term not in NOTHING_TO_READ:
            read_property(bare(term), value, f"{where}/{escaped(term)}", reading)
    if reading.category == NOT_PERMITTED and not reading.store.keys() & REASONS:
        reading.store["accepted_return_reasons"] = []
    for place, _policy in others:
        reading.leave(place, NOT_THE_FIRST)
    return reading


def policies_in(node: Any, pointer: str, depth: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Find the return policies of a document, outermost first, with their places."""
    if depth > DEEPEST:
        return
    if isinstance(node, list):
        for at, one in enumerate(node):
            yield from policies_in(one, f"{pointer}/{at}", depth + 1)
    elif isinstance(node, Mapping):
        if POLICY in map(bare, texts(node.get("@type"))):
            yield pointer, node
            return
        for name, one in node.items():
            yield from policies_in(one, f"{pointer}/{escaped(name)}", depth + 1)


def texts(value: Any) -> list[str]:
    """List the texts of a value that may be one or several."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def bare(term: str) -> str:
    """Write a schema.org word without its address."""
    return SCHEMA_ORG.sub("", term.strip())


def read_property(term: str, value: Any, pointer: str, reading: Reading) -> None:
    """Read one property of a policy."""
    if term == "returnPolicyCategory":
        read_category(value, pointer, reading)
    elif term == "customerRemorseReturnFees":
        if "return_shipping_paid_by" not in reading.store:
            read_words("return_shipping_paid_by", value, pointer, reading)
    elif term == "additionalProperty":
        for at, one in enumerate(value if isinstance(value, list) else [value]):
            place = f"{pointer}/{at}" if isinstance(value, list) else pointer
            read_addition(one, place, reading)
    elif term not in PARAMETERS:
        reading.leave(pointer, NO_SUCH_TERM)
    else:
        name = PARAMETERS[term]
        reader = READERS.get(name, read_words if name in WORDS else read_text)
        reader(name, value, pointer, reading)


def read_category(value: Any, pointer: str, reading: Reading) -> None:
    """Read whether returns are taken at all; the number of days stands elsewhere."""
    [*words] = map(bare, texts(value))
    if len(words) != 1 or words[0] not in CATEGORIES:
        reading.leave(pointer, NO_SUCH_WORD, value=", ".join(words)[:100] or "?")
        return
    reading.category = words[0]
    denied = words[0] == NOT_PERMITTED
    parameter = "accepted_return_reasons" if denied else "return_window_days"
    reading.read.append(Read(pointer=pointer, parameter=parameter))


def read_words(name: str, value: Any, pointer: str, reading: Reading) -> None:
    """Read a parameter that is one of schema.org's words, or several."""
    known: Words = WORDS[name]
    given = [bare(one) for one in texts(value)]
    for one in given:
        if one not in known:
            reading.leave(pointer, NO_SUCH_WORD, value=one[:100])
    found = [known[one] for one in given if one in known]
    if not given:
        reading.leave(pointer, NO_TEXT)
    if found:
        reading.take(pointer, name, sorted(set(found)) if name in LISTS else found[0])


def read_days(name: str, value: Any, pointer: str, reading: Reading) -> None:
    """Read the number of days; schema.org also allows a date, which says nothing here."""
    days = whole(value)
    if days is None or not 0 <= days <= MOST_DAYS:
        reading.leave(pointer, NO_FIGURE)
    else:
        reading.take(pointer, name, days)


def whole(value: Any) -> int | None:
    """Read a whole number, written with or without quotes."""
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,6}\s*", value):
        return int(value)
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value if type(value) is int else None


def read_percent(name: str, value: Any, pointer: str, reading: Reading) -> None:
    """Read a share of a hundred."""
    text = str(value).strip().removesuffix("%").strip()
    fits = not isinstance(value, bool) and re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,4})?", text)
    if not fits or Decimal(text) > ALL:
        reading.leave(pointer, NO_PERCENT)
    else:
        reading.take(pointer, name, Decimal(text).normalize() + 0)


def read_countries(name: str, value: Any, pointer: str, reading: Reading) -> None:
    """Read one country, or several; each is a code, or a `Country` with its code as its name."""
    given = value if isinstance(value, list) else [value]
    codes = []
    for one in given:
        text = one.get("name", one.get("identifier")) if isinstance(one, Mapping) else one
        code = text.strip().upper() if isinstance(text, str) else ""
        if code in COUNTRY_CODES:
            codes.append(code)
        else:
            reading.leave(pointer, NO_COUNTRY, value=str(text)[:100])
    if codes:
        reading.take(pointer, name, sorted(set(codes)) if name in LISTS else codes[0])


def read_text(name: str, value: Any, pointer: str, reading: Reading) -> None:
    """Read text."""
    if isinstance(value, str) and value.strip():
        reading.take(pointer, name, value.strip())
    else:
        reading.leave(pointer, NO_TEXT)


LANGUAGES = ("en", "es")


def read_language(name: str, value: Any, pointer: str, reading: Reading) -> None:
    """Read the language, of which only the first part counts (`es-ES`)."""
    language = value.split("-")[0].lower() if isinstance(value, str) else ""
    if language in LANGUAGES:
        reading.take(pointer, name, language)
    else:
        reading.leave(pointer, NO_SUCH_WORD, value=str(value)[:100])


Reader = Callable[[str, Any, str, Reading], None]
READERS: Mapping[str, Reader] = {
    "return_window_days": read_days,
    "restocking_fee_percent": read_percent,
    "countries": read_countries,
    "return_country": read_countries,
    "locale": read_language,
}


def read_addition(value: Any, pointer: str, reading: Reading) -> None:
    """Read a parameter of ours that schema.org has no term for; schemas check it afterwards."""
    name = value.get("propertyID") if isinstance(value, Mapping) else None
    if name in OURS and "value" in value:
        reading.take(pointer, name, value["value"])
    else:
        reading.leave(pointer, NOTHING_OF_OURS)
