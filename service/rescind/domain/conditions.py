"""The named conditions of the table of supplier orders: each is a question with one answer.

A condition looks at a `Standing` and says yes or no. It carries no verdict; `supplier_table`
reads the verdict off the first row whose condition holds.
"""

from dataclasses import replace
from datetime import timedelta

from rescind.domain.answers import Deadline
from rescind.domain.deadlines import over
from rescind.domain.facts import SupplierOrder
from rescind.domain.refunds import money_back_for
from rescind.domain.standing import ACCEPTANCES, COUNTING, REFUSALS, Standing
from rescind.domain.units import fewer, minus
from rescind.domain.words import DisputeOutcome, OnSilence, ResponseKind, State


def contradicts_itself(s: Standing) -> bool:
    """Row 1: an unknown word, a fact from the future, or facts that cannot all be true."""
    return (
        s.state is State.UNKNOWN
        or s.last_ahead is not None
        or s.twins
        or not s.holdings_known
        or paid_before_placed(s)
        or unpaid_yet_paid_or_scanned(s)
    )


def paid_before_placed(s: Standing) -> bool:
    """The payment is older than the order."""
    order = s.order
    return (
        order.paid_at is not None
        and order.placed_at is not None
        and order.paid_at < order.placed_at
    )


def unpaid_yet_paid_or_scanned(s: Standing) -> bool:
    """The status says unpaid, other facts say that it was paid, or shipped."""
    scanned = any(number.first_scan_at for number in s.numbers)
    return s.state is State.UNPAID and (s.order.paid_at is not None or scanned)


def money_is_back(s: Standing) -> bool:
    """Row 2: the supplier's money for the units is back, or the dispute was won."""
    return s.refunded or dispute_was(s, DisputeOutcome.WON)


def cancelled_and_owed(s: Standing) -> bool:
    """Row 3: seen cancelled after payment, and the money is not back."""
    return s.state is State.CANCELLED and s.order.paid_at is not None and s.order.total != 0


def cancelled(s: Standing) -> bool:
    """Row 3a: seen cancelled, with nothing to pay back."""
    return s.state is State.CANCELLED


def dispute_was(s: Standing, outcome: DisputeOutcome) -> bool:
    """A dispute was decided so."""
    return s.order.dispute is not None and s.order.dispute.outcome is outcome


def dispute_running(s: Standing) -> bool:
    """Row 4: a dispute was filed and has no outcome."""
    return s.order.dispute is not None and s.order.dispute.outcome is None


def dispute_lost(s: Standing) -> bool:
    """Row 5: the dispute was lost."""
    return dispute_was(s, DisputeOutcome.LOST)


def dispute_partially_won(s: Standing) -> bool:
    """Row 5a: the dispute was won in part."""
    return dispute_was(s, DisputeOutcome.PARTIALLY_WON)


def disputed_by_status(s: Standing) -> bool:
    """Row 6: disputed or frozen, while nobody knows of a dispute."""
    return s.state is State.DISPUTED


def not_placed(s: Standing) -> bool:
    """Row 7: nothing was bought from the supplier yet."""
    return s.state is State.NOT_PLACED


def unpaid(s: Standing) -> bool:
    """Row 8: placed there, and not paid."""
    return s.state is State.UNPAID


def left_the_supplier(s: Standing) -> bool:
    """Shipped or completed by status, or the whole of it by a confirmed or plausible scan."""
    return s.state in (State.SHIPPED, State.COMPLETED) or s.scanned_whole


def answered_yes(s: Standing) -> bool:
    """The deciding answer is an acceptance of any size."""
    return s.answer is not None and s.answer.kind in ACCEPTANCES


def accepted_then_left(s: Standing) -> bool:
    """Row 9: it was accepted, not in part only, and yet it left."""
    accepted = s.accepted
    if s.answer is None or accepted is None or not answered_yes(s) or not left_the_supplier(s):
        return False
    asked_for = s.answer.kind is ResponseKind.ACCEPTED and not minus(s.units, accepted)
    return asked_for or not minus(s.held, accepted)


def partly_accepted_then_left(s: Standing) -> bool:
    """Row 9a: some of it was accepted, and the order left."""
    return answered_yes(s) and left_the_supplier(s)


def completed(s: Standing) -> bool:
    """Row 10: delivered and accepted, by status."""
    return s.state is State.COMPLETED


def shipped_falsely(s: Standing) -> bool:
    """Row 11: shipped by status, and every number is another parcel's."""
    return s.state is State.SHIPPED and bool(s.numbers) and not s.live_numbers


def partly_left(s: Standing) -> bool:
    """Row 13: part of it left, by status or by what scanned parcels say they hold."""
    if s.state is State.PARTLY_SHIPPED:
        return True
    return bool(s.counting_numbers) and bool(s.shipped) and not s.scanned_whole


def released_by_answer(s: Standing) -> bool:
    """Row 15: the units judged were accepted, or silence counts as yes, and no money came."""
    accepted = s.accepted
    return accepted is not None and bool(s.units) and not minus(s.units, accepted)


def refund_window_open(s: Standing) -> bool:
    """Row 14: as row 15, within the refund window."""
    return released_by_answer(s) and not refund_window_over(s)


def refund_window_over(s: Standing) -> bool:
    """The supplier's time to pay back is over."""
    return over(s.clocks.supplier_refund(s.refund_starts_at), s.as_of)


