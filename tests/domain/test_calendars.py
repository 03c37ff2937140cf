"""Business days and zones, from tables and against people who counted them independently."""

import json
from calendar import isleap
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescind.domain.calendars import (
    CALENDAR_NAMES,
    COUNTRY_CODES,
    MAX_DAYS,
    CountryZone,
    UncountableDays,
    UnknownCalendar,
    UnknownCountry,
    UnknownZone,
    calendar,
    count_business_days,
    end_of_day,
    local_date,
    zone_info,
    zone_of_country,
)

ONE_DAY = timedelta(days=1)


def day(text):
    return date.fromisoformat(text)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def count(start, days, name="CN", *, make_up_days_count=True):
    return count_business_days(
        start, days, calendar=calendar(name), make_up_days_count=make_up_days_count
    )


def is_counted(when, name):
    return count(when - ONE_DAY, 1, name).due_on == when


TABLE = json.loads(
    (Path(__file__).parents[2] / "service/rescind/domain/official_days.json").read_text()
)["countries"]


def works(when, name, *, make_up_days_count):
    """Look one day up in the table itself."""
    if name == "weekdays":
        return when.weekday() < 5
    weekends, years = TABLE[name]["weekend"], TABLE[name]["years"]
    since = max((y for y in weekends if int(y) <= when.year), default=min(weekends))
    marked = years.get(str(when.year), {})
    if str(when.weekday()) in weekends[since]:
        return make_up_days_count and f"{when:%m%d}" in marked.get("on", "").split()
    return f"{when:%m%d}" not in marked.get("off", "").split()


# --- Counting ---


@pytest.mark.parametrize(
    ("start", "days", "due_on"),
    [
        ("2025-09-26", 5, "2025-10-10"),  # National Day and Mid-Autumn in one week of rest
        ("2025-09-26", 7, "2025-10-13"),
        ("2026-02-12", 5, "2026-02-26"),  # Spring Festival
        ("2026-02-12", 7, "2026-02-28"),  # a working Saturday
        ("2026-09-28", 5, "2026-10-10"),  # a working Saturday
        ("2026-09-28", 7, "2026-10-13"),
        ("2026-10-10", 0, "2026-10-10"),
        ("2026-10-03", 0, "2026-10-03"),  # no days from a holiday: the holiday itself
    ],
)
def test_days_in_china(start, days, due_on):
    assert count(day(start), days).due_on == day(due_on)


@pytest.mark.parametrize(
    ("start", "days", "due_on"),
    [
        ("2026-02-12", 7, "2026-03-03"),  # neither 14 nor 28 February
        ("2026-09-28", 5, "2026-10-12"),
        ("2026-09-28", 7, "2026-10-14"),
    ],
)
def test_days_in_china_for_a_supplier_that_rests_on_make_up_days(start, days, due_on):
    assert count(day(start), days, make_up_days_count=False).due_on == day(due_on)


@pytest.mark.parametrize(
    ("name", "start", "days", "due_on"),
    [
        ("weekdays", "2026-09-30", 3, "2026-10-05"),
        ("weekdays", "2026-09-30", 15, "2026-10-21"),
        ("US", "2026-11-25", 1, "2026-11-27"),  # Thanksgiving
        ("DE", "2026-04-02", 1, "2026-04-07"),  # Easter
        ("TR", "2026-04-22", 1, "2026-04-24"),
        ("SA", "2026-06-11", 1, "2026-06-14"),  # rests on Friday and Saturday
        ("AE", "2021-12-09", 1, "2021-12-12"),  # rested on Friday and Saturday until 2021
        ("AE", "2022-01-13", 2, "2022-01-17"),  # rests on Saturday and Sunday since 2022
        ("HU", "2026-08-05", 3, "2026-08-08"),  # a working Saturday
        ("AE", "1990-03-01", 1, "1990-03-04"),  # before the tables: the first weekend known
        ("AE", "2150-01-02", 4, "2150-01-08"),  # after them: the last
    ],
)
def test_days_elsewhere(name, start, days, due_on):
    assert count(day(start), days, name).due_on == day(due_on)


def test_the_counted_days_are_listed():
    expected = ("2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10")
    assert count(day("2026-09-28"), 5).days == tuple(map(day, expected))


@pytest.mark.parametrize("year", range(2020, 2027))
def test_china_agrees_with_an_independent_calendar_on_every_day(year):
    days = [date(year, 1, 1) + n * ONE_DAY for n in range(365 + isleap(year))]
    ours = [d for d in days if is_counted(d, "CN")]
    assert ours == [d for d in days if chinese_calendar.is_workday(d)]


# --- What is sure ---


