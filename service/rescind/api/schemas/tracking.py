"""The answer to: how far can this tracking be believed?"""

from rescind.api.fields import CountryCode, Identifier, Instant, Many, Text, Word
from rescind.api.schemas.edges import Outgoing
from rescind.api.schemas.evaluations import MOST_WARNINGS
from rescind.api.schemas.reasons import FindingSchema, WarningSchema, sentence
from rescind.api.schemas.supplier_orders import (
    MOST_RESPONSES,
    MOST_SHIPMENTS,
    MOST_SUPPLIER_ORDERS,
)
from rescind.domain.words import EvidenceWeight, TrackingVerdict
from rescind.intake.numbers import MOST_ALSO_ON


class PieceOfEvidenceSchema(FindingSchema):
    """What one rule found, and what that says of the number."""

    weight = Word(EvidenceWeight, "Whether it speaks against the number, for it, or neither.")


class PlaceSchema(Outgoing):
    """Another supplier order that the number stands on."""

    supplier_id = Identifier("Whose order it is.", allow_none=True)
    country = CountryCode("The country of its customer.", allow_none=True)
    order_id = Identifier("The supplier order's id.", allow_none=True)
    first_seen_at = Instant("Since when the number is known to stand on it.", allow_none=True)


class CheckedNumberSchema(Outgoing):
    """How far one tracking number can be believed, with each piece of evidence."""

    tracking_number = Identifier("The number.", example="LP00600000000001")
    verdict = Word(TrackingVerdict, "How far it can be believed.")
    explanation = sentence("Why, in one sentence.")
    carrier_guess = Text(
        "The carrier whose numbers look like this.", example="Cainiao", allow_none=True
    )
    tracking_url = Text(
        "A public page that shows the number.",
        example="https://global.cainiao.com/newDetail.htm?mailNoList=LP00600000000001",
        max_length=4000,
        allow_none=True,
    )
    first_scan_at = Instant("Its first physical scan; a label is none.", allow_none=True)
    delivered_at = Instant("When it was delivered.", allow_none=True)
    also_on = Many(
        PlaceSchema(),
        "Orders beside those sent that it stands on: told, or found in your own cases.",
        most=2 * MOST_ALSO_ON * (MOST_SHIPMENTS + MOST_RESPONSES),
    )
    evidence = Many(PieceOfEvidenceSchema(), "What speaks for it and against it.", most=100)


class CheckedOrderSchema(Outgoing):
    """How far the tracking of one supplier order can be believed."""

    order_id = Identifier("The order's id at its platform.", allow_none=True)
    supplier_id = Identifier("Who sells.", allow_none=True)
    platform = Text("The supplier's platform.", max_length=64)
    verdict = Word(TrackingVerdict, "The verdict on its best number that is not contradicted.")
    numbers = Many(
        CheckedNumberSchema(), "Each of its numbers.", most=MOST_SHIPMENTS + MOST_RESPONSES
    )


class TrackingCheckSchema(Outgoing):
    """The verdict on every number of every order."""

    as_of = Instant("The moment decided for.", example="2026-10-14T10:00:00Z")
    ruleset_version = Text("The version of rules, calendars and currencies.", max_length=200)
    supplier_orders = Many(
        CheckedOrderSchema(), "Each supplier order, sorted by id.", most=MOST_SUPPLIER_ORDERS
    )
    warnings = Many(WarningSchema(), "What to know beside it.", most=MOST_WARNINGS)
