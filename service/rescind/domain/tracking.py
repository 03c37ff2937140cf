"""How far a tracking number can be believed: graded evidence.

A label is not a shipment; the first physical scan is. What counts as evidence stands in
`tracking_rules` and `tracking_travel`, the verdicts in `tracking_verdicts`; here numbers are
collected, put together and sorted, the best first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce

from rescind.domain.answers import NumberAssessment, WeighedFinding
from rescind.domain.carriers import plain, read_number
from rescind.domain.facts import Elsewhere, LineQuantity, Shipment, ShipTo, SupplierOrder
from rescind.domain.parcels import Parcel
from rescind.domain.rules import Finding
from rescind.domain.tracking_verdicts import CHECKS, explained, verdict_from, weight_of
from rescind.domain.units import most, units_of
from rescind.domain.words import ScanStatus, State, TrackingVerdict

BEST_FIRST = tuple(TrackingVerdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A tracking number of one supplier order, and what its evidence comes to.

    `lines` are what the parcel says it holds, if it says so. `looked_at` is false while nobody
    asked the carrier; `duplicate` tells of another order of the same supplier on the number.
    """

    tracking_number: str
    carrier: str | None
    given_at: datetime | None
    lines: tuple[LineQuantity, ...] | None
    verdict: TrackingVerdict
    first_scan_at: datetime | None
    delivered_at: datetime | None
    looked_at: bool
    duplicate: bool
    also_on: tuple[Elsewhere, ...]
    evidence: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """From where numbers are looked at: the moment, the customer, and how long silence may last."""

    as_of: datetime
    ship_to: ShipTo | None
    silence_after_scan_days: int


def numbers_of(
    order: SupplierOrder, *, others: Sequence[SupplierOrder], view: Viewpoint
) -> tuple[Number, ...]:
    """Grade every number of an order, the best first; those given in an answer count too."""
    named = [(beside(other, view.ship_to), numbers_given(other)) for other in others]
    elsewhere = {
        text: [other for other, numbers in named if text in numbers]
        for text in numbers_given(order)
    }
    graded = [
        graded_number(order, shipment, elsewhere.get(plain(shipment.tracking_number), ()), view)
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
    return frozenset(plain(number) for number in (*shipped, *told) if is_number(number))


def is_number(text: str) -> bool:
    """Tell a number from what people write for want of one, and on every order: no two share it."""
    return any("0" <= letter <= "9" for letter in text)


def beside(other: SupplierOrder, ship_to: ShipTo | None) -> Elsewhere:
    """See another order in hand as one that a number may stand on: it is the same customer's."""
    return Elsewhere(
        supplier_id=other.supplier_id,
        country=ship_to.country if ship_to else None,
        order_id=other.order_id,
    )


def parcels_of(order: SupplierOrder) -> list[Shipment]:
    """Give one parcel a number: the same number twice is one parcel, told of twice."""
    parcels: dict[str, Shipment] = {}
    for shipment in order.shipments:
        key = plain(shipment.tracking_number)
        known = parcels.get(key)
        parcels[key] = shipment if known is None else merged(known, shipment)
    for response in order.responses:
        if response.tracking_number:
            told = Shipment(
                tracking_number=response.tracking_number, also_on=joined(response.also_on)
            )
            key = plain(response.tracking_number)
            known = parcels.get(key)
            parcels[key] = (
                told
                if known is None
                else replace(known, also_on=joined((*known.also_on, *told.also_on)))
            )
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
        also_on=joined((*one.also_on, *other.also_on)),
    )


