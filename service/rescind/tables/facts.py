"""What was told of each case, in the order of telling. Rows are only ever added."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from psycopg.rows import dict_row, kwargs_row
from psycopg.types.json import Json

from rescind.intake.ledger import Fact, FactKind
from rescind.tables.tenancy import Tenant

COLUMNS = "fact_id, seq, kind, supplier_order, body, recorded_at"

INSERT = f"""
insert into facts (tenant_id, cancellation_id, {COLUMNS})
values (
    %(tenant_id)s, %(cancellation_id)s, %(fact_id)s, %(seq)s, %(kind)s, %(supplier_order)s,
    %(body)s, %(recorded_at)s
)
"""  # noqa: S608  # the columns are ours


def insert(tenant: Tenant, cancellation_id: str, facts: Sequence[Fact]) -> None:
    """Add facts to a case."""
    ids = {"tenant_id": tenant.tenant_id, "cancellation_id": cancellation_id}
    with tenant.connection.cursor() as cursor:
        cursor.executemany(INSERT.encode(), [{**ids, **_values(fact)} for fact in facts])


OF_CASE = f"""
select {COLUMNS} from facts
where tenant_id = %(tenant_id)s and cancellation_id = %(cancellation_id)s
order by seq
"""  # noqa: S608  # the columns are ours


def of_case(tenant: Tenant, cancellation_id: str) -> tuple[Fact, ...]:
    """Read all facts of a case, oldest first."""
    ids = {"tenant_id": tenant.tenant_id, "cancellation_id": cancellation_id}
    with tenant.connection.cursor(row_factory=kwargs_row(_fact)) as cursor:
        return tuple(cursor.execute(OF_CASE.encode(), ids))


OF_CASES = f"""
select cancellation_id, {COLUMNS} from facts
where tenant_id = %(tenant_id)s and cancellation_id = any(%(cancellation_ids)s)
order by cancellation_id, seq
"""  # noqa: S608  # the columns are ours


def of_cases(tenant: Tenant, cancellation_ids: Sequence[str]) -> dict[str, list[Fact]]:
    """Read all facts of several cases, by case and oldest first."""
    told: dict[str, list[Fact]] = {one: [] for one in cancellation_ids}
    ids = {"tenant_id": tenant.tenant_id, "cancellation_ids": list(cancellation_ids)}
    with tenant.connection.cursor(row_factory=dict_row) as cursor:
        for row in cursor.execute(OF_CASES.encode(), ids):
            told[row.pop("cancellation_id")].append(_fact(**row))
    return told


def _fact(*, kind: str, recorded_at: datetime, **columns: Any) -> Fact:
    return Fact(kind=FactKind(kind), recorded_at=recorded_at, **columns)


def _values(fact: Fact) -> dict[str, Any]:
    return {
        "fact_id": fact.fact_id,
        "seq": fact.seq,
        "kind": fact.kind.value,
        "supplier_order": fact.supplier_order,
        "body": Json(fact.body),
        "recorded_at": fact.recorded_at,
    }
