"""What platforms told by themselves: each notice once, what came of it, and not what it said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from rescind.tables.tenancy import Connection, Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice; `told_by` is the platform's id of the event, by which a repeated one is known."""

    connection_id: str
    notice_id: str
    told_by: str | None
    topic: str
    order_id: str | None
    outcome: str
    detail: str | None
    cancellation_ids: Sequence[str]
    received_at: datetime


COLUMNS = """
    connection_id, notice_id, told_by, topic, order_id, outcome, detail, cancellation_ids,
    received_at
"""

ADD = f"""
insert into notices (tenant_id, {COLUMNS})
values (
    %(tenant_id)s, %(connection_id)s, %(notice_id)s, %(told_by)s, %(topic)s, %(order_id)s,
    %(outcome)s, %(detail)s, %(cancellation_ids)s, %(received_at)s
)
on conflict (tenant_id, connection_id, told_by) do nothing
"""  # noqa: S608  # the columns are ours


def add(tenant: Tenant, row: Notice) -> bool:
    """Keep a notice, unless it was told before; tells whether it is new.

    Waits for a transaction that is just keeping the same one.
    """
    values = {name: getattr(row, name) for name in Notice.__slots__}
    added = tenant.connection.execute(
        ADD.encode(),
        {
            **values,
            "tenant_id": tenant.tenant_id,
            "cancellation_ids": list(row.cancellation_ids),
        },
    )
    return added.rowcount == 1


CAME_OF_IT = """
update notices set
    outcome = %(outcome)s, detail = %(detail)s, cancellation_ids = %(cancellation_ids)s
where tenant_id = %(tenant_id)s and connection_id = %(connection_id)s
    and notice_id = %(notice_id)s
"""


def came_of_it(tenant: Tenant, row: Notice) -> None:
    """Keep what came of a notice."""
    values = {name: getattr(row, name) for name in Notice.__slots__}
    tenant.connection.execute(
        CAME_OF_IT,
        {
            **values,
            "tenant_id": tenant.tenant_id,
            "cancellation_ids": list(row.cancellation_ids),
        },
    )


NEWEST = f"""
select {COLUMNS} from notices
where tenant_id = %(tenant_id)s and connection_id = %(connection_id)s
    and (%(after)s::text is null or notice_id < %(after)s)
order by notice_id desc
limit %(limit)s
"""  # noqa: S608  # the columns are ours


def newest(
    tenant: Tenant, connection_id: str, *, after: str | None, limit: int
) -> Sequence[Notice]:
    """List the notices of a connection, newest first, from behind the one with the id `after`."""
    with tenant.connection.cursor(row_factory=class_row(Notice)) as cursor:
        return cursor.execute(
            NEWEST.encode(),
            {
                "tenant_id": tenant.tenant_id,
                "connection_id": connection_id,
                "after": after,
                "limit": limit,
            },
        ).fetchall()


EXISTS = """
select 1 from notices
where tenant_id = %(tenant_id)s and connection_id = %(connection_id)s
    and notice_id = %(notice_id)s
"""


def exists(tenant: Tenant, connection_id: str, notice_id: str) -> bool:
    """Tell whether a notice came over a connection."""
    ids = {"tenant_id": tenant.tenant_id, "connection_id": connection_id, "notice_id": notice_id}
    return tenant.connection.execute(EXISTS, ids).fetchone() is not None


MOST_FORGOTTEN = 1000

FORGET = """
delete from notices where (tenant_id, connection_id, notice_id) in (
    select tenant_id, connection_id, notice_id from notices where received_at < %(before)s
    order by received_at limit %(most)s
)
"""


def forget(connection: Connection, before: datetime) -> int:
    """Drop some of what was told long ago, to every tenant, and tell how many notices."""
    return connection.execute(FORGET, {"before": before, "most": MOST_FORGOTTEN}).rowcount
