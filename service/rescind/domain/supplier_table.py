"""The table of domain.md 3.1: one supplier order, first row that matches.

Each row is one line here: its id, its condition, and what follows. Rows whose units fare
differently split the standing into parts, and each part walks the table for itself. The order of
the rows is the rule; a test swaps every two neighbours that overlap and expects to be caught.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rescind.domain import conditions as is_
from rescind.domain.deadlines import over
from rescind.domain.facts import Units, total_of
from rescind.domain.refunds import money_back_for
from rescind.domain.standing import CLOCK_SKEW, Standing
from rescind.domain.units import fewer, minus
from rescind.domain.words import Action, Eligibility, OnSilence, ResponseKind, State

E = Eligibility
A = Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the table says of some units of one supplier order."""

    row: str
    standing: Standing
    units: Units
    eligibility: Eligibility
    released: bool
    action: Action
    check_at: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: when it matches, and what it answers."""

    id: str
    when: Callable[[Standing], bool]
    eligibility: Eligibility
    action: Callable[[Standing], Action]
    check_at: Callable[[Standing], datetime | None]
    released: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """A row whose units fare differently: how to part them, `None` when nobody knows which."""

    id: str
    when: Callable[[Standing], bool]
    parts: Callable[[Standing], tuple[Standing, ...] | None]


# What to do: fixed actions, and ladders that climb as deadlines pass.


def always(action: Action) -> Callable[[Standing], Action]:
    """Answer the same action whatever the clock says."""
    return lambda _: action


def refund_or_review(s: Standing) -> Action:
    """Wait for the money; past its window somebody has to look."""
    return A.MANUAL_REVIEW if is_.refund_window_over(s) else A.WAIT_FOR_SUPPLIER_REFUND


def dispute_or_review(s: Standing) -> Action:
    """Row 9: dispute while the platform takes it."""
    if over(s.clocks.dispute_closes(s.delivered_at), s.as_of):
        return A.MANUAL_REVIEW
    return A.OPEN_DISPUTE if unshipped_dispute_open(s) else A.WAIT_FOR_SUPPLIER_REFUND


def verify_or_dispute(s: Standing) -> Action:
    """Row 11: verify until the platform takes a dispute."""
    opens = s.clocks.dispute_opens_shipped(s.first_given_at)
    return A.OPEN_DISPUTE if over(opens, s.as_of) else A.VERIFY_TRACKING


def tracking_ladder(s: Standing) -> Action:
    """Row 21: ask for the number, wait for it, dispute."""
    tracking = s.clocks.tracking()
    if tracking is None:
        return A.REQUEST_TRACKING
    if over(tracking, s.as_of) and unshipped_dispute_open(s):
        return A.OPEN_DISPUTE
    return A.WAIT_FOR_TRACKING


def auto_close_ladder(s: Standing) -> Action:
    """Rows 18a and 22: the platform closes it; if it does not, dispute."""
    if over(s.clocks.auto_close(), s.as_of) and unshipped_dispute_open(s):
        return A.OPEN_DISPUTE
    return A.WAIT_FOR_AUTO_CLOSE


def unshipped_dispute_open(s: Standing) -> bool:
    """The platform takes disputes on this unshipped order by now."""
    return over(s.clocks.dispute_opens_unshipped(), s.as_of)


# When to look again: the next instant at which the same facts would decide otherwise.


def never(_: Standing) -> None:
    """No clock changes this answer."""


def look_again(s: Standing) -> datetime:
    """Only fresh facts change this answer."""
    return s.as_of + is_.look_again_after(s)


def ship_by(s: Standing) -> datetime | None:
    """The end of the supplier's time to ship."""
    return coming(s, due(s.clocks.ship_by()))


def before_the_last_fact_ahead(s: Standing) -> datetime | None:
    """Row 1: the moment at which facts from the future begin to count."""
    return s.last_ahead - CLOCK_SKEW if s.last_ahead else None


def refund_end(s: Standing) -> datetime | None:
    """Row 3: the end of the refund window; while its start is not known, look again."""
    if s.refund_starts_at is None:
        return look_again(s)
    return coming(s, due(s.clocks.supplier_refund(s.refund_starts_at)))


def row_9_check(s: Standing) -> datetime | None:
    """The closing of the dispute; before its opening, the opening."""
    return earliest(
        coming(s, due(s.clocks.dispute_opens_unshipped())),
        coming(s, due(s.clocks.dispute_closes(s.delivered_at))),
    )


def shipped_opening(s: Standing) -> datetime | None:
    """Row 11: the opening; with a number given nobody knows when, look again."""
    opens = s.clocks.dispute_opens_shipped(s.first_given_at)
    return coming(s, opens.due_at) if opens else look_again(s)


