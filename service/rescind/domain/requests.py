"""Which step has which request ready to send: one table, from the kind of a step to its builder."""

from collections.abc import Callable, Mapping

from rescind.domain import shopify_fulfillments as fulfillments
from rescind.domain import shopify_requests as shopify
from rescind.domain.drafts import draft_for
from rescind.domain.outlines import Ask, Prepared
from rescind.domain.store_steps import TELL_CUSTOMER
from rescind.domain.supplier_steps import CONFIRM, MESSAGE, REMIND
from rescind.domain.words import Action, StepStatus

Builder = Callable[[Ask], Prepared | None]
"""Builds the request of a step, or none where the facts do not suffice to send one."""

A = Action


def message(ask: Ask) -> Prepared | None:
    """Draft the message that goes with a step, if one does."""
    draft = draft_for(ask.case, ask.outline.action, ask.judged)
    return None if draft is None else Prepared(request=draft)


BUILDERS: Mapping[str, Builder] = {
    A.CANCEL_STORE_ORDER: shopify.cancel_order,
    "confirm_store_cancelled": shopify.see_order_cancelled,
    "suggest_refund": shopify.suggest_refund,
    "create_refund": shopify.create_refund,
    MESSAGE: message,
    CONFIRM: message,
    REMIND: message,
    "review_offer": message,
    "review_suspicious": message,
    A.OPEN_DISPUTE: message,
    A.REQUEST_TRACKING: message,
    A.VERIFY_TRACKING: message,
    A.WAIT_FOR_SUPPLIER: message,
    A.WAIT_FOR_TRACKING: message,
    A.WAIT_FOR_DISPUTE: message,
    A.WAIT_FOR_AUTO_CLOSE: message,
    A.WAIT_FOR_SUPPLIER_REFUND: message,
    A.INFORM_CUSTOMER: message,
    "inform_customer_lost": message,
    "inform_customer_delivered": message,
    f"{TELL_CUSTOMER}_{A.CANCEL_STORE_ORDER}": message,
    f"{TELL_CUSTOMER}_{A.REFUND_ITEMS}": message,
    "find_fulfillment_orders": fulfillments.find_fulfillment_orders,
    "request_fulfillment_cancellation": fulfillments.request_fulfillment_cancellation,
    "cancel_fulfillment_order": fulfillments.cancel_fulfillment_order,
    "wait_for_fulfillment_cancellation": fulfillments.find_fulfillment_orders,
}
"""By the kind of a step."""


def prepare(ask: Ask) -> Prepared | None:
    """Build the request of a step, if it has one; a step that is held, or done, sends nothing."""
    outline = ask.outline
    if outline.held or outline.status is StepStatus.DONE:
        return None
    builder = BUILDERS.get(outline.kind)
    return builder(ask) if builder else None