def joined(places: Iterable[Elsewhere]) -> tuple[Elsewhere, ...]:
    """List the orders that a number stands on, each once, whoever told of them."""
    return tuple(sorted(set(places), key=lambda one: one.place))


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
    order: SupplierOrder, shipment: Shipment, beside_it: Sequence[Elsewhere], view: Viewpoint
) -> Number:
    """Run every check over one parcel and read off its verdict."""
    also_on = joined(
        one for one in shipment.also_on if not same_order(order.order_id, order.supplier_id, one)
    )
    parcel = parcel_of(order, shipment, (*beside_it, *also_on), view)
    evidence = tuple(check(parcel) for check in CHECKS)
    physical = parcel.physical
    delivered = (scan.at for scan in physical if scan.status is ScanStatus.DELIVERED)
    return Number(
        tracking_number=shipment.tracking_number,
        carrier=shipment.carrier,
        given_at=given_at(order, shipment),
        lines=shipment.lines,
        verdict=verdict_from(evidence),
        first_scan_at=min((scan.at for scan in physical), default=None),
        delivered_at=max(delivered, default=None),
        looked_at=bool(shipment.events) or shipment.observed_at is not None,
        duplicate=parcel.same_supplier,
        also_on=also_on,
        evidence=evidence,
    )


def parcel_of(
    order: SupplierOrder, shipment: Shipment, places: Sequence[Elsewhere], view: Viewpoint
) -> Parcel:
    """Put together what the checks look at."""
    return Parcel(
        number=shipment.tracking_number,
        form=read_number(shipment.tracking_number, shipment.carrier),
        carrier=shipment.carrier,
        placed_at=order.placed_at or order.paid_at,
        scans=shipment.events,
        ship_to=view.ship_to,
        other_suppliers=other_suppliers(order, places),
        other_countries=other_countries(view.ship_to, places),
        same_supplier=any(same_supplier(order, place) for place in places),
        as_of=view.as_of,
        silence=timedelta(days=view.silence_after_scan_days),
        completed=order.state is State.COMPLETED,
    )


def other_suppliers(order: SupplierOrder, places: Iterable[Elsewhere]) -> tuple[str, ...]:
    """Name the other suppliers that gave the number; an unnamed one may be the same."""
    named = {other.supplier_id for other in places if other.supplier_id and order.supplier_id}
    return tuple(sorted(named - {order.supplier_id}))


def other_countries(ship_to: ShipTo | None, places: Iterable[Elsewhere]) -> tuple[str, ...]:
    """Name the other countries that customers with the number live in."""
    if ship_to is None:
        return ()
    return tuple(sorted({place.country for place in places if place.country} - {ship_to.country}))


def same_supplier(order: SupplierOrder, other: Elsewhere) -> bool:
    """Both orders are known to be the same supplier's."""
    return order.supplier_id is not None and order.supplier_id == other.supplier_id


def same_order(order_id: str | None, supplier_id: str | None, other: Elsewhere) -> bool:
    """It is the order itself, told of in another case: that speaks neither for nor against it."""
    named = supplier_id is not None and other.supplier_id is not None
    same = not named or supplier_id == other.supplier_id
    return same and order_id is not None and order_id == other.order_id


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


def page_of(numbers: Iterable[Number]) -> tuple[str, str] | None:
    """Give the first number that has a public page, and the address that shows it."""
    for number in numbers:
        url = read_number(number.tracking_number, number.carrier).url
        if url is not None:
            return number.tracking_number, url
    return None


def assessments(numbers: Iterable[Number]) -> tuple[NumberAssessment, ...]:
    """Show each number's verdict with every piece of evidence."""
    return tuple(assessment(number) for number in numbers)


def assessment(number: Number) -> NumberAssessment:
    """Show one number's verdict, why it has it, and where to look the number up."""
    form = read_number(number.tracking_number, number.carrier)
    return NumberAssessment(
        tracking_number=number.tracking_number,
        verdict=number.verdict,
        explanation=explained(number.tracking_number, number.verdict, number.evidence),
        carrier_guess=form.guess,
        tracking_url=form.url,
        first_scan_at=number.first_scan_at,
        delivered_at=number.delivered_at,
        also_on=number.also_on,
        evidence=tuple(weighed(finding) for finding in number.evidence),
    )


def weighed(finding: Finding) -> WeighedFinding:
    """Show a finding with its weight."""
    return WeighedFinding(
        rule=finding.rule,
        name=finding.name,
        outcome=finding.outcome,
        weight=weight_of(finding),
        message=finding.message,
        source=finding.source,
        observed=finding.observed,
    )
