"""The policies that are kept: each supplier's, and the store's own, in versions."""

from datetime import datetime
from decimal import Decimal

from flask import Response, jsonify
from marshmallow import ValidationError

from rescind.api.callers import needs
from rescind.api.context import now
from rescind.api.fields import Identifier
from rescind.api.paging import limit_of, page
from rescind.api.problem_docs import RESPONSES
from rescind.api.problems import Fault, Problem, invalid_request
from rescind.api.reading import Body, moment_of, read
from rescind.api.recording import at_places, desk, reads, writes
from rescind.api.rendering import Written, plain
from rescind.api.schemas.kept_policies import (
    PERIOD,
    PolicyQuerySchema,
    PolicyVersionsQuerySchema,
    StorePolicyTellingSchema,
    StorePolicyVersionSchema,
    StorePolicyVersionsPageSchema,
    SupplierPolicyTellingSchema,
    SupplierPolicyVersionSchema,
    SupplierPolicyVersionsPageSchema,
)
from rescind.api.schemas.policies import SupplierPolicySchema
from rescind.api.spec import Blueprint
from rescind.domain.canonical import fingerprint
from rescind.domain.policy import Policy
from rescind.domain.questions import all_at_once, open_questions
from rescind.domain.words import Scope
from rescind.intake.bodies import locale_of
from rescind.intake.ledger import instant
from rescind.intake.policies import read_policy
from rescind.intake.problems import Problems
from rescind.messages import Translator
from rescind.tables.policies import PolicyVersion, Telling
from rescind.usecases.agreeing import Shown, agree, in_force, versions

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
PARAMETERS = SupplierPolicySchema()


@blueprint.put(SUPPLIER, parameters=[SUPPLIER_ID])
@writes
@blueprint.arguments(SupplierPolicyTellingSchema())
@blueprint.response(200, SupplierPolicyVersionSchema(), description="The new version.")
@blueprint.doc(operationId="putSupplierPolicy", **needs(Scope.POLICIES_WRITE))
def put_supplier_policy(body: Body, supplier_id: str) -> Response:
    """Tell what was agreed with a supplier

    The whole policy is told each time: what is left out has its default. A new version is in force
    from now on, or for the period that it names; where periods overlap the version told later goes
    first. Earlier moments are still decided by the versions told by then. Open cases with this
    supplier are decided anew. The answer drafts what is still to be asked of the supplier.
    """
    supplier = supplier_in(supplier_id)
    told = telling(body)
    _check({"supplier": rules_of(body)}, "/policy/supplier")
    return answered(agree(desk(), supplier_id=supplier, told=told), {}, supplier)


@blueprint.get(SUPPLIER, parameters=[SUPPLIER_ID])
@reads
@blueprint.arguments(PolicyQuerySchema(), location="query")
@blueprint.response(200, SupplierPolicyVersionSchema(), description="The version in force.")
@blueprint.doc(operationId="getSupplierPolicy", **needs(Scope.CANCELLATIONS_READ))
def get_supplier_policy(query: Body, supplier_id: str) -> Response:
    """Get the policy of a supplier that is in force, with what is still to be asked of it

    `as_of` asks for the one that was in force at a moment, and told by then.
    """
    supplier = supplier_in(supplier_id)
    found = in_force(desk(), supplier_id=supplier, as_of=moment_of(query, now()))
    return answered(found_in(found), query, supplier)


@blueprint.get(f"{SUPPLIER}/versions", parameters=[SUPPLIER_ID])
@reads
@blueprint.arguments(PolicyVersionsQuerySchema(), location="query")
@blueprint.response(200, SupplierPolicyVersionsPageSchema(), description="The latest first.")
@blueprint.doc(operationId="listSupplierPolicyVersions", **needs(Scope.CANCELLATIONS_READ))
def list_supplier_policy_versions(query: Body, supplier_id: str) -> Response:
    """List the versions of a supplier's policy, the latest first, each with where it stands now"""
    return listed(query, supplier_in(supplier_id))


@blueprint.put(STORE)
@writes
@blueprint.arguments(StorePolicyTellingSchema())
@blueprint.response(200, StorePolicyVersionSchema(), description="The new version.")
@blueprint.doc(operationId="putStorePolicy", **needs(Scope.POLICIES_WRITE))
def put_store_policy(body: Body) -> Response:
    """Tell what the store promises its customers

    The whole policy is told each time. A new version is in force from now on, or for the period
    that it names; where periods overlap the version told later goes first. Open cases are decided
    anew.
    """
    told = telling(body)
    _check({"store": rules_of(body)}, "/policy/store")
    return answered(agree(desk(), supplier_id=None, told=told), {})


@blueprint.get(STORE)
@reads
@blueprint.arguments(PolicyQuerySchema(), location="query")
@blueprint.response(200, StorePolicyVersionSchema(), description="The version in force.")
@blueprint.alt_response(404, RESPONSES["404"].name)
@blueprint.doc(operationId="getStorePolicy", **needs(Scope.CANCELLATIONS_READ))
def get_store_policy(query: Body) -> Response:
    """Get the store's policy that is in force

    `as_of` asks for the one that was in force at a moment, and told by then.
    """
    found = in_force(desk(), supplier_id=None, as_of=moment_of(query, now()))
    return answered(found_in(found), query)