def partly_accepted(s: Standing) -> bool:
    """Row 16: some of the units judged were accepted, or nobody said which."""
    accepted = s.accepted
    return accepted is None or bool(fewer(s.units, accepted)) or answered_yes(s)


def asked_for_some(s: Standing) -> bool:
    """Some of the units judged were asked for, others were not."""
    return bool(fewer(s.units, s.asked)) and bool(minus(s.units, s.asked))


def not_asked(s: Standing) -> bool:
    """Nobody asked the supplier to let these units go."""
    return not fewer(s.units, s.asked)


def ship_by_over(s: Standing) -> bool:
    """The supplier's time to ship is over."""
    return over(s.clocks.ship_by(), s.as_of)


def not_asked_in_time(s: Standing) -> bool:
    """Row 18: nobody asked, and the supplier still has time to ship."""
    return not_asked(s) and not ship_by_over(s)


def partial_refund_offered(s: Standing) -> bool:
    """Row 17: money was offered in place of an answer."""
    return s.answer is not None and s.answer.kind is ResponseKind.OFFERED_PARTIAL_REFUND


def number_in_time(s: Standing) -> bool:
    """Row 19: a number that may be true has time left to show a scan."""
    return bool(s.numbers_in_time)


def suspicious_scan(s: Standing) -> bool:
    """Row 20: a number that looks wrong was scanned, and its deadline is over."""
    return s.suspicious_scans


def refused(s: Standing) -> bool:
    """Row 21: refused, or claims to have shipped."""
    return s.answer is not None and s.answer.kind in REFUSALS


def no_answer_past_ship_by(s: Standing) -> bool:
    """Row 22: no answer, and the supplier's time to ship is over."""
    return s.answer is None and ship_by_over(s)


def no_answer_in_time(s: Standing) -> bool:
    """Row 23: no answer, and the supplier still has time to give one."""
    return s.answer is None and not s.silent


def changed_unseen(order: SupplierOrder) -> bool:
    """The platform said that the order changed, and nobody has looked at it since."""
    if order.changed_at is None:
        return False
    return order.observed_at is None or order.observed_at < order.changed_at


def look_again_after(s: Standing) -> timedelta:
    """How old facts may grow before somebody has to look again."""
    return timedelta(hours=s.policy.facts_max_age_hours)


def silent(s: Standing) -> bool:
    """Row 25: asked, and no answer came."""
    return s.answer is None


def silent_asking_for_tracking(s: Standing) -> bool:
    """Row 24: silence, and the merchant then asks for the tracking number."""
    return silent(s) and s.policy.on_silence is not OnSilence.KEEP_WAITING


def shipped_after_request(s: Standing) -> bool:
    """Rule 13: first scanned after the supplier was asked, and before a dispute."""
    scan, dispute, asked_by = s.first_scan_at, s.order.dispute, s.asked_by
    if scan is None or asked_by is None or scan <= asked_by:
        return False
    filed = dispute is not None and dispute.outcome is not DisputeOutcome.WITHDRAWN
    return not filed or dispute is None or scan < dispute.filed_at


def may_be_asked(s: Standing) -> bool:
    """The supplier could still let the order go."""
    waiting = s.state in (State.PAID, State.PARTLY_SHIPPED, State.CANCEL_PENDING)
    return waiting and not left_the_supplier(s)


def waits_for_money(s: Standing) -> bool:
    """Some of the units judged were let go, and their money is not back."""
    if s.order.paid_at is None or money_is_back(s) or accepted_then_left(s):
        return False
    freed = s.units if cancelled(s) else fewer(s.units, s.accepted or {})
    return bool(freed) and not money_back_for(replace(s, units=freed))


def deadlines_of(s: Standing) -> tuple[Deadline, ...]:
    """Every clock that runs on the order, in the contract's order."""
    done = s.state in (State.NOT_PLACED, State.UNPAID, State.CANCELLED)
    found: list[Deadline | None] = []
    if not done and not left_the_supplier(s):
        found += [s.clocks.ship_by(), s.clocks.auto_close()]
    if not done and s.answer is None:
        found.append(s.clocks.supplier_response(s.asked_at))
    found.append(s.clocks.tracking())
    found.append(_first_scan(s))
    if (cancelled(s) and s.order.paid_at is not None) or bool(s.accepted):
        found.append(s.clocks.supplier_refund(s.refund_starts_at))
    found += _dispute_window(s)
    return tuple(deadline for deadline in found if deadline is not None)


def _first_scan(s: Standing) -> Deadline | None:
    """The clock of the number that has the longest to wait for its first scan."""
    if s.clocks.tracking() is not None:
        return None
    given = [n.given_at for n in s.live_numbers if n.verdict not in COUNTING and n.given_at]
    return s.clocks.first_scan(max(given)) if given else None


def _dispute_window(s: Standing) -> list[Deadline | None]:
    """From when until when the platform takes a dispute."""
    if s.state in (State.NOT_PLACED, State.UNPAID, State.CANCELLED):
        return []
    if left_the_supplier(s) and not accepted_then_left(s):
        opens = s.clocks.dispute_opens_shipped(s.first_scan_at or s.first_given_at)
    else:
        opens = s.clocks.dispute_opens_unshipped()
    partly = partly_left(s) and not left_the_supplier(s)
    return [opens, None if partly else s.clocks.dispute_closes(s.delivered_at)]
