"""The ledger: one event for everything that was recorded or changed, without gaps in a case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row
from psycopg.types.json import Json

from rescind.tables.tenancy import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event: when it happened (`occurred_at`), when we wrote it, and what it tells."""

    event_id: str
    seq: int
    type: str
    occurred_at: datetime
    created_at: datetime
    data: Mapping[str, Any]


COLUMNS = "event_id, seq, type, occurred_at, created_at, data"

INSERT = f"""
insert into events (tenant_id, cancellation_id, {COLUMNS})
values (
    %(tenant_id)s, %(cancellation_id)s, %(event_id)s, %(seq)s, %(type)s, %(occurred_at)s,
    %(created_at)s, %(data)s
)
"""  # noqa: S608  # the columns are ours


def insert(tenant: Tenant, cancellation_id: str, events: Sequence[Event]) -> None:
    """Add events to the ledger of a case."""
    ids = {"tenant_id": tenant.tenant_id, "cancellation_id": cancellation_id}
    rows = [
        {name: getattr(event, name) for name in Event.__slots__} | {"data": Json(event.data)}
        for event in events
    ]
    with tenant.connection.cursor() as cursor:
        cursor.executemany(INSERT.encode(), [{**ids, **row} for row in rows])


OLDEST = f"""
select {COLUMNS} from events
where tenant_id = %(tenant_id)s and cancellation_id = %(cancellation_id)s
    and seq > coalesce((
        select seq from events
        where tenant_id = %(tenant_id)s and cancellation_id = %(cancellation_id)s
            and event_id = %(after)s
    ), 0)
order by seq
limit %(limit)s
"""  # noqa: S608  # the columns are ours


def oldest(
    tenant: Tenant, cancellation_id: str, *, after: str | None, limit: int
) -> Sequence[Event]:
    """List the events of a case, oldest first, from behind the one with the id `after`."""
    with tenant.connection.cursor(row_factory=class_row(Event)) as cursor:
        return cursor.execute(
            OLDEST.encode(),
            {
                "tenant_id": tenant.tenant_id,
                "cancellation_id": cancellation_id,
                "after": after,
                "limit": limit,
            },
        ).fetchall()


EXISTS = """
select 1 from events
where tenant_id = %(tenant_id)s and cancellation_id = %(cancellation_id)s
    and event_id = %(event_id)s
"""


def exists(tenant: Tenant, cancellation_id: str, event_id: str) -> bool:
    """Tell whether an event belongs to a case."""
    ids = {"tenant_id": tenant.tenant_id, "cancellation_id": cancellation_id, "event_id": event_id}
    return tenant.connection.execute(EXISTS, ids).fetchone() is not None
