"""How the contract describes problems: their schema, and one response for each status."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rescind.api.problems import KINDS, MOST_ERRORS, PROBLEM_JSON, Kind
from rescind.api.request_ids import HEADER, PATTERN

REQUEST_ID = "RequestId"
REQUEST_ID_HEADER = {"$ref": f"#/components/headers/{REQUEST_ID}"}
REQUEST_ID_DOC = {
    "description": "The id of this request: the caller's own `X-Request-Id`, or a new one.",
    "schema": {"type": "string", "pattern": f"^{PATTERN}$", "maxLength": 64},
    "required": True,
}

_SENTENCE = {"type": "string", "pattern": "^[^\\u0000]*$", "maxLength": 20000}


def _sentence(description: str, **more: object) -> dict[str, object]:
    return {**_SENTENCE, "description": description, **more}


FAULT = {
    "type": "object",
    "description": "One thing that is wrong, and its place.",
    "required": ["detail"],
    "properties": {
        "pointer": _sentence("Where it stands in the body: a JSON pointer (RFC 6901)."),
        "parameter": _sentence("The parameter of the path or the query that it is about."),
        "detail": _sentence("What is wrong, and what would be accepted."),
    },
}

PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance", "code", "request_id"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "maxLength": 2000,
            "description": "The page that explains this kind of problem.",
            "examples": ["/problems/invalid_request"],
        },
        "title": _sentence("The kind of problem, for people."),
        "status": {
            "type": "integer",
            "format": "int32",
            "minimum": 400,
            "maximum": 599,
            "description": "The status of the answer.",
        },
        "detail": _sentence("What is wrong with this request, in whole sentences."),
        "instance": {
            "type": "string",
            "format": "uri-reference",
            "maxLength": 20000,
            "description": "The path that was called.",
        },
        "code": {
            "type": "string",
            "pattern": "^[a-z_]+$",
            "maxLength": 64,
            "description": "The kind of problem, for machines. New ones may be added.",
            "x-extensible-enum": list(KINDS),
        },
        "request_id": {
            "type": "string",
            "pattern": f"^{PATTERN}$",
            "maxLength": 64,
            "description": "The id of the request, to quote when asking for help.",
        },
        "errors": {
            "type": "array",
            "maxItems": MOST_ERRORS,
            "description": "Everything that is wrong, each with its place.",
            "items": FAULT,
        },
    },
}


@dataclass(frozen=True, slots=True)
class DescribedResponse:
    """A response of the contract, under its name there."""

    name: str
    doc: dict[str, Any]


def _described(kinds: list[tuple[str, Kind]]) -> DescribedResponse:
    """Describe the response of one status, whichever kinds share it."""
    _, first = kinds[0]
    words = " ".join(kind.title + "." for _, kind in kinds)
    headers: dict[str, Any] = {HEADER: REQUEST_ID_HEADER}
    if first.status.value == 401:  # noqa: PLR2004  # the one status with a header of its own
        headers["WWW-Authenticate"] = {
            "description": "How to show a key.",
            "schema": {"type": "string", "pattern": "^Bearer", "maxLength": 200},
        }
    examples = {code: {"value": _example(code, kind)} for code, kind in kinds}
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {PROBLEM_JSON: {"schema": schema, "examples": examples}}
    return DescribedResponse(
        f"Problem{first.status.value}",
        {"description": words, "headers": headers, "content": content},
    )


def _example(code: str, kind: Kind) -> dict[str, object]:
    return {
        "type": f"/problems/{code}",
        "title": kind.title,
        "status": kind.status.value,
        "detail": f"{kind.title}.",
        "instance": "/v1/evaluations",
        "code": code,
        "request_id": "4bf92f3577b34da6a3ce929d0e0e4736",
    }


def _by_status() -> Iterator[tuple[str, DescribedResponse]]:
    statuses = sorted({kind.status.value for kind in KINDS.values()})
    for status in statuses:
        kinds = [(code, kind) for code, kind in KINDS.items() if kind.status.value == status]
        yield str(status), _described(kinds)


RESPONSES: Mapping[str, DescribedResponse] = dict(_by_status())
"""By status, as the contract spells it."""
