"""Who is at fault on a return, what can be offered, and who pays it back?"""

from flask import Response, jsonify

from rescind.api.agreed import over_stored_policies
from rescind.api.callers import needs
from rescind.api.examples import EXAMPLES
from rescind.api.reading import Body, read
from rescind.api.rendering import written
from rescind.api.schemas.calls import FaultAssessmentRequestSchema
from rescind.api.schemas.faults import FaultAssessmentSchema
from rescind.api.spec import Blueprint
from rescind.domain.faults import assess_fault
from rescind.domain.words import Scope
from rescind.intake.bodies import locale_of, read_fault_call
from rescind.messages import Translator

blueprint = Blueprint(
    "Faults",
    __name__,
    url_prefix="/v1",
    description="Who is at fault on a return claim, and what can be offered?",
)


@blueprint.post("/fault-assessments")
@blueprint.arguments(FaultAssessmentRequestSchema(), examples=EXAMPLES["fault-assessments"])
@blueprint.response(200, FaultAssessmentSchema(), description="The assessment, with its reasons.")
@blueprint.doc(operationId="assessFault", **needs(Scope.EVALUATE))
def assess(body: Body) -> Response:
    """Tell who is at fault on a return claim, and what can be offered

    Send why the customer wants to give the goods back and what else is known. The answer tells who
    answers for it, whether the claim is reasonable, every remedy with who pays for it and what the
    merchant loses by it, and what can be had back from the supplier: by agreement, by a dispute and
    until when, or not at all.
    """
    call = read(read_fault_call, over_stored_policies(body))
    assessment = assess_fault(call.claim, call.policy)
    return jsonify(written(assessment, Translator(locale_of(body)).render))