@pytest.mark.parametrize(
    ("name", "start", "days", "provisional"),
    [
        ("CN", "2026-12-24", 5, False),  # to 31 December
        ("CN", "2026-12-24", 6, True),  # into a year without a notice
        ("CN", "2027-03-01", 1, True),
        ("CN", "2027-03-01", 0, False),  # nothing was counted
        ("CN", "2019-12-30", 1, True),  # before the tables
        ("CN", "2019-12-31", 1, False),  # no day before them was looked at
        ("CN", "2190-03-01", 7, True),
        ("DE", "2027-12-30", 1, False),  # by law
        ("DE", "2027-12-30", 2, True),  # more than a year after the tables
        ("RU", "2027-06-01", 5, False),  # the decree of 2027 is there
        ("TW", "2026-12-30", 1, False),
        ("TW", "2027-01-01", 1, True),
        ("MV", "2026-06-01", 1, True),  # nobody confirms the days ahead
        ("weekdays", "1970-01-01", 1, False),
        ("weekdays", "2199-12-31", 2500, False),
    ],
)
def test_days_of_years_that_are_not_official_are_provisional(name, start, days, provisional):
    assert count(day(start), days, name).provisional is provisional


# --- What holds of every count ---

NAMES = st.sampled_from(["weekdays", "CN", "US", "AE", "IR", "BN", "RU"])
STARTS = st.dates(date(2018, 1, 1), date(2033, 12, 31))
DAYS = st.integers(0, 60)
MAKE_UP = st.booleans()


@given(start=STARTS, days=DAYS, name=NAMES, make_up=MAKE_UP)
def test_counting_is_what_going_day_by_day_gives(start, days, name, make_up):
    going = (start + timedelta(days=n) for n in range(1, 1000))
    working = (d for d in going if works(d, name, make_up_days_count=make_up))
    assert count(start, days, name, make_up_days_count=make_up).days == tuple(islice(working, days))


@given(start=STARTS, days=DAYS, more=DAYS, name=NAMES, make_up=MAKE_UP)
def test_counting_on_from_where_one_stopped(start, days, more, name, make_up):
    stop = count(start, days, name, make_up_days_count=make_up).due_on
    on = count(stop, more, name, make_up_days_count=make_up).due_on
    assert on == count(start, days + more, name, make_up_days_count=make_up).due_on


@given(start=STARTS, days=DAYS, later=st.integers(0, 400), name=NAMES)
def test_a_later_start_is_never_due_earlier(start, days, later, name):
    assert count(start, days, name).due_on <= count(start + later * ONE_DAY, days, name).due_on


@given(start=STARTS, days=DAYS, more=st.integers(1, 60), name=NAMES)
def test_more_days_are_due_later(start, days, more, name):
    assert count(start, days, name).due_on < count(start, days + more, name).due_on


@given(start=STARTS, days=st.integers(1, 60), name=NAMES, make_up=MAKE_UP)
def test_every_counted_day_is_worked(start, days, name, make_up):
    counted = count(start, days, name, make_up_days_count=make_up).days
    assert [d for d in counted if not works(d, name, make_up_days_count=make_up)] == []


@given(start=STARTS, days=st.integers(1, 60), name=NAMES)
def test_the_start_is_never_counted_and_the_last_is_when_it_is_due(start, days, name):
    counted = count(start, days, name)
    assert (start in counted.days, len(counted.days), counted.days[-1]) == (
        False,
        days,
        counted.due_on,
    )


@given(start=STARTS, days=DAYS, name=NAMES)
def test_days_are_sure_when_every_day_gone_through_is_of_an_official_year(start, days, name):
    counted = count(start, days, name)
    gone = {(start + n * ONE_DAY).year for n in range(1, (counted.due_on - start).days + 1)}
    assert counted.provisional is not gone.issubset(calendar(name).official_years)


@given(start=st.dates(date(1970, 1, 1), date(2199, 12, 31)), days=st.integers(0, MAX_DAYS))
def test_every_start_in_range_can_be_counted_from(start, days):
    assert len(count(start, days).days) == days


# --- Names ---


@pytest.mark.parametrize("name", CALENDAR_NAMES)
def test_every_calendar_counts(name):
    assert len(count(day("2026-06-01"), 20, name).days) == 20


def test_every_country_has_a_calendar_and_no_more():
    assert set(CALENDAR_NAMES) == {"weekdays", *COUNTRY_CODES}


@pytest.mark.parametrize("name", ["", "cn", "ZZ", "CHN", "Weekdays", "../etc"])
def test_an_unknown_calendar_says_what_is_accepted(name):
    with pytest.raises(UnknownCalendar) as refused:
        calendar(name)
    assert str(refused.value) == (
        f"{name!r} is not a calendar: give 'weekdays' for Monday to Friday, or a country's two "
        "capital letters (ISO 3166-1 alpha-2), such as 'CN'."
    )


