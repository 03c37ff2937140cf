"""A cancellation is opened: its facts are kept, and it is decided for the first time."""

import hashlib
import json

from rescind.domain.facts import Facts
from rescind.intake.ledger import Json, opening_of
from rescind.tables import cancellations, events, facts, policies
from rescind.tables.cancellations import OPEN, Cancellation
from rescind.tables.ids import CANCELLATION, new_id
from rescind.usecases import case_file, numbers_elsewhere
from rescind.usecases.case_file import CaseFile, Desk
from rescind.usecases.dealing import keep_dealings
from rescind.usecases.decided import Decided
from rescind.usecases.refusals import CASE_OPEN, Refused
from rescind.usecases.telling import fact_events, headline


def open_case(desk: Desk, *, body: Json) -> tuple[CaseFile, Decided]:
    """Open a case with the body of an evaluation, unless one is open for the same order and lines.

    Raises `Refused`, and whatever the reader raises for facts that cannot be read.
    """
    policies.hold_still(desk.tenant)
    fresh = case_file.numbered(opening_of(body), after=0, now=desk.now)
    found = case_file.decided(desk, fresh, as_of=desk.now, cancellation_id=None)
    row = _row(desk, found, version=fresh[-1].seq)
    if not cancellations.insert(desk.tenant, row):
        raise Refused(CASE_OPEN, case=cancellations.open_case(desk.tenant, row.asked_for))
    facts.insert(desk.tenant, row.cancellation_id, fresh)
    numbers_elsewhere.keep(desk.tenant, row.cancellation_id, fresh, found.call.facts)
    events.insert(desk.tenant, row.cancellation_id, fact_events(row, fresh, found))
    keep_dealings(desk.tenant, row, fresh, found)
    return CaseFile(row=row, facts=fresh), found


def _row(desk: Desk, found: Decided, *, version: int) -> Cancellation:
    store = found.call.facts.store_order
    return Cancellation(
        **headline(found.decision),
        cancellation_id=new_id(CANCELLATION),
        asked_for=asked_for(found.call.facts),
        state=OPEN,
        version=version,
        created_at=desk.now,
        updated_at=desk.now,
        closed_at=None,
        order_id=store.order_id or "",
        order_name=store.order_name,
        supplier_order_ids=case_file.order_ids(found),
        supplier_ids=case_file.supplier_ids(found),
        due_at=case_file.due(desk, found),
    )


def asked_for(known: Facts) -> str:
    """Name the order and the lines asked for, briefly: an index holds no more.

    Naming every unit is asking for the whole.
    """
    store = known.store_order
    whole = {line.line_id: line.quantity for line in store.lines}
    lines = {line.line_id: line.quantity for line in known.request.lines or ()}
    named = None if not lines or (store.lines_known and lines == whole) else sorted(lines.items())
    told = json.dumps([store.platform, store.order_id, named])
    return hashlib.sha256(told.encode()).hexdigest()
