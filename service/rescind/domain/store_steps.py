"""What is to be done on the store's side: cancel, refund, or wait for the suppliers to let go."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rescind.domain import store_conditions as is_
from rescind.domain.answers import RefundDecision, StoreDecision
from rescind.domain.case import Case
from rescind.domain.facts import Units
from rescind.domain.outlines import Name, Outline, of_store
from rescind.domain.refunds import ZERO, refundable
from rescind.domain.rules import Said, _, say
from rescind.domain.shopify_requests import can_refund
from rescind.domain.supplier_steps import CONFIRM, confirmations, holds, kind_of
from rescind.domain.units import plus
from rescind.domain.words import Action, ChargebackStatus, Eligibility, StepStatus, StoreAction

A = Action

SUGGEST, CREATE = "suggest_refund", "create_refund"
"""A refund is two steps: what the shop would pay back and by which payments, and paying it."""

SEE_CANCELLED = "confirm_store_cancelled"
TELL_CUSTOMER = "confirm_to_customer"
FIND, FREE, STOP, WAIT = (
    "find_fulfillment_orders",
    "request_fulfillment_cancellation",
    "cancel_fulfillment_order",
    "wait_for_fulfillment_cancellation",
)
CHARGEBACK = "answer_chargeback"

NOT_KNOWN = say(_("what the customer paid for them"))
NOT_YET = _("Not before the suppliers let go, for the goods may go on travelling. {what}")
SEE_FIRST = _("First see the supplier's order cancelled, as the next step says. {what}")


def store_steps(case: Case, store: StoreDecision, refund: RefundDecision) -> tuple[Outline, ...]:
    """Outline the store's own step with what goes with it; none when nothing is to be done."""
    if store.action is StoreAction.NOT_YET:
        return (held_step(case, refund),)
    if store.action is StoreAction.CANCEL_ORDER:
        return cancelling(case, refund)
    if store.action is StoreAction.REFUND_ITEMS:
        return refunding(case, refund)
    return ()


def held_step(case: Case, refund: RefundDecision) -> Outline:
    """Rule 7: the step that waits until the suppliers let go; nothing of it can be sent yet."""
    waits: dict[str, Any] = {
        "status": StepStatus.BLOCKED,
        "held": True,
        "after": tuple(released_by(case)),
        "preface": NOT_YET,
    }
    whole = case.whole_order_asked and not lost_units(case)
    if whole and is_.status_cancellable(case.facts.store_order):
        paid = replace(refund, due_to_customer=refund.max_refundable)
        return of_store(case, A.CANCEL_STORE_ORDER, says=money(paid), **waits)
    return of_store(
        case,
        A.REFUND_ITEMS,
        kind=CREATE if can_refund(case) else str(A.REFUND_ITEMS),
        meaning=refund_meaning(case, units_left(case)),
        says=money(replace(refund, due_to_customer=None)),
        **waits,
    )


def released_by(case: Case) -> Iterator[Name]:
    """Name the steps on supplier orders after which their units may be released."""
    for place, judged in enumerate(case.relevant):
        if not holds(judged):
            continue
        for verdict in judged.verdicts:
            if not verdict.released and verdict.action is not A.INFORM_CUSTOMER:
                yield kind_of(verdict), place
        yield CONFIRM, place


def cancelling(case: Case, refund: RefundDecision) -> tuple[Outline, ...]:
    """Cancel the whole order, see it cancelled (the shop does it in its own time), say so."""
    seen = tuple(confirmations(case))
    step = of_store(case, A.CANCEL_STORE_ORDER, says=money(refund), **only_after(seen))
    look = of_store(case, SEE_CANCELLED, status=StepStatus.BLOCKED, after=(step.name,))
    return (step, *seen, look, tell_customer(case, refund, step, after=look))


def refunding(case: Case, refund: RefundDecision) -> tuple[Outline, ...]:
    """Refund the released units: ask the shop for the payments first, where it can be asked."""
    seen = tuple(confirmations(case))
    told: dict[str, Any] = {
        "says": money(refund),
        "meaning": refund_meaning(case, units_to_refund(case)),
    }
    first = only_after(seen)
    if not can_refund(case):
        step = of_store(case, A.REFUND_ITEMS, **told, **first)
        return (step, *seen, tell_customer(case, refund, step, after=step))
    ask = of_store(case, A.REFUND_ITEMS, kind=SUGGEST, card=SUGGEST, **told, **first)
    blocked, after = StepStatus.BLOCKED, (ask.name,)
    pay = of_store(
        case, A.REFUND_ITEMS, kind=CREATE, card=CREATE, status=blocked, after=after, **told
    )
    return (ask, *seen, pay, tell_customer(case, refund, pay, after=pay))


