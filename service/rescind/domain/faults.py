"""Who is at fault on a return claim, what can be offered, and who pays it back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rescind.domain import sources as src
from rescind.domain.answers import FaultAssessment
from rescind.domain.canonical import fingerprint
from rescind.domain.policy import Policy
from rescind.domain.recoveries import recoverable_of
from rescind.domain.remedies import (
    RECOURSE,
    ReturnClaim,
    is_reasonable,
    remedies,
    supplier_accepts,
    tolerates,
)
from rescind.domain.rules import Answer, Message, MissingFact, _, rule, say
from rescind.domain.ruleset import RULESET_VERSION
from rescind.domain.words import AtFault, Circumstance, Outcome, Recovery, ReturnReason

R = ReturnReason
C = Circumstance
CLEAR, BLOCKS, UNKNOWN = Outcome.CLEAR, Outcome.BLOCKS, Outcome.UNKNOWN


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One row of the table: for which reasons, under which circumstance, who is at fault."""

    reasons: tuple[ReturnReason, ...]
    when: Callable[[ReturnClaim], bool]
    at_fault: AtFault
    because: str


def known(*circumstances: Circumstance) -> Callable[[ReturnClaim], bool]:
    """Match claims of which these circumstances are known."""
    return lambda claim: claim.has(*circumstances)


def still_under_way(claim: ReturnClaim) -> bool:
    """Match goods whose delivery window has not ended."""
    return not claim.has(C.DELIVERY_WINDOW_OVER)


BOTH_CHARTS = known(C.MERCHANT_SIZE_CHART_WRONG, C.SUPPLIER_SIZE_CHART_WRONG)
ALWAYS = known()

FAULT_ROWS: tuple[FaultRow, ...] = (
    FaultRow(
        (R.NOT_AS_DESCRIBED, R.DEFECTIVE),
        known(C.MERCHANT_EDITED_DESCRIPTION),
        AtFault.MERCHANT,
        _("The merchant edited the description and raised a false expectation."),
    ),
    FaultRow(
        (R.NOT_AS_DESCRIBED, R.DEFECTIVE),
        ALWAYS,
        AtFault.SUPPLIER,
        _("The supplier sent something else than it described."),
    ),
    FaultRow(
        (R.DAMAGED_IN_TRANSIT,),
        known(C.CARRIER_ADMITTED),
        AtFault.CARRIER,
        _("The carrier admitted the damage."),
    ),
    FaultRow(
        (R.DAMAGED_IN_TRANSIT,),
        ALWAYS,
        AtFault.SUPPLIER,
        _("The supplier packs and chooses the carrier."),
    ),
    FaultRow((R.WRONG_ITEM,), ALWAYS, AtFault.SUPPLIER, _("The supplier sent the wrong item.")),
    FaultRow(
        (R.WRONG_SIZE,),
        BOTH_CHARTS,
        AtFault.UNDETERMINED,
        _("Both size charts were wrong: look which one the customer read."),
    ),
    FaultRow(
        (R.WRONG_SIZE,),
        known(C.MERCHANT_SIZE_CHART_WRONG),
        AtFault.MERCHANT,
        _("The merchant's size chart was wrong."),
    ),
    FaultRow(
        (R.WRONG_SIZE,),
        known(C.SUPPLIER_SIZE_CHART_WRONG),
        AtFault.SUPPLIER,
        _("The supplier's size chart was wrong."),
    ),
    FaultRow((R.WRONG_SIZE,), ALWAYS, AtFault.CUSTOMER, _("The customer ordered the wrong size.")),
    FaultRow(
        (R.NOT_RECEIVED,),
        known(C.CUSTOMER_ADDRESS_WRONG),
        AtFault.CUSTOMER,
        _("The customer gave a wrong address."),
    ),
    FaultRow(
        (R.NOT_RECEIVED,),
        still_under_way,
        AtFault.UNDETERMINED,
        _("The delivery window is not over: the parcel may still come."),
    ),
    FaultRow(
        (R.NOT_RECEIVED,),
        known(C.CARRIER_SCANNED),
        AtFault.CARRIER,
        _("The carrier scanned the parcel and did not deliver it."),
    ),
    FaultRow((R.NOT_RECEIVED,), ALWAYS, AtFault.SUPPLIER, _("The supplier never shipped it.")),
    FaultRow((R.CHANGED_MIND,), ALWAYS, AtFault.CUSTOMER, _("The customer changed their mind.")),
)
"""The first row that matches decides; the last row of each reason always does."""


def fault_of(claim: ReturnClaim) -> FaultRow:
    """Find the row that decides a claim."""
    return next(row for row in FAULT_ROWS if claim.reason in row.reasons and row.when(claim))


