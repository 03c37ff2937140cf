"""Reads exchange rates: what the caller says one currency is worth in another."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rescind.domain.facts import ExchangeRate
from rescind.intake.problems import Problems

RATES = "exchange_rates"
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def read_rates(body: Mapping[str, Any], problems: Problems) -> tuple[ExchangeRate, ...]:
    """Read the rates of a body, each pair once; of equal ones the latest counts."""
    known: dict[tuple[str, str], ExchangeRate] = {}
    for at, given in enumerate(body.get(RATES, ())):
        rate = ExchangeRate(
            base=given["from"], quote=given["to"], rate=given["rate"], as_of=given.get("as_of")
        )
        pair = (rate.base, rate.quote)
        before = known.setdefault(pair, rate)
        if rate.base == rate.quote:
            problems.add(f"/{RATES}/{at}/to", f"A rate is between two currencies, not {pair[0]}.")
        if rate.rate != before.rate:
            problems.add(
                f"/{RATES}/{at}/rate",
                f"{pair[0]} to {pair[1]} stands here twice: {before.rate} and {rate.rate}.",
            )
        known[pair] = max(before, rate, key=lambda one: one.as_of or LONG_AGO)
    return tuple(known[pair] for pair in sorted(known))
