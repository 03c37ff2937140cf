"""What happened to a supplier order, as it counts: told again, widened, decided, or told twice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from rescind.domain.carriers import plain
from rescind.domain.words import DisputeOutcome, ResponseKind
from rescind.intake.ledger import Fact, FactKind, Json, moment

SAME_REFUND = timedelta(days=1)
"""Refunds of one amount this close together are one, told by a person and by the platform."""

Units = dict[str, int | None] | None
"""Quantities by line, `None` for all of a line; `None` for all of an order that nobody listed."""


def asked_of_supplier(requests: Sequence[Json], held: Sequence[Json] | None) -> Json:
    """Join what was asked of a supplier, whose order holds the lines `held`.

    A repeated request starts no new clock; one that asks for more does, since only then was all of
    it asked for.
    """
    first, *more = sorted(requests, key=lambda one: moment(one["requested_at"]))
    joined = first
    for request in more:
        before = _units(joined.get("lines"), held)
        both = _most(before, _units(request.get("lines"), held))
        if both != before:
            joined = {"requested_at": request["requested_at"], **_as_lines(both)}
    return joined


def _units(lines: Sequence[Json] | None, held: Sequence[Json] | None) -> Units:
    """Tell which units some lines name; what is left out is all that the order holds."""
    if lines is None:
        return None if held is None else _units(held, held)
    there = {line["store_line_id"]: line.get("quantity") for line in held or ()}
    return {
        line["store_line_id"]: line.get("quantity") or there.get(line["store_line_id"])
        for line in lines
    }


def _most(one: Units, other: Units) -> Units:
    """Tell what two requests asked for together."""
    if one is None or other is None:
        return None
    both = dict(one)
    for line, quantity in other.items():
        known = both.get(line, 0)
        both[line] = None if known is None or quantity is None else max(known, quantity)
    return both


def _as_lines(units: Units) -> Json:
    if units is None:
        return {}
    return {
        "lines": [
            {"store_line_id": line, **({} if quantity is None else {"quantity": quantity})}
            for line, quantity in units.items()
        ]
    }


def answers(
    responses: Sequence[Json], requests: Sequence[Json], held: Sequence[Json] | None
) -> list[Json]:
    """List what a supplier answered; a plain yes is to what had been asked by then.

    Read as a yes to what was asked later as well, it would release units that still travel.
    """
    return [_to_what_was_asked(one, requests, held) for one in responses]


def _to_what_was_asked(
    response: Json, requests: Sequence[Json], held: Sequence[Json] | None
) -> Json:
    received_at = moment(response["received_at"])
    before = [one for one in requests if moment(one["requested_at"]) <= received_at]
    if response["kind"] != ResponseKind.ACCEPTED or "lines" in response or not before:
        return response
    then, now = (asked_of_supplier(some, held).get("lines") for some in (before, requests))
    return response if then is None or then == now else {**response, "lines": then}


def shipments(facts: Sequence[Fact], opened_up_to: int, responses: Sequence[Json]) -> list[Json]:
    """List the parcels; a number that is told again is the same parcel, looked at again.

    Those that a case was opened with, up to that number, stand as they were told.
    """
    parcels: list[list[Fact]] = []
    for fact in facts:
        number = fact.body["tracking_number"]
        known = (one for one in parcels if one[0].body["tracking_number"] == number)
        looks = None if fact.seq <= opened_up_to else next(known, None)
        if looks is None:
            parcels.append([fact])
        else:
            looks.append(fact)
    return [_parcel(looks, responses) for looks in parcels]


def _parcel(looks: Sequence[Fact], responses: Sequence[Json]) -> Json:
    """Lay what was told of a parcel over one another, oldest first: more scans, never fewer."""
    told = [one.body for one in sorted(looks, key=_seen_at)]
    parcel: Json = {}
    events: list[Json] = []
    for one in told:
        parcel |= one
        events += [scan for scan in one.get("events", ()) if len(told) == 1 or scan not in events]
    if "events" in parcel:
        parcel["events"] = events
    if "also_on" in parcel:
        places = [place for one in told for place in one.get("also_on", ())]
        parcel["also_on"] = [one for at, one in enumerate(places) if one not in places[:at]]
    if given := _given_at(told, responses):
        parcel["declared_at"] = given
    return parcel


def _seen_at(fact: Fact) -> datetime:
    """Tell when a parcel was looked at, or else when it was told."""
    return moment(fact.body["observed_at"]) if "observed_at" in fact.body else fact.recorded_at


def _given_at(told: Sequence[Json], responses: Sequence[Json]) -> str | None:
    """Tell when a number was given; where nobody says, by the first of several looks at it."""
    declared: list[str] = [one["declared_at"] for one in told if "declared_at" in one]
    if declared:
        return min(declared, key=moment)
    number = plain(told[0]["tracking_number"])
    answered = any(plain(one.get("tracking_number", "")) == number for one in responses)
    looked: list[str] = [one["observed_at"] for one in told if "observed_at" in one]
    return looked[0] if looked and looked[0] != looked[-1] and not answered else None


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
    """Tell which of a supplier order's disputes counts: the open one, else the last one decided.

    One that was withdrawn counts as none, so it hides no other.
    """

    def rank(one: Json) -> tuple[bool, bool, datetime]:
        withdrawn = one.get("outcome") == DisputeOutcome.WITHDRAWN
        return "outcome" not in one, not withdrawn, moment(one["filed_at"])

    return max(known, key=rank, default=None)


def refunds(facts: Sequence[Fact], seen: Sequence[Fact]) -> list[Fact]:
    """List the refunds of one order, each once.

    One that a person tells after a sight had shown it is the same money; `seen` are the sights, the
    opening among them.
    """
    shown = {seq for one in seen for seq in range(one.seq + 1, one.last_with_it + 1)}
    counted: list[Fact] = []
    unclaimed: list[Fact] = []
    for fact in facts:
        if fact.kind is not FactKind.REFUND:
            continue
        same = next((one for one in unclaimed if same_refund(fact.body, one)), None)
        if fact.seq in shown:
            unclaimed.append(fact)
        elif same is not None:
            unclaimed.remove(same)
            continue
        counted.append(fact)
    return counted


def same_refund(told: Json, known: Fact) -> bool:
    """Tell whether a refund may be the money that is known already."""
    if Decimal(told["amount"]) != Decimal(known.body["amount"]):
        return False
    if len({one["line_id"] for one in (told, known.body) if "line_id" in one}) > 1:
        return False
    if "refunded_at" not in told:
        return True
    at = moment(told["refunded_at"])
    if "refunded_at" not in known.body:
        # It was paid before it was told.
        return at <= known.recorded_at + SAME_REFUND
    return abs(at - moment(known.body["refunded_at"])) <= SAME_REFUND
