"""`POST /v1/evaluations`: what it refuses, and what makes no difference to it."""

import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescind.api.strict_json import MOST_BYTES

CALL = "/v1/evaluations"
REQUESTED = "2026-09-29T08:00:00Z"
PAID_AT = "2026-09-28T02:05:00Z"


def body(**changes):
    """A body of one line bought at one supplier; changes by JSON pointer, `...` removes."""
    whole = {
        "as_of": "2026-09-30T09:00:00Z",
        "request": {"requested_at": REQUESTED, "reason": "changed_mind"},
        "store_order": {
            "order_id": "5734000000000000001",
            "order_name": "#1001",
            "currency": "EUR",
            "fulfillment_status": "UNFULFILLED",
            "observed_at": "2026-09-30T09:00:00Z",
            "lines": [
                {"line_id": "L1", "quantity": 2, "unit_price": "30.00"},
                {"line_id": "L2", "quantity": 1, "unit_price": "20.00"},
            ],
        },
        "supplier_orders": [
            {
                "order_id": "8190000000000001",
                "supplier_id": "store-1",
                "status": "WAIT_SELLER_SEND_GOODS",
                "placed_at": "2026-09-28T02:00:00Z",
                "paid_at": PAID_AT,
                "currency": "EUR",
                "total": "24.00",
                "lines": [{"store_line_id": "L1", "quantity": 2, "amount": "24.00"}],
                "observed_at": "2026-09-30T09:00:00Z",
                "responses": [
                    {"kind": "refused", "received_at": "2026-09-30T03:00:00Z"},
                    {"kind": "accepted", "received_at": "2026-09-30T03:00:00Z"},
                ],
                "shipments": [
                    {
                        "tracking_number": "LP00600000000001",
                        "events": [
                            {"at": "2026-09-30T01:00:00Z", "status": "accepted"},
                            {"at": "2026-09-30T01:00:00Z", "status": "label_created"},
                        ],
                    },
                    {"tracking_number": "LP00600000000002"},
                ],
            },
            {
                "order_id": "8190000000000002",
                "supplier_id": "store-2",
                "status": "PLACE_ORDER_SUCCESS",
                "placed_at": "2026-09-28T02:00:00Z",
                "lines": [{"store_line_id": "L2", "quantity": 1, "amount": "8.00"}],
            },
        ],
    }
    for pointer, value in changes.items():
        change(whole, pointer.split("/")[1:], value)
    return whole


def change(whole, path, value):
    *there, last = [int(step) if step.isdigit() else step for step in path]
    for step in there:
        whole = whole[step]
    if value is ...:
        del whole[last]
    else:
        whole[last] = value


def problem_of(response, status, code):
    assert response.status_code == status, response.get_data(as_text=True)
    assert response.content_type == "application/problem+json"
    problem = response.get_json()
    assert problem["code"] == code
    return problem


