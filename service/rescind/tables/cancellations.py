"""The cases: what each is about, and the last stored decision, which lists show and filter by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from psycopg.rows import class_row
from psycopg.types.json import Json

from rescind.tables.tenancy import Connection, Tenant

OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """One case. `version` is the seq of its last event; `due_at`: when it is decided again."""

    cancellation_id: str
    asked_for: str
    state: str
    version: int
    created_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    order_id: str
    order_name: str | None
    supplier_order_ids: Sequence[str]
    supplier_ids: Sequence[str]
    eligibility: str
    next_action: str
    urgent: bool
    next_check_at: datetime | None
    summary: Mapping[str, str]
    decided_at: datetime
    due_at: datetime | None


COLUMNS = """
    cancellation_id, asked_for, state, version, created_at, updated_at, closed_at, order_id,
    order_name, supplier_order_ids, supplier_ids, eligibility, next_action, urgent, next_check_at,
    summary, decided_at, due_at
"""

INSERT = f"""
insert into cancellations (tenant_id, {COLUMNS})
values (
    %(tenant_id)s, %(cancellation_id)s, %(asked_for)s, %(state)s, %(version)s, %(created_at)s,
    %(updated_at)s, %(closed_at)s, %(order_id)s, %(order_name)s, %(supplier_order_ids)s,
    %(supplier_ids)s, %(eligibility)s, %(next_action)s, %(urgent)s, %(next_check_at)s,
    %(summary)s, %(decided_at)s, %(due_at)s
)
on conflict (tenant_id, asked_for) where state = 'open' do nothing
returning cancellation_id
"""  # noqa: S608  # the columns are ours


def insert(tenant: Tenant, row: Cancellation) -> bool:
    """Add a case, unless one is open for the same order and lines; tells whether it was added."""
    added = tenant.connection.execute(INSERT, {**_values(row), "tenant_id": tenant.tenant_id})
    return added.fetchone() is not None


OPEN_CASE = """
select cancellation_id from cancellations
where tenant_id = %(tenant_id)s and asked_for = %(asked_for)s and state = 'open'
"""


def open_case(tenant: Tenant, asked_for: str) -> str | None:
    """Find the open case for an order and lines."""
    found = tenant.connection.execute(
        OPEN_CASE, {"tenant_id": tenant.tenant_id, "asked_for": asked_for}
    ).fetchone()
    return found[0] if found else None


ONE = f"""
select {COLUMNS} from cancellations
where tenant_id = %(tenant_id)s and cancellation_id = %(cancellation_id)s
"""  # noqa: S608  # the columns are ours


def one(tenant: Tenant, cancellation_id: str) -> Cancellation | None:
    """Read a case."""
    return _read(tenant, ONE, cancellation_id)


LOCK = f"{ONE} for update"


def lock(tenant: Tenant, cancellation_id: str) -> Cancellation | None:
    """Read a case and keep other writers out until the transaction ends."""
    return _read(tenant, LOCK, cancellation_id)


def _read(tenant: Tenant, query: str, cancellation_id: str) -> Cancellation | None:
    with tenant.connection.cursor(row_factory=class_row(Cancellation)) as cursor:
        ids = {"tenant_id": tenant.tenant_id, "cancellation_id": cancellation_id}
        return cursor.execute(query.encode(), ids).fetchone()


UPDATE = """
update cancellations set
    state = %(state)s, version = %(version)s, updated_at = %(updated_at)s,
    closed_at = %(closed_at)s, order_name = %(order_name)s,
    supplier_order_ids = %(supplier_order_ids)s, supplier_ids = %(supplier_ids)s,
    eligibility = %(eligibility)s,
    next_action = %(next_action)s, urgent = %(urgent)s, next_check_at = %(next_check_at)s,
    summary = %(summary)s, decided_at = %(decided_at)s,
    due_at = %(due_at)s
where tenant_id = %(tenant_id)s and cancellation_id = %(cancellation_id)s
    and version = %(was)s
"""


def update(tenant: Tenant, row: Cancellation, *, was: int) -> None:
    """Replace what changes of a case that was at version `was`, under its lock."""
    changed = tenant.connection.execute(
        UPDATE, {**_values(row), "tenant_id": tenant.tenant_id, "was": was}
    )
    if changed.rowcount != 1:
        raise AssertionError(f"Case {row.cancellation_id} was not at version {was}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed to; `None` narrows nothing."""

    order_id: str | None = None
    supplier_order_id: str | None = None
    supplier_id: str | None = None
    eligibility: str | None = None
    next_action: str | None = None
    state: str | None = None
    due_before: datetime | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None


