"""How answers are written: one line a kind of value."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from rescind.api.rendering import plain, written
from rescind.domain.answers import Deadline
from rescind.domain.rules import say
from rescind.domain.words import DeadlineName, State
from rescind.messages import Translator

SPEAK = Translator("en").render
TEN = datetime(2026, 10, 13, 16, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    inner: Any = None
    observed: Any = ()
    deadlines: Any = ()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (TEN, "2026-10-13T16:00:00Z"),
        (TEN.replace(microsecond=5000), "2026-10-13T16:00:00.005Z"),
        (TEN.astimezone(timezone(timedelta(hours=8))), "2026-10-13T16:00:00Z"),
        (date(2026, 10, 13), "2026-10-13"),
        (Decimal("12.00"), "12.00"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0E-7"), "0.0000000"),
        (State.PAID, "paid"),
        (say("It is {day}.", day=date(2026, 10, 13)), "It is 2026-10-13."),
        (("a", State.PAID), ["a", "paid"]),
        (True, True),
        (7, 7),
        (None, None),
    ],
)
def test_values(value, said):
    found = plain(value, SPEAK)
    assert found == said
    assert type(found) is type(said)


def test_observed_values_are_an_object_by_name():
    thing = Thing(observed=(("amount", Decimal("1.50")), ("at", TEN), ("gone", None)))
    assert written(thing, SPEAK)["observed"] == {
        "amount": "1.50",
        "at": "2026-10-13T16:00:00Z",
        "gone": None,
    }


def test_deadlines_are_an_object_by_name_even_when_there_is_none():
    deadline = Deadline(
        name=DeadlineName.SHIP_BY,
        due_at=TEN,
        due_on=date(2026, 10, 13),
        calendar="CN",
        time_zone="Asia/Shanghai",
        business_days=7,
        provisional=False,
        explanation=say("Seven days."),
    )
    answer = written(Thing(inner=Thing(deadlines=(deadline,))), SPEAK)
    assert answer["deadlines"] == {}
    assert answer["inner"]["deadlines"] == {
        "ship_by": {
            "due_at": "2026-10-13T16:00:00Z",
            "due_on": "2026-10-13",
            "calendar": "CN",
            "time_zone": "Asia/Shanghai",
            "business_days": 7,
            "provisional": False,
            "explanation": "Seven days.",
        }
    }
