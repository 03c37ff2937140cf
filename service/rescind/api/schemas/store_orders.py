"""The customer's side of a body: what was asked for, and the store order."""

from typing import Any

from marshmallow import post_load

from rescind.api.fields import (
    Amount,
    Count,
    CountryCode,
    CurrencyCode,
    Flag,
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
from rescind.domain.words import ChargebackStatus, Reason, RequestedBy
from rescind.intake.store_orders import SHOPIFY, order_number

MOST_LINES = 500
MOST_REFUNDS = 100


class RequestedLineSchema(Incoming):
    """Units of one line of the store order."""

    line_id = Identifier("The line of the store order.", example="L1", required=True)
    quantity = Quantity("How many of its units; absent: all of the line.")


class CancellationRequestSchema(Incoming):
    """What the customer or the merchant asked for."""

    requested_at = Instant("When the cancellation was asked for.", required=True)
    requested_by = Word(RequestedBy, "Who asked for it.")
    reason = Word(Reason, "Why it is to be cancelled. It explains, it never changes the decision.")
    lines = Many(
        RequestedLineSchema(),
        "Which units are to be cancelled; absent: the whole order.",
        least=1,
        most=MOST_LINES,
    )


class StoreLineSchema(Incoming):
    """What the customer bought in one line."""

    line_id = Identifier("The line's id at the store platform.", example="L1", required=True)
    quantity = Quantity("How many units were bought; absent: one, unless other facts say more.")
    unit_price = Amount("The price of one unit.", example="30.00")
    discount = Amount("What was taken off the whole line.", example="0.00")
    tax = Amount("Tax on the whole line, on top of the price; absent where prices hold it.")
    refunded_quantity = Count("How many of its units are refunded already.", example=0)


class StoreRefundSchema(Incoming):
    """Money that went back to the customer."""

    amount = Amount("How much went back.", required=True)
    refunded_at = Instant("When it went back.")
    line_id = Identifier("The line it was for, if it was for one.", example="L1")


class ChargebackSchema(Incoming):
    """The customer's own claim at the bank."""

    status = Word(
        ChargebackStatus, "Where it stands, seen from the merchant: `lost` is lost.", required=True
    )
    opened_at = Instant("When the bank was asked.")


class ShipToSchema(Incoming):
    """Where the customer's parcel goes."""

    country = CountryCode(
        "The country of the address (ISO 3166-1 alpha-2).", example="ES", required=True
    )
    city = Text("The city of the address.", example="Madrid")


class StoreOrderSchema(FromPlatform):
    """What the customer bought from the merchant."""

    payload = SHOPIFY
    payload_tells = frozenset(("order_id", "fulfillment_status"))

    shopify = Payload(
        "The order exactly as Shopify's REST webhooks or its GraphQL Admin API give it, instead of "
        "our fields or with some of them beside it, which then count."
    )
    platform = Text("The shop's platform; absent: shopify.", example="shopify", max_length=64)
    order_id = Identifier("The order's id at the platform.", example="5734000000000000001")
    order_name = Text("The name that people know the order by.", example="#1001")
    currency = CurrencyCode("The currency of every amount of the store order (ISO 4217).")
    placed_at = Instant("When the customer ordered.")
    paid_at = Instant("When the customer paid.")
    fulfillment_status = Text(
        "The platform's own word for how far the order is fulfilled.",
        example="UNFULFILLED",
        max_length=64,
        required=True,
    )
    cancelled_at = Instant("When the store order was cancelled.")
    shipping_amount = Amount("What the customer paid for shipping.", example="4.90")
    lines = Many(
        StoreLineSchema(),
        "What the customer bought; absent: the lines that other facts name, without prices.",
        least=1,
        most=MOST_LINES,
    )
    refunds = Many(
        StoreRefundSchema(), "Money that went back to the customer already.", most=MOST_REFUNDS
    )
    chargeback = Part(
        ChargebackSchema(), "The customer's claim at the bank, if any.", may_be_empty=True
    )
    ship_to = Part(ShipToSchema(), "Where the customer's parcel goes.", may_be_empty=True)
    observed_at = Instant("When the store order was last looked at.")
    payment_authorization_pending = Flag(
        "Whether a payment authorization is still pending; the shop then refuses to cancel."
    )
    return_in_progress = Flag("Whether a return is in progress; the shop then refuses to cancel.")

    @post_load
    def name_order_by_number(self, data: dict[str, Any], **_options: Any) -> dict[str, Any]:
        """Know an order by one id: `gid://shopify/Order/1` is the order `1`."""
        number = order_number(data.get("order_id"))
        return data if number is None else {**data, "order_id": number}
