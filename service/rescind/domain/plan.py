"""Who does what next, on each side, in which order: the steps of a plan.

Steps still to do come first, the most pressing one before all; a wait is a step too; what was done
already follows. A step that somebody marked as done is shown as done; where it stands for a fact
that was not told, one step stays in its place: to tell that fact.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rescind.domain.answers import FillIn, RefundDecision, Step, StoreDecision
from rescind.domain.canonical import fingerprint
from rescind.domain.case import Case
from rescind.domain.facts import CompletedStep
from rescind.domain.outlines import Ask, Name, Outline, Prepared
from rescind.domain.plan_cards import DONE, MARKED, TELL_IT, card_of
from rescind.domain.requests import prepare
from rescind.domain.rules import Message, say
from rescind.domain.standing import CLOCK_SKEW
from rescind.domain.store_steps import (
    chargeback_steps,
    done_on_store_order,
    fulfillment_steps,
    store_steps,
)
from rescind.domain.supplier_steps import done_on_supplier_orders, refreshing, supplier_steps
from rescind.domain.words import Action, StepStatus

DONE_ALREADY, BLOCKED = StepStatus.DONE, StepStatus.BLOCKED

TO_TELL = "to_tell"
"""What the key of a step is made of that only waits for its fact to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """An outline under the key that names its step.

    `told` is false where its fact is missing; `by_facts` is true where they say that it was done.
    """

    key: str
    outline: Outline
    told: bool = True
    by_facts: bool = False


def plan_of(
    case: Case, action: Action, store: StoreDecision, refund: RefundDecision
) -> tuple[Step, ...]:
    """Lay out the steps of a decision; there are none when its action is `none`."""
    if action is Action.NONE:
        return ()
    done = [*done_on_supplier_orders(case), *done_on_store_order(case)]
    keyed = [*with_keys(case, [*done, *to_do(case, action, store, refund)])]
    marked = [one for each in keyed for one in as_marked(case, each)]
    waiting = [one for one in marked if one.outline.status is not DONE_ALREADY]
    finished = [one for one in marked if one.outline.status is DONE_ALREADY]
    return numbered(case, refund, [*waiting, *finished])


def to_do(
    case: Case, action: Action, store: StoreDecision, refund: RefundDecision
) -> list[Outline]:
    """List what is still to do, the step of the next action before all."""
    order = list(Action)
    groups = sorted(
        supplier_steps(case),
        key=lambda group: (order.index(Action(group[0].action)), group[0].supplier_order_id or ""),
    )
    groups += [group for group in [store_steps(case, store, refund)] if group]
    first = next(group for group in groups if group[0].action == action)
    rest = [step for group in groups if group is not first for step in group]
    return [
        *first,
        *refreshing(case),
        *rest,
        *fulfillment_steps(case, store),
        *chargeback_steps(case),
    ]


def with_keys(case: Case, outlines: list[Outline]) -> Iterator[Keyed]:
    """Give each step its key; of those that mean the same, the second and later count."""
    seen: dict[str, int] = {}
    names = {outline.name for outline in outlines if not outline.only_if_completed}
    marked = bool(case.facts.completed_steps)
    for outline in outlines:
        if outline.only_if_completed and (outline.name in names or not marked):
            continue
        plain = step_key(case, outline, 0)
        nth = seen.get(plain, 0)
        seen[plain] = nth + 1
        key = step_key(case, outline, nth) if nth else plain
        yield Keyed(key=key, outline=outline, by_facts=outline.done_at is not None)


def step_key(case: Case, outline: Outline, nth: int) -> str:
    """Name a step so that it stays the same while it means the same, whatever the clock says."""
    store = case.facts.store_order
    return fingerprint(
        "step_",
        store.platform,
        store.order_id,
        case.facts.request.requested_at,
        outline.supplier_order_id,
        outline.action,
        outline.kind,
        outline.meaning,
        nth,
    )


