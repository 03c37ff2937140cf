"""The policies of suppliers and of the store, in versions, each for a period of its own.

In force at a moment is the latest version that was told by then and whose period covers it.
"""

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
    """One version: what was said of one supplier, or of the store, for a period."""

    supplier_id: str
    version: int
    rules: Mapping[str, Any]
    created_at: datetime
    valid_from: datetime
    valid_until: datetime | None


COLUMNS = """
    supplier_id, version, rules, created_at, coalesce(valid_from, created_at) as valid_from,
    valid_until
"""

IN_FORCE = f"""
select distinct on (supplier_id) {COLUMNS} from policies
where tenant_id = %(tenant_id)s and supplier_id = any(%(supplier_ids)s) and created_at <= %(at)s
    and (valid_from is null or valid_from <= %(at)s)
    and (valid_until is null or valid_until > %(at)s)
order by supplier_id, version desc
"""  # noqa: S608  # the columns are ours


def in_force(tenant: Tenant, supplier_ids: Sequence[str], at: datetime) -> Sequence[PolicyVersion]:
    """Read the versions that were in force at a moment."""
    with tenant.connection.cursor(row_factory=class_row(PolicyVersion)) as cursor:
        return cursor.execute(
            IN_FORCE.encode(),
            {"tenant_id": tenant.tenant_id, "supplier_ids": list(supplier_ids), "at": at},
        ).fetchall()


KNOWN_BY = f"""
select {COLUMNS} from policies
where tenant_id = %(tenant_id)s and supplier_id = %(supplier_id)s and created_at <= %(at)s
order by version desc
"""  # noqa: S608  # the columns are ours


def known_by(tenant: Tenant, supplier_id: str, at: datetime) -> Sequence[PolicyVersion]:
    """Read all versions of one policy that were told by a moment, the latest first."""
    with tenant.connection.cursor(row_factory=class_row(PolicyVersion)) as cursor:
        return cursor.execute(
            KNOWN_BY.encode(),
            {"tenant_id": tenant.tenant_id, "supplier_id": supplier_id, "at": at},
        ).fetchall()


NEXT_CHANGE = """
select min(edge) from policies, unnest(array[valid_from, valid_until]) as edge
where tenant_id = %(tenant_id)s and supplier_id = any(%(supplier_ids)s) and edge > %(after)s
"""


def next_change(tenant: Tenant, supplier_ids: Sequence[str], after: datetime) -> datetime | None:
    """Say when the next of these policies' periods begins or ends, if one does."""
    found: tuple[datetime | None] | None = tenant.connection.execute(
        NEXT_CHANGE,
        {"tenant_id": tenant.tenant_id, "supplier_ids": list(supplier_ids), "after": after},
    ).fetchone()
    return found[0] if found else None


ADD = f"""
insert into policies (tenant_id, supplier_id, version, rules, created_at, valid_from, valid_until)
select %(tenant_id)s, %(supplier_id)s, coalesce(max(version), 0) + 1, %(rules)s, %(now)s,
    %(valid_from)s, %(valid_until)s
from policies where tenant_id = %(tenant_id)s and supplier_id = %(supplier_id)s
returning {COLUMNS}
"""  # noqa: S608  # the columns are ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What is told of a policy: its parameters, and from when until when they are meant."""

    rules: Mapping[str, Any]
    valid_from: datetime | None = None
    valid_until: datetime | None = None


ALONE = "select pg_advisory_xact_lock(hashtextextended(%(whose)s, 0))"
TOGETHER = "select pg_advisory_xact_lock_shared(hashtextextended(%(whose)s, 0))"


def hold_still(tenant: Tenant) -> None:
    """Keep policies from changing until the transaction ends."""
    tenant.connection.execute(TOGETHER, {"whose": f"policies {tenant.tenant_id}"})


def add(tenant: Tenant, supplier_id: str, told: Telling, now: datetime) -> PolicyVersion:
    """Add a version."""
    # Alone: two at once would take one number, and a case just being opened would miss it.
    tenant.connection.execute(ALONE, {"whose": f"policies {tenant.tenant_id}"})
    with tenant.connection.cursor(row_factory=class_row(PolicyVersion)) as cursor:
        cursor.execute(
            ADD.encode(),
            {
                "tenant_id": tenant.tenant_id,
                "supplier_id": supplier_id,
                "rules": Json(told.rules),
                "now": now,
                "valid_from": told.valid_from,
                "valid_until": told.valid_until,
            },
        )
        return cursor.fetchall()[0]
