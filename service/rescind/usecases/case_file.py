"""A case in hand: its facts, what they are decided to, and how both are kept.

Every story about a case begins by opening its file and ends by keeping it. Deciding a case is
reading what its facts add up to as the body of an evaluation, and deciding that.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rescind.domain.answers import Decision
from rescind.domain.decision import decide
from rescind.domain.words import Locale
from rescind.intake.bodies import EvaluationCall
from rescind.intake.composing import composed
from rescind.intake.ledger import WITH_IT, Fact, FactKind, Json, Telling, instant, orders_of
from rescind.intake.overrides import laid_over
from rescind.messages import Translator
from rescind.tables import cancellations, events, facts, policies
from rescind.tables.cancellations import CLOSED, Cancellation
from rescind.tables.events import Event
from rescind.tables.ids import EVENT, new_id
from rescind.tables.tenancy import Tenant

Reader = Callable[[Json], EvaluationCall]
"""Reads the body of an evaluation; raises what it raises for one that cannot be read."""

ID_OF = {
    FactKind.OPENING: "opn",
    FactKind.SUPPLIER_RESPONSE: "res",
    FactKind.CANCELLATION_REQUEST: "crq",
    FactKind.TRACKING_REQUEST: "trq",
    FactKind.SHIPMENT: "shp",
    FactKind.DISPUTE: "dsp",
    FactKind.DISPUTE_OUTCOME: "out",
    FactKind.REFUND: "ref",
    FactKind.OBSERVATION: "obs",
    FactKind.CLOSING: "cls",
}
"""What the ids of facts begin with."""

EVENT_OF = {
    FactKind.OPENING: "cancellation.opened",
    FactKind.SUPPLIER_RESPONSE: "supplier_response.recorded",
    FactKind.CANCELLATION_REQUEST: "cancellation_request.recorded",
    FactKind.TRACKING_REQUEST: "tracking_request.recorded",
    FactKind.SHIPMENT: "shipment.recorded",
    FactKind.DISPUTE: "dispute.filed",
    FactKind.DISPUTE_OUTCOME: "dispute.decided",
    FactKind.REFUND: "refund.recorded",
    FactKind.OBSERVATION: "observation.recorded",
    FactKind.CLOSING: "cancellation.closed",
}
"""The event that tells of a fact."""

DECISION_CHANGED = "decision.changed"
"""The event that tells of another next action, whether facts or time brought it about."""


class NoSuchCase(LookupError):  # noqa: N818  # a noun of the field, like all our exceptions
    """This tenant has no case with that id."""


class StaleVersion(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """The case is at another version than the caller saw."""

    def __init__(self, version: int) -> None:
        super().__init__(f"The case is at version {version} by now.")
        self.version = version


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where cases are worked on: a tenant's rows, the reader of bodies, and the moment."""

    tenant: Tenant
    read: Reader
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What facts add up to (`body`), and the decision over it."""

    body: Json
    call: EvaluationCall
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case with its facts, oldest first."""

    row: Cancellation
    facts: tuple[Fact, ...]

    @property
    def locale(self) -> Locale:
        """The language in which the case was opened."""
        return Locale(self.facts[0].body.get("locale", Locale.EN))


def opened(desk: Desk, cancellation_id: str) -> CaseFile:
    """Open the file of a case to look at it. Raises `NoSuchCase`."""
    return _file(desk, cancellations.one(desk.tenant, cancellation_id))


def locked(desk: Desk, cancellation_id: str, *, seen_version: int | None = None) -> CaseFile:
    """Open the file of a case to write into it. Raises `NoSuchCase`, `StaleVersion`."""
    file = _file(desk, cancellations.lock(desk.tenant, cancellation_id))
    if seen_version is not None and seen_version != file.row.version:
        raise StaleVersion(file.row.version)
    return file


def _file(desk: Desk, row: Cancellation | None) -> CaseFile:
    if row is None:
        raise NoSuchCase
    return CaseFile(row=row, facts=facts.of_case(desk.tenant, row.cancellation_id))


def decided(desk: Desk, known: Sequence[Fact], *, as_of: datetime) -> Decided:
    """Decide over facts as of a moment, with the policies that were in force then.

    Raises whatever the reader raises for facts that cannot be read together.
    """
    body = composed(known)
    policy = _policy_over_stored(desk.tenant, body, as_of)
    call = desk.read({**body, "policy": policy} if policy else body)
    return Decided(body=body, call=call, decision=decide(call.facts, call.policy, as_of=as_of))


def _policy_over_stored(tenant: Tenant, body: Json, at: datetime) -> dict[str, Any]:
    suppliers = {one["supplier_id"] for one in orders_of(body) if "supplier_id" in one}
    stored, store = stored_policies(tenant, suppliers, at)
    return laid_over(stored, store, body.get("policy", {}))


