"""The supplier's side of a body: supplier orders and everything that happened to them."""

from rescind.api.fields import (
    Amount,
    CountryCode,
    CurrencyCode,
    Identifier,
    Instant,
    Many,
    Part,
    Quantity,
    Text,
    Word,
)
from rescind.api.schemas.edges import Incoming
from rescind.api.schemas.payloads import FromPlatform, Payload
from rescind.api.schemas.store_orders import MOST_LINES, MOST_REFUNDS
from rescind.domain.words import DisputeOutcome, ResponseKind, ScanStatus, State
from rescind.intake.numbers import MOST_ALSO_ON
from rescind.intake.supplier_orders import ALIEXPRESS

MOST_SHIPMENTS = 100
MOST_EVENTS = 500
MOST_RESPONSES = 100
MOST_SUPPLIER_ORDERS = 100


class LineQuantitySchema(Incoming):
    """Units of one line of the store order."""

    store_line_id = Identifier("The line of the store order.", example="L1", required=True)
    quantity = Quantity("How many of its units; absent: all that the supplier order holds.")


class SupplierLineSchema(Incoming):
    """Units of a store line that a supplier order holds."""

    store_line_id = Identifier("The line of the store order.", example="L1", required=True)
    quantity = Quantity("How many units were bought; absent: as many as the store line has.")
    amount = Amount("What the supplier is paid for all of these units.")


class TrackingEventSchema(Incoming):
    """One line of a parcel's tracking."""

    at = Instant("When it happened.", required=True)
    status = Word(ScanStatus, "What happened; all but `label_created` are scans.", required=True)
    description = Text("The carrier's own words.", example="Accepted by carrier", max_length=1000)
    country = CountryCode("The country it happened in (ISO 3166-1 alpha-2).", example="CN")
    city = Text("The city it happened in.", example="Shenzhen")


def lines_field(description: str) -> Many:
    """Build a field for units of the store order's lines."""
    return Many(LineQuantitySchema(), description, least=1, most=MOST_LINES)


class AlsoOnSchema(Incoming):
    """Another supplier order that a tracking number stands on."""

    supplier_id = Identifier("Whose order it is.", example="store-2")
    country = CountryCode("The country of its customer (ISO 3166-1 alpha-2).", example="FR")
    order_id = Identifier("The supplier order's id.", example="8190000000000002")
    first_seen_at = Instant("Since when the number is known to stand on it.")


def also_on_field() -> Many:
    """Build a field for the orders that a number stands on as well."""
    return Many(
        AlsoOnSchema(),
        "Other supplier orders, beside those of this body, that the number stands on: another "
        "supplier's, or one for another country, contradicts it. A recorded case fills it with the "
        "orders of your own other cases.",
        most=MOST_ALSO_ON,
    )


class ShipmentSchema(Incoming):
    """A parcel with its tracking number."""

    tracking_number = Identifier("The carrier's number.", example="LP00600000000001", required=True)
    carrier = Text("Who carries it.", example="Cainiao")
    declared_at = Instant("When the supplier gave the number.")
    lines = lines_field("What the parcel holds; absent: nobody said.")
    observed_at = Instant("When the tracking was last looked at.")
    events = Many(
        TrackingEventSchema(),
        "What the carrier shows. An empty list with `observed_at` means: looked at, never scanned.",
        most=MOST_EVENTS,
    )
    also_on = also_on_field()


class SupplierCancellationRequestSchema(Incoming):
    """What was asked of the supplier."""

    requested_at = Instant("When the supplier was asked.", required=True)
    lines = lines_field("Which units were asked for; absent: all of the supplier order.")


class SupplierResponseSchema(Incoming):
    """What a supplier answered."""

    kind = Word(ResponseKind, "What the answer says.", required=True)
    received_at = Instant("When it came.", required=True)
    tracking_number = Identifier("The number that it gave.", example="LP00600000000001")
    lines = lines_field("Which units it is about; absent: all that was asked for.")
    amount = Amount("The amount that it offers.")
    message = Text("Its own words.", example="Already packed, sorry.", max_length=5000)
    also_on = also_on_field()


class TrackingRequestSchema(Incoming):
    """The moment at which the supplier was asked for the tracking number."""

    requested_at = Instant("When the supplier was asked for it.", required=True)


class DisputeSchema(Incoming):
    """The claim opened at the supplier's platform."""

    filed_at = Instant("When it was filed.", required=True)
    outcome = Word(DisputeOutcome, "How it was decided; absent: not yet.")
    decided_at = Instant("When it was decided.")
    amount = Amount("What the decision pays back.")


class SupplierRefundSchema(Incoming):
    """Money that the supplier's side paid back to the merchant."""

    amount = Amount("How much came back.", required=True)
    refunded_at = Instant("When it came back.")


class SupplierOrderSchema(FromPlatform):
    """What the merchant bought from one supplier to fulfil lines of the store order."""

    payload = ALIEXPRESS

    aliexpress = Payload(
        "What AliExpress answers of the order, exactly as it does: an object with `order` (of "
        "`aliexpress.trade.ds.order.get`) or `tracking` (of `aliexpress.ds.order.tracking.get`) or "
        "both. Our own fields beside it count."
    )
    platform = Text("The supplier's platform; absent: aliexpress.", max_length=64)
    order_id = Identifier("The order's id at the platform.", example="8190000000000001")
    supplier_id = Identifier("Who sells; policies are kept by it.", example="store-1")
    status = Text(
        "The platform's own word for the state; AliExpress's API and panel words are known.",
        example="WAIT_SELLER_SEND_GOODS",
        max_length=64,
    )
    state = Word(State, "The state in our word; required where `status` is none of AliExpress's.")
    logistics_status = Text(
        "AliExpress's word for how far the goods are.", example="NO_LOGISTICS", max_length=64
    )
    end_reason = Text("AliExpress's word for why the order ended.", max_length=64)
    placed_at = Instant("When the order was placed.", example="2026-09-28T02:00:00Z")
    paid_at = Instant("When it was paid; required once the state says that it was.")
    observed_at = Instant("When the order was last looked at.")
    currency = CurrencyCode("The currency of every amount of this order (ISO 4217).")
    total = Amount("What the supplier is paid in all, its shipping included.")
    ship_from = CountryCode(
        "The country the goods leave from (ISO 3166-1 alpha-2); absent: CN for aliexpress.",
        example="CN",
    )
    lines = Many(
        SupplierLineSchema(),
        "What the order holds; a lone order without lines holds all that is requested.",
        least=1,
        most=MOST_LINES,
    )
    shipments = Many(ShipmentSchema(), "The parcels that it became.", most=MOST_SHIPMENTS)
    closed_at = Instant("When the platform closed the order.")
    changed_at = Instant(
        "When the platform last said, unsigned, that something changed: what was seen before is "
        "old, and nothing else follows from it."
    )
    cancellation_request = Part(
        SupplierCancellationRequestSchema(), "What was asked of the supplier.", may_be_empty=True
    )
    responses = Many(
        SupplierResponseSchema(), "What the supplier answered so far.", most=MOST_RESPONSES
    )
    tracking_request = Part(
        TrackingRequestSchema(), "When the tracking number was asked for.", may_be_empty=True
    )
    dispute = Part(
        DisputeSchema(), "The claim opened at the supplier's platform.", may_be_empty=True
    )
    refunds = Many(
        SupplierRefundSchema(), "Money that came back to the merchant.", most=MOST_REFUNDS
    )
