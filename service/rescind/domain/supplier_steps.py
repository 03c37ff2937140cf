"""What is to be done on each supplier order: the step of its verdict, and what goes with it."""

from collections.abc import Callable, Iterator, Mapping

from rescind.domain import conditions as is_
from rescind.domain.case import Case, Judged
from rescind.domain.checks import look_again
from rescind.domain.dispute_evidence import evidence_for
from rescind.domain.eligibility import acceptance_shows
from rescind.domain.outlines import Outline, of_supplier
from rescind.domain.rules import Said
from rescind.domain.supplier_table import Verdict
from rescind.domain.tracking import page_of
from rescind.domain.units import minus, plus
from rescind.domain.words import Action, Eligibility, Outcome, StepStatus

A = Action
WAITS = frozenset(action for action in Action if action.value.startswith("wait_for"))

MESSAGE = "message_supplier"
CONFIRM = "confirm_supplier_cancelled"
BUY_AGAIN = "buy_rest_again"
REFRESH = "refresh_supplier_order"
REMIND = "ask_for_refund"

KIND_BY_ROW: Mapping[tuple[Action, str], str] = {
    (A.MANUAL_REVIEW, "1"): "review_contradiction",
    (A.MANUAL_REVIEW, "3"): "review_overdue",
    (A.MANUAL_REVIEW, "15"): "review_overdue",
    (A.MANUAL_REVIEW, "5a"): "review_partly_won",
    (A.MANUAL_REVIEW, "6"): "review_disputed",
    (A.MANUAL_REVIEW, "9"): "review_dispute_closed",
    (A.MANUAL_REVIEW, "9a"): "review_units",
    (A.MANUAL_REVIEW, "13"): "review_units",
    (A.MANUAL_REVIEW, "16"): "review_units",
    (A.MANUAL_REVIEW, "17"): "review_offer",
    (A.MANUAL_REVIEW, "20"): "review_suspicious",
    (A.INFORM_CUSTOMER, "5"): "inform_customer_lost",
    (A.INFORM_CUSTOMER, "10"): "inform_customer_delivered",
    (A.WAIT_FOR_SUPPLIER_REFUND, "9"): "wait_for_dispute_opening",
}
"""Steps of one action that mean something else by the row that asks for them."""


def supplier_steps(case: Case) -> Iterator[tuple[Outline, ...]]:
    """Outline what is to be done, thing by thing: the step itself, then what goes with it."""
    for place, judged in enumerate(case.relevant):
        for verdicts in by_kind(judged):
            step = step_of(judged, place, verdicts)
            beside = BESIDE.get(step.kind)
            yield (step, *(beside(judged, step) if beside else ()))


def kind_of(verdict: Verdict) -> str:
    """Tell the steps of one action apart by what they mean."""
    return KIND_BY_ROW.get((verdict.action, verdict.row), str(verdict.action))


def by_kind(judged: Judged) -> Iterator[tuple[Verdict, ...]]:
    """Join the verdicts that ask for one thing, in the order of the table."""
    wanted = [verdict for verdict in judged.verdicts if verdict.action is not A.NONE]
    for kind in dict.fromkeys(kind_of(verdict) for verdict in wanted):
        yield tuple(verdict for verdict in wanted if kind_of(verdict) == kind)


def step_of(judged: Judged, place: int, verdicts: tuple[Verdict, ...]) -> Outline:
    """Outline the step that verdicts ask for."""
    first = verdicts[0]
    kind = kind_of(first)
    says = what_it_says(judged, first)
    units: dict[str, int] = {}
    for verdict in verdicts:
        units = plus(units, verdict.units)
    return of_supplier(
        judged,
        place,
        first.action,
        kind=kind,
        card=card_for(judged, kind, says),
        status=StepStatus.WAITING if first.action in WAITS else StepStatus.READY,
        # A time to look again is no deadline.
        due_at=None if first.check_at == look_again(first.standing) else first.check_at,
        meaning=(units,) if first.action is A.REQUEST_CANCELLATION else (),
        says=tuple(says.items()),
    )


def card_for(judged: Judged, kind: str, says: Mapping[str, Said]) -> str:
    """Choose the card: a part of an order is asked for otherwise than the whole of it."""
    s = judged.standing
    if kind == A.REQUEST_CANCELLATION and minus(s.held, s.units):
        return f"{kind}_in_part"
    return f"{kind}_at_page" if "url" in says else kind


