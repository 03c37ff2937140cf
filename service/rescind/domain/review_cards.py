"""The cards of what a person has to look at, and of what the customer is told when it is lost."""

from rescind.domain.cards import DISPUTES, OBSERVATIONS, REFUNDS, RESPONSES, SHIPMENTS, Card
from rescind.domain.rules import _
from rescind.domain.words import Action, Actor, Channel

A = Action
MERCHANT = Actor.MERCHANT
REVIEW, MESSAGE, CUSTOMER = Channel.REVIEW, Channel.SUPPLIER_MESSAGE, Channel.CUSTOMER_MESSAGE

REVIEWING: dict[str, Card] = {
    A.MANUAL_REVIEW: Card(
        MERCHANT,
        REVIEW,
        _("Look at order {order_id} yourself: the facts do not decide. The findings say why."),
        OBSERVATIONS,
    ),
    "review_contradiction": Card(
        MERCHANT,
        REVIEW,
        _(
            "Look at order {order_id} yourself: its facts cannot all be true, or a word in them is "
            "not known. The findings say which; correct it by recording the order as it looks now."
        ),
        OBSERVATIONS,
    ),
    "review_overdue": Card(
        MERCHANT,
        REVIEW,
        _(
            "The supplier's money for order {order_id} is overdue. Look whether it came, to the "
            "card or account that you paid with; write to the supplier; if it does not pay, write "
            "to the help centre of its platform with the receipt of your payment and the "
            "cancellation, or open a dispute while the platform takes one."
        ),
        REFUNDS,
    ),
    "ask_for_refund": Card(
        MERCHANT,
        MESSAGE,
        _(
            "Write to the supplier that the money for the cancelled order {order_id} is overdue, "
            "and ask when it was sent and how it can be traced."
        ),
    ),
    "review_partly_won": Card(
        MERCHANT,
        REVIEW,
        _(
            "The dispute on order {order_id} was won in part. Decide whether to appeal at the "
            "platform or to take the part, and what your customer gets; record the money."
        ),
        REFUNDS,
    ),
    "review_disputed": Card(
        MERCHANT,
        REVIEW,
        _(
            "The platform shows order {order_id} as disputed or frozen, and nobody told of a "
            "dispute. Look there who opened it and when, and record it."
        ),
        DISPUTES,
    ),
    "review_dispute_closed": Card(
        MERCHANT,
        REVIEW,
        _(
            "The supplier accepted to cancel order {order_id} and shipped it, and the platform "
            "takes no dispute any more. Write to the supplier, then to the platform's help centre, "
            "with the acceptance as evidence."
        ),
        REFUNDS,
    ),
    "review_units": Card(
        MERCHANT,
        REVIEW,
        _(
            "A part of order {order_id} was shipped or accepted, and nobody said which units. Ask "
            "the supplier, and record the parcels with the lines that they hold, or its answer "
            "with its lines."
        ),
        RESPONSES,
    ),
    "review_offer": Card(
        MERCHANT,
        REVIEW,
        _(
            "The supplier offers a part of the money for order {order_id} in place of cancelling. "
            "Take it only if you let the order go on; otherwise ask again for a yes or a no, and "
            "record the answer."
        ),
        RESPONSES,
    ),
    "review_suspicious": Card(
        MERCHANT,
        REVIEW,
        _(
            "A tracking number of order {order_id} looks wrong, yet a parcel was scanned with it. "
            "Ask the carrier whether that parcel goes to your customer, and record what it says."
        ),
        SHIPMENTS,
    ),
}

INFORMING: dict[str, Card] = {
    A.INFORM_CUSTOMER: Card(
        MERCHANT,
        CUSTOMER,
        _(
            "Tell the customer that order {order_id} is on its way and cannot be cancelled any "
            "more; after delivery a return can be claimed."
        ),
    ),
    "inform_customer_lost": Card(
        MERCHANT,
        CUSTOMER,
        _(
            "The dispute on order {order_id} was lost: the supplier does not pay back. Tell the "
            "customer that the order cannot be cancelled; after delivery a return can be claimed."
        ),
    ),
    "inform_customer_delivered": Card(
        MERCHANT,
        CUSTOMER,
        _(
            "Order {order_id} was delivered. Tell the customer that it cannot be cancelled any "
            "more, and how a return can be claimed."
        ),
    ),
}
