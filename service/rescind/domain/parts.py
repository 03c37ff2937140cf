"""How the units of one supplier order part when they fare differently (rows 9a, 13, 16, 16a)."""

from dataclasses import replace

from rescind.domain import conditions as is_
from rescind.domain.facts import Units
from rescind.domain.refunds import money_back_for
from rescind.domain.standing import Standing
from rescind.domain.units import fewer, minus
from rescind.domain.words import ResponseKind, State


def accepted_and_left(s: Standing) -> tuple[Standing, ...] | None:
    """Row 9a: accepted units as if they had stayed, the rest as shipped."""
    if s.accepted is None:
        return None
    stayed = fewer(s.units, s.accepted)
    left = minus(s.units, stayed)
    state = State.COMPLETED if s.state is State.COMPLETED else State.SHIPPED
    return (
        part(s, stayed, state=State.PAID, numbers=()),
        part(s, left, state=state, numbers=(), answer=None, asked={}),
    )


def left_and_stayed(s: Standing) -> tuple[Standing, ...] | None:
    """Row 13: units that left as shipped, the others as paid, with the other numbers only."""
    shipped = s.shipped
    if shipped is None:
        return None
    stayed = fewer(s.units, minus(s.held, shipped))
    used = s.shipping_numbers
    others = tuple(n for n in s.numbers if n not in used)
    if s.state is State.PARTLY_SHIPPED:
        others = tuple(n for n in others if n.first_scan_at is None)
    left = minus(s.units, stayed)
    unshipped = State.PAID if s.state is State.PARTLY_SHIPPED else s.state
    return (
        part(s, stayed, state=unshipped, numbers=others),
        part(s, left, state=State.SHIPPED, numbers=(), answer=None, asked={}),
    )


def accepted_and_refused(s: Standing) -> tuple[Standing, ...] | None:
    """Row 16: accepted units wait for their money, the rest counts as refused."""
    accepted = s.accepted
    if accepted is None:
        return None
    free = fewer(s.units, accepted)
    rest = minus(s.units, free)
    refusal = replace(s.answer, kind=ResponseKind.REFUSED, lines=None) if s.answer else None
    return (part(s, free), part(s, rest, answer=refusal, asked=minus(s.asked, accepted)))


def asked_and_not_asked(s: Standing) -> tuple[Standing, ...]:
    """Units that a cancellation request does not name count as not asked."""
    asked = fewer(s.units, s.asked)
    return (part(s, asked, asked=asked), part(s, minus(s.units, asked), asked={}, answer=None))


def part(s: Standing, units: Units, **changes: object) -> Standing:
    """Judge fewer units; the supplier's money that came back counts for accepted ones first."""
    smaller = replace(s, units=units, refunded=False, **changes)  # type: ignore[arg-type]
    back = is_.released_by_answer(smaller) and money_back_for(smaller)
    return replace(smaller, refunded=back)
