"""Reads which lines there are, how many units each has, and who names lines that do not exist.

The store order's own lines are the measure. Where nobody sent them, they are what the other facts
name, in the largest quantity that these tell; where nothing names a line, the whole order is one
nameless line of one unit. A quantity that is left out means all there is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rescind.domain.facts import LineQuantity, by_id
from rescind.intake.problems import Problems

Given = Mapping[str, Any]
"""A body or a part of one, as its schema loaded it."""

NAMELESS = ""
"""The id of the one line of an order of which nobody named a line."""

STORE = "line_id"
SUPPLIER = "store_line_id"
"""What the field is called that names a line, in the store's parts and in the supplier's."""


class Book:
    """The lines of one store order, with the units of each.

    Of lines that nobody sent, those are `shared` that several supplier orders name: each of these
    holds what its own facts say, for no total is known that one of them could hold.
    """

    def __init__(
        self,
        quantities: Mapping[str, int],
        *,
        known: bool,
        problems: Problems,
        shared: frozenset[str] = frozenset(),
        where: str = "store_order.lines",
    ) -> None:
        self.where = where
        self.quantities = quantities
        self.known = known
        self.problems = problems
        self.shared = shared

    def check(self, lines: Sequence[Given], pointer: str, *, key: str = SUPPLIER) -> None:
        """Notice lines that do not exist, and lines that are named twice in one list."""
        seen: set[str] = set()
        for at, line in enumerate(lines):
            name = line[key]
            if name in seen:
                self.problems.add(f"{pointer}/{at}/{key}", f'Line "{name}" stands here twice.')
            seen.add(name)
            self.check_name(name, f"{pointer}/{at}/{key}")

    def check_name(self, name: str, pointer: str) -> None:
        """Notice a line that does not exist."""
        if self.known and name not in self.quantities:
            there = ", ".join(f'"{line}"' for line in sorted(self.quantities, key=by_id)[:20])
            self.problems.add(
                pointer, f'There is no line "{name}" in {self.where}; there are: {there}.'
            )

    def all_of(self, line: str, named: Mapping[str, int]) -> int:
        """Tell how many units a supplier order holds that leaves the quantity out."""
        there = self.quantities.get(line)
        return named[line] if there is None or line in self.shared else there

    def read(
        self,
        given: Given,
        pointer: str,
        *,
        held: Mapping[str, int] | None = None,
        key: str = SUPPLIER,
    ) -> tuple[LineQuantity, ...] | None:
        """Read the `lines` of a part; a quantity left out is all that is `held`."""
        lines = given.get("lines")
        if lines is None:
            return None
        self.check(lines, f"{pointer}/lines", key=key)
        all_of = held or {}
        read = [
            LineQuantity(
                line_id=line[key],
                quantity=line.get("quantity")
                or all_of.get(line[key])
                or self.quantities.get(line[key], 1),
            )
            for line in lines
        ]
        return tuple(sorted(read, key=lambda line: (by_id(line.line_id), line.quantity)))


def book_of(
    store_order: Given, request: Given, supplier_orders: Sequence[Given], problems: Problems
) -> Book:
    """Open the book of a body's lines."""
    named = named_units(request, supplier_orders)
    lines = store_order.get("lines")
    if lines is None:
        for refund in store_order.get("refunds", ()):
            if "line_id" in refund:
                named.setdefault(refund["line_id"], 1)
        shared = shared_lines(supplier_orders)
        return Book(named or {NAMELESS: 1}, known=False, problems=problems, shared=shared)
    quantities = {
        line["line_id"]: line.get("quantity")
        or max(1, named.get(line["line_id"], 1), line.get("refunded_quantity", 0))
        for line in lines
    }
    return Book(quantities, known=True, problems=problems)


def book_of_orders(supplier_orders: Sequence[Given], problems: Problems) -> Book:
    """Open a book where no store order is known at all: a lone order's own lines measure it."""
    if len(supplier_orders) == 1 and supplier_orders[0].get("lines"):
        [order] = supplier_orders
        held = _units(order["lines"], SUPPLIER)
        return Book(held, known=True, problems=problems, where="supplier_order.lines")
    named, shared = named_units({}, supplier_orders), shared_lines(supplier_orders)
    return Book(named, known=False, problems=problems, shared=shared)


def shared_lines(supplier_orders: Sequence[Given]) -> frozenset[str]:
    """Find the lines that several supplier orders name."""
    holders = Counter(line for order in supplier_orders for line in units_in_order(order))
    return frozenset(line for line, orders in holders.items() if orders > 1)


def named_units(request: Given, supplier_orders: Iterable[Given]) -> dict[str, int]:
    """Tell the largest quantity of each line that request and supplier orders name."""
    bought: Counter[str] = Counter()
    for order in supplier_orders:
        bought.update(units_in_order(order))
    asked = _units(request.get("lines", ()), STORE)
    names = {*bought, *asked}
    return {name: max(bought[name], asked[name]) for name in sorted(names, key=by_id)}


def units_in_order(order: Given) -> Counter[str]:
    """Tell the largest quantity of each line that one supplier order's facts name."""
    largest: Counter[str] = Counter()
    for units in _tellings(order):
        largest |= units
    return largest


def _tellings(order: Given) -> Iterator[Counter[str]]:
    """Yield what each fact of a supplier order says it is about; parcels add up."""
    yield _units(order.get("lines", ()), SUPPLIER)
    yield _units(order.get("cancellation_request", {}).get("lines", ()), SUPPLIER)
    parcels: Counter[str] = Counter()
    for shipment in order.get("shipments", ()):
        parcels += _units(shipment.get("lines", ()), SUPPLIER)
    yield parcels
    for response in order.get("responses", ()):
        yield _units(response.get("lines", ()), SUPPLIER)


def _units(lines: Iterable[Given], key: str) -> Counter[str]:
    units: Counter[str] = Counter()
    for line in lines:
        units[line[key]] += line.get("quantity", 1)
    return units
