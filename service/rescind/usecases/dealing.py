"""How suppliers dealt with a case is kept beside it, as its facts and policies have it by now."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rescind.domain.dealings import ClaimHeld, Dealing, DisputeHeld, dealings_of
from rescind.domain.faults import fault_of
from rescind.domain.words import ClaimOutcome, DisputeOutcome
from rescind.intake.claims import claims, read_claim
from rescind.intake.happenings import disputes
from rescind.intake.ledger import Fact, moment
from rescind.tables import dealings
from rescind.tables.cancellations import Cancellation
from rescind.tables.tenancy import Tenant
from rescind.usecases.decided import Decided


def keep_dealings(tenant: Tenant, row: Cancellation, facts: Sequence[Fact], found: Decided) -> None:
    """Keep how each supplier dealt with its order of a case."""
    dealings.keep(tenant, list(dealings_in(row, facts, found)))


def dealings_in(row: Cancellation, facts: Sequence[Fact], found: Decided) -> Iterator[Dealing]:
    """Read how each supplier dealt with its order of a case."""
    read = dealings_of(
        found.call.facts,
        found.call.policy,
        as_of=found.decision.as_of,
        cancellation_id=row.cancellation_id,
        opened_at=row.created_at,
    )
    for one in read:
        mine = [fact for fact in facts if fact.supplier_order == one.place]
        yield replace(one, disputes=tuple(_disputes(mine)), claims=tuple(_claims(mine, found)))


def _disputes(mine: Sequence[Fact]) -> Iterator[DisputeHeld]:
    for one in disputes(mine):
        outcome = DisputeOutcome(one["outcome"]) if "outcome" in one else None
        yield DisputeHeld(filed_at=moment(one["filed_at"]), outcome=outcome)


def _claims(mine: Sequence[Fact], found: Decided) -> Iterator[ClaimHeld]:
    at = mine[0].supplier_order if mine else None
    for one in claims(mine):
        claim = read_claim(one, found.call.facts, at)
        yield ClaimHeld(
            claimed_at=moment(one["claimed_at"]),
            reason=claim.reason,
            at_fault=fault_of(claim).at_fault,
            outcome=ClaimOutcome(one["outcome"]) if "outcome" in one else None,
        )
