"""Something happened to a case: it is kept, and the case is decided anew."""

from collections.abc import Sequence
from dataclasses import replace

from rescind.domain.standing import CLOCK_SKEW
from rescind.domain.words import StepStatus
from rescind.intake.bodies import ONE
from rescind.intake.claims import faults_in
from rescind.intake.composing import STORE, composed
from rescind.intake.ledger import (
    MERCHANT,
    Fact,
    FactKind,
    Json,
    Telling,
    instant,
    moment,
    orders_of,
)
from rescind.intake.observations import observation_of
from rescind.intake.platforms.line_names import lines_in, named_as_in
from rescind.tables.cancellations import CLOSED
from rescind.usecases import case_file
from rescind.usecases.case_file import CaseFile, Desk
from rescind.usecases.decided import Decided
from rescind.usecases.refusals import check

MOST_NAMED = 50
"""How many steps are named to whoever names one that there is not."""

OF_THE_CASE = frozenset({FactKind.CLOSING, FactKind.STEP_COMPLETION})
"""What is about no order at all."""


class NoSuchOrder(LookupError):  # noqa: N818  # a noun of the field, like all our exceptions
    """The case has no such supplier order, or several and none was named; the message tells."""


class OfAnotherOrder(ValueError):  # noqa: N818  # a noun of the field, like all our exceptions
    """What is told cannot be of the order, or the moment, that it names; `pointer` says where."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(message)
        self.pointer = pointer


class NoSuchStep(LookupError):  # noqa: N818  # a noun of the field, like all our exceptions
    """No step of the case's plan has that key; the message tells those that there are."""


class NoSuchDispute(LookupError):  # noqa: N818  # a noun of the field, like all our exceptions
    """The case has no dispute with that id."""


class NoSuchClaim(LookupError):  # noqa: N818  # a noun of the field, like all our exceptions
    """The case has no return claim with that id."""


def record(
    desk: Desk,
    *,
    cancellation_id: str,
    kind: FactKind,
    body: Json,
    seen_version: int | None = None,
) -> tuple[CaseFile, Fact, Decided]:
    """Add a fact to a case and decide it anew; `body` may name a `supplier_order_id`.

    Raises `NoSuchCase`, `StaleVersion`, `NoSuchOrder`, `NoSuchDispute`, `NoSuchStep`,
    `NoSuchClaim`, `OfAnotherOrder`, `Refused`, and whatever the reader raises where the fact cannot
    be read with those known.
    """
    file = case_file.locked(desk, cancellation_id, seen_version=seen_version)
    # Who waited for another writer is not to be recorded as if before it.
    desk = replace(desk, now=max(desk.now, file.row.updated_at))
    told = _told(desk, file, kind, body)
    check(told, file.facts, closed=file.row.state == CLOSED)
    if kind is FactKind.STEP_COMPLETION:
        if moment(body["done_at"]) > desk.now + CLOCK_SKEW:
            raise OfAnotherOrder("/done_at", "This is ahead: tell of a step once it was done.")
        _check_step(desk, file, body["idempotency_key"])
    after, found = case_file.tell(desk, file, told)
    return after, after.facts[len(file.facts)], found


def _told(desk: Desk, file: CaseFile, kind: FactKind, body: Json) -> Sequence[Telling]:
    """Say what is told, and of which supplier order."""
    named = body.get("supplier_order_id")
    bare = {name: value for name, value in body.items() if name != "supplier_order_id"}
    if kind is FactKind.DISPUTE_OUTCOME:
        return [Telling(kind=kind, body=bare, supplier_order=_disputed_order(file, bare))]
    if kind is FactKind.CLAIM_OUTCOME:
        return [_outcome_of_claim(file, bare)]
    if kind in OF_THE_CASE:
        return [Telling(kind=kind, body=bare)]
    known = composed(file.facts)
    orders = orders_of(known)
    bare = named_as_in(lines_in(known[STORE]) | lines_in(bare.get(STORE, {})), bare)
    if kind is FactKind.OBSERVATION:
        at = _observed_order(orders, bare, named)
        _check_sight(known[STORE], bare.get(STORE, {}), f"/{STORE}")
        _check_sight(orders[at] if at is not None and at < len(orders) else {}, bare.get(ONE, {}))
        return observation_of(bare, at, file.facts, instant(desk.now))
    if kind is FactKind.CLAIM:
        at = _order(orders, named)
        _check_claim(bare, orders[at], known[STORE])
        return [Telling(kind=kind, body=bare, supplier_order=at)]
    of_store = bare.get("from") == MERCHANT
    at = _order(orders, named) if named is not None or not of_store else None
    _check_currency(known[STORE] if of_store or at is None else orders[at], bare, "")
    return [Telling(kind=kind, body=bare, supplier_order=None if of_store else at)]


