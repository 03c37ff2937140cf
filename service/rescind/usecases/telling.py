"""What the ledger tells: an event for each fact, and one for each change of the next action."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rescind.domain.answers import Decision
from rescind.domain.words import Locale
from rescind.intake.ledger import WITH_IT, Fact, FactKind, Json, instant, orders_of
from rescind.messages import Translator
from rescind.tables.cancellations import Cancellation
from rescind.tables.events import Event
from rescind.tables.ids import EVENT, new_id
from rescind.usecases.decided import Decided

EVENT_OF = {
    FactKind.OPENING: "cancellation.opened",
    FactKind.SUPPLIER_RESPONSE: "supplier_response.recorded",
    FactKind.CANCELLATION_REQUEST: "cancellation_request.recorded",
    FactKind.TRACKING_REQUEST: "tracking_request.recorded",
    FactKind.SHIPMENT: "shipment.recorded",
    FactKind.DISPUTE: "dispute.filed",
    FactKind.DISPUTE_OUTCOME: "dispute.decided",
    FactKind.REFUND: "refund.recorded",
    FactKind.CLAIM: "claim.recorded",
    FactKind.CLAIM_OUTCOME: "claim.decided",
    FactKind.OBSERVATION: "observation.recorded",
    FactKind.STEP_COMPLETION: "step.completed",
    FactKind.PUSH: "supplier_order.changed",
    FactKind.CLOSING: "cancellation.closed",
}
"""The event that tells of a fact."""

DECISION_CHANGED = "decision.changed"
"""The event that tells of another next action, whether facts or time brought it about."""


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


def fact_events(row: Cancellation, facts: Sequence[Fact], found: Decided) -> list[Event]:
    """Tell of facts that were recorded, each by an event of its own."""
    return [_event_of(fact, row, found) for fact in facts]


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
            "supplier_order_id": _order_id_at(found.body, fact.supplier_order),
            "fact": told,
        },
    )


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


def _order_id_at(body: Json, at: int | None) -> str | None:
    """Name the supplier order that a fact is about."""
    return None if at is None else orders_of(body)[at].get("order_id")
