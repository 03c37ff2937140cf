"""How suppliers dealt with what was asked of them: a row for each supplier order of a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row, kwargs_row
from psycopg.types.json import Json

from rescind.domain.dealings import ClaimHeld, Dealing, DisputeHeld
from rescind.domain.words import AtFault, ClaimOutcome, DisputeOutcome, ResponseKind, ReturnReason
from rescind.tables.policies import STORE
from rescind.tables.tenancy import Tenant

KEY = ("cancellation_id", "place")
NAMES = Dealing.__slots__
COLUMNS = ", ".join(NAMES)
FRESH = ", ".join(f"{name} = excluded.{name}" for name in NAMES if name not in KEY)

KEEP = f"""
insert into dealings (tenant_id, {COLUMNS})
values (%(tenant_id)s, {", ".join(f"%({name})s" for name in NAMES)})
on conflict (tenant_id, cancellation_id, place) do update set {FRESH}
"""  # noqa: S608  # the columns are ours


def keep(tenant: Tenant, dealings: Sequence[Dealing]) -> None:
    """Keep dealings as they are now."""
    rows = [{**_values(one), "tenant_id": tenant.tenant_id} for one in dealings]
    with tenant.connection.cursor() as cursor:
        cursor.executemany(KEEP.encode(), rows)


NEWEST = f"""
select {COLUMNS} from dealings
where tenant_id = %(tenant_id)s and supplier_id = %(supplier_id)s
    and (%(since)s::timestamptz is null or opened_at >= %(since)s)
    and (%(until)s::timestamptz is null or opened_at < %(until)s)
order by opened_at desc, cancellation_id desc, place desc
limit %(limit)s
"""  # noqa: S608  # the columns are ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Cases opened from a moment on and before another; `None` bounds nothing."""

    since: datetime | None = None
    until: datetime | None = None


def newest(tenant: Tenant, supplier_id: str, period: Period, *, limit: int) -> Sequence[Dealing]:
    """List a supplier's dealings of a period, newest first."""
    wanted = {"since": period.since, "until": period.until, "limit": limit}
    with tenant.connection.cursor(row_factory=kwargs_row(_dealing)) as cursor:
        ids = {"tenant_id": tenant.tenant_id, "supplier_id": supplier_id}
        return cursor.execute(NEWEST.encode(), {**ids, **wanted}).fetchall()


ABOUT_REQUESTS = """
    cancellation_id, place, dealings.supplier_id, supplier_order, opened_at, asked_at, answered_at,
    answer, silent_at
"""
"""What is told of a request; the rest of a dealing costs time and says nothing of it."""

ASKED_LAST = f"""
select newest.* from unnest(%(supplier_ids)s::text[]) as wanted (supplier_id), lateral (
    select {ABOUT_REQUESTS} from dealings
    where tenant_id = %(tenant_id)s and dealings.supplier_id = wanted.supplier_id
        and asked_at is not null
    order by opened_at desc, cancellation_id desc, place desc
    limit %(limit)s
) as newest
"""  # noqa: S608  # the columns are ours


def asked_last(tenant: Tenant, supplier_ids: Sequence[str], *, limit: int) -> Sequence[Dealing]:
    """List the newest dealings of each of these suppliers in which it was asked, requests alone."""
    wanted = {"supplier_ids": list(supplier_ids), "limit": limit, "tenant_id": tenant.tenant_id}
    with tenant.connection.cursor(row_factory=kwargs_row(_dealing)) as cursor:
        return cursor.execute(ASKED_LAST.encode(), wanted).fetchall()


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier:
    """A supplier that a policy or a case names, and when it was named first."""

    supplier_id: str
    created_at: datetime


SUPPLIERS = """
with named as (
    select supplier_id, created_at from policies
    where tenant_id = %(tenant_id)s and supplier_id <> %(store)s
    union all
    select unnest(supplier_ids), created_at from cancellations where tenant_id = %(tenant_id)s
),
first_named as (select supplier_id, min(created_at) as created_at from named group by supplier_id)
select supplier_id, created_at from first_named
where (%(only)s::text is null or supplier_id = %(only)s)
    and (%(after)s::text is null or (-extract(epoch from created_at), supplier_id collate "C") > (
        select -extract(epoch from created_at), supplier_id collate "C" from first_named
        where supplier_id = %(after)s
    ))
order by created_at desc, supplier_id collate "C"
limit %(limit)s
"""


def suppliers(
    tenant: Tenant, *, after: str | None = None, only: str | None = None, limit: int = 1
) -> Sequence[Supplier]:
    """List suppliers, the one named last first, from behind the one with the id `after`."""
    page = {"after": after, "only": only, "limit": limit, "store": STORE}
    with tenant.connection.cursor(row_factory=class_row(Supplier)) as cursor:
        return cursor.execute(SUPPLIERS, {"tenant_id": tenant.tenant_id, **page}).fetchall()


def _dealing(
    *, answer: str | None, disputes: Sequence[Any] = (), claims: Sequence[Any] = (), **columns: Any
) -> Dealing:
    return Dealing(
        answer=ResponseKind(answer) if answer else None,
        disputes=tuple(
            DisputeHeld(
                filed_at=datetime.fromisoformat(one["filed_at"]),
                outcome=DisputeOutcome(one["outcome"]) if one["outcome"] else None,
            )
            for one in disputes
        ),
        claims=tuple(
            ClaimHeld(
                claimed_at=datetime.fromisoformat(one["claimed_at"]),
                reason=ReturnReason(one["reason"]),
                at_fault=AtFault(one["at_fault"]),
                outcome=ClaimOutcome(one["outcome"]) if one["outcome"] else None,
            )
            for one in claims
        ),
        **columns,
    )


def _values(one: Dealing) -> dict[str, Any]:
    return {
        **{name: getattr(one, name) for name in NAMES},
        "disputes": Json([_told(dispute) for dispute in one.disputes]),
        "claims": Json([_told(claim) for claim in one.claims]),
    }


def _told(held: DisputeHeld | ClaimHeld) -> dict[str, Any]:
    told = {name: getattr(held, name) for name in held.__slots__}
    return {n: one.isoformat() if isinstance(one, datetime) else one for n, one in told.items()}
