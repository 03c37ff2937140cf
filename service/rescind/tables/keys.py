"""The API keys of tenants, by the digest that nobody can turn back into a key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from rescind.tables.tenancy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What is kept of a key."""

    tenant_id: str
    key_id: str
    name: str
    digest: bytes
    last_four: str
    scopes: Sequence[str]
    created_at: datetime
    revoked_at: datetime | None


COLUMNS = "tenant_id, key_id, name, digest, last_four, scopes, created_at, revoked_at"

ADD = f"""
insert into api_keys ({COLUMNS})
values (
    %(tenant_id)s, %(key_id)s, %(name)s, %(digest)s, %(last_four)s, %(scopes)s, %(created_at)s,
    %(revoked_at)s
)
"""  # noqa: S608  # the columns are ours


def add(connection: Connection, key: Key) -> None:
    """Keep a key."""
    row = {name: getattr(key, name) for name in Key.__slots__}
    connection.execute(ADD.encode(), {**row, "scopes": list(key.scopes)})


OF_TENANT = f"""
select {COLUMNS} from api_keys where tenant_id = %(tenant_id)s order by created_at, key_id
"""  # noqa: S608  # the columns are ours


def of_tenant(connection: Connection, tenant_id: str) -> Sequence[Key]:
    """List the keys of a tenant, oldest first."""
    with connection.cursor(row_factory=class_row(Key)) as cursor:
        return cursor.execute(OF_TENANT.encode(), {"tenant_id": tenant_id}).fetchall()


REVOKE = """
update api_keys set revoked_at = coalesce(revoked_at, %(now)s)
where tenant_id = %(tenant_id)s and key_id = %(key_id)s
"""


def revoke(connection: Connection, tenant_id: str, key_id: str, now: datetime) -> bool:
    """Revoke a key, and tell whether there is one; revoking it again changes nothing."""
    values = {"tenant_id": tenant_id, "key_id": key_id, "now": now}
    return connection.execute(REVOKE, values).rowcount == 1


BY_DIGEST = f"""
select {COLUMNS} from api_keys where digest = %(digest)s and revoked_at is null
"""  # noqa: S608  # the columns are ours


def by_digest(connection: Connection, digest: bytes) -> Key | None:
    """Find the key that was shown, whosever it is, unless it is revoked."""
    with connection.cursor(row_factory=class_row(Key)) as cursor:
        return cursor.execute(BY_DIGEST.encode(), {"digest": digest}).fetchone()
