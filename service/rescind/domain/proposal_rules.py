"""What stands in the way of a refund to the customer: one rule a condition, all evaluated."""

from rescind.domain import sources as src
from rescind.domain import store_conditions as is_
from rescind.domain.facts import total_of
from rescind.domain.money import in_currency
from rescind.domain.proposals import Proposal
from rescind.domain.refunds import ZERO, refunded_to_customer
from rescind.domain.rules import Answer, _, rule
from rescind.domain.units import fewer
from rescind.domain.words import Outcome

CLEAR, BLOCKS, UNKNOWN = Outcome.CLEAR, Outcome.BLOCKS, Outcome.UNKNOWN


@rule(
    "REF-004",
    "The units to be refunded were bought",
    source=src.PRACTICE,
    clear=_("No more units are to be refunded than were bought."),
    blocks=_("{quantity} units of line {line_id} are to be refunded, and {bought} were bought."),
)
def units_were_bought(proposal: Proposal) -> Answer:
    """Nobody gets money back for what was not bought."""
    for line in proposal.lines:
        count = proposal.units[line.line_id]
        if count > line.quantity:
            return BLOCKS, {"line_id": line.line_id, "quantity": count, "bought": line.quantity}
    return CLEAR, {"line_id": None, "quantity": total_of(proposal.units), "bought": None}


@rule(
    "REF-005",
    "It is no second refund",
    source=src.PRACTICE,
    clear=_("What is to be refunded has not gone back to the customer yet."),
    blocks=_("What is to be refunded went back to the customer already: {refunded} in all."),
)
def no_second_refund(proposal: Proposal) -> Answer:
    """Rule 15: units, a line's money, all of the money, or this very payment went back already."""
    refunded = refunded_to_customer(proposal.order)
    again = (
        _on_record(proposal)
        or not proposal.units
        or (proposal.most == ZERO and refunded != ZERO)
        or any(_went_back(proposal, line.line_id) for line in proposal.lines)
    )
    told = None if refunded is None else in_currency(refunded, proposal.order.currency)
    return (BLOCKS if again else CLEAR), {"refunded": told}


def _on_record(proposal: Proposal) -> bool:
    """The same amount at the same moment is on record."""
    refund = proposal.refund
    return refund.refunded_at is not None and any(
        (one.amount, one.refunded_at) == (proposal.pays, refund.refunded_at)
        for one in proposal.order.refunds
    )


def _went_back(proposal: Proposal, line_id: str) -> bool:
    """Some of the units of a line are refunded, or all of the money of the line is."""
    line = next(line for line in proposal.lines if line.line_id == line_id)
    if min(proposal.units[line_id], line.quantity) > line.quantity - line.refunded_quantity:
        return True
    named = any(refund.line_id == line_id for refund in proposal.order.refunds)
    return named and proposal.by_line[line_id] == ZERO


@rule(
    "REF-006",
    "The refund is within what was paid",
    source=src.PRACTICE,
    clear=_("The refund of {amount} is within the {limit} that was paid and has not gone back."),
    blocks=_("The refund of {amount} is above the {limit} that was paid and has not gone back."),
    unknown=_("What was paid is not known, so the refund cannot be held against it."),
)
def within_what_was_paid(proposal: Proposal) -> Answer:
    """Rule 15: never above what was paid, for its units and in total."""
    amount, limit, most = proposal.pays, proposal.limit, proposal.most
    if amount is None or limit is None or most is None:
        return UNKNOWN, {"amount": amount, "limit": limit}
    least = min(limit, most)
    return (BLOCKS if amount > least else CLEAR), {"amount": amount, "limit": least}


@rule(
    "REF-007",
    "The store order is not cancelled",
    source=src.SHOPIFY_ADMIN,
    clear=_("The store order is not cancelled."),
    blocks=_("The store order was cancelled at {cancelled_at}: see first what that paid back."),
)
def store_order_stands(proposal: Proposal) -> Answer:
    """A cancellation in the shop pays back by itself."""
    cancelled_at = proposal.order.cancelled_at
    return (CLEAR if cancelled_at is None else BLOCKS), {"cancelled_at": cancelled_at}


@rule(
    "REF-008",
    "The refund pays something",
    source=src.PRACTICE,
    clear=_("The refund pays {amount}."),
    blocks=_("The refund would pay nothing."),
    unknown=_("What the refund would pay is not known."),
)
def pays_something(proposal: Proposal) -> Answer:
    """A refund of nothing is none."""
    amount = proposal.pays
    if amount is None:
        return UNKNOWN, {"amount": amount}
    return (CLEAR if amount > ZERO else BLOCKS), {"amount": amount}


@rule(
    "REF-009",
    "The suppliers let go of what is refunded",
    source=src.ARTICLE_LAST_WORDS,
    clear=_("What is to be refunded is released by the suppliers."),
    blocks=_(
        "{released} of the {units} units to be refunded are released: the others go on travelling "
        "even when the customer is refunded."
    ),
)
def suppliers_let_go(proposal: Proposal) -> Answer:
    """Rule 7: the money rule; refunding anyway is the merchant's choice."""
    case = proposal.case
    released = total_of(fewer(case.released, case.requested))
    observed = {"units": total_of(case.requested), "released": released}
    return (CLEAR if proposal.released else BLOCKS), observed


@rule(
    "REF-010",
    "No chargeback pays the customer as well",
    source=src.PRACTICE,
    clear=_("No chargeback pays the customer as well."),
    blocks=_("A chargeback stands ({status}): the bank pays the customer, so refund nothing."),
)
def no_chargeback_pays(proposal: Proposal) -> Answer:
    """Rule 15."""
    chargeback = proposal.order.chargeback
    observed = {"status": chargeback.status if chargeback else None}
    return (BLOCKS if is_.chargeback_stands(proposal.case) else CLEAR), observed