@blueprint.get(f"{STORE}/versions")
@reads
@blueprint.arguments(PolicyVersionsQuerySchema(), location="query")
@blueprint.response(200, StorePolicyVersionsPageSchema(), description="The latest first.")
@blueprint.alt_response(404, RESPONSES["404"].name)
@blueprint.doc(operationId="listStorePolicyVersions", **needs(Scope.CANCELLATIONS_READ))
def list_store_policy_versions(query: Body) -> Response:
    """List the versions of the store's policy, the latest first, each with where it stands now"""
    return listed(query, None)


def supplier_in(path: str) -> str:
    """Read the id of a supplier in a path as it is read in orders. Raises `Problem`."""
    try:
        return str(IN_PATH.deserialize(path))
    except ValidationError as error:
        faults = [Fault(parameter="supplier_id", detail=str(one)) for one in error.messages]
        raise invalid_request(faults) from None


def telling(body: Body) -> Telling:
    """Read what is told of a policy, and for when. Raises `Problem`."""
    valid_from, valid_until = (body.get(name) for name in PERIOD)
    _check_period(valid_from or now(), valid_until)
    rules = rules_in(rules_of(body))
    return Telling(rules=rules, valid_from=valid_from, valid_until=valid_until)


def _check_period(valid_from: datetime, valid_until: datetime | None) -> None:
    """See that a version can ever be in force."""
    if valid_until is None or (valid_until > valid_from and valid_until > now()):
        return
    why = (
        "The period would end before it begins: valid_until has to be later than valid_from."
        if valid_until <= valid_from
        else "The period is over. A version decides nothing before it is told, so this one never "
        "would: what was decided then stays as it was."
    )
    raise invalid_request([Fault(pointer="/valid_until", detail=why)])


def rules_of(body: Body) -> Body:
    """Leave the period out."""
    return {name: value for name, value in body.items() if name not in PERIOD}


def rules_in(body: Body) -> Written:
    """Write the parameters of a policy as they are kept; a share of a hundred stays a number."""
    told: Written = plain(dict(body), str)
    return told | {n: float(value) for n, value in body.items() if isinstance(value, Decimal)}


def _check(policy: Body, place: str) -> None:
    """See that a policy can be read by itself."""
    with at_places(place):
        read(read_alone, policy)


def read_alone(given: Body) -> Policy:
    """Read policies that stand alone. Raises `UnreadableFacts`."""
    problems = Problems()
    found = read_policy(given, problems)
    problems.refuse()
    return found


def found_in(shown: Shown | None) -> Shown:
    """Return the version that was found. Raises `Problem`."""
    if shown is None:
        raise Problem("not_found", "No such policy is in force at this moment; the defaults are.")
    return shown


def listed(query: Body, supplier_id: str | None) -> Response:
    """Answer with a page of the versions of a policy. Raises `Problem`."""
    known = versions(desk(), supplier_id=supplier_id, as_of=now())
    cursor, limit = query.get("cursor"), limit_of(query)
    ids = [id_of(one) for one, _standing in known]
    if cursor is not None and cursor not in ids:
        detail = "This is no cursor of this list: send the `next_cursor` of a page of it."
        raise invalid_request([Fault(parameter="cursor", detail=detail)])
    if not known:
        raise Problem("not_found", "No such policy was told; the defaults are in force.")
    rest = known if cursor is None else known[ids.index(cursor) + 1 :]
    told = [version(one, query, supplier_id) for one in rest[:limit]]
    return page(told, more=len(rest) > limit)


def id_of(kept: PolicyVersion) -> str:
    """Name a version: its number alone would name one of every policy."""
    return fingerprint("pol_", desk().tenant.tenant_id, kept.supplier_id, kept.version)


def answered(shown: Shown, query: Body, supplier_id: str | None = None) -> Response:
    """Answer with a version of a policy."""
    answer = jsonify(version(shown, query, supplier_id))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def version(shown: Shown, query: Body, supplier_id: str | None = None) -> Written:
    """Write a version of a policy."""
    kept, standing = shown
    speak = Translator(locale_of(query)).render
    about = {} if supplier_id is None else {"supplier_id": supplier_id}
    told = {
        "id": id_of(kept),
        "version": kept.version,
        "created_at": instant(kept.created_at),
        "valid_from": instant(kept.valid_from),
        "valid_until": instant(kept.valid_until) if kept.valid_until else None,
        **plain(standing, speak),
    }
    asked = {}
    if supplier_id is not None:
        loaded = PARAMETERS.load(kept.rules)
        questions = open_questions(read_alone({"supplier": loaded}).supplier)
        asked = {
            "questions": plain(questions, speak),
            "questions_draft": plain(all_at_once(questions), speak),
        }
    return {**about, **told, **kept.rules, **asked}
