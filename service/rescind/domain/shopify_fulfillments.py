"""Calls of Shopify that free an order in progress: its fulfillment orders, one after the other."""

from typing import Any

from rescind.domain.answers import FillIn, ShopifyRequest
from rescind.domain.outlines import Ask, Prepared
from rescind.domain.rules import _, say
from rescind.domain.shopify_requests import order_gid

FIND_FULFILLMENT_ORDERS = """\
query FindFulfillmentOrders($orderId: ID!) {
  order(id: $orderId) {
    id
    displayFulfillmentStatus
    fulfillmentOrders(first: 50) {
      nodes { id status requestStatus supportedActions { action } }
    }
  }
}
"""

FULFILLMENT_ORDERS = "/data/order/fulfillmentOrders/nodes"


def find_fulfillment_orders(ask: Ask) -> Prepared | None:
    """Look up the order's fulfillment orders, how far each is, and what may be done with it."""
    order_id = order_gid(ask.case)
    if order_id is None:
        return None
    request = ShopifyRequest(query=FIND_FULFILLMENT_ORDERS, variables={"orderId": order_id})
    return Prepared(request=request)


REQUEST_FULFILLMENT_CANCELLATION = """\
mutation RequestFulfillmentCancellation($id: ID!, $message: String!) {
  fulfillmentOrderSubmitCancellationRequest(id: $id, message: $message) {
    fulfillmentOrder { id status requestStatus }
    userErrors { field message }
  }
}
"""

PLEASE_STOP = _("The customer cancelled order {order_id}: please do not fulfill it.")


def request_fulfillment_cancellation(ask: Ask) -> Prepared | None:
    """Ask the fulfillment service to let go of each order that it has accepted."""
    if order_gid(ask.case) is None:
        return None
    message = say(PLEASE_STOP, order_id=ask.outline.order_id)
    return for_each_fulfillment_order(
        REQUEST_FULFILLMENT_CANCELLATION, {"message": message}, "REQUEST_CANCELLATION"
    )


CANCEL_FULFILLMENT_ORDER = """\
mutation CancelFulfillmentOrder($id: ID!) {
  fulfillmentOrderCancel(id: $id) {
    fulfillmentOrder { id status requestStatus }
    replacementFulfillmentOrder { id status }
    userErrors { field message code }
  }
}
"""


def cancel_fulfillment_order(ask: Ask) -> Prepared | None:
    """Cancel each fulfillment order that no service has accepted yet: that needs nobody's yes."""
    if order_gid(ask.case) is None:
        return None
    return for_each_fulfillment_order(CANCEL_FULFILLMENT_ORDER, {}, "CANCEL_FULFILLMENT_ORDER")


def for_each_fulfillment_order(query: str, more: dict[str, Any], action: str) -> Prepared:
    """Send a request for each fulfillment order found that supports an action."""
    each = FillIn(
        into="/variables/id",
        from_pointer=FULFILLMENT_ORDERS,
        repeat="request",
        where={"supportedActions.action": action},
    )
    return Prepared(
        request=ShopifyRequest(query=query, variables={"id": "{{id}}", **more}),
        answer_of="find_fulfillment_orders",
        fill_in=(each,),
    )
