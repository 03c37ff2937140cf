"""A day, a number of business days, a calendar: the deadline."""

from flask import Response, jsonify

from rescind.api.reading import Body
from rescind.api.rendering import Written
from rescind.api.schemas.calendars import BusinessDaysQuerySchema, BusinessDaysSchema
from rescind.api.spec import Blueprint
from rescind.domain.calendars import (
    CALENDARS_VERSION,
    COUNTRY_CODES,
    calendar,
    count_business_days,
    end_of_day,
    zone_of_country,
)
from rescind.intake.ledger import instant

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
    return jsonify(counted(query))


def counted(query: Body) -> Written:
    """Answer the question of a query."""
    name, start, days = query["calendar"], query["start"], query["days"]
    make_up_days_count = query.get("make_up_days_count", True)
    zone = query.get("time_zone") or zone_of(name)
    found = count_business_days(
        start, days, calendar=calendar(name), make_up_days_count=make_up_days_count
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
        "calendar_version": CALENDARS_VERSION,
    }


def zone_of(name: str) -> str:
    """Find the zone in which a calendar's days end."""
    return zone_of_country(name).zone if name in COUNTRY_CODES else "UTC"
