"""`POST /v1/refund-checks`, and exchange rates in bodies: what is answered, and what is refused."""

import json
from copy import deepcopy

import pytest

from api.cases import CASES, NOW, P1, body, opened, pointers
from api.test_golden import GOLDEN
from rescind.api.examples import EXAMPLES

CALL = "/v1/refund-checks"
ACCEPTED = {"responses": [{"kind": "accepted", "received_at": NOW}]}
RATE = {"from": "USD", "to": "EUR", "rate": "0.925", "as_of": NOW}
REQUESTS = [
    case["request"] for case in json.loads((GOLDEN / "evaluations.json").read_text("utf-8"))
]


def asked(client, refund=None, call=CALL, **changes):
    told = {**body(**changes), "as_of": NOW}
    if refund is not None:
        told["refund"] = refund
    response = client.post(call, json=told)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


@pytest.mark.parametrize(
    ("refund", "changes", "because"),
    [
        (None, ACCEPTED, "allowed"),
        ({}, ACCEPTED, "allowed"),
        ({"amount": "", "lines": None}, ACCEPTED, "allowed"),
        ({"lines": [{"line_id": "L1"}]}, ACCEPTED, "allowed"),
        ({"amount": "30.00", "refunded_at": NOW}, ACCEPTED, "allowed"),
        (None, {}, "supplier_not_released"),
        ({"amount": "30.01"}, ACCEPTED, "above_what_was_paid"),
        ({"lines": [{"line_id": "L1", "quantity": 2}]}, ACCEPTED, "units_not_bought"),
        (
            {"amount": "5.00", "refunded_at": NOW},
            {**ACCEPTED, "store_order": {"refunds": [{"amount": "5.00", "refunded_at": NOW}]}},
            "already_refunded",
        ),
        (None, {**ACCEPTED, "store_order": {"chargeback": {"status": "lost"}}}, "chargeback_open"),
    ],
)
def test_a_refund_is_checked(client, refund, changes, because):
    answer = asked(client, refund, **changes)
    assert (answer["because"], answer["allowed"]) == (because, because == "allowed")


@pytest.mark.parametrize(
    ("amount", "because"),
    [("30.00", "allowed"), ("30.01", "above_what_was_paid"), ("60.00", "above_what_was_paid")],
)
def test_an_amount_without_lines_is_for_those_asked_for(client, amount, because):
    told = {**body(orders=2, **ACCEPTED), "as_of": NOW, "refund": {"amount": amount}}
    told["request"]["lines"] = [{"line_id": "L1"}]
    del told["supplier_orders"][1]["responses"]
    answer = client.post(CALL, json=told).get_json()
    assert (answer["because"], answer["allowed"]) == (because, because == "allowed")


def test_shipping_that_went_back_does_not_go_back_again(client):
    store = {"shipping_amount": "5.00", "refunds": [{"amount": "5.00", "refunded_at": NOW}]}
    refund = {"lines": [{"line_id": "L1"}], "include_shipping": True}
    assert asked(client, refund, store_order=store, **ACCEPTED)["amount"] == "30.00"


def test_what_a_refund_before_release_costs_is_shown(client):
    answer = asked(client, {"lines": [{"line_id": "L1", "quantity": 1}]})
    told = {name: answer[name] for name in ("allowed", "at_own_risk", "exposure", "worst_case")}
    assert told == {
        "allowed": False, "at_own_risk": True, "exposure": "12.00", "worst_case": "12.00",
    }  # fmt: skip
    [line] = answer["lines"]
    assert (line["line_id"], line["paid"], line["amount"]) == ("L1", "30.00", "30.00")


def test_sentences_come_in_the_language_asked_for(client):
    english, spanish = (
        client.post(CALL, json={**body(), "as_of": NOW, "locale": locale}).get_json()
        for locale in ("en", "es")
    )
    assert english["decision_id"] == spanish["decision_id"]
    assert english["explanation"] != spanish["explanation"]


@pytest.mark.parametrize(
    ("refund", "pointer"),
    [
        ({"lines": [{"line_id": "L9"}]}, "/refund/lines/0/line_id"),
        ({"lines": [{"line_id": "L1"}, {"line_id": "L1"}]}, "/refund/lines/1/line_id"),
        ({"lines": []}, "/refund/lines"),
        ({"lines": [{"line_id": "L1", "quantity": 0}]}, "/refund/lines/0/quantity"),
        ({"amount": "1.001"}, "/refund/amount"),
        ({"amount": 30}, "/refund/amount"),
        ({"amount": "-1.00"}, "/refund/amount"),
        ({"include_shipping": "yes"}, "/refund/include_shipping"),
        ({"refunded_at": "2026-09-29"}, "/refund/refunded_at"),
        ({"currency": "EUR"}, "/refund/currency"),
        ([], "/refund"),
    ],
)
def test_refunds_that_cannot_be_read(client, refund, pointer):
    response = client.post(CALL, json={**body(), "refund": refund})
    assert (response.status_code, pointers(response.get_json())) == (422, [pointer])


