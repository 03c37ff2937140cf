"""What a kind of step always says: who carries it out, where, and how."""

from dataclasses import dataclass

from rescind.domain.rules import _
from rescind.domain.words import Action, Actor, Channel

A = Action


@dataclass(frozen=True, slots=True)
class Card:
    """What a kind of step always says: who, where, and how."""

    actor: Actor
    channel: Channel
    instructions: str


CARDS: dict[str, Card] = {
    A.REQUEST_CANCELLATION: Card(
        Actor.MERCHANT,
        Channel.SUPPLIER_PLATFORM,
        _(
            "On the supplier's platform open My Orders, find order {order_id}, click Cancel Order "
            "and confirm in the pop-up; then message the supplier directly as well, so that it "
            "does not ship in case it misses the request. A confirmation comes by e-mail."
        ),
    ),
    A.CANCEL_SUPPLIER_ORDER: Card(
        Actor.MERCHANT,
        Channel.SUPPLIER_PLATFORM,
        _(
            "On the supplier's platform open My Orders and cancel the unpaid order {order_id}; do "
            "not pay it. Then look again until it shows as cancelled."
        ),
    ),
    A.OPEN_DISPUTE: Card(
        Actor.MERCHANT,
        Channel.SUPPLIER_PLATFORM,
        _(
            "On the supplier's platform open order {order_id}, open a dispute, ask for the full "
            "refund and attach the evidence."
        ),
    ),
    A.REQUEST_TRACKING: Card(
        Actor.MERCHANT,
        Channel.SUPPLIER_MESSAGE,
        _(
            "Ask the supplier for the tracking number of order {order_id}, and write down when you "
            "asked: its time to answer counts from then."
        ),
    ),
    A.VERIFY_TRACKING: Card(
        Actor.MERCHANT,
        Channel.CARRIER,
        _("Look the tracking number of order {order_id} up with its carrier: is there a scan?"),
    ),
    "verify_tracking_at_page": Card(
        Actor.MERCHANT,
        Channel.CARRIER,
        _(
            "Look the tracking number of order {order_id} up with its carrier: is there a scan? "
            "{tracking_number}: {url}"
        ),
    ),
    A.MANUAL_REVIEW: Card(
        Actor.MERCHANT,
        Channel.REVIEW,
        _("Look at order {order_id} yourself: the facts do not decide. The findings say why."),
    ),
    A.WAIT_FOR_SUPPLIER: Card(
        Actor.SUPPLIER,
        Channel.SUPPLIER_MESSAGE,
        _("Wait for the supplier to answer the request to cancel order {order_id}."),
    ),
    A.WAIT_FOR_TRACKING: Card(
        Actor.SUPPLIER,
        Channel.SUPPLIER_MESSAGE,
        _("Wait for the supplier to give the tracking number of order {order_id}."),
    ),
    A.WAIT_FOR_DISPUTE: Card(
        Actor.SYSTEM,
        Channel.SUPPLIER_PLATFORM,
        _("Wait for the platform to decide the dispute on order {order_id}."),
    ),
    A.WAIT_FOR_AUTO_CLOSE: Card(
        Actor.SYSTEM,
        Channel.SUPPLIER_PLATFORM,
        _(
            "Wait for the platform to close order {order_id} and pay back by itself: no dispute "
            "beside it, no second refund."
        ),
    ),
    A.WAIT_FOR_SUPPLIER_REFUND: Card(
        Actor.SUPPLIER,
        Channel.SUPPLIER_PLATFORM,
        _("Wait for the supplier's money for order {order_id}."),
    ),
    A.INFORM_CUSTOMER: Card(
        Actor.MERCHANT,
        Channel.CUSTOMER_MESSAGE,
        _(
            "Tell the customer that order {order_id} is on its way and cannot be cancelled any "
            "more; after delivery a return can be claimed."
        ),
    ),
    A.CANCEL_STORE_ORDER: Card(
        Actor.MERCHANT,
        Channel.STORE_PLATFORM,
        _(
            "In the shop's panel open Orders, select order {order_id}, click More actions and "
            "Cancel order, amend the amount and choose the reason. This cannot be undone."
        ),
    ),
    A.REFUND_ITEMS: Card(
        Actor.MERCHANT,
        Channel.STORE_PLATFORM,
        _("In the shop's panel open order {order_id} and refund the released items only."),
    ),
    "cancel_store_order_once_confirmed": Card(
        Actor.MERCHANT,
        Channel.STORE_PLATFORM,
        _(
            "First see the supplier's order cancelled, as the next step says. Then, in the shop's "
            "panel, open Orders, select order {order_id}, click More actions and Cancel order, "
            "amend the amount and choose the reason. This cannot be undone."
        ),
    ),
    "refund_items_once_confirmed": Card(
        Actor.MERCHANT,
        Channel.STORE_PLATFORM,
        _(
            "First see the supplier's order cancelled, as the next step says. Then, in the shop's "
            "panel, open order {order_id} and refund the released items only."
        ),
    ),
    "confirm_supplier_cancelled": Card(
        Actor.MERCHANT,
        Channel.SUPPLIER_PLATFORM,
        _(
            "Before you cancel anything in the shop, see that the supplier's platform shows order "
            "{order_id} as cancelled: the acceptance was given, the status was still open."
        ),
    ),
    "buy_rest_again": Card(
        Actor.MERCHANT,
        Channel.SUPPLIER_PLATFORM,
        _(
            "Only a part of a line of order {order_id} is asked for. Where the platform cannot "
            "cancel part of a line, cancel the whole line and buy the rest again."
        ),
    ),
    "request_fulfillment_cancellation": Card(
        Actor.MERCHANT,
        Channel.STORE_PLATFORM,
        _(
            "Order {order_id} is in progress: you may ask the fulfillment service to cancel, wait "
            "for it to accept, and then cancel the whole order in place of refunding its items."
        ),
    ),
}

DONE = {
    A.REQUEST_CANCELLATION: _("The supplier was asked to cancel order {order_id} at {at}."),
    A.REQUEST_TRACKING: _("The tracking number of order {order_id} was asked for at {at}."),
    A.OPEN_DISPUTE: _("A dispute on order {order_id} was filed at {at}."),
    A.CANCEL_STORE_ORDER: _("Store order {order_id} was cancelled at {at}."),
}
