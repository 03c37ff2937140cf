"""Platforms' payloads in calls: full decisions, refusals at their place, a 500 for nothing."""

import json
import re
from copy import deepcopy
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "intake" / "payloads"
CALL = "/v1/evaluations"
CASES = "/v1/cancellations"
JSON = "application/json"
L1, L2 = "13688971493691", "13688971526459"
AS_OF = "2026-09-29T08:00:00Z"
LATER = "2026-10-14T10:00:00Z"


def payload(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def body(store="shopify_rest_paid", supplier="aliexpress_paid", as_of=AS_OF, **own):
    """A body of two payloads, with what a caller has to tell beside them."""
    beside = {"order_id": "8190000000000001", "observed_at": as_of, **own}
    return {
        "as_of": as_of,
        "request": {"requested_at": AS_OF, "reason": "changed_mind"},
        "store_order": {"shopify": payload(store), "observed_at": as_of},
        "supplier_order": {"aliexpress": payload(supplier), **beside},
    }


def asked(client, told, status=200, call=CALL):
    answer = client.post(call, json=told)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


IT_ALL = {"lines": [{"store_line_id": L1, "quantity": 2, "amount": "10.50"}]}
DECISIONS = [
    # store, supplier, as of, eligibility, next action, store's action, due to the customer
    ("rest_paid", "paid", AS_OF, "conditional", "request_cancellation", "not_yet", "0.00"),
    ("graphql_answer", "newer_call", AS_OF, "conditional", "request_cancellation", "not_yet", None),
    ("rest_paid", "unpaid", AS_OF, "eligible", "cancel_supplier_order", "not_yet", "0.00"),
    ("rest_paid", "cancelled", AS_OF, "eligible", "cancel_store_order", "cancel_order", "64.90"),
    ("graphql_yen", "cancelled", AS_OF, "eligible", "cancel_store_order", "cancel_order", "3500"),
    ("rest_partly_refunded", "cancelled", AS_OF, "eligible", "cancel_store_order", None, "34.90"),
    ("rest_unit_removed", "cancelled", AS_OF, "eligible", "cancel_store_order", None, "58.90"),
    ("rest_removed_and_paid_back", "cancelled", AS_OF, "eligible", None, None, "34.90"),
    ("rest_presentment_in_dollars", "cancelled", AS_OF, "eligible", None, None, "34.90"),
    ("rest_taxes_on_top", "cancelled", AS_OF, "eligible", None, None, "70.66"),
    ("rest_refund_with_shipping", "cancelled", AS_OF, None, None, None, "0.00"),
    ("graphql_chargeback", "cancelled", AS_OF, None, None, "none", "0.00"),
    ("rest_authorized_partial", "cancelled", AS_OF, "eligible", "refund_items", None, "64.90"),
    ("rest_paid", "shipped_and_tracked", LATER, "ineligible", "inform_customer", "none", "0.00"),
    ("rest_paid", "tracking_plain_lists", LATER, "ineligible", "inform_customer", "none", "0.00"),
    ("rest_paid", "completed", LATER, "ineligible", "inform_customer", "none", "0.00"),
    ("rest_paid", "children_differ", LATER, "undetermined", "manual_review", "not_yet", "0.00"),
    ("rest_paid", "one_child_cancelled", AS_OF, "undetermined", "manual_review", None, "0.00"),
    ("rest_paid", "unknown_scan_first", LATER, "undetermined", "manual_review", None, "0.00"),
    ("rest_paid", "unknown_scan_later", LATER, "ineligible", "inform_customer", None, "0.00"),
    ("rest_paid", "not_found_without_number", LATER, "conditional", None, "not_yet", "0.00"),
]


@pytest.mark.parametrize("row", DECISIONS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_a_decision_from_payloads_alone(client, row):
    store, supplier, as_of, eligibility, action, store_action, due = row
    found = asked(client, body(f"shopify_{store}", f"aliexpress_{supplier}", as_of))
    seen = (
        found["eligibility"],
        found["next_action"],
        found["store"]["action"],
        found["refund"]["due_to_customer"],
    )
    expected = (eligibility, action, store_action, due)
    assert [s for s, e in zip(seen, expected, strict=True) if e is not None] == [
        e for e in expected if e is not None
    ]


def test_a_word_that_nobody_knows_is_named(client):
    found = asked(client, body(supplier="aliexpress_unknown_scan_first", as_of=LATER))
    assert "Le colis a quitté l'usine" in json.dumps(found["findings"], ensure_ascii=False)


def test_a_label_and_nothing_found_are_no_shipment(client):
    for supplier in ("aliexpress_label_only", "aliexpress_not_found_with_number"):
        found = asked(client, body(supplier=supplier, as_of="2026-10-03T10:00:00Z"))
        [order] = found["supplier_orders"]
        assert (order["state"], order["tracking_verdict"]) == ("paid", "unknown")
        assert not any("looked" in one["why"] for one in found["missing_facts"])


def test_own_facts_beside_payloads_count(client):
    told = body(responses=[{"kind": "accepted", "received_at": AS_OF}], **IT_ALL)
    found = asked(client, told)
    assert found["next_action"] == "cancel_store_order"
    assert found["refund"]["expected_from_supplier"] == "12.00"


def test_the_report_of_payloads(client):
    found = asked(client, body(total="13.00"))["payloads"]
    assert [(one["pointer"], one["platform"], one["shape"]) for one in found] == [
        ("/store_order/shopify", "shopify", "rest"),
        ("/supplier_order/aliexpress", "aliexpress", "order"),
    ]
    store, supplier = found
    assert "/line_items/0/price" in store["read"]
    assert "/customer" in store["ignored"]
    assert store["overruled"] == ["/updated_at"]
    assert supplier["overruled"][0].endswith("/user_order_amount/amount")


def own_form(told, found):
    """The same body in our own form, as the payloads were read."""
    store, supplier = found["store_order"], found["supplier_orders"]
    return {**told, "store_order": store, "supplier_orders": supplier, "supplier_order": None}


def test_payloads_are_no_part_of_the_decision(client, caller):
    told = body(supplier="aliexpress_label_only", **IT_ALL)
    raw = asked(client, told)
    case = caller.post(CASES, {k: v for k, v in told.items() if k != "as_of"})
    plain = asked(client, own_form(told, case))
    assert plain["payloads"] == case["decision"]["payloads"] == []
    assert (
        plain
        == case["decision"]
        == {**raw, "payloads": []}
        | {
            "missing_facts": plain["missing_facts"],
            "supplier_orders": plain["supplier_orders"],
        }
    )
    assert raw["decision_id"] == plain["decision_id"]
    assert "lucia@" not in json.dumps(case)
    assert "shopify" not in case["store_order"]
    assert case["store_order"]["order_id"] == "5734000000000000001"


def test_a_case_hears_of_payloads_and_global_names(caller, clock):
    told = body("shopify_graphql_bare_nodes", supplier_id="store-1")
    gids = [f"gid://shopify/LineItem/{one}" for one in (L1, L2)]
    told["request"]["lines"] = [{"line_id": gids[0], "quantity": 1}]
    told["supplier_order"]["lines"] = [{"store_line_id": one} for one in gids]
    case = caller.post(CASES, {k: v for k, v in told.items() if k != "as_of"})
    one = f"{CASES}/{case['id']}"
    assert case["supplier_orders"][0]["lines"] == [{"store_line_id": L1}, {"store_line_id": L2}]
    answer = {"kind": "partially_accepted", "received_at": AS_OF}
    answer["lines"] = [{"store_line_id": gids[0], "quantity": 1}]
    caller.post(f"{one}/supplier-responses", answer)
    clock.pass_time(days=15)
    seen = {"aliexpress": payload("aliexpress_tracking_single_objects"), "observed_at": LATER}
    caller.post(f"{one}/observations", {"supplier_order": seen})
    refunded = {"shopify": payload("shopify_graphql_refunded"), "observed_at": LATER}
    caller.post(f"{one}/observations", {"store_order": refunded})
    found = caller.get(one)
    [order] = found["supplier_orders"]
    assert order["responses"][0]["lines"] == [{"store_line_id": L1, "quantity": 1}]
    assert order["shipments"][0]["events"][0]["status"] == "accepted"
    assert found["store_order"]["fulfillment_status"] == "IN_PROGRESS"
    assert found["store_order"]["refunds"][0]["amount"] == "30.00"


def test_disputes_and_tracking_checks_take_payloads(client):
    told = {"as_of": LATER, "supplier_order": body(as_of=LATER)["supplier_order"]}
    told["supplier_order"]["aliexpress"] = payload("aliexpress_shipped_and_tracked")
    assert asked(client, told, call="/v1/dispute-decisions")["tracking_verdict"] == "confirmed"
    [order] = asked(client, told, call="/v1/tracking-checks")["supplier_orders"]
    assert order["numbers"][0]["first_scan_at"] == "2026-10-02T10:30:00Z"


IN_RESULT = "/supplier_order/aliexpress/order/aliexpress_trade_ds_order_get_response/result"
REFUSED = [
    ("/store_order/shopify/line_items/0/price", ["30.00"]),
    ("/store_order/shopify/line_items/0/price", "-30.00"),
    ("/store_order/shopify/line_items/0/price", "30.001"),
    ("/store_order/shopify/line_items/0/price", "thirty"),
    ("/store_order/shopify/line_items/0/quantity", 1.5),
    ("/store_order/shopify/line_items/0/quantity", -1),
    ("/store_order/shopify/line_items/0/id", {}),
    ("/store_order/shopify/line_items/0/id", "one"),
    ("/store_order/shopify/line_items/0", "line"),
    ("/store_order/shopify/line_items", 7),
    ("/store_order/shopify/processed_at", "2026-09-28T03:50:00"),
    ("/store_order/shopify/processed_at", 1790600000),
    ("/store_order/shopify/cancelled_at", "0001-01-01T00:00:00Z"),
    ("/store_order/shopify/currency", "EURO"),
    ("/store_order/shopify/id", 1.5),
    ("/store_order/shopify/id", True),
    ("/store_order/shopify/name", "x" * 300),
    ("/store_order/shopify/fulfillment_status", 3),
    ("/store_order/shopify/taxes_included", "perhaps"),
    ("/store_order/shopify/shipping_address", "Madrid"),
    ("/store_order/shopify/refunds", "none"),
    ("/store_order/shopify", "{}"),
    (f"{IN_RESULT}/gmt_create", "yesterday"),
    (f"{IN_RESULT}/gmt_create", "2026-02-30 10:00:00"),
    (f"{IN_RESULT}/order_status", ["WAIT"]),
    (f"{IN_RESULT}/order_status", "W" * 65),
    (f"{IN_RESULT}/user_order_amount", "12.00"),
    (f"{IN_RESULT}/user_order_amount/amount", "-12.00"),
    (f"{IN_RESULT}/user_order_amount/currency_code", "???"),
    (f"{IN_RESULT}/child_order_list", 3),
]


def changed(told, pointer, value, *, drop=False):
    """A copy of a body with another value in one place, or without it."""
    whole = deepcopy(told)
    *path, last = pointer.split("/")[1:]
    here = whole
    for step in path:
        here = here[int(step)] if isinstance(here, list) else here[step]
    key = int(last) if isinstance(here, list) else last
    if drop:
        del here[key]
    else:
        here[key] = value
    return whole


@pytest.mark.parametrize(("pointer", "value"), REFUSED)
def test_what_cannot_be_read_is_refused_at_its_place(client, pointer, value):
    found = asked(client, changed(body(), pointer, value), 422)
    assert [one["pointer"] for one in found["errors"]] == [pointer]


def test_a_line_that_stands_twice_is_told_at_its_place(client):
    told = body()
    told["store_order"]["shopify"]["line_items"] *= 2
    [fault] = asked(client, told, 422)["errors"]
    assert fault["pointer"] == "/store_order/shopify/line_items/1/id"


@pytest.mark.parametrize("nothing", ["", None, {"order": "", "tracking": None}])
def test_a_payload_that_nobody_mapped_is_none(client, nothing):
    told = body(status="WAIT_SELLER_SEND_GOODS", paid_at=AS_OF)
    told["supplier_order"]["aliexpress"] = nothing
    found = asked(client, told)
    assert found["next_action"] == "request_cancellation"
    assert len(found["payloads"]) == 1


def test_all_refusals_are_told_at_once(client):
    told = changed(body(), "/store_order/shopify/line_items/0/price", None)
    told = changed(told, "/store_order/shopify/line_items/0/price_set", {"shop_money": 3})
    told = changed(told, f"{IN_RESULT}/gmt_create", "soon")
    told = changed(told, "/supplier_order/order_id", [])
    pointers = {one["pointer"] for one in asked(client, told, 422)["errors"]}
    assert "/store_order/shopify/line_items/0/price_set/shop_money" in pointers
    assert f"{IN_RESULT}/gmt_create" in pointers


OTHERS = [
    *(None, "", "x", "-1", -1, True, [], {}, [[]], {"amount": {}}, "9" * 40, 10**40, "1e9", "١٢"),
    *("Ünï\u202ecödé 💥", "x" * 5000, "2026-09-28 03:50:00", {"edges": [3]}, "FINISH", 1.5),
]
WALKED = [
    ("shopify_rest_refund_with_shipping", "aliexpress_paid"),
    ("shopify_rest_taxes_on_top", "aliexpress_paid"),
    ("shopify_graphql_refunded", "aliexpress_paid"),
    ("shopify_graphql_chargeback", "aliexpress_paid"),
    ("shopify_rest_bare", "aliexpress_two_parcels"),
    ("shopify_rest_bare", "aliexpress_cancelled"),
    ("shopify_rest_bare", "aliexpress_not_found_with_number"),
]


def with_those_around(pointers):
    """Pointers, and those of all around what they lead to; of like elements the first alone."""
    steps = [one.split("/") for one in pointers]
    every = sorted({"/".join(one[:end]) for one in steps for end in range(2, len(one) + 1)})
    return list({re.sub(r"/\d+(?=/|$)", "/0", one): one for one in reversed(every)}.values())


@pytest.mark.parametrize("names", WALKED, ids="-".join)
def test_every_field_that_matters_may_hold_anything(client, names):
    """Dropped, empty, of another kind, sign or size: a decision or a problem with its place."""
    told = body(*names, as_of=LATER)
    store, supplier = asked(client, told)["payloads"]
    walked = store if names[1] == "aliexpress_paid" else supplier
    for pointer in with_those_around(walked["read"]):
        place = walked["pointer"] + pointer
        tried = [changed(told, place, None, drop=True)]
        tried += [changed(told, place, value) for value in OTHERS]
        for one in tried:
            answer = client.post(CALL, data=json.dumps(one), content_type=JSON)
            found = answer.get_json()
            assert answer.status_code in (200, 422), (place, found)
            if answer.status_code == 422:
                assert found["errors"]
                assert all(fault["detail"] for fault in found["errors"])


@pytest.mark.parametrize("name", sorted(one.stem for one in FOLDER.glob("*.json")))
def test_every_payload_is_decided_or_refused(client, name):
    platform = name.split("_")[0]
    told = body(**{"store" if platform == "shopify" else "supplier": name}, as_of=LATER)
    assert client.post(CALL, json=told).status_code in (200, 422)


@pytest.mark.parametrize("status", ["refunded", "partially_refunded"])
def test_money_that_went_back_unseen_is_not_paid_again(client, status):
    order = {
        "id": 5734000000000000001, "currency": "EUR", "taxes_included": True,
        "created_at": "2026-09-28T03:00:00+02:00", "updated_at": "2026-09-29T09:00:00+02:00",
        "financial_status": status, "fulfillment_status": None,
        "line_items": [{"id": 11, "quantity": 2, "price": "30.00"}],
    }  # fmt: skip
    body = {
        "as_of": "2026-09-29T08:00:00Z",
        "request": {"requested_at": "2026-09-29T08:00:00Z"},
        "store_order": {"shopify": order},
    }
    answer = client.post("/v1/evaluations", json=body).get_json()
    assert (answer["refund"]["max_refundable"], answer["refund"]["due_to_customer"]) == (None, None)
    assert "/refunds" in answer["payloads"][0]["missing"]
