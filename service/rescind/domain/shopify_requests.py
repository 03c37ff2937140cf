"""Calls of Shopify's GraphQL Admin API (2026-10), ready to send: documents and their variables.

A document stands above the function that fills its variables. Orders and lines are named as
`gid://shopify/…` whatever form of their ids was sent; one without a numeric id has no request.
Money moves only with transactions, and only Shopify knows those: a refund takes them from the
answer to the query before it (see `FillIn`), and sent without that it is refused, not paid.
"""

import re
from typing import Any

from rescind.domain import store_conditions as is_
from rescind.domain.answers import FillIn, ShopifyRequest
from rescind.domain.case import Case
from rescind.domain.facts import Units
from rescind.domain.outlines import Ask, Prepared
from rescind.domain.refunds import max_refundable
from rescind.domain.rules import _, say
from rescind.domain.words import Reason

SHOPIFY = "shopify"

REASONS = {
    Reason.CHANGED_MIND: "CUSTOMER",
    Reason.DUPLICATE_ORDER: "CUSTOMER",
    Reason.WRONG_SIZE: "CUSTOMER",
    Reason.WRONG_ADDRESS: "CUSTOMER",
    Reason.FOUND_CHEAPER: "CUSTOMER",
    Reason.TOO_SLOW: "CUSTOMER",
    Reason.FRAUD_SUSPECTED: "FRAUD",
    Reason.OUT_OF_STOCK: "INVENTORY",
    Reason.PAYMENT_DECLINED: "DECLINED",
    Reason.MERCHANT_ERROR: "STAFF",
    Reason.OTHER: "OTHER",
}
"""Our reasons in Shopify's words."""

SHIPPED_STATUSES = frozenset(("fulfilled", "partiallyfulfilled", "partial"))
"""Statuses under which units have left: what left is never put back on the shelf by a refund."""

_ID = re.compile(r"(?:gid://shopify/(?P<kind>\w+)/)?(?P<number>[0-9]{1,20})\Z")


def gid(kind: str, told: str | None) -> str | None:
    """Write an id as the Admin API names it; `None` for one that cannot be of this kind."""
    match = _ID.match(told or "")
    if match is None or match["kind"] not in (None, kind):
        return None
    return f"gid://shopify/{kind}/{match['number']}"


def order_gid(case: Case) -> str | None:
    """Name the store order, if Shopify can know it."""
    order = case.facts.store_order
    return gid("Order", order.order_id) if order.platform == SHOPIFY else None


def can_refund(case: Case) -> bool:
    """Tell whether Shopify can be asked for a refund of the requested lines."""
    named = all(gid("LineItem", line.line_id) for line in case.requested_lines)
    return order_gid(case) is not None and named and bool(case.requested_lines)


def restocks(case: Case, line_id: str | None = None) -> bool:
    """Every supplier of the units (of one line, or of all) says that they go back to stock."""
    holders = [
        judged.standing.policy
        for judged in case.relevant
        if line_id is None or line_id in judged.standing.units
    ]
    if not holders or case.not_placed:
        holders.append(case.policy.supplier)
    return all(policy.restock for policy in holders)


CANCEL_ORDER = """\
mutation CancelOrder(
  $orderId: ID!
  $reason: OrderCancelReason!
  $restock: Boolean!
  $refundMethod: OrderCancelRefundMethodInput!
  $notifyCustomer: Boolean!
  $staffNote: String!
) {
  orderCancel(
    orderId: $orderId
    reason: $reason
    restock: $restock
    refundMethod: $refundMethod
    notifyCustomer: $notifyCustomer
    staffNote: $staffNote
  ) {
    job { id done }
    orderCancelUserErrors { field message code }
  }
}
"""

NOTE = _("Cancelled as asked for at {requested_at}: {reason}.")
"""At most 255 characters in every language, whatever the reason."""


def cancel_order(ask: Ask) -> Prepared | None:
    """Cancel the whole order: only where everything is asked for, released, and cancellable."""
    case, order_id = ask.case, order_gid(ask.case)
    barred = is_.chargeback_stands(case) or is_.store_cancelled(case)
    if order_id is None or barred or not is_.whole_order_released(case):
        return None
    request = case.facts.request
    reason = request.reason or Reason.OTHER
    variables = {
        "orderId": order_id,
        "reason": REASONS[reason],
        "restock": restocks(case),
        # With nothing left to pay back the order is cancelled all the same, and only that.
        "refundMethod": {
            "originalPaymentMethodsRefund": max_refundable(case.facts.store_order) != 0
        },
        "notifyCustomer": True,
        "staffNote": say(NOTE, requested_at=request.requested_at, reason=reason),
    }
    return Prepared(request=ShopifyRequest(query=CANCEL_ORDER, variables=variables))


SEE_ORDER_CANCELLED = """\
query SeeOrderCancelled($jobId: ID!, $orderId: ID!) {
  job(id: $jobId) { id done }
  order(id: $orderId) {
    id
    cancelledAt
    cancelReason
    displayFulfillmentStatus
    displayFinancialStatus
  }
}
"""


