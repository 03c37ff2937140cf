"""What stands in the way on the supplier's side: one rule a condition, all evaluated, always.

Each rule looks at one standing and shows what it found; none decides. The ids are permanent.
"""

from datetime import timedelta

from rescind.domain import conditions as is_
from rescind.domain import sources as src
from rescind.domain.deadlines import over
from rescind.domain.facts import total_of
from rescind.domain.rules import Answer, Observed, _, rule
from rescind.domain.standing import ACCEPTANCES, CAUTION, Standing
from rescind.domain.units import minus
from rescind.domain.words import Outcome, State, TrackingVerdict

CLEAR, BLOCKS, UNKNOWN = Outcome.CLEAR, Outcome.BLOCKS, Outcome.UNKNOWN


def seen(s: Standing, **values: Observed) -> dict[str, Observed]:
    """Say of which order the values were observed."""
    return {"order_id": s.order.order_id, **values}


def either(clear: bool, observed: dict[str, Observed]) -> Answer:  # noqa: FBT001 (a condition)
    """Answer clear or blocks."""
    return (CLEAR if clear else BLOCKS), observed


@rule(
    "ELG-001",
    "The status words of the supplier order are known",
    source=src.ALIEXPRESS_STATUSES,
    clear=_("The status of supplier order {order_id} is read as: {state}."),
    blocks=_("Nobody knows the word {words} in supplier order {order_id}: a person has to look."),
)
def status_is_known(s: Standing) -> Answer:
    """Rule 17: an unknown status is looked at, never guessed."""
    words = ", ".join(s.order.words.unread) or None
    return either(s.state is not State.UNKNOWN, seen(s, state=s.state, words=words))


@rule(
    "ELG-002",
    "No fact of the supplier order lies ahead",
    source=src.PRACTICE,
    clear=_("No fact of supplier order {order_id} lies ahead of the moment asked about."),
    blocks=_("A fact of supplier order {order_id} is dated {last}, after the moment asked about."),
)
def no_fact_lies_ahead(s: Standing) -> Answer:
    """Rule 17: facts may be five minutes ahead, since clocks differ."""
    return either(s.last_ahead is None, seen(s, last=s.last_ahead))


@rule(
    "ELG-003",
    "The supplier order was placed before it was paid",
    source=src.PRACTICE,
    clear=_("Supplier order {order_id} was placed before it was paid."),
    blocks=_("Supplier order {order_id} was paid at {paid_at}, before it was placed, {placed_at}."),
    unknown=_("When supplier order {order_id} was placed, or paid, is not known."),
)
def placed_before_paid(s: Standing) -> Answer:
    """Rule 17."""
    observed = seen(s, paid_at=s.order.paid_at, placed_at=s.order.placed_at)
    if s.order.paid_at is None or s.order.placed_at is None:
        return UNKNOWN, observed
    return either(not is_.paid_before_placed(s), observed)


@rule(
    "ELG-004",
    "An unpaid supplier order has no payment and no scan",
    source=src.PRACTICE,
    clear=_("Payment and scans of supplier order {order_id} agree with its status."),
    blocks=_("Supplier order {order_id} is unpaid by its status, yet it was paid or scanned."),
)
def unpaid_is_unpaid(s: Standing) -> Answer:
    """Rule 17."""
    return either(
        not is_.unpaid_yet_paid_or_scanned(s), seen(s, state=s.state, paid_at=s.order.paid_at)
    )


@rule(
    "ELG-005",
    "No two supplier orders have the same id",
    source=src.PRACTICE,
    clear=_("Only one supplier order has the id {order_id}."),
    blocks=_("Two supplier orders have the id {order_id}: a person has to look."),
    unknown=_("The id of a supplier order is not known."),
)
def id_is_its_own(s: Standing) -> Answer:
    """Rule 17."""
    if s.order.order_id is None:
        return UNKNOWN, seen(s)
    return either(not s.twins, seen(s))


@rule(
    "ELG-006",
    "It is known which units the supplier order holds",
    source=src.ARTICLE_CANCEL,
    clear=_("It is known which units supplier order {order_id} holds."),
    blocks=_("Several supplier orders came and nobody said which lines {order_id} holds."),
    unknown=_("Supplier order {order_id} does not say what it holds: all that is asked for."),
)
def holdings_are_known(s: Standing) -> Answer:
    """Rule 5: units are what is decided on."""
    if not s.holdings_known:
        return BLOCKS, seen(s)
    return (UNKNOWN if s.order.lines is None else CLEAR), seen(s)


