"""How far do the store's promises go beyond the supplier's, and what does it cost?"""

import re
from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify

from rescind.api.agreed import over_stored_policies
from rescind.api.callers import needs
from rescind.api.context import now
from rescind.api.examples import EXAMPLES
from rescind.api.policies import SUPPLIER, SUPPLIER_ID, supplier_in
from rescind.api.problems import Fault, Problem, invalid_request
from rescind.api.reading import Body, moment_of, read
from rescind.api.recording import at_places, desk, reads
from rescind.api.rendering import Written, plain, written
from rescind.api.schemas.comparisons import (
    KeptComparisonSchema,
    PolicyComparisonRequestSchema,
    PolicyComparisonSchema,
)
from rescind.api.schemas.kept_policies import PolicyQuerySchema
from rescind.api.schemas.policies import StorePolicySchema, SupplierPolicySchema
from rescind.api.spec import Blueprint
from rescind.domain.policy_comparison import PolicyComparison, compare
from rescind.domain.words import Locale, Scope
from rescind.intake.bodies import locale_of
from rescind.intake.comparisons import in_order, read_comparison
from rescind.intake.ledger import instant
from rescind.intake.policies import escaped
from rescind.messages import Translator
from rescind.usecases.case_file import stored_policies
from rescind.usecases.comparing import history_with

blueprint = Blueprint(
    "Comparisons",
    __name__,
    url_prefix="/v1",
    description="How far the store's promises go beyond its suppliers', and what that costs.",
)
kept = Blueprint(
    "Kept comparisons",
    __name__,
    url_prefix="/v1",
    recorded=True,
    description="The same over what is kept and recorded.",
)


@blueprint.post("/policy-comparisons")
@blueprint.arguments(PolicyComparisonRequestSchema(), examples=EXAMPLES["policy-comparisons"])
@blueprint.response(200, PolicyComparisonSchema(), description="The gaps, with their cost.")
@blueprint.doc(operationId="comparePolicies", **needs(Scope.EVALUATE))
def compare_policies(body: Body) -> Response:
    """Compare the store's policy with a supplier's, and reckon what each gap costs

    Every promise of the store that the supplier does not stand behind is a gap: a reason for
    returns, a longer time to cancel or to return, a refund before the supplier pays. With `orders`
    each gap is reckoned in money, order by order and currency by currency. Where a record is kept,
    what is told here goes over the policies that are kept, key by key.
    """
    if "supplier" not in body and "supplier_id" not in body:
        detail = "Give the supplier's policy here, or the id of a supplier whose policy is kept."
        raise invalid_request([Fault(pointer="/supplier", detail=detail)])
    with at_places(*place_of_supplier(body)):
        call = read(read_comparison, over_stored_policies({**body, "policy": policies_of(body)}))
    found = compare(call.supplier, call.store, call.orders)
    return jsonify(in_words(found, locale_of(body)))


def policies_of(body: Body) -> Mapping[str, Any]:
    """Say whose the policies of a body are, as other calls do."""
    supplier, supplier_id = body.get("supplier", {}), body.get("supplier_id")
    whose = (
        {"supplier": supplier} if supplier_id is None else {"suppliers": {supplier_id: supplier}}
    )
    return {**whose, "store": body.get("store", {})}


def place_of_supplier(body: Body) -> tuple[str, str]:
    """Say where the supplier's policy stands among all policies, and where the caller wrote it."""
    supplier_id = body.get("supplier_id")
    whose = "supplier" if supplier_id is None else f"suppliers/{re.escape(escaped(supplier_id))}"
    return f"/policy/{whose}", "/supplier"


def in_words(found: PolicyComparison, locale: Locale) -> Written:
    """Write a comparison."""
    answer = written(found, Translator(locale).render)
    return {**answer, "gaps": [flat(gap) for gap in answer["gaps"]]}


def flat(gap: Written) -> Written:
    """Put what a gap costs beside what it is; one that is about no reason has none."""
    about = {name: value for name, value in gap.items() if (name, value) != ("reason", None)}
    return {**about, **about.pop("cost")}


SUPPLIER_RULES = SupplierPolicySchema()
STORE_RULES = StorePolicySchema()


@kept.get(f"{SUPPLIER}/comparison", parameters=[SUPPLIER_ID])
@reads
@kept.arguments(PolicyQuerySchema(), location="query")
@kept.response(200, KeptComparisonSchema(), description="The gaps, over the recorded history.")
@kept.doc(operationId="compareKeptPolicies", **needs(Scope.CANCELLATIONS_READ))
def compare_kept_policies(query: Body, supplier_id: str) -> Response:
    """Compare the kept policies of the store and a supplier over the recorded history

    Each gap is reckoned with the orders of all recorded cases with this supplier: what it costs if
    each of them comes to that, and what those cost whose customers gave that very reason.
    """
    supplier, as_of = supplier_in(supplier_id), moment_of(query, now())
    stored, store = stored_policies(desk().tenant, [supplier], as_of)
    history = history_with(desk(), supplier_id=supplier)
    if supplier not in stored and not history.cases:
        raise Problem("not_found", "No policy of such a supplier is kept, and no case is with it.")
    policy = {
        "suppliers": {supplier: SUPPLIER_RULES.load(stored.get(supplier, {}))},
        "store": STORE_RULES.load(store),
    }
    call = read(read_comparison, {"supplier_id": supplier, "policy": policy})
    found = compare(call.supplier, call.store, in_order(list(history.orders)))
    about = {"cases": history.cases, "orders": len(history.orders), "complete": history.complete}
    answer = jsonify(
        {
            "supplier_id": supplier,
            "as_of": instant(as_of),
            "history": plain(about, str),
            **in_words(found, locale_of(query)),
        }
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
