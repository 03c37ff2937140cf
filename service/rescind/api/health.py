"""Tells orchestrators how the process is."""

from typing import Any

from flask import Response, jsonify

from rescind.api.spec import NO_KEY, Blueprint

blueprint = Blueprint("Health", __name__, description="Whether the service runs and can answer.")

PASS: dict[str, Any] = {
    "type": "object",
    "required": ["status"],
    "properties": {
        "status": {"type": "string", "const": "pass", "description": "Always `pass` with a 200."}
    },
}


@blueprint.get("/healthz")
@blueprint.response(200, PASS, description="The process runs.")
@blueprint.doc(operationId="getHealth", security=NO_KEY)
def healthz() -> Response:
    """Tell that the process runs

    It looks at nothing else, so that a restart is never asked for in vain.
    """
    return _pass()


@blueprint.get("/readyz")
@blueprint.response(200, PASS, description="Requests can be answered.")
@blueprint.doc(operationId="getReadiness", security=NO_KEY)
def readyz() -> Response:
    """Tell that requests can be answered

    A service without memory needs nothing but itself, so it is ready when it runs.
    """
    return _pass()


def _pass() -> Response:
    answer = jsonify(status="pass")
    answer.headers["Cache-Control"] = "no-store"
    return answer
