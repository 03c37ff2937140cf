"""After a dispute: what is still due when it was won, what to do when it is lost or stalls."""

from collections.abc import Iterator
from decimal import Decimal

from rescind.domain import conditions as is_
from rescind.domain import sources as src
from rescind.domain.answers import Resort, StillDue
from rescind.domain.deadlines import over
from rescind.domain.facts import Dispute, Units
from rescind.domain.money import in_currency
from rescind.domain.refunds import cost_of, received, whole_order_owed
from rescind.domain.rules import Answer, Message, _, rule, say
from rescind.domain.standing import Standing
from rescind.domain.words import DisputeOutcome, Outcome, ResortAction

ZERO = Decimal(0)


def still_due(s: Standing) -> StillDue | None:
    """Work out what a decided dispute still has to bring; `None` where nothing is due.

    An amount that nobody told is `None`; so are the days while nobody said when it was decided.
    """
    dispute = s.order.dispute
    if dispute is None or dispute.outcome not in (DisputeOutcome.WON, DisputeOutcome.PARTIALLY_WON):
        return None
    granted = granted_by(s, dispute)
    amount = None if granted is None else max(ZERO, granted - received(s.order))
    if amount == ZERO:
        return None
    window = s.clocks.supplier_refund(dispute.decided_at)
    return StillDue(
        amount=None if amount is None else in_currency(amount, s.order.currency),
        currency=s.order.currency,
        due_at=window.due_at if window else None,
        due_on=window.due_on if window else None,
        overdue=over(window, s.as_of),
        explanation=explanation_of(s, amount, known=window is not None),
    )


def granted_by(s: Standing, dispute: Dispute) -> Decimal | None:
    """What the platform granted: of a dispute won the whole price, where it told no sum."""
    if dispute.outcome is DisputeOutcome.WON:
        return whole_order_owed(s)
    paid = cost_of(s, s.held)
    if dispute.amount is None:
        return None
    return dispute.amount if paid is None else min(dispute.amount, paid)


def explanation_of(s: Standing, amount: Decimal | None, *, known: bool) -> Message:
    """Say what the money of a dispute waits for."""
    if amount is None:
        return say(_("How much the dispute brings is not known: the platform's decision says it."))
    if not known:
        return say(_("When the dispute was decided is not known, so neither is the last day."))
    text = _("Money comes back {min} to {max} business days after the decision.")
    policy = s.policy
    return say(text, min=policy.refund_min_business_days, max=policy.refund_max_business_days)


@rule(
    "DSP-003",
    "The money of a decided dispute is not overdue",
    source=src.ARTICLE_REFUSAL,
    clear=_("The money of the dispute on order {order_id} comes by the end of {due_on}."),
    blocks=_(
        "The money of the dispute on order {order_id} was to come by the end of {due_on}, and has "
        "not come in full: ask the platform for it."
    ),
    unknown=_("No money of a dispute on order {order_id} is known to be on its way."),
)
def dispute_money_not_overdue(s: Standing) -> Answer:
    """A dispute that was won is followed until its money is there."""
    due = still_due(s)
    observed = {
        "order_id": s.order.order_id,
        "due_on": due.due_on if due else None,
        "amount": due.amount if due else None,
    }
    if due is None or due.due_on is None:
        return Outcome.UNKNOWN, observed
    return (Outcome.BLOCKS if due.overdue else Outcome.CLEAR), observed


def at_stake(s: Standing, units: Units) -> Decimal | None:
    """What the merchant loses of its own if the dispute is lost: paid, and not paid back.

    Not known of an order of which nobody said that it was paid.
    """
    paid = cost_of(s, units)
    if paid is None or s.order.paid_at is None:
        return None
    return in_currency(max(ZERO, paid - received(s.order)), s.order.currency)


def on_loss(s: Standing, claimed: Units) -> Iterator[Resort]:
    """List what to do when the dispute is lost, the best chance first."""
    yield resort(
        ResortAction.APPEAL,
        _(
            "Appeal on the dispute's page while the platform lets you, with evidence that it has "
            "not seen yet."
        ),
    )
    yield resort(
        ResortAction.ASK_SUPPLIER,
        _("Ask the supplier for a part of the money, or for a credit on your next order."),
    )
    yield resort(
        ResortAction.INFORM_CUSTOMER,
        _("Tell the customer that it could not be cancelled, and how to return it once delivered."),
    )
    lost = at_stake(s, claimed)
    if lost is None or s.order.currency is None:
        text = say(_("Accept the loss: what you paid the supplier does not come back."))
    else:
        told = _("Accept the loss: {amount} {currency} paid to the supplier do not come back.")
        text = say(told, amount=lost, currency=s.order.currency)
    yield Resort(action=ResortAction.ACCEPT_LOSS, instructions=text)


def on_silence(s: Standing) -> Iterator[Resort]:
    """List what to do while a dispute goes on and nobody answers."""
    yield resort(
        ResortAction.ADD_EVIDENCE,
        _("Add what is missing on the checklist: a dispute is decided on what was attached."),
    )
    yield resort(
        ResortAction.LOOK_AGAIN,
        _("Look at the dispute's page every {hours} hours, and answer in time."),
        hours=s.policy.facts_max_age_hours,
    )
    yield resort(
        ResortAction.ASK_PLATFORM,
        _("Where the supplier does not answer there, ask the platform to step in and decide."),
    )
    if is_.dispute_running(s):
        yield resort(
            ResortAction.INFORM_CUSTOMER,
            _("Tell the customer that the dispute still runs; do not refund before it is decided."),
        )


def resort(action: ResortAction, text: str, **values: int) -> Resort:
    """Name one thing to do."""
    return Resort(action=action, instructions=say(text, **values))
