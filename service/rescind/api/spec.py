"""The contract as code gives it: an OpenAPI 3.1 document with every problem that can occur.

`Blueprint` and `Api` are flask-smorest's with our conventions: bodies come from the guard, problems
are `application/problem+json`, and every operation tells which of them a caller can meet.
"""

import json
from functools import partial
from typing import Any, cast

import flask_smorest
import yaml
from flask import Flask

from rescind import __version__
from rescind.api.arguments import StrictParser
from rescind.api.idempotency_docs import (
    IDEMPOTENCY_KEY,
    IF_MATCH,
    PARAMETERS,
    REPLAYED,
    REPLAYED_DOC,
    REPLAYED_NAME,
    VERSION_DOC,
    VERSION_NAME,
)
from rescind.api.problem_docs import (
    PROBLEM,
    REQUEST_ID,
    REQUEST_ID_DOC,
    REQUEST_ID_HEADER,
    RESPONSES,
)
from rescind.api.problems import answer_http
from rescind.api.request_ids import HEADER
from rescind.api.schemas.documenting import DescribingPlugin

Document = dict[str, Any]

DESCRIPTION = """\
A dropshipping order stands on two legs: the order that a customer placed with a shop, and the
orders that the shop placed with its suppliers. Whether it may still be cancelled, whom to ask,
until when, and when it is safe to refund depends on both. Rescind takes the facts of both and
answers with a decision and its reasons.

Every name is `snake_case`; every instant is RFC 3339 with a zone; every amount is a decimal in
quotes. Clients ignore fields and words that they do not know: new ones may be added.
"""

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})

NO_KEY: list[dict[str, list[str]]] = []
"""The security of an operation that needs no key."""


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A group of operations under one tag."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, *args: Any, recorded: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._prepare_doc_cbks.append(partial(_tell_problems, recorded=recorded))


def _tell_problems(
    doc: Document, doc_info: Document, *, app: Flask, method: str, recorded: bool, **_more: Any
) -> Document:
    """Add the problems that an operation can answer with, and what every recorded call shares."""
    del app
    by_hand = doc_info.get("manual_doc", {})
    open_to_all = by_hand.get("security") == NO_KEY
    writes = recorded and method.upper() in WRITES
    statuses = ["500"] if open_to_all else ["400", "401", "403", "422", "500", "503"]
    if "requestBody" in doc:
        statuses += ["413", "415"]
    elif "requestBody" in by_hand:  # a stream, which may be of any size
        statuses.append("415")
    responses = {str(status): told for status, told in doc.get("responses", {}).items()}
    for response in responses.values():
        if isinstance(response, dict):
            response.setdefault("headers", {})[HEADER] = REQUEST_ID_HEADER
    if writes:
        statuses.append("409")
        _tell_of_repeats(doc, responses)
    for status in statuses:
        if not isinstance(responses.get(status), dict):
            responses[status] = RESPONSES[status].name
    doc["responses"] = dict(sorted(responses.items()))
    return doc


def _tell_of_repeats(doc: Document, responses: Document) -> None:
    """Tell how a write is repeated safely."""
    doc.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
    for status, response in responses.items():
        if status.startswith("2") and isinstance(response, dict):
            response["headers"][REPLAYED] = {"$ref": f"#/components/headers/{REPLAYED_NAME}"}


class Api(flask_smorest.Api):  # type: ignore[misc]
    """Collects the operations of all blueprints into one document."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def __init__(self, app: Flask, *, public_url: str) -> None:
        self.public_url = public_url
        super().__init__(
            app,
            spec_kwargs={
                "title": "Rescind",
                "version": __version__,
                "openapi_version": "3.1.0",
                "marshmallow_plugin": DescribingPlugin(),
                "info": _info(),
                "servers": [{"url": public_url or "/", "description": "This service."}],
                "security": [{"bearer": []}, {"api_key": []}],
            },
        )
        for name, scheme in _security_schemes().items():
            self.spec.components.security_scheme(name, scheme)

    def handle_http_exception(self, error: Any) -> Any:
        """Answer what the framework raised as a problem."""
        return answer_http(error)

    def _register_responses(self) -> None:
        """Describe our problems instead of the library's errors."""
        self.spec.components.schema("Problem", PROBLEM)
        self.spec.components.header(REQUEST_ID, REQUEST_ID_DOC)
        self.spec.components.header(REPLAYED_NAME, REPLAYED_DOC)
        self.spec.components.header(VERSION_NAME, VERSION_DOC)
        for name, where in PARAMETERS.items():
            self.spec.components.parameter(name, "header", where, lazy=True)
        for told in RESPONSES.values():
            self.spec.components.response(told.name, told.doc, lazy=True)

    def _register_pagination_header(self) -> None:
        """Leave out the library's own pagination."""


def document(api: Api) -> Document:
    """Return the whole contract, in an order that people can read."""
    spec = cast("Document", api.spec.to_dict())
    spec["tags"] = sorted(spec.get("tags", []), key=lambda tag: tag["name"])
    spec["info"] = _led_by(("title", "version", "summary"), spec["info"])
    paths = spec.get("paths", {})
    for path, operations in paths.items():
        _tell_of_missing(path, operations, api.spec.components)
    spec["components"] = api.spec.components.to_dict()
    spec["paths"] = {path: _readable(paths[path]) for path in sorted(paths)}
    first = ("openapi", "info", "servers", "security", "tags", "paths", "components")
    return cast("Document", json.loads(json.dumps(_led_by(first, spec))))


def _tell_of_missing(path: str, operations: Document, components: Any) -> None:
    """Tell of paths that name a thing that it may not be there, and of a case its version."""
    for method, told in operations.items():
        if "{" not in path or not isinstance(told, dict):
            continue
        problems = {"404"}
        if "{cancellation_id}" in path and method.upper() in WRITES:
            problems.add("412")
            told["parameters"].append(components.get_ref("parameter", IF_MATCH))
        for status in sorted(problems):
            ref = components.get_ref("response", RESPONSES[status].name)
            told["responses"].setdefault(status, ref)


def _readable(operations: Document) -> Document:
    """Let every operation of a path start with what it is for, and tell its answers in order."""
    for told in operations.values():
        if isinstance(told, dict):
            told["responses"] = dict(sorted(told["responses"].items()))
    first = ("tags", "summary", "description", "operationId", "parameters", "requestBody")
    return {
        name: _led_by(first, told) if isinstance(told, dict) else told
        for name, told in operations.items()
    }


def _led_by(first: tuple[str, ...], told: Document) -> Document:
    """Put some names before all others."""
    led = {name: told[name] for name in first if name in told}
    return {**led, **told}


class _Dumper(yaml.SafeDumper):
    """Writes long text as it reads."""


def _text_as_it_reads(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text_as_it_reads)


def as_yaml(spec: Document) -> str:
    """Write the contract as YAML."""
    return yaml.dump(spec, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def _info() -> Document:
    return {
        "summary": "May this dropshipping order still be cancelled, and what comes next?",
        "description": DESCRIPTION,
        "contact": {"name": "The Rescind authors"},
        "license": {
            "name": "Apache-2.0",
            "url": "https://www.apache.org/licenses/LICENSE-2.0.html",
        },
    }


def _security_schemes() -> Document:
    return {
        "bearer": {
            "type": "http",
            "scheme": "bearer",
            "description": "The API key, as `Authorization: Bearer KEY`.",
        },
        "api_key": {
            "type": "apiKey",
            "in": "header",
            "name": "X-API-Key",
            "description": "The API key again, for tools that can only set a header.",
        },
    }
