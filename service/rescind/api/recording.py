"""Around calls that keep or read the record: one transaction, and a repeated write done once.

The transaction commits after the handler has answered and is rolled back by anything it raises, so
that a refused request leaves nothing, its idempotency key included.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, ParamSpec, cast

from flask import Response, g, request
from marshmallow import ValidationError

from rescind.api.arguments import faults_of
from rescind.api.context import caller, context, now
from rescind.api.fields.parts import without_bounds
from rescind.api.idempotency_docs import KEY_HEADER, KEY_PATTERN, REPLAYED
from rescind.api.problems import Fault, Problem, invalid_request
from rescind.api.reading import read
from rescind.api.schemas.calls import EvaluationRequestSchema
from rescind.domain.own_calendars import OwnCalendars
from rescind.intake.bodies import EvaluationCall, read_evaluation
from rescind.intake.ledger import Json
from rescind.tables import idempotency
from rescind.tables.tenancy import Tenant
from rescind.usecases.case_file import Desk

P = ParamSpec("P")
View = Callable[P, Response]

KEPT_HEADERS = ("Cache-Control", "Content-Type", "ETag", "Location")

_KEY = re.compile(KEY_PATTERN + r"\Z")
# Proxies that compress answers weaken their tags; the version is the same.
_VERSION = re.compile(r'(?:W/)?"(\d{1,9})"\Z')

SCHEMA = EvaluationRequestSchema()


def writes(view: View[P], *, secret: bool = False) -> View[P]:
    """Carry out a call that writes in one transaction, once for each idempotency key.

    Stands above everything else of a handler, so that what a schema refuses frees the key as well.
    An answer that holds a `secret` is kept sealed.
    """

    @wraps(view)
    def once(*args: P.args, **kwargs: P.kwargs) -> Response:
        key = _given_key()
        with _record() as tenant:
            g.tenant = tenant
            if key is None:
                return view(*args, **kwargs)
            fingerprint = _fingerprint(secret=secret)
            if not idempotency.claim(tenant, key, fingerprint, now()):
                return _kept(tenant, key, fingerprint)
            answer = view(*args, **kwargs)
            body = answer.get_data(as_text=True)
            kept = idempotency.Kept(
                fingerprint=fingerprint,
                status=answer.status_code,
                headers={n: answer.headers[n] for n in KEPT_HEADERS if n in answer.headers},
                body=context().seal.sealed(body) if secret else body,
                sealed=secret,
            )
            idempotency.keep(tenant, key, kept)
            return answer

    return once


def reads(view: View[P]) -> View[P]:
    """Carry out a call that reads the record, in one transaction."""

    @wraps(view)
    def seeing(*args: P.args, **kwargs: P.kwargs) -> Response:
        with _record() as tenant:
            g.tenant = tenant
            return view(*args, **kwargs)

    return seeing


def _record() -> Any:
    database = context().database
    if database is None:
        raise LookupError("A service without memory has no calls that record.")
    return database.tenant(caller().tenant_id)


def tenant() -> Tenant:
    """Return the rows that this call may see, within its transaction."""
    return cast("Tenant", g.tenant)


def desk(place: str = "", own: str = "") -> Desk:
    """Set up where a story about a case is worked on.

    `place` is a pattern of the pointer at which this call's own body stands among the facts of the
    case, and `own` the pointer at which the caller wrote it: what is wrong is told there.
    """
    return Desk(tenant=tenant(), read=lambda body: read_case(body, place, own), now=now())


def read_case(
    body: Json, place: str = "", own: str = "", *, calendars: OwnCalendars | None = None
) -> EvaluationCall:
    """Read what the facts of a case add up to. Raises `Problem`."""
    with at_places(place, own), without_bounds():
        try:
            return read(read_evaluation, SCHEMA.load(body), calendars)
        except ValidationError as error:
            refused = ValidationError({"json": error.messages})
            raise invalid_request(list(faults_of(refused, SCHEMA))) from None


@contextmanager
def at_places(place: str, own: str = "") -> Iterator[None]:
    """Tell what is refused within at its place in the caller's body: `own` is what `place` was."""
    try:
        yield
    except Problem as problem:
        there = re.compile(f"^{place}(?=/|$)") if place else re.compile("^")
        raise invalid_request(
            [
                Fault(pointer=there.sub(own, fault.pointer or ""), detail=fault.detail)
                for fault in problem.errors
            ]
        ) from None


def seen_version() -> int | None:
    """Read which version of a case the caller saw (`If-Match`); none: whichever it is."""
    given = request.headers.get("If-Match", "").strip()
    if given in ("", "*"):
        return None
    match = _VERSION.match(given)
    if match is None:
        detail = 'Send the ETag of the case as it was, such as "3", in its quotes.'
        raise invalid_request([Fault(parameter="If-Match", detail=detail)])
    return int(match[1])


def _given_key() -> str | None:
    key = request.headers.get(KEY_HEADER)
    if key is not None and not _KEY.match(key):
        detail = "A key is 1 to 255 printable ASCII characters, without spaces and commas, once."
        raise invalid_request([Fault(parameter=KEY_HEADER, detail=detail)])
    return key


def _fingerprint(*, secret: bool) -> str:
    """Tell this request from others: who repeats one may write its JSON otherwise."""
    tree = json.dumps(g.get("json_tree"), sort_keys=True, default=str)
    told = f"{request.method} {request.full_path}\n{tree}"
    if secret:  # else who reads the record could try guesses at it
        return context().seal.fingerprint(told)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def _kept(tenant: Tenant, key: str, fingerprint: str) -> Response:
    """Answer what was answered before, if this is the same request."""
    kept = idempotency.kept(tenant, key)
    if kept is None:
        raise idempotency.StillRunning(key)
    if kept.fingerprint != fingerprint:
        raise Problem(
            "idempotency_key_reused",
            "This Idempotency-Key was used for another request; send this one with its own key.",
        )
    body = context().seal.opened(kept.body) if kept.sealed else kept.body
    return Response(body, kept.status, {**kept.headers, REPLAYED: "true"})
