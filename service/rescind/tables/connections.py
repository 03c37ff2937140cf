"""Platforms that tell of orders by themselves, by the digest of the address at which they do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from rescind.tables.tenancy import Connection as Transaction
from rescind.tables.tenancy import Tenant


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """What is kept of a platform; secrets are sealed, the former one is good until its time."""

    tenant_id: str
    connection_id: str
    platform: str
    name: str
    digest: bytes
    secret: str | None
    former_secret: str | None
    former_until: datetime | None
    created_at: datetime
    ended_at: datetime | None


COLUMNS = """
    tenant_id, connection_id, platform, name, digest, secret, former_secret, former_until,
    created_at, ended_at
"""

ADD = f"""
insert into connections ({COLUMNS})
values (
    %(tenant_id)s, %(connection_id)s, %(platform)s, %(name)s, %(digest)s, %(secret)s,
    %(former_secret)s, %(former_until)s, %(created_at)s, %(ended_at)s
)
"""  # noqa: S608  # the columns are ours


def add(tenant: Tenant, row: Connection) -> None:
    """Keep a connection."""
    tenant.connection.execute(
        ADD.encode(), {name: getattr(row, name) for name in Connection.__slots__}
    )


ONE = f"""
select {COLUMNS} from connections
where tenant_id = %(tenant_id)s and connection_id = %(connection_id)s and ended_at is null
"""  # noqa: S608  # the columns are ours

LOCK = f"{ONE} for update"


def one(tenant: Tenant, connection_id: str, *, to_change: bool = False) -> Connection | None:
    """Read a connection that was not ended; one `to_change` waits for other writers."""
    with tenant.connection.cursor(row_factory=class_row(Connection)) as cursor:
        ids = {"tenant_id": tenant.tenant_id, "connection_id": connection_id}
        return cursor.execute((LOCK if to_change else ONE).encode(), ids).fetchone()


NEWEST = f"""
select {COLUMNS} from connections
where tenant_id = %(tenant_id)s and ended_at is null
    and (%(after)s::text is null or (created_at, connection_id) < (
        select created_at, connection_id from connections
        where tenant_id = %(tenant_id)s and connection_id = %(after)s
    ))
order by created_at desc, connection_id desc
limit %(limit)s
"""  # noqa: S608  # the columns are ours


def newest(tenant: Tenant, *, after: str | None, limit: int) -> Sequence[Connection]:
    """List connections that were not ended, newest first, from behind the one with id `after`."""
    with tenant.connection.cursor(row_factory=class_row(Connection)) as cursor:
        page = {"tenant_id": tenant.tenant_id, "after": after, "limit": limit}
        return cursor.execute(NEWEST.encode(), page).fetchall()


UPDATE = """
update connections set
    name = %(name)s, secret = %(secret)s, former_secret = %(former_secret)s,
    former_until = %(former_until)s, ended_at = %(ended_at)s
where tenant_id = %(tenant_id)s and connection_id = %(connection_id)s and ended_at is null
"""


def update(tenant: Tenant, row: Connection) -> None:
    """Replace what changes of a connection, under its lock."""
    tenant.connection.execute(UPDATE, {name: getattr(row, name) for name in Connection.__slots__})


BY_DIGEST = f"""
select {COLUMNS} from connections where digest = %(digest)s and ended_at is null
"""  # noqa: S608  # the columns are ours


def by_digest(transaction: Transaction, digest: bytes) -> Connection | None:
    """Find whose address was called, unless the connection was ended."""
    with transaction.cursor(row_factory=class_row(Connection)) as cursor:
        return cursor.execute(BY_DIGEST.encode(), {"digest": digest}).fetchone()
