"""The text of a claim: what was ordered, asked, answered and shown, and what is demanded.

Every sentence is a fact of the case; the days are the platform's own, and the text says so.
"""

from collections.abc import Iterator
from datetime import date, datetime

from rescind.domain import calendars
from rescind.domain import conditions as is_
from rescind.domain.answers import Deadline, Draft
from rescind.domain.case import Judged
from rescind.domain.deadlines import over
from rescind.domain.dispute_aftermath import at_stake
from rescind.domain.dispute_outcomes import NEVER_SHIPPED, without_scan
from rescind.domain.facts import SupplierResponse, Units, total_of
from rescind.domain.letters import (
    TO_CUSTOMERS,
    Paragraph,
    Values,
    Versions,
    letter,
    paragraph,
)
from rescind.domain.money import in_currency
from rescind.domain.refunds import received
from rescind.domain.rules import Observed, _
from rescind.domain.standing import COUNTING, Standing
from rescind.domain.tracking import Number
from rescind.domain.units import plus
from rescind.domain.words import (
    Eligibility,
    Outcome,
    Recipient,
    ResponseKind,
    State,
    TrackingVerdict,
)

K = ResponseKind

ORDERED = (
    _("We placed order {order_id} on {placed_on} and paid {total} {currency} for it on {paid_on}."),
    _("We paid {total} {currency} for order {order_id} on {paid_on}."),
    _("We paid for order {order_id} on {paid_on}."),
    _("We paid for this order on {paid_on}."),
    _("We placed order {order_id} on {placed_on}."),
    _("This claim is about order {order_id}."),
)
A_PART = (_("This claim is about {claimed} of its {held} units."),)
SHIP_BY = (_("The time to ship ended on {ship_by}, and no carrier's scan shows a shipment."),)
ASKED = (_("On {asked_on} we asked the supplier to cancel it."),)
NO_ANSWER = (_("The supplier had until {answer_by} to answer, and did not."),)
ANSWERS: dict[ResponseKind, Versions] = {
    K.ACCEPTED: (_("On {answered_on} the supplier accepted the cancellation."),),
    K.PARTIALLY_ACCEPTED: (
        _("On {answered_on} the supplier accepted a part of the cancellation."),
    ),
    K.REFUSED: (_("On {answered_on} the supplier refused the cancellation."),),
    K.CLAIMS_SHIPPED: (_("On {answered_on} the supplier claimed to have shipped it."),),
    K.TRACKING_PROVIDED: (
        _("On {answered_on} the supplier gave the tracking number {tracking_number}."),
        _("On {answered_on} the supplier said that a tracking number exists."),
    ),
    K.OFFERED_PARTIAL_REFUND: (
        _("On {answered_on} the supplier offered {offered} {currency} of it back."),
        _("On {answered_on} the supplier offered a part of the money back."),
    ),
}
ASKED_FOR_TRACKING = (
    _(
        "On {tracking_asked_on} we asked for the tracking number, and gave {tracking_days} "
        "business days for it."
    ),
)
NO_NUMBER = (_("They ended on {tracking_by}, and no tracking number came."),)
NO_SCAN = (_("The carrier shows no scan of number {tracking_number}."),)
SCANNED = (_("The carrier first scanned number {tracking_number} on {first_scan_on}."),)
AFTER_THE_REQUEST = (_("That was after we had asked for the cancellation."),)
AFTER_THE_ACCEPTANCE = (_("The supplier shipped although it had accepted the cancellation."),)
FALSE_NUMBER = {
    "TRK-001": (
        _(
            "Number {tracking_number} was scanned on {first_scan_on}, before we placed the order: "
            "it belongs to another parcel."
        ),
        _("Number {tracking_number} belongs to another parcel."),
    ),
    "TRK-002": (_("Number {tracking_number} was given by another supplier too."),),
    "TRK-003": (
        _("The parcel of number {tracking_number} went to another country than the one ordered."),
    ),
    "TRK-004": (_("The check digit of number {tracking_number} is wrong."),),
}
PAID_BACK = (_("So far {received} {currency} have been paid back."),)
DEMAND_THE_WHOLE = (
    _("We ask for the full refund of {demanded} {currency}."),
    _("We ask for a full refund."),
)
DEMAND_A_PART = (
    _("We ask for {demanded} {currency}, what these units cost."),
    _("We ask for the refund of what these units cost."),
)
DEMAND_THE_REST = (
    _("We ask for the {demanded} {currency} that are missing."),
    _("We ask for what is missing."),
)
ZONE = (_("All days are given in the time zone {zone}."),)


def claim_draft(judged: Judged) -> Draft | None:
    """Draft the claim; `None` for an order that was not paid."""
    s = judged.standing
    if s.state in (State.NOT_PLACED, State.UNPAID):
        return None
    values = known_of(s, claimed_units(judged))
    said = letter(
        TO_CUSTOMERS,
        paragraph(about_the_order(s, values), values),
        (*paragraph(about_the_request(s), values), *answers(s, values)),
        (*paragraph(about_the_tracking(s), values), *shown(s, values)),
        paragraph(demands(s, values), values),
        paragraph([ZONE], values),
    )
    return Draft(to=Recipient.PLATFORM, messages=said)