@rule(
    "ELG-007",
    "The statuses of the supplier order agree",
    source=src.ALIEXPRESS_STATUSES,
    clear=_("The statuses of supplier order {order_id} agree."),
    blocks=_(
        "The statuses of supplier order {order_id} disagree ({status}, {logistics_status}); "
        "the one further on its way counts."
    ),
)
def statuses_agree(s: Standing) -> Answer:
    """Section 4: of two statuses the one further on its way wins."""
    words = s.order.words
    return either(
        not words.disagree,
        seen(s, status=words.status, logistics_status=words.logistics_status),
    )


@rule(
    "ELG-010",
    "The supplier order is not paid yet",
    source=src.ARTICLE_CANCEL,
    clear=_("Supplier order {order_id} is not paid: it can be cancelled without approval."),
    blocks=_("Supplier order {order_id} was paid: the supplier has to approve a cancellation."),
)
def not_paid_yet(s: Standing) -> Answer:
    """Rules 1 and 2."""
    unpaid = s.state in (State.NOT_PLACED, State.UNPAID) or s.order.paid_at is None
    return either(unpaid, seen(s, paid_at=s.order.paid_at))


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
    "ELG-014",
    "The supplier's answers agree",
    source=src.PRACTICE,
    clear=_("No answer of the supplier takes back an acceptance of order {order_id}."),
    blocks=_(
        "The supplier accepted the cancellation of order {order_id} at {accepted_at}, "
        "but its later or more cautious answer decides: {answer}. Keep the acceptance as evidence."
    ),
)
def answers_agree(s: Standing) -> Answer:
    """Rule 19: an acceptance that does not decide stays as evidence."""
    answer = s.answer
    lost = [
        r.received_at
        for r in s.order.responses
        if r.kind in ACCEPTANCES and answer and CAUTION.index(r.kind) < CAUTION.index(answer.kind)
    ]
    return either(
        not lost,
        seen(s, accepted_at=max(lost, default=None), answer=answer.kind if answer else None),
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
    clear=_("No dispute decides about order {order_id}."),
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
    "ELG-023",
    "The facts of the supplier order are fresh",
    source=src.PRACTICE,
    clear=_("Order {order_id} was looked at within {hours} hours."),
    blocks=_(
        "Order {order_id} was last looked at {observed_at}: refresh its status before acting."
    ),
    unknown=_("When order {order_id} was looked at is not known."),
)
def facts_are_fresh(s: Standing) -> Answer:
    """Rule 18."""
    hours = s.policy.facts_max_age_hours
    observed = seen(s, observed_at=s.order.observed_at, hours=hours)
    if s.order.observed_at is None:
        return UNKNOWN, observed
    return either(s.as_of - s.order.observed_at <= timedelta(hours=hours), observed)


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
        seen(s, first_scan_at=s.first_scan_at, asked_at=s.asked_at),
    )


@rule(
    "ELG-026",
    "No number is shared with another order of the same supplier",
    source=src.PRACTICE,
    clear=_("No tracking number of order {order_id} is shared."),
    blocks=_(
        "A tracking number of order {order_id} stands on another order of the same supplier too: "
        "perhaps one parcel for both."
    ),
)
def number_is_not_shared(s: Standing) -> Answer:
    """Section 5: common for combined parcels."""
    return either(not any(number.duplicate for number in s.numbers), seen(s))


@rule(
    "ELG-027",
    "All business days counted are official",
    source=src.CHINESE_NOTICES,
    clear=_("All business days counted for order {order_id} are official."),
    blocks=_("A deadline of order {order_id} runs into a year whose official days are not known."),
)
def days_are_official(s: Standing) -> Answer:
    """Section 8: beyond the years with official data a deadline is provisional."""
    return either(not any(d.provisional for d in is_.deadlines_of(s)), seen(s))


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
    status_is_known,
    no_fact_lies_ahead,
    placed_before_paid,
    unpaid_is_unpaid,
    id_is_its_own,
    holdings_are_known,
    statuses_agree,
    not_paid_yet,
    not_shipped,
    was_asked,
    supplier_agrees,
    answers_agree,
    ship_by_not_over,
    response_window_open,
    tracking_not_over,
    no_number_speaks,
    no_dispute_stands,
    accepted_not_shipped,
    acceptance_shows,
    refund_not_overdue,
    facts_are_fresh,
    within_supplier_window,
    not_shipped_after_request,
    number_is_not_shared,
    days_are_official,
    silence_is_no_answer,
    no_partial_refund_offered,
)
"""Every rule about one supplier order; all are evaluated, always."""
