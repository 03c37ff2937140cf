"""The facts of one case as they were told, one after the other, and what they add up to.

A case is opened with the body of an evaluation. What happened to its orders is taken out of that
body and kept as facts, like those that are told later; `composed` puts everything known by a moment
together again, as the body of an evaluation: deciding a case and evaluating that body are the same.

Facts are JSON as it is told, with instants in UTC. Nothing is refused here for coming late or for
contradicting: what is the newest word on a status is told by `observed_at`, not by the order of
telling.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from rescind.intake.bodies import MANY, ONE
from rescind.intake.store_orders import LONG_AGO

Json = dict[str, Any]
"""A body or a part of one, as JSON."""


class FactKind(StrEnum):
    """What a fact tells."""

    OPENING = "opening"
    SUPPLIER_RESPONSE = "supplier_response"
    CANCELLATION_REQUEST = "cancellation_request"
    TRACKING_REQUEST = "tracking_request"
    SHIPMENT = "shipment"
    DISPUTE = "dispute"
    DISPUTE_OUTCOME = "dispute_outcome"
    REFUND = "refund"
    OBSERVATION = "observation"
    CLOSING = "closing"


LISTS = {
    "responses": FactKind.SUPPLIER_RESPONSE,
    "shipments": FactKind.SHIPMENT,
    "refunds": FactKind.REFUND,
}
"""What happened to a supplier order any number of times, by its name in a body."""

PARTS = {
    "cancellation_request": FactKind.CANCELLATION_REQUEST,
    "tracking_request": FactKind.TRACKING_REQUEST,
    "dispute": FactKind.DISPUTE,
}
"""What a body tells once of a supplier order."""

STATUS_WORDS = ("status", "state", "logistics_status", "end_reason")
"""What a fresh status replaces as a whole: words of different days tell no common story."""

SUPPLIER, MERCHANT = "supplier", "merchant"
"""From whom a refund came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A fact that is told: its kind, the supplier order it is about, and what it says."""

    kind: FactKind
    body: Json
    supplier_order: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Telling):
    """A fact that was recorded."""

    fact_id: str
    seq: int
    recorded_at: datetime


def opening_of(body: Json) -> list[Telling]:
    """Part a body into what the case is opened with, and what had happened by then."""
    bare = deepcopy(body)
    told = [*refunds_of_store(bare["store_order"])]
    for at, order in enumerate(orders_of(bare)):
        told += parted(order, at)
    bare["told_with_it"] = len(told)
    return [Telling(kind=FactKind.OPENING, body=bare), *told]


def parted(order: Json, at: int) -> list[Telling]:
    """Take what happened to a supplier order out of it."""
    told = []
    for name, kind in LISTS.items():
        for one in order.pop(name, ()):
            body = {"from": SUPPLIER, **one} if kind is FactKind.REFUND else one
            told.append(Telling(kind=kind, body=body, supplier_order=at))
    for name, kind in PARTS.items():
        if name in order:
            told.append(Telling(kind=kind, body=order.pop(name), supplier_order=at))
    return told


def refunds_of_store(store: Json) -> Iterator[Telling]:
    """Take what was paid back to the customer out of a store order."""
    for one in store.pop("refunds", ()):
        yield Telling(kind=FactKind.REFUND, body={"from": MERCHANT, **one})


def orders_of(body: Json) -> list[Json]:
    """List the supplier orders of a body; one may be told without a list."""
    return [body[ONE]] if ONE in body else list(body.get(MANY, ()))


def composed(facts: Sequence[Fact]) -> Json:
    """Put facts together, oldest first, as the body of an evaluation."""
    opening, *later = facts
    body = deepcopy(opening.body)
    told_with_it = body.pop("told_with_it")
    orders = _with_room_for(body, later)
    _observe(body, orders, opening.recorded_at, later)
    for at, order in enumerate(orders):
        mine = [one for one in later if one.supplier_order == at]
        _add_what_happened(order, mine, told_with_it)
    _add_refunds(body["store_order"], [one for one in later if one.supplier_order is None])
    return body


def _with_room_for(body: Json, later: Sequence[Fact]) -> list[Json]:
    """List the supplier orders, with room for those that were first seen after the opening."""
    orders = orders_of(body)
    seen = [one.supplier_order for one in later if one.supplier_order is not None]
    if any(at >= len(orders) for at in seen):
        orders += [{} for _ in range(max(seen) + 1 - len(orders))]
        body.pop(ONE, None)
        body[MANY] = orders
    return orders


def _add_what_happened(order: Json, facts: Sequence[Fact], told_with_opening: int) -> None:
    """Add to a supplier order everything that happened to it."""

    def of(kind: FactKind) -> list[Json]:
        return [one.body for one in facts if one.kind is kind]

    if requests := of(FactKind.CANCELLATION_REQUEST):
        order["cancellation_request"] = asked_of_supplier(requests)
    if requests := of(FactKind.TRACKING_REQUEST):
        order["tracking_request"] = min(requests, key=lambda one: moment(one["requested_at"]))
    if responses := of(FactKind.SUPPLIER_RESPONSE):
        order["responses"] = responses
    if parcels := [one for one in facts if one.kind is FactKind.SHIPMENT]:
        order["shipments"] = shipments(parcels, told_with_opening)
    if dispute := standing_dispute(disputes(facts)):
        order["dispute"] = {name: dispute[name] for name in dispute if name not in ABOUT_DISPUTE}
    _add_refunds(order, facts)


ABOUT_DISPUTE = ("id", "reference", "supplier_order_id")
"""What is kept of a dispute that decides nothing."""


def asked_of_supplier(requests: Sequence[Json]) -> Json:
    """Join what was asked of a supplier.

    A repeated request starts no new clock; one that asks for more does, since only then was all of
    it asked for.
    """
    first, *more = sorted(requests, key=lambda one: moment(one["requested_at"]))
    joined = first
    for request in more:
        lines = _both(joined.get("lines"), request.get("lines"))
        if lines != _by_line(joined.get("lines")):
            joined = {"requested_at": request["requested_at"], **_as_lines(lines)}
    return joined


Lines = dict[str, int | None] | None
"""Quantities by line, `None` for all of a line; `None` for the whole order."""


def _by_line(lines: Sequence[Json] | None) -> Lines:
    if lines is None:
        return None
    return {line["store_line_id"]: line.get("quantity") for line in lines}


def _both(first: Sequence[Json] | None, second: Sequence[Json] | None) -> Lines:
    """Tell what two requests asked for together."""
    one, other = _by_line(first), _by_line(second)
    if one is None or other is None:
        return None
    both = dict(one)
    for line, quantity in other.items():
        known = both.get(line, 0)
        both[line] = None if known is None or quantity is None else max(known, quantity)
    return both


def _as_lines(lines: Lines) -> Json:
    if lines is None:
        return {}
    return {
        "lines": [
            {"store_line_id": line, **({} if quantity is None else {"quantity": quantity})}
            for line, quantity in lines.items()
        ]
    }


def shipments(facts: Sequence[Fact], told_with_opening: int) -> list[Json]:
    """List the parcels; a number that is told again is the same parcel, looked at again.

    Those that a case was opened with stand as they were told.
    """
    parcels: list[Json] = []
    for fact in facts:
        known = [one for one in parcels if one["tracking_number"] == fact.body["tracking_number"]]
        if known and fact.seq > 1 + told_with_opening:
            _look_again(known[0], fact.body)
        else:
            parcels.append(dict(fact.body))
    return parcels


def _look_again(parcel: Json, seen: Json) -> None:
    """Add to a parcel what a later telling of it says: more scans, never fewer."""
    declared = [one["declared_at"] for one in (parcel, seen) if "declared_at" in one]
    events = [*parcel.get("events", ())]
    events += [one for one in seen.get("events", ()) if one not in events]
    fresh = _at(parcel, LONG_AGO) <= _at(seen, LONG_AGO)
    parcel |= seen if fresh else {**seen, **parcel}
    if declared:
        parcel["declared_at"] = min(declared, key=moment)
    if events:
        parcel["events"] = events


def disputes(facts: Sequence[Fact]) -> list[Json]:
    """List the disputes of a supplier order with what became of each, oldest first."""
    outcomes = {
        one.body["dispute_id"]: {k: v for k, v in one.body.items() if k != "dispute_id"}
        for one in facts
        if one.kind is FactKind.DISPUTE_OUTCOME
    }
    return [
        {"id": one.fact_id, **one.body, **outcomes.get(one.fact_id, {})}
        for one in facts
        if one.kind is FactKind.DISPUTE
    ]


def standing_dispute(known: Sequence[Json]) -> Json | None:
    """Tell which of a supplier order's disputes counts: the open one, else the last one filed."""
    return max(known, key=lambda one: ("outcome" not in one, moment(one["filed_at"])), default=None)