def assess_fault(claim: ReturnClaim, policy: Policy) -> FaultAssessment:
    """Say who is at fault on a return claim, what can be offered, and who pays it back."""
    row = fault_of(claim)
    return FaultAssessment(
        assessment_id=fingerprint("flt_", claim, policy, RULESET_VERSION),
        ruleset_version=RULESET_VERSION,
        at_fault=row.at_fault,
        reasonable=is_reasonable(claim),
        tolerate=tolerates(claim, row.at_fault),
        summary=say(row.because),
        remedies=tuple(remedies(claim, policy, row.at_fault)),
        recourse=say(RECOURSE[row.at_fault]),
        recoverable=recoverable_of(claim, policy, row.at_fault),
        findings=tuple(look(claim, policy) for look in FAULT_RULES),
        missing_facts=tuple(missing(claim, policy)),
    )


def missing(claim: ReturnClaim, policy: Policy) -> Iterator[MissingFact]:
    """List what would sharpen the answer."""
    amounts = (
        (claim.paid_by_customer, "/amounts/paid_by_customer"),
        (claim.paid_to_supplier, "/amounts/paid_to_supplier"),
        (claim.partial_refund, "/amounts/partial_refund"),
    )
    for amount, pointer in amounts:
        if amount is None:
            yield fact(
                pointer,
                say(_("Without the amount a remedy's exposure cannot be worked out.")),
                say(_("On the orders, in the shop's panel and at the supplier's platform.")),
            )
    if supplier_accepts(claim, policy) is None:
        yield fact(
            "/policy/supplier/accepted_return_reasons",
            say(_("Whether the supplier pays for this reason decides what you bear.")),
            say(_("Ask the supplier, and write the answer into its policy.")),
        )
    back = recoverable_of(claim, policy, fault_of(claim).at_fault)
    if claim.delivered_at is None and back.how is Recovery.BY_DISPUTE:
        yield fact(
            "/delivered_at",
            say(_("The platform's time for a dispute counts from the delivery.")),
            say(_("On the carrier's tracking page.")),
        )


def fact(pointer: str, why: Message, where: Message) -> MissingFact:
    """Name a missing fact."""
    return MissingFact(fact=pointer, why=why, where=where)


@rule(
    "FLT-001",
    "The merchant is not at fault",
    source=src.ARTICLE_CAUSES,
    clear=_("Nothing says that the merchant is at fault."),
    blocks=_("The merchant is at fault: its own page misled the customer."),
    unknown=_("Who is at fault is not determined."),
)
def merchant_is_not_at_fault(claim: ReturnClaim, _policy: Policy) -> Answer:
    """Edited descriptions and wrong size charts raise false expectations."""
    at_fault = fault_of(claim).at_fault
    outcome = {AtFault.MERCHANT: BLOCKS, AtFault.UNDETERMINED: UNKNOWN}.get(at_fault, CLEAR)
    return outcome, {"reason": claim.reason, "at_fault": at_fault}


@rule(
    "FLT-002",
    "The claim is reasonable",
    source=src.ARTICLE_WHY,
    clear=_("Nothing says that the goods are in excellent condition."),
    blocks=_("The goods are in excellent condition: the claim is unreasonable, never automatic."),
)
def claim_is_reasonable(claim: ReturnClaim, _policy: Policy) -> Answer:
    """Some ask for money for goods that are perfect."""
    return (CLEAR if is_reasonable(claim) else BLOCKS), {"reason": claim.reason}


@rule(
    "FLT-003",
    "The supplier accepts returns for this reason",
    source=src.ARTICLE_TIPS,
    clear=_("The supplier accepts returns for this reason: {reason}."),
    blocks=_("The supplier does not accept returns for this reason: {reason}; you would bear it."),
    unknown=_("Whether the supplier accepts returns for this reason is not known: {reason}."),
)
def supplier_accepts_reason(claim: ReturnClaim, policy: Policy) -> Answer:
    """What a supplier does not accept is paid out of the merchant's pocket."""
    accepts = supplier_accepts(claim, policy)
    observed = {"reason": claim.reason}
    if accepts is None:
        return UNKNOWN, observed
    return (CLEAR if accepts else BLOCKS), observed


@rule(
    "FLT-004",
    "The store accepts returns for this reason",
    source=src.ARTICLE_TIPS,
    clear=_("The store accepts returns for this reason: {reason}."),
    blocks=_("The store does not accept returns for this reason: {reason}."),
    unknown=_("Whether the store accepts returns for this reason is not known: {reason}."),
)
def store_accepts_reason(claim: ReturnClaim, policy: Policy) -> Answer:
    """What the store's own policy promises."""
    accepted = policy.store.accepted_return_reasons
    observed = {"reason": claim.reason}
    if accepted is None:
        return UNKNOWN, observed
    return (CLEAR if claim.reason.value in accepted else BLOCKS), observed


FAULT_RULES = (
    merchant_is_not_at_fault,
    claim_is_reasonable,
    supplier_accepts_reason,
    store_accepts_reason,
)
"""Every rule about a return claim; all are evaluated, always."""
