"""What stands in the way on the store's side: one rule a condition, all evaluated, always."""

from datetime import timedelta

from rescind.domain import sources as src
from rescind.domain import store_conditions as is_
from rescind.domain.case import Case
from rescind.domain.exchange import exchange_of
from rescind.domain.facts import total_of
from rescind.domain.refunds import max_refundable
from rescind.domain.rules import Answer, _, rule
from rescind.domain.units import fewer
from rescind.domain.words import Outcome, State

CLEAR, BLOCKS, UNKNOWN = Outcome.CLEAR, Outcome.BLOCKS, Outcome.UNKNOWN


@rule(
    "STO-001",
    "No chargeback stands on the store order",
    source=src.PRACTICE,
    clear=_("No chargeback stands on the store order."),
    blocks=_(
        "A chargeback stands ({status}): the bank pays the customer back, so do not refund as well."
    ),
)
def no_chargeback(case: Case) -> Answer:
    """Rule 15."""
    chargeback = case.facts.store_order.chargeback
    observed = {"status": chargeback.status if chargeback else None}
    return (BLOCKS if is_.chargeback_stands(case) else CLEAR), observed


@rule(
    "STO-002",
    "The shop lets the order be cancelled",
    source=src.ARTICLE_SHOPIFY,
    clear=_("The store order is {status}: it can be cancelled."),
    blocks=_("The store order is {status}: its items can be refunded, it cannot be cancelled."),
)
def shop_lets_cancel(case: Case) -> Answer:
    """Rule 8."""
    order = case.facts.store_order
    outcome = CLEAR if is_.status_cancellable(order) else BLOCKS
    return outcome, {"status": order.fulfillment_status}


@rule(
    "STO-003",
    "The shop's fulfillment status is known",
    source=src.SHOPIFY_ADMIN,
    clear=_("The store order's status {status} is known."),
    blocks=_("Nobody knows the store order's status {status}: refund items only."),
)
def shop_status_known(case: Case) -> Answer:
    """Rule 8: unknown words allow refunding items only."""
    order = case.facts.store_order
    return (CLEAR if is_.status_known(order) else BLOCKS), {"status": order.fulfillment_status}


@rule(
    "STO-004",
    "Everything asked for is released by the suppliers",
    source=src.ARTICLE_LAST_WORDS,
    clear=_("All {units} units asked for are released."),
    blocks=_(
        "{released} of {units} units asked for are released: the others go on travelling "
        "even when the customer is refunded."
    ),
)
def suppliers_released(case: Case) -> Answer:
    """Rule 7: the money rule."""
    units, released = total_of(case.requested), total_of(fewer(case.released, case.requested))
    return (CLEAR if case.all_released else BLOCKS), {"units": units, "released": released}


@rule(
    "STO-005",
    "The whole order is asked for",
    source=src.SHOPIFY_ADMIN,
    clear=_("Every unit that is not refunded yet is asked for."),
    blocks=_("Only some units are asked for: a cancellation in the shop is never partial."),
)
def whole_order_is_asked(case: Case) -> Answer:
    """Rule 8."""
    return (CLEAR if case.whole_order_asked else BLOCKS), {"units": total_of(case.requested)}


@rule(
    "STO-006",
    "The request came within the store's own window",
    source=src.ARTICLE_TIPS,
    clear=_("The request came within the {hours} hours that the store promises."),
    blocks=_("The store promises cancellation within {hours} hours, and they have passed."),
    unknown=_("Until when the store promises cancellation is not known."),
)
def within_store_window(case: Case) -> Answer:
    """Rule 22."""
    hours = case.policy.store.cancellation_window_hours
    placed_at = case.facts.store_order.placed_at
    if hours is None or placed_at is None:
        return UNKNOWN, {"hours": hours}
    late = case.facts.request.requested_at - placed_at > timedelta(hours=hours)
    return (BLOCKS if late else CLEAR), {"hours": hours}


@rule(
    "STO-007",
    "Sums need no rate that nobody gave",
    source=src.PRACTICE,
    clear=_("All amounts are in one currency, or a rate is given for each other one."),
    blocks=_("The store order is in {currency}, a supplier order is not: sums are not mixed."),
)
def one_currency(case: Case) -> Answer:
    """Rule 17: two currencies leave the decision alone; with a rate their sums are known."""
    exchange = exchange_of(case.facts, [judged.standing for judged in case.relevant])
    reached = all(exchange.reaches(judged.order.currency) for judged in case.relevant)
    observed = {"currency": case.facts.store_order.currency}
    return (CLEAR if reached else BLOCKS), observed


@rule(
    "STO-008",
    "The store follows what the suppliers cancelled",
    source=src.ARTICLE_SHOPIFY,
    clear=_("No supplier order is cancelled while the store order is open."),
    blocks=_("Supplier order {order_id} is cancelled while the store order is still open."),
)
def store_follows(case: Case) -> Answer:
    """Rule 16."""
    cancelled = [j.order.order_id for j in case.relevant if j.order.state is State.CANCELLED]
    diverges = bool(cancelled) and not is_.store_done(case)
    return (BLOCKS if diverges else CLEAR), {"order_id": cancelled[0] if diverges else None}


