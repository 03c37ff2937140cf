"""Exchange rates of a body: read once for each pair, in one order, or refused by their place."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from rescind.domain.facts import ExchangeRate
from rescind.intake.problems import Problems
from rescind.intake.rates import read_rates

EARLY, LATE = datetime(2026, 9, 28, tzinfo=UTC), datetime(2026, 9, 29, tzinfo=UTC)


def given(base, quote, rate, **more):
    return {"from": base, "to": quote, "rate": Decimal(rate), **more}


def read(*rates):
    problems = Problems()
    return read_rates({"exchange_rates": rates}, problems), dict(problems.found)


def rate(base, quote, text, as_of=None):
    return ExchangeRate(base=base, quote=quote, rate=Decimal(text), as_of=as_of)


DOLLAR = given("USD", "EUR", "0.92")

READ = {
    "none": ((), ()),
    "one": ((DOLLAR,), (rate("USD", "EUR", "0.92"),)),
    "with its moment": (
        (given("USD", "EUR", "0.92", as_of=EARLY),), (rate("USD", "EUR", "0.92", EARLY),),
    ),
    "in one order": (
        (DOLLAR, given("CNY", "EUR", "0.13")),
        (rate("CNY", "EUR", "0.13"), rate("USD", "EUR", "0.92")),
    ),
    "twice alike": ((DOLLAR, DOLLAR), (rate("USD", "EUR", "0.92"),)),
    "alike at two moments": (
        (given("USD", "EUR", "0.92", as_of=LATE), given("USD", "EUR", "0.92", as_of=EARLY), DOLLAR),
        (rate("USD", "EUR", "0.92", LATE),),
    ),
    "both ways": (
        (DOLLAR, given("EUR", "USD", "1.1")),
        (rate("EUR", "USD", "1.1"), rate("USD", "EUR", "0.92")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_rates_that_can_be_read(name):
    told, expected = READ[name]
    assert read(*told) == (expected, {})


@pytest.mark.parametrize(
    ("told", "pointer", "said"),
    [
        ((given("USD", "USD", "1"),), "/exchange_rates/0/to", "two currencies"),
        ((DOLLAR, given("USD", "EUR", "0.93")), "/exchange_rates/1/rate", "0.92 and 0.93"),
    ],
)
def test_rates_that_cannot_be_read(told, pointer, said):
    _, found = read(*told)
    assert said in found[pointer]
    assert len(found) == 1
