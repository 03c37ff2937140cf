"""What is wrong with refunds on record: facts are never refused, so what is odd is told."""

from collections import Counter

from rescind.domain import sources as src
from rescind.domain import store_conditions as is_
from rescind.domain.case import Case
from rescind.domain.facts import Refund, StoreOrder
from rescind.domain.money import in_currency
from rescind.domain.refunds import ZERO, line_total, paid_by_customer
from rescind.domain.rules import Answer, _, rule
from rescind.domain.words import Outcome

CLEAR, BLOCKS, UNKNOWN = Outcome.CLEAR, Outcome.BLOCKS, Outcome.UNKNOWN


@rule(
    "REF-001",
    "The customer got back no more than was paid",
    source=src.PRACTICE,
    clear=_("The customer got back {refunded}, no more than was paid."),
    blocks=_("{refunded} went back to the customer, and only {paid} was paid for it."),
    unknown=_("What the customer paid is not known, so neither is whether too much went back."),
)
def refunded_within_paid(case: Case) -> Answer:
    """Rule 15: never above what was paid, in total and for each line that refunds name."""
    order = case.facts.store_order
    refunded = in_currency(sum((one.amount for one in order.refunds), ZERO), order.currency)
    paid = paid_by_customer(order)
    for line in order.lines:
        whole = line_total(line)
        named = sum((r.amount for r in order.refunds if r.line_id == line.line_id), ZERO)
        if whole is not None and named > whole:
            return BLOCKS, {"refunded": named, "paid": whole, "line_id": line.line_id}
    observed = {"refunded": refunded, "paid": paid, "line_id": None}
    if refunded == ZERO:
        return CLEAR, observed
    if paid is None:
        return UNKNOWN, observed
    return (BLOCKS if refunded > paid else CLEAR), observed


@rule(
    "REF-002",
    "No refund to the customer is on record twice",
    source=src.PRACTICE,
    clear=_("No refund to the customer is on record twice."),
    blocks=_("A refund of {amount} at {refunded_at} is on record {times} times: was it paid once?"),
)
def refunded_once(case: Case) -> Answer:
    """Rule 15: the same amount at the same moment for the same line is most likely one refund."""
    counted = Counter(
        _identity(refund)
        for refund in case.facts.store_order.refunds
        if refund.refunded_at is not None
    )
    for refund in case.facts.store_order.refunds:
        times = counted[_identity(refund)]
        if times > 1:
            observed = {"amount": refund.amount, "refunded_at": refund.refunded_at, "times": times}
            return BLOCKS, observed
    return CLEAR, {"amount": None, "refunded_at": None, "times": None}


def _identity(refund: Refund) -> tuple[object, ...]:
    return refund.amount, refund.refunded_at, refund.line_id


@rule(
    "REF-003",
    "No refund was paid while a chargeback stood",
    source=src.PRACTICE,
    clear=_("No refund was paid to the customer while a chargeback stood."),
    blocks=_(
        "{amount} was refunded at {refunded_at}, while a chargeback stood: the customer may be "
        "paid twice; tell the bank of the refund."
    ),
    unknown=_("Whether a refund was paid while the chargeback stood is not known: dates miss."),
)
def no_refund_during_chargeback(case: Case) -> Answer:
    """Rule 15: no refund to the customer while a chargeback is open or lost."""
    order = case.facts.store_order
    nothing = {"amount": None, "refunded_at": None}
    if not is_.chargeback_stands(case) or not order.refunds:
        return CLEAR, nothing
    late = next((refund for refund in order.refunds if _after_chargeback(refund, order)), None)
    if late is not None:
        return BLOCKS, {"amount": late.amount, "refunded_at": late.refunded_at}
    opened_at = order.chargeback.opened_at if order.chargeback else None
    dated = opened_at is not None and all(refund.refunded_at for refund in order.refunds)
    return (CLEAR if dated else UNKNOWN), nothing


def _after_chargeback(refund: Refund, order: StoreOrder) -> bool:
    opened_at = order.chargeback.opened_at if order.chargeback else None
    if opened_at is None or refund.refunded_at is None:
        return False
    return refund.refunded_at >= opened_at


REFUND_RULES = (refunded_within_paid, refunded_once, no_refund_during_chargeback)
"""Every rule about refunds to the customer that are on record; all are evaluated, always."""
