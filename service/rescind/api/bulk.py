"""Many evaluations in one request: a line in, a line out, for as long as the client sends."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from flask import Response, current_app, request, stream_with_context

from rescind.api.agreed import StoredPolicies
from rescind.api.bulk_docs import REQUEST_BODY, RESPONSE
from rescind.api.callers import needs
from rescind.api.context import now
from rescind.api.evaluations import evaluated
from rescind.api.inflow import BrokenOff, Inflow
from rescind.api.ndjson import NDJSON, Line, body_in, lines_in, ref_of, tree_in
from rescind.api.problems import Problem
from rescind.api.spec import Blueprint
from rescind.domain.words import Scope

blueprint = Blueprint(
    "Evaluations in bulk",
    __name__,
    url_prefix="/v1",
    description="Many evaluations in one request, as a stream of lines.",
)


@blueprint.post("/evaluations/bulk")
@blueprint.doc(
    operationId="evaluateInBulk",
    requestBody=REQUEST_BODY,
    responses={"200": RESPONSE},
    **needs(Scope.EVALUATE),
)
def evaluate_in_bulk() -> Response:
    """Decide many cancellations in one request, line by line

    Send one body as `POST /v1/evaluations` takes it on each line (NDJSON), as many as you like; a
    line may have a `ref` of your own. For each line one comes back, in order and as soon as it is
    decided: the decision, or in its place the problem with its `line`; both give back the `ref`.
    Lines without an `as_of` are all decided for the moment at which the request began. A line is at
    most 256 KiB; blank lines are skipped. An answer that ends without one for your last line is not
    whole: send the rest again.
    """
    connection = request.environ.get("gunicorn.socket")
    inflow = Inflow(request.stream, request.content_length, connection)
    return Response(
        stream_with_context(_answers(inflow, StoredPolicies(), now())),
        content_type=NDJSON,
        # Proxies that buffer would hold back what is decided.
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


def _answers(inflow: Inflow, policies: StoredPolicies, moment: datetime) -> Iterator[bytes]:
    number = 0
    try:
        for line in lines_in(inflow.blocks()):
            number = line.number
            if not line.blank:
                answer = _as_line(_answered(line, policies, moment))
                inflow.wait_for_room()
                yield answer
    except BrokenOff:
        detail = "The body did not arrive whole; from this line on, send it again."
        yield _as_line({"line": number + 1, **_problem(Problem("bad_request", detail))})


def _answered(line: Line, policies: StoredPolicies, moment: datetime) -> dict[str, Any]:
    """Answer one line; whatever is wrong with it is not the others'."""
    tree: Any = None
    try:
        tree = tree_in(line.raw)
        answer = evaluated(policies.under(body_in(tree)), moment)
    except Exception as error:  # noqa: BLE001  # told as a call of its own would tell it
        return {**ref_of(tree), "line": line.number, **_problem(error)}
    return {**ref_of(tree), **answer}


def _problem(error: Exception) -> dict[str, Any]:
    """Write what went wrong as the answer to a single call writes it."""
    answer = current_app.make_response(current_app.handle_user_exception(error))
    told: dict[str, Any] = answer.get_json()
    return told


def _as_line(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode() + b"\n"