@rule(
    "STO-009",
    "The suppliers follow what the store cancelled",
    source=src.ARTICLE_LAST_WORDS,
    clear=_("The store order is not cancelled ahead of the suppliers."),
    blocks=_("The store order is cancelled while a supplier may still ship: stop the supplier."),
)
def suppliers_follow(case: Case) -> Answer:
    """Rule 16."""
    diverges = is_.store_cancelled(case) and is_.supplier_side_open(case)
    return (BLOCKS if diverges else CLEAR), {"cancelled_at": case.facts.store_order.cancelled_at}


@rule(
    "STO-010",
    "The request is reasonable",
    source=src.ARTICLE_WHY,
    clear=_("The request came within {minutes} minutes: suppliers gladly cancel then."),
    blocks=_("The goods were shipped before the request: nobody can call the parcel back."),
    unknown=_("The request came after the first {minutes} minutes: the supplier may say no."),
)
def reasonable(case: Case) -> Answer:
    """Rule 21: explains, and never changes what a row answers."""
    policy = case.policy.supplier
    asked_at = case.facts.request.requested_at
    observed = {
        "minutes": policy.immediate_contact_minutes,
        "reason": case.facts.request.reason,
    }
    if any(_left_before(case, at) for at in range(len(case.relevant))):
        return BLOCKS, observed
    placed = [j.order.placed_at or j.order.paid_at for j in case.relevant]
    start = min((at for at in placed if at), default=case.facts.store_order.placed_at)
    if start is None:
        return UNKNOWN, observed
    soon = asked_at - start <= timedelta(minutes=policy.immediate_contact_minutes)
    return (CLEAR if soon else UNKNOWN), observed


def _left_before(case: Case, at: int) -> bool:
    """A relevant supplier order was on its way when the request came."""
    standing = case.relevant[at].standing
    scan = standing.first_scan_at
    if scan is not None:
        return scan <= case.facts.request.requested_at
    return standing.state in (State.SHIPPED, State.COMPLETED)


@rule(
    "STO-011",
    "No unit was bought twice",
    source=src.PRACTICE,
    clear=_("No line is held by more supplier units than the customer bought."),
    blocks=_("Supplier orders hold more units of line {line_id} than the customer bought."),
)
def bought_once(case: Case) -> Answer:
    """Rule 5: bought again elsewhere; released units count as the ones replaced."""
    twice = case.held_twice
    return (BLOCKS if twice else CLEAR), {"line_id": twice[0] if twice else None}


@rule(
    "STO-012",
    "No payment authorization is pending",
    source=src.SHOPIFY_ADMIN,
    clear=_("No payment authorization is pending on the store order."),
    blocks=_("A payment authorization is pending: the shop refuses to cancel the order."),
    unknown=_("Whether a payment authorization is pending on the store order is not known."),
)
def no_authorization_pending(case: Case) -> Answer:
    """Rule 8."""
    return _tri_state(case.facts.store_order.payment_authorization_pending)


@rule(
    "STO-013",
    "No return is in progress",
    source=src.SHOPIFY_ADMIN,
    clear=_("No return is in progress on the store order."),
    blocks=_("A return is in progress: the shop refuses to cancel the order."),
    unknown=_("Whether a return is in progress on the store order is not known."),
)
def no_return_in_progress(case: Case) -> Answer:
    """Rule 8."""
    return _tri_state(case.facts.store_order.return_in_progress)


def _tri_state(in_the_way: bool | None) -> Answer:  # noqa: FBT001 (a fact)
    if in_the_way is None:
        return UNKNOWN, {}
    return (BLOCKS if in_the_way else CLEAR), {}


@rule(
    "STO-014",
    "The facts of the store order are fresh",
    source=src.PRACTICE,
    clear=_("The store order was looked at within {hours} hours."),
    blocks=_("The store order was last looked at {observed_at}: refresh it before acting."),
    unknown=_("When the store order was looked at is not known."),
)
def store_facts_are_fresh(case: Case) -> Answer:
    """Rule 18."""
    hours = case.policy.supplier.facts_max_age_hours
    observed_at = case.facts.store_order.observed_at
    observed = {"observed_at": observed_at, "hours": hours}
    if observed_at is None:
        return UNKNOWN, observed
    return (CLEAR if case.as_of - observed_at <= timedelta(hours=hours) else BLOCKS), observed


@rule(
    "STO-015",
    "The customer can still be paid back",
    source=src.PRACTICE,
    clear=_("Up to {amount} can still be refunded to the customer."),
    blocks=_("The customer has everything back that was paid."),
    unknown=_("What the customer paid is not known, so neither is what can be refunded."),
)
def something_refundable(case: Case) -> Answer:
    """Rule 15: never above what was paid."""
    amount = max_refundable(case.facts.store_order)
    if amount is None:
        return UNKNOWN, {"amount": amount}
    return (CLEAR if amount > 0 else BLOCKS), {"amount": amount}


STORE_RULES = (
    no_chargeback,
    shop_lets_cancel,
    shop_status_known,
    suppliers_released,
    whole_order_is_asked,
    within_store_window,
    one_currency,
    store_follows,
    suppliers_follow,
    reasonable,
    bought_once,
    no_authorization_pending,
    no_return_in_progress,
    store_facts_are_fresh,
    something_refundable,
)
"""Every rule about the store's side; all are evaluated, always."""
