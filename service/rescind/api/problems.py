"""Problems (RFC 9457): the one table of what can go wrong, and how a problem is answered.

Every refusal that a client can meet has its code here, with the page at `/problems/{code}` that
explains it. Code that refuses raises `Problem`; whatever the framework or a bug raises becomes one.
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from rescind.api.context import link
from rescind.api.request_ids import request_id
from rescind.logs import failure

PROBLEM_JSON = "application/problem+json"
MOST_ERRORS = 100
MOST_IN_DETAIL = 3

log = logging.getLogger("rescind.problems")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem, as its page tells it."""

    status: HTTPStatus
    title: str
    help: str


KINDS: Mapping[str, Kind] = {
    "bad_request": Kind(
        HTTPStatus.BAD_REQUEST,
        "The request cannot be read",
        "The request broke off, or is no HTTP that this service reads. Send it again, whole; if it "
        "keeps failing, look at what stands between your program and the service.",
    ),
    "invalid_address": Kind(
        HTTPStatus.BAD_REQUEST,
        "The address is not text",
        "The path and the query are UTF-8 text, percent-encoded, without the character NUL. Most "
        "programming languages have a function that encodes parameters so.",
    ),
    "invalid_json": Kind(
        HTTPStatus.BAD_REQUEST,
        "The body is not acceptable JSON",
        "Bodies are JSON in UTF-8, at most 32 levels deep, with each name once in an object, at "
        "most 1000 elements in a list, at most 10000 objects and lists in all, numbers of at most "
        "64 digits, no NaN or Infinity, and no NUL or half characters in text. Where the place is "
        "known, `errors` names it.",
    ),
    "unauthorized": Kind(
        HTTPStatus.UNAUTHORIZED,
        "A good API key is needed",
        "Send the key as `Authorization: Bearer KEY` or as `X-API-Key: KEY`. `rescind keys create` "
        "makes one; a service started with one key (RESCIND_STATIC_KEY) takes exactly that one.",
    ),
    "bad_signature": Kind(
        HTTPStatus.UNAUTHORIZED,
        "The signature is not good",
        "What a platform sends to the address of a connection counts only if it signed it: "
        "Shopify with the secret that you told. Tell the secret with which it signs now by "
        "`PUT /v1/connections/{connection_id}/secret`.",
    ),
    "no_secret_key": Kind(
        HTTPStatus.NOT_IMPLEMENTED,
        "The service has no key for this secret",
        "Secrets are kept sealed only. Whoever runs the service sets RESCIND_SECRET_KEYS to a key "
        "(`openssl rand -base64 32`), or puts back the one that it had; beside the embedded "
        "PostgreSQL the key lies in its folder, in the file `secrets.key`.",
    ),
    "forbidden": Kind(
        HTTPStatus.FORBIDDEN,
        "The key may not do this",
        "The key is good, but lacks the scope that the call needs; `detail` names it. Make a key "
        "that has it with `rescind keys create --scope`.",
    ),
    "not_found": Kind(
        HTTPStatus.NOT_FOUND,
        "There is nothing at this address",
        "The path is not one of this service, or it names a thing that your key cannot see: one "
        "that does not exist, or is not yours. All paths are listed in the documentation.",
    ),
    "method_not_allowed": Kind(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "The method is not possible here",
        "The path exists, but not with this method. The `Allow` header of the answer lists the "
        "methods that are possible.",
    ),
    "not_acceptable": Kind(
        HTTPStatus.NOT_ACCEPTABLE,
        "The answer does not come in this form",
        "`Accept` names only forms that the answer does not have; `detail` lists those that it "
        "has. Send one of them, or no `Accept` at all.",
    ),
    "case_open": Kind(
        HTTPStatus.CONFLICT,
        "A case is open for this already",
        "There is at most one open case for the same order and lines. `cancellation_id` names it: "
        "add your facts to that one, or close it first.",
    ),
    "case_closed": Kind(
        HTTPStatus.CONFLICT,
        "The case is closed",
        "Of a closed case only refunds, return claims and observations are still recorded. Open a "
        "new case for anything else.",
    ),
    "dispute_open": Kind(
        HTTPStatus.CONFLICT,
        "A dispute is open already",
        "A supplier order has at most one open dispute. Record the outcome of the first, "
        "`withdrawn` if it was, before you record another.",
    ),
    "dispute_decided": Kind(
        HTTPStatus.CONFLICT,
        "The dispute is decided already",
        "A dispute has one outcome. If the platform reopened it, record it as a new dispute.",
    ),
    "claim_decided": Kind(
        HTTPStatus.CONFLICT,
        "The return claim is decided already",
        "A return claim has one outcome. If it was taken up again, record it as a new claim.",
    ),
    "idempotency_in_progress": Kind(
        HTTPStatus.CONFLICT,
        "The same request is still being carried out",
        "Another request with this `Idempotency-Key` has not ended. Wait as long as `Retry-After` "
        "says and send it again: you will get its answer.",
    ),
    "stale_version": Kind(
        HTTPStatus.PRECONDITION_FAILED,
        "The case changed in the meantime",
        "`If-Match` names a version that is not the current one. Read the case again, look whether "
        "your write still makes sense, and send it with the new `ETag`.",
    ),
    "body_too_large": Kind(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "The body is too large",
        "A JSON body is at most 256 KiB. Send fewer orders in one request.",
    ),
    "unsupported_media_type": Kind(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "The body is not JSON",
        "Send `Content-Type: application/json`, in UTF-8 and not compressed; evaluations in bulk "
        "are `application/x-ndjson`, one JSON object a line.",
    ),
    "invalid_request": Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The request holds what cannot be used",
        "Fields or parameters are missing, unknown, or hold what they cannot hold. `errors` lists "
        "each with its place (a JSON pointer into the body, or the name of a parameter) and says "
        "what would be accepted.",
    ),
    "idempotency_key_reused": Kind(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The idempotency key was used for another request",
        "An `Idempotency-Key` belongs to one request: the same method, path and body. Nothing was "
        "recorded; send this request with a key of its own.",
    ),
    "internal_error": Kind(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "The service failed",
        "This is a fault of the service, not of your request. Nothing was decided; sending the "
        "request again is safe. If it fails again, report the `request_id`.",
    ),
    "database_unavailable": Kind(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "The record cannot be reached now",
        "The database is away or too busy. Wait as long as `Retry-After` says and send the request "
        "again; with the same `Idempotency-Key` nothing is recorded twice.",
    ),
}

