"""The named conditions of the store's side (rule 8).

The conditions read a `Case`: all supplier orders judged, the store order, the policy, the clock.
"""

import unicodedata

from rescind.domain.case import Case
from rescind.domain.facts import StoreOrder, Units, total_of
from rescind.domain.refund_shares import due_by_items, paid_for_no_line
from rescind.domain.refunds import max_refundable, refundable, worth
from rescind.domain.words import ChargebackStatus, Eligibility

CANCELLABLE = frozenset(
    ("unfulfilled", "onhold", "scheduled", "requestdeclined", "open", "fulfillmentnotrequired")
)
"""Shopify's statuses under which an order can be cancelled."""

REFUND_ONLY = frozenset(
    (
        "fulfilled",
        "partiallyfulfilled",
        "partial",
        "inprogress",
        "pendingfulfillment",
        "restocked",
        "fulfillmentrequested",
    )
)
"""Shopify's statuses under which items can only be refunded."""

FULFILLED = frozenset(("fulfilled",))
"""The one status under which other shops do not cancel."""


def plain(status: str) -> str:
    """Read a shop's status as people write it: case, spaces and underscores do not matter."""
    letters = unicodedata.normalize("NFKD", status).casefold()
    return "".join(c for c in letters if c.isalnum())


def status_known(order: StoreOrder) -> bool:
    """The shop's status is a word that we know; other shops have words of their own."""
    return order.platform != "shopify" or plain(order.fulfillment_status) in (
        CANCELLABLE | REFUND_ONLY
    )


def status_cancellable(order: StoreOrder) -> bool:
    """Rule 8: the shop lets this order be cancelled as a whole."""
    word = plain(order.fulfillment_status)
    if order.platform != "shopify":
        return word not in FULFILLED
    in_the_way = order.payment_authorization_pending or order.return_in_progress
    return word in CANCELLABLE and not in_the_way


def in_progress(order: StoreOrder) -> bool:
    """A fulfillment service works on the order and may be asked to let it go."""
    return order.platform == "shopify" and plain(order.fulfillment_status) == "inprogress"


def chargeback_stands(case: Case) -> bool:
    """Rule 15: the bank pays the customer back, or has done so."""
    chargeback = case.facts.store_order.chargeback
    return chargeback is not None and chargeback.status is not ChargebackStatus.WON


def store_cancelled(case: Case) -> bool:
    """The store order was cancelled."""
    return case.facts.store_order.cancelled_at is not None


def requested_lines_refunded(case: Case) -> bool:
    """Every requested unit is refunded: by quantity, by its line's money, or all the money."""
    order = case.facts.store_order
    if max_refundable(order) == 0 and order.refunds:
        return True
    return bool(case.requested_lines) and (
        all(
            line.refunded_quantity - case.refunded_before(line) >= case.requested[line.line_id]
            or refunded_by_money(case, line.line_id)
            for line in case.requested_lines
        )
        or paid_without_a_line(case, case.requested)
    )


def paid_without_a_line(case: Case, units: Units) -> bool:
    """Refunds since the request that name no line cover what is left to refund of units."""
    if not paid_for_no_line(case):
        return False
    most = max_refundable(case.facts.store_order)
    whole = case.all_released and case.whole_order_asked
    return due_by_items(case, units, most, whole=whole) == 0


def refunded_by_money(case: Case, line_id: str) -> bool:
    """The refunds on a line cover what its requested units are worth."""
    order = case.facts.store_order
    line = next(line for line in order.lines if line.line_id == line_id)
    due = worth(line, 0, case.requested[line_id], order.currency)
    named = [refund.amount for refund in order.refunds if refund.line_id == line_id]
    return bool(named) and due is not None and sum(named) >= due


def store_done(case: Case) -> bool:
    """The store's side has nothing left to do for the requested lines."""
    return store_cancelled(case) or requested_lines_refunded(case)


def whole_order_released(case: Case) -> bool:
    """Everything was asked for, everything is released, and the shop lets it be cancelled."""
    return (
        case.all_released and case.whole_order_asked and status_cancellable(case.facts.store_order)
    )


def something_released(case: Case) -> bool:
    """At least one requested unit is released."""
    return total_of(case.released) > 0


def nothing_left_to_refund(case: Case) -> bool:
    """Something is released, and the customer has its money back already."""
    if not something_released(case):
        return False
    order = case.facts.store_order
    if max_refundable(order) == 0:
        return True
    return all(
        case.released_of(line) <= line.refunded_quantity
        or refundable(order, line, case.released_of(line)) == 0
        for line in case.requested_lines
        if line.line_id in case.released
    ) or paid_without_a_line(case, case.released)


def supplier_side_open(case: Case) -> bool:
    """Something is conditional, undetermined or unpaid: the supplier's side is not final."""
    open_ones = (Eligibility.CONDITIONAL, Eligibility.UNDETERMINED)
    return any(
        verdict.eligibility in open_ones
        or (verdict.eligibility is Eligibility.ELIGIBLE and not verdict.released)
        for verdict in case.verdicts
    )
