"""Periods of policies: which version is in force at a moment, and where the others stand."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescind.domain.periods import Period, chosen, standing_of
from rescind.messages import Translator

DAY_0 = datetime(2026, 9, 1, tzinfo=UTC)


def day(number):
    return DAY_0 + timedelta(days=number)


def period(version, told, start=None, until=None):
    """A version, by the days on which it was told, begins and ends."""
    return Period(
        version=version,
        told_at=day(told),
        valid_from=day(told if start is None else start),
        valid_until=None if until is None else day(until),
    )


OPEN = period(1, told=0)
SEASON = period(2, told=5, start=10, until=20)
BACKDATED = period(2, told=5, start=1)


@pytest.mark.parametrize(
    ("periods", "at", "version"),
    [
        ([], 3, None),
        ([OPEN], -1, None),
        ([OPEN], 0, 1),
        ([OPEN, SEASON], 9, 1),
        ([OPEN, SEASON], 10, 2),
        ([OPEN, SEASON], 19, 2),
        ([OPEN, SEASON], 20, 1),
        ([SEASON], 9, None),
        ([SEASON], 20, None),
        ([OPEN, BACKDATED], 4, 1),
        ([OPEN, BACKDATED], 5, 2),
        ([SEASON, period(3, told=12)], 11, 2),
        ([SEASON, period(3, told=12)], 12, 3),
    ],
)
def test_in_force_is_the_latest_told_by_then_that_covers_the_moment(periods, at, version):
    found = chosen(periods, day(at))
    assert (found and found.version) == version


@pytest.mark.parametrize(
    ("one", "periods", "at", "state", "words"),
    [
        (OPEN, [OPEN], 3, "in_force", "until another version is told"),
        (OPEN, [OPEN, SEASON], 6, "in_force", "until 2026-09-11 00:00 UTC, when version 2 begins"),
        (SEASON, [SEASON], 12, "in_force", "until 2026-09-21 00:00 UTC, when its period ends"),
        (BACKDATED, [BACKDATED], 6, "in_force", "what was decided before it was told stays"),
        (SEASON, [SEASON], 6, "planned", "until then the defaults are"),
        (SEASON, [OPEN, SEASON], 6, "planned", "until then version 1 is"),
        (SEASON, [OPEN, SEASON], 20, "over", "ended at 2026-09-21 00:00 UTC"),
        (OPEN, [OPEN, SEASON], 12, "superseded", "until 2026-09-21 00:00 UTC it goes before"),
        (OPEN, [OPEN, BACKDATED], 6, "superseded", "Version 2 was told later"),
    ],
)
def test_where_a_version_stands_is_explained(one, periods, at, state, words):
    found = standing_of(one, periods, day(at))
    assert found.state == state
    assert words in Translator("en").render(found.explanation)


DAYS = st.integers(0, 30)


@st.composite
def histories(draw):
    """Versions told one after the other, each for any period."""
    told = sorted(draw(st.lists(DAYS, min_size=1, max_size=5)))
    starts = [draw(DAYS) for _ in told]
    ends = [draw(st.none() | st.integers(start + 1, 31)) for start in starts]
    rows = zip(told, starts, ends, strict=True)
    return [period(n, *row) for n, row in enumerate(rows, 1)]


@given(histories(), DAYS, DAYS)
def test_what_is_told_later_changes_nothing_before(history, at, later):
    """The choice at a moment depends on nothing that was told after it."""
    known = [one for one in history if one.told_at <= day(at)]
    added = [one for one in history if one.told_at <= day(max(at, later))]
    assert chosen(added, day(at)) == chosen(known, day(at))


@given(histories(), DAYS)
def test_one_version_at_most_is_in_force(history, at):
    known = [one for one in history if one.told_at <= day(at)]
    states = [standing_of(one, known, day(at)).state for one in known]
    assert states.count("in_force") == (chosen(known, day(at)) is not None)
