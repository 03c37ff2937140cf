"""What the facts of a case add up to: the body of an evaluation.

`composed` puts everything known by a moment together: deciding a case and evaluating that body are
the same. Nothing is refused here for coming late or for contradicting: what is the newest word on a
status is told by `observed_at`, not by the order of telling.

A body says of an order when it was last looked at; a case knows since when it looks like that. A
clock that starts with a look starts with the first one, not again with each that changes nothing.
"""

from collections.abc import Sequence
from copy import deepcopy

from rescind.domain.words import ResponseKind, State
from rescind.intake.bodies import COMPLETED, MANY, ONE
from rescind.intake.happenings import (
    answers,
    asked_of_supplier,
    disputes,
    refunds,
    shipments,
    standing_dispute,
)
from rescind.intake.ledger import WITH_IT, Fact, FactKind, Json, instant, moment, orders_of
from rescind.intake.sights import STORE_WORDS, SUPPLIER_WORDS, Sight, newest, state_since

ABOUT_DISPUTE = ("id", "reference")
"""What is kept of a dispute that decides nothing."""

ABOUT_REFUND = ("from", "currency")
"""What is kept of a refund that its order tells already."""

STORE = "store_order"
ACCEPTANCES = (ResponseKind.ACCEPTED, ResponseKind.PARTIALLY_ACCEPTED)


def composed(facts: Sequence[Fact]) -> Json:
    """Put facts together, oldest first, as the body of an evaluation."""
    opening, *later = facts
    body = deepcopy(opening.body)
    body.pop(WITH_IT)
    orders = _with_room_for(body, later)
    seen = [one for one in later if one.kind is FactKind.OBSERVATION]
    if completed := [one.body for one in later if one.kind is FactKind.STEP_COMPLETION]:
        body[COMPLETED] = completed
    store = body[STORE]
    _look(store, _sights_of_store(store, opening, seen), words=STORE_WORDS, line_key="line_id")
    _add_refunds(store, [one for one in later if one.supplier_order is None], [opening, *seen])
    for at, order in enumerate(orders):
        sights = _sights_of_order(order, at, opening, seen)
        _look(order, sights, words=SUPPLIER_WORDS, line_key="store_line_id")
        mine = [one for one in later if one.supplier_order == at]
        _add_what_happened(order, mine, opening, seen)
        _keep_first_looks(order, sights)
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


def _sights_of_store(store: Json, opening: Fact, seen: Sequence[Fact]) -> list[Sight]:
    told = [one for one in seen if STORE in one.body]
    later = [Sight.of(one.body[STORE], one.recorded_at) for one in told]
    return [Sight.of(dict(store), opening.recorded_at), *later]


def _sights_of_order(order: Json, at: int, opening: Fact, seen: Sequence[Fact]) -> list[Sight]:
    """List the sights of a supplier order; one that joined later was not seen at the opening."""
    opened = [Sight.of(dict(order), opening.recorded_at)] if order else []
    mine = [one for one in seen if one.supplier_order == at and ONE in one.body]
    return [*opened, *(Sight.of(one.body[ONE], one.recorded_at) for one in mine)]


def _look(order: Json, sights: Sequence[Sight], *, words: Sequence[str], line_key: str) -> None:
    """Replace what the case was opened with by the newest word on each thing."""
    order.clear()
    order |= newest(sights, words=words, line_key=line_key)


def _add_what_happened(
    order: Json, facts: Sequence[Fact], opening: Fact, seen: Sequence[Fact]
) -> None:
    """Add to a supplier order everything that happened to it."""

    def of(kind: FactKind) -> list[Json]:
        return [one.body for one in facts if one.kind is kind]

    requests = of(FactKind.CANCELLATION_REQUEST)
    if requests:
        order["cancellation_request"] = asked_of_supplier(requests, order.get("lines"))
    if asked := of(FactKind.TRACKING_REQUEST):
        order["tracking_request"] = min(asked, key=lambda one: moment(one["requested_at"]))
    if responses := of(FactKind.SUPPLIER_RESPONSE):
        order["responses"] = answers(responses, requests, order.get("lines"))
    if parcels := [one for one in facts if one.kind is FactKind.SHIPMENT]:
        order["shipments"] = shipments(parcels, opening.last_with_it, order.get("responses", ()))
    if dispute := standing_dispute(disputes(facts)):
        order["dispute"] = {name: dispute[name] for name in dispute if name not in ABOUT_DISPUTE}
    if pushed := of(FactKind.PUSH):
        order["changed_at"] = max((one["changed_at"] for one in pushed), key=moment)
    _add_refunds(order, facts, [opening, *seen])


def _add_refunds(order: Json, facts: Sequence[Fact], seen: Sequence[Fact]) -> None:
    told = [one.body for one in refunds(facts, seen)]
    if not told:
        return
    currencies = [one["currency"] for one in told if "currency" in one]
    if currencies:
        order.setdefault("currency", currencies[0])
    order["refunds"] = [
        {name: value for name, value in one.items() if name not in ABOUT_REFUND} for one in told
    ]


def _keep_first_looks(order: Json, sights: Sequence[Sight]) -> None:
    """Tell since when an order is cancelled or about to be, where nothing else tells it.

    The supplier's time to answer and to pay back would else start again with every look.
    """
    state, since = state_since(sights)
    if since is None or "observed_at" not in order or since >= moment(order["observed_at"]):
        return
    responses = order.get("responses", ())
    latest = max(responses, key=lambda one: moment(one["received_at"]), default=None)
    accepted = latest is not None and latest["kind"] in ACCEPTANCES
    if state is State.CANCELLED and not accepted:
        order.setdefault("closed_at", instant(since))
    if state is State.CANCEL_PENDING and not responses:
        order.setdefault("cancellation_request", {"requested_at": instant(since)})
