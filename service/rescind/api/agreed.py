"""Stored policies for calls without memory: what a call says goes over what is kept."""

from collections.abc import Iterable, Mapping
from typing import Any

from rescind.api.context import caller, context, now
from rescind.api.reading import Body, moment_of
from rescind.api.schemas.policies import StorePolicySchema, SupplierPolicySchema
from rescind.domain.experience import Experience
from rescind.intake.bodies import MANY, ONE
from rescind.intake.overrides import Rules, laid_over
from rescind.usecases.case_file import stored_policies
from rescind.usecases.knowing_suppliers import experience

SUPPLIER = SupplierPolicySchema()
STORE = StorePolicySchema()


def over_stored_policies(body: Body) -> Body:
    """Give a body the policies that its caller keeps of the suppliers in it, under its own.

    They are those of the moment that it asks about, as a case is decided for that moment.
    """
    database = context().database
    if database is None:
        return body
    with database.tenant(caller().tenant_id) as tenant:
        stored, store = stored_policies(tenant, suppliers_in(body), moment_of(body, now()))
    return _over(body, stored, store)


def _over(body: Body, stored: Mapping[str, Rules], store: Rules) -> Body:
    loaded = {supplier: SUPPLIER.load(rules) for supplier, rules in stored.items()}
    policy = laid_over(loaded, STORE.load(store), body.get("policy", {}))
    return {**body, "policy": policy} if policy else body


def over_memory(body: Body) -> tuple[Body, tuple[Experience, ...]]:
    """Give a body the policies that are kept, and tell how its suppliers answered before."""
    database = context().database
    if database is None:
        return body, ()
    suppliers = list(suppliers_in(body))
    with database.tenant(caller().tenant_id) as tenant:
        stored, store = stored_policies(tenant, suppliers, moment_of(body, now()))
        known = experience(tenant, suppliers, now=now())
    return _over(body, stored, store), known


def suppliers_in(body: Body) -> Iterable[str]:
    """List the suppliers that a body names."""
    orders: list[Mapping[str, Any]] = [*body.get(MANY, ()), *([body[ONE]] if ONE in body else [])]
    named = {one["supplier_id"] for one in (*orders, body) if "supplier_id" in one}
    return sorted(named)
