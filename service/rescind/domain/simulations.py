"""What if: two decisions over the same facts, under two policies, and what differs between them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from rescind.domain.answers import Deadline, Decision
from rescind.domain.rules import Message
from rescind.domain.words import Action, DeadlineName, Eligibility, Move, StoreAction

DAY = 86400
SUMS = ("due_to_customer", "expected_from_supplier", "exposure")
"""The sums of a decision that are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What a decision says first."""

    eligibility: Eligibility
    next_action: Action
    urgent: bool
    next_check_at: datetime | None
    store_action: StoreAction
    summary: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDeadline:
    """A deadline of one supplier order that another policy moves; `days` where both are known."""

    supplier_order_id: str | None
    name: DeadlineName
    move: Move
    before: datetime | None
    after: datetime | None
    days: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A sum under both policies; `not_known` counts the cases where one of them is not."""

    before: Decimal
    after: Decimal
    difference: Decimal
    not_known: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The sums in one currency; `None`: nobody named it."""

    currency: str | None
    due_to_customer: Difference
    expected_from_supplier: Difference
    exposure: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One case under two policies."""

    changed: bool
    before: Headline
    after: Headline
    moved_deadlines: tuple[MovedDeadline, ...]
    sums: Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """In how many cases one word becomes another."""

    before: StrEnum
    after: StrEnum
    cases: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What another policy changes in many cases."""

    cases: int
    changed: int
    eligibility: tuple[Transition, ...]
    next_action: tuple[Transition, ...]
    sums: tuple[Sums, ...]
    moved_deadlines: Mapping[str, int]


def compared(before: Decision, after: Decision) -> Comparison:
    """Compare two decisions over the same facts."""
    moved = tuple(moved_deadlines(before, after))
    heads, sums = (headline(before), headline(after)), sums_of(before, after)
    same_sums = all(getattr(before.refund, n) == getattr(after.refund, n) for n in SUMS)
    return Comparison(
        changed=bool(moved) or heads[0] != heads[1] or not same_sums,
        before=heads[0],
        after=heads[1],
        moved_deadlines=moved,
        sums=sums,
    )


def headline(decision: Decision) -> Headline:
    """Tell what a decision says first."""
    return Headline(
        eligibility=decision.eligibility,
        next_action=decision.next_action,
        urgent=decision.urgent,
        next_check_at=decision.next_check_at,
        store_action=decision.store.action,
        summary=decision.summary,
    )


def moved_deadlines(before: Decision, after: Decision) -> Iterator[MovedDeadline]:
    """List the deadlines that differ, by supplier order."""
    for one, other in zip(before.supplier_orders, after.supplier_orders, strict=True):
        old, new = ({d.name: d for d in order.deadlines} for order in (one, other))
        for name in DeadlineName:
            moved = _moved(old.get(name), new.get(name))
            if moved is not None:
                yield MovedDeadline(
                    supplier_order_id=one.order_id,
                    name=name,
                    move=moved,
                    before=old[name].due_at if name in old else None,
                    after=new[name].due_at if name in new else None,
                    days=_days(old.get(name), new.get(name)),
                )


def _moved(old: Deadline | None, new: Deadline | None) -> Move | None:
    if old is None or new is None:
        return None if old is new else Move.NEW if old is None else Move.GONE
    if old.due_at == new.due_at:
        return None
    return Move.EARLIER if new.due_at < old.due_at else Move.LATER


def _days(old: Deadline | None, new: Deadline | None) -> float | None:
    if old is None or new is None:
        return None
    return round((new.due_at - old.due_at).total_seconds() / DAY, 2)


def sums_of(before: Decision, after: Decision) -> Sums:
    """Tell the sums of one case under both policies."""
    told = {n: _difference(getattr(before.refund, n), getattr(after.refund, n)) for n in SUMS}
    return Sums(currency=before.refund.currency or after.refund.currency, **told)


def _difference(old: Decimal | None, new: Decimal | None) -> Difference:
    if old is None or new is None:
        return Difference(before=Decimal(0), after=Decimal(0), difference=Decimal(0), not_known=1)
    return Difference(before=old, after=new, difference=new - old)


def totals_of(found: Sequence[Comparison]) -> Totals:
    """Add up what changes; never two currencies in one sum."""
    currencies = sorted({one.sums.currency for one in found}, key=lambda name: name or "")
    moves = Counter(moved.move for one in found for moved in one.moved_deadlines)
    return Totals(
        cases=len(found),
        changed=sum(one.changed for one in found),
        eligibility=_transitions(found, lambda one: one.eligibility),
        next_action=_transitions(found, lambda one: one.next_action),
        sums=tuple(
            _added_up(currency, [one.sums for one in found if one.sums.currency == currency])
            for currency in currencies
        ),
        moved_deadlines={move.value: moves[move] for move in Move},
    )


def _transitions(
    found: Iterable[Comparison], word: Callable[[Headline], StrEnum]
) -> tuple[Transition, ...]:
    pairs = Counter((word(one.before), word(one.after)) for one in found)
    return tuple(
        Transition(before=old, after=new, cases=cases)
        for (old, new), cases in sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
        if old != new
    )


def _added_up(currency: str | None, told: Sequence[Sums]) -> Sums:
    return Sums(
        currency=currency,
        **{name: _sum_of([getattr(one, name) for one in told]) for name in SUMS},
    )


def _sum_of(told: Sequence[Difference]) -> Difference:
    return Difference(
        before=sum((one.before for one in told), Decimal(0)),
        after=sum((one.after for one in told), Decimal(0)),
        difference=sum((one.difference for one in told), Decimal(0)),
        not_known=sum(one.not_known for one in told),
    )
