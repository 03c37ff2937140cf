"""Who is at fault on a return claim, what can be offered, and who pays it back (domain.md, 6)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rescind.domain import sources as src
from rescind.domain.answers import FaultAssessment, RemedyOption
from rescind.domain.canonical import fingerprint
from rescind.domain.money import in_currency
from rescind.domain.policy import Policy
from rescind.domain.rules import Answer, Message, MissingFact, _, rule, say
from rescind.domain.ruleset import RULESET_VERSION
from rescind.domain.words import AtFault, Circumstance, Outcome, Remedy, ReturnReason

R = ReturnReason
C = Circumstance
CLEAR, BLOCKS, UNKNOWN = Outcome.CLEAR, Outcome.BLOCKS, Outcome.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnClaim:
    """A customer's wish to give goods back.

    Amounts are in one `currency`: what the customer paid, what the supplier was paid, and the
    partial refund on offer; `None` means not known.
    """

    reason: ReturnReason
    circumstances: frozenset[Circumstance] = frozenset()
    currency: str | None = None
    paid_by_customer: Decimal | None = None
    paid_to_supplier: Decimal | None = None
    partial_refund: Decimal | None = None
    supplier_id: str | None = None

    def has(self, *circumstances: Circumstance) -> bool:
        """Tell whether all these circumstances are known."""
        return self.circumstances.issuperset(circumstances)


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
        findings=tuple(look(claim, policy) for look in FAULT_RULES),
        missing_facts=tuple(missing(claim, policy)),
    )


def is_reasonable(claim: ReturnClaim) -> bool:
    """A claim on goods in excellent condition is none; somebody wants the money and the goods."""
    return not claim.has(C.GOODS_IN_EXCELLENT_CONDITION)


def tolerates(claim: ReturnClaim, at_fault: AtFault) -> bool:
    """A customer's wrong size is nobody else's fault, and worth helping with all the same."""
    return claim.reason is R.WRONG_SIZE and at_fault is AtFault.CUSTOMER


def supplier_accepts(claim: ReturnClaim, policy: Policy) -> bool | None:
    """Tell whether the supplier takes returns for this reason; `None` when nobody asked it."""
    accepted = policy.of(claim.supplier_id).accepted_return_reasons
    return None if accepted is None else claim.reason.value in accepted


RECOURSE = {
    AtFault.SUPPLIER: _(
        "Claim the money from the supplier, and dispute at its platform within the platform's time."
    ),
    AtFault.CARRIER: _(
        "Have the supplier claim from the carrier it chose; it owes you the goods meanwhile."
    ),
    AtFault.MERCHANT: _("None: what you refund is yours to bear. Mend the page that misled."),
    AtFault.CUSTOMER: _("None is owed; ask the supplier what it does in such cases."),
    AtFault.UNDETERMINED: _("None yet: find out who is at fault first."),
}


def remedies(claim: ReturnClaim, policy: Policy, at_fault: AtFault) -> Iterator[RemedyOption]:
    """List every remedy with who pays for it and what the merchant loses by it."""
    recommended = recommended_remedy(claim, at_fault)
    payer = at_fault if at_fault is not AtFault.UNDETERMINED else AtFault.MERCHANT
    costs: dict[Remedy, Decimal | None] = {
        Remedy.FULL_REFUND: claim.paid_by_customer,
        Remedy.PARTIAL_REFUND: claim.partial_refund,
        Remedy.REPLACEMENT: claim.paid_to_supplier,
        Remedy.NONE: None,
    }
    for remedy, cost in costs.items():
        by_whom = AtFault.MERCHANT if remedy is Remedy.PARTIAL_REFUND else payer
        yield RemedyOption(
            remedy=remedy,
            recommended=remedy is recommended,
            paid_by=AtFault.CUSTOMER if remedy is Remedy.NONE else by_whom,
            exposure=exposure_of(claim, policy, remedy, by_whom, cost),
            explanation=say(EXPLANATIONS[remedy]),
        )


EXPLANATIONS = {
    Remedy.FULL_REFUND: _("All money back; worth it where somebody else pays, or law demands it."),
    Remedy.PARTIAL_REFUND: _(
        "Money back in part while the customer keeps the goods: it appeases, and you bear it."
    ),
    Remedy.REPLACEMENT: _("The goods once more, from the supplier."),
    Remedy.NONE: _("Nothing is owed; a bad review may cost more than it saves."),
}


def recommended_remedy(claim: ReturnClaim, at_fault: AtFault) -> Remedy | None:
    """Choose the remedy to offer; an unreasonable claim is never approved by itself."""
    if not is_reasonable(claim) or at_fault is AtFault.UNDETERMINED:
        return None
    if at_fault is AtFault.CUSTOMER:
        return Remedy.PARTIAL_REFUND if tolerates(claim, at_fault) else Remedy.NONE
    return Remedy.FULL_REFUND


def exposure_of(
    claim: ReturnClaim, policy: Policy, remedy: Remedy, by_whom: AtFault, cost: Decimal | None
) -> Decimal | None:
    """What the merchant loses of its own: what it paid the supplier and does not get back.

    Never more than the remedy costs. What the supplier answers for comes back where it accepts the
    reason; not known where nobody asked it.
    """
    if remedy is Remedy.NONE or (remedy is Remedy.REPLACEMENT and by_whom is AtFault.CUSTOMER):
        return in_currency(Decimal(0), claim.currency)
    if by_whom is AtFault.SUPPLIER:
        accepts = supplier_accepts(claim, policy)
        if accepts is not False:
            return in_currency(Decimal(0), claim.currency) if accepts else None
    known_costs = [c for c in (cost, claim.paid_to_supplier) if c is not None]
    if cost is None or (remedy is Remedy.FULL_REFUND and claim.paid_to_supplier is None):
        return None
    return in_currency(min(known_costs), claim.currency)


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
