"""Orders seen again and again: the newest word on each thing, and nothing recorded twice."""

import itertools

import pytest
from hypothesis import given, settings

from rescind.intake.ledger import orders_of
from telling import (
    ANSWERED,
    BODY,
    FILED,
    ORDER,
    PAID_BACK,
    PARCEL,
    TRACKING,
    Case,
    bodies,
    refund,
    request,
    response,
    z,
)

STATUS = "WAIT_SELLER_SEND_GOODS"
SHIPPED = {"status": "WAIT_BUYER_ACCEPT_GOODS", "observed_at": z("10-04 08:00")}
CANCELLED = {"status": "FINISH", "end_reason": "cancel_order_close_trade"}
SIGHTS = [
    {"status": "RISK_CONTROL", "total": "9.00", "observed_at": z("09-30 08:00")},
    {"state": "paid", "logistics_status": "NO_LOGISTICS", "observed_at": z("10-02 08:00")},
    {"logistics_status": "SELLER_SEND_GOODS", "observed_at": z("10-03 08:00")},
    {
        "status": "SELLER_PART_SEND_GOODS",
        "lines": [{"store_line_id": "L2", "amount": "3.00"}],
        "observed_at": z("10-04 08:00"),
    },
    {"total": "12.00", "supplier_id": "store-1", "observed_at": z("10-05 08:00")},
]


@pytest.mark.parametrize("numbers", list(itertools.permutations(range(5))))
def test_the_newest_word_wins_whatever_the_order_of_telling(numbers):
    case = Case()
    for number in numbers:
        case.sees(at="10-06 08:00", **SIGHTS[number])
    assert case.order == {
        "order_id": "P1",
        "status": "SELLER_PART_SEND_GOODS",
        "paid_at": ORDER["paid_at"],
        "lines": [
            {"store_line_id": "L1", "quantity": 2},
            {"store_line_id": "L2", "quantity": 1, "amount": "3.00"},
        ],
        "observed_at": z("10-05 08:00"),
        "total": "12.00",
        "supplier_id": "store-1",
    }


WORDS = {
    "a status replaces all words": ([SIGHTS[1], SHIPPED], SHIPPED),
    "a word beside the status adds to it": (
        [SIGHTS[2]],
        {"status": STATUS, **SIGHTS[2]},
    ),
    "an older status changes nothing": (
        [SHIPPED, {**CANCELLED, "observed_at": z("10-03 08:00")}],
        SHIPPED,
    ),
    "older than the opening": (
        [{"status": "PLACE_ORDER_SUCCESS", "observed_at": z("09-30 08:00")}],
        {"status": STATUS, "observed_at": ORDER["observed_at"]},
    ),
    "at one moment the word told later": (
        [{**CANCELLED, "observed_at": SHIPPED["observed_at"]}, SHIPPED],
        SHIPPED,
    ),
    "seen when it was told, if nobody says": (
        [{"status": "RISK_CONTROL"}],
        {"status": "RISK_CONTROL", "observed_at": z("10-02 08:00")},
    ),
    "who tells no status has not looked": (
        [{"supplier_id": "store-1"}],
        {"status": STATUS, "observed_at": ORDER["observed_at"]},
    ),
    "who says so has looked": (
        [{"observed_at": z("10-05 08:00")}],
        {"status": STATUS, "observed_at": z("10-05 08:00")},
    ),
}


@pytest.mark.parametrize(("sights", "expected"), WORDS.values(), ids=WORDS)
def test_words_of_different_days_are_not_mixed(sights, expected):
    case = Case()
    for one in sights:
        case.sees(**one)
    names = ("status", "state", "logistics_status", "end_reason", "observed_at")
    assert {name: case.order[name] for name in names if name in case.order} == expected


def test_a_status_of_an_unknown_day_does_not_get_the_day_of_an_older_sight():
    case = Case(
        {**BODY, "supplier_orders": [{n: v for n, v in ORDER.items() if n != "observed_at"}]}
    )
    case.sees(status="PLACE_ORDER_SUCCESS", observed_at=z("09-28 08:00"))
    assert case.order["status"] == STATUS
    assert "observed_at" not in case.order


def test_the_store_order_is_seen_again_too():
    case = Case()
    for at, status in (("10-05 08:00", "FULFILLED"), ("10-03 08:00", "IN_PROGRESS")):
        case.see({"store_order": {"fulfillment_status": status, "observed_at": z(at)}}, order=None)
    case.see({"store_order": {"order_name": "#1001"}}, at="10-06 08:00", order=None)
    assert case.body["store_order"] == {
        "order_id": "S1",
        "fulfillment_status": "FULFILLED",
        "observed_at": z("10-05 08:00"),
        "order_name": "#1001",
    }


def test_a_new_supplier_order_joins_the_case():
    joined = {**ORDER, "order_id": "P2", "responses": [response("refused", "10-02 07:00")]}
    for body in (
        BODY,
        {n: v for n, v in BODY.items() if n != "supplier_orders"} | {"supplier_order": ORDER},
    ):
        case = Case(body)
        case.see({"supplier_order": joined}, order=1)
        assert case.body["supplier_orders"] == [ORDER, joined]
        assert "supplier_order" not in case.body


