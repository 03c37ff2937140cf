"""What suppliers' dealings show: counts, and rates with what may be chance told beside them.

A rate of few is a guess: each comes with its 95 % interval by Wilson's score method (Wilson 1927),
which stays within 0 and 1 and means something for small numbers as well.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, sqrt
from statistics import median

from rescind.domain.dealings import ClaimHeld, Dealing, DisputeHeld, each_once
from rescind.domain.words import AtFault, ClaimOutcome, DisputeOutcome, ResponseKind, ReturnReason

Z = 1.959963984540054
"""The quantile of the normal distribution that leaves 95 % between itself and its opposite."""

DIGITS = 4
HOUR = 3600
SILENT = "silent"
"""No answer within the supplier's time, beside the kinds of answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many of how many, and between which rates the true one lies in 95 of 100 samples."""

    count: int
    of: int
    rate: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeToAnswer:
    """Hours from the request to the first answer: half, and nine of ten, took no longer."""

    count: int
    median_hours: float | None
    p90_hours: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """What was asked of a supplier, by the answer that decides; `waiting`: its time runs on."""

    asked: int
    waiting: int
    answers: Mapping[str, Rate]
    time_to_answer: TimeToAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Tracking numbers that were given, and those that turned out false."""

    given: int
    contradicted: Rate
    never_scanned: Rate
    false: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Refunds:
    """Money that a supplier owed for accepted and cancelled orders.

    `undated` money is back and nobody said when; rates are of what is due or dated.
    """

    owed: int
    waiting: int
    undated: int
    on_time: Rate
    late: Rate
    missing: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputes:
    """Disputes; rates are of those that were decided."""

    filed: int
    open: int
    withdrawn: int
    won: Rate
    partially_won: Rate
    lost: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Return claims; rates are of those that were not withdrawn."""

    filed: int
    open: int
    withdrawn: int
    by_reason: Mapping[str, Rate]
    by_fault: Mapping[str, Rate]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierStatistics:
    """What one supplier's dealings show."""

    cases: int
    supplier_orders: int
    requests: Requests
    numbers: Numbers
    refunds: Refunds
    disputes: Disputes
    claims: Claims


def interval(count: int, of: int) -> tuple[float, float]:
    """Give the bounds of Wilson's score interval; `of` is above 0."""
    share, z2 = count / of, Z * Z
    middle = share + z2 / (2 * of)
    reach = Z * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    whole = 1 + z2 / of
    low = 0.0 if count == 0 else (middle - reach) / whole
    high = 1.0 if count == of else (middle + reach) / whole
    return low, high


def rate(count: int, of: int) -> Rate:
    """Tell a rate; of no trials there is none."""
    if of == 0:
        return Rate(count=0, of=0, rate=None, low=None, high=None)
    low, high = interval(count, of)
    return Rate(
        count=count,
        of=of,
        rate=round(count / of, DIGITS),
        low=round(low, DIGITS),
        high=round(high, DIGITS),
    )


def statistics_of(told: Iterable[Dealing], *, now: datetime) -> SupplierStatistics:
    """Tell what a supplier's dealings show up to now."""
    read = list(told)
    dealings = each_once(read)
    return SupplierStatistics(
        cases=len({one.cancellation_id for one in read}),
        supplier_orders=len({one.supplier_order for one in dealings}),
        requests=requests_of(dealings, now),
        numbers=numbers_of(dealings),
        refunds=refunds_of(dealings, now),
        disputes=disputes_of([held for one in dealings for held in one.disputes]),
        claims=claims_of([held for one in dealings for held in one.claims]),
    )


def requests_of(dealings: Sequence[Dealing], now: datetime) -> Requests:
    """Tell how requests were answered."""
    asked = [one for one in dealings if one.asked_at is not None]
    found = [one for one in map(outcome_by(now), asked) if one is not None]
    kinds = [*(kind.value for kind in ResponseKind), SILENT]
    return Requests(
        asked=len(asked),
        waiting=len(asked) - len(found),
        answers={kind: rate(found.count(kind), len(found)) for kind in kinds},
        time_to_answer=time_to_answer(asked),
    )


