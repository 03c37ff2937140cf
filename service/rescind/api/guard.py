"""Stands before every call: what no schema should have to think of is refused here.

The order is that of cost and of sense: is the address text, is there such a call, may the caller
make it, are its parameters known, is the body JSON, is it small enough, can it be read. What was
read is kept for the schema, so that a body is parsed once.
"""

import sys
from collections.abc import Set as AbstractSet
from typing import Any
from urllib.parse import unquote_to_bytes

from flask import Flask, current_app, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from rescind.api.callers import check_key
from rescind.api.ndjson import NDJSON
from rescind.api.nearest import did_you_mean
from rescind.api.problems import Fault, Problem, invalid_request
from rescind.api.strict_json import MOST_BYTES, UnreadableJson, read_json

CALLS = "/v1/"
"""The calls are under this path; everything else is open to everyone."""


JSON = "application/json"
METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


def install(app: Flask) -> None:
    """Put the guard before every request of an application."""
    # One more than is accepted: werkzeug cuts a body of unknown length there without a word.
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES + 1
    # A redirect would lose the body of a POST, so paths are taken as they come.
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    app.before_request(_check_address)
    app.before_request(_check_call)


def _check_address() -> None:
    """Refuse a path or query that is not text."""
    path = request.environ["PATH_INFO"].encode("latin-1", "replace")
    query = unquote_to_bytes(request.environ.get("QUERY_STRING", "").encode("latin-1", "replace"))
    for place, raw in (("path", path), ("query", query)):
        if b"\0" in raw:
            raise Problem("invalid_address", f"The {place} holds the character NUL (%00).")
        try:
            raw.decode()
        except UnicodeDecodeError:
            detail = f"The {place} is not UTF-8; percent-encode its text as UTF-8."
            raise Problem("invalid_address", detail) from None


def _check_call() -> None:
    """Check what only calls need; an address that leads nowhere is answered by the router."""
    if request.routing_exception is not None or request.url_rule is None:
        return
    if not request.url_rule.rule.startswith(CALLS):
        return
    check_key(_view_attribute("_apidoc") or {})
    _check_parameters()
    if request.method in METHODS_WITH_BODY:
        _read_body()


def _check_parameters() -> None:
    """Refuse parameters that nobody documented, and those given twice."""
    known = _query_names()
    faults = []
    for name, values in request.args.lists():
        if name not in known:
            faults.append(Fault(parameter=name[:64], detail=_unknown(name, known)))
        elif len(values) > 1:
            detail = f"The parameter is given {len(values)} times; give it once."
            faults.append(Fault(parameter=name, detail=detail))
    if faults:
        raise invalid_request(faults)


def _query_names() -> AbstractSet[str]:
    documented = _view_attribute("_apidoc") or {}
    parameters = documented.get("arguments", {}).get("parameters", ())
    schemas = [one["schema"] for one in parameters if one["in"] == "query"]
    fields = [(schema() if isinstance(schema, type) else schema).fields for schema in schemas]
    return {field.data_key or name for one in fields for name, field in one.items()}


def _view_attribute(name: str) -> Any:
    view = current_app.view_functions[request.endpoint or ""]
    return getattr(view, name, None)


def _unknown(name: str, known: AbstractSet[str]) -> str:
    if not known:
        return "This call takes no parameters in the query."
    return f"There is no such parameter.{did_you_mean(name, known)}"


def _read_body() -> None:
    """Read the body, if there is one, and keep its tree; a stream is left to its handler."""
    if NDJSON in _documented_types():
        _check_content_type(NDJSON, "NDJSON (one JSON object a line)")
        # Each of its lines is measured instead.
        request.max_content_length = sys.maxsize
        return
    if not request.content_length and "Transfer-Encoding" not in request.headers:
        return
    _check_content_type(JSON, "JSON")
    raw = _received()
    try:
        g.json_tree = read_json(raw)
    except UnreadableJson as error:
        where = error.pointer
        errors = [] if where is None else [Fault(pointer=where, detail=error.detail)]
        place = f"{where}: " if where else ""
        raise Problem("invalid_json", place + error.detail, errors=errors) from None


def _documented_types() -> AbstractSet[str]:
    """Tell which content types a call documents by itself, other than those of schemas."""
    documented = (_view_attribute("_apidoc") or {}).get("manual_doc", {})
    types: AbstractSet[str] = documented.get("requestBody", {}).get("content", {}).keys()
    return types


def _check_content_type(wanted: str, called: str) -> None:
    given = request.headers.get("Content-Type", "")
    if request.mimetype != wanted:
        shown = f'"{given[:64]}" is not' if given else "The request does not say that its body is"
        detail = f"{shown} {called}; send `Content-Type: {wanted}`."
        raise Problem("unsupported_media_type", detail)
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in {"utf-8", "utf8"}:
        detail = f'The charset "{charset[:64]}" is not accepted; send UTF-8.'
        raise Problem("unsupported_media_type", detail)
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        detail = "Bodies are not accepted compressed; leave out `Content-Encoding`."
        raise Problem("unsupported_media_type", detail)


def _received() -> bytes:
    try:
        raw = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise _too_large() from None
    except Exception:  # noqa: BLE001  # each server has its own for a body that breaks off
        detail = "The body did not arrive whole, or its chunks are malformed. Send it again."
        raise Problem("bad_request", detail) from None
    if len(raw) > MOST_BYTES:
        raise _too_large()
    return raw


def _too_large() -> Problem:
    detail = f"The body is larger than {MOST_BYTES} bytes (256 KiB); send fewer orders at once."
    return Problem("body_too_large", detail)
