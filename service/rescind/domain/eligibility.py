"""What stands in the way on the supplier's side: one rule a condition, all evaluated, always.

Each rule looks at one standing and shows what it found; none decides. The ids are permanent.
"""

from datetime import timedelta

from rescind.domain import conditions as is_
from rescind.domain import sources as src
from rescind.domain.agreement import AGREEMENT_RULES, BLOCKS, CLEAR, UNKNOWN, either, seen
from rescind.domain.deadlines import over
from rescind.domain.dispute_aftermath import dispute_money_not_overdue
from rescind.domain.facts import total_of
from rescind.domain.rules import Answer, _, rule
from rescind.domain.standing import ACCEPTANCES, Standing
from rescind.domain.units import minus
from rescind.domain.words import State, TrackingVerdict


@rule(
    "ELG-010",
    "The supplier order is not paid yet",
    source=src.ARTICLE_CANCEL,
    clear=_("Supplier order {order_id} is not paid: it can be cancelled without approval."),
    blocks=_("Supplier order {order_id} was paid: the supplier has to approve a cancellation."),
    unknown=_("Whether supplier order {order_id} was paid is not known."),
)
def not_paid_yet(s: Standing) -> Answer:
    """Rules 1 and 2."""
    observed = seen(s, paid_at=s.order.paid_at)
    if s.state in (State.NOT_PLACED, State.UNPAID):
        return CLEAR, observed
    return (UNKNOWN if s.order.paid_at is None else BLOCKS), observed


@rule(
    "ELG-011",
    "The supplier has not shipped",
    source=src.ARTICLE_CANCEL,
    clear=_("Nothing shows that supplier order {order_id} was shipped."),
    blocks=_("Supplier order {order_id} was shipped: a parcel on its way cannot be called back."),
    unknown=_("A part of supplier order {order_id} was shipped, and nobody said which units."),
)
def not_shipped(s: Standing) -> Answer:
    """Rules 4 and 5: a parcel on its way is only returned."""
    observed = seen(s, state=s.state, first_scan_at=s.first_scan_at)
    if is_.left_the_supplier(s):
        return BLOCKS, observed
    if not is_.partly_left(s):
        return CLEAR, observed
    return (UNKNOWN if s.shipped is None else BLOCKS), observed


@rule(
    "ELG-012",
    "The supplier was asked to cancel",
    source=src.ARTICLE_CANCEL,
    clear=_("The supplier was asked to cancel {asked} of {units} units of order {order_id}."),
    blocks=_("The supplier was not asked to cancel order {order_id}."),
)
def was_asked(s: Standing) -> Answer:
    """Rule 2: ask on the platform, and message the supplier directly as well."""
    asked = total_of(s.units) - total_of(minus(s.units, s.asked))
    return either(asked > 0, seen(s, asked=asked, units=total_of(s.units)))


@rule(
    "ELG-013",
    "The supplier agrees to cancel",
    source=src.ARTICLE_CANCEL,
    clear=_("The supplier accepted the cancellation of order {order_id} at {received_at}."),
    blocks=_("The supplier did not accept the cancellation of order {order_id}: {answer}."),
    unknown=_("The supplier has not answered for order {order_id}."),
)
def supplier_agrees(s: Standing) -> Answer:
    """Rules 6, 9 and 19: the latest answer decides."""
    if s.answer is None:
        return UNKNOWN, seen(s, answer=None, received_at=None)
    return either(
        s.answer.kind in ACCEPTANCES,
        seen(s, answer=s.answer.kind, received_at=s.answer.received_at),
    )


@rule(
    "ELG-015",
    "The supplier's time to ship is not over",
    source=src.ARTICLE_INTRODUCTION,
    clear=_("The supplier has until the end of {due_on} to ship order {order_id}."),
    blocks=_(
        "The supplier's time to ship order {order_id} ended with {due_on}: "
        "an order without an answer is closed and paid back by the platform."
    ),
    unknown=_("When order {order_id} was paid is not known, so neither is its ship-by day."),
)
def ship_by_not_over(s: Standing) -> Answer:
    """Rule 3."""
    ship_by = s.clocks.ship_by()
    observed = seen(s, due_on=ship_by.due_on if ship_by else None)
    return (UNKNOWN, observed) if ship_by is None else either(not is_.ship_by_over(s), observed)