_CODE_OF_STATUS = {
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "body_too_large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "unsupported_media_type",
    HTTPStatus.UNPROCESSABLE_ENTITY: "invalid_request",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, and where: in the body, or in a parameter."""

    detail: str
    pointer: str | None = None
    parameter: str | None = None

    def as_json(self) -> dict[str, str]:
        """Write it for `errors`."""
        if self.parameter is not None:
            return {"parameter": self.parameter, "detail": self.detail}
        return {"pointer": self.pointer or "", "detail": self.detail}

    def sentence(self) -> str:
        """Tell it to a person who does not see `errors`."""
        place = self.pointer if self.parameter is None else self.parameter
        return f"{place}: {self.detail}" if place else self.detail


class Problem(Exception):  # noqa: N818  # RFC 9457 calls it so
    """A refusal: `code` is a key of `KINDS`, `detail` a whole sentence for a person."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        errors: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.kind = KINDS[code]
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}
        self.more = more or {}


def invalid_request(faults: Sequence[Fault]) -> Problem:
    """Refuse a request whose fields or parameters cannot be used."""
    told = " ".join(fault.sentence() for fault in faults[:MOST_IN_DETAIL])
    more = len(faults) - MOST_IN_DETAIL
    rest = f' {more} more in "errors".' if more > 0 else ""
    return Problem("invalid_request", told + rest, errors=faults)


def told(problem: Problem, kind: str, **where: object) -> dict[str, object]:
    """Tell a problem whose kind is explained at the address `kind`, and where it was met."""
    body: dict[str, object] = {
        "type": kind,
        "title": problem.kind.title,
        "status": problem.kind.status.value,
        "detail": problem.detail,
        "code": problem.code,
        **where,
        **problem.more,
    }
    if problem.errors:
        body["errors"] = [fault.as_json() for fault in problem.errors[:MOST_ERRORS]]
    return body


def answer(problem: Problem) -> Response:
    """Write a problem as the answer to the current request."""
    raw_path = (request.script_root + request.environ["PATH_INFO"]).encode("latin-1", "replace")
    body = told(
        problem,
        link(f"/problems/{problem.code}"),
        instance=quote(raw_path),
        request_id=request_id(),
    )
    return Response(
        json.dumps(body) + "\n",
        status=problem.kind.status.value,
        headers=dict(problem.headers),
        content_type=PROBLEM_JSON,
    )


def answer_http(error: HTTPException) -> Response:
    """Answer what the framework raised; only what it says of itself is passed on."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    general = "bad_request" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "internal_error"
    code = _CODE_OF_STATUS.get(HTTPStatus(status), general)
    headers = [
        (name, value)
        for name, value in error.get_headers(request.environ)
        if not name.lower().startswith("content-")
    ]
    return answer(Problem(code, _detail(code, dict(headers)), headers=dict(headers)))


def _detail(code: str, headers: Mapping[str, str]) -> str:
    path = request.path[:200]
    details = {
        "not_found": f'There is nothing at "{path}"; the paths are listed at {link("/docs")}.',
        "method_not_allowed": f'{request.method} is not possible at "{path}"; '
        f"possible are {headers.get('Allow', 'no methods')}.",
        "internal_error": f"The service failed. Report this with the id {request_id()}.",
    }
    return details.get(code, f"{KINDS[code].title}. {KINDS[code].help}")


def _answer_failure(error: Exception) -> Response:
    """Answer a fault of ours; the log gets the places, not the message, which may quote a body."""
    log.error("failed", extra={"request_id": request_id(), **failure(error)})
    return answer(Problem("internal_error", _detail("internal_error", {})))


def install(app: Flask) -> None:
    """Answer every refusal of an application, foreseen or not, as a problem."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(HTTPException, answer_http)
    app.register_error_handler(Exception, _answer_failure)
