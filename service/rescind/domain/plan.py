"""Who does what next, on each side, in which order: the steps of a plan.

Steps still to do come first, the most pressing one before all; a wait is a step too; what was done
already follows. Requests ready to send are not part of a step yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from rescind.domain import store_conditions as is_
from rescind.domain.answers import Step, StoreDecision
from rescind.domain.canonical import fingerprint
from rescind.domain.case import Case, Judged
from rescind.domain.checks import look_again
from rescind.domain.eligibility import acceptance_shows
from rescind.domain.facts import SupplierOrder
from rescind.domain.plan_cards import CARDS, DONE
from rescind.domain.rules import Message, say
from rescind.domain.store_table import AS_ACTION
from rescind.domain.supplier_table import Verdict
from rescind.domain.tracking import page_of
from rescind.domain.words import Action, Channel, Outcome, StepStatus, StoreAction

A = Action
WAITS = frozenset(action for action in Action if action.value.startswith("wait_for"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A step before it has its number; `card` is whose instructions it takes, or its own.

    `look_up` is the tracking number that it is about, and the page that shows it.
    """

    action: str
    card: str | None = None
    order_id: str | None
    supplier_order_id: str | None
    status: StepStatus
    due_at: datetime | None
    units: tuple[tuple[str, int], ...] = ()
    done_at: datetime | None = None
    look_up: tuple[str, str] | None = None


def plan_of(case: Case, action: Action, store: StoreDecision) -> tuple[Step, ...]:
    """Lay out the steps of a decision; there are none when its action is `none`."""
    if action is A.NONE:
        return ()
    order = list(Action)
    drafts = sorted(
        supplier_drafts(case),
        key=lambda d: (order.index(Action(d.action)), d.supplier_order_id or ""),
    )
    store_draft = store_step(case, store)
    if store_draft is not None:
        drafts.append(store_draft)
    first = next(d for d in drafts if d.action == action)
    rest = [d for d in drafts if d is not first]
    aside = [*parts_of_lines(case), *confirmations(case)]
    to_do = [first, *aside, *rest, *in_progress_step(case, store)]
    return numbered(case, [*to_do, *done_steps(case)])


def supplier_drafts(case: Case) -> Iterator[Draft]:
    """One step for each thing to do on a supplier order."""
    for judged in case.relevant:
        seen: set[Action] = set()
        for verdict in judged.verdicts:
            if verdict.action is A.NONE or verdict.action in seen:
                continue
            seen.add(verdict.action)
            yield supplier_draft(judged, verdict)


def supplier_draft(judged: Judged, verdict: Verdict) -> Draft:
    """Draft the step that a verdict asks for."""
    waiting = verdict.action in WAITS
    s = verdict.standing
    numbers = s.numbers_in_time or s.numbers
    look_up = page_of(numbers) if verdict.action is A.VERIFY_TRACKING else None
    return Draft(
        action=verdict.action,
        card=f"{verdict.action}_at_page" if look_up else None,
        look_up=look_up,
        order_id=judged.order.order_id,
        supplier_order_id=judged.order.order_id,
        status=StepStatus.WAITING if waiting else StepStatus.READY,
        # A time to look again is no deadline.
        due_at=None if verdict.check_at == look_again(verdict.standing) else verdict.check_at,
        units=tuple(sorted(verdict.units.items())),
    )


def store_step(case: Case, store: StoreDecision) -> Draft | None:
    """Draft the store's own step: ready, or blocked until the suppliers let go."""
    order = case.facts.store_order
    action: Action | None = AS_ACTION.get(store.action)
    status = StepStatus.READY
    if store.action is StoreAction.NOT_YET:
        whole = case.whole_order_asked and is_.status_cancellable(order)
        action = A.CANCEL_STORE_ORDER if whole else A.REFUND_ITEMS
        status = StepStatus.BLOCKED
    if action is None:
        return None
    to_confirm = status is StepStatus.READY and any(confirmations(case))
    # A whole order is the same step before and after its release; a refund is of certain units.
    units = case.released if action is A.REFUND_ITEMS else {}
    return Draft(
        action=action,
        card=f"{action}_once_confirmed" if to_confirm else None,
        order_id=order.order_name or order.order_id,
        supplier_order_id=None,
        status=status,
        due_at=None,
        units=tuple(sorted(units.items())),
    )


