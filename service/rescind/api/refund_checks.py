"""May this refund be paid to the customer?"""

from flask import Response, jsonify

from rescind.api.agreed import over_stored_policies
from rescind.api.callers import needs
from rescind.api.context import now
from rescind.api.examples import EXAMPLES
from rescind.api.reading import Body, moment_of, read
from rescind.api.rendering import written
from rescind.api.schemas.refund_checks import RefundCheckRequestSchema, RefundCheckSchema
from rescind.api.spec import Blueprint
from rescind.domain.refund_checks import check_refund
from rescind.domain.words import Scope
from rescind.intake.bodies import read_refund_check
from rescind.messages import Translator

blueprint = Blueprint(
    "Refund checks",
    __name__,
    url_prefix="/v1",
    description="May a refund be paid to the customer, how much, and at what risk?",
)


@blueprint.post("/refund-checks")
@blueprint.arguments(RefundCheckRequestSchema(), examples=EXAMPLES["refund-checks"])
@blueprint.response(200, RefundCheckSchema(), description="The answer, with every reason.")
@blueprint.doc(operationId="checkRefund", **needs(Scope.EVALUATE))
def check(body: Body) -> Response:
    """Check a refund to the customer before it is paid

    Send the body of an evaluation, and the refund. A second refund, one while a chargeback is open
    or lost, and one above what was paid are refused, always. One before the suppliers let go is
    not allowed either, but the merchant may take the risk: the answer tells what it would lose.
    Nothing is paid or recorded by this call.
    """
    call = read(read_refund_check, over_stored_policies(body))
    found = check_refund(call.facts, call.refund, call.policy, as_of=moment_of(body, now()))
    return jsonify(written(found, Translator(call.facts.locale).render))
