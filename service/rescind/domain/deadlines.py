"""The clocks that run on a supplier order, from facts and policy to instants.

A deadline is the end of its last day, that is the next midnight in its own zone, and is over at
that very instant; the day of the event does not count. Hours are
elapsed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from rescind.domain import calendars
from rescind.domain.answers import Deadline
from rescind.domain.facts import SupplierOrder
from rescind.domain.own_calendars import TABLES_ALONE, OwnCalendars
from rescind.domain.policy import SupplierPolicy
from rescind.domain.rules import Message, _, say
from rescind.domain.words import DeadlineName

PLATFORM_ZONES = {"aliexpress": "America/Los_Angeles"}
"""The zone in which a platform counts its own days; UTC where nobody said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Zones:
    """Whose days are counted: the supplier's calendar and zone, and the platform's zone.

    `assumed` is true when neither policy nor `ship_from` told the supplier's country.
    """

    calendar: str
    zone: str
    platform_zone: str
    several: bool = False
    assumed: bool = False


def zones_of(order: SupplierOrder, policy: SupplierPolicy) -> Zones:
    """Find the supplier's calendar and zone, and the platform's zone."""
    country = calendars.zone_of_country(order.ship_from) if order.ship_from else None
    zone = policy.time_zone or (country.zone if country else "UTC")
    return Zones(
        calendar=policy.calendar or order.ship_from or "weekdays",
        zone=zone,
        platform_zone=policy.platform_time_zone or PLATFORM_ZONES.get(order.platform, "UTC"),
        several=bool(country and country.several and policy.time_zone is None),
        assumed=order.ship_from is None and (policy.calendar is None or policy.time_zone is None),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """How business days are counted: which calendar, in which zone, with make-up days or not."""

    calendar: calendars.Calendar
    zone: str
    make_up_days_count: bool


def after_business_days(
    name: DeadlineName, start: datetime, days: int, how: Days, explanation: Message
) -> Deadline:
    """Count business days from the local day of `start`, which does not count itself."""
    counted = calendars.count_business_days(
        calendars.local_date(start, how.zone),
        days,
        calendar=how.calendar,
        make_up_days_count=how.make_up_days_count,
    )
    return Deadline(
        name=name,
        due_at=calendars.end_of_day(counted.due_on, how.zone),
        due_on=counted.due_on,
        calendar=how.calendar.name,
        time_zone=how.zone,
        business_days=days,
        provisional=counted.provisional,
        explanation=explanation,
    )


def after_days(
    name: DeadlineName, start: datetime, days: int, zone: str, explanation: Message
) -> Deadline:
    """Count calendar days from the local day of `start`; no days at all mean at once."""
    day = calendars.local_date(start, zone)
    due_on = day + timedelta(days=days)
    return Deadline(
        name=name,
        due_at=calendars.end_of_day(due_on, zone) if days else start,
        due_on=due_on,
        calendar=None,
        time_zone=zone,
        business_days=None,
        provisional=False,
        explanation=explanation,
    )


def after_hours(
    name: DeadlineName, start: datetime, hours: int, zone: str, explanation: Message
) -> Deadline:
    """Count elapsed hours."""
    due_at = start + timedelta(hours=hours)
    return Deadline(
        name=name,
        due_at=due_at,
        due_on=calendars.local_date(due_at, zone),
        calendar=None,
        time_zone=zone,
        business_days=None,
        provisional=False,
        explanation=explanation,
    )


def over(deadline: Deadline | None, as_of: datetime) -> bool:
    """Tell whether a deadline is over; one that cannot be known is not."""
    return deadline is not None and as_of >= deadline.due_at


class Clocks:
    """All clocks of one supplier order under one policy; each says from what it counts."""

    def __init__(
        self, order: SupplierOrder, policy: SupplierPolicy, own: OwnCalendars = TABLES_ALONE
    ) -> None:
        self.order = order
        self.policy = policy
        self.zones = zones_of(order, policy)
        self._own = own
        self._days = Days(
            calendar=own.named(self.zones.calendar),
            zone=self.zones.zone,
            make_up_days_count=policy.make_up_days_count,
        )

    def ship_by(self) -> Deadline | None:
        """Rule 3: the day by which the supplier has to ship, from payment."""
        if self.order.paid_at is None:
            return None
        days = self.policy.ship_within_business_days
        text = _("The supplier has {days} business days after the payment of {start} to ship.")
        return after_business_days(
            DeadlineName.SHIP_BY,
            self.order.paid_at,
            days,
            self._days,
            say(text, days=days, start=self.order.paid_at),
        )

    def auto_close(self) -> Deadline | None:
        """Rule 3: the day by which the platform closes an order that nobody shipped."""
        ship_by = self.ship_by()
        if ship_by is None:
            return None
        days = self.policy.auto_close_within_days
        due_on = ship_by.due_on + timedelta(days=days)
        text = _("The platform closes an unshipped order within {days} days after {ship_by}.")
        return Deadline(
            name=DeadlineName.AUTO_CLOSE,
            due_at=calendars.end_of_day(due_on, self.zones.zone),
            due_on=due_on,
            calendar=None,
            time_zone=self.zones.zone,
            business_days=None,
            provisional=ship_by.provisional,
            explanation=say(text, days=days, ship_by=ship_by.due_on),
        )

    def supplier_response(self, asked_at: datetime | None) -> Deadline | None:
        """Tell when a supplier that was asked counts as silent."""
        if asked_at is None:
            return None
        hours = self.policy.response_within_hours
        text = _("The supplier was asked at {start} and has {hours} hours to answer.")
        return after_hours(
            DeadlineName.SUPPLIER_RESPONSE,
            asked_at,
            hours,
            self.zones.zone,
            say(text, start=asked_at, hours=hours),
        )

    def tracking(self) -> Deadline | None:
        """Rule 9: the day by which the tracking number has to come, from the request."""
        request = self.order.tracking_request
        if request is None:
            return None
        days = self.policy.tracking_within_business_days
        text = _("The tracking number was asked for at {start}; {days} business days are given.")
        return after_business_days(
            DeadlineName.TRACKING,
            request.requested_at,
            days,
            self._days,
            say(text, start=request.requested_at, days=days),
        )

    def first_scan(self, given_at: datetime | None) -> Deadline | None:
        """Rule 10: the day by which a number given unasked has to show a scan."""
        if given_at is None:
            return None
        days = self.policy.first_scan_within_business_days
        text = _("A number was given at {start}; {days} business days are given for a first scan.")
        return after_business_days(
            DeadlineName.FIRST_SCAN,
            given_at,
            days,
            self._days,
            say(text, start=given_at, days=days),
        )

    def supplier_refund(self, start: datetime | None, *, earliest: bool = False) -> Deadline | None:
        """Rule 19: the refund window, from its start to its last (or earliest) day."""
        if start is None:
            return None
        policy = self.policy
        days = policy.refund_min_business_days if earliest else policy.refund_max_business_days
        how = Days(
            calendar=self._own.named(policy.refund_calendar),
            zone=self.zones.zone,
            make_up_days_count=policy.make_up_days_count,
        )
        text = _("Money comes back {min} to {max} business days after {start}.")
        explanation = say(
            text,
            min=policy.refund_min_business_days,
            max=policy.refund_max_business_days,
            start=start,
        )
        return after_business_days(DeadlineName.SUPPLIER_REFUND, start, days, how, explanation)

    def dispute_opens_unshipped(self) -> Deadline | None:
        """Tell when the platform takes a dispute on an order that was not shipped."""
        if self.order.paid_at is None:
            return None
        days = self.policy.dispute_opens_after_days_unshipped
        later = _("The platform takes disputes on unshipped orders from {days} days after payment.")
        at_once = _("The platform takes disputes on unshipped orders as soon as they are paid.")
        return self._opens(self.order.paid_at, days, say(later if days else at_once, days=days))

    def dispute_opens_shipped(self, start: datetime | None) -> Deadline | None:
        """Tell when the platform takes a dispute on an order that was shipped at `start`."""
        if start is None:
            return None
        days = self.policy.dispute_opens_after_days_shipped
        text = _("The platform takes disputes on shipped orders from {days} days after {start}.")
        return self._opens(start, days, say(text, days=days, start=start))

    def _opens(self, start: datetime, days: int, explanation: Message) -> Deadline:
        zone = self.zones.platform_zone
        return after_days(DeadlineName.DISPUTE_OPENS, start, days, zone, explanation)

    def dispute_closes(self, delivered_at: datetime | None) -> Deadline | None:
        """Tell until when the platform takes a dispute after a delivery."""
        if delivered_at is None:
            return None
        days = self.policy.dispute_closes_after_delivery_days
        text = _("The platform takes disputes until {days} days after the delivery of {start}.")
        return after_days(
            DeadlineName.DISPUTE_CLOSES,
            delivered_at,
            days,
            self.zones.platform_zone,
            say(text, days=days, start=delivered_at),
        )
