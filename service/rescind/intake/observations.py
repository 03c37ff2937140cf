"""Fresh sights of an order: what is new in them, and what was told before.

A platform shows an order whole, again and again. What happened to it (answers, parcels, refunds)
becomes facts once; the rest is kept as a sight of the order at its moment.
"""

from collections.abc import Sequence
from copy import deepcopy
from datetime import timedelta

from rescind.intake.bodies import ONE
from rescind.intake.composing import STORE
from rescind.intake.happenings import disputes, refunds, same_refund, shipments
from rescind.intake.ledger import (
    WITH_IT,
    Fact,
    FactKind,
    Json,
    Telling,
    moment,
    parted,
    refunds_of_store,
)
from rescind.intake.numbers import ALSO_ON

SAME_DISPUTE = timedelta(days=1)
"""How far apart a person and the platform may tell the filing of the one open dispute."""

OF_OTHERS = (ALSO_ON,)
"""What a case shows of other orders: told back with one's own, it is no news of that one."""

HOW_FAR = {
    STORE: ("fulfillment_status", "cancelled_at"),
    ONE: ("status", "state", "logistics_status"),
}
"""What tells how far an order is: only who says that much has looked at it now."""


def observation_of(body: Json, at: int | None, known: Sequence[Fact], now: str) -> list[Telling]:
    """Part an observation into a sight of the orders, and what had not been told before.

    A sight of how far an order is that does not tell when it was made was made `now`.
    """
    bare = deepcopy(body)
    told = [*refunds_of_store(bare.get(STORE, {}))]
    if at is not None:
        told += parted(bare.get(ONE, {}), at)
    for name, words in HOW_FAR.items():
        if any(word in bare.get(name, {}) for word in words):
            bare[name].setdefault("observed_at", now)
    fresh = not_told_before(told, known)
    if fresh:
        bare[WITH_IT] = len(fresh)
    return [Telling(kind=FactKind.OBSERVATION, body=bare, supplier_order=at), *fresh]


def not_told_before(told: Sequence[Telling], known: Sequence[Fact]) -> list[Telling]:
    """Leave out what is known already."""
    unmatched = _countable(known)
    fresh: list[Telling] = []
    for one in sorted(told, key=_refunds_in_time):
        same = next((fact for fact in unmatched if _same(one, fact, known)), None)
        if same is not None:
            unmatched.remove(same)
            fresh += _outcome_of(one, same, known)
        elif not _adds_nothing(one, known):
            fresh.append(one)
    return fresh


def _refunds_in_time(told: Telling) -> str:
    """Compare refunds oldest first: else one could take the place of another one's own."""
    return str(told.body.get("refunded_at", "")) if told.kind is FactKind.REFUND else ""


def _countable(known: Sequence[Fact]) -> list[Fact]:
    """List what is known, refunds oldest first and each once."""
    seen = [one for one in known if one.kind in (FactKind.OPENING, FactKind.OBSERVATION)]
    of_orders = {one.supplier_order for one in known}
    counted = [
        refund
        for order in of_orders
        for refund in refunds([one for one in known if one.supplier_order == order], seen)
    ]
    counted.sort(key=lambda one: str(one.body.get("refunded_at", "")))
    return [*(one for one in known if one.kind is not FactKind.REFUND), *counted]


def _same(told: Telling, fact: Fact, known: Sequence[Fact]) -> bool:
    """Tell whether a fact is the one that is told again."""
    if (told.kind, told.supplier_order) != (fact.kind, fact.supplier_order):
        return False
    if told.kind is FactKind.DISPUTE:
        return _same_dispute(told.body, fact, known)
    if told.kind is FactKind.REFUND:
        return same_refund(told.body, fact)
    return told.kind is not FactKind.SHIPMENT and _says_no_more(told.body, fact.body)


def _says_no_more(told: Json, known: Json) -> bool:
    """Tell whether all of it is known; to leave out lines is to speak of all of them."""
    said = {name: value for name, value in told.items() if name not in OF_OTHERS}
    return said.get("lines") == known.get("lines") and said.items() <= known.items()


def _same_dispute(told: Json, fact: Fact, known: Sequence[Fact]) -> bool:
    """Tell whether a dispute is known: people tell the open one's filing to the hour, if at all."""
    apart = abs(moment(told["filed_at"]) - moment(fact.body["filed_at"]))
    return not apart or (apart <= SAME_DISPUTE and fact.fact_id not in _decided(known))


def _decided(known: Sequence[Fact]) -> set[str]:
    return {one["id"] for one in disputes(known) if "outcome" in one}


def _outcome_of(told: Telling, fact: Fact, known: Sequence[Fact]) -> list[Telling]:
    """Tell of a known dispute what became of it, if that is new."""
    if told.kind is not FactKind.DISPUTE or "outcome" not in told.body:
        return []
    names = ("outcome", "decided_at", "amount")
    body = {"dispute_id": fact.fact_id, **{n: told.body[n] for n in names if n in told.body}}
    outcome = Telling(kind=FactKind.DISPUTE_OUTCOME, body=body, supplier_order=told.supplier_order)
    return [] if fact.fact_id in _decided(known) else [outcome]


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
        for one in shipments(mine, known[0].last_with_it, ())
        if one["tracking_number"] == number
    ]
    ignored = ("observed_at", "events", *OF_OTHERS)
    return any(
        all(one.get(name) == value for name, value in told.body.items() if name not in ignored)
        and all(event in one.get("events", ()) for event in told.body.get("events", ()))
        and ("observed_at" not in told.body or one.get("observed_at") == told.body["observed_at"])
        for one in before
    )
