"""What was answered under each idempotency key, so that a repeated request gets it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.errors import LockNotAvailable
from psycopg.rows import class_row
from psycopg.types.json import Json

from rescind.tables.tenancy import Connection, Tenant


class StillRunning(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """Another request under this key did not end in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer that was given: to which request, and what it was."""

    fingerprint: str
    status: int
    headers: Mapping[str, str]
    body: str
    sealed: bool


CLAIM = """
insert into idempotency_keys (tenant_id, key, fingerprint, created_at)
values (%(tenant_id)s, %(key)s, %(fingerprint)s, %(now)s)
on conflict (tenant_id, key) do nothing
returning key
"""


def claim(tenant: Tenant, key: str, fingerprint: str, now: datetime) -> bool:
    """Take a key, or learn that it was taken. Waits for whoever holds it: raises `StillRunning`."""
    values: dict[str, Any] = {"tenant_id": tenant.tenant_id, "key": key, "now": now}
    try:
        claimed = tenant.connection.execute(CLAIM, {**values, "fingerprint": fingerprint})
    except LockNotAvailable:
        raise StillRunning(key) from None
    return claimed.fetchone() is not None


KEPT = """
select fingerprint, status, headers, body, sealed from idempotency_keys
where tenant_id = %(tenant_id)s and key = %(key)s
"""


def kept(tenant: Tenant, key: str) -> Kept | None:
    """Read what was answered under a key."""
    with tenant.connection.cursor(row_factory=class_row(Kept)) as cursor:
        return cursor.execute(KEPT, {"tenant_id": tenant.tenant_id, "key": key}).fetchone()


KEEP = """
update idempotency_keys set
    status = %(status)s, headers = %(headers)s, body = %(body)s, sealed = %(sealed)s
where tenant_id = %(tenant_id)s and key = %(key)s and status is null
"""


def keep(tenant: Tenant, key: str, answer: Kept) -> None:
    """Keep the answer under the key that this transaction took."""
    tenant.connection.execute(
        KEEP,
        {
            "tenant_id": tenant.tenant_id,
            "key": key,
            "status": answer.status,
            "headers": Json(answer.headers),
            "body": answer.body,
            "sealed": answer.sealed,
        },
    )


MOST_FORGOTTEN = 1000
"""At a time: a statement that took too long would be undone, and begun again, for ever."""

FORGET = """
delete from idempotency_keys where (tenant_id, key) in (
    select tenant_id, key from idempotency_keys where created_at < %(before)s
    order by created_at limit %(most)s
)
"""


def forget(connection: Connection, before: datetime) -> int:
    """Drop some of what was answered long ago, of every tenant, and tell of how many keys."""
    return connection.execute(FORGET, {"before": before, "most": MOST_FORGOTTEN}).rowcount
