"""Whatever is told, a case stays readable and takes what comes; a legal opening is taken."""

import hashlib
import threading

import pytest

from api.test_cancellations import CASES, OPENING
from rescind.usecases import opening

REFUSED = {"kind": "refused", "received_at": "2026-09-29T08:00:00Z"}
POLICY = "/v1/suppliers/store-1/policy"


def with_policy(**supplier):
    return {**OPENING, "policy": {"supplier": supplier}}


@pytest.mark.parametrize(
    ("own", "told", "days"),
    [
        ({"refund_max_business_days": 10}, {"refund_min_business_days": 12}, 10),
        (
            {"refund_max_business_days": 10},
            {"refund_min_business_days": 12, "refund_max_business_days": 20},
            10,
        ),
        (
            {"refund_min_business_days": 14},
            {"refund_min_business_days": 1, "refund_max_business_days": 2},
            14,
        ),
        ({"refund_min_business_days": 1}, {"refund_max_business_days": 4}, 4),
        ({}, {"refund_min_business_days": 1, "refund_max_business_days": 2}, 2),
    ],
)
def test_a_policy_that_does_not_fit_the_cases_own_locks_nothing(caller, own, told, days):
    case = f"{CASES}/{caller.post(CASES, with_policy(**own))['id']}"
    assert caller.ask("PUT", POLICY, told)[0] == 200
    accepted = {"kind": "accepted", "received_at": "2026-09-29T08:00:00Z"}
    caller.post(f"{case}/supplier-responses", accepted)
    found = caller.get(case)["decision"]
    assert found["deadlines"]["supplier_refund"]["business_days"] == days
    body = {**with_policy(**own), "as_of": found["as_of"]}
    order = {**body["supplier_orders"][0], "responses": [accepted]}
    evaluated = caller.post("/v1/evaluations", {**body, "supplier_orders": [order]})
    assert evaluated["decision_id"] == found["decision_id"]
    caller.post(f"{case}/close", {"reason": "Done."})


def test_a_case_with_as_many_suppliers_as_it_may_name_takes_one_more(caller):
    many = {f"s{number}": {"response_within_hours": 1} for number in range(1000)}
    opened = {**OPENING, "policy": {"suppliers": many}}
    case = f"{CASES}/{caller.post(CASES, opened)['id']}"
    assert caller.ask("PUT", POLICY, {"ship_within_business_days": 3})[0] == 200
    caller.get(case)
    caller.post(f"{case}/supplier-responses", REFUSED)


def test_an_opening_may_name_many_lines(caller):
    # As ids are: without a pattern that an index could make small.
    names = [hashlib.sha256(bytes([number])).hexdigest() for number in range(200)]
    store = {
        **OPENING["store_order"],
        "lines": [{"line_id": name, "quantity": 2, "unit_price": "1.00"} for name in names],
    }
    asked = {**OPENING["request"], "lines": [{"line_id": name, "quantity": 1} for name in names]}
    body = {**OPENING, "store_order": store, "request": asked, "supplier_orders": []}
    case = caller.post(CASES, body)
    status, problem, _ = caller.ask("POST", CASES, body)
    assert (status, problem["cancellation_id"]) == (409, case["id"])


def test_a_refund_of_the_opening_is_not_told_twice(caller):
    paid = {"amount": "10.00", "refunded_at": "2026-09-29T07:30:00Z"}
    store = {**OPENING["store_order"], "refunds": [paid]}
    orders = [{**OPENING["supplier_orders"][0], "refunds": [{**paid, "amount": "4.00"}]}]
    opened = caller.post(CASES, {**OPENING, "store_order": store, "supplier_orders": orders})
    before = opened["decision"]["refund"]
    case = f"{CASES}/{opened['id']}"
    caller.post(f"{case}/refunds", {"from": "merchant", **paid})
    caller.post(f"{case}/refunds", {"from": "supplier", **paid, "amount": "4.00"})
    assert caller.get(case)["decision"]["refund"] == before
    told = caller.post(f"{case}/refunds", {"from": "merchant", **paid})["decision"]["refund"]
    assert told["max_refundable"] == f"{float(before['max_refundable']) - 10:.2f}"


def test_a_policy_told_while_a_case_is_opened_counts_for_it(caller, recorded, clock, monkeypatch):
    reached, go_on = threading.Event(), threading.Event()
    insert = opening.cancellations.insert

    def slowly(tenant, row):
        reached.set()
        assert go_on.wait(10)
        return insert(tenant, row)

    monkeypatch.setattr(opening.cancellations, "insert", slowly)
    cases = []
    opening_it = threading.Thread(target=lambda: cases.append(caller.post(CASES, OPENING)))
    opening_it.start()
    assert reached.wait(10)
    rules = {"ship_within_business_days": 0, "auto_close_within_days": 0}
    another = type(caller)(recorded[0], caller.key, clock)
    telling = threading.Thread(target=lambda: another.ask("PUT", POLICY, rules))
    telling.start()
    telling.join(0.3)
    go_on.set()
    opening_it.join()
    telling.join()
    with recorded[1].worker() as connection:
        row = connection.execute(
            "select due_at from cancellations where cancellation_id = %s", [cases[0]["id"]]
        ).fetchone()
    assert row[0] == clock.now
