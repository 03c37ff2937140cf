"""What can be offered on a return claim: each remedy, who pays for it, and what it exposes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from rescind.domain.answers import RemedyOption
from rescind.domain.money import in_currency
from rescind.domain.policy import Policy
from rescind.domain.rules import _, say
from rescind.domain.words import AtFault, Circumstance, Remedy, ReturnReason

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnClaim:
    """A customer's wish to give goods back.

    Amounts are in one `currency`: what the customer paid, what the supplier was paid, and the
    partial refund on offer; `None` means not known. `delivered_at` is when the goods came.
    """

    reason: ReturnReason
    circumstances: frozenset[Circumstance] = frozenset()
    currency: str | None = None
    paid_by_customer: Decimal | None = None
    paid_to_supplier: Decimal | None = None
    partial_refund: Decimal | None = None
    supplier_id: str | None = None
    delivered_at: datetime | None = None

    def has(self, *circumstances: Circumstance) -> bool:
        """Tell whether all these circumstances are known."""
        return self.circumstances.issuperset(circumstances)


def is_reasonable(claim: ReturnClaim) -> bool:
    """A claim on goods in excellent condition is none; somebody wants the money and the goods."""
    return not claim.has(Circumstance.GOODS_IN_EXCELLENT_CONDITION)


def tolerates(claim: ReturnClaim, at_fault: AtFault) -> bool:
    """A customer's wrong size is nobody else's fault, and worth helping with all the same."""
    return claim.reason is ReturnReason.WRONG_SIZE and at_fault is AtFault.CUSTOMER


def supplier_accepts(claim: ReturnClaim, policy: Policy) -> bool | None:
    """Tell whether the supplier takes returns for this reason; `None` when nobody asked it."""
    accepted = policy.of(claim.supplier_id).accepted_return_reasons
    return None if accepted is None else claim.reason.value in accepted


ANSWERING = (AtFault.SUPPLIER, AtFault.CARRIER)
"""At whose fault the supplier owes the money: it chooses the carrier."""


def comes_back(claim: ReturnClaim, policy: Policy, at_fault: AtFault) -> bool | None:
    """Tell whether the supplier gives back, without a dispute, what the goods cost.

    It does where it accepts returns for the reason, unless the merchant misled the customer. Not
    known where it would have to and nobody asked it; where it need not, nothing is counted on.
    """
    if at_fault in (AtFault.MERCHANT, AtFault.UNDETERMINED):
        return False
    accepts = supplier_accepts(claim, policy)
    return False if accepts is None and at_fault not in ANSWERING else accepts


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
    for remedy in Remedy:
        yield RemedyOption(
            remedy=remedy,
            recommended=remedy is recommended,
            paid_by=payer_of(remedy, at_fault),
            exposure=exposure_of(claim, policy, remedy, at_fault),
            explanation=say(EXPLANATIONS[remedy]),
        )


def payer_of(remedy: Remedy, at_fault: AtFault) -> AtFault:
    """Say who pays for a remedy: who is at fault, but for what the merchant chooses to give."""
    own_choice = at_fault is AtFault.CUSTOMER and remedy is Remedy.FULL_REFUND
    if remedy is Remedy.NONE:
        return AtFault.CUSTOMER
    if own_choice or remedy is Remedy.PARTIAL_REFUND or at_fault is AtFault.UNDETERMINED:
        return AtFault.MERCHANT
    return at_fault


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
    claim: ReturnClaim, policy: Policy, remedy: Remedy, at_fault: AtFault
) -> Decimal | None:
    """What the merchant loses of its own: what it paid the supplier and does not get back.

    Never more than the remedy costs, nor than the supplier was paid. What comes back by agreement
    is not lost; a dispute that nobody won yet counts for nothing. For a partial refund nothing
    comes back: the customer keeps the goods.
    """
    pays_for_itself = payer_of(remedy, at_fault) is AtFault.CUSTOMER
    if remedy is Remedy.NONE or (remedy is Remedy.REPLACEMENT and pays_for_itself):
        return in_currency(ZERO, claim.currency)
    if remedy is not Remedy.PARTIAL_REFUND:
        returns = comes_back(claim, policy, at_fault)
        if returns is not False:
            return in_currency(ZERO, claim.currency) if returns else None
    return at_stake(claim, remedy)


def at_stake(claim: ReturnClaim, remedy: Remedy) -> Decimal | None:
    """What a remedy costs the merchant of its own if nothing comes back from the supplier."""
    cost = {
        Remedy.FULL_REFUND: claim.paid_by_customer,
        Remedy.PARTIAL_REFUND: claim.partial_refund,
        Remedy.REPLACEMENT: claim.paid_to_supplier,
        Remedy.NONE: ZERO,
    }[remedy]
    if cost is None or (remedy is Remedy.FULL_REFUND and claim.paid_to_supplier is None):
        return None
    caps = [claim.paid_to_supplier]
    if remedy is Remedy.PARTIAL_REFUND:
        caps.append(claim.paid_by_customer)
    known = (cap for cap in caps if cap is not None)
    return in_currency(min((cost, *known)), claim.currency)
