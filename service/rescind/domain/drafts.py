"""Which message goes with which step: to the supplier, its platform or the customer, to paste."""

from collections.abc import Callable, Mapping
from datetime import date

from rescind.domain import conditions as is_
from rescind.domain import customer_messages as customer
from rescind.domain import store_conditions as store_is
from rescind.domain import supplier_messages as supplier
from rescind.domain.answers import Draft
from rescind.domain.case import Case, Judged
from rescind.domain.deadlines import over
from rescind.domain.dispute_claim import claim_draft
from rescind.domain.facts import Units
from rescind.domain.letters import Letter
from rescind.domain.store_steps import TELL_CUSTOMER
from rescind.domain.supplier_steps import CONFIRM, MESSAGE, REMIND
from rescind.domain.supplier_table import Verdict
from rescind.domain.units import minus, plus
from rescind.domain.words import Action, DeadlineName, Eligibility, Recipient, TrackingVerdict

A = Action

STANDS_FOR = {MESSAGE: A.REQUEST_CANCELLATION, REMIND: A.MANUAL_REVIEW}
"""Steps that go beside another, and have its message."""


def draft_for(case: Case, action: str, judged: Judged | None) -> Draft | None:
    """Draft the message that goes with a step of the plan; `None` for steps without one.

    `judged` is the supplier order that the step is about, `None` for the store's own steps.
    """
    action = STANDS_FOR.get(action, action)
    if judged is None:
        return to_customer(store_letter(case, action))
    part = part_for(judged, action)
    if part is None:
        return None
    if action == A.OPEN_DISPUTE:
        return claim_draft(judged)
    write = SUPPLIER_LETTERS.get(action)
    about = write(case, judged, part) if write else None
    return to_supplier(about) or to_customer(waiting_letter(case, action, part))


def to_supplier(letter: Letter | None) -> Draft | None:
    """Address a letter to the supplier."""
    return None if letter is None else Draft(to=Recipient.SUPPLIER, messages=letter)


def to_customer(letter: Letter | None) -> Draft | None:
    """Address a letter to the customer."""
    return None if letter is None else Draft(to=Recipient.CUSTOMER, messages=letter)


def part_for(judged: Judged, action: str) -> Verdict | None:
    """Find the part of an order that a step is about."""
    if action == CONFIRM:
        return next((v for v in judged.verdicts if v.released), None)
    return next((v for v in judged.verdicts if v.action == action), None)


def asking(case: Case, judged: Judged, _part: Verdict) -> Letter:
    """Ask for the units of the order that wait for it."""
    units = units_for(judged, A.REQUEST_CANCELLATION)
    return supplier.ask_to_cancel(judged.standing, units, whole=is_whole(case, judged, units))


def asking_for_tracking(_case: Case, judged: Judged, _part: Verdict) -> Letter:
    """Ask for the number, whatever part of the order has none."""
    return supplier.ask_for_tracking(judged.standing)


def following_up(_case: Case, _judged: Judged, part: Verdict) -> Letter | None:
    """Follow up on silence, not before."""
    return supplier.follow_up(part.standing) if part.standing.silent else None


def contesting(_case: Case, _judged: Judged, part: Verdict) -> Letter | None:
    """Contest false numbers; one that only waits for a scan is not contested."""
    return supplier.contest_numbers(part.standing) if is_doubtful(part) else None


def confirming(_case: Case, judged: Judged, part: Verdict) -> Letter | None:
    """Confirm an acceptance."""
    return supplier.confirm_acceptance(part.standing, judged.released) if part.released else None


def reviewing(_case: Case, _judged: Judged, part: Verdict) -> Letter | None:
    """Write what a person who has to look may answer the supplier, by the row that decided."""
    match part.row:
        case "3" | "15":
            return supplier.ask_for_refund(part.standing)
        case "17":
            return supplier.answer_offer(part.standing)
        case "20":
            return supplier.contest_numbers(part.standing)
        case _:
            return None