@pytest.mark.parametrize(
    ("rates", "pointer"),
    [
        ([{**RATE, "rate": "0"}], "/exchange_rates/0/rate"),
        ([{**RATE, "rate": "-0.9"}], "/exchange_rates/0/rate"),
        ([{**RATE, "rate": 0.9}], "/exchange_rates/0/rate"),
        ([{**RATE, "to": "USD"}], "/exchange_rates/0/to"),
        ([{**RATE, "from": "XXQ"}], "/exchange_rates/0/from"),
        ([RATE, {**RATE, "rate": "0.93"}], "/exchange_rates/1/rate"),
        ([{"from": "USD", "to": "EUR"}], "/exchange_rates/0/rate"),
        ([{**RATE, "source": "ECB"}], "/exchange_rates/0/source"),
        (RATE, "/exchange_rates"),
    ],
)
@pytest.mark.parametrize("call", ["/v1/evaluations", CALL])
def test_rates_that_cannot_be_read(client, call, rates, pointer):
    response = client.post(call, json={**body(), "exchange_rates": rates})
    assert (response.status_code, pointers(response.get_json())) == (422, [pointer])


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda one: one["as_of"])
def test_a_check_of_all_that_is_asked_for_agrees_with_the_decision(client, request_):
    decision = client.post("/v1/evaluations", json=request_).get_json()
    check = client.post(CALL, json=request_).get_json()
    now = decision["refund"]["comparison"]["refund_now"]
    pays = decision["store"]["action"] in ("cancel_order", "refund_items")
    if check["allowed"]:
        assert pays
        assert check["amount"] == decision["refund"]["due_to_customer"] == now["amount"]
        assert decision["refund"]["comparison"]["recommended"] == "refund_now"
    if check["at_own_risk"]:
        assert decision["refund"]["comparison"]["recommended"] in ("wait", "either")
        told = {"amount": check["amount"], "exposure": check["exposure"]}
        assert told == {"amount": now["amount"], "exposure": now["exposure"]}
        assert check["worst_case"] == now["worst_case"]


def test_the_order_in_which_things_are_sent_says_nothing(client):
    told = {**body(orders=2, currency="USD", **ACCEPTED), "as_of": NOW}
    told["exchange_rates"] = [{**RATE, "from": "CNY"}, RATE, {"from": "EUR", "to": "USD",
                                                             "rate": "1.080"}]  # fmt: skip
    told["refund"] = {"lines": [{"line_id": "L2"}, {"line_id": "L1"}]}
    turned = deepcopy(told)
    for part in (turned["exchange_rates"], turned["supplier_orders"], turned["refund"]["lines"],
                 turned["store_order"]["lines"]):  # fmt: skip
        part.reverse()
    turned = dict(reversed(turned.items()))
    for call in ("/v1/evaluations", CALL):
        bodies = [deepcopy(one) for one in (told, turned)]
        if call != CALL:
            [one.pop("refund") for one in bodies]
        first, second = (client.post(call, json=one).get_data() for one in bodies)
        assert first == second


def test_a_rate_brings_sums_into_one_currency_and_is_shown(client):
    refund = asked(client, call="/v1/evaluations", currency="USD", **ACCEPTED)["refund"]
    assert (refund["exposure"], refund["comparison"]["recommended"]) == (None, "refund_now")
    told = {**body(currency="USD", **ACCEPTED), "as_of": NOW, "exchange_rates": [RATE]}
    answer = client.post("/v1/evaluations", json=told).get_json()
    refund = answer["refund"]
    assert (refund["expected_from_supplier"], refund["exposure_if_it_goes_wrong"]) == (
        "11.10",
        "11.10",
    )
    [debt] = refund["supplier_owes"]
    assert (debt["amount"], debt["currency"], debt["rate_used"]) == ("12.00", "USD", RATE)
    assert "currency_mismatch" not in [one["code"] for one in answer["warnings"]]


def test_a_case_keeps_the_rates_that_it_was_opened_with(caller):
    told = {**body(currency="USD", **ACCEPTED), "exchange_rates": [RATE]}
    case = caller.post(CASES, told)
    assert case["exchange_rates"] == [RATE]
    shown = {
        name: case[name] for name in ("request", "store_order", "supplier_orders", "exchange_rates")
    }
    as_of = case["decision"]["as_of"]
    assert case["decision"] == caller.post("/v1/evaluations", {**shown, "as_of": as_of})
    refund = {"supplier_order_id": P1, "from": "supplier", "amount": "4.00"}
    later = caller.post(f"{CASES}/{case['id']}/refunds", refund)["decision"]["refund"]
    assert later["expected_from_supplier"] == "7.40"


WRONG = {
    "refund_above_paid": [{"amount": "30.01"}],
    "refund_repeated": [{"amount": "5.00", "refunded_at": NOW}] * 2,
    "refund_during_chargeback": [{"amount": "5.00", "refunded_at": NOW}],
}


@pytest.mark.parametrize("code", WRONG)
def test_recorded_refunds_are_taken_and_warned_of(caller, code):
    claimed = {"chargeback": {"status": "open", "opened_at": "2026-09-28T00:00:00Z"}}
    case = opened(caller, claimed if code == "refund_during_chargeback" else None)
    for refund in WRONG[code]:
        told = caller.post(f"{case}/refunds", {"from": "merchant", **refund})
    assert code in [one["code"] for one in told["decision"]["warnings"]]


def test_a_stored_policy_counts(caller):
    told = EXAMPLES["refund-checks"]["released"]["value"]
    before = caller.post(CALL, told)
    caller.ask("PUT", "/v1/suppliers/store-1/policy", {"restocking_fee_percent": 50})
    after = caller.post(CALL, told)
    assert (before["exposure"], after["exposure"]) == ("0.00", "6.00")
