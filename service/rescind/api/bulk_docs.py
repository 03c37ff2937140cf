"""How the contract tells of evaluations in bulk: NDJSON, for which schemas are those of a line."""

import json
from typing import Any

from rescind.api.examples import EXAMPLES
from rescind.api.ndjson import NDJSON
from rescind.api.problem_docs import REQUEST_ID_HEADER
from rescind.api.request_ids import HEADER
from rescind.api.schemas.calls import EvaluationLineSchema
from rescind.api.schemas.evaluations import EvaluationLineAnswerSchema


def _lines() -> str:
    """Write the examples of single calls as lines, and one that cannot be read."""
    bodies = [one["value"] for one in EXAMPLES["evaluations"].values()][:2]
    named = [{"ref": f"row-{number}", **body} for number, body in enumerate(bodies, start=1)]
    return "".join(json.dumps(body) + "\n" for body in (*named, {"ref": "row-3"}))


REQUEST_BODY: dict[str, Any] = {
    "required": True,
    "description": "One evaluation a line; the schema is that of a line. However long the stream "
    "is, a line is at most 256 KiB.",
    "content": {
        NDJSON: {
            "schema": EvaluationLineSchema(),
            "examples": {
                "three-lines": {
                    "summary": "Two orders and a line that cannot be used.",
                    "value": _lines(),
                }
            },
        }
    },
}

LINE: dict[str, Any] = {
    "type": "object",
    "required": ["line"],
    "properties": {
        "ref": {
            "type": ["string", "integer"],
            "maxLength": 255,
            "description": "The `ref` of the line, as it was sent, if it has one.",
        },
        "line": {
            "type": "integer",
            "minimum": 1,
            "description": "The number of the line; blank lines count.",
        },
    },
}

RESPONSE: dict[str, Any] = {
    "description": "For each line one, in order; the schema is that of a line: a decision, or the "
    "problem of its line.",
    "headers": {HEADER: REQUEST_ID_HEADER},
    "content": {
        NDJSON: {
            "schema": {
                "anyOf": [
                    EvaluationLineAnswerSchema(),
                    {"allOf": [{"$ref": "#/components/schemas/Problem"}, LINE]},
                ]
            }
        }
    },
}