def what_it_says(judged: Judged, verdict: Verdict) -> dict[str, Said]:
    """Name the evidence that a dispute needs, the page of a number, and when the step is due."""
    says: dict[str, Said] = {"due_at": verdict.check_at}
    s = verdict.standing
    page = page_of(s.numbers_in_time or s.numbers)
    if verdict.action is A.OPEN_DISPUTE:
        says["evidence"] = tuple(one.explanation for one in evidence_for(judged.standing))
    if verdict.action is A.VERIFY_TRACKING and page:
        says["tracking_number"], says["url"] = page
    return says


def asking(judged: Judged, step: Outline) -> Iterator[Outline]:
    """Ask on the platform and by message; then see it cancelled, and buy the rest again."""
    yield of_supplier(judged, step.place or 0, MESSAGE, due_at=step.due_at)
    yield from cancelling(judged, step)


def cancelling(judged: Judged, step: Outline) -> Iterator[Outline]:
    """See the order cancelled, and buy again what was cancelled with it."""
    confirm = of_supplier(
        judged,
        step.place or 0,
        CONFIRM,
        card=f"{CONFIRM}_after_{step.kind}",
        status=StepStatus.BLOCKED,
        after=(step.name,),
    )
    yield confirm
    if asked_in_part(judged):
        blocked = StepStatus.BLOCKED
        after = (confirm.name,)
        yield of_supplier(judged, step.place or 0, BUY_AGAIN, status=blocked, after=after)


def asked_in_part(judged: Judged) -> bool:
    """Rule 5: platforms that cannot cancel part of a line let the rest be bought again."""
    s = judged.standing
    return any(0 < s.units.get(line, 0) < held for line, held in s.held.items())


def reminding(judged: Judged, step: Outline) -> Iterator[Outline]:
    """Rule 20: write to the supplier that did not pay back in time."""
    yield of_supplier(judged, step.place or 0, REMIND)


BESIDE: Mapping[str, Callable[[Judged, Outline], Iterator[Outline]]] = {
    A.REQUEST_CANCELLATION: asking,
    A.CANCEL_SUPPLIER_ORDER: cancelling,
    "review_overdue": reminding,
}
"""What goes with a step, by its kind."""


def confirmations(case: Case) -> Iterator[Outline]:
    """Rule 6: see an accepted order cancelled before the store's side, which cannot be undone."""
    for place, judged in enumerate(case.relevant):
        if judged.released and acceptance_shows(judged.standing).outcome is Outcome.BLOCKS:
            # Who looked before the order was seen open has to look again.
            yield of_supplier(judged, place, CONFIRM, meaning=(judged.order.observed_at,))


def refreshing(case: Case) -> Iterator[Outline]:
    """Rule 18: the platform said that an order changed, and nobody has looked since."""
    for place, judged in enumerate(case.relevant):
        if is_.changed_unseen(judged.order):
            yield of_supplier(judged, place, REFRESH, meaning=(judged.order.changed_at,))


def holds(judged: Judged) -> bool:
    """Some units of the order are neither released nor lost: the store's side waits for them."""
    return any(
        not verdict.released and verdict.eligibility is not Eligibility.INELIGIBLE
        for verdict in judged.verdicts
    )


def done_on_supplier_orders(case: Case) -> Iterator[Outline]:
    """What the facts say was done already, and what may have been done with it."""
    done = StepStatus.DONE
    for place, judged in enumerate(case.relevant):
        order, s = judged.order, judged.standing
        if order.cancellation_request is not None:
            at = order.cancellation_request.requested_at
            asked = (minus(s.units, minus(s.units, s.asked)),)
            yield of_supplier(
                judged, place, A.REQUEST_CANCELLATION, status=done, done_at=at, meaning=asked
            )
        if order.tracking_request is not None:
            at = order.tracking_request.requested_at
            yield of_supplier(judged, place, A.REQUEST_TRACKING, status=done, done_at=at)
        if order.dispute is not None:
            at = order.dispute.filed_at
            yield of_supplier(judged, place, A.OPEN_DISPUTE, status=done, done_at=at)
        for action in (MESSAGE, CONFIRM, BUY_AGAIN, REMIND, REFRESH):
            yield of_supplier(judged, place, action, status=done, only_if_completed=True)
