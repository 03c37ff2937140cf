"""Reads a Shopify order, as its REST webhooks or the GraphQL Admin API give it.

Both tell the same under other names, so one reader asks for REST's names and a table tells those of
GraphQL. What is read as what:

- Money is the shop's, never the customer's: the order's `currency` is the shop's, and of amounts in
  two currencies the shop's is taken. An amount that is only there in another one is not read.
- Ids are the numbers in text, whether they came as numbers, as text or as `gid://shopify/…`.
- A fulfillment status of null means unfulfilled in REST alone; elsewhere it is missing.
- The order is as it was at `updated_at`, and was placed when it was processed, which of imported
  orders is the day of the sale.
- Where the financial status says that money went back and no refund is there, prices are left out:
  how much is still to be paid back cannot be known.
- Whether a payment authorization is pending is read where the payment is through (it is not) or an
  authorization stands as pending (it is); any other financial status leaves it open.

Sources: Shopify, REST Admin API, Order and Refund; GraphQL Admin API, Order, LineItem, Refund.
"""

from collections.abc import Mapping
from typing import Any

from rescind.domain.calendars import COUNTRY_CODES
from rescind.intake.platforms.payload import Found, Page, Reading
from rescind.intake.platforms.raw import Raw
from rescind.intake.platforms.shopify_lines import lines_of
from rescind.intake.platforms.shopify_money import shipping_of
from rescind.intake.platforms.shopify_names import (
    GRAPHQL,
    GRAPHQL_NAMES,
    OF_AN_ORDER,
    ONLY_GRAPHQL,
    REST,
    REST_NAMES,
    WRAPPERS,
)
from rescind.intake.platforms.shopify_refunds import Refund, refunds_of
from rescind.intake.store_orders import SHOPIFY

UNFULFILLED = "UNFULFILLED"

PAYMENT_THROUGH = frozenset(("paid", "partially_refunded", "refunded", "voided"))
"""Financial statuses under which no authorization is waited for."""

PAID_BACK = frozenset(("partially_refunded", "refunded"))
"""Financial statuses under which money went back."""

PRICED = ("unit_price", "discount", "tax")

RETURNING = frozenset(("in_progress", "return_requested", "inspection_complete", "open"))
NOT_RETURNING = frozenset(("no_return", "returned", "return_failed"))
RETURN_OVER = frozenset(("closed", "canceled", "cancelled", "declined"))

CHARGEBACKS: Mapping[str, str] = {
    "needs_response": "open",
    "under_review": "open",
    "lost": "lost",
    "accepted": "lost",
    "charge_refunded": "lost",
    "won": "won",
}
"""What Shopify says of a chargeback, and what it means to the merchant."""

WORST_FIRST = ("lost", "open", "won")


def read_store_order(raw: Any) -> Reading:
    """Read a payload as fields of `store_order`.

    Takes the bare order or one in `order`, `node` or `data`. Problems point into the payload.
    """
    page = Page()
    order = unwrapped(Raw(raw, "", page))
    shape = shape_of(order)
    page.names = GRAPHQL_NAMES if shape == GRAPHQL else REST_NAMES
    told = order_of(order, shape) if order is not None else {}
    return page.reading(SHOPIFY, shape, raw, told)


def unwrapped(root: Raw) -> Raw | None:
    """Find the order within what it was sent in; notes a problem where there is none."""
    order = root
    while isinstance(order.value, Mapping):
        if order.value.get("errors"):
            order.child("errors").refuse("Shopify answered with errors instead of the order.")
            return None
        name = next((one for one in WRAPPERS if one in order.value), None)
        if name is None:
            break
        order = order.child(name)
    if not isinstance(order.value, Mapping):
        order.refuse("The order is expected here, an object, as Shopify gives it.")
        return None
    if OF_AN_ORDER.isdisjoint(order.value):
        order.refuse("Nothing in it looks like an order of Shopify.")
        return None
    return order


def shape_of(order: Raw | None) -> str:
    """Tell GraphQL's names from REST's."""
    return REST if order is None or ONLY_GRAPHQL.isdisjoint(order.value) else GRAPHQL


def order_of(order: Raw, shape: str) -> Mapping[str, Any]:
    """Read the order; its currency first, in which every amount is."""
    currency = currency_of(order)
    taxed = taxes_on_top(order)
    refunds, gone = refunds_of(order, taxed=taxed)
    lines = lines_of(order, gone, taxed=taxed)
    if paid_back_unseen(order):
        lines = without_prices(lines)
    told = {
        **identity_of(order),
        "fulfillment_status": fulfillment_of(order, shape),
        "paid_at": paid_at(order),
        "cancelled_at": order.moment("cancelled_at"),
        "shipping_amount": shipping_of(order, taxed=taxed),
        "lines": lines,
        "refunds": of_known_lines(refunds, lines),
        "ship_to": ship_to(order),
        "payment_authorization_pending": authorization_pending(order),
        "return_in_progress": return_in_progress(order),
        "chargeback": chargeback_of(order),
    }
    if currency is None and order.page.currency is not None:
        currency = Found(order.page.currency, order.child("currency").at)
    return {**told, "currency": needed(order, "currency", currency)}


