"""Days and zones: from an event's day to the day, and the instant, at which something is due.

A business day is one that the supplier works. Which days those are comes from committed tables
(`official_days.json`, written by `service/generators/official_tables.py`): public holidays of the
whole country and, where the government moves working days, the Saturdays and Sundays worked
instead; not the holidays of provinces or trades. Zones are those of the tzdata package, never the
system's, so that every machine gives the same instants. Nothing here reads a clock.
"""

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

START_YEARS = range(1970, 2200)
"""The years whose instants and days are taken from callers."""

_COUNTABLE_YEARS = range(START_YEARS.start - 1, START_YEARS.stop + 3)
"""A zone may move an instant to the day before, and a window may end a year later and start one."""

MAX_DAYS = 2500
"""The most business days that can be counted: about ten years."""

_FIRST = date(START_YEARS.start, 1, 1).toordinal()
# Past the tables every week has five business days or six, so ten years hold 2,500 of them.
_LAST_YEAR = _COUNTABLE_YEARS.stop + 10

_WEEKDAYS = "weekdays"

_DAYS: Mapping[str, Any] = json.loads(
    files("rescind.domain").joinpath("official_days.json").read_text(encoding="utf-8")
)
_COUNTRIES: Mapping[str, Any] = json.loads(
    files("rescind.domain").joinpath("countries.json").read_text(encoding="utf-8")
)

CALENDARS_VERSION: str = f"{_DAYS['version']}+{_COUNTRIES['version']}"
"""Changes whenever a day or a country's zone in the tables does."""

CALENDAR_NAMES: tuple[str, ...] = (_WEEKDAYS, *sorted(_DAYS["countries"]))
"""`weekdays` (Monday to Friday) and every country with a calendar."""

COUNTRY_CODES: tuple[str, ...] = tuple(sorted(_COUNTRIES["zones"]))
"""ISO 3166-1 alpha-2 codes, and XK (Kosovo), which platforms write as well."""


class UnknownCalendar(ValueError):  # noqa: N818  # a noun of the field, like all our exceptions
    """There is no such calendar: `weekdays` and two-letter country codes are accepted."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name!r} is not a calendar: give {_WEEKDAYS!r} for Monday to Friday, or a country's "
            "two capital letters (ISO 3166-1 alpha-2), such as 'CN'."
        )


class UnknownCountry(ValueError):  # noqa: N818
    """There is no such country: ISO 3166-1 alpha-2 codes and XK are accepted."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(
            f"{code!r} is not a country: give its two capital letters (ISO 3166-1 alpha-2), "
            "such as 'CN'."
        )


class UnknownZone(ValueError):  # noqa: N818
    """There is no such time zone: the IANA database's names are accepted."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"{name!r} is not a time zone: give a name of the IANA time zone database, such as "
            "'Asia/Shanghai'."
        )


class UncountableDays(ValueError):  # noqa: N818
    """The start or the number of days is not one from which days are counted."""

    def __init__(self, start: date, days: int) -> None:
        self.start = start
        self.days = days
        super().__init__(
            f"{days} business days from {start} cannot be counted: give 0 to {MAX_DAYS} days and a "
            f"start in the years {_COUNTABLE_YEARS[0]} to {_COUNTABLE_YEARS[-1]}."
        )


class MarkedDay(NamedTuple):
    """A day that an operator added or corrected: it is worked, or it is not.

    A tuple, because calendars are looked up by all of theirs whenever days are counted.
    """

    day: date
    worked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A country's calendar, `weekdays`, or one of an operator's own, `based_on` one of these.

    `official_years` are those whose days a law or decree had fixed when the tables were written;
    it is empty for countries whose days nobody confirms ahead. Days of other years are estimates,
    unless an operator calls their year complete. Days that an operator `marked` go over the tables.
    """

    name: str
    # What the tables say is no part of what tells two calendars apart: their version is.
    official_years: range = field(compare=False)
    based_on: str
    marked: tuple[MarkedDay, ...] = ()
    complete_years: frozenset[int] = frozenset()
    day_names: Mapping[date, str] = field(default_factory=dict, compare=False)

    def is_official(self, year: int) -> bool:
        """Tell whether the days of a year are more than estimates."""
        return year in self.official_years or year in self.complete_years


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedDays:
    """The outcome of counting: the day reached, and how sure it is.

    `provisional` is true when a day after the start, up to `due_on`, lies in a year that is not
    official. `ordinals` are the counted business days as `date.toordinal` gives them.
    """

    due_on: date
    provisional: bool
    ordinals: "array[int]" = field(repr=False, hash=False)

    @property
    def days(self) -> tuple[date, ...]:
        """The business days counted, in order; `due_on` is the last."""
        return tuple(map(date.fromordinal, self.ordinals))


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryZone:
    """The IANA zone of a country's capital; `several` when its clocks differ elsewhere in it."""

    zone: str
    several: bool


