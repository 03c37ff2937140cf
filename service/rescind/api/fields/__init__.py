"""The fields of bodies: one class a kind of value, strict when read, told fully in the contract.

marshmallow's own fields take more than the contract promises (floats for money, `1e3`, Arabic
digits, naive times, `7` in quotes, half characters that no database stores), so each kind of value
has its own field here. Its errors are whole sentences that say what to write instead.
"""

from rescind.api.fields.figures import Amount, Count, Flag, Percent, Quantity, Rate
from rescind.api.fields.parts import ByName, Many, Part
from rescind.api.fields.queries import QueryCount, QueryFlag
from rescind.api.fields.text import (
    CalendarName,
    CountryCode,
    CurrencyCode,
    Identifier,
    Text,
    ZoneName,
)
from rescind.api.fields.times import Day, Instant
from rescind.api.fields.words import Word

__all__ = [
    "Amount",
    "ByName",
    "CalendarName",
    "Count",
    "CountryCode",
    "CurrencyCode",
    "Day",
    "Flag",
    "Identifier",
    "Instant",
    "Many",
    "Part",
    "Percent",
    "Quantity",
    "QueryCount",
    "QueryFlag",
    "Rate",
    "Text",
    "Word",
    "ZoneName",
]
