"""On which supplier orders each tracking number stands, in all cases. Rows are only ever added."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from rescind.tables.tenancy import Tenant

MOST_PLACES = 100
"""How many orders are found for one number: those that had it first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A supplier order of some case that a number stands on, and since when that is known."""

    number: str
    order_id: str
    supplier_id: str | None
    country: str | None
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The moment and the fact at which a case tells of its numbers."""

    cancellation_id: str
    seq: int
    recorded_at: datetime


INSERT = """
insert into tracking_numbers (
    tenant_id, number, cancellation_id, order_id, seq, supplier_id, country, recorded_at
)
select
    %(tenant_id)s, told.number, %(cancellation_id)s, told.order_id, %(seq)s, told.supplier_id,
    told.country, %(recorded_at)s
from unnest(
    %(numbers)s::text[], %(order_ids)s::text[], %(supplier_ids)s::text[], %(countries)s::text[]
) as told (number, order_id, supplier_id, country)
left join lateral (
    select true as known, last.supplier_id, last.country from tracking_numbers as last
    where last.tenant_id = %(tenant_id)s and last.number = told.number
        and last.cancellation_id = %(cancellation_id)s and last.order_id = told.order_id
    order by last.seq desc
    limit 1
) as last on true
where last.known is null
    or (last.supplier_id, last.country) is distinct from (told.supplier_id, told.country)
on conflict do nothing
"""


def insert(tenant: Tenant, telling: Telling, told: Sequence[Place]) -> None:
    """Keep which numbers a case names, and whose orders they are on; what is known stays so."""
    if not told:
        return
    tenant.connection.execute(
        INSERT,
        {
            "tenant_id": tenant.tenant_id,
            "cancellation_id": telling.cancellation_id,
            "seq": telling.seq,
            "recorded_at": telling.recorded_at,
            "numbers": [one.number for one in told],
            "order_ids": [one.order_id for one in told],
            "supplier_ids": [one.supplier_id for one in told],
            "countries": [one.country for one in told],
        },
    )


PLACES = """
with told as (
    select
        number, cancellation_id, order_id, supplier_id, country, seq,
        min(recorded_at) over (partition by number, cancellation_id, order_id) as first_seen_at
    from tracking_numbers
    where tenant_id = %(tenant_id)s and number = any(%(numbers)s)
        and cancellation_id <> %(beside)s and recorded_at <= %(as_of)s
), last as (
    select distinct on (number, cancellation_id, order_id) *
    from told
    order by number, cancellation_id, order_id, seq desc
), ranked as (
    select *, row_number() over (
        partition by number order by first_seen_at, cancellation_id, order_id
    ) as place
    from last
)
select number, order_id, supplier_id, country, first_seen_at
from ranked
where place <= %(most)s
order by number, place
"""


def places_of(
    tenant: Tenant, numbers: Collection[str], *, as_of: datetime, beside: str | None
) -> Sequence[Place]:
    """Find where numbers stand by a moment, in all cases `beside` one; those first seen first."""
    if not numbers:
        return []
    with tenant.connection.cursor(row_factory=class_row(Place)) as cursor:
        return cursor.execute(
            PLACES.encode(),
            {
                "tenant_id": tenant.tenant_id,
                "numbers": sorted(numbers),
                "beside": beside or "",
                "as_of": as_of,
                "most": MOST_PLACES,
            },
        ).fetchall()
