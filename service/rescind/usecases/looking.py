"""Somebody looks at cases: one is evaluated for a moment, many are listed as last decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rescind.intake.claims import claims
from rescind.intake.happenings import disputes
from rescind.intake.ledger import Fact, FactKind
from rescind.tables import cancellations, events
from rescind.tables.cancellations import Cancellation, Filters
from rescind.tables.events import Event
from rescind.usecases import case_file
from rescind.usecases.case_file import CaseFile, Desk, UnknownCursor, known_by
from rescind.usecases.decided import Decided


def look(desk: Desk, *, cancellation_id: str, as_of: datetime | None) -> tuple[CaseFile, Decided]:
    """Evaluate a case for a moment, over what was recorded by then. Raises `NoSuchCase`.

    Before its opening a case is what it was opened with; without a moment it is evaluated for now,
    and no machine whose clock is behind leaves out what another one recorded.
    """
    file = case_file.opened(desk, cancellation_id)
    moment = max(desk.now, file.row.updated_at) if as_of is None else as_of
    known = known_by(file, moment)
    found = case_file.decided(desk, known, as_of=moment, cancellation_id=cancellation_id)
    return file, found


def newest(
    desk: Desk, *, filters: Filters, after: str | None, limit: int
) -> tuple[Sequence[Cancellation], bool]:
    """List cases, newest first, and tell whether there are more. Raises `UnknownCursor`."""
    if after is not None and cancellations.one(desk.tenant, after) is None:
        raise UnknownCursor
    rows = cancellations.newest(desk.tenant, filters, after=after, limit=limit + 1)
    return rows[:limit], len(rows) > limit


def ledger(
    desk: Desk, *, cancellation_id: str, after: str | None, limit: int
) -> tuple[Sequence[Event], bool]:
    """List the events of a case, oldest first. Raises `NoSuchCase`, `UnknownCursor`."""
    if cancellations.one(desk.tenant, cancellation_id) is None:
        raise case_file.NoSuchCase
    if after is not None and not events.exists(desk.tenant, cancellation_id, after):
        raise UnknownCursor
    found = events.oldest(desk.tenant, cancellation_id, after=after, limit=limit + 1)
    return found[:limit], len(found) > limit


def told(
    desk: Desk, *, cancellation_id: str, kind: FactKind, after: str | None, limit: int
) -> tuple[CaseFile, Sequence[Fact], bool]:
    """List the facts of one kind, newest first. Raises `NoSuchCase`, `UnknownCursor`."""
    file = case_file.opened(desk, cancellation_id)
    found = [fact for fact in reversed(file.facts) if fact.kind is kind]
    if after is not None:
        ids = [fact.fact_id for fact in found]
        if after not in ids:
            raise UnknownCursor
        found = found[ids.index(after) + 1 :]
    return file, found[:limit], len(found) > limit


def with_outcome(file: CaseFile, fact: Fact) -> Fact:
    """Add to a dispute, or to a return claim, what became of it."""
    known = {one["id"]: one for one in (*disputes(file.facts), *claims(file.facts))}
    if fact.fact_id not in known:
        return fact
    body = {name: value for name, value in known[fact.fact_id].items() if name != "id"}
    return replace(fact, body=body)
