"""Reads what platforms tell by themselves: which order it is about, and what it says of it.

Shopify signs what it tells, and tells orders whole: that is a sight of the order at its
`updated_at`. AliExpress signs nothing, so that its word is no fact: all that it can do is to have
somebody look. Sources: Shopify, webhook topics; AliExpress Open Platform, order status push.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rescind.intake.ledger import Json, instant
from rescind.intake.platforms.shopify import CHARGEBACKS, read_store_order

OF_ORDERS = "orders/"
OF_BANKS = "disputes/"
"""Shopify's word for chargebacks; ours for them is never dispute."""

CHARGEBACK = "chargeback"
STATUS_PUSH = 53
"""AliExpress's `message_type` of a changed order status."""

ALIEXPRESS_WORDS = frozenset(
    {
        "OrderCreated",
        "OrderClosed",
        "PaymentAuthorized",
        "OrderShipped",
        "OrderConfirmed",
        "paymentFailedEvent",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a platform told of one order: a body for our own facts, as an observation takes it.

    `unreadable` says what of it cannot be read; then there is no body. `late` is what matters to a
    closed case as well.
    """

    order_id: str
    body: Json
    unreadable: str | None = None
    late: bool = False


def told_by_shopify(topic: str, payload: Any) -> Told | None:
    """Read what Shopify told; `None` for what is about no order."""
    if topic.startswith(OF_ORDERS):
        return _order(payload)
    if topic.startswith(OF_BANKS):
        return _chargeback(payload)
    return None


def _order(payload: Any) -> Told | None:
    order_id = identifier(_part(payload).get("id"))
    if order_id is None:
        return None
    reading = read_store_order(payload)
    if reading.problems:
        wrong = " ".join(f"{pointer}: {detail}" for pointer, detail in reading.problems)
        return Told(order_id=order_id, body={}, unreadable=wrong)
    return Told(order_id=order_id, body={"store_order": dict(reading.fields)})


def _chargeback(payload: Any) -> Told | None:
    """Read a claim at the bank; an inquiry is not one yet."""
    claim = _part(payload)
    order_id, status = identifier(claim.get("order_id")), claim.get("status")
    found = CHARGEBACKS.get(status) if isinstance(status, str) else None
    if order_id is None or claim.get("type") != CHARGEBACK or found is None:
        return None
    opened_at = _moment(claim.get("initiated_at"))
    at = {} if opened_at is None else {"opened_at": opened_at}
    body = {"store_order": {"chargeback": {"status": found, **at}}}
    return Told(order_id=order_id, body=body, late=True)


def told_by_aliexpress(payload: Any) -> Told | None:
    """Read which order AliExpress says has changed; its word for how is kept as hearsay."""
    message = _part(payload)
    told = _part(message.get("data"))
    order_id, word = identifier(told.get("orderId")), told.get("orderStatus")
    if order_id is None or message.get("message_type") not in (STATUS_PUSH, str(STATUS_PUSH)):
        return None
    return Told(order_id=order_id, body={"word": word} if _known(word) else {})


def _known(word: Any) -> bool:
    return isinstance(word, str) and word in ALIEXPRESS_WORDS


def identifier(value: Any) -> str | None:
    """Read a platform's id, which may come as a number; anything else is none."""
    if type(value) is int:
        return str(value)
    return value if isinstance(value, str) and 0 < len(value) <= 255 else None  # noqa: PLR2004


def _moment(value: Any) -> str | None:
    """Read a moment that has its zone, as Shopify writes all of them."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return instant(found) if found is not None and found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _part(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
