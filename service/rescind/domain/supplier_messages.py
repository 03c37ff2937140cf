"""What a merchant writes to a supplier: one letter for each thing to ask of it.

The units, dates and sums are those of the decision; days are the supplier's own.
"""

from datetime import date, datetime
from decimal import Decimal

from rescind.domain import calendars
from rescind.domain import conditions as is_
from rescind.domain.eligibility import acceptance_shows
from rescind.domain.facts import Units
from rescind.domain.letters import TO_SUPPLIERS, Letter, Paragraph, Values, letter, paragraph
from rescind.domain.money import in_currency
from rescind.domain.refunds import cost_of, owed, received
from rescind.domain.rules import for_supplier
from rescind.domain.standing import ACCEPTANCES, COUNTING, Standing
from rescind.domain.tracking import Number
from rescind.domain.units import fewer, minus
from rescind.domain.words import Outcome, ResponseKind, TrackingVerdict

V = TrackingVerdict

GREETING = (for_supplier("Hello,"),)
THANKS = (for_supplier("Thank you."),)

UNITS_OF_THE_LINE = (for_supplier("- {quantity} of {held} units"),)
UNITS_OF_A_LINE = (for_supplier("- {quantity} of {held} units of the item that we call {line_id}"),)

CANCEL_THE_WHOLE = (
    for_supplier("Please cancel our order {order_id} as a whole and refund it in full."),
    for_supplier("Please cancel our order as a whole and refund it in full."),
)
CANCEL_A_PART = (
    for_supplier("Please cancel a part of our order {order_id}, and refund that part:"),
    for_supplier("Please cancel a part of our order, and refund that part:"),
)
DO_NOT_SHIP = (
    for_supplier("We paid for it on {paid_on}. Please do not pack or ship what we cancel."),
    for_supplier("Please do not pack or ship what we cancel."),
)
ON_THE_PLATFORM_TOO = (
    for_supplier(
        "We are sending the same request on the platform: please accept it there, and confirm it "
        "here in writing."
    ),
)

NO_ANSWER_YET = (
    for_supplier(
        "On {asked_on} we asked you to cancel our order {order_id}, and we have had no answer."
    ),
    for_supplier("On {asked_on} we asked you to cancel our order, and we have had no answer."),
    for_supplier("We asked you to cancel our order {order_id}, and we have had no answer."),
    for_supplier("We asked you to cancel our order, and we have had no answer."),
)
TELL_US_NOW = (
    for_supplier(
        "Please tell us today whether you accept; until we have agreed, please do not ship it."
    ),
)

SAID_NO = (
    for_supplier("On {answered_on} you told us that our order {order_id} cannot be cancelled."),
    for_supplier("On {answered_on} you told us that our order cannot be cancelled."),
)
SAID_PARTLY = (
    for_supplier("On {answered_on} you agreed to cancel a part of our order {order_id} only."),
    for_supplier("On {answered_on} you agreed to cancel a part of our order only."),
)
SAID_SHIPPED = (
    for_supplier("On {answered_on} you told us that our order {order_id} was shipped."),
    for_supplier("On {answered_on} you told us that our order was shipped."),
)
SEND_THE_NUMBER = (
    for_supplier(
        "If it was shipped, please send us the tracking number and the name of the carrier within "
        "{days} business days."
    ),
)
OR_CANCEL = (for_supplier("If it was not, please cancel it and refund it in full."),)
OR_WE_DISPUTE = (
    for_supplier("Without a number that shows a shipment we shall open a dispute on the platform."),
)

GAVE_A_NUMBER = (
    for_supplier("For our order {order_id} you gave us the tracking number {tracking_number}."),
    for_supplier("For our order you gave us the tracking number {tracking_number}."),
)
WRONG_NUMBER = {
    "TRK-001": (
        for_supplier(
            "It was scanned on {first_scan_on}, before we placed the order: it belongs to another "
            "parcel."
        ),
    ),
    "TRK-002": (for_supplier("Another supplier gave us the same number for an order of its own."),),
    "TRK-003": (for_supplier("Its parcel went to another country than the one that we gave you."),),
    "TRK-004": (for_supplier("Its check digit is wrong, so it cannot be a valid number."),),
}
NO_SCAN = (for_supplier("The carrier shows no scan of it so far."),)
RIGHT_NUMBER = (
    for_supplier(
        "Please send us the right number and the name of the carrier, or cancel the order and "
        "refund it in full if it was not shipped."
    ),
)

