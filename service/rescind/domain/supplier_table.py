"""The table of supplier orders: for each, the first row that matches.

Each row is one line here: its id, its condition, and what follows. Rows whose units fare
differently split the standing into parts, and each part walks the table for itself. The order of
the rows is the rule; a test swaps every two neighbours that overlap and expects to be caught.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rescind.domain import checks as at
from rescind.domain import conditions as is_
from rescind.domain import ladders as do
from rescind.domain import parts
from rescind.domain.facts import Units, total_of
from rescind.domain.standing import Standing
from rescind.domain.words import Action, Eligibility

E = Eligibility
A = Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the table says of some units of one supplier order; `ladder` chose the action."""

    row: str
    standing: Standing
    units: Units
    eligibility: Eligibility
    released: bool
    ladder: Callable[[Standing], Action]
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


NOTHING = do.Always(A.NONE)
REVIEW = do.Always(A.MANUAL_REVIEW)
INFORM = do.Always(A.INFORM_CUSTOMER)
ASK = do.Always(A.REQUEST_CANCELLATION)
CANCEL = do.Always(A.CANCEL_SUPPLIER_ORDER)
VERIFY = do.Always(A.VERIFY_TRACKING)
WAIT = do.Always(A.WAIT_FOR_SUPPLIER)
WAIT_FOR_DISPUTE = do.Always(A.WAIT_FOR_DISPUTE)
WAIT_FOR_MONEY = do.Always(A.WAIT_FOR_SUPPLIER_REFUND)

# fmt: off
ROWS: tuple[Row | Split, ...] = (
    Row("1", is_.contradicts_itself, E.UNDETERMINED, REVIEW, at.before_the_last_fact_ahead),
    Row("2", is_.money_is_back, E.ELIGIBLE, NOTHING, at.never, released=True),
    Row("3", is_.cancelled_and_owed, E.ELIGIBLE, do.refund_or_review, at.refund_end, released=True),
    Row("3a", is_.cancelled, E.ELIGIBLE, NOTHING, at.never, released=True),
    Row("4", is_.dispute_running, E.UNDETERMINED, WAIT_FOR_DISPUTE, at.look_again),
    Row("5", is_.dispute_lost, E.INELIGIBLE, INFORM, at.never),
    Row("5a", is_.dispute_partially_won, E.UNDETERMINED, REVIEW, at.never),
    Row("6", is_.disputed_by_status, E.UNDETERMINED, REVIEW, at.look_again),
    Row("7", is_.not_placed, E.ELIGIBLE, NOTHING, at.never, released=True),
    Row("8", is_.unpaid, E.ELIGIBLE, CANCEL, at.look_again),
    Row("9", is_.accepted_then_left, E.UNDETERMINED, do.dispute_or_review, at.row_9_check),
    Split("9a", is_.partly_accepted_then_left, parts.accepted_and_left),
    Row("10", is_.completed, E.INELIGIBLE, INFORM, at.never),
    Row("11", is_.shipped_falsely, E.UNDETERMINED, do.verify_or_dispute, at.shipped_opening),
    Row("12", is_.left_the_supplier, E.INELIGIBLE, INFORM, at.never),
    Split("13", is_.partly_left, parts.left_and_stayed),
    Row("14", is_.refund_window_open, E.ELIGIBLE, WAIT_FOR_MONEY, at.refund_end, released=True),
    Row("15", is_.released_by_answer, E.UNDETERMINED, REVIEW, at.never),
    Split("16", is_.partly_accepted, parts.accepted_and_refused),
    Split("16a", is_.asked_for_some, parts.asked_and_not_asked),
    Row("17", is_.partial_refund_offered, E.CONDITIONAL, REVIEW, at.never),
    Row("18", is_.not_asked_in_time, E.CONDITIONAL, ASK, at.ship_by),
    Row("18a", is_.not_asked, E.CONDITIONAL, do.auto_close_ladder, at.auto_close_check),
    Row("19", is_.number_in_time, E.UNDETERMINED, VERIFY, at.number_deadline),
    Row("20", is_.suspicious_scan, E.UNDETERMINED, REVIEW, at.never),
    Row("21", is_.refused, E.CONDITIONAL, do.tracking_ladder, at.tracking_check),
    Row("22", is_.no_answer_past_ship_by, E.CONDITIONAL, do.auto_close_ladder, at.auto_close_check),
    Row("23", is_.no_answer_in_time, E.CONDITIONAL, WAIT, at.response_check),
    Row("24", is_.silent_asking_for_tracking, E.CONDITIONAL, do.tracking_ladder, at.silence_check),
    Row("25", is_.silent, E.CONDITIONAL, WAIT, at.ship_by),
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
        parted = row.parts(standing)
        if parted is None:
            unknown = Row(row.id, row.when, E.UNDETERMINED, REVIEW, at.never)
            return (verdict(unknown, standing),)
        return tuple(v for part in parted if total_of(part.units) for v in judge(part, rows))
    raise LookupError("no row of the table matches")


def verdict(row: Row, standing: Standing) -> Verdict:
    """Read a row's answer for a standing."""
    return Verdict(
        row=row.id,
        standing=standing,
        units=standing.units,
        eligibility=row.eligibility,
        released=row.released,
        ladder=row.action,
        action=row.action(standing),
        check_at=row.check_at(standing),
    )
