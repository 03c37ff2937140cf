"""The cards of what is done on the store order: in the shop, towards its customer and the bank."""

from rescind.domain.cards import OBSERVATIONS, REFUNDS, Card
from rescind.domain.rules import _
from rescind.domain.words import Action, Actor, Channel

A = Action
MERCHANT = Actor.MERCHANT
SHOP, CUSTOMER = Channel.STORE_PLATFORM, Channel.CUSTOMER_MESSAGE

CANCELLING: dict[str, Card] = {
    A.CANCEL_STORE_ORDER: Card(
        MERCHANT,
        SHOP,
        _(
            "Cancel order {order_id} as a whole in your shop, and pay back {sum}. "
            "This cannot be undone."
        ),
        OBSERVATIONS,
    ),
    f"{A.CANCEL_STORE_ORDER}_on_shopify": Card(
        MERCHANT,
        SHOP,
        _(
            "In Shopify's panel open Orders, select order {order_id}, click More actions and "
            "Cancel order, amend the amount to {sum} and choose the reason. Where "
            "this step has a request, sending it does the same. This cannot be undone."
        ),
        OBSERVATIONS,
    ),
    "cancel_store_order_once_freed": Card(
        MERCHANT,
        SHOP,
        _(
            "Once the fulfillment is cancelled, order {order_id} shows as unfulfilled: record "
            "that, and the plan then has the request that cancels the whole order."
        ),
        OBSERVATIONS,
    ),
    "confirm_store_cancelled": Card(
        MERCHANT,
        SHOP,
        _("See that the shop shows order {order_id} as cancelled, and record it."),
        OBSERVATIONS,
    ),
    "confirm_store_cancelled_on_shopify": Card(
        MERCHANT,
        SHOP,
        _(
            "Shopify cancels in its own time: look until the job that it started is done and "
            "order {order_id} has a time of cancellation, and record it. A job that ends without "
            "one failed: its errors are in the order's timeline."
        ),
        OBSERVATIONS,
    ),
    "confirm_to_customer_cancel_store_order": Card(
        MERCHANT,
        CUSTOMER,
        _(
            "Tell the customer that order {order_id} is cancelled and that {sum} "
            "come back by the way of payment that was used."
        ),
    ),
}

REFUNDING: dict[str, Card] = {
    A.REFUND_ITEMS: Card(
        MERCHANT,
        SHOP,
        _("In your shop open order {order_id} and refund the released items only: {sum}."),
        REFUNDS,
    ),
    f"{A.REFUND_ITEMS}_on_shopify": Card(
        MERCHANT,
        SHOP,
        _(
            "In Shopify's panel open Orders, select order {order_id}, click Refund, enter the "
            "quantities of the released items only, and amend the amount to {sum}."
        ),
        REFUNDS,
    ),
    "suggest_refund": Card(
        MERCHANT,
        SHOP,
        _(
            "Ask Shopify by which payments the released items of order {order_id} are paid back: "
            "send the request, which changes nothing. Its answer fills in the step that pays. If "
            "it suggests no payment, nothing can be paid back: stop and look at the order. By "
            "hand: open the order, click Refund, and enter the quantities of the released items "
            "only."
        ),
    ),
    "create_refund": Card(
        MERCHANT,
        SHOP,
        _(
            "Refund the released items of order {order_id}: fill the payments that Shopify "
            "suggests into the request as `fill_in` says, no more than {sum} in all, and send "
            "it; without payments nothing is paid. By hand: amend the amount to {sum} "
            "and click Refund. Items that are not put back in stock stay on the "
            "shop's list of items to fulfill: see that nobody fulfills them. Record the refund."
        ),
        REFUNDS,
    ),
    "confirm_to_customer_refund_items": Card(
        MERCHANT,
        CUSTOMER,
        _(
            "Tell the customer which items of order {order_id} are refunded and that "
            "{sum} come back by the way of payment that was used."
        ),
    ),
}

FREEING: dict[str, Card] = {
    "find_fulfillment_orders": Card(
        MERCHANT,
        SHOP,
        _(
            "Order {order_id} is in progress: in place of refunding its items you may free it and "
            "then cancel it as a whole. Look its fulfillment orders up first: the request lists "
            "them, with what may be done with each."
        ),
    ),
    "request_fulfillment_cancellation": Card(
        MERCHANT,
        SHOP,
        _(
            "Ask the fulfillment service to cancel: send the request for each fulfillment order of "
            "order {order_id} that supports it. By hand: open the order, and in the fulfillment "
            "that is in progress click Request cancellation."
        ),
    ),
    "cancel_fulfillment_order": Card(
        MERCHANT,
        SHOP,
        _(
            "Cancel each fulfillment order of order {order_id} that no service has accepted yet: "
            "that needs nobody's yes. By hand: open the order, and in the fulfillment that is in "
            "progress click Cancel fulfillment."
        ),
    ),
    "wait_for_fulfillment_cancellation": Card(
        Actor.SYSTEM,
        SHOP,
        _(
            "Wait for the fulfillment service to accept: look again until no fulfillment order of "
            "order {order_id} is in progress. If it refuses, the order can only be refunded."
        ),
        OBSERVATIONS,
    ),
}

ASIDE: dict[str, Card] = {
    "answer_chargeback": Card(
        MERCHANT,
        Channel.REVIEW,
        _(
            "Answer the chargeback on order {order_id} at your payment provider, in the time that "
            "it gives, with what you sent and wrote to the customer; pay nothing back beside it."
        ),
    ),
}

STORE_CARDS: dict[str, Card] = {**CANCELLING, **REFUNDING, **FREEING, **ASIDE}
