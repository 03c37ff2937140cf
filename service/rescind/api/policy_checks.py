"""What is wrong with a store's policy, or missing in it?"""

from typing import Any

from flask import Response, jsonify
from marshmallow import ValidationError

from rescind.api.agreed import over_stored_policies
from rescind.api.arguments import faults_of
from rescind.api.callers import needs
from rescind.api.comparisons import place_of_supplier, policies_of
from rescind.api.examples import EXAMPLES
from rescind.api.pointers import pointer
from rescind.api.policies import rules_in
from rescind.api.problems import Fault, invalid_request
from rescind.api.reading import Body, read
from rescind.api.recording import at_places
from rescind.api.rendering import plain, written
from rescind.api.schemas.policies import StorePolicySchema
from rescind.api.schemas.policy_checks import PolicyCheckRequestSchema, PolicyCheckSchema
from rescind.api.spec import Blueprint
from rescind.domain.policy_checks import check
from rescind.domain.words import Scope
from rescind.intake.bodies import locale_of
from rescind.intake.comparisons import read_comparison
from rescind.intake.schema_org import Reading, read_json_ld
from rescind.messages import Translator

blueprint = Blueprint(
    "Policy checks",
    __name__,
    url_prefix="/v1",
    description="What is wrong with a store's policy, and what is missing in it.",
)
STORE = StorePolicySchema()


@blueprint.post("/policy-checks")
@blueprint.arguments(PolicyCheckRequestSchema(), examples=EXAMPLES["policy-checks"])
@blueprint.response(200, PolicyCheckSchema(), description="Every rule's finding.")
@blueprint.doc(operationId="checkPolicy", **needs(Scope.EVALUATE))
def check_policy(body: Body) -> Response:
    """Check a store's policy: what is wrong with it, what is missing, what it promises too much

    Send it in our names, or as the `MerchantReturnPolicy` that the shop's pages hold already. The
    answer has a finding for every rule, the policy as it was read, and which properties were not.
    Where a record is kept and neither is sent, the kept policy is checked.
    """
    reading = reading_of(body)
    store = {**loaded(reading), **body.get("store", {})}
    whole = over_stored_policies({**body, "policy": policies_of({**body, "store": store})})
    if store:
        whole = {**whole, "policy": {**whole["policy"], "store": store}}
    with at_places(*place_of_supplier(body)):
        call = read(read_comparison, whole)
    speak = Translator(locale_of(body)).render
    found = written(check(call.store, call.supplier), speak)
    how = {"read": plain(reading.read, speak), "ignored": plain(reading.ignored, speak)}
    return jsonify({**found, "store": rules_in(shown(call.store)), **how})


def reading_of(body: Body) -> Reading:
    """Read the JSON-LD of a body, if there is some. Raises `Problem`."""
    if "json_ld" not in body:
        return Reading()
    found = read_json_ld(body["json_ld"])
    if found is None:
        detail = "There is no object of the type MerchantReturnPolicy in this document."
        raise invalid_request([Fault(pointer="/json_ld", detail=detail)])
    return found


def loaded(reading: Reading) -> Body:
    """Load what was read as a body is loaded. Raises `Problem` at the places it was read from."""
    try:
        told: dict[str, Any] = STORE.load(reading.store)
    except ValidationError as error:
        places = {one.parameter: one.pointer for one in reading.read}
        refused = faults_of(ValidationError({"json": error.messages}), STORE)
        raise invalid_request([at_its_place(fault, places) for fault in refused]) from None
    return told


def at_its_place(fault: Fault, places: dict[str, str]) -> Fault:
    """Point at the property that a parameter was read from."""
    name = (fault.pointer or "").removeprefix("/").split("/")[0]
    return Fault(pointer=places.get(name, pointer(["json_ld"])), detail=fault.detail)


def shown(store: Any) -> Body:
    """Show what a policy states, and nothing that it does not."""
    told = {name: getattr(store, name) for name in STORE.fields}
    return {name: value for name, value in told.items() if value is not None}
