"""Dispute it? How will it end?"""

from flask import Response, jsonify

from rescind.api.agreed import over_stored_policies
from rescind.api.callers import needs
from rescind.api.context import now
from rescind.api.examples import EXAMPLES
from rescind.api.reading import Body, moment_of, read
from rescind.api.rendering import written
from rescind.api.schemas.calls import DisputeRequestSchema
from rescind.api.schemas.disputes import DisputeDecisionSchema
from rescind.api.spec import Blueprint
from rescind.domain.disputes import decide_dispute
from rescind.domain.words import Scope
from rescind.intake.bodies import locale_of, read_dispute_call
from rescind.messages import Translator

blueprint = Blueprint(
    "Disputes",
    __name__,
    url_prefix="/v1",
    description="Is a dispute to be opened at the supplier's platform, and how will it end?",
)


@blueprint.post("/dispute-decisions")
@blueprint.arguments(DisputeRequestSchema(), examples=EXAMPLES["dispute-decisions"])
@blueprint.response(200, DisputeDecisionSchema(), description="The decision, with every reason.")
@blueprint.doc(operationId="decideDispute", **needs(Scope.EVALUATE))
def decide(body: Body) -> Response:
    """Decide whether to open a dispute, when, and with what evidence

    Send one supplier order with everything that happened to it. The answer tells whether to open a
    dispute now, between which instants it can be opened, what to attach, and how it is expected to
    end, with every finding that this rests on. It holds the claim's text in English and Spanish,
    what to do when the dispute is lost or nobody answers in it, and, once it is decided, what is
    still due.
    """
    call = read(read_dispute_call, over_stored_policies(body))
    decision = decide_dispute(
        call.order, ship_to=call.ship_to, policy=call.policy, as_of=moment_of(body, now())
    )
    return jsonify(written(decision, Translator(locale_of(body)).render))
