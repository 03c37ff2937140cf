"""Tracking numbers in a body, and the orders of other cases that they stand on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rescind.domain.carriers import plain
from rescind.domain.facts import Elsewhere, SupplierOrder
from rescind.domain.tracking import is_number, same_order
from rescind.intake.ledger import Json, instant, orders_of

ALSO_ON = "also_on"
MOST_ALSO_ON = 100
"""How many orders a body may name for one number."""

Places = Mapping[str, Sequence[Elsewhere]]
"""Orders that numbers stand on, by number."""


def numbers_in(body: Json) -> frozenset[str]:
    """List the numbers that the supplier orders of a body name."""
    return frozenset(
        plain(one["tracking_number"])
        for order in orders_of(body)
        for one in naming(order)
        if is_number(one["tracking_number"])
    )


def naming(order: Json) -> Iterator[Json]:
    """Go through what names a number in a supplier order: parcels, then answers."""
    for name in ("shipments", "responses"):
        for one in order.get(name, ()):
            if one.get("tracking_number"):
                yield one


def with_others(body: Json, places: Places) -> None:
    """Write into a body on which other orders its numbers stand, once for each number."""
    for order in orders_of(body):
        untold = dict(places)
        for name in ("shipments", "responses"):
            order_lists = order.get(name, ())
            for at, one in enumerate(order_lists):
                found = untold.pop(plain(one.get("tracking_number", "")), ())
                if told := _also_on(order, one, found):
                    order_lists[at] = {**one, ALSO_ON: told}


def _also_on(order: Json, one: Json, found: Sequence[Elsewhere]) -> list[Json]:
    """Join the orders that were told with those that were found, each once."""
    its = (order.get("order_id"), order.get("supplier_id"))
    told: list[Json] = list(one.get(ALSO_ON, ()))
    known = [_bare(place) for place in told]
    for place in found:
        written = as_json(place)
        if not same_order(*its, place) and _bare(written) not in known:
            told.append(written)
    return told[:MOST_ALSO_ON]


def _bare(place: Json) -> Json:
    return {name: value for name, value in place.items() if name != "first_seen_at"}


def as_json(place: Elsewhere) -> Json:
    """Write an order that a number stands on as bodies tell it."""
    written = {
        "supplier_id": place.supplier_id,
        "country": place.country,
        "order_id": place.order_id,
        "first_seen_at": instant(place.first_seen_at) if place.first_seen_at else None,
    }
    return {name: value for name, value in written.items() if value is not None}


def on_other_orders(order: SupplierOrder, places: Places) -> SupplierOrder:
    """Give an order whose numbers tell on which other orders they stand."""
    return replace(
        order,
        shipments=tuple(
            replace(one, also_on=(*one.also_on, *places.get(plain(one.tracking_number), ())))
            for one in order.shipments
        ),
        responses=tuple(
            replace(one, also_on=(*one.also_on, *places.get(plain(one.tracking_number or ""), ())))
            for one in order.responses
        ),
    )
