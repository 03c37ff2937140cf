"""May it be cancelled, and what next? All facts come in the call, and nothing is stored."""

from dataclasses import replace
from datetime import datetime

from flask import Response, jsonify

from rescind.api.agreed import over_memory
from rescind.api.callers import needs
from rescind.api.context import now
from rescind.api.examples import EXAMPLES
from rescind.api.reading import Body, moment_of, read
from rescind.api.rendering import Written, plain, written
from rescind.api.schemas.calls import EvaluationRequestSchema
from rescind.api.schemas.experience import EvaluationAnswerSchema
from rescind.api.spec import Blueprint
from rescind.domain.decision import decide
from rescind.domain.own_calendars import OwnCalendars
from rescind.domain.words import Scope
from rescind.intake.bodies import locale_of, read_evaluation
from rescind.intake.platforms.beside import reports_of
from rescind.messages import Translator

blueprint = Blueprint(
    "Evaluations",
    __name__,
    url_prefix="/v1",
    description="May an order be cancelled, and what is to be done next?",
)


@blueprint.post("/evaluations")
@blueprint.arguments(EvaluationRequestSchema(), examples=EXAMPLES["evaluations"])
@blueprint.response(200, EvaluationAnswerSchema(), description="The decision, with every reason.")
@blueprint.doc(operationId="evaluate", **needs(Scope.EVALUATE))
def evaluate(body: Body) -> Response:
    """Decide whether an order may be cancelled, and what to do next

    Send what is known of the request, the store order and the supplier orders. The answer tells
    what may be done on both sides, what to do first, when to look again, what it costs, and every
    finding that it rests on. The same facts, policy and `as_of` always give the same decision.
    Beside it stands, if you record cases, how the suppliers answered before (`experience`).
    """
    whole, known = over_memory(body)
    answer = evaluated(whole, now())
    if known:
        answer["experience"] = plain(known, Translator(locale_of(body)).render)
    return jsonify(answer)


def evaluated(body: Body, moment: datetime, calendars: OwnCalendars | None = None) -> Written:
    """Evaluate a loaded body. Raises `Problem` for facts that cannot be read.

    Days are counted by the operator's `calendars`: those of the service, where it answers.
    """
    call = read(read_evaluation, body, calendars)
    decision = decide(call.facts, call.policy, as_of=moment_of(body, moment))
    if payloads := reports_of(body):
        decision = replace(decision, payloads=payloads)
    return written(decision, Translator(call.facts.locale).render)
