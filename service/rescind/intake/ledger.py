"""The facts of one case as they were told, one after the other, and what they add up to.

A case is opened with the body of an evaluation. What happened to its orders is taken out of that
body and kept as facts, like those that are told later (`composing` puts them together again). Facts
are JSON as it is told, with instants in UTC.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from rescind.intake.bodies import COMPLETED, MANY, ONE

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
    CLAIM = "claim"
    CLAIM_OUTCOME = "claim_outcome"
    OBSERVATION = "observation"
    STEP_COMPLETION = "step_completion"
    PUSH = "push"
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

SUPPLIER, MERCHANT = "supplier", "merchant"
"""From whom a refund came."""

WITH_IT = "told_with_it"
"""How many facts were taken out of a body and stand right behind the one that holds the rest."""


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

    @property
    def last_with_it(self) -> int:
        """The number of the last fact that was told in one body with this one."""
        return self.seq + int(self.body.get(WITH_IT, 0))


def opening_of(body: Json) -> list[Telling]:
    """Part a body into what the case is opened with, and what had happened by then."""
    bare = deepcopy(body)
    told = [*refunds_of_store(bare["store_order"])]
    for at, order in enumerate(orders_of(bare)):
        told += parted(order, at)
    told += [Telling(kind=FactKind.STEP_COMPLETION, body=one) for one in bare.pop(COMPLETED, ())]
    bare[WITH_IT] = len(told)
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


def moment(told: str) -> datetime:
    """Read an instant as it was recorded."""
    return datetime.fromisoformat(told)


def instant(at: datetime) -> str:
    """Write an instant in UTC, with milliseconds only where there are any."""
    utc = at.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="milliseconds" if utc.microsecond else "seconds") + "Z"
