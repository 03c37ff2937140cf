"""May this refund be paid? A second one, one beside a chargeback, one above what was paid: never.

One before the suppliers let go is not allowed either, but it is the merchant's own risk to take:
what it would lose stands beside the answer.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal

from rescind.domain import proposal_rules as rules
from rescind.domain.canonical import fingerprint
from rescind.domain.case import Case
from rescind.domain.cautions import warnings_of
from rescind.domain.decision import supplier_findings
from rescind.domain.exchange import exchange_of
from rescind.domain.facts import Facts, ProposedRefund, StoreLine
from rescind.domain.money import in_currency
from rescind.domain.owing import debts_of
from rescind.domain.policy import Policy
from rescind.domain.proposals import Proposal, proposal_of
from rescind.domain.reckoning import why_unknown
from rescind.domain.refund_answers import CheckedLine, RefundCheck
from rescind.domain.refund_rules import REFUND_RULES
from rescind.domain.refunds import ZERO, refundable, refunded_to_customer, shares_of
from rescind.domain.rules import Finding, Message, _, say
from rescind.domain.ruleset import RULESET_VERSION
from rescind.domain.stakes import all_stakes, exposure_of, released_stakes
from rescind.domain.store_rules import (
    bought_once,
    no_chargeback,
    one_currency,
    something_refundable,
    store_facts_are_fresh,
)
from rescind.domain.units import fewer
from rescind.domain.words import Outcome, RefundBecause

B = RefundBecause
Look = Callable[[Proposal], Finding]

CHECKS: tuple[tuple[Look, Outcome, RefundBecause], ...] = (
    (rules.no_chargeback_pays, Outcome.BLOCKS, B.CHARGEBACK_OPEN),
    (rules.units_were_bought, Outcome.BLOCKS, B.UNITS_NOT_BOUGHT),
    (rules.no_second_refund, Outcome.BLOCKS, B.ALREADY_REFUNDED),
    (rules.within_what_was_paid, Outcome.BLOCKS, B.ABOVE_WHAT_WAS_PAID),
    (rules.store_order_stands, Outcome.BLOCKS, B.STORE_CANCELLED),
    (rules.within_what_was_paid, Outcome.UNKNOWN, B.AMOUNT_NOT_KNOWN),
    (rules.pays_something, Outcome.BLOCKS, B.NOTHING_TO_REFUND),
    (rules.suppliers_let_go, Outcome.BLOCKS, B.SUPPLIER_NOT_RELEASED),
)
"""Which finding refuses a refund, and in which word; the first one that is found counts."""

LOST_IN_FULL = (B.CHARGEBACK_OPEN, B.ALREADY_REFUNDED)
"""Where a refund would pay the customer a second time, all of it is lost."""

BESIDE = (no_chargeback, one_currency, bought_once, store_facts_are_fresh, something_refundable)
"""What is worth knowing of the store order beside a refund."""


def check_refund(
    facts: Facts, refund: ProposedRefund, policy: Policy, *, as_of: datetime
) -> RefundCheck:
    """Check one refund as of a moment. Never raises for facts that contradict each other."""
    proposal = proposal_of(facts, refund, policy, as_of=as_of)
    checks = {look: look(proposal) for look, _outcome, _word in CHECKS}
    because, message = _verdict(checks)
    findings = (*_beside(proposal.case), *checks.values())
    exposure, worst_case = _exposures(proposal, because)
    return RefundCheck(
        decision_id=fingerprint("rfc_", facts, refund, policy, as_of, RULESET_VERSION),
        as_of=as_of,
        ruleset_version=RULESET_VERSION,
        policy_version=fingerprint("pol_", policy),
        allowed=because is B.ALLOWED,
        at_own_risk=because is B.SUPPLIER_NOT_RELEASED,
        because=because,
        explanation=message,
        currency=facts.store_order.currency,
        amount=_written(proposal, proposal.worth),
        amount_asked=refund.amount,
        max_refundable=_written(proposal, proposal.most),
        already_refunded=_written(proposal, refunded_to_customer(facts.store_order)),
        exposure=_written(proposal, exposure),
        worst_case=_written(proposal, worst_case),
        unknown_because=_why_unknown(proposal, exposure),
        shipping=_shipping(proposal),
        lines=tuple(_line(proposal, line) for line in proposal.lines if line.line_id),
        findings=findings,
        warnings=warnings_of(findings),
    )


def _beside(case: Case) -> list[Finding]:
    """Evaluate what is worth knowing of the suppliers and of the store order beside a refund."""
    return [*supplier_findings(case), *(look(case) for look in (*BESIDE, *REFUND_RULES))]


def _verdict(checks: dict[Look, Finding]) -> tuple[RefundBecause, Message]:
    """Find the first reason to refuse; without one the refund is allowed."""
    for look, outcome, because in CHECKS:
        if checks[look].outcome is outcome:
            return because, checks[look].message
    return B.ALLOWED, say(_("Nothing stands in the way of this refund."))


def _exposures(proposal: Proposal, because: RefundBecause) -> tuple[Decimal | None, Decimal | None]:
    """What the merchant loses of its own by this very refund, expected and at worst.

    What is paid a second time, or above what was paid, is lost in full.
    """
    pays = proposal.pays
    if pays is None:
        return None, None
    above = max(ZERO, pays - proposal.limit) if proposal.limit is not None else ZERO
    lost = pays if because in LOST_IN_FULL else above
    at_stake = pays - lost
    if at_stake == ZERO:
        return lost, lost
    expected, at_worst = (
        None if stake is None else lost + min(at_stake, stake)
        for stake in _stakes(proposal, at_stake)
    )
    return expected, at_worst


def _stakes(proposal: Proposal, pays: Decimal) -> Iterator[Decimal | None]:
    """What is at stake with the suppliers, expected and at worst.

    Money for released units comes first: only what is paid beyond it stakes the other units.
    """
    case = proposal.case
    debts = debts_of(case.relevant)
    exchange = exchange_of(case.facts, [debt.judged.standing for debt in debts])
    released = fewer(case.released, case.requested)
    for certain in (False, True):
        stakes = all_stakes(debts, certain=certain)
        whole = exchange.written(exposure_of(case, exchange, stakes, case.requested))
        stakes = released_stakes(debts, certain=certain)
        part = exchange.written(exposure_of(case, exchange, stakes, released))
        due = proposal.due_released
        if case.all_released or whole is None or part is None or due is None:
            yield whole
        else:
            yield min(whole, part + max(ZERO, pays - due))


def _why_unknown(proposal: Proposal, exposure: Decimal | None) -> Message | None:
    """Say why an amount cannot be known."""
    case = proposal.case
    exchange = exchange_of(case.facts, [judged.standing for judged in case.relevant])
    known = exposure is not None
    return (
        None if known and proposal.worth is not None else why_unknown(case, exchange, known=known)
    )


def _shipping(proposal: Proposal) -> Decimal | None:
    """What of the computed amount is shipping."""
    if proposal.worth is None:
        return None
    items = sum((part for part in proposal.by_line.values() if part), ZERO)
    return _written(proposal, max(ZERO, min(proposal.shipping, proposal.worth - items)))


def _line(proposal: Proposal, line: StoreLine) -> CheckedLine:
    order, count = proposal.order, proposal.units[line.line_id]
    shares = shares_of(line, line.refunded_quantity, count, order.currency)
    return CheckedLine(
        line_id=line.line_id,
        quantity=count,
        price=_written(proposal, shares.price if shares else None),
        discount=_written(proposal, shares.discount if shares else None),
        tax=_written(proposal, shares.tax if shares else None),
        paid=_written(proposal, shares.paid if shares else None),
        amount=_written(proposal, proposal.by_line[line.line_id]),
        max_refundable=_written(proposal, refundable(order, line, line.quantity)),
    )


def _written(proposal: Proposal, amount: Decimal | None) -> Decimal | None:
    return None if amount is None else in_currency(amount, proposal.order.currency)
