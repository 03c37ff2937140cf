"""Exchange rates: as callers give them, and as sums show that they used them."""

from typing import Any

from rescind.api.fields import CurrencyCode, Instant, Rate
from rescind.api.schemas.edges import Incoming, Outgoing

MOST_RATES = 200

# `from` is a word of Python, so these fields cannot be attributes.
GIVEN: dict[str, Any] = {
    "from": CurrencyCode("The currency whose unit is priced (ISO 4217).", required=True),
    "to": CurrencyCode("The currency in which it is priced (ISO 4217).", required=True),
    "rate": Rate("What one unit of `from` is worth in `to`.", required=True),
    "as_of": Instant("When the rate held.", example="2026-09-29T08:00:00Z"),
}
USED: dict[str, Any] = {
    "from": CurrencyCode("The currency whose unit is priced."),
    "to": CurrencyCode("The currency in which it is priced."),
    "rate": Rate("What one unit of `from` is worth in `to`."),
    "as_of": Instant("When the rate held; null: nobody said.", allow_none=True),
}

ExchangeRateSchema: type[Incoming] = type(
    "ExchangeRateSchema",
    (Incoming,),
    {**GIVEN, "__doc__": "What one currency is worth in another, as the caller says."},
)
RateUsedSchema: type[Outgoing] = type(
    "RateUsedSchema",
    (Outgoing,),
    {**USED, "__doc__": "The rate, as it was given, by which amounts enter the sums."},
)