YOU_ACCEPTED = (
    for_supplier("You accepted the cancellation of our order {order_id} on {accepted_on}."),
    for_supplier("You accepted the cancellation of our order on {accepted_on}."),
)
WAS_CLOSED = (
    for_supplier("Our order {order_id} was cancelled on {closed_on}."),
    for_supplier("Our order {order_id} shows as cancelled."),
    for_supplier("Our order shows as cancelled."),
)
REFUND_OVERDUE = (
    for_supplier("The refund was due by {refund_by}; {amount} {currency} are still missing."),
    for_supplier("The refund was due by {refund_by}, and it has not arrived in full."),
)
REFUND_NOW = (
    for_supplier("Please refund it now and tell us the day and the reference of the payment."),
    for_supplier("Please refund it now."),
)
OR_THE_PLATFORM = (
    for_supplier("If this cannot be settled between us, we shall turn to the platform."),
)

THANKS_FOR_ACCEPTING = (
    for_supplier(
        "Thank you for accepting the cancellation of our order {order_id} on {accepted_on}."
    ),
    for_supplier("Thank you for accepting the cancellation of our order on {accepted_on}."),
)
IT_COVERS = (for_supplier("As we understand it, the cancellation covers:"),)
STILL_OPEN = (
    for_supplier(
        "The platform still shows the order as open: please cancel it there as well, and confirm "
        "in writing that what was cancelled will not be shipped."
    ),
)
IN_WRITING = (
    for_supplier("Please confirm in writing that what was cancelled will not be shipped."),
)
REFUND_BY = (for_supplier("We expect the refund by {refund_by} at the latest."),)

THANKS_FOR_THE_OFFER = (
    for_supplier(
        "Thank you for offering {amount} {currency} for our order {order_id} on {answered_on}."
    ),
    for_supplier(
        "Thank you for offering a partial refund for our order {order_id} on {answered_on}."
    ),
    for_supplier("Thank you for offering a partial refund for our order on {answered_on}."),
)
NOT_WHAT_WE_ASKED = (
    for_supplier(
        "On {asked_on} we asked you to cancel it, and a partial refund does not settle that."
    ),
    for_supplier("We asked you to cancel it, and a partial refund does not settle that."),
)
ACCEPT_OR_PROVE = (
    for_supplier(
        "Please accept the cancellation with a full refund, or send us the tracking number if it "
        "was shipped."
    ),
)


def to_supplier(*paragraphs: Paragraph) -> Letter:
    """Put a letter together, with its first and last words."""
    return letter(TO_SUPPLIERS, paragraph([GREETING], {}), *paragraphs, paragraph([THANKS], {}))


def ask_to_cancel(s: Standing, units: Units, *, whole: bool) -> Letter:
    """Ask to cancel the whole order, or these units of it."""
    values = known_of(s)
    opening = paragraph([CANCEL_THE_WHOLE if whole else CANCEL_A_PART], values)
    rest = paragraph([DO_NOT_SHIP, ON_THE_PLATFORM_TOO], values)
    if whole:
        return to_supplier(opening + rest)
    return to_supplier(opening, *listed(s, units), rest)


def follow_up(s: Standing) -> Letter:
    """Remind a supplier that let its time to answer pass."""
    return to_supplier(paragraph([NO_ANSWER_YET, TELL_US_NOW], known_of(s)))


def ask_for_tracking(s: Standing) -> Letter:
    """Ask for the number: it proves, or disproves, a shipment."""
    said = {
        None: NO_ANSWER_YET,
        ResponseKind.PARTIALLY_ACCEPTED: SAID_PARTLY,
        ResponseKind.ACCEPTED: SAID_PARTLY,
        ResponseKind.REFUSED: SAID_NO,
    }.get(s.answer.kind if s.answer else None, SAID_SHIPPED)
    values = {**known_of(s), "days": s.policy.tracking_within_business_days}
    given = [
        about_number(s, number, values) for number in s.numbers if number.verdict not in COUNTING
    ]
    request = [SEND_THE_NUMBER, OR_CANCEL, OR_WE_DISPUTE]
    if not given:
        return to_supplier(paragraph([said, *request], values))
    return to_supplier(paragraph([said], values), *given, paragraph(request, values))


