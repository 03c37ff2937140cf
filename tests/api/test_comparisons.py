"""Comparing policies over HTTP: what is sent, what is kept, and what the record shows."""

import pytest

from api.cases import CASES, OPENING, body, pointers
from rescind.api.examples import EXAMPLES

PATH = "/v1/policy-comparisons"
KEPT = "/v1/suppliers/store-1/policy/comparison"
SUPPLIER = {"accepted_return_reasons": ["defective"]}
STORE = {"accepted_return_reasons": ["changed_mind", "defective"]}
AMOUNTS = {"currency": "EUR", "paid_by_customer": "30.00", "paid_to_supplier": "12.00"}


def post(client, told, status=200):
    response = client.post(PATH, json=told)
    assert response.status_code == status, response.get_data(as_text=True)
    return response.get_json()


def gaps(answer):
    return {one.get("reason", one["gap"]): one["exposure"] for one in answer["gaps"]}


def test_each_reason_that_only_the_store_accepts_is_exposure(client):
    answer = post(client, {"supplier": SUPPLIER, "store": STORE, "orders": [AMOUNTS]})
    assert gaps(answer) == {"changed_mind": "12.00"}


def test_an_order_may_be_told_as_in_an_evaluation(client):
    told = {name: OPENING[name] for name in ("store_order", "supplier_orders")}
    answer = post(client, {"supplier": SUPPLIER, "store": STORE, "orders": [told]})
    [gap] = answer["gaps"]
    assert gap["exposure"] == "12.00"
    assert gap["per_order"][0]["order_id"] == OPENING["store_order"]["order_id"]


def test_the_order_of_orders_says_nothing(client):
    orders = [AMOUNTS, {**AMOUNTS, "order_id": "2", "paid_to_supplier": "7.00"}]
    told = {"supplier": SUPPLIER, "store": STORE}
    answers = [post(client, {**told, "orders": one}) for one in (orders, orders[::-1])]
    assert answers[0] == answers[1]


def test_sentences_come_in_spanish(client):
    told = EXAMPLES["policy-comparisons"]["more-promised"]["value"]
    english, spanish = (post(client, {**told, "locale": one}) for one in ("en", "es"))
    assert gaps(english) == gaps(spanish)
    for one, other in zip(english["gaps"], spanish["gaps"], strict=True):
        assert one["explanation"] != other["explanation"]


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ({}, "/supplier"),
        ({"store": STORE}, "/supplier"),
        ({"supplier": {"colour": 1}}, "/supplier/colour"),
        (
            {"supplier": {}, "store": {"accepted_return_reasons": ["x"]}},
            "/store/accepted_return_reasons/0",
        ),
        ({"supplier": {}, "orders": [{"paid_to_supplier": 12}]}, "/orders/0/paid_to_supplier"),
        (
            {"supplier": {}, "orders": [{**AMOUNTS, "currency": "JPY", "paid_by_customer": "1.5"}]},
            "/orders/0/paid_by_customer",
        ),
        (
            {
                "supplier": {},
                "orders": [
                    {
                        "store_order": {"fulfillment_status": "UNFULFILLED"},
                        "supplier_order": {"status": "WAIT_SELLER_SEND_GOODS"},
                    }
                ],
            },
            "/orders/0/supplier_order/paid_at",
        ),
        (
            {"supplier": {"refund_min_business_days": 20}},
            "/supplier/refund_min_business_days",
        ),
        (
            {"supplier_id": "a/b.c", "supplier": {"refund_min_business_days": 20}},
            "/supplier/refund_min_business_days",
        ),
    ],
)
def test_what_cannot_be_read_is_named(client, told, where):
    assert where in pointers(post(client, told, 422))


def put(caller, path, policy):
    assert caller.ask("PUT", path, policy)[0] == 200


def test_what_is_kept_lies_under_what_is_told(caller):
    put(caller, "/v1/suppliers/store-1/policy", SUPPLIER)
    put(caller, "/v1/store-policy", STORE)
    told = {"supplier_id": "store-1", "orders": [AMOUNTS]}
    assert gaps(caller.post(PATH, told)) == {"changed_mind": "12.00"}
    over = {"supplier": {"accepted_return_reasons": ["changed_mind", "defective"]}}
    assert gaps(caller.post(PATH, {**told, **over})) == {}


def test_the_record_shows_what_gaps_cost_so_far(caller, another_caller):
    put(caller, "/v1/suppliers/store-1/policy", SUPPLIER)
    put(caller, "/v1/store-policy", STORE)
    for number, (currency, reason) in enumerate(
        [("EUR", "changed_mind"), ("EUR", "too_slow"), ("USD", "changed_mind")]
    ):
        told = body({"order_id": f"S{number}", "currency": currency}, currency=currency)
        caller.post(CASES, {**told, "request": {**told["request"], "reason": reason}})
    another_caller.post(CASES, OPENING)
    answer = caller.get(KEPT)
    assert answer["history"] == {"cases": 3, "orders": 3, "complete": True}
    [gap] = answer["gaps"]
    assert gap["exposure"] is None
    assert [
        (one["currency"], one["orders"], one["exposure"], one["exposure_with_reason"])
        for one in gap["by_currency"]
    ] == [("EUR", 2, "24.00", "12.00"), ("USD", 1, "12.00", "12.00")]


def test_an_order_with_two_cases_counts_once(caller):
    put(caller, "/v1/suppliers/store-1/policy", SUPPLIER)
    put(caller, "/v1/store-policy", STORE)
    case = caller.post(CASES, OPENING)["id"]
    caller.post(f"{CASES}/{case}/close", {"reason": "To open it again."})
    caller.post(CASES, OPENING)
    answer = caller.get(KEPT)
    assert answer["history"] == {"cases": 2, "orders": 1, "complete": True}
    assert gaps(answer) == {"changed_mind": "12.00"}


@pytest.mark.parametrize("change", [{"status": "PLACE_ORDER_SUCCESS", "paid_at": None}])
def test_what_was_never_paid_costs_nothing(caller, change):
    put(caller, "/v1/suppliers/store-1/policy", SUPPLIER)
    put(caller, "/v1/store-policy", STORE)
    caller.post(CASES, body(**change))
    assert caller.get(KEPT)["history"]["orders"] == 0


def test_the_policies_are_those_of_the_moment(caller, clock):
    put(caller, "/v1/suppliers/store-1/policy", SUPPLIER)
    put(caller, "/v1/store-policy", STORE)
    clock.pass_time(hours=1)
    put(caller, "/v1/store-policy", {"accepted_return_reasons": []})
    assert gaps(caller.get(KEPT)) == {}
    assert set(gaps(caller.get(f"{KEPT}?as_of=2026-09-29T08:30:00Z"))) == {"changed_mind"}


def test_of_a_supplier_nobody_knows_there_is_nothing_to_compare(caller):
    assert caller.ask("GET", KEPT)[0] == 404