def _order(orders: Sequence[Json], named: str | None) -> int:
    """Find a supplier order by its id; where there is only one it need not be named."""
    ids = [order.get("order_id") for order in orders]
    if named is None and len(orders) == 1:
        return 0
    if named in ids and named is not None:
        return ids.index(named)
    there = ", ".join(f'"{one}"' for one in ids)
    if not orders:
        raise NoSuchOrder("The case has no supplier order yet; record an observation of one first.")
    if named is None:
        raise NoSuchOrder(f"The case has several supplier orders; name one of: {there}.")
    raise NoSuchOrder(f'The case has no supplier order "{named}"; it has: {there}.')


def _observed_order(orders: Sequence[Json], body: Json, named: str | None) -> int | None:
    """Find the supplier order that was seen; one with an id of its own may be new."""
    if STORE not in body and ONE not in body:
        raise OfAnotherOrder("", f"Give {STORE} or {ONE}: what was seen.")
    own = body.get(ONE, {}).get("order_id")
    ids = [order.get("order_id") for order in orders]
    if named is None and own is not None and own not in ids:
        return len(orders)
    if ONE not in body and named is None:
        return None
    at = _order(orders, named or own)
    return at if ONE in body else None


def _check_step(desk: Desk, file: CaseFile, key: str) -> None:
    """See that the plan, as it is now, has a step with that key, and not one that was marked."""
    found = case_file.decided(
        desk, file.facts, as_of=desk.now, cancellation_id=file.row.cancellation_id
    )
    decision = found.decision
    plan = [s for s in decision.plan if s.status is StepStatus.DONE or s.done_by is None]
    if key in {step.idempotency_key for step in plan}:
        return
    there = ", ".join(f'"{step.idempotency_key}" ({step.action})' for step in plan[:MOST_NAMED])
    if not there:
        raise NoSuchStep("The plan of this case has no steps: nothing is left to do.")
    raise NoSuchStep(f'No step of the plan has the key "{key}"; it has: {there}.')


def _disputed_order(file: CaseFile, body: Json) -> int | None:
    for fact in file.facts:
        if fact.kind is FactKind.DISPUTE and fact.fact_id == body["dispute_id"]:
            return fact.supplier_order
    raise NoSuchDispute


def _outcome_of_claim(file: CaseFile, body: Json) -> Telling:
    for fact in file.facts:
        if fact.kind is FactKind.CLAIM and fact.fact_id == body["claim_id"]:
            _check_claim(body, {}, composed(file.facts)[STORE])
            return Telling(
                kind=FactKind.CLAIM_OUTCOME, body=body, supplier_order=fact.supplier_order
            )
    raise NoSuchClaim


def _check_claim(claim: Json, order: Json, store: Json) -> None:
    for pointer, detail in faults_in(claim, order, store):
        raise OfAnotherOrder(pointer, detail)


def _check_sight(order: Json, seen: Json, place: str = f"/{ONE}") -> None:
    """See that a sight is one of its order: what it shows may change, what it is cannot."""
    its, given = order.get("order_id"), seen.get("order_id")
    if its and given and its != given:
        raise OfAnotherOrder(
            f"{place}/order_id", f'This is a sight of order "{given}", and the order is "{its}".'
        )
    _check_currency(order, seen, place)


def _check_currency(order: Json, told: Json, place: str) -> None:
    """See that amounts are in the currency of their order: two are never in one sum."""
    its, given = order.get("currency"), told.get("currency")
    if its and given and its != given:
        raise OfAnotherOrder(
            f"{place}/currency",
            f"The order is in {its}: tell its amounts in {its}, not in {given}.",
        )
