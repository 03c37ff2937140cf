"""Tells orchestrators how the process is."""

from typing import Any

from flask import Response, jsonify

from rescind.api.context import context
from rescind.api.problems import Problem
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
@blueprint.alt_response(503, response="Problem503")
@blueprint.doc(operationId="getReadiness", security=NO_KEY)
def readyz() -> Response:
    """Tell that requests can be answered

    A service that records is ready when its database answers and is as this version wants it; one
    without memory needs nothing but itself.
    """
    database = context().database
    if database is not None and not database.ready():
        detail = "The database does not answer, or was not migrated to this version."
        raise Problem("database_unavailable", detail, headers={"Retry-After": "1"})
    return _pass()


def _pass() -> Response:
    answer = jsonify(status="pass")
    answer.headers["Cache-Control"] = "no-store"
    return answer
