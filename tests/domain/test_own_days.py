"""Counting with an operator's days over the tables."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescind.domain.calendars import calendar, count_business_days
from rescind.domain.own_calendars import TABLES_ALONE, marked_between
from rescind.domain.policy import Policy
from rescind.intake.own_calendars import read_own_calendars


def counted(told, start, days, *, name="CN", make_up=True):
    own = read_own_calendars(told)
    return count_business_days(
        date.fromisoformat(start), days, calendar=own.named(name), make_up_days_count=make_up
    )


# In 2026, by the notice of the State Council: Saturday 10 October is worked, 1 to 7 are free.
@pytest.mark.parametrize(
    ("told", "make_up", "due_on"),
    [
        ({}, True, "2026-10-13"),
        ({"CN": {"2026-09-29": "holiday"}}, True, "2026-10-14"),
        ({"CN": {"2026-10-02": "working"}}, True, "2026-10-12"),  # a Friday that was free
        ({"CN": {"2026-10-02": "working"}}, False, "2026-10-13"),  # outside weekends it counts
        ({"CN": {"2026-10-11": "working"}}, True, "2026-10-12"),  # a Sunday
        ({"CN": {"2026-10-11": "working"}}, False, "2026-10-14"),
        ({"CN": {"2026-10-10": "holiday"}}, True, "2026-10-14"),  # no make-up day after all
        ({"CN": {"2026-10-10": "holiday"}}, False, "2026-10-14"),
        ({"CN": {"2026-10-04": "holiday"}}, True, "2026-10-13"),  # a Sunday that was free anyway
        ({"ES": {"2026-09-29": "holiday"}}, True, "2026-10-13"),  # another country's day
    ],
)
def test_seven_days_from_the_28th_of_september(told, make_up, due_on):
    assert counted(told, "2026-09-28", 7, make_up=make_up).due_on == date.fromisoformat(due_on)


def test_a_calendar_of_its_own_counts_by_its_base():
    told = {"a-house": {"based_on": "weekdays", "2026-10-02": "holiday"}}
    assert counted(told, "2026-10-01", 1, name="a-house").due_on == date(2026, 10, 5)
    assert counted(told, "2026-10-01", 1, name="weekdays").due_on == date(2026, 10, 2)


@pytest.mark.parametrize(
    ("told", "provisional"),
    [
        ({}, True),
        ({"CN": {"2030-02-05": "holiday"}}, True),  # some days are not all of them
        ({"CN": {"complete_years": [2030]}}, False),
        ({"CN": {"complete_years": [2031]}}, True),
        ({"a-house": {"based_on": "CN", "complete_years": [2030]}}, True),
    ],
)
def test_a_year_is_as_sure_as_the_operator_says(told, provisional):
    assert counted(told, "2030-09-28", 7).provisional is provisional


def test_every_year_that_is_counted_through_has_to_be_complete():
    ends = {"CN": {"complete_years": [2030, 2032]}}
    all_three = {"CN": {"complete_years": [2030, 2031, 2032]}}
    assert counted(ends, "2030-12-01", 300).due_on.year == 2032
    assert counted(ends, "2030-12-01", 300).provisional is True
    assert counted(all_three, "2030-12-01", 300).provisional is False


def test_the_days_that_were_met_are_those_after_the_start_up_to_the_end():
    told = {"CN": {f"2026-10-{day:02}": "holiday" for day in (12, 13, 14, 15)}}
    china = read_own_calendars(told).named("CN")
    met = marked_between(china, date(2026, 10, 12), date(2026, 10, 14))
    assert [one.day.day for one in met] == [13, 14]


DAY = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(
    marked=st.dictionaries(DAY, st.sampled_from(["holiday", "working"]), max_size=20),
    start=DAY,
    days=st.integers(1, 60),
)
def test_a_marked_day_counts_if_it_is_worked_and_others_as_before(marked, start, days):
    told = {"CN": {day.isoformat(): kind for day, kind in marked.items()}}
    found = counted(told, start.isoformat(), days)
    long = count_business_days(start, 250, calendar=calendar("CN"), make_up_days_count=True)
    expected = {day for day in long.days if day not in marked}
    expected |= {day for day, kind in marked.items() if kind == "working" and day > start}
    assert list(found.days) == sorted(expected)[:days]


def test_no_days_told_are_no_part_of_a_policy():
    assert Policy().calendars is TABLES_ALONE
    assert Policy(calendars=read_own_calendars({})) == Policy()
