"""The answer to: how far can this tracking be believed?"""

from rescind.api.fields import Identifier, Instant, Many, Text, Word
from rescind.api.schemas.edges import Outgoing
from rescind.api.schemas.evaluations import MOST_WARNINGS
from rescind.api.schemas.reasons import FindingSchema, WarningSchema
from rescind.api.schemas.supplier_orders import (
    MOST_RESPONSES,
    MOST_SHIPMENTS,
    MOST_SUPPLIER_ORDERS,
)
from rescind.domain.words import TrackingVerdict


class CheckedNumberSchema(Outgoing):
    """How far one tracking number can be believed, with each piece of evidence."""

    tracking_number = Identifier("The number.", example="LP00600000000001")
    verdict = Word(TrackingVerdict, "How far it can be believed.")
    first_scan_at = Instant("Its first physical scan; a label is none.", allow_none=True)
    delivered_at = Instant("When it was delivered.", allow_none=True)
    evidence = Many(FindingSchema(), "What speaks for it and against it.", most=100)


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