def paid_back_unseen(order: Raw) -> bool:
    """Tell whether the order was paid back, and the payload does not say how much."""
    if told(order, "financial_status") not in PAID_BACK or [*order.each("refunds")]:
        return False
    order.miss("refunds")
    return True


def without_prices(lines: Found | None) -> Found | None:
    """Leave prices out: better no sum than one that is paid a second time."""
    if lines is None:
        return None
    return Found([{**line, **dict.fromkeys(PRICED)} for line in lines.value], lines.at)


def of_known_lines(refunds: list[Refund] | None, lines: Found | None) -> list[Refund] | None:
    """Let refunds name no line that the order does not have; their money counts all the same."""
    known = {line["line_id"].value for line in lines.value} if lines else set()
    return refunds and [
        one if one["line_id"] and one["line_id"].value in known else {**one, "line_id": None}
        for one in refunds
    ]


def identity_of(order: Raw) -> Mapping[str, Any]:
    """Read which order it is, when it was placed, and when it looked like this."""
    return {
        "platform": SHOPIFY,
        "order_id": needed(order, "id", order.identifier("id", "admin_graphql_api_id")),
        "order_name": order.word("name"),
        "placed_at": needed(order, "processed_at", order.moment("processed_at", "created_at")),
        "observed_at": needed(order, "updated_at", order.moment("updated_at")),
    }


def taxes_on_top(order: Raw) -> bool:
    """Read whether taxes come on top of prices.

    Where nobody says so they are not added: nothing is to be refunded that was perhaps not paid.
    """
    included = needed(order, "taxes_included", order.flag("taxes_included"))
    return included is not None and not included.value


def needed(order: Raw, name: str, found: Found | None) -> Found | None:
    """Note what would have told something and is not there."""
    if found is None and not order.holds(name):
        order.miss(name)
    return found


def currency_of(order: Raw) -> Found | None:
    """Read the shop's currency, in which every amount is read."""
    if not order.holds("currency"):
        return None
    code = order.child("currency")
    return Found(order.page.currency, code.at) if code.in_the_currency() else None


def fulfillment_of(order: Raw, shape: str) -> Found | None:
    """Read how far the order is fulfilled."""
    if shape == REST and order.names("fulfillment_status"):
        status = order.child("fulfillment_status")
        if status.value is None:
            status.note()
            return Found(UNFULFILLED, status.at)
    return needed(order, "fulfillment_status", order.word("fulfillment_status"))


def paid_at(order: Raw) -> Found | None:
    """Read when the first payment went through, where the payload tells of payments."""
    paid = [
        one.moment("processed_at", "created_at")
        for one in order.each("transactions")
        if told(one, "kind") in ("sale", "capture") and told(one, "status") == "success"
    ]
    return min((one for one in paid if one is not None), key=lambda one: one.value, default=None)


def authorization_pending(order: Raw) -> Found | None:
    """Read whether an authorization is pending: only where that is beyond doubt."""
    status = order.word("financial_status")
    for one in order.each("transactions"):
        kind, how = one.word("kind"), one.word("status")
        if kind and how and (kind.value.lower(), how.value.lower()) == ("authorization", "pending"):
            return Found(value=True, at=how.at)
    if status is not None and status.value.lower() in PAYMENT_THROUGH:
        return Found(value=False, at=status.at)
    return None


def return_in_progress(order: Raw) -> Found | None:
    """Read whether goods are on their way back."""
    if order.holds("return_status"):
        status = order.word("return_status")
        word = status.value.lower() if status else ""
        if status and word in RETURNING | NOT_RETURNING:
            return Found(word in RETURNING, status.at)
        return None
    if not isinstance(order.child("returns").value, list | Mapping):
        return None
    words = [told(one, "status") for one in order.each("returns")]
    return Found(any(word not in RETURN_OVER for word in words), order.child("returns").at)


def chargeback_of(order: Raw) -> Mapping[str, Any] | None:
    """Read the customer's claim at the bank; of several the worst."""
    found: dict[str, Found] = {}
    for one in order.each("disputes"):
        kind = told(one, "initiated_as") or told(one, "type")
        status = one.word("status")
        means = CHARGEBACKS.get(status.value.lower()) if status else None
        if kind in ("", "chargeback") and status and means:
            found.setdefault(means, Found(means, status.at))
    return next(({"status": found[one]} for one in WORST_FIRST if one in found), None)


def told(one: Raw, name: str) -> str:
    """Read a word without case; none is the empty word."""
    word = one.word(name)
    return word.value.lower() if word else ""


def ship_to(order: Raw) -> Mapping[str, Any] | None:
    """Read where the parcel goes: country and city, and nothing else of the address."""
    address = order.part("shipping_address")
    if address is None:
        if not order.holds("shipping_address"):
            order.miss("shipping_address")
        return None
    country = address.word("country_code")
    if country is None or country.value.upper() not in COUNTRY_CODES:
        address.miss("country_code")
        return None
    return {"country": country, "city": address.word("city")}
