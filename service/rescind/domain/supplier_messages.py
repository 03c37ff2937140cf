"""What a merchant writes to a supplier: one letter for each thing to ask of it.

The units, dates and sums are those of the decision; days are the supplier's own.
"""

from datetime import date, datetime
from decimal import Decimal

from rescind.domain import calendars
from rescind.domain import conditions as is_
from rescind.domain import supplier_sentences as text
from rescind.domain.eligibility import acceptance_shows
from rescind.domain.facts import Units
from rescind.domain.letters import TO_SUPPLIERS, Letter, Paragraph, Values, letter, paragraph
from rescind.domain.money import in_currency
from rescind.domain.refunds import cost_of, owed, received
from rescind.domain.standing import ACCEPTANCES, COUNTING, Standing
from rescind.domain.tracking import Number
from rescind.domain.units import fewer, minus
from rescind.domain.words import Outcome, ResponseKind, TrackingVerdict

V = TrackingVerdict


def to_supplier(*paragraphs: Paragraph) -> Letter:
    """Put a letter together, with its first and last words."""
    hello, thanks = paragraph([text.GREETING], {}), paragraph([text.THANKS], {})
    return letter(TO_SUPPLIERS, hello, *paragraphs, thanks)


def ask_to_cancel(s: Standing, units: Units, *, whole: bool) -> Letter:
    """Ask to cancel the whole order, or these units of it."""
    values = known_of(s)
    opening = paragraph([text.CANCEL_THE_WHOLE if whole else text.CANCEL_A_PART], values)
    rest = paragraph([text.DO_NOT_SHIP, text.ON_THE_PLATFORM_TOO], values)
    if whole:
        return to_supplier(opening + rest)
    return to_supplier(opening, *listed(s, units), rest)


def follow_up(s: Standing) -> Letter:
    """Remind a supplier that let its time to answer pass."""
    return to_supplier(paragraph([text.NO_ANSWER_YET, text.TELL_US_NOW], known_of(s)))


def ask_for_tracking(s: Standing) -> Letter:
    """Ask for the number: it proves, or disproves, a shipment."""
    said = {
        None: text.NO_ANSWER_YET,
        ResponseKind.PARTIALLY_ACCEPTED: text.SAID_PARTLY,
        ResponseKind.ACCEPTED: text.SAID_PARTLY,
        ResponseKind.REFUSED: text.SAID_NO,
    }.get(s.answer.kind if s.answer else None, text.SAID_SHIPPED)
    values = {**known_of(s), "days": s.policy.tracking_within_business_days}
    given = [
        about_number(s, number, values) for number in s.numbers if number.verdict not in COUNTING
    ]
    request = [text.SEND_THE_NUMBER, text.OR_CANCEL, text.OR_WE_DISPUTE]
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
    return to_supplier(*told, paragraph([text.RIGHT_NUMBER, text.OR_WE_DISPUTE], values))


def about_number(s: Standing, number: Number, values: Values) -> Paragraph:
    """Say what is wrong with one number, or that it shows no scan."""
    wrong = [
        text.WRONG_NUMBER[finding.rule]
        for finding in number.evidence
        if finding.outcome is Outcome.BLOCKS and finding.rule in text.WRONG_NUMBER
    ]
    if not wrong and number.looked_at and number.first_scan_at is None:
        wrong = [text.NO_SCAN]
    of_number = {
        "tracking_number": number.tracking_number,
        "first_scan_on": day_of(s, number.first_scan_at),
    }
    return paragraph([text.GAVE_A_NUMBER, *wrong], {**values, **of_number})


def ask_for_refund(s: Standing) -> Letter:
    """Ask for the money that is overdue."""
    opening = text.YOU_ACCEPTED if is_.answered_yes(s) else text.WAS_CLOSED
    values = {**known_of(s), "amount": missing_money(s)}
    return to_supplier(
        paragraph([opening, text.REFUND_OVERDUE, text.REFUND_NOW, text.OR_THE_PLATFORM], values),
    )


def confirm_acceptance(s: Standing, units: Units) -> Letter | None:
    """Thank for an acceptance and have it confirmed in writing."""
    if not is_.answered_yes(s):
        return None
    values = known_of(s)
    covers = minus(s.held, units) and (paragraph([text.IT_COVERS], values), *listed(s, units))
    seen_open = acceptance_shows(s).outcome is Outcome.BLOCKS
    return to_supplier(
        paragraph([text.THANKS_FOR_ACCEPTING], values),
        *(covers or ()),
        paragraph([text.STILL_OPEN if seen_open else text.IN_WRITING, text.REFUND_BY], values),
    )


def answer_offer(s: Standing) -> Letter:
    """Answer an offer of a part of the money: what was asked for was the cancellation."""
    amount = s.answer.amount if s.answer else None
    values = {**known_of(s), "amount": in_digits(s, amount)}
    return to_supplier(
        paragraph([text.THANKS_FOR_THE_OFFER, text.NOT_WHAT_WE_ASKED, text.ACCEPT_OR_PROVE], values)
    )


def listed(s: Standing, units: Units) -> list[Paragraph]:
    """List units line by line; the only line of an order needs no name."""
    versions = text.UNITS_OF_THE_LINE if len(s.held) == 1 else text.UNITS_OF_A_LINE
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
