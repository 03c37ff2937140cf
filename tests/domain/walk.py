"""The cross product of what a supplier order can look like: the facts that the walks run over."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from given import (
    BAD_CHECK_DIGIT,
    OTHER_NUMBER,
    answer,
    asked,
    at,
    dispute,
    money,
    parcel,
    scan,
    store_lines,
    store_order,
    supplier_lines,
    supplier_order,
    tracking_asked,
)
from rescind.domain.facts import StoreOrder, SupplierOrder

STATES = (
    "not_placed",
    "unpaid",
    "paid",
    "partly_shipped",
    "shipped",
    "cancel_pending",
    "cancelled",
    "completed",
    "disputed",
    "unknown",
)

ANSWERS: dict[str, dict[str, Any]] = {
    "not asked": {},
    "asked": {"cancellation_request": asked()},
    "asked late": {"cancellation_request": asked("10-12 10:00")},
    "asked for one": {"cancellation_request": asked(L1=1)},
    "accepted": {"cancellation_request": asked(), "responses": (answer("accepted"),)},
    "accepted one": {"cancellation_request": asked(), "responses": (answer("accepted", L1=1),)},
    "partly, one": {"responses": (answer("partially_accepted", L1=1),)},
    "partly, unknown": {"responses": (answer("partially_accepted"),)},
    "refused": {"cancellation_request": asked(), "responses": (answer("refused"),)},
    "claims shipped": {"responses": (answer("claims_shipped"),)},
    "number given": {"responses": (answer("tracking_provided"),)},
    "offered": {"responses": (answer("offered_partial_refund"),)},
    "refused, tracking asked": {
        "responses": (answer("refused"),),
        "tracking_request": tracking_asked(),
    },
    "silent, tracking asked": {
        "cancellation_request": asked(),
        "tracking_request": tracking_asked("10-01 09:30"),
    },
    "accepted, then refused": {
        "responses": (answer("accepted"), answer("refused", "10-01 03:00")),
    },
}

PARCELS: dict[str, tuple[Any, ...]] = {
    "none": (),
    "label": (parcel(scan("10-02 01:00", "label_created")),),
    "scanned": (parcel(scan("10-02 11:00")),),
    "scanned, holds one": (parcel(scan("10-02 11:00"), L1=1),),
    "scanned one, label for one": (
        parcel(scan("10-02 11:00"), L1=1),
        parcel(number=OTHER_NUMBER, L1=1),
    ),
    "recycled": (parcel(scan("09-20 11:00")),),
    "suspicious": (parcel(scan("10-02 11:00"), number=BAD_CHECK_DIGIT),),
    "delivered": (parcel(scan("10-02 11:00"), scan("10-10 11:00", "delivered", "ES")),),
    "given, nobody knows when": (parcel(number=OTHER_NUMBER, given=None),),
}

MONEY: dict[str, dict[str, Any]] = {
    "none": {},
    "some back": {"refunds": (money("4.00"),)},
    "all back": {"refunds": (money("12.00"),)},
    "dispute running": {"dispute": dispute()},
    "dispute won": {"dispute": dispute(outcome="won")},
    "dispute lost": {"dispute": dispute(outcome="lost")},
    "never paid": {"paid_at": None},
    "dispute partially won": {"dispute": dispute(outcome="partially_won")},
    "closed": {"closed_at": at("09-30 03:00")},
}

CLOCKS = (
    "09-28 02:30", "09-29 18:10", "10-01 08:10", "10-03 10:00", "10-09 10:00", "10-13 16:00",
    "10-15 10:00", "10-16 16:00", "10-21 16:00", "10-26 07:00", "11-20 10:00",
)  # fmt: skip

SILENCES = ("ask_for_tracking", "keep_waiting", "treat_as_accepted")


def orders(quantity: int) -> Iterator[tuple[str, SupplierOrder]]:
    """Every order of the cross product that holds so many units."""
    for state, said, sent, paid in product(STATES, ANSWERS, PARCELS, MONEY):
        if paid != "none" and said not in ("not asked", "accepted", "partly, one", "refused"):
            continue  # money is read before and after answers, not between every two of them
        changes = {**ANSWERS[said], **MONEY[paid], "shipments": PARCELS[sent]}
        lines = supplier_lines(L1=(quantity, "12.00"))
        name = f"{state}; {said}; {sent}; {paid}; {quantity}"
        yield name, supplier_order(state, lines=lines, **changes)


def store_of(quantity: int) -> StoreOrder:
    return store_order(lines=store_lines(L1=(quantity, "10.00")))
