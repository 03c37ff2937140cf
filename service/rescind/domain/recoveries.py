"""What of a return claim can be had back from the supplier: how much, how, and until when."""

from decimal import Decimal

from rescind.domain.answers import Deadline, Recoverable
from rescind.domain.deadlines import PLATFORM_ZONES, after_days
from rescind.domain.money import in_currency
from rescind.domain.policy import Policy
from rescind.domain.remedies import ANSWERING, ZERO, ReturnClaim, comes_back
from rescind.domain.rules import Message, _, say
from rescind.domain.words import AtFault, DeadlineName, Recovery, ReturnReason

BY_AGREEMENT = _(
    "The supplier accepts returns for this reason: ask for what you paid it, and send it the proof."
)
NOT_AT_ALL = {
    AtFault.MERCHANT: _("Nothing: the supplier does not answer for what your own page promised."),
    AtFault.CUSTOMER: _(
        "Nothing that you can count on: the supplier did nothing wrong; ask what it does in such "
        "cases."
    ),
}
NOT_YET = _("Whether anything can be had back is open until it is known who is at fault.")
NEVER_CAME = _(
    "By a dispute about goods that never came: the order's page at the platform says until when."
)
AFTER_DELIVERY = _(
    "By a dispute at the supplier's platform, until {days} days after the delivery: ask the "
    "supplier first, it may agree."
)
UNTIL = _(
    "By a dispute at the supplier's platform, until the end of {until}: ask the supplier first, it "
    "may agree."
)


def recoverable_of(claim: ReturnClaim, policy: Policy, at_fault: AtFault) -> Recoverable:
    """Say what can be claimed back; at most what the supplier was paid."""
    paid = claim.paid_to_supplier
    nothing = in_currency(ZERO, claim.currency)
    price = None if paid is None else in_currency(paid, claim.currency)
    if at_fault is AtFault.UNDETERMINED:
        return recoverable(Recovery.UNDETERMINED, None, say(NOT_YET))
    if comes_back(claim, policy, at_fault):
        return recoverable(Recovery.BY_AGREEMENT, price, say(BY_AGREEMENT))
    if at_fault not in ANSWERING:
        return recoverable(Recovery.NOT_AT_ALL, nothing, say(NOT_AT_ALL[at_fault]))
    closes = closing(claim, policy)
    explanation = by_dispute(claim, policy, closes)
    return recoverable(Recovery.BY_DISPUTE, price, explanation, closes)


def recoverable(
    how: Recovery, amount: Decimal | None, explanation: Message, closes: Deadline | None = None
) -> Recoverable:
    """Put it together."""
    until = closes.due_at if closes else None
    return Recoverable(how=how, amount=amount, until=until, explanation=explanation)


def closing(claim: ReturnClaim, policy: Policy) -> Deadline | None:
    """Find the end of the platform's time for disputes, counted from the delivery."""
    if claim.delivered_at is None or claim.reason is ReturnReason.NOT_RECEIVED:
        return None
    terms = policy.of(claim.supplier_id)
    return after_days(
        DeadlineName.DISPUTE_CLOSES,
        claim.delivered_at,
        terms.dispute_closes_after_delivery_days,
        terms.platform_time_zone or PLATFORM_ZONES["aliexpress"],
        say(AFTER_DELIVERY, days=terms.dispute_closes_after_delivery_days),
    )


def by_dispute(claim: ReturnClaim, policy: Policy, closes: Deadline | None) -> Message:
    """Say until when a dispute can be opened, as far as it is known."""
    if claim.reason is ReturnReason.NOT_RECEIVED:
        return say(NEVER_CAME)
    if closes is not None:
        return say(UNTIL, until=closes.due_on)
    days = policy.of(claim.supplier_id).dispute_closes_after_delivery_days
    return say(AFTER_DELIVERY, days=days)
