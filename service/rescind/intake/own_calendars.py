"""Reads an operator's days: countries' calendars corrected, and calendars of its own.

{"CN": {"2027-02-05/2027-02-11": "holiday: Spring Festival",
        "2027-02-20": "working",
        "complete_years": [2027]},
 "my-warehouse": {"based_on": "CN", "2026-12-24": "holiday"}}
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from rescind.domain.calendars import (
    CALENDAR_NAMES,
    START_YEARS,
    Calendar,
    MarkedDay,
    calendar,
)
from rescind.domain.own_calendars import OwnCalendars
from rescind.intake.policies import escaped
from rescind.intake.problems import Problems

BASED_ON = "based_on"
COMPLETE_YEARS = "complete_years"
MOST_DAYS = 366
"""The most days from the first to the last of several that are given at once."""

_OWN_NAME = re.compile(r"[a-z][a-z0-9-]{2,62}\Z")
_DAYS = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?\Z")
_KIND = re.compile(r"(holiday|working)(?:: *(\S.{0,99}))?\Z")

NAMES = (
    'give a country\'s two capital letters (ISO 3166-1 alpha-2), such as "CN", or a name of your '
    'own for a calendar of your own: 3 to 63 small letters, digits and "-", such as "my-warehouse".'
)
KEYS = f'a day (YYYY-MM-DD), days (FIRST/LAST), "{COMPLETE_YEARS}" or "{BASED_ON}"'
KINDS = '"holiday" or "working", if you like with a name: "holiday: Spring Festival"'


def read_own_calendars(given: Any) -> OwnCalendars:
    """Read the calendars of an operator. Raises `UnreadableFacts` with everything that is wrong."""
    problems = Problems()
    by_name: dict[str, Calendar] = {}
    if not isinstance(given, Mapping):
        problems.add("", "An object of calendars by their names is expected.")
        given = {}
    # Countries first: a calendar that is based on one starts from its days as they are here.
    for name, told in sorted(given.items(), key=lambda item: item[0] not in CALENDAR_NAMES):
        found = _calendar(name, told, by_name, problems)
        if found is not None:
            by_name[name] = found
    problems.refuse()
    return OwnCalendars(by_name=dict(sorted(by_name.items())))


def _calendar(
    name: str, told: Any, known: Mapping[str, Calendar], problems: Problems
) -> Calendar | None:
    """Read one calendar; `None` if it cannot be read at all."""
    place = f"/{escaped(name)}"
    if name == "weekdays":
        problems.add(place, f'"{name}" stays Monday to Friday; base a calendar of your own on it.')
    elif name not in CALENDAR_NAMES and not _OWN_NAME.match(name):
        problems.add(place, f"This is no name of a calendar: {NAMES}")
    elif not isinstance(told, Mapping):
        problems.add(place, f"An object is expected, whose keys are {KEYS}.")
    elif (base := _base(name, told, known, problems)) is not None:
        return _over(base, name, told, problems)
    return None


def _base(
    name: str, told: Mapping[str, Any], known: Mapping[str, Calendar], problems: Problems
) -> Calendar | None:
    """Find the calendar whose days one goes over."""
    place = f"/{escaped(name)}/{BASED_ON}"
    if name in CALENDAR_NAMES:
        if BASED_ON in told:
            problems.add(place, "A country is based on its own days; leave this out.")
            return None
        return calendar(name)
    base = told.get(BASED_ON)
    if isinstance(base, str) and base in CALENDAR_NAMES:
        return known.get(base) or calendar(base)
    problems.add(
        place,
        'Say whose days it starts from: "weekdays" (Monday to Friday) or a country\'s two capital '
        'letters, such as "CN".',
    )
    return None


def _over(base: Calendar, name: str, told: Mapping[str, Any], problems: Problems) -> Calendar:
    """Lay the days that were told over those of the base."""
    place = f"/{escaped(name)}"
    worked = {one.day: one.worked for one in base.marked}
    names = dict(base.day_names)
    seen: set[date] = set()
    for key, kind in told.items():
        if key in (BASED_ON, COMPLETE_YEARS):
            continue
        there = f"{place}/{escaped(key)}"
        days = list(_days(key, there, problems))
        match = _KIND.match(kind) if isinstance(kind, str) else None
        if match is None:
            problems.add(there, f"A day is {KINDS}.")
            continue
        if not seen.isdisjoint(days):
            problems.add(there, "A day here is told twice; tell each once.")
        seen.update(days)
        worked.update(dict.fromkeys(days, match[1] == "working"))
        names.update(dict.fromkeys(days, match[2]) if match[2] else {})
    return Calendar(
        name=name,
        official_years=base.official_years,
        based_on=base.based_on,
        marked=tuple(MarkedDay(day, worked[day]) for day in sorted(worked)),
        complete_years=base.complete_years | _complete_years(told, place, problems),
        day_names=names,
    )


def _days(key: str, place: str, problems: Problems) -> Iterator[date]:
    """Read a day, or the days from one to another."""
    match = _DAYS.match(key)
    if match is None:
        near = get_close_matches(key, (BASED_ON, COMPLETE_YEARS), n=1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        problems.add(place, f"There is no such key; accepted is {KEYS}.{hint}")
        return
    try:
        first, last = (date.fromisoformat(day) for day in (match[1], match[2] or match[1]))
    except ValueError:
        problems.add(place, "There is no such day in the calendar.")
        return
    if first.year not in START_YEARS or last.year not in START_YEARS:
        years = f"{START_YEARS[0]} to {START_YEARS[-1]}"
        problems.add(place, f"Days of the years {years} are accepted.")
    elif not 0 <= (last - first).days < MOST_DAYS:
        problems.add(
            place, f"The last day comes after the first, and they are at most {MOST_DAYS} days."
        )
    else:
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


def _complete_years(told: Mapping[str, Any], place: str, problems: Problems) -> frozenset[int]:
    """Read the years of which every day is told, so that counting in them is no estimate."""
    years = told.get(COMPLETE_YEARS, [])
    good = isinstance(years, list) and all(type(y) is int and y in START_YEARS for y in years)
    if not good:
        problems.add(f"{place}/{COMPLETE_YEARS}", "A list of years is expected, such as [2027].")
        return frozenset()
    return frozenset(years)
