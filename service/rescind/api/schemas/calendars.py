"""Counting business days: the question in the query, and its answer."""

from rescind.api.fields import (
    CalendarName,
    Count,
    Day,
    Flag,
    Instant,
    Many,
    QueryCount,
    QueryFlag,
    Text,
    ZoneName,
)
from rescind.api.schemas.edges import Incoming, Outgoing
from rescind.domain.calendars import MAX_DAYS

CALENDAR = (
    "`weekdays` (Monday to Friday), a country (ISO 3166-1 alpha-2), or one of the operator's own."
)
MAKE_UP = "Whether a Saturday or Sunday that is worked instead of a holiday counts."


class BusinessDaysQuerySchema(Incoming):
    """A day, a number of business days, and a calendar."""

    start = Day(
        "The day of the event; it does not count itself.", example="2026-09-28", required=True
    )
    days = QueryCount("How many business days.", least=0, most=MAX_DAYS, example=7, required=True)
    calendar = CalendarName(f"Whose working days: {CALENDAR}", required=True)
    make_up_days_count = QueryFlag(f"{MAKE_UP} Default: true.")
    time_zone = ZoneName(
        "The zone whose midnight ends the last day. Default: the country's capital's; UTC for "
        "`weekdays`."
    )


class OperatorDaySchema(Outgoing):
    """A day that the operator of this service added to a calendar, or corrected in it."""

    date = Day("The day.")
    kind = Text("`holiday` or `working`.", max_length=10, example="holiday")
    name = Text("What it is called, if the operator said so.", max_length=100, allow_none=True)


class BusinessDaysSchema(Outgoing):
    """The deadline: the day reached and the instant at which it is over."""

    start = Day("The day counted from.", example="2026-09-28")
    days = Count("How many business days were counted.", most=MAX_DAYS, example=7)
    calendar = CalendarName(CALENDAR)
    make_up_days_count = Flag(MAKE_UP)
    time_zone = ZoneName("The zone whose midnight ends the last day.")
    due_on = Day("The last business day.")
    due_at = Instant("The instant at which it is over.", example="2026-10-13T16:00:00Z")
    provisional = Flag("Whether official days of a year that was reached are not published yet.")
    counted_days = Many(Day("A business day."), "The days counted, in order.", most=MAX_DAYS)
    operator_days = Many(
        OperatorDaySchema(),
        "The days up to `due_on` that the operator of this service told, in order.",
        most=10_000,
    )
    calendar_version = Text(
        "The version of the tables of days and zones, and of the operator's days.", max_length=100
    )