def as_marked(case: Case, one: Keyed) -> Iterator[Keyed]:
    """Show what was marked as done as done; what is not told yet stays to be told."""
    outline, completed = one.outline, completion(case, one.key)
    if completed is None:
        if not outline.only_if_completed:
            yield one
        return
    by = replace(outline, done_by=completed.done_by, note=completed.note)
    if outline.done_at is not None:
        yield replace(one, outline=by)
        return
    done = replace(by, status=DONE_ALREADY, done_at=completed.done_at)
    if not outline.only_if_completed and card_of(outline).records:
        key = fingerprint("step_", one.key, TO_TELL)
        to_tell = replace(done, status=StepStatus.READY, after=(), held=False)
        yield Keyed(key=key, outline=to_tell, told=False)
    yield Keyed(key=one.key, outline=done)


def completion(case: Case, key: str) -> CompletedStep | None:
    """Find who carried out a step first; what lies ahead is not done yet."""
    found = (
        one
        for one in case.facts.completed_steps
        if one.idempotency_key == key and one.done_at <= case.as_of + CLOCK_SKEW
    )
    return min(found, key=lambda one: (one.done_at, one.done_by, one.note or ""), default=None)


def numbered(case: Case, refund: RefundDecision, steps: list[Keyed]) -> tuple[Step, ...]:
    """Number the steps, name for blocked ones those that they wait for, and add their requests."""
    numbers = {one.outline.name: number for number, one in enumerate(steps, 1)}
    found = []
    for number, one in enumerate(steps, 1):
        before = blockers(one.outline, steps)
        now = replace(one, outline=unblocked(one.outline, before))
        ask = Ask(case=case, refund=refund, outline=now.outline, key=one.key)
        prepared = prepare(ask) if now.told else None
        step = replace(finished(number, now), blocked_by=before)
        found.append(with_request(step, prepared, numbers))
    return tuple(found)


def blockers(outline: Outline, steps: list[Keyed]) -> tuple[int, ...]:
    """Number what a blocked step waits for; what was marked as done blocks only what is held."""
    if outline.status is not BLOCKED:
        return ()
    return tuple(
        number
        for number, one in enumerate(steps, 1)
        if one.outline.name in outline.after
        and one.outline.status is not DONE_ALREADY
        and (one.told or outline.held)
    )


def unblocked(outline: Outline, before: tuple[int, ...]) -> Outline:
    """Let a step go ahead that nothing is before any more."""
    if outline.status is not BLOCKED or before or outline.held:
        return outline
    waits = outline.action.startswith("wait_for")
    return replace(outline, status=StepStatus.WAITING if waits else StepStatus.READY)


def finished(number: int, one: Keyed) -> Step:
    """Turn an outline into a step."""
    outline, card = one.outline, card_of(one.outline)
    done = outline.status is DONE_ALREADY
    return Step(
        step=number,
        actor=card.actor,
        channel=card.channel,
        action=outline.action,
        supplier_order_id=outline.supplier_order_id,
        instructions=instructions(one),
        status=outline.status,
        blocked_by=(),
        due_at=None if done else outline.due_at,
        idempotency_key=one.key,
        records=None if done and outline.done_by is None else card.records,
        done_at=outline.done_at,
        done_by=outline.done_by,
        note=outline.note,
    )


def instructions(one: Keyed) -> Message:
    """Say how to carry a step out, or who did it and when."""
    outline, card = one.outline, card_of(one.outline)
    how = say(card.instructions, order_id=outline.order_id, **dict(outline.says))
    by = {"at": outline.done_at, "by": outline.done_by}
    if not one.told:
        return say(TELL_IT, path=card.records, what=(how,), **by)
    if outline.status is BLOCKED and outline.preface:
        return say(outline.preface, what=(how,))
    if outline.status is not DONE_ALREADY:
        return how
    if one.by_facts:
        return say(DONE[Action(outline.kind)], order_id=outline.order_id, at=outline.done_at)
    return say(MARKED, what=(how,), **by)


def with_request(step: Step, prepared: Prepared | None, numbers: Mapping[Name, int]) -> Step:
    """Add the request of a step, and from which step's answer it is filled in."""
    if prepared is None:
        return step
    answer_of = numbers.get((prepared.answer_of or "", None), 0)
    filled: tuple[FillIn, ...] = tuple(
        replace(one, from_step=answer_of) for one in prepared.fill_in
    )
    return replace(step, request=prepared.request, fill_in=filled)
