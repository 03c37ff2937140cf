"""Sights of an order, each as it looked at a moment, and the newest word on each thing in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from rescind.domain.words import State
from rescind.intake.ledger import Json, moment
from rescind.intake.statuses import read_statuses
from rescind.intake.supplier_orders import ALIEXPRESS

SUPPLIER_WORDS = ("status", "state", "logistics_status", "end_reason")
"""What a fresh status replaces as a whole: words of different days tell no common story."""

BESIDE_A_STATUS = ("logistics_status", "end_reason")
"""What adds to a status and is none by itself."""

STORE_WORDS = ("fulfillment_status",)
"""The one word for how far a store order is."""

WHEN = "observed_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What was told of an order, and when it looked like that: when it was seen, or else told."""

    at: datetime
    told: Json

    @classmethod
    def of(cls, told: Json, told_at: datetime) -> Self:
        """Make a sight of what was told at a moment."""
        return cls(at=moment(told[WHEN]) if WHEN in told else told_at, told=told)

    def tells(self, words: Sequence[str]) -> bool:
        """Tell whether this sight says how far the order is."""
        return any(word in self.told for word in words if word not in BESIDE_A_STATUS)


def newest(sights: Sequence[Sight], *, words: Sequence[str], line_key: str) -> Json:
    """Lay sights over one another, oldest first."""
    order: Json = {}
    for sight in in_time(sights):
        if sight.tells(words):
            # When a status was seen is told with it, or nobody knows: it is not of another day.
            for word in (*words, WHEN):
                order.pop(word, None)
        lines = lines_over(order.get("lines"), sight.told.get("lines"), line_key)
        order |= {**sight.told, **({"lines": lines} if lines else {})}
    return order


def in_time(sights: Sequence[Sight]) -> list[Sight]:
    """Put sights in order; of those at one moment the one told later is the newer."""
    return sorted(sights, key=lambda one: one.at)


def lines_over(
    known: Sequence[Json] | None, seen: Sequence[Json] | None, key: str
) -> list[Json] | None:
    """Lay lines over lines, each over the one with its id."""
    if known is None or seen is None:
        return list(seen) if seen else None
    over = {line[key]: line for line in known}
    for line in seen:
        over[line[key]] = {**over.get(line[key], {}), **line}
    return list(over.values())


def state_since(sights: Sequence[Sight]) -> tuple[State | None, datetime | None]:
    """Tell the state of a supplier order and the first of the looks at it in one unbroken row."""
    state: State | None = None
    since: datetime | None = None
    words: dict[str, Any] = {}
    for sight in in_time(sights):
        if sight.tells(SUPPLIER_WORDS):
            words = {"platform": words.get("platform", ALIEXPRESS)}
        words |= {n: sight.told[n] for n in ("platform", *SUPPLIER_WORDS) if n in sight.told}
        read = _state(words)
        if read is not state:
            state, since = read, sight.at
    return state, since


def _state(words: Json) -> State:
    platform = words.get("platform", ALIEXPRESS).lower()
    told = {name: words.get(name) for name in SUPPLIER_WORDS}
    told["state"] = None if told["state"] is None else State(told["state"])
    return read_statuses(platform, **told)[0]
