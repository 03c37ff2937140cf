"""A platform told of an order by itself: every case that follows the order hears of it, once.

A signed word is a sight of the order at its moment, which never goes over a newer one. An unsigned
word changes nothing that a case says: it makes what is known of the order old, so that somebody
looks again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rescind.domain.words import ChargebackStatus, NoticeOutcome
from rescind.intake.composing import STORE, composed
from rescind.intake.ledger import FactKind, Json, Telling, instant, moment, orders_of
from rescind.intake.notices import Told
from rescind.intake.observations import observation_of
from rescind.intake.store_orders import SHOPIFY
from rescind.intake.supplier_orders import ALIEXPRESS
from rescind.tables import cancellations, notices
from rescind.tables.connections import Connection
from rescind.tables.ids import NOTICE, new_id
from rescind.tables.notices import Notice
from rescind.usecases import case_file
from rescind.usecases.case_file import CaseFile, Desk

OVER = (ChargebackStatus.WON, ChargebackStatus.LOST)


class Unreadable(ValueError):  # noqa: N818  # a noun of the field, like all our exceptions
    """What was told cannot be read together with what a case knows; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """How something was told: over which connection, about what, and by which event of theirs."""

    connection: Connection
    topic: str
    told_by: str | None


Tellings = Callable[[CaseFile, Json, Told, str], Sequence[Telling]]
"""Says what a case hears: of its file, what it knows, what was told, and when that was."""


def take_signed(desk: Desk, *, came: Came, told: Told) -> Notice | None:
    """Have the open cases of a store order see it as it was told; of a chargeback all hear."""
    ids = cancellations.with_order(desk.tenant, told.order_id, closed=told.late)
    return _take(desk, came, told, ids, _sight)


def take_unsigned(desk: Desk, *, came: Came, told: Told) -> Notice | None:
    """Have what the open cases know of a supplier order be old."""
    ids = cancellations.open_with_supplier_order(desk.tenant, told.order_id)
    return _take(desk, came, told, ids, _hearsay)


def _take(
    desk: Desk, came: Came, told: Told, ids: Sequence[str], tellings: Tellings
) -> Notice | None:
    """Tell each case once; `None` if it was told before, or is nobody's business here."""
    row = Notice(
        connection_id=came.connection.connection_id,
        notice_id=new_id(NOTICE),
        told_by=came.told_by,
        topic=came.topic,
        order_id=told.order_id,
        outcome=NoticeOutcome.NOTHING_NEW.value,
        detail=None,
        cancellation_ids=(),
        received_at=desk.now,
    )
    if not ids or not notices.add(desk.tenant, row):
        return None
    heard: list[str] = []
    refused: list[str] = []
    for one in ids:
        try:
            if _tell(desk, one, told, tellings):
                heard.append(one)
        except Unreadable as error:
            refused.append(f"{one}: {error}")
    outcome = NoticeOutcome.RECORDED if heard else NoticeOutcome(row.outcome)
    row = replace(
        row,
        outcome=(NoticeOutcome.REFUSED if refused else outcome).value,
        detail=" ".join(refused) or None,
        cancellation_ids=tuple(heard),
    )
    notices.came_of_it(desk.tenant, row)
    return row


def _tell(desk: Desk, cancellation_id: str, told: Told, tellings: Tellings) -> bool:
    """Tell a case, unless it knows already; tells whether it did. Raises `Unreadable`."""
    file = case_file.locked(desk, cancellation_id)
    if file.row.state != cancellations.OPEN and not told.late:  # closed while we waited for it
        return False
    desk = replace(desk, now=max(desk.now, file.row.updated_at))
    new = tellings(file, composed(file.facts), told, instant(desk.now))
    if not new:
        return False
    case_file.tell(desk, file, new)
    return True


def _sight(file: CaseFile, known: Json, told: Told, now: str) -> Sequence[Telling]:
    """See the store order as it was told. Raises `Unreadable`."""
    if told.unreadable is not None:
        raise Unreadable(told.unreadable)
    store, seen = known[STORE], told.body[STORE]
    if store.get("platform", SHOPIFY).lower() != SHOPIFY or _goes_back(store, seen):
        return ()
    its, given = store.get("currency"), seen.get("currency")
    if its and given and its != given:
        raise Unreadable(f"The case is in {its}, and the shop tells the order in {given}.")
    return observation_of(told.body, None, file.facts, now)


def _goes_back(store: Json, seen: Json) -> bool:
    """Tell whether this is an older word on a chargeback, which says when it was opened, not told.

    An order may have several: of an earlier one nothing is heard any more.
    """
    known, told = store.get("chargeback", {}), seen.get("chargeback", {})
    if "opened_at" in known and "opened_at" in told and known["opened_at"] != told["opened_at"]:
        return moment(told["opened_at"]) < moment(known["opened_at"])
    return known.get("status") in OVER and told.get("status") == ChargebackStatus.OPEN


def _hearsay(file: CaseFile, known: Json, told: Told, now: str) -> Sequence[Telling]:
    """Have the supplier order be looked at again, unless somebody is to look already."""
    del file
    return [
        Telling(kind=FactKind.PUSH, body={"changed_at": now, **told.body}, supplier_order=at)
        for at, order in enumerate(orders_of(known))
        if order.get("order_id") == told.order_id
        and order.get("platform", ALIEXPRESS).lower() == ALIEXPRESS
        and not _to_be_looked_at(order)
    ]


def _to_be_looked_at(order: Json) -> bool:
    if "changed_at" not in order:
        return False
    seen = order.get("observed_at")
    return seen is None or moment(seen) < moment(order["changed_at"])