@rule(
    "ELG-016",
    "The supplier still has time to answer",
    source=src.PRACTICE,
    clear=_("The supplier has until {due_at} to answer for order {order_id}."),
    blocks=_("The supplier let its time to answer for order {order_id} pass: {due_at}."),
    unknown=_("No answer is being waited for on order {order_id}."),
)
def response_window_open(s: Standing) -> Answer:
    """Silence is judged after the response window only."""
    window = s.clocks.supplier_response(s.asked_at) if s.answer is None else None
    observed = seen(s, due_at=window.due_at if window else None)
    return (UNKNOWN, observed) if window is None else either(not s.silent, observed)


@rule(
    "ELG-017",
    "The supplier still has time to give a tracking number",
    source=src.ARTICLE_REFUSAL,
    clear=_("The supplier has until the end of {due_on} to give a number for order {order_id}."),
    blocks=_("The time to give a tracking number for order {order_id} ended with {due_on}."),
    unknown=_("The supplier was not asked for the tracking number of order {order_id}."),
)
def tracking_not_over(s: Standing) -> Answer:
    """Rules 9 and 11."""
    tracking = s.clocks.tracking()
    observed = seen(s, due_on=tracking.due_on if tracking else None)
    if tracking is None:
        return UNKNOWN, observed
    return either(not over(tracking, s.as_of), observed)


@rule(
    "ELG-018",
    "No tracking number speaks for a shipment",
    source=src.ARTICLE_REFUSAL,
    clear=_("No tracking number that counts was given for order {order_id}."),
    blocks=_("A tracking number of order {order_id} shows a shipment: {verdict}."),
    unknown=_("A tracking number of order {order_id} was given and proves nothing yet: {verdict}."),
)
def no_number_speaks(s: Standing) -> Answer:
    """Rule 10: a scan proves a shipment, a contradicted number counts as none."""
    best = s.live_numbers[0].verdict if s.live_numbers else None
    observed = seen(s, verdict=best or (TrackingVerdict.CONTRADICTED if s.numbers else None))
    if s.counting_numbers:
        return BLOCKS, observed
    return (UNKNOWN if s.live_numbers else CLEAR), observed


@rule(
    "ELG-019",
    "No dispute stands on the supplier order",
    source=src.ARTICLE_REFUSAL,
    clear=_("No dispute stands in the way of cancelling order {order_id}."),
    blocks=_("The dispute on order {order_id}, filed at {filed_at}, was decided: {outcome}."),
    unknown=_("A dispute on order {order_id} is not decided yet, or nobody told of it."),
)
def no_dispute_stands(s: Standing) -> Answer:
    """Rule 12: while a dispute runs nothing is certain."""
    dispute = s.order.dispute
    observed = seen(
        s,
        filed_at=dispute.filed_at if dispute else None,
        outcome=dispute.outcome if dispute else None,
    )
    if is_.dispute_running(s) or is_.disputed_by_status(s):
        return UNKNOWN, observed
    return either(not (is_.dispute_lost(s) or is_.dispute_partially_won(s)), observed)


@rule(
    "ELG-020",
    "What was accepted was not shipped",
    source=src.PRACTICE,
    clear=_("Nothing that the supplier accepted to cancel on order {order_id} was shipped."),
    blocks=_(
        "The supplier accepted the cancellation of order {order_id} and shipped it all the same: "
        "keep the evidence and open a dispute."
    ),
)
def accepted_not_shipped(s: Standing) -> Answer:
    """Rule 14."""
    return either(
        not is_.accepted_then_left(s), seen(s, state=s.state, first_scan_at=s.first_scan_at)
    )


@rule(
    "ELG-021",
    "The acceptance shows in the order's status",
    source=src.ARTICLE_CANCEL,
    clear=_("No status of order {order_id} speaks against its acceptance."),
    blocks=_(
        "Order {order_id} was seen open at {observed_at}, after the supplier accepted at "
        "{received_at}: see it cancelled first, a store cancellation cannot be undone."
    ),
)
def acceptance_shows(s: Standing) -> Answer:
    """Rule 6: for accepted units that wait for their money (rows 14 and 15)."""
    answer, observed_at = s.answer, s.order.observed_at
    open_after = (
        is_.answered_yes(s)
        and answer is not None
        and observed_at is not None
        and observed_at > answer.received_at
        and s.state in (State.PAID, State.PARTLY_SHIPPED, State.CANCEL_PENDING)
        and not s.refunded
        and not is_.left_the_supplier(s)
    )
    received_at = answer.received_at if answer else None
    return either(not open_after, seen(s, observed_at=observed_at, received_at=received_at))