def see_order_cancelled(ask: Ask) -> Prepared | None:
    """Look whether the job that cancels the order is done, and the order cancelled."""
    order_id = order_gid(ask.case)
    if order_id is None:
        return None
    job = FillIn(into="/variables/jobId", from_pointer="/data/orderCancel/job")
    variables = {"jobId": "{{id}}", "orderId": order_id}
    return Prepared(
        request=ShopifyRequest(query=SEE_ORDER_CANCELLED, variables=variables),
        answer_of="cancel_store_order",
        fill_in=(job,),
    )


SUGGEST_REFUND = """\
query SuggestRefund(
  $orderId: ID!
  $refundLineItems: [RefundLineItemInput!]!
  $refundShipping: Boolean!
) {
  order(id: $orderId) {
    id
    suggestedRefund(refundLineItems: $refundLineItems, refundShipping: $refundShipping) {
      amountSet { presentmentMoney { amount currencyCode } }
      maximumRefundableSet { presentmentMoney { amount currencyCode } }
      refundLineItems { quantity lineItem { id } location { id } }
      suggestedTransactions {
        kind
        gateway
        amountSet { presentmentMoney { amount currencyCode } }
        parentTransaction { id }
      }
    }
  }
}
"""

SUGGESTION = "/data/order/suggestedRefund"
CURRENCY = "amountSet.presentmentMoney.currencyCode"


def suggest_refund(ask: Ask) -> Prepared | None:
    """Ask which payments a refund of exactly these units would go back to."""
    case, order_id = ask.case, order_gid(ask.case)
    if order_id is None:
        return None
    variables = {
        "orderId": order_id,
        "refundLineItems": refund_lines(case, units_of(ask)),
        "refundShipping": shipping_too(case),
    }
    return Prepared(request=ShopifyRequest(query=SUGGEST_REFUND, variables=variables))


def units_of(ask: Ask) -> Units:
    """Read off a refund's step which units it is of."""
    units: Units = ask.outline.meaning[0]
    return units


def shipping_too(case: Case) -> bool:
    """Shipping is refunded with the whole order only."""
    whole = case.all_released and case.whole_order_asked
    return whole and case.facts.store_order.shipping_amount > 0


def refund_lines(case: Case, units: Units) -> list[dict[str, Any]]:
    """Name the units of each line, and whether they go back to stock."""
    status = is_.plain(case.facts.store_order.fulfillment_status)
    left = status in SHIPPED_STATUSES
    return [
        {
            "lineItemId": gid("LineItem", line_id),
            "quantity": count,
            "restockType": "CANCEL" if restocks(case, line_id) and not left else "NO_RESTOCK",
        }
        for line_id, count in units.items()
    ]


CREATE_REFUND = """\
mutation CreateRefund($input: RefundInput!, $idempotencyKey: String!) {
  refundCreate(input: $input) @idempotent(key: $idempotencyKey) {
    refund { id totalRefundedSet { presentmentMoney { amount currencyCode } } }
    userErrors { field message }
  }
}
"""


def create_refund(ask: Ask) -> Prepared | None:
    """Pay the refund by the payments that were suggested, and no more than is due."""
    case, order_id = ask.case, order_gid(ask.case)
    if order_id is None or is_.chargeback_stands(case) or is_.store_cancelled(case):
        return None
    request, order = case.facts.request, case.facts.store_order
    lines, places = with_locations(refund_lines(case, units_of(ask)))
    body: dict[str, Any] = {
        "orderId": order_id,
        **({"currency": order.currency} if order.currency else {}),
        "note": say(NOTE, requested_at=request.requested_at, reason=request.reason or Reason.OTHER),
        "notify": True,
        "allowOverRefunding": False,
        "refundLineItems": lines,
        **({"shipping": {"fullRefund": True}} if shipping_too(case) else {}),
        "transactions": [
            {
                "orderId": order_id,
                "kind": "REFUND",
                "gateway": "{{gateway}}",
                "parentId": "{{parentTransaction.id}}",
                "amount": "{{amountSet.presentmentMoney.amount}}",
            }
        ],
    }
    payments = FillIn(
        into="/variables/input/transactions",
        from_pointer=f"{SUGGESTION}/suggestedTransactions",
        repeat="element",
        # Amounts in another currency than ours are not what is due.
        where={CURRENCY: order.currency} if order.currency else None,
        at_most=ask.refund.due_to_customer,
    )
    variables = {"input": body, "idempotencyKey": ask.key}
    return Prepared(
        request=ShopifyRequest(query=CREATE_REFUND, variables=variables),
        answer_of="suggest_refund",
        fill_in=(payments, *places),
    )


def with_locations(
    lines: list[dict[str, Any]],
) -> tuple[list[dict[str, Any]], tuple[FillIn, ...]]:
    """Say of lines that go back to stock where to: at the location that the shop suggests."""
    placed, places = [], []
    for at, line in enumerate(lines):
        if line["restockType"] == "NO_RESTOCK":
            placed.append(line)
            continue
        placed.append({**line, "locationId": "{{location.id}}"})
        places.append(
            FillIn(
                into=f"/variables/input/refundLineItems/{at}/locationId",
                from_pointer=f"{SUGGESTION}/refundLineItems",
                where={"lineItem.id": line["lineItemId"]},
            )
        )
    return placed, tuple(places)
