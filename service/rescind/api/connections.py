"""Platforms that tell of orders by themselves: connected, listed, ended."""

from functools import partial

from flask import Response, jsonify

from rescind.api.callers import needs
from rescind.api.context import context, link
from rescind.api.examples import EXAMPLES
from rescind.api.inbound import ADDRESS
from rescind.api.paging import limit_of, page
from rescind.api.problems import Fault, invalid_request
from rescind.api.reading import Body
from rescind.api.recording import desk, reads, writes
from rescind.api.rendering import Written, plain
from rescind.api.schemas.connections import (
    CONNECTION_ID,
    ConnectionOpeningSchema,
    ConnectionSchema,
    ConnectionsPageSchema,
    NewConnectionSchema,
    NoticesPageSchema,
    SecretSchema,
)
from rescind.api.schemas.paging import PageQuerySchema
from rescind.api.spec import Blueprint
from rescind.domain.words import Platform, Scope
from rescind.tables.connections import Connection
from rescind.tables.notices import Notice
from rescind.usecases import connecting

blueprint = Blueprint(
    "Connections",
    __name__,
    url_prefix="/v1",
    recorded=True,
    description="Platforms that tell of orders by themselves, so that cases follow them.",
)

IN_PATH = {
    "in": "path",
    "name": "connection_id",
    "description": "The connection.",
    "schema": {"type": "string", "maxLength": 64, "examples": [CONNECTION_ID]},
}
ONE = "/connections/<connection_id>"


@blueprint.post("/connections")
@partial(writes, secret=True)
@blueprint.arguments(ConnectionOpeningSchema(), examples=EXAMPLES["connections"])
@blueprint.response(201, NewConnectionSchema(), description="The connection, with its address.")
@blueprint.doc(operationId="openConnection", **needs(Scope.WEBHOOKS_MANAGE))
def open_connection(body: Body) -> Response:
    """Connect a platform, so that open cases follow their orders by themselves

    Register the `address` of the answer, which is shown this once, as the platform's webhook.
    Shopify signs what it sends, so its word counts (topics: orders/*, and disputes/* for
    chargebacks). AliExpress signs nothing: its word only makes what is known of the order old, and
    the plan asks to look again.
    """
    platform, secret = body["platform"], body.get("secret")
    if (secret is None) == (platform is Platform.SHOPIFY):
        raise invalid_request([Fault(pointer="/secret", detail=SECRETS[platform])])
    made = connecting.connect(
        desk(),
        platform=platform,
        name=body.get("name", platform.value),
        secret=secret,
        seal=context().seal,
    )
    answer = jsonify({**connection(made.row), "address": link(ADDRESS + made.ending)})
    answer.status_code = 201
    answer.headers["Location"] = link(f"/v1/connections/{made.row.connection_id}")
    answer.headers["Cache-Control"] = "no-store"
    return answer


SECRETS = {
    Platform.SHOPIFY: "Give the secret with which Shopify signs: what is not signed is not taken.",
    Platform.ALIEXPRESS: "AliExpress signs nothing, so it has no secret; leave this out.",
}


@blueprint.get("/connections")
@reads
@blueprint.arguments(PageQuerySchema(), location="query")
@blueprint.response(200, ConnectionsPageSchema(), description="The connections, newest first.")
@blueprint.doc(operationId="listConnections", **needs(Scope.WEBHOOKS_MANAGE))
def list_connections(query: Body) -> Response:
    """List connections, newest first"""
    rows, more = connecting.newest(desk(), after=query.get("cursor"), limit=limit_of(query))
    return page([connection(row) for row in rows], more=more)


@blueprint.get(ONE, parameters=[IN_PATH])
@reads
@blueprint.response(200, ConnectionSchema(), description="The connection.")
@blueprint.doc(operationId="getConnection", **needs(Scope.WEBHOOKS_MANAGE))
def get_connection(connection_id: str) -> Response:
    """Get a connection"""
    return jsonify(connection(connecting.one(desk(), connection_id=connection_id)))


@blueprint.put(f"{ONE}/secret", parameters=[IN_PATH])
@partial(writes, secret=True)
@blueprint.arguments(SecretSchema())
@blueprint.response(200, ConnectionSchema(), description="The connection.")
@blueprint.doc(operationId="putConnectionSecret", **needs(Scope.WEBHOOKS_MANAGE))
def put_secret(body: Body, connection_id: str) -> Response:
    """Tell the new secret with which Shopify signs

    What is signed with the former one is taken for another day: platforms change over in their own
    time.
    """
    row = connecting.one(desk(), connection_id=connection_id)
    if row.platform != Platform.SHOPIFY:
        raise invalid_request([Fault(pointer="/secret", detail=SECRETS[Platform.ALIEXPRESS])])
    changed = connecting.replace_secret(
        desk(), connection_id=connection_id, secret=body["secret"], seal=context().seal
    )
    return jsonify(connection(changed))


@blueprint.delete(ONE, parameters=[IN_PATH])
@writes
@blueprint.response(204, description="The connection is ended; its address leads nowhere.")
@blueprint.doc(operationId="endConnection", **needs(Scope.WEBHOOKS_MANAGE))
def end_connection(connection_id: str) -> Response:
    """End a connection: nothing is taken at its address any more, and its secret is forgotten"""
    connecting.end(desk(), connection_id=connection_id)
    return Response(status=204)


@blueprint.get(f"{ONE}/notices", parameters=[IN_PATH])
@reads
@blueprint.arguments(PageQuerySchema(), location="query")
@blueprint.response(200, NoticesPageSchema(), description="The notices, newest first.")
@blueprint.doc(operationId="listNotices", **needs(Scope.WEBHOOKS_MANAGE))
def list_notices(query: Body, connection_id: str) -> Response:
    """List what came over a connection of orders with an open case, newest first

    Each notice once, however often it was sent, and what came of it; for 30 days. What was sent is
    not kept, for it names customers.
    """
    rows, more = connecting.told(
        desk(), connection_id=connection_id, after=query.get("cursor"), limit=limit_of(query)
    )
    return page([notice(row) for row in rows], more=more)


def connection(row: Connection) -> Written:
    """Write a connection."""
    told: Written = plain(
        {
            "id": row.connection_id,
            "created_at": row.created_at,
            "platform": row.platform,
            "name": row.name,
        },
        str,
    )
    return told


def notice(row: Notice) -> Written:
    """Write a notice."""
    told: Written = plain(
        {
            "id": row.notice_id,
            "created_at": row.received_at,
            "topic": row.topic,
            "order_id": row.order_id,
            "outcome": row.outcome,
            "detail": row.detail,
            "cancellation_ids": list(row.cancellation_ids),
        },
        str,
    )
    return told
