"""The policies that are kept: each supplier's, and the store's own, in versions."""

from decimal import Decimal

from flask import Response, jsonify
from marshmallow import ValidationError

from rescind.api.callers import needs
from rescind.api.fields import Identifier
from rescind.api.problem_docs import RESPONSES
from rescind.api.problems import Fault, Problem, invalid_request
from rescind.api.reading import Body, read
from rescind.api.recording import at_places, desk, reads, writes
from rescind.api.rendering import Written, plain
from rescind.api.schemas.kept_policies import StorePolicyVersionSchema, SupplierPolicyVersionSchema
from rescind.api.schemas.policies import StorePolicySchema, SupplierPolicySchema
from rescind.api.spec import Blueprint
from rescind.domain.policy import Policy
from rescind.domain.words import Scope
from rescind.intake.ledger import instant
from rescind.intake.policies import read_policy
from rescind.intake.problems import Problems
from rescind.tables.policies import PolicyVersion
from rescind.usecases.agreeing import agree, in_force

blueprint = Blueprint(
    "Policies",
    __name__,
    url_prefix="/v1",
    recorded=True,
    description="What was agreed with suppliers, and what the store promises, in versions.",
)

SUPPLIER_ID = {
    "in": "path",
    "name": "supplier_id",
    "description": "The supplier, by the id that its orders name.",
    "schema": {"type": "string", "maxLength": 255, "examples": ["store-1"]},
}
IN_PATH = Identifier("The supplier.")
SUPPLIER = "/suppliers/<path:supplier_id>/policy"
STORE = "/store-policy"


@blueprint.put(SUPPLIER, parameters=[SUPPLIER_ID])
@writes
@blueprint.arguments(SupplierPolicySchema())
@blueprint.response(200, SupplierPolicyVersionSchema(), description="The new version.")
@blueprint.doc(operationId="putSupplierPolicy", **needs(Scope.POLICIES_WRITE))
def put_supplier_policy(body: Body, supplier_id: str) -> Response:
    """Tell what was agreed with a supplier

    The whole policy is told each time: what is left out has its default. A new version is in force
    from now on; earlier moments are still decided by the versions of their time. Open cases with
    this supplier are decided anew.
    """
    supplier = supplier_in(supplier_id)
    _check({"supplier": body}, "/policy/supplier")
    return version(agree(desk(), supplier_id=supplier, rules=rules_in(body)), supplier)


@blueprint.get(SUPPLIER, parameters=[SUPPLIER_ID])
@reads
@blueprint.response(200, SupplierPolicyVersionSchema(), description="The version in force.")
@blueprint.doc(operationId="getSupplierPolicy", **needs(Scope.CANCELLATIONS_READ))
def get_supplier_policy(supplier_id: str) -> Response:
    """Get the policy of a supplier that is in force"""
    supplier = supplier_in(supplier_id)
    return version(_found(in_force(desk(), supplier_id=supplier)), supplier)


@blueprint.put(STORE)
@writes
@blueprint.arguments(StorePolicySchema())
@blueprint.response(200, StorePolicyVersionSchema(), description="The new version.")
@blueprint.doc(operationId="putStorePolicy", **needs(Scope.POLICIES_WRITE))
def put_store_policy(body: Body) -> Response:
    """Tell what the store promises its customers

    The whole policy is told each time. A new version is in force from now on; open cases are
    decided anew.
    """
    _check({"store": body}, "/policy/store")
    return version(agree(desk(), supplier_id=None, rules=rules_in(body)))


@blueprint.get(STORE)
@reads
@blueprint.response(200, StorePolicyVersionSchema(), description="The version in force.")
@blueprint.alt_response(404, RESPONSES["404"].name)
@blueprint.doc(operationId="getStorePolicy", **needs(Scope.CANCELLATIONS_READ))
def get_store_policy() -> Response:
    """Get the store's policy that is in force"""
    return version(_found(in_force(desk(), supplier_id=None)))


def supplier_in(path: str) -> str:
    """Read the id of a supplier in a path as it is read in orders. Raises `Problem`."""
    try:
        return str(IN_PATH.deserialize(path))
    except ValidationError as error:
        faults = [Fault(parameter="supplier_id", detail=str(one)) for one in error.messages]
        raise invalid_request(faults) from None


def rules_in(body: Body) -> Written:
    """Write the parameters of a policy as they are kept; a share of a hundred stays a number."""
    told: Written = plain(dict(body), str)
    return told | {n: float(value) for n, value in body.items() if isinstance(value, Decimal)}


def _check(policy: Body, place: str) -> None:
    """See that a policy can be read by itself."""

    def reading(given: Body) -> Policy:
        problems = Problems()
        found = read_policy(given, problems)
        problems.refuse()
        return found

    with at_places(place):
        read(reading, policy)


def _found(kept: PolicyVersion | None) -> PolicyVersion:
    if kept is None:
        raise Problem("not_found", "No such policy was told; the defaults are in force.")
    return kept


def version(kept: PolicyVersion, supplier_id: str | None = None) -> Response:
    """Write a version of a policy."""
    about = {} if supplier_id is None else {"supplier_id": supplier_id}
    told = {"version": kept.version, "created_at": instant(kept.created_at), **kept.rules}
    answer = jsonify({**about, **told})
    answer.headers["Cache-Control"] = "no-store"
    return answer
