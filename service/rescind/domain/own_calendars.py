"""The calendars of an operator: countries' days added or corrected, and calendars of its own.

They are part of the policy in force, so that decisions over other days have other names.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from rescind.domain.calendars import CALENDAR_NAMES, Calendar, MarkedDay, calendar

_IN_TABLES = frozenset(CALENDAR_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCalendars:
    """What goes over the tables of days, by the name of the calendar."""

    by_name: Mapping[str, Calendar] = field(default_factory=dict)

    def named(self, name: str) -> Calendar:
        """Find a calendar, the operator's before that of the tables. Raises `UnknownCalendar`."""
        return self.by_name.get(name) or calendar(name)

    def knows(self, name: str) -> bool:
        """Tell whether there is such a calendar."""
        return name in self.by_name or name in _IN_TABLES

    @property
    def own_names(self) -> tuple[str, ...]:
        """The names of calendars that are no country's."""
        return tuple(sorted(name for name in self.by_name if name not in _IN_TABLES))


TABLES_ALONE = OwnCalendars()
"""No operator said anything: the days are those of the tables."""


def marked_between(calendar: Calendar, start: date, due_on: date) -> tuple[MarkedDay, ...]:
    """List the operator's days that counting from `start` to `due_on` met."""
    return tuple(one for one in calendar.marked if start < one.day <= due_on)
