"""Arithmetic on units, and which units of which supplier order a request takes.

Units are quantities by line id. Nothing here knows why a unit stands where it stands: callers
hand in pools, each with its rank, and get back what was taken from whom (rule 5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rescind.domain.facts import LineQuantity, Units


class Rank(IntEnum):
    """From which units a request takes first."""

    NOT_PLACED = 0
    UNPAID = 1
    RELEASED = 2
    PAID = 3
    SHIPPED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Units of one supplier order that stand alike; `order` is its place among the orders."""

    order: int
    rank: Rank
    units: Units


def units_of(lines: Iterable[LineQuantity] | None) -> dict[str, int]:
    """Add up quantities by line."""
    units: dict[str, int] = {}
    for line in lines or ():
        units[line.line_id] = units.get(line.line_id, 0) + line.quantity
    return units


def fewer(these: Units, those: Units) -> dict[str, int]:
    """Take the smaller quantity of every line; lines that one of them lacks are left out."""
    both = {line: min(quantity, those.get(line, 0)) for line, quantity in these.items()}
    return {line: quantity for line, quantity in both.items() if quantity > 0}


def minus(these: Units, those: Units) -> dict[str, int]:
    """Take those units away from these; never below none."""
    left = {line: quantity - those.get(line, 0) for line, quantity in these.items()}
    return {line: quantity for line, quantity in left.items() if quantity > 0}


def plus(these: Units, those: Units) -> dict[str, int]:
    """Add units up."""
    lines = [*these, *(line for line in those if line not in these)]
    return {line: these.get(line, 0) + those.get(line, 0) for line in lines}


def most(these: Units, those: Units) -> dict[str, int]:
    """Take the larger quantity of every line."""
    lines = [*these, *(line for line in those if line not in these)]
    return {line: max(these.get(line, 0), those.get(line, 0)) for line in lines}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What a request takes: by order, and what no order holds."""

    by_order: tuple[Units, ...]
    not_placed: Units
    held_twice: tuple[str, ...]


def take(requested: Units, quantities: Units, pools: Sequence[Pool], orders: int) -> Taken:
    """Share the requested units out over those who hold them, in the order of the ranks.

    `pools` come in the order of their orders' ids. Where orders hold more units of a line than
    the customer bought (bought again elsewhere), released units are the ones that were replaced
    and are passed over: what still travels to the customer has to be let go.
    """
    taken: list[dict[str, int]] = [{} for _ in range(orders)]
    not_placed: dict[str, int] = {}
    held_twice: list[str] = []
    for line, wanted in requested.items():
        ranked = sorted((pool for pool in pools if pool.units.get(line)), key=lambda p: p.rank)
        surplus = sum(pool.units[line] for pool in ranked) - quantities[line]
        if surplus > 0:
            held_twice.append(line)
        left = wanted
        from_nobody = min(left, max(0, -surplus))
        if from_nobody:
            not_placed[line] = from_nobody
            left -= from_nobody
        for pool in ranked:
            there = pool.units[line]
            if pool.rank is Rank.RELEASED and surplus > 0:
                replaced = min(there, surplus)
                surplus -= replaced
                there -= replaced
            part = min(left, there)
            if part:
                taken[pool.order][line] = taken[pool.order].get(line, 0) + part
                left -= part
    return Taken(by_order=tuple(taken), not_placed=not_placed, held_twice=tuple(held_twice))
