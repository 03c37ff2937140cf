"""What a merchant would lose if facts that were told again decided otherwise."""

import pytest

from rescind.api.schemas.calls import EvaluationRequestSchema
from rescind.domain.decision import decide
from rescind.intake.bodies import read_evaluation
from telling import (
    ANSWERED,
    ASKED,
    BODY,
    DECIDED,
    FILED,
    ORDER,
    PAID_BACK,
    PARCEL,
    TRACKING,
    Case,
    moment,
    request,
    response,
    z,
)

SCHEMA = EvaluationRequestSchema()
CANCELLED = {"status": "FINISH", "end_reason": "cancel_order_close_trade"}
PRICED = {
    **BODY,
    "store_order": {
        **BODY["store_order"],
        "currency": "EUR",
        "lines": [
            {"line_id": "L1", "quantity": 2, "unit_price": "15.00"},
            {"line_id": "L2", "quantity": 1, "unit_price": "10.00"},
        ],
    },
    "supplier_orders": [
        {
            **ORDER,
            "currency": "EUR",
            "total": "12.00",
            "lines": [
                {"store_line_id": "L1", "quantity": 2, "amount": "8.00"},
                {"store_line_id": "L2", "quantity": 1, "amount": "4.00"},
            ],
        }
    ],
}


def decided(case, at):
    call = read_evaluation(SCHEMA.load(case.body))
    return decide(call.facts, call.policy, as_of=moment(at))


def order_of(decision):
    [order] = decision.supplier_orders
    return order


def test_half_the_money_told_by_two_people_is_not_all_of_it():
    case = Case(PRICED)
    half = {"amount": "6.00", "refunded_at": z("10-02 08:00")}
    case.sees(at="10-02 09:00", refunds=[half])
    case.tell(PAID_BACK, {"from": "supplier", **half}, at="10-02 10:00")
    assert order_of(decided(case, "10-02 12:00")).eligibility == "conditional"
    case.tell(PAID_BACK, {"from": "supplier", **half}, at="10-02 11:00")
    assert order_of(decided(case, "10-02 12:00")).eligibility == "eligible"


def test_money_paid_to_the_customer_is_not_paid_twice():
    case = Case(PRICED)
    case.tell(ANSWERED, response("accepted", "10-01 09:00"))
    assert str(decided(case, "10-02 08:00").refund.due_to_customer) == "40.00"
    paid = {"amount": "15.00", "refunded_at": z("10-02 08:00"), "line_id": "L1"}
    case.tell(PAID_BACK, {"from": "merchant", **paid}, order=None)
    case.see({"store_order": {"refunds": [paid]}}, order=None)
    assert str(decided(case, "10-03 08:00").refund.max_refundable) == "25.00"


def test_a_yes_to_one_line_releases_no_line_that_was_asked_for_later():
    case = Case(PRICED)
    case.tell(ASKED, request("10-01 09:00", L1=2))
    case.tell(ANSWERED, response("accepted", "10-02 09:00"))
    case.tell(ASKED, request("10-03 09:00", L1=2, L2=1))
    lines = {one.line_id: one.released_quantity for one in decided(case, "10-03 10:00").lines}
    assert lines == {"L1": 2, "L2": 0}


@pytest.mark.parametrize("looks", [1, 2, 20])
def test_money_of_a_cancelled_order_is_overdue_however_often_it_was_looked_at(looks):
    case = Case(PRICED)
    for day in range(looks):
        at = f"10-{1 + day:02d} 10:00"
        case.sees(at=at, **CANCELLED)
    assert decided(case, "10-20 12:00").next_action == "cancel_store_order"
    assert order_of(decided(case, "10-20 12:00")).next_action == "wait_for_supplier_refund"
    assert order_of(decided(case, "11-10 12:00")).next_action == "manual_review"


@pytest.mark.parametrize("looks", [1, 2, 3])
def test_a_supplier_that_lets_a_cancellation_hang_is_silent_however_often_one_looks(looks):
    case = Case(PRICED)
    for day in range(looks):
        case.sees(at=f"10-0{1 + day} 10:00", status="IN_CANCEL")
    assert order_of(decided(case, "10-03 09:59")).next_action == "wait_for_supplier"
    assert order_of(decided(case, "10-03 10:00")).next_action == "request_tracking"


@pytest.mark.parametrize("looks", [1, 2, 5])
def test_a_number_without_a_scan_counts_as_none_in_the_end_however_often_one_looks(looks):
    case = Case(PRICED)
    case.tell(ANSWERED, response("refused", "10-01 09:00"))
    for day in range(looks):
        at = f"10-0{2 + day} 09:00"
        case.tell(PARCEL, {"tracking_number": "LP1", "observed_at": z(at), "events": []}, at)
    assert order_of(decided(case, "10-12 12:00")).next_action == "verify_tracking"
    assert order_of(decided(case, "10-14 16:00")).next_action != "verify_tracking"


def test_asking_again_puts_no_deadline_off():
    case = Case(PRICED)
    for day in (1, 2):
        case.tell(ASKED, request(f"10-0{day} 10:00"))
    assert order_of(decided(case, "10-03 10:00")).next_action == "request_tracking"
    for day in (3, 8):
        case.tell(TRACKING, {"requested_at": z(f"10-{day:02d} 11:00")})
    due = {one.name: one.due_at for one in order_of(decided(case, "10-08 12:00")).deadlines}
    assert due["tracking"] == moment("10-13 16:00")


def test_a_sight_from_before_does_not_open_a_cancelled_order_again():
    case = Case(PRICED)
    case.sees(at="10-05 08:00", **CANCELLED)
    case.sees(at="10-06 08:00", status="WAIT_BUYER_ACCEPT_GOODS", observed_at=z("10-04 08:00"))
    assert order_of(decided(case, "10-06 09:00")).state == "cancelled"


def test_who_only_names_the_supplier_has_not_looked_at_the_order():
    case = Case(PRICED)
    case.tell(ANSWERED, response("accepted", "10-02 09:00"))
    case.sees(at="10-04 08:00", supplier_id="store-1")
    codes = {one.code for one in decided(case, "10-04 09:00").warnings}
    assert "stale_facts" in codes
    assert "acceptance_not_visible" not in codes


def test_a_lost_dispute_is_not_forgotten_for_one_that_was_withdrawn():
    case = Case(PRICED)
    for at, outcome in (("10-10 08:00", "lost"), ("10-11 08:00", "withdrawn")):
        filed = case.tell(FILED, {"filed_at": z(at)}, at)
        case.tell(DECIDED, {"dispute_id": filed.fact_id, "outcome": outcome}, at)
    assert order_of(decided(case, "10-12 08:00")).next_action == "inform_customer"