def stored_policies(
    tenant: Tenant, suppliers: Iterable[str], at: datetime
) -> tuple[dict[str, Mapping[str, Any]], Mapping[str, Any]]:
    """Read the policies in force: of these suppliers by id, and of the store."""
    found = policies.in_force(tenant, [*suppliers, policies.STORE], at)
    rules = {one.supplier_id: one.rules for one in found}
    store = rules.pop(policies.STORE, {})
    return rules, store


def numbered(told: Sequence[Telling], *, after: int, now: datetime) -> tuple[Fact, ...]:
    """Make facts of what is told, behind those up to the number `after`."""
    return tuple(
        Fact(
            kind=one.kind,
            body=one.body,
            supplier_order=one.supplier_order,
            fact_id=new_id(ID_OF[one.kind]),
            seq=seq,
            recorded_at=now,
        )
        for seq, one in enumerate(told, start=after + 1)
    )


def headline(decision: Decision) -> dict[str, Any]:
    """Tell of a decision what lists show and filter by."""
    return {
        "eligibility": decision.eligibility.value,
        "next_action": decision.next_action.value,
        "urgent": decision.urgent,
        "next_check_at": decision.next_check_at,
        "summary": {one.value: Translator(one).render(decision.summary) for one in Locale},
        "decided_at": decision.as_of,
    }


def add(desk: Desk, file: CaseFile, fresh: Sequence[Fact], found: Decided) -> CaseFile:
    """Keep facts that were added to a case, what it is decided to now, and events for both."""
    before, decision = file.row, found.decision
    told = [_event_of(fact, file.row, found) for fact in fresh]
    if decision.next_action != before.next_action:
        seq = fresh[-1].seq + 1
        told.append(changed_event(before, found, seq=seq, occurred_at=desk.now, now=desk.now))
    closed = any(fact.kind is FactKind.CLOSING for fact in fresh)
    state = CLOSED if closed else before.state
    row = replace(
        before,
        **headline(decision),
        state=state,
        version=told[-1].seq,
        updated_at=desk.now,
        closed_at=desk.now if closed else before.closed_at,
        order_name=found.call.facts.store_order.order_name,
        supplier_order_ids=order_ids(found),
        supplier_ids=supplier_ids(found),
        due_at=None if state == CLOSED else decision.next_check_at,
    )
    cancellations.update(desk.tenant, row, was=before.version)
    facts.insert(desk.tenant, row.cancellation_id, fresh)
    events.insert(desk.tenant, row.cancellation_id, told)
    return CaseFile(row=row, facts=(*file.facts, *fresh))


def order_ids(found: Decided) -> list[str]:
    """List the supplier orders by their ids, each once."""
    return sorted({one.order_id for one in found.call.facts.supplier_orders if one.order_id})


def supplier_ids(found: Decided) -> list[str]:
    """List the suppliers by their ids, each once."""
    return sorted({one.supplier_id for one in found.call.facts.supplier_orders if one.supplier_id})


def _event_of(fact: Fact, row: Cancellation, found: Decided) -> Event:
    told = {"id": fact.fact_id, **fact.body}
    told.pop(WITH_IT, None)
    return Event(
        event_id=new_id(EVENT),
        seq=fact.seq,
        type=EVENT_OF[fact.kind],
        occurred_at=fact.recorded_at,
        created_at=fact.recorded_at,
        data={
            **_about(row, found),
            "supplier_order_id": order_id_at(found.body, fact.supplier_order),
            "fact": told,
        },
    )


def opening_events(row: Cancellation, fresh: Sequence[Fact], found: Decided) -> list[Event]:
    """Tell of a case that was opened and of everything that was told with it."""
    return [_event_of(fact, row, found) for fact in fresh]


def changed_event(
    before: Cancellation, found: Decided, *, seq: int, occurred_at: datetime, now: datetime
) -> Event:
    """Tell that the next action changed, at the moment at which it did."""
    previous = {"eligibility": before.eligibility, "next_action": before.next_action}
    return Event(
        event_id=new_id(EVENT),
        seq=seq,
        type=DECISION_CHANGED,
        occurred_at=occurred_at,
        created_at=now,
        data={**_about(before, found), "previous": previous},
    )


def _about(row: Cancellation, found: Decided) -> dict[str, Any]:
    """Tell which case an event is about and how it stands after it."""
    told = headline(found.decision)
    locale = Locale(found.body.get("locale", Locale.EN))
    check = told["next_check_at"]
    return {
        "cancellation_id": row.cancellation_id,
        "order_id": row.order_id,
        **told,
        "summary": told["summary"][locale],
        "decision_id": found.decision.decision_id,
        "next_check_at": None if check is None else instant(check),
        "decided_at": instant(told["decided_at"]),
    }


def order_id_at(body: Json, at: int | None) -> str | None:
    """Name the supplier order that a fact is about."""
    return None if at is None else orders_of(body)[at].get("order_id")
