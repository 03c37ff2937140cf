"""Cases told fact by fact, without a record: what they add up to."""

import itertools
import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import strategies as st

from rescind.intake.composing import composed
from rescind.intake.ledger import LISTS, Fact, FactKind, Telling, instant, opening_of, orders_of
from rescind.intake.observations import observation_of

GOLDEN = json.loads(
    (Path(__file__).parent / "golden" / "evaluations.json").read_text(encoding="utf-8")
)
OPENED = "10-01 08:00"

ORDER = {
    "order_id": "P1",
    "status": "WAIT_SELLER_SEND_GOODS",
    "paid_at": "2026-09-28T02:05:00Z",
    "lines": [{"store_line_id": "L1", "quantity": 2}, {"store_line_id": "L2", "quantity": 1}],
    "observed_at": "2026-10-01T08:00:00Z",
}
BODY = {
    "request": {"requested_at": "2026-09-29T08:00:00Z"},
    "store_order": {"order_id": "S1", "fulfillment_status": "UNFULFILLED"},
    "supplier_orders": [ORDER],
}


def moment(text):
    """Read "10-03 08:00", of 2026 in UTC."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=UTC)


def z(text):
    """Write "10-03 08:00" as facts are told: "2026-10-03T08:00:00Z"."""
    return instant(moment(text))


class Case:
    """A case in memory: opened with a body, told more, and put together."""

    def __init__(self, body=None, opened=OPENED):
        self.facts = []
        self._ids = itertools.count(1)
        self._add(opening_of(deepcopy(BODY if body is None else body)), opened)

    def tell(self, kind, body, at="10-02 08:00", order=0):
        """Record a fact at a moment; of the store with `order=None`."""
        return self._add([Telling(kind=kind, body=body, supplier_order=order)], at)[0]

    def see(self, body, at="10-02 08:00", order=0):
        """Record an observation at a moment; returns what became facts besides the sight."""
        told = observation_of(deepcopy(body), order, self.facts, z(at))
        return self._add(told, at)[1:]

    def sees(self, at="10-02 08:00", **supplier_order):
        return self.see({"supplier_order": supplier_order}, at)

    def _add(self, told, at):
        fresh = [
            Fact(
                kind=one.kind,
                body=one.body,
                supplier_order=one.supplier_order,
                fact_id=f"f{next(self._ids)}",
                seq=len(self.facts) + n,
                recorded_at=moment(at),
            )
            for n, one in enumerate(told, start=1)
        ]
        self.facts += fresh
        return fresh

    @property
    def body(self):
        return composed(self.facts)

    @property
    def order(self):
        return self.body["supplier_orders"][0]


def request(at, **lines):
    """What was asked of a supplier: `request("10-01 09:00", L1=2)`; `None` for all of a line."""
    return {"requested_at": z(at), **named(lines)}


def response(kind, at, **lines):
    return {"kind": kind, "received_at": z(at), **named(lines)}


def named(lines):
    if not lines:
        return {}
    return {
        "lines": [
            {"store_line_id": line, **({} if n is None else {"quantity": n})}
            for line, n in lines.items()
        ]
    }


def refund(amount, at=None, **more):
    day = {} if at is None else {"refunded_at": z(at)}
    return {"from": "supplier", "amount": amount, **day, **more}


ASKED, ANSWERED = FactKind.CANCELLATION_REQUEST, FactKind.SUPPLIER_RESPONSE
TRACKING, PARCEL = FactKind.TRACKING_REQUEST, FactKind.SHIPMENT
FILED, DECIDED, PAID_BACK = FactKind.DISPUTE, FactKind.DISPUTE_OUTCOME, FactKind.REFUND

NUMBER = "LP00600000000001"
PARCEL_TOLD = {"tracking_number": NUMBER}
SCAN = {"at": z("10-02 11:00"), "status": "accepted"}
HAPPENED = {
    "cancellation_request": request("09-29 08:10", L1=1),
    "tracking_request": {"requested_at": z("09-30 09:30")},
    "dispute": {"filed_at": z("10-01 07:00"), "outcome": "lost"},
    "responses": [
        response("refused", "09-30 03:00"),
        response("accepted", "09-30 04:00"),
        response("refused", "09-30 03:00"),
    ],
    "shipments": [
        {"tracking_number": NUMBER, "observed_at": z("10-01 01:00"), "events": []},
        {"tracking_number": NUMBER, "declared_at": z("09-30 01:00")},
        {"tracking_number": "LP00600000000002"},
    ],
    "refunds": [{"amount": "4.00", "refunded_at": z("10-01 01:00")}, {"amount": "4.00"}],
}


def bodies():
    """Bodies that tell any part of what can happen, with one, several or no supplier orders."""
    happened = st.fixed_dictionaries(
        {},
        optional={
            name: st.lists(st.sampled_from(told), max_size=3)
            if isinstance(told, list)
            else st.just(told)
            for name, told in HAPPENED.items()
        },
    )
    orders = st.lists(happened.map(lambda told: {**ORDER, **told}), max_size=3)
    refunds = st.lists(st.sampled_from(HAPPENED["refunds"]), max_size=3)
    store = refunds.map(lambda told: {**BODY["store_order"], "refunds": told})
    many = st.fixed_dictionaries({"store_order": store, "supplier_orders": orders})
    one = happened.map(lambda told: {"supplier_order": {**ORDER, **told}})
    return (many | one | st.just({})).map(lambda told: {**_bare(), **told})


def _bare():
    return {"request": BODY["request"], "store_order": BODY["store_order"], "locale": "es"}


def without_empty_lists(body):
    told = deepcopy(body)
    for part in (told["store_order"], *orders_of(told)):
        for name in [name for name in LISTS if part.get(name) == []]:
            del part[name]
    return told
