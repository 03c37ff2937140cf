"""Stored policies for calls without memory: what a call says goes over what is kept."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from rescind.api.context import caller, context, now
from rescind.api.reading import Body, moment_of
from rescind.api.schemas.policies import StorePolicySchema, SupplierPolicySchema
from rescind.domain.experience import Experience
from rescind.intake.bodies import MANY, ONE
from rescind.intake.overrides import Rules, laid_over
from rescind.tables.tenancy import Tenant
from rescind.usecases.case_file import stored_policies
from rescind.usecases.knowing_suppliers import experience

SUPPLIER = SupplierPolicySchema()
STORE = StorePolicySchema()
NOTHING: Mapping[str, Any] = {}
"""Stands for the policy of a supplier of whom none is kept."""

MOST_KEPT = 1000
"""Policies that are kept in memory for one stream, so that it takes no more for being long."""


def over_stored_policies(body: Body) -> Body:
    """Give a body the policies that its caller keeps of the suppliers in it, under its own.

    They are those of the moment that it asks about, as a case is decided for that moment.
    """
    return StoredPolicies().under(body)


class StoredPolicies:
    """The policies that a caller keeps; each is read once, however many bodies ask for it."""

    def __init__(self) -> None:
        self._kept: dict[tuple[datetime, str | None], Rules] = {}

    def under(self, body: Body, tenant: Tenant | None = None) -> Body:
        """Give a body the policies of the suppliers in it and of the store, under its own."""
        database = context().database
        if database is None:
            return body
        at, suppliers = moment_of(body, now()), suppliers_in(body)
        if any((at, one) not in self._kept for one in (None, *suppliers)):
            with nullcontext(tenant) if tenant else database.tenant(caller().tenant_id) as rows:
                self._read(rows, at, suppliers)
        rules = {one: self._kept[at, one] for one in suppliers}
        told = {supplier: known for supplier, known in rules.items() if known is not NOTHING}
        policy = laid_over(told, self._kept[at, None], body.get("policy", {}))
        return {**body, "policy": policy} if policy else body

    def _read(self, tenant: Tenant, at: datetime, suppliers: Sequence[str]) -> None:
        """Read the policies of a moment: of these suppliers, and the store's own (`None`)."""
        if len(self._kept) > MOST_KEPT:
            self._kept.clear()
        stored, store = stored_policies(tenant, suppliers, at)
        self._kept[at, None] = STORE.load(store)
        for one in suppliers:
            self._kept[at, one] = SUPPLIER.load(stored[one]) if one in stored else NOTHING


def over_memory(body: Body) -> tuple[Body, tuple[Experience, ...]]:
    """Give a body the policies that are kept, and tell how its suppliers answered before."""
    database = context().database
    if database is None:
        return body, ()
    with database.tenant(caller().tenant_id) as tenant:
        known = experience(tenant, list(suppliers_in(body)), now=now())
        return StoredPolicies().under(body, tenant), known


def suppliers_in(body: Body) -> Sequence[str]:
    """List the suppliers that a body names."""
    orders: list[Mapping[str, Any]] = [*body.get(MANY, ()), *([body[ONE]] if ONE in body else [])]
    named = {one["supplier_id"] for one in (*orders, body) if "supplier_id" in one}
    return sorted(named)
