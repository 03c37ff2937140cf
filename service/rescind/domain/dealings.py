"""How a supplier dealt with what was asked of one of its orders: what statistics count.

A dealing is read off the facts of a case and nothing but them; whether silence or a missing refund
is one depends on the moment, so a dealing holds the instants from which on it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from rescind.domain import conditions as is_
from rescind.domain.carriers import plain
from rescind.domain.case import case_of
from rescind.domain.facts import Facts, Units
from rescind.domain.policy import Policy
from rescind.domain.refunds import ZERO, cost_of, owed
from rescind.domain.standing import ACCEPTANCES, Standing
from rescind.domain.tracking import Number
from rescind.domain.words import (
    AtFault,
    ClaimOutcome,
    DisputeOutcome,
    ResponseKind,
    ReturnReason,
    TrackingVerdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeHeld:
    """A dispute, and how it ended if it did."""

    filed_at: datetime
    outcome: DisputeOutcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHeld:
    """A return claim, who is at fault, and what became of it if anything did."""

    claimed_at: datetime
    reason: ReturnReason
    at_fault: AtFault
    outcome: ClaimOutcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """One supplier order of one case, at `place` there.

    `answered_at` is the first answer, `answer` the one that decides; `refund_due_at` is `None`
    where the supplier owes nothing, `refunded_at` where the money is not back or nobody said when
    it came (`refund_covered` tells which).
    """

    cancellation_id: str
    place: int
    supplier_id: str
    supplier_order: str
    opened_at: datetime
    asked_at: datetime | None
    answered_at: datetime | None
    answer: ResponseKind | None
    silent_at: datetime | None
    numbers_given: int = 0
    numbers_contradicted: int = 0
    numbers_never_scanned: int = 0
    refund_due_at: datetime | None = None
    refund_covered: bool = False
    refunded_at: datetime | None = None
    disputes: tuple[DisputeHeld, ...] = ()
    claims: tuple[ClaimHeld, ...] = ()


def dealings_of(
    facts: Facts, policy: Policy, *, as_of: datetime, cancellation_id: str, opened_at: datetime
) -> Iterator[Dealing]:
    """Read how each supplier that is named dealt with its order; disputes and claims not yet."""
    for judged in case_of(facts, policy, as_of=as_of).judged:
        s = judged.standing
        if s.order.supplier_id is None:
            continue
        place = place_of(s.order.pointer)
        number = s.order.order_id or f"{cancellation_id} {place}"
        silent = s.clocks.supplier_response(s.asked_at)
        due_at, covered, refunded_at = refund_of(s)
        yield Dealing(
            cancellation_id=cancellation_id,
            place=place,
            supplier_id=s.order.supplier_id,
            supplier_order=f"{s.order.platform} {number}",
            opened_at=opened_at,
            asked_at=s.asked_by or s.asked_at,
            answered_at=min((one.received_at for one in s.order.responses), default=None),
            answer=s.answer.kind if s.answer else None,
            silent_at=silent.due_at if silent else None,
            numbers_given=len(s.numbers),
            numbers_contradicted=sum(map(contradicted, s.numbers)),
            numbers_never_scanned=sum(never_scanned(s, one) for one in s.numbers),
            refund_due_at=due_at,
            refund_covered=covered,
            refunded_at=refunded_at,
        )


def place_of(pointer: str) -> int:
    """Read off its pointer where a supplier order stands in its body."""
    last = pointer.rpartition("/")[2]
    return int(last) if last.isdigit() else 0


def contradicted(number: Number) -> bool:
    """The facts speak against the number."""
    return number.verdict is TrackingVerdict.CONTRADICTED


def never_scanned(s: Standing, number: Number) -> bool:
    """Somebody looked after the number's time was over, and no scan was there."""
    due_at = s.number_due_at(number)
    looks = [
        one.observed_at
        for one in s.order.shipments
        if plain(one.tracking_number) == plain(number.tracking_number) and one.observed_at
    ]
    if contradicted(number) or number.first_scan_at is not None or due_at is None:
        return False
    return max(looks, default=due_at) >= due_at and bool(looks)


def refund_of(s: Standing) -> tuple[datetime | None, bool, datetime | None]:
    """Tell until when the supplier owes money, whether it is back, and since when."""
    units = owed_units(s)
    window = s.clocks.supplier_refund(s.refund_starts_at) if units is not None else None
    if window is None:
        return None, False, None
    due = owed(s, cost_of(s, units)) if units else None
    sums, dates = ZERO, list[datetime | None]()
    for refund in sorted(s.order.refunds, key=lambda one: (one.refunded_at is None, _at(one))):
        sums += refund.amount
        dates.append(refund.refunded_at)
        if due is None or sums >= due:
            return window.due_at, True, None if None in dates else dates[-1]
    return window.due_at, due == Decimal(0), None


def _at(refund: object) -> float:
    at: datetime | None = getattr(refund, "refunded_at", None)
    return at.timestamp() if at else 0.0


def owed_units(s: Standing) -> Units | None:
    """Units whose money the supplier owes, none where nobody said which; `None` if it owes none."""
    if s.order.paid_at is None:
        return None
    if is_.cancelled(s):
        return s.held if is_.cancelled_and_owed(s) else None
    if s.answer is None or s.answer.kind not in ACCEPTANCES or is_.accepted_then_left(s):
        return None
    accepted = s.accepted_by(s.answer)
    return accepted or {}


def each_once(dealings: Iterable[Dealing]) -> list[Dealing]:
    """Count one order once, of however many cases it is a part: with its last case's facts.

    Another request is another dealing; a claim or a dispute that two cases tell is one.
    """
    by_order: dict[str, list[Dealing]] = {}
    for one in sorted(dealings, key=lambda d: (d.opened_at, d.cancellation_id, d.place)):
        by_order.setdefault(one.supplier_order, []).append(one)
    return [dealing for several in by_order.values() for dealing in _joined(several)]


def _joined(several: Sequence[Dealing]) -> Iterator[Dealing]:
    last = several[-1]
    disputes: dict[object, DisputeHeld] = {}
    claims: dict[object, ClaimHeld] = {}
    for dealing in several:
        for dispute in dealing.disputes:
            if dispute.outcome or dispute.filed_at not in disputes:
                disputes[dispute.filed_at] = dispute
        for claim in dealing.claims:
            if claim.outcome or (claim.reason, claim.claimed_at) not in claims:
                claims[claim.reason, claim.claimed_at] = claim
    asked = {one.asked_at: one for one in several if one is not last}
    for one in asked.values():
        if one.asked_at not in (None, last.asked_at):
            yield replace(
                one,
                numbers_given=0,
                numbers_contradicted=0,
                numbers_never_scanned=0,
                refund_due_at=None,
                disputes=(),
                claims=(),
            )
    yield replace(last, disputes=tuple(disputes.values()), claims=tuple(claims.values()))