def claimed_units(judged: Judged) -> Units:
    """Units that are neither released nor lost; where there are none, all that are judged."""
    units: Units = {}
    for verdict in judged.verdicts:
        if not verdict.released and verdict.eligibility is not Eligibility.INELIGIBLE:
            units = plus(units, verdict.units)
    return units or judged.standing.units


def about_the_order(s: Standing, values: Values) -> Iterator[Versions]:
    """Say what was ordered and paid, and that it was not shipped in time."""
    yield ORDERED
    if values["claimed"] != values["held"]:
        yield A_PART
    nothing_left = not is_.left_the_supplier(s) and not is_.partly_left(s)
    if is_.ship_by_over(s) and nothing_left and without_scan(s) is NEVER_SHIPPED:
        yield SHIP_BY


def about_the_request(s: Standing) -> Iterator[Versions]:
    """Say when the cancellation was asked for, and that nobody answered."""
    if s.order.cancellation_request is not None:
        yield ASKED
        if s.silent:
            yield NO_ANSWER


def answers(s: Standing, values: Values) -> Paragraph:
    """Say what the supplier answered, one answer after the other."""
    told = [
        paragraph([ANSWERS[response.kind]], {**values, **said_in(s, response)})
        for response in sorted(s.order.responses, key=lambda r: (r.received_at, r.kind))
    ]
    return tuple(message for one in told for message in one)


def said_in(s: Standing, response: SupplierResponse) -> dict[str, Observed]:
    """Gather what one answer said."""
    amount, currency = response.amount, s.order.currency
    return {
        "answered_on": day_of(s, response.received_at),
        "tracking_number": response.tracking_number,
        "offered": None if amount is None else in_currency(amount, currency),
    }


def about_the_tracking(s: Standing) -> Iterator[Versions]:
    """Say when the number was asked for, and that none came."""
    if s.order.tracking_request is not None:
        yield ASKED_FOR_TRACKING
        if over(s.clocks.tracking(), s.as_of) and not s.numbers:
            yield NO_NUMBER


def shown(s: Standing, values: Values) -> Paragraph:
    """Say what the tracking of each number shows."""
    told: list[Paragraph] = []
    for number in sorted(s.numbers, key=lambda n: n.tracking_number):
        of_number = {
            "tracking_number": number.tracking_number,
            "first_scan_on": day_of(s, number.first_scan_at),
        }
        told.append(paragraph(shown_of(number), {**values, **of_number}))
    told.append(paragraph(after_what(s), values))
    return tuple(message for one in told for message in one)


def shown_of(number: Number) -> Iterator[Versions]:
    """Say what speaks against a number, and its first scan, or that it has none."""
    for finding in number.evidence:
        if finding.outcome is Outcome.BLOCKS and finding.rule in FALSE_NUMBER:
            yield FALSE_NUMBER[finding.rule]
    if number.first_scan_at is None and number.looked_at:
        yield NO_SCAN
    elif number.verdict in COUNTING or number.verdict is TrackingVerdict.SUSPICIOUS:
        yield SCANNED


def after_what(s: Standing) -> Iterator[Versions]:
    """Say that it was shipped after it was asked, or agreed, to cancel."""
    if is_.accepted_then_left(s):
        yield AFTER_THE_ACCEPTANCE
    elif s.order.cancellation_request is not None and is_.shipped_after_request(s):
        yield AFTER_THE_REQUEST


def demands(s: Standing, values: Values) -> Iterator[Versions]:
    """Say what is demanded."""
    if received(s.order):
        yield PAID_BACK
        yield DEMAND_THE_REST
    else:
        yield DEMAND_THE_WHOLE if values["claimed"] == values["held"] else DEMAND_A_PART


def known_of(s: Standing, claimed: Units) -> Values:
    """Gather what a claim may say of an order."""
    order, request, asked = s.order, s.order.tracking_request, s.order.cancellation_request
    return {
        "order_id": order.order_id,
        "currency": order.currency,
        "total": None if order.total is None else in_currency(order.total, order.currency),
        "placed_on": day_of(s, order.placed_at),
        "paid_on": day_of(s, order.paid_at),
        "claimed": total_of(claimed),
        "held": total_of(s.held) if order.lines is not None else total_of(claimed),
        "asked_on": day_of(s, asked.requested_at if asked else None),
        "answer_by": end_of(s, s.clocks.supplier_response(s.asked_at)),
        "ship_by": end_of(s, s.clocks.ship_by()),
        "tracking_asked_on": day_of(s, request.requested_at if request else None),
        "tracking_days": s.policy.tracking_within_business_days,
        "tracking_by": end_of(s, s.clocks.tracking()),
        "received": in_currency(received(order), order.currency),
        "demanded": at_stake(s, claimed),
        "zone": s.clocks.zones.platform_zone,
    }


def end_of(s: Standing, deadline: Deadline | None) -> date | None:
    """Find the platform's day on which a deadline is over."""
    return None if deadline is None else day_of(s, deadline.due_at)


def day_of(s: Standing, moment: datetime | None) -> date | None:
    """Find the platform's day of a moment."""
    return None if moment is None else calendars.local_date(moment, s.clocks.zones.platform_zone)