def confirmations(case: Case) -> Iterator[Draft]:
    """Rule 6: see an accepted order cancelled before the store's side, which cannot be undone."""
    for judged in case.relevant:
        if judged.released and acceptance_shows(judged.standing).outcome is Outcome.BLOCKS:
            yield Draft(
                action="confirm_supplier_cancelled",
                order_id=judged.order.order_id,
                supplier_order_id=judged.order.order_id,
                status=StepStatus.READY,
                due_at=None,
            )


def parts_of_lines(case: Case) -> Iterator[Draft]:
    """Rule 5: platforms that cannot cancel part of a line let the rest be bought again."""
    asking = (A.REQUEST_CANCELLATION, A.CANCEL_SUPPLIER_ORDER)
    for judged in case.relevant:
        s = judged.standing
        partly = any(0 < s.units.get(line, 0) < held for line, held in s.held.items())
        if partly and judged.action in asking:
            yield Draft(
                action="buy_rest_again",
                order_id=judged.order.order_id,
                supplier_order_id=judged.order.order_id,
                status=StepStatus.READY,
                due_at=None,
            )


def in_progress_step(case: Case, store: StoreDecision) -> Iterator[Draft]:
    """Rule 8: an order in progress may be freed by asking for its fulfillment's cancellation."""
    order = case.facts.store_order
    if is_.in_progress(order) and store.action is StoreAction.REFUND_ITEMS:
        yield Draft(
            action="request_fulfillment_cancellation",
            order_id=order.order_name or order.order_id,
            supplier_order_id=None,
            status=StepStatus.READY,
            due_at=None,
        )


def done_steps(case: Case) -> Iterator[Draft]:
    """What the facts say was done already."""
    for judged in case.relevant:
        order = judged.order
        for action, at in moments_of(order):
            yield done_step(action, order.order_id, order.order_id, at)
    store = case.facts.store_order
    if store.cancelled_at is not None:
        name = store.order_name or store.order_id
        yield done_step(A.CANCEL_STORE_ORDER, name, None, store.cancelled_at)


def moments_of(order: SupplierOrder) -> Iterator[tuple[Action, datetime]]:
    """When each step on a supplier order was carried out."""
    if order.cancellation_request is not None:
        yield A.REQUEST_CANCELLATION, order.cancellation_request.requested_at
    if order.tracking_request is not None:
        yield A.REQUEST_TRACKING, order.tracking_request.requested_at
    if order.dispute is not None:
        yield A.OPEN_DISPUTE, order.dispute.filed_at


def done_step(
    action: Action, order_id: str | None, supplier_order_id: str | None, at: datetime
) -> Draft:
    """Draft a step that was carried out at a known moment."""
    return Draft(
        action=action,
        order_id=order_id,
        supplier_order_id=supplier_order_id,
        status=StepStatus.DONE,
        due_at=None,
        done_at=at,
    )


def numbered(case: Case, drafts: list[Draft]) -> tuple[Step, ...]:
    """Number the steps, and name for blocked ones those that they wait for."""
    steps = tuple(finished(case, number, draft) for number, draft in enumerate(drafts, 1))
    for_suppliers = tuple(
        step.step
        for step in steps
        if step.supplier_order_id is not None or step.channel is not Channel.STORE_PLATFORM
        if step.status in (StepStatus.READY, StepStatus.WAITING)
    )
    return tuple(
        replace(step, blocked_by=for_suppliers) if step.status is StepStatus.BLOCKED else step
        for step in steps
    )


def finished(case: Case, number: int, draft: Draft) -> Step:
    """Turn a draft into a step."""
    card = CARDS[draft.card or draft.action]
    shown = dict(zip(("tracking_number", "url"), draft.look_up or (), strict=False))
    instructions: Message = say(card.instructions, order_id=draft.order_id, **shown)
    if draft.done_at is not None:
        instructions = say(DONE[Action(draft.action)], order_id=draft.order_id, at=draft.done_at)
    return Step(
        step=number,
        actor=card.actor,
        channel=card.channel,
        action=draft.action,
        supplier_order_id=draft.supplier_order_id,
        instructions=instructions,
        status=draft.status,
        blocked_by=(),
        due_at=draft.due_at,
        idempotency_key=step_key(case, draft),
    )


def step_key(case: Case, draft: Draft) -> str:
    """Name a step so that it stays the same while it means the same, whatever the clock says."""
    store = case.facts.store_order
    return fingerprint(
        "step_",
        store.platform,
        store.order_id,
        case.facts.request.requested_at,
        draft.supplier_order_id,
        draft.action,
        draft.units,
    )
