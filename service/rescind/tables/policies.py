"""The policies of suppliers and of the store, in versions; one is in force until the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row
from psycopg.types.json import Json

from rescind.tables.tenancy import Tenant

STORE = ""
"""Stands for the store where a policy is not a supplier's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVersion:
    """One version: what was said of one supplier, or of the store, from a moment on."""

    supplier_id: str
    version: int
    rules: Mapping[str, Any]
    created_at: datetime


IN_FORCE = """
select distinct on (supplier_id) supplier_id, version, rules, created_at from policies
where tenant_id = %(tenant_id)s and supplier_id = any(%(supplier_ids)s) and created_at <= %(at)s
order by supplier_id, version desc
"""


def in_force(tenant: Tenant, supplier_ids: Sequence[str], at: datetime) -> Sequence[PolicyVersion]:
    """Read the versions that were in force at a moment."""
    with tenant.connection.cursor(row_factory=class_row(PolicyVersion)) as cursor:
        return cursor.execute(
            IN_FORCE,
            {"tenant_id": tenant.tenant_id, "supplier_ids": list(supplier_ids), "at": at},
        ).fetchall()


ADD = """
insert into policies (tenant_id, supplier_id, version, rules, created_at)
select %(tenant_id)s, %(supplier_id)s, coalesce(max(version), 0) + 1, %(rules)s, %(now)s
from policies where tenant_id = %(tenant_id)s and supplier_id = %(supplier_id)s
returning supplier_id, version, rules, created_at
"""

ALONE = "select pg_advisory_xact_lock(hashtextextended(%(whose)s, 0))"
TOGETHER = "select pg_advisory_xact_lock_shared(hashtextextended(%(whose)s, 0))"


def hold_still(tenant: Tenant) -> None:
    """Keep policies from changing until the transaction ends."""
    tenant.connection.execute(TOGETHER, {"whose": f"policies {tenant.tenant_id}"})


def add(tenant: Tenant, supplier_id: str, rules: Mapping[str, Any], now: datetime) -> PolicyVersion:
    """Add a version, which is in force from now on."""
    # Alone: two at once would take one number, and a case just being opened would miss it.
    tenant.connection.execute(ALONE, {"whose": f"policies {tenant.tenant_id}"})
    with tenant.connection.cursor(row_factory=class_row(PolicyVersion)) as cursor:
        cursor.execute(
            ADD,
            {
                "tenant_id": tenant.tenant_id,
                "supplier_id": supplier_id,
                "rules": Json(rules),
                "now": now,
            },
        )
        return cursor.fetchall()[0]