def only_after(steps: tuple[Outline, ...]) -> dict[str, Any]:
    """Have a step wait for others, if there are any."""
    if not steps:
        return {}
    after = tuple(step.name for step in steps)
    return {"status": StepStatus.BLOCKED, "after": after, "preface": SEE_FIRST}


def tell_customer(case: Case, refund: RefundDecision, step: Outline, *, after: Outline) -> Outline:
    """Tell the customer what a step did, once it is seen done."""
    kind = f"{TELL_CUSTOMER}_{step.action}"
    return of_store(
        case,
        TELL_CUSTOMER,
        kind=kind,
        card=kind,
        status=StepStatus.BLOCKED,
        after=(after.name,),
        meaning=step.meaning,
        says=money(refund),
    )


def money(refund: RefundDecision) -> tuple[tuple[str, Said], ...]:
    """Say how much is due to the customer."""
    due = say("{amount} {currency}", amount=refund.due_to_customer, currency=refund.currency)
    if refund.currency is None:
        due = say("{amount}", amount=refund.due_to_customer)
    return (("sum", (NOT_KNOWN if refund.due_to_customer is None else due,)),)


def units_to_refund(case: Case) -> Units:
    """Units that a refund would pay now: released, and not refunded yet."""
    order = case.facts.store_order
    return {
        line.line_id: case.released_of(line) - line.refunded_quantity
        for line in case.requested_lines
        if case.released_of(line) > line.refunded_quantity
        and refundable(order, line, case.released_of(line)) != 0
    }


def lost_units(case: Case) -> Units:
    """Units that are asked for and can no longer be cancelled."""
    lost: Units = {}
    for verdict in case.verdicts:
        if verdict.eligibility is Eligibility.INELIGIBLE:
            lost = plus(lost, verdict.units)
    return lost


def units_left(case: Case) -> Units:
    """Units that may still be released, and are not refunded yet."""
    lost = lost_units(case)
    left = {
        line.line_id: case.requested[line.line_id]
        + case.refunded_before(line)
        - line.refunded_quantity
        - lost.get(line.line_id, 0)
        for line in case.requested_lines
    }
    return {line: count for line, count in left.items() if count > 0}


def refund_meaning(case: Case, units: Units) -> tuple[Any, ...]:
    """What a refund is of: these units of each line, after what was refunded of them before.

    So one that is sent twice before it is told has one key, and one of what is left another.
    Money that names no line may be for anything: it makes no other refund of this one.
    """
    refunds = case.facts.store_order.refunds
    paid = sum((r.amount for r in refunds if r.line_id in units), ZERO)
    before = {
        line.line_id: line.refunded_quantity
        for line in case.requested_lines
        if line.line_id in units
    }
    return (units, before, paid)


def fulfillment_steps(case: Case, store: StoreDecision) -> Iterator[Outline]:
    """Rule 8: an order in progress may be freed, and then cancelled in place of refunded.

    Only where the whole order is asked for and released: others' units go on being fulfilled.
    """
    order = case.facts.store_order
    whole = case.all_released and case.whole_order_asked
    if not (whole and is_.in_progress(order) and store.action is StoreAction.REFUND_ITEMS):
        return
    blocked = StepStatus.BLOCKED
    yield of_store(case, FIND)
    yield of_store(case, FREE, status=blocked, after=((FIND, None),))
    yield of_store(case, STOP, status=blocked, after=((FIND, None),))
    yield of_store(case, WAIT, status=blocked, after=((FREE, None), (STOP, None)))
    yield of_store(
        case,
        A.CANCEL_STORE_ORDER,
        card="cancel_store_order_once_freed",
        status=blocked,
        held=True,
        after=((WAIT, None),),
    )


def chargeback_steps(case: Case) -> Iterator[Outline]:
    """Rule 15: while the bank decides, answer it and pay nothing."""
    chargeback = case.facts.store_order.chargeback
    if chargeback is not None and chargeback.status is ChargebackStatus.OPEN:
        yield of_store(case, CHARGEBACK)


def done_on_store_order(case: Case) -> Iterator[Outline]:
    """What the facts say was done on the store's side, and what may have been done with it."""
    order, done = case.facts.store_order, StepStatus.DONE
    if order.cancelled_at is not None:
        yield of_store(case, A.CANCEL_STORE_ORDER, status=done, done_at=order.cancelled_at)
    for action in (SEE_CANCELLED, FIND, FREE, STOP, CHARGEBACK):
        yield of_store(case, action, status=done, only_if_completed=True)
