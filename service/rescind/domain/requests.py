"""Which step has which request ready to send: one table, from the kind of a step to its builder."""

from collections.abc import Callable, Mapping

from rescind.domain import shopify_fulfillments as fulfillments
from rescind.domain import shopify_requests as shopify
from rescind.domain.outlines import Ask, Prepared
from rescind.domain.words import Action, StepStatus

Builder = Callable[[Ask], Prepared | None]
"""Builds the request of a step, or none where the facts do not suffice to send one."""

BUILDERS: Mapping[str, Builder] = {
    Action.CANCEL_STORE_ORDER: shopify.cancel_order,
    "confirm_store_cancelled": shopify.see_order_cancelled,
    "suggest_refund": shopify.suggest_refund,
    "create_refund": shopify.create_refund,
    "find_fulfillment_orders": fulfillments.find_fulfillment_orders,
    "request_fulfillment_cancellation": fulfillments.request_fulfillment_cancellation,
    "cancel_fulfillment_order": fulfillments.cancel_fulfillment_order,
    "wait_for_fulfillment_cancellation": fulfillments.find_fulfillment_orders,
}
"""By the kind of a step. Steps that are messages belong here too, a line for each."""


def prepare(ask: Ask) -> Prepared | None:
    """Build the request of a step, if it has one; a step that is held, or done, sends nothing."""
    outline = ask.outline
    if outline.held or outline.status is StepStatus.DONE:
        return None
    builder = BUILDERS.get(outline.kind)
    return builder(ask) if builder else None