@pytest.mark.parametrize(
    ("start", "days"),
    [("2026-01-01", -1), ("2026-01-01", 2501), ("1968-12-31", 1), ("2203-01-01", 1)],
)
def test_days_out_of_range_are_refused(start, days):
    with pytest.raises(UncountableDays, match=f"{days} business days from {start} cannot"):
        count(day(start), days)


# --- Zones ---


@pytest.mark.parametrize(
    ("on", "zone", "over_at"),
    [
        ("2026-10-13", "Asia/Shanghai", "2026-10-13T16:00"),
        ("2026-10-13", "UTC", "2026-10-14T00:00"),
        ("2026-10-13", "America/Los_Angeles", "2026-10-14T07:00"),
        ("2026-10-13", "Asia/Calcutta", "2026-10-13T18:30"),  # an alias
        # Clocks leap from midnight to one: the day ends where they leap.
        ("2025-09-06", "America/Santiago", "2025-09-07T04:00"),
        ("2025-03-29", "Asia/Beirut", "2025-03-29T22:00"),
        ("2025-03-08", "America/Havana", "2025-03-09T05:00"),
        ("2018-11-03", "America/Sao_Paulo", "2018-11-04T03:00"),
        # Clocks fall back at midnight to eleven: the day has 25 hours.
        ("2025-04-05", "America/Santiago", "2025-04-06T04:00"),
        ("2025-10-25", "Asia/Beirut", "2025-10-25T22:00"),
        # Clocks fall back from one to midnight: it strikes twice, the first time ends the day.
        ("2025-11-01", "America/Havana", "2025-11-02T04:00"),
        # Samoa went to bed on the 29th and woke up on the 31st.
        ("2011-12-29", "Pacific/Apia", "2011-12-30T10:00"),
        ("2011-12-30", "Pacific/Apia", "2011-12-30T10:00"),
        # North Korea leapt from half past eleven to midnight.
        ("2018-05-04", "Asia/Pyongyang", "2018-05-04T15:00"),
    ],
)
def test_a_day_is_over_when_the_next_begins(on, zone, over_at):
    assert end_of_day(day(on), zone) == utc(over_at)


@given(
    on=st.dates(date(1970, 1, 1), date(2199, 12, 31)),
    zone=st.sampled_from(sorted({zone_of_country(code).zone for code in COUNTRY_CODES})),
)
def test_the_instant_before_a_day_is_over_still_belongs_to_it(on, zone):
    over = end_of_day(on, zone)
    before = local_date(over - timedelta(microseconds=1), zone)
    assert before <= on < local_date(over, zone)


@pytest.mark.parametrize(
    ("instant", "zone", "on"),
    [
        ("2026-10-13T15:59:59", "Asia/Shanghai", "2026-10-13"),
        ("2026-10-13T16:00", "Asia/Shanghai", "2026-10-14"),
        ("2026-10-13T06:59", "America/Los_Angeles", "2026-10-12"),
    ],
)
def test_an_instant_falls_on_a_local_day(instant, zone, on):
    assert local_date(utc(instant), zone) == day(on)


def test_an_instant_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="2026-10-13T12:00:00 names no instant"):
        local_date(utc("2026-10-13T12:00").replace(tzinfo=None), "UTC")


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "asia/shanghai", "../zones", "leapseconds"])
def test_an_unknown_zone_says_what_is_accepted(name):
    with pytest.raises(UnknownZone, match=r"is not a time zone: give a name of the IANA"):
        zone_info(name)


@pytest.mark.parametrize(
    ("code", "zone", "several"),
    [
        ("CN", "Asia/Shanghai", True),
        ("US", "America/New_York", True),
        ("RU", "Europe/Moscow", True),
        ("BR", "America/Sao_Paulo", True),
        ("AU", "Australia/Sydney", True),
        ("CA", "America/Toronto", True),
        ("DE", "Europe/Berlin", False),  # two zones, one time
        ("TR", "Europe/Istanbul", False),
        ("VN", "Asia/Ho_Chi_Minh", False),
        ("HK", "Asia/Hong_Kong", False),
        ("XK", "Europe/Belgrade", False),
    ],
)
def test_a_country_has_the_zone_of_its_capital(code, zone, several):
    assert zone_of_country(code) == CountryZone(zone=zone, several=several)


def test_an_unknown_country_says_what_is_accepted():
    with pytest.raises(
        UnknownCountry, match=r"'ZZ' is not a country: give its two capital letters"
    ):
        zone_of_country("ZZ")


@pytest.mark.parametrize("code", COUNTRY_CODES)
def test_every_country_has_a_zone_that_loads(code):
    assert zone_info(zone_of_country(code).zone).key == zone_of_country(code).zone