SUPPLIER_LETTERS: Mapping[str, Callable[[Case, Judged, Verdict], Letter | None]] = {
    A.REQUEST_CANCELLATION: asking,
    A.REQUEST_TRACKING: asking_for_tracking,
    A.WAIT_FOR_SUPPLIER: following_up,
    A.VERIFY_TRACKING: contesting,
    A.WAIT_FOR_SUPPLIER_REFUND: confirming,
    CONFIRM: confirming,
    A.MANUAL_REVIEW: reviewing,
}
"""What the supplier is written, by the step's action."""


def is_doubtful(part: Verdict) -> bool:
    """Every number is another parcel's, or one that waits for a scan cannot be a number."""
    s = part.standing
    suspicious = any(n.verdict is TrackingVerdict.SUSPICIOUS for n in s.numbers_in_time)
    return part.row == "11" or suspicious


def units_for(judged: Judged, action: Action) -> Units:
    """Add up the units of an order that wait for an action."""
    units: Units = {}
    for verdict in judged.verdicts:
        units = plus(units, verdict.units) if verdict.action is action else units
    return units


def is_whole(case: Case, judged: Judged, units: Units) -> bool:
    """These units are all that the order holds, as far as somebody said what it holds."""
    said = judged.order.lines is not None or case.whole_order_asked
    return said and not minus(judged.standing.held, units)


def waiting_letter(case: Case, action: str, part: Verdict) -> Letter | None:
    """Write what the customer can be told while a supplier order is waited for, or lost."""
    s = part.standing
    match action:
        case A.WAIT_FOR_SUPPLIER | A.WAIT_FOR_TRACKING | A.WAIT_FOR_AUTO_CLOSE | A.VERIFY_TRACKING:
            return customer.asked_the_supplier(case, supplier.day_of(s, s.asked_by), known_by(part))
        case A.WAIT_FOR_DISPUTE:
            dispute = s.order.dispute
            filed_at = dispute.filed_at if dispute else None
            return customer.dispute_runs(case, supplier.day_of(s, filed_at))
        case A.INFORM_CUSTOMER:
            return customer.not_cancellable(case, s, last_known_by(case))
        case _:
            return None


def store_letter(case: Case, action: str) -> Letter | None:
    """Write what the customer is told of the store's own step.

    Nothing is promised that the suppliers did not let go, nor while the bank pays back.
    """
    if store_is.chargeback_stands(case):
        return None
    whole = case.all_released and case.whole_order_asked and store_is.something_released(case)
    match action:
        case A.CANCEL_STORE_ORDER if whole or store_is.store_cancelled(case):
            return customer.cancelled(case)
        case A.REFUND_ITEMS if store_is.something_released(case):
            return customer.items_refunded(case, last_known_by(case))
        case _ if action == TELL_CUSTOMER:
            done = store_letter(case, A.CANCEL_STORE_ORDER) if cancels_whole(case) else None
            return done or store_letter(case, A.REFUND_ITEMS)
        case _:
            return None


def cancels_whole(case: Case) -> bool:
    """The store's order is, or can be, cancelled as a whole; otherwise its items are refunded."""
    return store_is.store_cancelled(case) or store_is.status_cancellable(case.facts.store_order)


def last_known_by(case: Case) -> date | None:
    """Tell when everything undecided will be known; `None` while a part waits for a step."""
    undecided = [
        verdict
        for verdict in case.verdicts
        if not verdict.released and verdict.eligibility is not Eligibility.INELIGIBLE
    ]
    days = [known_by(verdict) for verdict in undecided]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


AWAITED = {
    A.WAIT_FOR_SUPPLIER: (DeadlineName.SUPPLIER_RESPONSE, DeadlineName.SHIP_BY),
    A.WAIT_FOR_TRACKING: (DeadlineName.TRACKING,),
    A.WAIT_FOR_AUTO_CLOSE: (DeadlineName.AUTO_CLOSE,),
    A.VERIFY_TRACKING: (DeadlineName.TRACKING, DeadlineName.FIRST_SCAN),
}
"""The deadline that ends a wait, by its action: the first of these that still runs."""


def known_by(part: Verdict) -> date | None:
    """Find the last day of the deadline that a part waits for; `None` if none runs."""
    s = part.standing
    running = {d.name: d for d in is_.deadlines_of(s) if not over(d, s.as_of)}
    names = AWAITED.get(part.action, ())
    return next((running[name].due_on for name in names if name in running), None)
