"""A day, a number of business days, a calendar: the deadline."""

from flask import Response, jsonify

from rescind.api.context import context
from rescind.api.problems import Fault, invalid_request
from rescind.api.reading import Body
from rescind.api.rendering import Written
from rescind.api.schemas.calendars import BusinessDaysQuerySchema, BusinessDaysSchema
from rescind.api.spec import Blueprint
from rescind.domain.calendars import (
    CALENDARS_VERSION,
    COUNTRY_CODES,
    Calendar,
    CountedDays,
    count_business_days,
    end_of_day,
    zone_of_country,
)
from rescind.domain.canonical import fingerprint
from rescind.domain.own_calendars import OwnCalendars, marked_between
from rescind.intake.ledger import instant
from rescind.intake.policies import unknown_calendar

blueprint = Blueprint(
    "Calendars",
    __name__,
    url_prefix="/v1",
    description="When is something due that counts in business days?",
)


@blueprint.get("/business-days")
@blueprint.arguments(BusinessDaysQuerySchema(), location="query")
@blueprint.response(200, BusinessDaysSchema(), description="The deadline and how it was counted.")
@blueprint.doc(operationId="countBusinessDays")
def count(query: Body) -> Response:
    """Count business days from a day, in the calendar of a country

    The day of the event does not count; the deadline is the end of the last day in its time zone.
    Holidays of the whole country count as free, and where the government has people work on a
    Saturday or Sunday instead, that day counts.
    """
    return jsonify(counted(query, context().calendars))


def counted(query: Body, calendars: OwnCalendars) -> Written:
    """Answer the question of a query. Raises `Problem` for a calendar that nobody knows."""
    name, start, days = query["calendar"], query["start"], query["days"]
    if not calendars.knows(name):
        detail = unknown_calendar(name, calendars)
        raise invalid_request([Fault(parameter="calendar", detail=detail)])
    calendar = calendars.named(name)
    make_up_days_count = query.get("make_up_days_count", True)
    zone = query.get("time_zone") or zone_of(calendar.based_on)
    found = count_business_days(
        start, days, calendar=calendar, make_up_days_count=make_up_days_count
    )
    return {
        "start": start.isoformat(),
        "days": days,
        "calendar": name,
        "make_up_days_count": make_up_days_count,
        "time_zone": zone,
        "due_on": found.due_on.isoformat(),
        "due_at": instant(end_of_day(found.due_on, zone)),
        "provisional": found.provisional,
        "counted_days": [day.isoformat() for day in found.days],
        "operator_days": operator_days(query, calendar, found),
        "calendar_version": version_of(calendar),
    }


def operator_days(query: Body, calendar: Calendar, found: CountedDays) -> list[Written]:
    """List the days that were met and that the operator's file tells, not the tables."""
    return [
        {
            "date": one.day.isoformat(),
            "kind": "working" if one.worked else "holiday",
            "name": calendar.day_names.get(one.day),
        }
        for one in marked_between(calendar, query["start"], found.due_on)
    ]


def version_of(calendar: Calendar) -> str:
    """Name the days of a calendar: those of the tables, and the operator's if it has any."""
    if not calendar.marked and not calendar.complete_years:
        return CALENDARS_VERSION
    return f"{CALENDARS_VERSION}+{fingerprint('own_', calendar)}"


def zone_of(name: str) -> str:
    """Find the zone in which a calendar's days end."""
    return zone_of_country(name).zone if name in COUNTRY_CODES else "UTC"
