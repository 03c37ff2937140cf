"""Time passes: a case whose decision is due is decided again, for the moment at which it was due.

A worker that comes late thus tells the same story as one that came in time: each change of the next
action is told once, with the moment at which it happened.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from rescind.tables import cancellations, events
from rescind.tables.cancellations import Cancellation
from rescind.usecases import case_file
from rescind.usecases.case_file import CaseFile, Desk
from rescind.usecases.dealing import keep_dealings
from rescind.usecases.decided import Decided
from rescind.usecases.telling import changed_event, headline

MILLISECOND = timedelta(milliseconds=1)
LATER = timedelta(hours=1)
"""When a case is looked at again that did not go on."""


def decide_again(desk: Desk, *, cancellation_id: str, due_at: datetime) -> str | None:
    """Decide a case that was due; returns its next action if that changed."""
    file = case_file.locked(desk, cancellation_id)
    # Another machine's clock may be ahead: a ledger never runs backwards.
    desk = replace(desk, now=max(desk.now, file.row.updated_at))
    as_of = whole_millisecond(_missed(file.row, due_at) or due_at)
    found = case_file.decided(desk, file.facts, as_of=as_of, cancellation_id=cancellation_id)
    changed = found.decision.next_action != file.row.next_action
    seq = file.row.version + 1 if changed else file.row.version
    row = replace(
        file.row,
        **headline(found.decision),
        version=seq,
        updated_at=desk.now if changed else file.row.updated_at,
        due_at=_due_again(desk, found, due_at),
    )
    cancellations.update(desk.tenant, row, was=file.row.version)
    keep_dealings(desk.tenant, row, file.facts, found)
    if changed:
        _tell(desk, file, found, seq)
    return found.decision.next_action.value if changed else None


def _tell(desk: Desk, file: CaseFile, found: Decided, seq: int) -> None:
    event = changed_event(file.row, found, seq=seq, occurred_at=found.decision.as_of, now=desk.now)
    events.insert(desk.tenant, file.row.cancellation_id, [event])


def _missed(row: Cancellation, due_at: datetime) -> datetime | None:
    """Find a deadline before `due_at` that nobody saw pass.

    There is one if the case was put off, or another policy came while no worker ran.
    """
    check = row.next_check_at
    return check if check is not None and row.decided_at < check < due_at else None


def _due_again(desk: Desk, found: Decided, due_at: datetime) -> datetime | None:
    """Say when to come back; never at a moment that was just decided."""
    decided_for = found.decision.as_of
    if decided_for < due_at:  # a missed deadline: what was due is still to be decided
        return due_at
    check = case_file.due(desk, found)
    return desk.now + LATER if check is not None and check <= decided_for else check


def whole_millisecond(at: datetime) -> datetime:
    """Round up to what answers show, so that a deadline is over and not about to be."""
    cut = at.replace(microsecond=at.microsecond // 1000 * 1000)
    return cut if cut == at else cut + MILLISECOND
