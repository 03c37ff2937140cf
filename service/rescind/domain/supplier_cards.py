"""The cards of what is done on a supplier order: on its platform, by message, by the carrier."""

from rescind.domain.cards import (
    DISPUTES,
    OBSERVATIONS,
    REFUNDS,
    REQUESTS,
    RESPONSES,
    SHIPMENTS,
    TRACKING,
    Card,
)
from rescind.domain.rules import _
from rescind.domain.words import Action, Actor, Channel

A = Action
MERCHANT, SUPPLIER, SYSTEM = Actor.MERCHANT, Actor.SUPPLIER, Actor.SYSTEM
PLATFORM, MESSAGE = Channel.SUPPLIER_PLATFORM, Channel.SUPPLIER_MESSAGE

CANCELLING: dict[str, Card] = {
    A.REQUEST_CANCELLATION: Card(
        MERCHANT,
        PLATFORM,
        _(
            "Ask the supplier to cancel order {order_id}, the way its platform has for it, and "
            "write down when you asked: its time to answer counts from then."
        ),
        REQUESTS,
    ),
    f"{A.REQUEST_CANCELLATION}_on_aliexpress": Card(
        MERCHANT,
        PLATFORM,
        _(
            "On AliExpress.com open My Orders, find order {order_id}, click Cancel Order beside it "
            "and confirm in the small window that appears. The order then shows that a "
            "cancellation was asked for. Write down when you asked: the supplier's time to answer "
            "counts from then."
        ),
        REQUESTS,
    ),
    f"{A.REQUEST_CANCELLATION}_in_part": Card(
        MERCHANT,
        PLATFORM,
        _(
            "Only a part of order {order_id} is asked for: do not cancel the whole order. On the "
            "supplier's platform ask to cancel those items alone, or agree on it by message, and "
            "write down when you asked: the supplier's time to answer counts from then."
        ),
        REQUESTS,
    ),
    "message_supplier": Card(
        MERCHANT,
        MESSAGE,
        _(
            "Message the supplier of order {order_id} directly as well, at once: it may ship in "
            "case it misses the request."
        ),
    ),
    "confirm_supplier_cancelled_after_request_cancellation": Card(
        MERCHANT,
        PLATFORM,
        _(
            "See order {order_id} cancelled: if the supplier accepts, it does not ship, and its "
            "platform shows the order as cancelled. Record what the supplier answers."
        ),
        RESPONSES,
    ),
    "confirm_supplier_cancelled_after_request_cancellation_on_aliexpress": Card(
        MERCHANT,
        PLATFORM,
        _(
            "Wait for the e-mail from AliExpress which says that order {order_id} is cancelled: it "
            "comes by itself once the supplier accepts, and My Orders then shows the order as "
            "cancelled. Record what the supplier answers."
        ),
        RESPONSES,
    ),
    A.CANCEL_SUPPLIER_ORDER: Card(
        MERCHANT,
        PLATFORM,
        _(
            "Cancel the unpaid order {order_id} on the supplier's platform, and do not pay it: "
            "nobody has to approve that."
        ),
        OBSERVATIONS,
    ),
    f"{A.CANCEL_SUPPLIER_ORDER}_on_aliexpress": Card(
        MERCHANT,
        PLATFORM,
        _(
            "On AliExpress.com open My Orders, find order {order_id} under Awaiting payment, click "
            "Cancel Order beside it, confirm in the small window that appears, and do not pay it: "
            "nobody has to approve that."
        ),
        OBSERVATIONS,
    ),
    "confirm_supplier_cancelled_after_cancel_supplier_order": Card(
        MERCHANT,
        PLATFORM,
        _(
            "Look again until order {order_id} shows as cancelled, for a payment on its way could "
            "still go through; then record that you saw it cancelled."
        ),
        OBSERVATIONS,
    ),
    "confirm_supplier_cancelled": Card(
        MERCHANT,
        PLATFORM,
        _(
            "Before you cancel anything in the shop, see that the supplier's platform shows order "
            "{order_id} as cancelled: the acceptance was given, the status was still open."
        ),
        OBSERVATIONS,
    ),
    "refresh_supplier_order": Card(
        MERCHANT,
        PLATFORM,
        _(
            "Look at order {order_id} on the supplier's platform, and record what it shows: the "
            "platform said that something changed, and what is known is older than that."
        ),
        OBSERVATIONS,
    ),
    "buy_rest_again": Card(
        MERCHANT,
        PLATFORM,
        _(
            "Only a part of a line of order {order_id} is asked for. Where the platform cannot "
            "cancel part of a line, cancel the whole line and buy the rest again."
        ),
    ),
}

