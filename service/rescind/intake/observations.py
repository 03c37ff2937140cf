"""Fresh sights of an order: what is new in them, and what was told before.

A platform shows an order whole, again and again. What happened to it (answers, parcels, refunds)
becomes facts once; the rest is kept as a sight of the order at its moment.
"""

from collections.abc import Sequence
from copy import deepcopy
from datetime import timedelta
from decimal import Decimal

from rescind.intake.bodies import ONE
from rescind.intake.ledger import (
    Fact,
    FactKind,
    Json,
    Telling,
    disputes,
    moment,
    parted,
    refunds_of_store,
    shipments,
)

SAME_REFUND = timedelta(days=1)
"""Refunds of one amount this close together are one, told by a person and by the platform."""

STORE = "store_order"


def observation_of(body: Json, at: int | None, known: Sequence[Fact], now: str) -> list[Telling]:
    """Part an observation into a sight of the orders, and what had not been told before.

    A sight that does not tell when it was made was made `now`.
    """
    told: list[Telling] = []
    bare = deepcopy(body)
    if STORE in bare:
        told += refunds_of_store(bare[STORE])
        bare[STORE].setdefault("observed_at", now)
    if ONE in bare and at is not None:
        told += parted(bare[ONE], at)
        bare[ONE].setdefault("observed_at", now)
    sight = Telling(kind=FactKind.OBSERVATION, body=bare, supplier_order=at)
    return [sight, *not_told_before(told, known)]


def not_told_before(told: Sequence[Telling], known: Sequence[Fact]) -> list[Telling]:
    """Leave out what is known already."""
    unmatched = list(known)
    fresh: list[Telling] = []
    for one in told:
        same = next((fact for fact in unmatched if _same(one, fact)), None)
        if same is not None:
            unmatched.remove(same)
            fresh += _outcome_of(one, same, known)
        elif not _adds_nothing(one, known):
            fresh.append(one)
    return fresh


def _same(told: Telling, fact: Fact) -> bool:
    """Tell whether a fact is the one that is told again."""
    if (told.kind, told.supplier_order) != (fact.kind, fact.supplier_order):
        return False
    if told.kind is FactKind.DISPUTE:
        return moment(told.body["filed_at"]) == moment(fact.body["filed_at"])
    if told.kind is FactKind.REFUND:
        return _same_refund(told.body, fact.body)
    return told.kind is not FactKind.SHIPMENT and told.body == fact.body


def _same_refund(told: Json, known: Json) -> bool:
    if Decimal(told["amount"]) != Decimal(known["amount"]):
        return False
    lines = {one["line_id"] for one in (told, known) if "line_id" in one}
    days = [moment(one["refunded_at"]) for one in (told, known) if "refunded_at" in one]
    return len(lines) < 2 and max(days) - min(days) <= SAME_REFUND if days else len(lines) < 2  # noqa: PLR2004


def _outcome_of(told: Telling, fact: Fact, known: Sequence[Fact]) -> list[Telling]:
    """Tell of a known dispute what became of it, if that is new."""
    if told.kind is not FactKind.DISPUTE or "outcome" not in told.body:
        return []
    mine = [one for one in known if one.supplier_order == fact.supplier_order]
    decided = any("outcome" in one for one in disputes(mine) if one["id"] == fact.fact_id)
    names = ("outcome", "decided_at", "amount")
    body = {"dispute_id": fact.fact_id, **{n: told.body[n] for n in names if n in told.body}}
    outcome = Telling(kind=FactKind.DISPUTE_OUTCOME, body=body, supplier_order=told.supplier_order)
    return [] if decided else [outcome]


def _adds_nothing(told: Telling, known: Sequence[Fact]) -> bool:
    """Tell whether a parcel is known just as it is told."""
    if told.kind is not FactKind.SHIPMENT:
        return False
    mine = [
        one
        for one in known
        if one.kind is FactKind.SHIPMENT and one.supplier_order == told.supplier_order
    ]
    number = told.body["tracking_number"]
    before = [
        one
        for one in shipments(mine, known[0].body["told_with_it"])
        if one["tracking_number"] == number
    ]
    ignored = ("observed_at", "events")
    return any(
        all(one.get(name) == value for name, value in told.body.items() if name not in ignored)
        and all(event in one.get("events", ()) for event in told.body.get("events", ()))
        and ("observed_at" not in told.body or one.get("observed_at") == told.body["observed_at"])
        for one in before
    )
