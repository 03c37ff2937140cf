"""The few reasons for which a fact is refused.

Nothing is refused for coming late or for contradicting what is known: the rules decide among facts.
"""

from collections.abc import Mapping, Sequence

from rescind.intake.claims import claims
from rescind.intake.happenings import disputes, standing_dispute
from rescind.intake.ledger import Fact, FactKind, Telling

CASE_CLOSED = "case_closed"
DISPUTE_OPEN = "dispute_open"
DISPUTE_DECIDED = "dispute_decided"
CLAIM_DECIDED = "claim_decided"
CASE_OPEN = "case_open"

REFUSALS: Mapping[str, str] = {
    CASE_CLOSED: "The case is closed; only refunds, claims and observations are still recorded.",
    DISPUTE_OPEN: "A dispute of this supplier order is open; record its outcome first.",
    DISPUTE_DECIDED: "The outcome of this dispute is recorded already.",
    CLAIM_DECIDED: "The outcome of this return claim is recorded already.",
    CASE_OPEN: "A case is open for the same order and lines.",
}
"""Every reason, as it is told."""

TAKEN_LATE = frozenset(
    {FactKind.REFUND, FactKind.OBSERVATION, FactKind.CLAIM, FactKind.CLAIM_OUTCOME}
)
"""What is still recorded of a closed case: money, sights and goods come back when they come."""


class Refused(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """A fact that is not recorded; `reason` is a key of `REFUSALS`, `case` the open one."""

    def __init__(self, reason: str, *, case: str | None = None) -> None:
        super().__init__(REFUSALS[reason])
        self.reason = reason
        self.case = case


def check(told: Sequence[Telling], known: Sequence[Fact], *, closed: bool) -> None:
    """Raise `Refused` if a fact cannot be added to what is known."""
    if closed and told[0].kind not in TAKEN_LATE:
        raise Refused(CASE_CLOSED)
    for one in told:
        of_order = disputes([fact for fact in known if fact.supplier_order == one.supplier_order])
        standing = standing_dispute(of_order)
        is_open = one.kind is FactKind.DISPUTE and "outcome" not in one.body
        if is_open and standing and "outcome" not in standing:
            raise Refused(DISPUTE_OPEN)
        if one.kind is FactKind.DISPUTE_OUTCOME:
            decided = [each["id"] for each in of_order if "outcome" in each]
            if one.body["dispute_id"] in decided:
                raise Refused(DISPUTE_DECIDED)
        if one.kind is FactKind.CLAIM_OUTCOME:
            decided = [each["id"] for each in claims(known) if "outcome" in each]
            if one.body["claim_id"] in decided:
                raise Refused(CLAIM_DECIDED)
