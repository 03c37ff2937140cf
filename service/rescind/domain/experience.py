"""What a supplier's earlier answers say beside a decision; they explain, and change nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from rescind.domain.dealings import Dealing, each_once
from rescind.domain.rules import Message, _, say
from rescind.domain.statistics import Rate, outcome_by, rate, time_to_answer
from rescind.domain.words import ResponseKind

LEAST = 5
"""Of fewer requests nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """How a supplier answered before; nine of ten answers came within `answers_within_hours`."""

    supplier_id: str
    requests: int
    accepted: Rate
    answers_within_hours: int | None
    message: Message


def experiences(dealings: Iterable[Dealing], *, now: datetime) -> tuple[Experience, ...]:
    """Tell of each supplier how it answered, if it was asked often enough; sorted by id."""
    by_supplier: dict[str, list[Dealing]] = {}
    for one in dealings:
        by_supplier.setdefault(one.supplier_id, []).append(one)
    told = (experience(name, several, now) for name, several in sorted(by_supplier.items()))
    return tuple(one for one in told if one is not None)


def experience(supplier_id: str, told: Sequence[Dealing], now: datetime) -> Experience | None:
    """Tell how one supplier answered; `None` where too few requests are answered or over."""
    dealings = [one for one in each_once(told) if one.asked_at is not None]
    ends = [end for end in map(outcome_by(now), dealings) if end is not None]
    if len(ends) < LEAST:
        return None
    accepted = rate(ends.count(ResponseKind.ACCEPTED), len(ends))
    p90 = time_to_answer(dealings).p90_hours
    hours = None if p90 is None else max(1, ceil(p90))
    return Experience(
        supplier_id=supplier_id,
        requests=len(ends),
        accepted=accepted,
        answers_within_hours=hours,
        message=sentence(accepted, hours),
    )


WITHIN_HOURS = _(
    "Of {requests} requests this supplier accepted {accepted} ({low} % to {high} %); it usually "
    "answers within {hours} hours."
)
WITHIN_AN_HOUR = _(
    "Of {requests} requests this supplier accepted {accepted} ({low} % to {high} %); it usually "
    "answers within an hour."
)
ANSWERED_NONE = _(
    "Of {requests} requests this supplier accepted {accepted} ({low} % to {high} %); it answered "
    "none of them."
)


def sentence(accepted: Rate, hours: int | None) -> Message:
    """Say it in one sentence."""
    told = {"low": percent(accepted.low), "high": percent(accepted.high)}
    about = {"requests": accepted.of, "accepted": accepted.count, **told}
    if hours is None:
        return say(ANSWERED_NONE, **about)
    return say(WITHIN_AN_HOUR, **about) if hours == 1 else say(WITHIN_HOURS, **about, hours=hours)


def percent(share: float | None) -> int:
    """Write a share in whole percents."""
    return round((share or 0.0) * 100)