def tracking_check(s: Standing) -> datetime | None:
    """Row 21: for each rung of the ladder its own clock."""
    tracking = s.clocks.tracking()
    if tracking is None:
        return look_again(s)
    opens = due(s.clocks.dispute_opens_unshipped()) or tracking.due_at
    return coming(s, max(tracking.due_at, opens))


def auto_close_check(s: Standing) -> datetime | None:
    """Rows 18a and 22: look again until the auto-close, then at the dispute's opening."""
    closing = coming(s, due(s.clocks.auto_close()))
    opening = coming(s, due(s.clocks.dispute_opens_unshipped()))
    turns = closing or opening
    return earliest(turns, look_again(s) if turns else None, silence_that_counts(s))


def number_deadline(s: Standing) -> datetime | None:
    """Row 19: the moment at which the last number in time counts as none."""
    ends = [s.number_due_at(number) for number in s.numbers_in_time]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else look_again(s)


def response_check(s: Standing) -> datetime | None:
    """Row 23: the end of the response window or of the time to ship."""
    if s.policy.on_silence is OnSilence.KEEP_WAITING:
        return ship_by(s)
    return earliest(coming(s, due(s.clocks.supplier_response(s.asked_at))), ship_by(s))


def silence_check(s: Standing) -> datetime | None:
    """Row 24: as row 21, and no later than the end of the time to ship."""
    return earliest(tracking_check(s), ship_by(s))


def silence_that_counts(s: Standing) -> datetime | None:
    """The end of a response window after which silence is yes, for units that were asked for."""
    if s.policy.on_silence is not OnSilence.TREAT_AS_ACCEPTED or is_.not_asked(s):
        return None
    return coming(s, due(s.clocks.supplier_response(s.asked_at))) if s.answer is None else None


def due(deadline: object) -> datetime | None:
    """Read the instant of a deadline that may not be known."""
    return getattr(deadline, "due_at", None)


def coming(s: Standing, at: datetime | None) -> datetime | None:
    """Keep an instant only while it lies ahead."""
    return at if at is not None and at > s.as_of else None


def earliest(*instants: datetime | None) -> datetime | None:
    """Find the earliest of those that are known."""
    return min((at for at in instants if at is not None), default=None)


# How units part.


def accepted_and_left(s: Standing) -> tuple[Standing, ...] | None:
    """Row 9a: accepted units as if they had stayed, the rest as shipped."""
    if s.accepted is None:
        return None
    stayed = fewer(s.units, s.accepted)
    left = minus(s.units, stayed)
    state = State.COMPLETED if s.state is State.COMPLETED else State.SHIPPED
    return (
        part(s, stayed, state=State.PAID, numbers=()),
        part(s, left, state=state, numbers=(), answer=None, asked={}),
    )


def left_and_stayed(s: Standing) -> tuple[Standing, ...] | None:
    """Row 13: units that left as shipped, the others as paid, with the other numbers only."""
    shipped = s.shipped
    if shipped is None:
        return None
    stayed = fewer(s.units, minus(s.held, shipped))
    used = s.shipping_numbers
    others = tuple(n for n in s.numbers if n not in used)
    if s.state is State.PARTLY_SHIPPED:
        others = tuple(n for n in others if n.first_scan_at is None)
    left = minus(s.units, stayed)
    unshipped = State.PAID if s.state is State.PARTLY_SHIPPED else s.state
    return (
        part(s, stayed, state=unshipped, numbers=others),
        part(s, left, state=State.SHIPPED, numbers=(), answer=None, asked={}),
    )


def accepted_and_refused(s: Standing) -> tuple[Standing, ...] | None:
    """Row 16: accepted units wait for their money, the rest counts as refused."""
    accepted = s.accepted
    if accepted is None:
        return None
    free = fewer(s.units, accepted)
    rest = minus(s.units, free)
    refusal = replace(s.answer, kind=ResponseKind.REFUSED, lines=None) if s.answer else None
    return (part(s, free), part(s, rest, answer=refusal, asked=minus(s.asked, accepted)))


def asked_and_not_asked(s: Standing) -> tuple[Standing, ...]:
    """Units that a cancellation request does not name count as not asked."""
    asked = fewer(s.units, s.asked)
    return (part(s, asked, asked=asked), part(s, minus(s.units, asked), asked={}, answer=None))


def part(s: Standing, units: Units, **changes: object) -> Standing:
    """Judge fewer units; the supplier's money that came back counts for accepted ones first."""
    smaller = replace(s, units=units, refunded=False, **changes)  # type: ignore[arg-type]
    back = is_.released_by_answer(smaller) and money_back_for(smaller)
    return replace(smaller, refunded=back)


