"""The store's side: what the merchant may do there now, first row that matches.

And how supplier orders and store join into one eligibility and one next action.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from rescind.domain import store_conditions as is_
from rescind.domain.answers import StoreDecision
from rescind.domain.case import Case, Judged, joined
from rescind.domain.facts import StoreOrder, by_id
from rescind.domain.rules import Message, _, say
from rescind.domain.words import Action, Eligibility, StoreAction, StoreBecause

S = StoreAction
B = StoreBecause


@dataclass(frozen=True, slots=True)
class StoreRow:
    """One row: when it matches, and what it answers."""

    id: str
    when: Callable[[Case], bool]
    action: StoreAction
    because: Callable[[Case], StoreBecause]


@dataclass(frozen=True, slots=True)
class Always:
    """Answer the same code whatever the case."""

    because: StoreBecause

    def __call__(self, _: Case) -> StoreBecause:
        """Give the code."""
        return self.because


def why_items_only(case: Case) -> StoreBecause:
    """`others_not_released`, `status_allows_refund_only` or `only_some_asked_for`."""
    if not case.all_released:
        return B.OTHERS_NOT_RELEASED
    return B.STATUS_ALLOWS_REFUND_ONLY if case.whole_order_asked else B.ONLY_SOME_ASKED_FOR


def otherwise(_case: Case) -> bool:
    """Match what no row above did."""
    return True


STORE_ROWS: tuple[StoreRow, ...] = (
    StoreRow("S1", is_.chargeback_stands, S.NONE, Always(B.CHARGEBACK_OPEN)),
    StoreRow("S2", is_.store_cancelled, S.NONE, Always(B.STORE_CANCELLED)),
    StoreRow("S3", is_.whole_order_released, S.CANCEL_ORDER, Always(B.ALL_RELEASED)),
    StoreRow("S4", is_.nothing_left_to_refund, S.NONE, Always(B.NOTHING_LEFT_TO_REFUND)),
    StoreRow("S5", is_.something_released, S.REFUND_ITEMS, why_items_only),
    StoreRow("S6", is_.supplier_side_open, S.NOT_YET, Always(B.SUPPLIER_SIDE_OPEN)),
    StoreRow("S7", otherwise, S.NONE, Always(B.NOTHING_CAN_BE_CANCELLED)),
)

EXPLANATIONS = {
    B.CHARGEBACK_OPEN: _("The bank pays the customer back: a refund of yours would be a second."),
    B.STORE_CANCELLED: _("The store order is cancelled already."),
    B.ALL_RELEASED: _("Everything is asked for and released: cancel the whole order."),
    B.NOTHING_LEFT_TO_REFUND: _("What is released has been refunded to the customer already."),
    B.ONLY_SOME_ASKED_FOR: _("Only some items are asked for: refund these items."),
    B.STATUS_ALLOWS_REFUND_ONLY: _("The shop does not cancel an order in this status: refund."),
    B.OTHERS_NOT_RELEASED: _("Some items are released, others are not: refund the released ones."),
    B.SUPPLIER_SIDE_OPEN: _("The supplier's side is not released: goods may go on travelling."),
    B.NOTHING_CAN_BE_CANCELLED: _("The goods are on their way: the customer takes the order."),
}

AS_ACTION = {
    S.CANCEL_ORDER: Action.CANCEL_STORE_ORDER,
    S.REFUND_ITEMS: Action.REFUND_ITEMS,
}


def store_side(case: Case, rows: Sequence[StoreRow] = STORE_ROWS) -> StoreDecision:
    """Walk the store's table. Raises `LookupError` if no row matches; the last one always does."""
    for row in rows:
        if row.when(case):
            because = row.because(case)
            return StoreDecision(
                action=row.action,
                allowed_actions=allowed_actions(case),
                because=because,
                explanation=say(EXPLANATIONS[because]),
            )
    raise LookupError("no row of the store's table matches")


def allowed_actions(case: Case) -> tuple[StoreAction, ...]:
    """Rule 8: what the shop itself lets the merchant do with this order."""
    order: StoreOrder = case.facts.store_order
    if order.cancelled_at is not None or is_.chargeback_stands(case):
        return ()
    if is_.status_cancellable(order):
        return (S.CANCEL_ORDER, S.REFUND_ITEMS)
    return (S.REFUND_ITEMS,)