@rule(
    "ELG-022",
    "The supplier's time to pay back is not over",
    source=src.ARTICLE_CANCEL,
    clear=_("The supplier has until the end of {due_on} to pay back order {order_id}."),
    blocks=_("The supplier's time to pay back order {order_id} ended with {due_on}, unpaid."),
    unknown=_("No money is being waited for on order {order_id}."),
)
def refund_not_overdue(s: Standing) -> Answer:
    """Rule 20."""
    window = s.clocks.supplier_refund(s.refund_starts_at) if is_.waits_for_money(s) else None
    observed = seen(s, due_on=window.due_on if window else None)
    return (UNKNOWN, observed) if window is None else either(not over(window, s.as_of), observed)


@rule(
    "ELG-024",
    "The supplier still accepts cancellations",
    source=src.ARTICLE_TIPS,
    clear=_("Order {order_id} is within the {hours} hours in which its supplier accepts."),
    blocks=_(
        "The supplier accepts cancellations within {hours} hours only, and they have passed for "
        "order {order_id}: ask all the same, at your own risk."
    ),
    unknown=_("Until when the supplier of order {order_id} accepts cancellations is not known."),
)
def within_supplier_window(s: Standing) -> Answer:
    """Rule 22: past the window, still ask."""
    hours = s.policy.cancellation_accepted_within_hours
    start = s.order.placed_at or s.order.paid_at
    observed = seen(s, hours=hours)
    if hours is None or start is None or not is_.may_be_asked(s):
        return UNKNOWN, observed
    asked_at = s.asked_at or s.as_of
    return either(asked_at - start <= timedelta(hours=hours), observed)


@rule(
    "ELG-025",
    "It was not shipped after the cancellation was asked for",
    source=src.PRACTICE,
    clear=_("Order {order_id} was not shipped between the request and a dispute."),
    blocks=_(
        "Order {order_id} was first scanned at {first_scan_at}, after its cancellation was asked "
        "for at {asked_at}."
    ),
)
def not_shipped_after_request(s: Standing) -> Answer:
    """Rule 13."""
    return either(
        not is_.shipped_after_request(s),
        seen(s, first_scan_at=s.first_scan_at, asked_at=s.asked_by),
    )


@rule(
    "ELG-028",
    "Silence is not read as an answer",
    source=src.PRACTICE,
    clear=_("Order {order_id} is not decided by silence."),
    blocks=_("The supplier was silent on order {order_id}, and the policy reads that as yes."),
)
def silence_is_no_answer(s: Standing) -> Answer:
    """`on_silence`: the merchant's own choice, shown."""
    return either(not s.silence_is_yes, seen(s, on_silence=s.policy.on_silence))


@rule(
    "ELG-029",
    "No partial refund was offered in place of an answer",
    source=src.PRACTICE,
    clear=_("No partial refund is on offer for order {order_id}."),
    blocks=_("The supplier offered {amount} for order {order_id}: take it, or insist."),
    unknown=_("The supplier offered a partial refund for order {order_id}, of unknown amount."),
)
def no_partial_refund_offered(s: Standing) -> Answer:
    """Rule 19: the merchant chooses."""
    if not is_.partial_refund_offered(s) or s.answer is None:
        return CLEAR, seen(s, amount=None)
    amount = s.answer.amount
    return (UNKNOWN if amount is None else BLOCKS), seen(s, amount=amount)


SUPPLIER_RULES = (
    *AGREEMENT_RULES,
    not_paid_yet,
    not_shipped,
    was_asked,
    supplier_agrees,
    ship_by_not_over,
    response_window_open,
    tracking_not_over,
    no_number_speaks,
    no_dispute_stands,
    accepted_not_shipped,
    acceptance_shows,
    refund_not_overdue,
    dispute_money_not_overdue,
    within_supplier_window,
    not_shipped_after_request,
    silence_is_no_answer,
    no_partial_refund_offered,
)
"""Every rule about one supplier order; all are evaluated, always."""
