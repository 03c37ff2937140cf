"""What platforms send: signed as Shopify does, or unsigned as AliExpress does."""

import base64
import hashlib
import hmac
import itertools
import json

from api.cases import CASES, body

SECRET = "shpss_0123456789abcdef"  # noqa: S105  # of no shop
STORE_ORDER = 5734000000000000001
_events = itertools.count(1)


def opened(caller, **supplier_order):
    """Open a case of an order with Shopify's own ids; returns its address."""
    told = json.loads(json.dumps(body(**supplier_order)).replace('"L1"', '"11"'))
    return f"{CASES}/{caller.post(CASES, told)['id']}"


def address_of(caller, platform="shopify", secret=SECRET):
    """Connect a platform; returns the path of its address."""
    told = {"platform": platform, **({"secret": secret} if platform == "shopify" else {})}
    return caller.post("/v1/connections", told)["address"]


def order(updated="2026-09-29T10:00:00+02:00", **changes):
    """A Shopify order as its webhook tells it, as far as it matters here."""
    return {
        "id": STORE_ORDER,
        "name": "#1001",
        "currency": "EUR",
        "created_at": "2026-09-28T03:00:00+02:00",
        "updated_at": updated,
        "financial_status": "paid",
        "fulfillment_status": None,
        "cancelled_at": None,
        "taxes_included": True,
        "line_items": [{"id": 11, "quantity": 1, "price": "30.00"}],
        **changes,
    }


def chargeback(status="needs_response", **changes):
    """A chargeback as Shopify tells it."""
    return {
        "id": 598735659,
        "order_id": STORE_ORDER,
        "type": "chargeback",
        "amount": "30.00",
        "currency": "EUR",
        "reason": "fraudulent",
        "status": status,
        "initiated_at": "2026-09-29T09:00:00+02:00",
        **changes,
    }


def push(order_id, word="OrderClosed", message_type=53):
    """A status push of AliExpress."""
    return {
        "data": {"buyerId": 1, "orderId": order_id, "orderStatus": word},
        "message_type": message_type,
    }


def signed(raw, secret=SECRET):
    return base64.b64encode(hmac.digest(secret.encode(), raw, hashlib.sha256)).decode()


def tell(caller, address, payload, *, topic="orders/updated", secret=SECRET, **headers):
    """Send what Shopify would send; returns the status and the answer."""
    raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    told = {
        "Content-Type": "application/json",
        "X-Shopify-Topic": topic,
        "X-Shopify-Event-Id": f"event-{next(_events)}",
        "X-Shopify-Hmac-SHA256": signed(raw, secret),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    answer = caller.client.post(address, data=raw, headers=told)
    return answer.status_code, answer.get_json()


def push_to(caller, address, payload):
    """Send what AliExpress would send."""
    raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    answer = caller.client.post(address, data=raw, headers={"Content-Type": "application/json"})
    return answer.status_code, answer.get_json()
