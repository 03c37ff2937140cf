"""What happened to a supplier order: told again, widened, decided, or told twice."""

import pytest

from telling import (
    ANSWERED,
    ASKED,
    BODY,
    DECIDED,
    FILED,
    ORDER,
    PAID_BACK,
    TRACKING,
    Case,
    refund,
    request,
    response,
    z,
)

REQUESTS = {
    "repeated: no new clock": ([request("10-01 09:00"), request("10-03 09:00")], "10-01 09:00", {}),
    "told late: the first clock": (
        [request("10-03 09:00"), request("10-01 09:00")],
        "10-01 09:00",
        {},
    ),
    "asks for another line": (
        [request("10-01 09:00", L1=2), request("10-03 09:00", L2=1)],
        "10-03 09:00",
        {"L1": 2, "L2": 1},
    ),
    "asks for more units": (
        [request("10-01 09:00", L1=1), request("10-03 09:00", L1=2)],
        "10-03 09:00",
        {"L1": 2},
    ),
    "asks for less": (
        [request("10-01 09:00", L1=2, L2=1), request("10-03 09:00", L1=1)],
        "10-01 09:00",
        {"L1": 2, "L2": 1},
    ),
    "asks for a part of the whole": (
        [request("10-01 09:00"), request("10-03 09:00", L1=1)],
        "10-01 09:00",
        {},
    ),
    "named every unit, then the whole": (
        [request("10-01 09:00", L1=2, L2=1), request("10-03 09:00")],
        "10-01 09:00",
        {"L1": 2, "L2": 1},
    ),
    "named every unit, then all of the line": (
        [request("10-01 09:00", L1=2), request("10-03 09:00", L1=None)],
        "10-01 09:00",
        {"L1": 2},
    ),
    "some, then the whole, then the whole again": (
        [request("10-01 09:00", L1=1), request("10-02 09:00"), request("10-03 09:00")],
        "10-02 09:00",
        {"L1": 2, "L2": 1},
    ),
}


@pytest.mark.parametrize(("told", "since", "lines"), REQUESTS.values(), ids=REQUESTS)
def test_only_a_request_for_more_starts_a_new_clock(told, since, lines):
    case = Case()
    for one in told:
        case.tell(ASKED, one)
    assert case.order["cancellation_request"] == request(since, **lines)


def test_where_nobody_listed_the_units_asking_for_the_whole_is_more():
    case = Case({**BODY, "supplier_orders": [{n: v for n, v in ORDER.items() if n != "lines"}]})
    case.tell(ASKED, request("10-01 09:00", L1=2))
    case.tell(ASKED, request("10-03 09:00"))
    assert case.order["cancellation_request"] == request("10-03 09:00")


YES = {
    "to one request: stands as told": ([request("10-01 09:00", L1=1)], "10-02 09:00", None),
    "to both": (
        [request("10-01 09:00", L1=1), request("10-02 09:00", L2=1)],
        "10-03 09:00",
        None,
    ),
    "to the first, before more was asked": (
        [request("10-01 09:00", L1=1), request("10-03 09:00", L2=1)],
        "10-02 09:00",
        {"L1": 1},
    ),
    "to a request that was repeated": (
        [request("10-01 09:00", L1=1), request("10-03 09:00", L1=1)],
        "10-02 09:00",
        None,
    ),
    "before anything was asked": ([request("10-03 09:00", L1=1)], "10-02 09:00", None),
    "to nothing on record": ([], "10-02 09:00", None),
}


@pytest.mark.parametrize(("asked", "at", "lines"), YES.values(), ids=YES)
def test_a_yes_is_to_what_had_been_asked_by_then(asked, at, lines):
    case = Case()
    case.tell(ANSWERED, response("accepted", at))
    for one in asked:
        case.tell(ASKED, one)
    assert case.order["responses"] == [response("accepted", at, **(lines or {}))]


@pytest.mark.parametrize(
    "told", [response("refused", "10-02 09:00"), response("accepted", "10-02 09:00", L2=1)]
)
def test_other_answers_stand_as_they_were_told(told):
    case = Case()
    for one in (request("10-01 09:00", L1=1), request("10-03 09:00")):
        case.tell(ASKED, one)
    case.tell(ANSWERED, told)
    assert case.order["responses"] == [told]


@pytest.mark.parametrize("told", [("10-05 09:00", "10-03 09:00"), ("10-03 09:00", "10-05 09:00")])
def test_the_days_of_a_number_count_from_the_first_time_it_was_asked_for(told):
    case = Case()
    for at in told:
        case.tell(TRACKING, {"requested_at": z(at)})
    assert case.order["tracking_request"] == {"requested_at": z("10-03 09:00")}


DISPUTES = {
    "open": ([("10-10 08:00", None)], {"filed_at": "10-10 08:00"}),
    "decided": ([("10-10 08:00", "won")], {"filed_at": "10-10 08:00", "outcome": "won"}),
    "withdrawn, then a new one": (
        [("10-10 08:00", "withdrawn"), ("10-12 08:00", None)],
        {"filed_at": "10-12 08:00"},
    ),
    "a new one that was filed earlier": (
        [("10-12 08:00", "lost"), ("10-10 08:00", None)],
        {"filed_at": "10-10 08:00"},
    ),
    "the last one decided": (
        [("10-10 08:00", "lost"), ("10-12 08:00", "won")],
        {"filed_at": "10-12 08:00", "outcome": "won"},
    ),
    "one withdrawn hides none": (
        [("10-10 08:00", "won"), ("10-12 08:00", "withdrawn")],
        {"filed_at": "10-10 08:00", "outcome": "won"},
    ),
    "withdrawn alone": (
        [("10-10 08:00", "withdrawn")],
        {"filed_at": "10-10 08:00", "outcome": "withdrawn"},
    ),
}


@pytest.mark.parametrize(("told", "expected"), DISPUTES.values(), ids=DISPUTES)
def test_the_open_dispute_counts_else_the_last_one_decided(told, expected):
    case = Case()
    for at, outcome in told:
        filed = case.tell(FILED, {"filed_at": z(at), "reference": "D-1"})
        if outcome:
            case.tell(DECIDED, {"dispute_id": filed.fact_id, "outcome": outcome})
    assert case.order["dispute"] == {**expected, "filed_at": z(expected["filed_at"])}


def test_refunds_are_told_in_the_currency_of_their_order():
    case = Case()
    case.tell(PAID_BACK, refund("4.00", "10-02 08:00", currency="EUR"))
    case.tell(PAID_BACK, {"from": "merchant", "amount": "9.00", "line_id": "L1"}, order=None)
    assert case.order["currency"] == "EUR"
    assert case.order["refunds"] == [{"amount": "4.00", "refunded_at": z("10-02 08:00")}]
    assert case.body["store_order"]["refunds"] == [{"amount": "9.00", "line_id": "L1"}]
    assert "currency" not in case.body["store_order"]


def test_refunds_that_are_told_twice_by_hand_are_two():
    case = Case()
    for _ in range(2):
        case.tell(PAID_BACK, refund("4.00", "10-02 08:00"))
    assert len(case.order["refunds"]) == 2
