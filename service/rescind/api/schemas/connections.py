"""Connections to platforms: how they are made, and how they and what came over them are shown."""

from rescind.api.fields import Identifier, Instant, Many, Text, Word
from rescind.api.schemas.edges import Incoming, Outgoing
from rescind.api.schemas.facts import CASE_ID
from rescind.api.schemas.paging import page_of
from rescind.domain.words import NoticeOutcome, Platform

CONNECTION_ID = "con_01m86yb53fegb8hexhzcmh790r"
NOTICE_ID = "ntc_01m86yb53fegb8hexhzcmh790r"
SIGNED_WITH = (
    "The secret with which Shopify signs: the client secret of the app, or the one that the "
)
MOST_CASES = 1000


class SecretSchema(Incoming):
    """A secret; it is sealed before it is kept, and never shown."""

    secret = Text(f"{SIGNED_WITH}shop's webhook settings show.", max_length=500, required=True)


class ConnectionOpeningSchema(Incoming):
    """Which platform is to tell of orders by itself."""

    platform = Word(Platform, "Who will tell.", required=True)
    name = Text("What you call it.", example="My shop")
    secret = Text(
        f"{SIGNED_WITH}shop's webhook settings show. Required for Shopify; AliExpress has none.",
        max_length=500,
    )


class ConnectionSchema(Outgoing):
    """A platform that tells of orders by itself."""

    id = Identifier("The connection's id.", example=CONNECTION_ID)
    created_at = Instant("When it was made.")
    platform = Word(Platform, "Who tells.")
    name = Text("What you call it.", example="My shop")


class NewConnectionSchema(ConnectionSchema):
    """A connection that was just made, with its address: it is shown this once."""

    address = Text(
        "Where the platform is to send its webhooks. Nobody can guess it: keep it to yourself.",
        example="https://rescind.example.com/inbound/…",
        max_length=2000,
    )


class NoticeSchema(Outgoing):
    """Something that a platform told of an order with an open case."""

    id = Identifier("The notice's id.", example=NOTICE_ID)
    created_at = Instant("When it came.")
    topic = Text("What the platform calls it.", example="orders/updated")
    order_id = Identifier("The order, by the platform's id.", example="5734000000000000001")
    outcome = Word(NoticeOutcome, "What came of it.")
    detail = Text(
        "Why a case could not take it; null: each could.", max_length=20000, allow_none=True
    )
    cancellation_ids = Many(
        Identifier("A case.", example=CASE_ID), "The cases that heard of it.", most=MOST_CASES
    )


ConnectionsPageSchema = page_of(ConnectionSchema, "Connections, newest first.")
NoticesPageSchema = page_of(NoticeSchema, "Notices, newest first.")