def contest_numbers(s: Standing) -> Letter | None:
    """Contest the numbers that contradict the order, or cannot be numbers."""
    doubtful = [n for n in s.numbers if n.verdict in (V.CONTRADICTED, V.SUSPICIOUS)]
    if not doubtful:
        return None
    values = known_of(s)
    told = [about_number(s, number, values) for number in doubtful]
    return to_supplier(*told, paragraph([RIGHT_NUMBER, OR_WE_DISPUTE], values))


def about_number(s: Standing, number: Number, values: Values) -> Paragraph:
    """Say what is wrong with one number, or that it shows no scan."""
    wrong = [
        WRONG_NUMBER[finding.rule]
        for finding in number.evidence
        if finding.outcome is Outcome.BLOCKS and finding.rule in WRONG_NUMBER
    ]
    if not wrong and number.looked_at and number.first_scan_at is None:
        wrong = [NO_SCAN]
    of_number = {
        "tracking_number": number.tracking_number,
        "first_scan_on": day_of(s, number.first_scan_at),
    }
    return paragraph([GAVE_A_NUMBER, *wrong], {**values, **of_number})


def ask_for_refund(s: Standing) -> Letter:
    """Ask for the money that is overdue."""
    opening = YOU_ACCEPTED if is_.answered_yes(s) else WAS_CLOSED
    values = {**known_of(s), "amount": missing_money(s)}
    return to_supplier(
        paragraph([opening, REFUND_OVERDUE, REFUND_NOW, OR_THE_PLATFORM], values),
    )


def confirm_acceptance(s: Standing, units: Units) -> Letter | None:
    """Thank for an acceptance and have it confirmed in writing."""
    if not is_.answered_yes(s):
        return None
    values = known_of(s)
    covers = minus(s.held, units) and (paragraph([IT_COVERS], values), *listed(s, units))
    seen_open = acceptance_shows(s).outcome is Outcome.BLOCKS
    return to_supplier(
        paragraph([THANKS_FOR_ACCEPTING], values),
        *(covers or ()),
        paragraph([STILL_OPEN if seen_open else IN_WRITING, REFUND_BY], values),
    )


def answer_offer(s: Standing) -> Letter:
    """Answer an offer of a part of the money: what was asked for was the cancellation."""
    amount = s.answer.amount if s.answer else None
    values = {**known_of(s), "amount": in_digits(s, amount)}
    return to_supplier(
        paragraph([THANKS_FOR_THE_OFFER, NOT_WHAT_WE_ASKED, ACCEPT_OR_PROVE], values)
    )


def listed(s: Standing, units: Units) -> list[Paragraph]:
    """List units line by line; the only line of an order needs no name."""
    versions = UNITS_OF_THE_LINE if len(s.held) == 1 else UNITS_OF_A_LINE
    return [
        paragraph([versions], {"quantity": count, "held": s.held[line], "line_id": line})
        for line, count in sorted(fewer(units, s.held).items())
    ]


def known_of(s: Standing) -> Values:
    """Gather what letters may say of an order; days are the supplier's own."""
    order, answer = s.order, s.answer
    window = s.clocks.supplier_refund(s.refund_starts_at)
    accepted = answer is not None and answer.kind in ACCEPTANCES
    return {
        "order_id": order.order_id,
        "currency": order.currency,
        "paid_on": day_of(s, order.paid_at),
        "asked_on": day_of(s, s.asked_by),
        "answered_on": day_of(s, answer.received_at if answer else None),
        "accepted_on": day_of(s, answer.received_at if answer and accepted else None),
        "closed_on": day_of(s, order.closed_at),
        "refund_by": window.due_on if window else None,
    }


def day_of(s: Standing, moment: datetime | None) -> date | None:
    """Find the supplier's day of a moment."""
    return None if moment is None else calendars.local_date(moment, s.clocks.zones.zone)


def missing_money(s: Standing) -> Decimal | None:
    """What the supplier owes for the units and has not paid back; `None` where nobody can tell."""
    due = owed(s, cost_of(s, s.held if is_.cancelled(s) else s.units))
    return None if due is None else in_digits(s, max(Decimal(0), due - received(s.order)))


def in_digits(s: Standing, amount: Decimal | None) -> Decimal | None:
    """Write an amount with the digits of its currency; without one it says nothing."""
    currency = s.order.currency
    return None if amount is None or currency is None else in_currency(amount, currency)