@lru_cache(maxsize=512)
def calendar(name: str) -> Calendar:
    """Find a calendar by `weekdays` or an ISO 3166-1 alpha-2 code in capitals.

    Raises `UnknownCalendar` for any other name.
    """
    if name == _WEEKDAYS:
        years = range(START_YEARS.start, _LAST_YEAR + 1)
        return Calendar(name=name, official_years=years, based_on=name)
    country = _DAYS["countries"].get(name)
    if country is None:
        raise UnknownCalendar(name)
    first, last = country["official"] or (0, -1)
    return Calendar(name=name, official_years=range(first, last + 1), based_on=name)


def count_business_days(
    start: date, days: int, *, calendar: Calendar, make_up_days_count: bool
) -> CountedDays:
    """Count business days after `start`, which does not count itself; 0 days give `start`.

    With `make_up_days_count` a Saturday or Sunday worked instead of a holiday counts; without it
    only days outside weekends do. Raises `UncountableDays`, a `ValueError`, for fewer than 0 or
    more than `MAX_DAYS` days, or a start that no instant of `START_YEARS` leads to.

    Source of make-up days: the yearly notices of the Chinese State Council.
    """
    if not 0 <= days <= MAX_DAYS or start.year not in _COUNTABLE_YEARS:
        raise UncountableDays(start, days)
    business_days = _business_days(calendar, make_up_days_count=make_up_days_count)
    position = bisect_right(business_days, start.toordinal())
    counted = business_days[position : position + days]
    if not counted:
        return CountedDays(due_on=start, provisional=False, ordinals=counted)
    due_on = date.fromordinal(counted[-1])
    years = range((start + timedelta(days=1)).year, due_on.year + 1)
    return CountedDays(
        due_on=due_on,
        provisional=not all(map(calendar.is_official, years)),
        ordinals=counted,
    )


# 250 kB each: enough of them for every supplier country of a busy shop, few enough for a small
# machine on which someone asks for all.
@lru_cache(maxsize=64)
def _business_days(calendar: Calendar, *, make_up_days_count: bool) -> "array[int]":
    """List every business day of a calendar, so that counting is one search."""
    name = calendar.based_on
    rows = () if name == _WEEKDAYS else _DAYS["countries"][name]["years"].items()
    off = {day for year, marked in rows for day in _ordinals(year, marked.get("off", ""))}
    on = {day for year, marked in rows for day in _ordinals(year, marked.get("on", ""))}
    worked = {one.day.toordinal() for one in calendar.marked if one.worked}
    free = {one.day.toordinal() for one in calendar.marked if not one.worked}
    off = (off - worked) | free
    # A marked day outside weekends is worked by not being free; on a weekend it is a make-up day.
    on = (on - free) | worked if make_up_days_count else set()
    return array("i", sorted(on.union(day for day in _outside_weekends(name) if day not in off)))


def _ordinals(year: str, days: str) -> Iterator[int]:
    """Read days written as MMDD."""
    for day in days.split():
        yield date(int(year), int(day[:2]), int(day[2:])).toordinal()


def _outside_weekends(name: str) -> Iterator[int]:
    """Yield the days outside weekends; the first weekend known holds before, the last after."""
    weekends = {"0": "56"} if name == _WEEKDAYS else _DAYS["countries"][name]["weekend"]
    starts = [_FIRST, *(date(int(year), 1, 1).toordinal() for year in list(weekends)[1:])]
    ends = [*starts[1:], date(_LAST_YEAR, 12, 31).toordinal() + 1]
    for first, end, weekend in zip(starts, ends, weekends.values(), strict=True):
        # Ordinal 1 was a Monday.
        resting = {int(weekday) for weekday in weekend}
        yield from (day for day in range(first, end) if (day - 1) % 7 not in resting)


def end_of_day(day: date, zone: str) -> datetime:
    """Return the instant, in UTC, at which a local day is over: the first of the next local day.

    That is the next midnight, or where clocks leap over midnight the moment at which they leap.
    Raises `UnknownZone`.
    """
    # The first of two midnights (fold=0); in a gap the offset of before it, hence the leap itself.
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone_info(zone))
    return midnight.astimezone(UTC)


def local_date(instant: datetime, zone: str) -> date:
    """Return the day on which an aware instant falls in a zone.

    Raises `UnknownZone`, and `ValueError` for an instant without an offset.
    """
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} names no instant: give it an offset.")
    return instant.astimezone(zone_info(zone)).date()


def zone_of_country(code: str) -> CountryZone:
    """Find the zone of a country's capital. Raises `UnknownCountry`."""
    found = _COUNTRIES["zones"].get(code)
    if found is None:
        raise UnknownCountry(code)
    return CountryZone(zone=found["zone"], several=found["several"])


@lru_cache(maxsize=1024)
def zone_info(name: str) -> ZoneInfo:
    """Load a zone of the tzdata package by its IANA name. Raises `UnknownZone`."""
    if name not in zone_names():
        raise UnknownZone(name)
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as rules:
        return ZoneInfo.from_file(rules, key=name)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """Return every name that the tzdata package knows, aliases included."""
    text = files("tzdata").joinpath("zoneinfo", "tzdata.zi").read_text(encoding="utf-8")
    rows = (line.split(" ") for line in text.splitlines())
    # Z name offset ...; L target alias
    return frozenset(row[1] if row[0] == "Z" else row[2] for row in rows if row[0] in {"Z", "L"})