@pytest.mark.parametrize(
    ("pointer", "value", "said"),
    [
        ("/colour", "red", 'There is no field "colour" here'),
        ("/store_order/curency", "EUR", 'Did you mean "currency"?'),
        ("/supplier_orders/0/lines/0/qty", 1, 'There is no field "qty" here'),
        ("/supplier_orders/0/shopify", {}, 'There is no field "shopify" here'),
        ("/request/requested_at", "2026-09-29T08:00:00", '"2026-09-29T08:00:00Z"'),
        ("/request/requested_at", "2026-09-29", "RFC 3339"),
        ("/request/requested_at", ..., "required"),
        ("/request/requested_at", None, "required"),
        ("/request/reason", "Changed my mind", "changed_mind, duplicate_order"),
        ("/store_order/fulfillment_status", "", "required"),
        ("/store_order/lines/0/unit_price", 30.0, 'Write "30.0'),
        ("/store_order/lines/0/unit_price", 30, 'Write "30", in quotes'),
        ("/store_order/lines/0/unit_price", "-30.00", "negative"),
        ("/store_order/lines/0/unit_price", "30.005", "EUR has 2"),
        ("/store_order/currency", "EURO", "ISO 4217"),
        ("/store_order/lines/0/quantity", -1, "from 1 to"),
        ("/store_order/lines/0/quantity", 0, "from 1 to"),
        ("/store_order/lines/0/quantity", "2", "from 1 to"),
        ("/store_order/lines/1/line_id", "L1", "twice"),
        ("/store_order/ship_to", {"country": "Spain"}, "ISO 3166-1"),
        ("/supplier_orders/0/lines/0/store_line_id", "L9", 'there are: "L1", "L2"'),
        ("/supplier_orders/0/paid_at", ..., "so it was paid"),
        ("/supplier_orders/0/status", ..., "Give status"),
        ("/supplier_orders/0/platform", "ebay", 'words of "ebay"'),
        ("/supplier_orders/0/shipments/0/events/0/status", "arrived", "label_created"),
        ("/supplier_order", {"status": "FINISH"}, "not both"),
        ("/policy", {"supplier": {"ship_within_business_days": 400}}, "from 0 to 365"),
        ("/policy", {"supplier": {"ship_within": 4}}, "ship_within_business_days"),
        ("/policy", {"supplier": {"calendar": "mars"}}, "weekdays"),
        ("/policy", {"suppliers": {"s": {"time_zone": "Mars"}}}, "IANA"),
        ("/policy", {"supplier": {"make_up_days_count": "yes"}}, "neither true nor false"),
        ("/locale", "de", "en, es"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_place(client, pointer, value, said):
    problem = problem_of(client.post(CALL, json=body(**{pointer: value})), 422, "invalid_request")
    place = {
        "/policy": "/policy/",
        "/store_order/ship_to": "/store_order/ship_to/country",
        "/supplier_orders/0/platform": "/supplier_orders/0/state",
    }.get(pointer, pointer)
    found = [error for error in problem["errors"] if error["pointer"].startswith(place)]
    assert found
    assert said in found[0]["detail"]
    assert said in problem["detail"]


def test_everything_wrong_is_told_at_once(client):
    wrong = body(**{"/as_of": "now", "/store_order/currency": "EURO", "/x": 1})
    problem = problem_of(client.post(CALL, json=wrong), 422, "invalid_request")
    assert {error["pointer"] for error in problem["errors"]} == {
        "/as_of",
        "/store_order/currency",
        "/x",
    }


@pytest.mark.parametrize(
    ("raw", "content_type", "status", "code"),
    [
        (b"{", "application/json", 400, "invalid_json"),
        (b"", "application/json", 400, "invalid_json"),
        (b'{"as_of": NaN}', "application/json", 400, "invalid_json"),
        (b'{"a": 1, "a": 2}', "application/json", 400, "invalid_json"),
        (b"[]", "application/json", 422, "invalid_request"),
        (b"{}", "text/plain", 415, "unsupported_media_type"),
        (b" " * (MOST_BYTES + 1), "application/json", 413, "body_too_large"),
    ],
)
def test_bodies_that_are_no_json(client, raw, content_type, status, code):
    problem_of(client.post(CALL, data=raw, content_type=content_type), status, code)


def answered(client, sent):
    response = client.post(CALL, json=sent)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_data()


def shuffled(value, random):
    if isinstance(value, dict):
        names = list(value)
        random.shuffle(names)
        return {name: shuffled(value[name], random) for name in names}
    if isinstance(value, list):
        mixed = [shuffled(inner, random) for inner in value]
        random.shuffle(mixed)
        return mixed
    return value


def without_places(raw):
    """The answer without the places of missing facts, which follow the order that was sent."""
    answer = json.loads(raw)
    for missing in answer["missing_facts"]:
        missing["fact"] = missing["fact"].rpartition("/")[2]
    return answer


@given(random=st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_sent_says_nothing(app, random):
    client = app.test_client()
    mixed = shuffled(body(), random)
    assert without_places(answered(client, mixed)) == without_places(answered(client, body()))


@given(random=st.randoms(use_true_random=False))
def test_the_same_supplier_orders_give_the_same_bytes(app, random):
    client = app.test_client()
    mixed = shuffled(body(), random)
    mixed["supplier_orders"].sort(key=lambda order: order["order_id"])
    assert answered(client, mixed) == answered(client, body())


def spelt(value, spell):
    if isinstance(value, dict):
        return {name: spell(name, spelt(inner, spell)) for name, inner in value.items()}
    if isinstance(value, list):
        return [spelt(inner, spell) for inner in value]
    return value


@pytest.mark.parametrize("nothing", [None, ""])
def test_null_and_empty_text_equal_absent(client, nothing):
    sent = body()
    for order in sent["supplier_orders"]:
        order.update(
            dict.fromkeys(("end_reason", "closed_at", "dispute", "refunds", "state"), nothing)
        )
        order["tracking_request"] = {"requested_at": nothing}
    sent["store_order"] |= dict.fromkeys(("chargeback", "ship_to", "refunds"), nothing)
    sent["store_order"]["chargeback"] = {"status": nothing, "opened_at": nothing}
    sent |= {"policy": nothing, "locale": nothing, "supplier_order": nothing}
    assert answered(client, sent) == answered(client, body())


def test_integer_ids_equal_strings(client):
    def as_integer(name, value):
        return int(value) if name == "order_id" else value

    assert answered(client, spelt(body(), as_integer)) == answered(client, body())


def test_instants_in_any_zone_are_the_same(client):
    def elsewhere(name, value):
        return PAID_AT.replace("T02", "T10").replace("Z", "+08:00") if name == "paid_at" else value

    assert answered(client, spelt(body(), elsewhere)) == answered(client, body())


def test_amounts_with_fewer_digits_are_the_same(client):
    def shorter(name, value):
        return value.removesuffix(".00") if name in {"amount", "total", "unit_price"} else value

    assert answered(client, spelt(body(), shorter)) == answered(client, body())


def test_one_supplier_order_equals_a_list_of_one(client):
    one = body(**{"/supplier_orders/1": ...})
    flat = deepcopy(one)
    flat["supplier_order"] = flat.pop("supplier_orders")[0]
    assert without_places(answered(client, flat)) == without_places(answered(client, one))


def test_without_as_of_the_clock_decides_and_its_answer_can_be_had_again(client):
    now = answered(client, body(**{"/as_of": ...}))
    as_of = json.loads(now)["as_of"]
    assert as_of == "2026-10-14T10:00:00Z"
    assert answered(client, body(**{"/as_of": as_of})) == now


def test_sentences_come_in_the_language_asked_for(client):
    english, spanish = (
        json.loads(answered(client, body(**{"/locale": locale}))) for locale in ("en", "es")
    )
    assert english["summary"] != spanish["summary"]
    assert english["decision_id"] == spanish["decision_id"]


def test_contradicting_facts_are_for_a_person_and_no_error(client):
    answer = json.loads(
        answered(client, body(**{"/supplier_orders/0/placed_at": "2026-09-29T00:00:00Z"}))
    )
    assert answer["supplier_orders"][0]["next_action"] == "manual_review"


def test_missing_facts_point_into_the_body_that_was_sent(client):
    sent = body(**{"/supplier_orders/1/order_id": ...})
    pointers = {missing["fact"] for missing in json.loads(answered(client, sent))["missing_facts"]}
    assert "/supplier_orders/1/order_id" in pointers


def test_a_policy_that_is_not_known_is_listed(client):
    sent = body(**{"/policy": {"supplier": {"ship_within_business_days": None}}})
    pointers = {missing["fact"] for missing in json.loads(answered(client, sent))["missing_facts"]}
    assert "/policy/supplier/ship_within_business_days" in pointers


@pytest.mark.parametrize(
    ("paid_at", "ship_from"),
    [
        ("1970-01-01T00:00:00Z", "US"),  # the day before, where the supplier is
        ("2199-12-31T23:59:59Z", "CN"),  # the day after
        ("2199-12-31T23:59:59Z", "NZ"),
    ],
)
def test_the_first_and_the_last_instant_can_be_counted_from(client, paid_at, ship_from):
    body = {
        "as_of": "2199-12-31T23:59:59Z",
        "request": {"requested_at": paid_at},
        "store_order": {"fulfillment_status": "UNFULFILLED"},
        "supplier_order": {
            "status": "WAIT_SELLER_SEND_GOODS",
            "paid_at": paid_at,
            "ship_from": ship_from,
            "cancellation_request": {"requested_at": paid_at},
        },
        "policy": {"supplier": {"on_silence": "treat_as_accepted", "response_within_hours": 8760}},
    }
    assert client.post("/v1/evaluations", json=body).status_code == 200


def test_a_stores_money_has_the_digits_of_the_stores_currency(client):
    body = {
        "as_of": "2026-09-29T08:00:00Z",
        "request": {"requested_at": "2026-09-29T08:00:00Z"},
        "store_order": {
            "fulfillment_status": "UNFULFILLED",
            "lines": [{"line_id": "L1", "quantity": 1, "unit_price": "30.55"}],
        },
        "supplier_order": {
            "state": "cancelled",
            "currency": "JPY",
            "total": "1200",
        },
    }
    assert (
        client.post("/v1/evaluations", json=body).get_json()["refund"]["due_to_customer"] == "30.55"
    )
