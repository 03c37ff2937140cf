"""A case in hand: its facts, what they are decided to, and how both are kept.

Every story about a case begins by opening its file and ends by keeping it. Deciding a case is
reading what its facts add up to as the body of an evaluation, and deciding that.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from rescind.domain.decision import decide
from rescind.domain.words import Locale
from rescind.intake.bodies import EvaluationCall
from rescind.intake.composing import composed
from rescind.intake.ledger import Fact, FactKind, Json, Telling, orders_of
from rescind.intake.overrides import laid_over
from rescind.tables import cancellations, events, facts, policies
from rescind.tables.cancellations import CLOSED, Cancellation
from rescind.tables.ids import new_id
from rescind.tables.tenancy import Tenant
from rescind.usecases import numbers_elsewhere
from rescind.usecases.dealing import keep_dealings
from rescind.usecases.decided import Decided
from rescind.usecases.telling import changed_event, fact_events, headline

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
    FactKind.CLAIM: "clm",
    FactKind.CLAIM_OUTCOME: "clo",
    FactKind.OBSERVATION: "obs",
    FactKind.STEP_COMPLETION: "stp",
    FactKind.PUSH: "psh",
    FactKind.CLOSING: "cls",
}
"""What the ids of facts begin with."""


class NoSuchCase(LookupError):  # noqa: N818  # a noun of the field, like all our exceptions
    """This tenant has no case with that id."""


class UnknownCursor(LookupError):  # noqa: N818  # a noun of the field, like all our exceptions
    """The cursor is none that a list of this tenant gave."""


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


def known_by(file: CaseFile, moment: datetime) -> Sequence[Fact]:
    """List what was recorded of a case by a moment: all up to the last of it, without gaps."""
    recorded = [at for at, fact in enumerate(file.facts, 1) if fact.recorded_at <= moment]
    with_it = file.facts[0].last_with_it
    return file.facts[: max(recorded, default=with_it)]


def decided(
    desk: Desk, known: Sequence[Fact], *, as_of: datetime, cancellation_id: str | None
) -> Decided:
    """Decide over facts as of a moment, with the policies that were in force then.

    `cancellation_id` is the case whose facts they are; its numbers are looked for in all others.
    Raises whatever the reader raises for facts that cannot be read together.
    """
    body = composed(known)
    numbers_elsewhere.told_elsewhere(desk.tenant, body, as_of=as_of, beside=cancellation_id)
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


def due(desk: Desk, found: Decided) -> datetime | None:
    """Say when a case is decided again: when time or another policy may change what it says."""
    decision = found.decision
    whose = [*supplier_ids(found), policies.STORE]
    edges = [decision.next_check_at, policies.next_change(desk.tenant, whose, decision.as_of)]
    return min((at for at in edges if at is not None), default=None)


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


def tell(desk: Desk, file: CaseFile, told: Sequence[Telling]) -> tuple[CaseFile, Decided]:
    """Add what is told to a locked case, and decide it anew over all that is known.

    Raises whatever the reader raises where it cannot be read with what is known.
    """
    fresh = numbered(told, after=file.row.version, now=desk.now)
    known, case = (*file.facts, *fresh), file.row.cancellation_id
    found = decided(desk, known, as_of=desk.now, cancellation_id=case)
    return _add(desk, file, fresh, found), found


def _add(desk: Desk, file: CaseFile, fresh: Sequence[Fact], found: Decided) -> CaseFile:
    """Keep facts that were added to a case, what it is decided to now, and events for both."""
    before, decision = file.row, found.decision
    told = fact_events(before, fresh, found)
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
        due_at=None if state == CLOSED else due(desk, found),
    )
    cancellations.update(desk.tenant, row, was=before.version)
    facts.insert(desk.tenant, row.cancellation_id, fresh)
    numbers_elsewhere.keep(desk.tenant, row.cancellation_id, fresh, found.call.facts)
    events.insert(desk.tenant, row.cancellation_id, told)
    known = (*file.facts, *fresh)
    keep_dealings(desk.tenant, row, known, found)
    return CaseFile(row=row, facts=known)


def order_ids(found: Decided) -> list[str]:
    """List the supplier orders by their ids, each once."""
    return sorted({one.order_id for one in found.call.facts.supplier_orders if one.order_id})


def supplier_ids(found: Decided) -> list[str]:
    """List the suppliers by their ids, each once."""
    return sorted({one.supplier_id for one in found.call.facts.supplier_orders if one.supplier_id})