NEWEST = f"""
select {COLUMNS} from cancellations
where tenant_id = %(tenant_id)s
    and (%(order_id)s::text is null or order_id = %(order_id)s)
    and (%(supplier_order_id)s::text is null
        or supplier_order_ids @> array[%(supplier_order_id)s::text])
    and (%(supplier_id)s::text is null or supplier_ids @> array[%(supplier_id)s::text])
    and (%(eligibility)s::text is null or eligibility = %(eligibility)s)
    and (%(next_action)s::text is null or next_action = %(next_action)s)
    and (%(state)s::text is null or state = %(state)s)
    and (%(due_before)s::timestamptz is null
        or (state = 'open' and next_check_at < %(due_before)s))
    and (%(opened_from)s::timestamptz is null or created_at >= %(opened_from)s)
    and (%(opened_to)s::timestamptz is null or created_at < %(opened_to)s)
    and (%(after)s::text is null or (created_at, cancellation_id) < (
        select created_at, cancellation_id from cancellations
        where tenant_id = %(tenant_id)s and cancellation_id = %(after)s
    ))
order by created_at desc, cancellation_id desc
limit %(limit)s
"""  # noqa: S608  # the columns are ours


def newest(
    tenant: Tenant, filters: Filters, *, after: str | None, limit: int
) -> Sequence[Cancellation]:
    """List cases, newest first, from behind the one with the id `after`."""
    wanted = {name: getattr(filters, name) for name in Filters.__slots__}
    page = {"tenant_id": tenant.tenant_id, "after": after, "limit": limit}
    with tenant.connection.cursor(row_factory=class_row(Cancellation)) as cursor:
        return cursor.execute(NEWEST.encode(), {**wanted, **page}).fetchall()


WITH_ORDER = """
select cancellation_id from cancellations
where tenant_id = %(tenant_id)s and order_id = %(order_id)s
    and (state = 'open' or %(closed)s)
order by cancellation_id
"""

OPEN_WITH_SUPPLIER_ORDER = """
select cancellation_id from cancellations
where tenant_id = %(tenant_id)s and supplier_order_ids @> array[%(order_id)s::text]
    and state = 'open'
order by cancellation_id
"""


def with_order(tenant: Tenant, order_id: str, *, closed: bool) -> Sequence[str]:
    """List the open cases of a store order, or all, in one order: that in which they are locked."""
    return _ids(tenant, WITH_ORDER, order_id=order_id, closed=closed)


def open_with_supplier_order(tenant: Tenant, order_id: str) -> Sequence[str]:
    """List the open cases that hold a supplier order, in the order in which they are locked."""
    return _ids(tenant, OPEN_WITH_SUPPLIER_ORDER, order_id=order_id)


def _ids(tenant: Tenant, query: LiteralString, **asked: str | bool) -> Sequence[str]:
    found = tenant.connection.execute(query, {"tenant_id": tenant.tenant_id, **asked})
    return [row[0] for row in found]


# Locked by id, as notices lock the cases of an order: else each could wait for the other.
DECIDE_AGAIN = """
update cancellations set due_at = %(now)s
where (tenant_id, cancellation_id) in (
    select tenant_id, cancellation_id from cancellations
    where tenant_id = %(tenant_id)s and state = 'open'
        and (%(supplier_id)s::text is null or supplier_ids @> array[%(supplier_id)s::text])
    order by cancellation_id
    for update
)
"""


def decide_again(tenant: Tenant, *, supplier_id: str | None, now: datetime) -> None:
    """Have the worker decide open cases anew: all of them, or those with one supplier."""
    tenant.connection.execute(
        DECIDE_AGAIN,
        {"tenant_id": tenant.tenant_id, "supplier_id": supplier_id, "now": now},
    )


CLAIM = """
select tenant_id, cancellation_id, due_at from cancellations
where due_at <= %(now)s
order by due_at
limit 1
for update skip locked
"""


def claim_due(connection: Connection, now: datetime) -> tuple[str, str, datetime] | None:
    """Lock a case that is due, if no other worker has it: its tenant, its id, since when."""
    found: tuple[str, str, datetime] | None = connection.execute(CLAIM, {"now": now}).fetchone()
    return found


PUT_OFF = """
update cancellations set due_at = %(until)s
where tenant_id = %(tenant_id)s and cancellation_id = %(cancellation_id)s and state = 'open'
"""


def put_off(tenant: Tenant, cancellation_id: str, until: datetime) -> None:
    """Have the worker come back to a case later."""
    tenant.connection.execute(
        PUT_OFF,
        {"tenant_id": tenant.tenant_id, "cancellation_id": cancellation_id, "until": until},
    )


def _values(row: Cancellation) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in Cancellation.__slots__}
    return {
        **values,
        "summary": Json(dict(row.summary)),
        "supplier_order_ids": list(row.supplier_order_ids),
        "supplier_ids": list(row.supplier_ids),
    }