def test_the_first_supplier_order_joins_a_case_without_any():
    case = Case({name: BODY[name] for name in ("request", "store_order")})
    case.see({"supplier_order": ORDER})
    assert case.body["supplier_orders"] == [ORDER]


HAPPENED = {
    "an answer": (ANSWERED, response("refused", "10-01 12:00"), "responses"),
    "a parcel": (PARCEL, {"tracking_number": "LP1", "events": []}, "shipments"),
    "a refund": (PAID_BACK, refund("4.00", "10-01 12:00"), "refunds"),
    "a dispute": (FILED, {"filed_at": z("10-01 12:00")}, "dispute"),
    "a request for a number": (TRACKING, {"requested_at": z("10-01 12:00")}, "tracking_request"),
}


@pytest.mark.parametrize(("kind", "body", "name"), HAPPENED.values(), ids=HAPPENED)
def test_what_is_known_already_is_not_recorded_twice(kind, body, name):
    case = Case()
    case.tell(kind, body)
    before = case.order[name]
    assert case.sees(status=STATUS, **{name: before}) == []
    assert case.order[name] == before
    again = Case()
    assert [one.kind for one in again.sees(status=STATUS, **{name: before})] == [kind]
    assert again.sees(status=STATUS, **{name: before}) == []
    assert again.order[name] == before


def test_an_answer_that_says_more_is_another_fact():
    case, whole = Case(), response("accepted", "10-01 12:00")
    case.tell(ANSWERED, {**whole, "message": "Yes."})
    assert case.sees(responses=[whole]) == []
    assert case.sees(responses=[{**whole, "amount": "4.00"}])
    assert case.sees(responses=[response("accepted", "10-01 12:00", L1=1)])


def test_a_known_parcel_is_recorded_again_for_a_new_scan_only():
    scan = {"at": z("10-02 11:00"), "status": "accepted"}
    case = Case()
    case.sees(shipments=[{"tracking_number": "LP1", "observed_at": z("10-02 08:00")}])
    assert case.sees(shipments=[{"tracking_number": "LP1", "events": [scan]}])
    assert not case.sees(shipments=[{"tracking_number": "LP1", "events": [scan]}])
    assert case.order["shipments"] == [
        {"tracking_number": "LP1", "observed_at": z("10-02 08:00"), "events": [scan]}
    ]


PENDING = {"status": "IN_CANCEL"}
RUNS = {
    "about to be cancelled, seen thrice": (
        [(PENDING, 2), (PENDING, 3), (PENDING, 4)],
        {"cancellation_request": request("10-02 08:00")},
    ),
    "seen once: as it says": ([(PENDING, 2)], {}),
    "told late, the first of them": (
        [(PENDING, 4), (PENDING, 2)],
        {"cancellation_request": request("10-02 08:00")},
    ),
    "in between it was not": ([(PENDING, 2), ({"status": STATUS}, 3), (PENDING, 4)], {}),
    "looked at again": (
        [(PENDING, 2), ({}, 4)],
        {"cancellation_request": request("10-02 08:00")},
    ),
    "cancelled, seen twice": ([(CANCELLED, 2), (CANCELLED, 4)], {"closed_at": z("10-02 08:00")}),
    "cancelled, and when it was closed": (
        [({**CANCELLED, "closed_at": z("10-01 20:00")}, 2), (CANCELLED, 4)],
        {"closed_at": z("10-01 20:00")},
    ),
    "pending, then cancelled": (
        [(PENDING, 2), (CANCELLED, 3), (CANCELLED, 4)],
        {"closed_at": z("10-03 08:00")},
    ),
    "unshipped, seen twice": ([({"status": STATUS}, 2), ({"status": STATUS}, 4)], {}),
}


@pytest.mark.parametrize(("sights", "expected"), RUNS.values(), ids=RUNS)
def test_a_clock_that_starts_with_a_look_starts_with_the_first(sights, expected):
    case = Case()
    for words, day in sights:
        case.sees(at="10-06 08:00", **words, observed_at=z(f"10-0{day} 08:00"))
    names = ("cancellation_request", "closed_at")
    assert {name: case.order[name] for name in names if name in case.order} == expected


def test_an_acceptance_starts_the_time_to_pay_back_and_an_answer_tells_that_it_was_asked():
    case = Case()
    case.tell(ANSWERED, response("accepted", "10-01 12:00"))
    for words, days in ((PENDING, (2, 3)), (CANCELLED, (4, 5))):
        for day in days:
            case.sees(at="10-06 08:00", **words, observed_at=z(f"10-0{day} 08:00"))
        assert not {"closed_at", "cancellation_request"} & set(case.order)


@given(bodies())
@settings(max_examples=200, deadline=None)
def test_to_see_what_is_known_records_nothing_and_changes_nothing(body):
    case = Case(body)
    before = case.body
    for at, order in enumerate(orders_of(before)):
        assert case.see({"supplier_order": order}, order=at) == []
    assert case.see({"store_order": before["store_order"]}, order=None) == [], before
    after = case.body
    assert after["store_order"].pop("observed_at") == z("10-02 08:00")
    assert {**after, "supplier_orders": orders_of(after)} == {
        **before,
        "supplier_orders": orders_of(before),
    }