NOTHING = always(A.NONE)
REVIEW = always(A.MANUAL_REVIEW)
INFORM = always(A.INFORM_CUSTOMER)
ASK = always(A.REQUEST_CANCELLATION)
CANCEL = always(A.CANCEL_SUPPLIER_ORDER)
VERIFY = always(A.VERIFY_TRACKING)
WAIT = always(A.WAIT_FOR_SUPPLIER)
WAIT_FOR_DISPUTE = always(A.WAIT_FOR_DISPUTE)
WAIT_FOR_MONEY = always(A.WAIT_FOR_SUPPLIER_REFUND)

# fmt: off
ROWS: tuple[Row | Split, ...] = (
    Row("1", is_.contradicts_itself, E.UNDETERMINED, REVIEW, before_the_last_fact_ahead),
    Row("2", is_.money_is_back, E.ELIGIBLE, NOTHING, never, released=True),
    Row("3", is_.cancelled_and_owed, E.ELIGIBLE, refund_or_review, refund_end, released=True),
    Row("3a", is_.cancelled, E.ELIGIBLE, NOTHING, never, released=True),
    Row("4", is_.dispute_running, E.UNDETERMINED, WAIT_FOR_DISPUTE, look_again),
    Row("5", is_.dispute_lost, E.INELIGIBLE, INFORM, never),
    Row("5a", is_.dispute_partially_won, E.UNDETERMINED, REVIEW, never),
    Row("6", is_.disputed_by_status, E.UNDETERMINED, REVIEW, look_again),
    Row("7", is_.not_placed, E.ELIGIBLE, NOTHING, never, released=True),
    Row("8", is_.unpaid, E.ELIGIBLE, CANCEL, look_again),
    Row("9", is_.accepted_then_left, E.UNDETERMINED, dispute_or_review, row_9_check),
    Split("9a", is_.partly_accepted_then_left, accepted_and_left),
    Row("10", is_.completed, E.INELIGIBLE, INFORM, never),
    Row("11", is_.shipped_on_false_numbers, E.UNDETERMINED, verify_or_dispute, shipped_opening),
    Row("12", is_.left_the_supplier, E.INELIGIBLE, INFORM, never),
    Split("13", is_.partly_left, left_and_stayed),
    Row("14", is_.refund_window_open, E.ELIGIBLE, WAIT_FOR_MONEY, refund_end, released=True),
    Row("15", is_.released_by_answer, E.UNDETERMINED, REVIEW, never),
    Split("16", is_.partly_accepted, accepted_and_refused),
    Split("16a", is_.asked_for_some, asked_and_not_asked),
    Row("17", is_.partial_refund_offered, E.CONDITIONAL, REVIEW, never),
    Row("18", is_.not_asked_in_time, E.CONDITIONAL, ASK, ship_by),
    Row("18a", is_.not_asked, E.CONDITIONAL, auto_close_ladder, auto_close_check),
    Row("19", is_.number_in_time, E.UNDETERMINED, VERIFY, number_deadline),
    Row("20", is_.suspicious_scan, E.UNDETERMINED, REVIEW, never),
    Row("21", is_.refused, E.CONDITIONAL, tracking_ladder, tracking_check),
    Row("22", is_.unanswered_past_ship_by, E.CONDITIONAL, auto_close_ladder, auto_close_check),
    Row("23", is_.unanswered_in_time, E.CONDITIONAL, WAIT, response_check),
    Row("24", is_.silent_asking_for_tracking, E.CONDITIONAL, tracking_ladder, silence_check),
    Row("25", is_.silent, E.CONDITIONAL, WAIT, ship_by),
)
# fmt: on


def judge(standing: Standing, rows: Sequence[Row | Split] = ROWS) -> tuple[Verdict, ...]:
    """Walk the table for the units of a standing: one verdict, or one for each part.

    Raises `LookupError` if no row matches; the table is total, and a test walks all facts.
    """
    for row in rows:
        if not row.when(standing):
            continue
        if isinstance(row, Row):
            return (verdict(row, standing),)
        parts = row.parts(standing)
        if parts is None:
            unknown = Row(row.id, row.when, E.UNDETERMINED, always(A.MANUAL_REVIEW), never)
            return (verdict(unknown, standing),)
        return tuple(v for p in parts if total_of(p.units) for v in judge(p, rows))
    raise LookupError("no row of the table matches")


def verdict(row: Row, standing: Standing) -> Verdict:
    """Read a row's answer for a standing."""
    return Verdict(
        row=row.id,
        standing=standing,
        units=standing.units,
        eligibility=row.eligibility,
        released=row.released,
        action=row.action(standing),
        check_at=row.check_at(standing),
    )
