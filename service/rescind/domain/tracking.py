"""How far a tracking number can be believed: graded evidence.

A label is not a shipment; the first physical scan is. What counts as evidence stands in
`tracking_rules`; here numbers are collected, put together and sorted, the best first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from rescind.domain.answers import NumberAssessment
from rescind.domain.facts import LineQuantity, Shipment, ShipTo, SupplierOrder
from rescind.domain.rules import Finding
from rescind.domain.tracking_rules import CHECKS, Parcel, plain, verdict_from
from rescind.domain.units import most, units_of
from rescind.domain.words import ScanStatus, TrackingVerdict

BEST_FIRST = tuple(TrackingVerdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A tracking number of one supplier order, and what its evidence comes to.

    `lines` are what the parcel says it holds, if it says so. `looked_at` is false while nobody
    asked the carrier; `duplicate` tells of another order of the same supplier on the number.
    """

    tracking_number: str
    given_at: datetime | None
    lines: tuple[LineQuantity, ...] | None
    verdict: TrackingVerdict
    first_scan_at: datetime | None
    delivered_at: datetime | None
    looked_at: bool
    duplicate: bool
    evidence: tuple[Finding, ...]


def numbers_of(
    order: SupplierOrder, *, others: Sequence[SupplierOrder], ship_to: ShipTo | None
) -> tuple[Number, ...]:
    """Grade every number of an order, the best first; those given in an answer count too."""
    named = [(other, numbers_given(other)) for other in others]
    elsewhere = {
        text: [other for other, numbers in named if text in numbers]
        for text in numbers_given(order)
    }
    graded = [
        graded_number(order, shipment, elsewhere[plain(shipment.tracking_number)], ship_to)
        for shipment in parcels_of(order)
    ]
    return tuple(
        sorted(
            graded,
            key=lambda n: (
                BEST_FIRST.index(n.verdict),
                n.given_at.timestamp() if n.given_at else 0.0,
                n.tracking_number,
            ),
        )
    )


def numbers_given(order: SupplierOrder) -> frozenset[str]:
    """All numbers that an order's shipments and answers name."""
    shipped = (shipment.tracking_number for shipment in order.shipments)
    told = (response.tracking_number for response in order.responses if response.tracking_number)
    return frozenset(plain(number) for number in (*shipped, *told))


def parcels_of(order: SupplierOrder) -> list[Shipment]:
    """Give one parcel a number: the same number twice is one parcel, told of twice."""
    parcels: dict[str, Shipment] = {}
    for shipment in order.shipments:
        key = plain(shipment.tracking_number)
        known = parcels.get(key)
        parcels[key] = shipment if known is None else merged(known, shipment)
    for response in order.responses:
        if response.tracking_number and plain(response.tracking_number) not in parcels:
            number = response.tracking_number
            parcels[plain(number)] = Shipment(tracking_number=number)
    return list(parcels.values())


def merged(one: Shipment, other: Shipment) -> Shipment:
    """Put together what two entries tell of one parcel."""
    events = tuple(dict.fromkeys((*one.events, *other.events)))
    return Shipment(
        tracking_number=one.tracking_number,
        carrier=one.carrier or other.carrier,
        declared_at=earliest(one.declared_at, other.declared_at),
        observed_at=latest(one.observed_at, other.observed_at),
        lines=held_by(one, other),
        events=events,
    )


def held_by(*entries: Shipment) -> tuple[LineQuantity, ...] | None:
    """What a parcel holds: each line as often as the entry that says most of it."""
    said = [units_of(entry.lines) for entry in entries if entry.lines is not None]
    if not said:
        return None
    return tuple(
        LineQuantity(line_id=line, quantity=quantity)
        for line, quantity in reduce(most, said).items()
    )


def earliest(*instants: datetime | None) -> datetime | None:
    """The first of those that are known."""
    return min((at for at in instants if at is not None), default=None)


def latest(*instants: datetime | None) -> datetime | None:
    """The last of those that are known."""
    return max((at for at in instants if at is not None), default=None)


def graded_number(
    order: SupplierOrder,
    shipment: Shipment,
    also_on: Sequence[SupplierOrder],
    ship_to: ShipTo | None,
) -> Number:
    """Run every check over one parcel and read off its verdict."""
    physical = tuple(scan for scan in shipment.events if scan.physical)
    parcel = Parcel(
        number=shipment.tracking_number,
        placed_at=order.placed_at or order.paid_at,
        physical=physical,
        ship_to=ship_to,
        other_suppliers=other_suppliers(order, also_on),
        same_supplier=any(same_supplier(order, other) for other in also_on),
    )
    evidence = tuple(check(parcel) for check in CHECKS)
    delivered = (scan.at for scan in physical if scan.status is ScanStatus.DELIVERED)
    return Number(
        tracking_number=shipment.tracking_number,
        given_at=given_at(order, shipment),
        lines=shipment.lines,
        verdict=verdict_from(evidence),
        first_scan_at=min((scan.at for scan in physical), default=None),
        delivered_at=max(delivered, default=None),
        looked_at=bool(shipment.events) or shipment.observed_at is not None,
        duplicate=parcel.same_supplier,
        evidence=evidence,
    )


def other_suppliers(order: SupplierOrder, also_on: Iterable[SupplierOrder]) -> tuple[str, ...]:
    """Name the other suppliers that gave the number; an unnamed one may be the same."""
    named = {other.supplier_id for other in also_on if other.supplier_id and order.supplier_id}
    return tuple(sorted(named - {order.supplier_id}))


def same_supplier(order: SupplierOrder, other: SupplierOrder) -> bool:
    """Both orders are known to be the same supplier's."""
    return order.supplier_id is not None and order.supplier_id == other.supplier_id


def given_at(order: SupplierOrder, shipment: Shipment) -> datetime | None:
    """Rule 19: when the supplier gave a number."""
    named = [
        response.received_at
        for response in order.responses
        if response.tracking_number
        and plain(response.tracking_number) == plain(shipment.tracking_number)
    ]
    return shipment.declared_at or min(named, default=None) or shipment.observed_at


def verdict_of(numbers: Sequence[Number]) -> TrackingVerdict:
    """Several numbers: the best that is not contradicted; none at all is unknown."""
    found = [number.verdict for number in numbers]
    return min(found, key=BEST_FIRST.index, default=TrackingVerdict.UNKNOWN)


def assessments(numbers: Iterable[Number]) -> tuple[NumberAssessment, ...]:
    """Show each number's verdict with every piece of evidence."""
    return tuple(
        NumberAssessment(
            tracking_number=number.tracking_number,
            verdict=number.verdict,
            first_scan_at=number.first_scan_at,
            delivered_at=number.delivered_at,
            evidence=number.evidence,
        )
        for number in numbers
    )