PROVING: dict[str, Card] = {
    A.OPEN_DISPUTE: Card(
        MERCHANT,
        PLATFORM,
        _(
            "Open a dispute on order {order_id} at the supplier's platform, ask for the full "
            "refund, and attach this evidence: {evidence}"
        ),
        DISPUTES,
    ),
    f"{A.OPEN_DISPUTE}_on_aliexpress": Card(
        MERCHANT,
        PLATFORM,
        _(
            "On AliExpress.com open My Orders, open order {order_id}, click Open Dispute, choose a "
            "refund only, of the full amount, and attach this evidence: {evidence} The order then "
            "shows the dispute, and an e-mail says that it was opened."
        ),
        DISPUTES,
    ),
    A.REQUEST_TRACKING: Card(
        MERCHANT,
        MESSAGE,
        _(
            "Ask the supplier for the tracking number of order {order_id}, and write down when you "
            "asked: its time to answer counts from then."
        ),
        TRACKING,
    ),
    A.VERIFY_TRACKING: Card(
        MERCHANT,
        Channel.CARRIER,
        _(
            "Look the tracking number of order {order_id} up with its carrier, and record what it "
            "shows: is there a scan, after the order was placed, on the way to your customer?"
        ),
        SHIPMENTS,
    ),
    f"{A.VERIFY_TRACKING}_at_page": Card(
        MERCHANT,
        Channel.CARRIER,
        _(
            "Look the tracking number of order {order_id} up with its carrier, and record what it "
            "shows: is there a scan, after the order was placed, on the way to your customer? "
            "{tracking_number}: {url}"
        ),
        SHIPMENTS,
    ),
}

WAITING: dict[str, Card] = {
    A.WAIT_FOR_SUPPLIER: Card(
        SUPPLIER,
        MESSAGE,
        _(
            "Wait for the supplier to answer the request to cancel order {order_id}; its platform "
            "sends an e-mail when the order is cancelled. Record the answer."
        ),
        RESPONSES,
    ),
    A.WAIT_FOR_TRACKING: Card(
        SUPPLIER,
        MESSAGE,
        _("Wait for the supplier to give the tracking number of order {order_id}."),
        RESPONSES,
    ),
    A.WAIT_FOR_DISPUTE: Card(
        SYSTEM,
        PLATFORM,
        _(
            "Wait for the platform to decide the dispute on order {order_id}: it looks at the "
            "tracking, and an e-mail tells the outcome. Answer what it asks you in time."
        ),
        DISPUTES,
    ),
    A.WAIT_FOR_AUTO_CLOSE: Card(
        SYSTEM,
        PLATFORM,
        _(
            "Wait for the platform to close order {order_id} and pay back by itself: no dispute "
            "beside it, no second refund."
        ),
        OBSERVATIONS,
    ),
    A.WAIT_FOR_SUPPLIER_REFUND: Card(
        SUPPLIER,
        PLATFORM,
        _(
            "Wait for the supplier's money for order {order_id}: it comes back the way you paid. "
            "Record it when it is there."
        ),
        REFUNDS,
    ),
    "wait_for_dispute_opening": Card(
        MERCHANT,
        PLATFORM,
        _(
            "The supplier accepted to cancel order {order_id} and shipped it all the same: keep "
            "the acceptance as evidence. The platform takes a dispute from {due_at} on."
        ),
        DISPUTES,
    ),
}

SUPPLIER_CARDS: dict[str, Card] = {
    **CANCELLING,
    **PROVING,
    **WAITING,
}