def _add_refunds(order: Json, facts: Sequence[Fact]) -> None:
    refunds = [one.body for one in facts if one.kind is FactKind.REFUND]
    if not refunds:
        return
    currencies = [one["currency"] for one in refunds if "currency" in one]
    if currencies:
        order.setdefault("currency", currencies[0])
    order["refunds"] = [
        {name: value for name, value in one.items() if name not in ("from", "currency")}
        for one in refunds
    ]


def _observe(
    body: Json, orders: Sequence[Json], opened_at: datetime, facts: Sequence[Fact]
) -> None:
    """Replace what the case was opened with by the newest word on each thing."""
    seen = [one for one in facts if one.kind is FactKind.OBSERVATION]
    _newest(
        body["store_order"],
        opened_at,
        [one.body["store_order"] for one in seen if "store_order" in one.body],
        line_key="line_id",
    )
    for at, order in enumerate(orders):
        mine = [one.body[ONE] for one in seen if one.supplier_order == at and ONE in one.body]
        _newest(order, opened_at, mine, line_key="store_line_id")


def _newest(order: Json, opened_at: datetime, seen: Sequence[Json], *, line_key: str) -> None:
    """Lay sights of an order over one another, oldest first.

    The words that a case was opened with are as old as they say, or as the case.
    """
    if not seen:
        return
    opened_with = [dict(order)] if order else []
    sights = [(_at(one, opened_at), one) for one in (*opened_with, *seen)]
    order.clear()
    for _, sight in sorted(sights, key=lambda one: one[0]):
        if not {"status", "state"}.isdisjoint(sight):
            for word in STATUS_WORDS:
                order.pop(word, None)
        lines = _lines_over(order.get("lines"), sight.get("lines"), line_key)
        order.pop("observed_at", None)
        order |= {**sight, **({"lines": lines} if lines else {})}


def _lines_over(
    known: Sequence[Json] | None, seen: Sequence[Json] | None, key: str
) -> list[Json] | None:
    """Lay lines over lines, each over the one with its id."""
    if known is None or seen is None:
        return list(seen) if seen else None
    over = {line[key]: line for line in known}
    for line in seen:
        over[line[key]] = {**over.get(line[key], {}), **line}
    return list(over.values())


def _at(sight: Json, otherwise: datetime) -> datetime:
    return moment(sight["observed_at"]) if "observed_at" in sight else otherwise


def moment(told: str) -> datetime:
    """Read an instant as it was recorded."""
    return datetime.fromisoformat(told)


def instant(at: datetime) -> str:
    """Write an instant in UTC, with milliseconds only where there are any."""
    utc = at.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds" if utc.microsecond else "seconds") + "Z"
