"""Where platforms tell of orders by themselves: signed or not, each at an address of its own.

The address is long and random, and says whose orders these are; a signature says more, where a
platform gives one. Everybody else is told that there is nothing here.
"""

import base64
import hashlib
import hmac
import logging
import re
from collections.abc import Sequence

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from rescind.api.context import context, now
from rescind.api.problems import Problem
from rescind.api.recording import read_case
from rescind.api.strict_json import UnreadableJson, read_json
from rescind.domain.words import Platform
from rescind.intake.bodies import EvaluationCall
from rescind.intake.ledger import Json
from rescind.intake.notices import told_by_aliexpress, told_by_shopify
from rescind.sealing import Unopenable
from rescind.tables.connections import Connection
from rescind.tables.tenancy import Tenant
from rescind.usecases.case_file import Desk
from rescind.usecases.connecting import at_address, digest_of, secrets_of
from rescind.usecases.noticing import Came, Unreadable, take_signed, take_unsigned

ADDRESS = "/inbound/"
MOST_BYTES = 2 * 1024 * 1024
"""An order of five hundred lines is about a million bytes as Shopify tells it."""

SIGNATURE = "X-Shopify-Hmac-SHA256"
TOPIC = "X-Shopify-Topic"
EVENT = "X-Shopify-Event-Id"
PUSH = "order_status"
"""What we call AliExpress's one kind of notice."""

_SHORT = re.compile(r"[\x21-\x7e]{1,200}\Z")

blueprint = Blueprint("Inbound", __name__)
log = logging.getLogger("rescind.inbound")


@blueprint.post(f"{ADDRESS}<ending>")
def take(ending: str) -> Response:
    """Take what a platform tells, if it may; it learns nothing of what came of it."""
    raw = _raw_body()
    database = context().database
    if database is None:
        raise _nothing_here()
    with database.caller(digest_of(ending)) as transaction:
        connection = at_address(transaction, ending)
    if connection is None:
        raise _nothing_here()
    with database.tenant(connection.tenant_id) as tenant:
        _take(tenant, connection, raw)
    return jsonify(received=True)


def _take(tenant: Tenant, connection: Connection, raw: bytes) -> None:
    desk = Desk(tenant=tenant, read=_read, now=now())
    if connection.platform == Platform.ALIEXPRESS:
        told = told_by_aliexpress(_payload(raw))
        if told is not None:
            came = Came(connection=connection, topic=PUSH, told_by=None)
            take_unsigned(desk, came=came, told=told)
        return
    _check_signature(connection, raw)
    topic = _header(TOPIC)
    told = told_by_shopify(topic, _payload(raw))
    if told is not None:
        # One act of a merchant has one id, and several topics may tell of it.
        event = _header(EVENT)
        told_by = f"{topic} {event}" if event else None
        take_signed(desk, came=Came(connection=connection, topic=topic, told_by=told_by), told=told)


def _check_signature(connection: Connection, raw: bytes) -> None:
    """See that Shopify signed these very bytes. Raises `Problem`."""
    given = request.headers.get(SIGNATURE, "").encode("latin-1", "replace")
    if not any(hmac.compare_digest(given, one) for one in _signatures(connection, raw)):
        raise Problem(
            "bad_signature",
            f"{SIGNATURE} is not the signature of this body by the secret of the connection.",
        )


def _signatures(connection: Connection, raw: bytes) -> Sequence[bytes]:
    try:
        secrets = secrets_of(connection, context().seal, now())
    except Unopenable as error:
        log.error(  # noqa: TRY400  # the message says it all
            "sealed", extra={"connection": connection.connection_id, "reason": str(error)}
        )
        raise Problem("no_secret_key", str(error)) from None
    return [
        base64.b64encode(hmac.digest(secret.encode(), raw, hashlib.sha256)) for secret in secrets
    ]


def _raw_body() -> bytes:
    request.max_content_length = MOST_BYTES
    try:
        return request.get_data(cache=False)
    except RequestEntityTooLarge:
        detail = f"The body is larger than {MOST_BYTES} bytes; no order is."
        raise Problem("body_too_large", detail) from None
    except Exception:  # noqa: BLE001  # each server has its own for a body that breaks off
        raise Problem("bad_request", "The body did not arrive whole. Send it again.") from None


def _payload(raw: bytes) -> object:
    try:
        return read_json(raw)
    except UnreadableJson as error:
        raise Problem("invalid_json", error.detail) from None


def _header(name: str) -> str:
    given = request.headers.get(name, "")
    return given if _SHORT.match(given) else ""


def _read(body: Json) -> EvaluationCall:
    try:
        return read_case(body)
    except Problem as problem:
        raise Unreadable(problem.detail) from None


def _nothing_here() -> Problem:
    return Problem("not_found", "There is nothing at this address.")