def outcome_by(now: datetime) -> Callable[[Dealing], str | None]:
    """Read off a dealing how its request ended by now, silence included; `None`: it has not."""

    def outcome(one: Dealing) -> str | None:
        silent = one.silent_at is not None and now >= one.silent_at
        return one.answer.value if one.answer else SILENT if silent else None

    return outcome


def hours_to_answer(one: Dealing) -> float | None:
    """Count the hours from the request to the first answer; one that came before took none."""
    if one.asked_at is None or one.answered_at is None:
        return None
    return max(0.0, (one.answered_at - one.asked_at).total_seconds() / HOUR)


def time_to_answer(asked: Iterable[Dealing]) -> TimeToAnswer:
    """Tell how long answers took."""
    hours = sorted(took for one in asked if (took := hours_to_answer(one)) is not None)
    return TimeToAnswer(
        count=len(hours),
        median_hours=round(median(hours), 2) if hours else None,
        p90_hours=round(hours[ceil(len(hours) * 0.9) - 1], 2) if hours else None,
    )


def numbers_of(dealings: Iterable[Dealing]) -> Numbers:
    """Tell how many tracking numbers turned out false."""
    given = contradicted = never = 0
    for one in dealings:
        given += one.numbers_given
        contradicted += one.numbers_contradicted
        never += one.numbers_never_scanned
    return Numbers(
        given=given,
        contradicted=rate(contradicted, given),
        never_scanned=rate(never, given),
        false=rate(contradicted + never, given),
    )


def refunds_of(dealings: Iterable[Dealing], now: datetime) -> Refunds:
    """Tell whether money came in time."""
    found = [refund_by(one, now) for one in dealings if one.refund_due_at is not None]
    known = sum(found.count(word) for word in ("on_time", "late", "missing"))
    return Refunds(
        owed=len(found),
        waiting=found.count("waiting"),
        undated=found.count("undated"),
        on_time=rate(found.count("on_time"), known),
        late=rate(found.count("late"), known),
        missing=rate(found.count("missing"), known),
    )


def refund_by(one: Dealing, now: datetime) -> str:
    """Tell in one word how a refund that was owed stands now."""
    due_at = one.refund_due_at
    if due_at is None or (not one.refund_covered and now < due_at):
        return "waiting"
    if not one.refund_covered:
        return "missing"
    if one.refunded_at is None:
        return "undated"
    return "on_time" if one.refunded_at < due_at else "late"


def disputes_of(held: Sequence[DisputeHeld]) -> Disputes:
    """Tell how disputes ended."""
    ends = [one.outcome for one in held]
    decided = [one for one in ends if one not in (None, DisputeOutcome.WITHDRAWN)]
    return Disputes(
        filed=len(ends),
        open=ends.count(None),
        withdrawn=ends.count(DisputeOutcome.WITHDRAWN),
        won=rate(decided.count(DisputeOutcome.WON), len(decided)),
        partially_won=rate(decided.count(DisputeOutcome.PARTIALLY_WON), len(decided)),
        lost=rate(decided.count(DisputeOutcome.LOST), len(decided)),
    )


def claims_of(held: Sequence[ClaimHeld]) -> Claims:
    """Tell why goods came back, and who was at fault."""
    kept = [one for one in held if one.outcome is not ClaimOutcome.WITHDRAWN]
    reasons = [one.reason for one in kept]
    faults = [one.at_fault for one in kept]
    return Claims(
        filed=len(held),
        open=sum(one.outcome is None for one in held),
        withdrawn=len(held) - len(kept),
        by_reason={one.value: rate(reasons.count(one), len(kept)) for one in ReturnReason},
        by_fault={one.value: rate(faults.count(one), len(kept)) for one in AtFault},
    )
