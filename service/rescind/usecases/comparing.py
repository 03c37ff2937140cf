"""What was bought from a supplier so far: the orders of the recorded cases with it."""

from dataclasses import dataclass

from rescind.domain.gap_costs import ComparedOrder, compared_order
from rescind.intake.composing import composed
from rescind.tables import cancellations, facts
from rescind.tables.cancellations import Filters
from rescind.usecases.case_file import Desk

MOST_CASES = 1000
"""So many cases are read for one answer, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The money of the orders that recorded cases have with a supplier."""

    cases: int
    orders: tuple[ComparedOrder, ...]
    complete: bool


def history_with(desk: Desk, *, supplier_id: str) -> History:
    """Read the orders of this tenant's cases with a supplier; an order with two cases counts once.

    Raises whatever the reader raises for facts that cannot be read together.
    """
    found = cancellations.newest(
        desk.tenant, Filters(supplier_id=supplier_id), after=None, limit=MOST_CASES + 1
    )
    orders: dict[str, ComparedOrder] = {}
    for row in found[:MOST_CASES]:
        known = facts.of_case(desk.tenant, row.cancellation_id)
        told = compared_order(desk.read(composed(known)).facts, supplier_id)
        if told is not None:
            orders.setdefault(row.order_id, told)
    return History(
        cases=len(found[:MOST_CASES]),
        orders=tuple(orders.values()),
        complete=len(found) <= MOST_CASES,
    )