def eligibility_of(case: Case, store: StoreDecision) -> Eligibility:
    """Join both sides: settled, or the first present of what the supplier orders say."""
    if is_.store_done(case) and store.action is S.NONE and case.all_released:
        return Eligibility.SETTLED
    found = [verdict.eligibility for verdict in case.verdicts]
    if case.not_placed:
        found.append(Eligibility.ELIGIBLE)
    return joined(iter(found))


def next_action_of(case: Case, store: StoreDecision) -> Action:
    """Find the most pressing action of both sides."""
    actions = [judged.action for judged in case.relevant]
    actions.append(AS_ACTION.get(store.action, Action.NONE))
    return min(actions, key=list(Action).index)


def giver_of(case: Case, action: Action) -> Judged | None:
    """Find the supplier order that gave the next action: the earliest, then the smallest id.

    A step of the store is given by the orders whose release allows it.
    """
    if action in AS_ACTION.values():
        givers = [judged for judged in case.relevant if judged.released]
    else:
        givers = [judged for judged in case.relevant if judged.action is action]
    return min(
        givers,
        key=lambda j: (j.check_at is None, j.check_at or case.as_of, by_id(j.order.order_id)),
        default=None,
    )


def is_urgent(case: Case, action: Action) -> bool:
    """Rule 2: suppliers gladly cancel what they have not begun to pack."""
    if action not in (Action.REQUEST_CANCELLATION, Action.CANCEL_SUPPLIER_ORDER):
        return False
    for judged in case.relevant:
        placed_at = judged.order.placed_at or judged.order.paid_at
        minutes = timedelta(minutes=judged.standing.policy.immediate_contact_minutes)
        if judged.action is action and placed_at and case.as_of - placed_at <= minutes:
            return True
    return False


SUMMARIES: dict[Action, str] = {
    Action.REQUEST_CANCELLATION: _(
        "Ask the supplier to cancel now, on the platform and by message; do not refund yet."
    ),
    Action.CANCEL_SUPPLIER_ORDER: _(
        "Cancel the unpaid supplier order; the store order follows once it is seen cancelled."
    ),
    Action.OPEN_DISPUTE: _("Open a dispute at the supplier's platform; do not refund yet."),
    Action.REQUEST_TRACKING: _(
        "Ask the supplier for the tracking number: it proves, or disproves, a shipment."
    ),
    Action.CANCEL_STORE_ORDER: _("The suppliers let go: cancel the store order and refund it."),
    Action.REFUND_ITEMS: _("Refund the released items to the customer, and only these."),
    Action.VERIFY_TRACKING: _(
        "Check the tracking number with the carrier; until it shows a scan nothing is certain."
    ),
    Action.MANUAL_REVIEW: _("A person has to look: the facts do not decide; see the reasons."),
    Action.WAIT_FOR_SUPPLIER: _("Wait for the supplier's answer; do not refund yet."),
    Action.WAIT_FOR_TRACKING: _("Wait for the tracking number; do not refund yet."),
    Action.WAIT_FOR_DISPUTE: _("Wait for the dispute to be decided; do not refund yet."),
    Action.WAIT_FOR_AUTO_CLOSE: _(
        "The time to ship is over: wait for the platform to close the order and pay back."
    ),
    Action.WAIT_FOR_SUPPLIER_REFUND: _("The store's side is done: wait for the supplier's money."),
    Action.INFORM_CUSTOMER: _(
        "It cannot be cancelled any more: tell the customer to take it and claim a return."
    ),
    Action.NONE: _("Nothing is left to do."),
}


BESIDE_A_REFUND: dict[Action, str] = {
    Action.REQUEST_CANCELLATION: _(
        "Ask the supplier of the other items to cancel now; refund the released items, only these."
    ),
    Action.CANCEL_SUPPLIER_ORDER: _(
        "Cancel the unpaid supplier order; refund the released items, and only these."
    ),
    Action.OPEN_DISPUTE: _(
        "Open a dispute about the other items; refund the released items, and only these."
    ),
    Action.REQUEST_TRACKING: _(
        "Ask for the tracking number of the other items; refund the released ones, only these."
    ),
}
"""What is said of the more pressing actions while some items can be refunded already."""


def summary_of(action: Action, store: StoreDecision) -> Message:
    """One sentence for a person."""
    beside = BESIDE_A_REFUND if store.action is S.REFUND_ITEMS else {}
    return say(beside.get(action, SUMMARIES[action]))
