"""A tracking number may stand in several cases of a tenant: each is kept, and found by the others.

A case sees what was recorded by the moment it is decided for. A write in one case decides no other
anew: the others see it the next time they are read, written to or due.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from rescind.domain.facts import Elsewhere, Facts, SupplierOrder
from rescind.domain.tracking import numbers_given
from rescind.intake.ledger import Fact, FactKind, Json
from rescind.intake.numbers import numbers_in as numbers_in_body
from rescind.intake.numbers import on_other_orders, with_others
from rescind.tables import tracking_numbers
from rescind.tables.tenancy import Tenant
from rescind.tables.tracking_numbers import Place, Telling

NAMING = frozenset(
    {
        FactKind.OPENING,
        FactKind.SHIPMENT,
        FactKind.SUPPLIER_RESPONSE,
        FactKind.OBSERVATION,
    }
)
"""Facts that may name a number, or tell whose order it is on."""


def told_elsewhere(tenant: Tenant, body: Json, *, as_of: datetime, beside: str | None) -> None:
    """Write into the body of a case on which orders of other cases its numbers stand."""
    found = tracking_numbers.places_of(tenant, numbers_in_body(body), as_of=as_of, beside=beside)
    if found:
        with_others(body, _by_number(found))


def known_elsewhere(
    tenant: Tenant, orders: Sequence[SupplierOrder], *, as_of: datetime
) -> tuple[SupplierOrder, ...]:
    """Give orders with what all cases of a tenant know of their numbers."""
    numbers = frozenset[str]().union(*(numbers_given(order) for order in orders))
    found = tracking_numbers.places_of(tenant, numbers, as_of=as_of, beside=None)
    places = _by_number(found)
    return tuple(on_other_orders(order, places) for order in orders)


def keep(tenant: Tenant, cancellation_id: str, fresh: Sequence[Fact], known: Facts) -> None:
    """Keep the numbers that a case names by now, where what is fresh may tell of one."""
    if not NAMING.isdisjoint(fact.kind for fact in fresh):
        last = fresh[-1]
        telling = Telling(
            cancellation_id=cancellation_id, seq=last.seq, recorded_at=last.recorded_at
        )
        tracking_numbers.insert(tenant, telling, _named(known, last.recorded_at))


def _named(known: Facts, at: datetime) -> list[Place]:
    """List the numbers of a case, each once for every order that it stands on."""
    ship_to = known.store_order.ship_to
    named = {
        (number, order.order_id): Place(
            number=number,
            order_id=order.order_id,
            supplier_id=order.supplier_id,
            country=ship_to.country if ship_to else None,
            first_seen_at=at,
        )
        for order in known.supplier_orders
        if order.order_id
        for number in numbers_given(order)
    }
    return [named[key] for key in sorted(named)]


def _by_number(found: Sequence[Place]) -> dict[str, list[Elsewhere]]:
    """Sort orders by the number they have; one that several cases are about counts once."""
    places: dict[str, dict[Elsewhere, Elsewhere]] = {}
    for one in found:
        place = Elsewhere(
            supplier_id=one.supplier_id,
            country=one.country,
            order_id=one.order_id,
            first_seen_at=one.first_seen_at,
        )
        bare = replace(place, first_seen_at=None)
        places.setdefault(one.number, {}).setdefault(bare, place)
    return {number: list(each.values()) for number, each in places.items()}
