"""Payloads as platforms send them, and what each of them becomes: `payloads/*.json`."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescind.intake.platforms.beside import joined
from rescind.intake.platforms.line_names import named_as_in
from rescind.intake.platforms.scan_words import KNOWN, scan_of

FOLDER = Path(__file__).parent / "payloads"
LOOKED_AT = "2026-10-14T08:00:00Z"
L1, L2 = "13688971493691", "13688971526459"
NUMBER = "LP00600000000001"


def payload(name):
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def read(name, raw=None, **own):
    platform = name.split("_")[0]
    return joined(platform, {platform: payload(name) if raw is None else raw, **own})


def a_line(quantity, price, line_id=L1, **more):
    told = {"line_id": line_id, "quantity": quantity, "unit_price": price}
    return {**told, "refunded_quantity": 0, **more}


def money_back(amount, at="2026-09-29T07:29:57Z", **more):
    return {"amount": amount, "refunded_at": at, **more}


def parcel(*events, number=NUMBER, carrier="AliExpress Selection Standard", looked=True):
    told = {"tracking_number": number, "carrier": carrier}
    scans = [{"at": f"2026-{at}", "status": status} for at, status in events]
    return told | ({"events": scans, "observed_at": LOOKED_AT} if looked else {})


IT = {"line_id": L1}
SCANS = (
    ("10-05T08:00:00Z", "in_transit"),
    ("10-02T10:30:00Z", "accepted"),
    ("10-01T03:00:00Z", "label_created"),
)
NO_OFF = {"discount": "0.00"}

STORE_ORDERS = {
    "shopify_rest_paid": {
        "order_id": "5734000000000000001",
        "order_name": "#1001",
        "currency": "EUR",
        "fulfillment_status": "UNFULFILLED",
        "placed_at": "2026-09-28T01:50:00Z",
        "shipping_amount": "4.90",
        "lines": [a_line(2, "30.00", **NO_OFF)],
        "ship_to": {"country": "ES", "city": "Madrid"},
        "payment_authorization_pending": False,
        "return_in_progress": False,
        "refunds": None,
        "paid_at": None,
        "cancelled_at": None,
        "chargeback": None,
    },
    "shopify_rest_two_lines_discounted": {
        "lines": [a_line(2, "30.00", discount="6.00"), a_line(1, "20.00", L2, discount="2.00")]
    },
    "shopify_rest_taxes_on_top": {
        "currency": "USD",
        "lines": [a_line(3, "19.99", tax="5.25", **NO_OFF)],
        "shipping_amount": "5.44",
    },
    "shopify_rest_free_shipping_code": {"shipping_amount": "0.00"},
    "shopify_rest_partly_refunded": {
        "lines": [a_line(2, "30.00", refunded_quantity=1, **NO_OFF)],
        "refunds": [money_back("30.00", **IT)],
    },
    "shopify_rest_refund_with_shipping": {
        "lines": [a_line(2, "30.00", refunded_quantity=2, **NO_OFF)],
        "refunds": [money_back("64.90")],
    },
    "shopify_rest_refund_pending": {"refunds": [money_back("30.00", **IT)]},
    "shopify_rest_unit_removed": {"lines": [a_line(2, "30.00", discount="6.00")], "refunds": None},
    "shopify_rest_line_removed": {
        "lines": [a_line(1, "30.00", **NO_OFF), a_line(2, "0", L2, refunded_quantity=2)]
    },
    "shopify_rest_removed_and_paid_back": {
        "lines": [a_line(2, "30.00", refunded_quantity=1, **NO_OFF)],
        "refunds": [money_back("30.00")],
    },
    "shopify_rest_presentment_in_dollars": {
        "currency": "EUR",
        "lines": [a_line(2, "30.00", refunded_quantity=1, **NO_OFF)],
        "refunds": [money_back("30.00", **IT)],
        "shipping_amount": "4.90",
    },
    "shopify_rest_yen": {
        "currency": "JPY",
        "lines": [a_line(1, "3000", discount="0")],
        "shipping_amount": "500",
    },
    "shopify_rest_cancelled": {"cancelled_at": "2026-09-29T07:30:00Z"},
    "shopify_rest_authorized_partial": {
        "fulfillment_status": "partial",
        "payment_authorization_pending": None,
    },
    "shopify_rest_wrapped_text_ids": {
        "order_id": "5734000000000000001",
        "lines": [a_line(2, "30.00", **NO_OFF)],
    },
    "shopify_rest_bare": {
        "order_id": "1",
        "fulfillment_status": "UNFULFILLED",
        "lines": [{"line_id": "11", "quantity": 1, "refunded_quantity": 0}],
        "currency": None,
        "payment_authorization_pending": None,
        "return_in_progress": None,
    },
    "shopify_rest_return_open": {"return_in_progress": True},
    "shopify_graphql_answer": {
        "order_id": "5734000000000000001",
        "fulfillment_status": "UNFULFILLED",
        "placed_at": "2026-09-28T01:50:00Z",
        "paid_at": "2026-09-28T01:50:01Z",
        "shipping_amount": "4.90",
        "lines": [a_line(2, "30.00")],
        "ship_to": {"country": "ES", "city": "Madrid"},
        "return_in_progress": False,
    },
    "shopify_graphql_bare_nodes": {"lines": [a_line(2, "30.00"), a_line(1, "20.00", L2)]},
    "shopify_graphql_node_plain_list": {"lines": [a_line(2, "30.00", discount="6.00")]},
    "shopify_graphql_refunded": {
        "fulfillment_status": "IN_PROGRESS",
        "lines": [a_line(2, "30.00", refunded_quantity=1)],
        "refunds": [money_back("30.00", **IT)],
    },
    "shopify_graphql_yen": {
        "currency": "JPY",
        "lines": [a_line(1, "3000")],
        "shipping_amount": "500",
    },
    "shopify_graphql_chargeback": {
        "chargeback": {"status": "open"},
        "payment_authorization_pending": True,
        "return_in_progress": True,
        "paid_at": None,
    },
    "shopify_graphql_discounted_only": {"lines": [a_line(2, "27.00")]},
}

SUPPLIER_ORDERS = {
    "aliexpress_paid": {
        "supplier_id": "1101234567",
        "status": "WAIT_SELLER_SEND_GOODS",
        "logistics_status": "NO_LOGISTICS",
        "placed_at": "2026-09-28T02:00:12Z",
        "paid_at": "2026-09-28T02:05:00Z",
        "currency": "EUR",
        "total": "12.00",
        "end_reason": None,
        "shipments": None,
        "order_id": None,
        "lines": None,
    },
    "aliexpress_bare_single_objects": {"supplier_id": "1101234567", "total": "12.00"},
    "aliexpress_newer_call": {"shipments": [parcel(carrier="CAINIAO_STANDARD", looked=False)]},
    "aliexpress_unwrapped_result": {"status": "WAIT_SELLER_SEND_GOODS", "shipments": None},
    "aliexpress_unpaid": {"status": "PLACE_ORDER_SUCCESS", "paid_at": None},
    "aliexpress_cancelled": {"status": "FINISH", "end_reason": "cancel_order_close_trade"},
    "aliexpress_completed": {
        "status": "FINISH",
        "end_reason": "buyer_accept_goods",
        "shipments": [parcel(carrier="CAINIAO_FULFILLMENT_STD", looked=False)],
    },
    "aliexpress_children_differ": {"status": "FINISH", "end_reason": None},
    "aliexpress_one_child_cancelled": {
        "status": "WAIT_SELLER_SEND_GOODS / buyer_cancel_notpay_order"
    },
    "aliexpress_shipped_and_tracked": {
        "status": "WAIT_BUYER_ACCEPT_GOODS",
        "logistics_status": "SELLER_SEND_GOODS",
        "shipments": [parcel(*SCANS)],
    },
    "aliexpress_tracking_single_objects": {"shipments": [parcel(SCANS[1])], "status": None},
    "aliexpress_tracking_plain_lists": {"shipments": [parcel(*SCANS)]},
    "aliexpress_label_only": {"shipments": [parcel(SCANS[2])], "logistics_status": "NO_LOGISTICS"},
    "aliexpress_not_found_with_number": {"shipments": [parcel(carrier="CAINIAO_FULFILLMENT_STD")]},
    "aliexpress_not_found_without_number": {"shipments": None},
    "aliexpress_unknown_scan_first": {
        "shipments": [parcel()],
        "logistics_status": "Le colis a quitté l'usine",
    },
    "aliexpress_unknown_scan_later": {
        "shipments": [parcel(*SCANS[1:])],
        "logistics_status": "NO_LOGISTICS",
    },
    "aliexpress_delivered_spanish": {
        "shipments": [
            parcel(
                ("10-12T09:00:00Z", "delivered"),
                ("10-11T07:00:00Z", "out_for_delivery"),
                ("10-09T07:00:00Z", "customs"),
                ("10-02T07:00:00Z", "accepted"),
            )
        ]
    },
    "aliexpress_autumn_hour_twice": {
        "placed_at": "2026-11-01T08:50:00Z",
        "paid_at": "2026-11-01T09:05:00Z",
    },
    "aliexpress_spring_hour_left_out": {
        "placed_at": "2026-03-08T10:30:00Z",
        "paid_at": "2026-03-08T10:31:00Z",
    },
    "aliexpress_kuwaiti_dinar": {"currency": "KWD", "total": "3.725"},
    "aliexpress_no_amount_but_lines": {"currency": "EUR", "total": "15.10"},
    "aliexpress_two_parcels": {
        "shipments": [
            parcel(*SCANS),
            parcel(number="62727952231", carrier="YANWEN_AM", looked=False),
        ]
    },
}

UNREADABLE = {
    "shopify_graphql_first_page": "/lineItems/pageInfo",
    "shopify_graphql_errors": "/errors",
    "aliexpress_error_response": "/order/error_response",
    "aliexpress_token_expired": "/order",
}

BECOMES = STORE_ORDERS | SUPPLIER_ORDERS


def without_descriptions(value):
    if isinstance(value, dict):
        return {k: without_descriptions(v) for k, v in value.items() if k != "description"}
    return [without_descriptions(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", BECOMES)
def test_what_a_payload_becomes(name):
    found = read(name, observed_at=LOOKED_AT)
    fields = without_descriptions(found.fields)
    assert found.reading.problems == ()
    assert {field: fields.get(field) for field in BECOMES[name]} == BECOMES[name]


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_told_with_its_place(name):
    [(pointer, _)] = read(name).reading.problems
    assert pointer == UNREADABLE[name]


def test_every_payload_stands_in_a_table():
    assert {one.stem for one in FOLDER.glob("*.json")} == {*BECOMES, *UNREADABLE}
    assert len(BECOMES) + len(UNREADABLE) >= 30


@pytest.mark.parametrize("name", STORE_ORDERS)
def test_nobody_is_named_in_what_is_read(name):
    told = json.dumps(read(name).fields, ensure_ascii=False)
    assert not any(one in told for one in ("Lucía", "Núñez", "lucia@", "Palma", "28004", "+34"))


@pytest.mark.parametrize("name", BECOMES)
def test_every_pointer_of_a_report_leads_somewhere(name):
    reading = read(name).reading
    for pointer in (*reading.read, *reading.ignored):
        here = payload(name)
        for step in pointer.split("/")[1:]:
            here = here[int(step)] if isinstance(here, list) else here[step]
    assert not set(reading.read) & set(reading.ignored)


def test_a_report_tells_what_was_ignored_and_what_is_missing():
    reading = read("shopify_rest_paid").reading
    assert {"/customer", "/billing_address", "/shipping_address/zip"} <= set(reading.ignored)
    assert reading.missing == ()
    assert "/line_items/0/price_set" in read("shopify_rest_bare").reading.missing


@pytest.mark.parametrize(
    ("name", "own", "field", "value", "overruled"),
    [
        ("shopify_rest_paid", {"currency": "usd"}, "currency", "usd", ("/currency",)),
        ("shopify_rest_paid", {"currency": "EUR"}, "currency", "EUR", ()),
        ("shopify_rest_paid", {"currency": ""}, "currency", "EUR", ()),
        ("shopify_rest_paid", {"placed_at": "2026-09-28T03:50:00+02:00"}, "order_id", None, ()),
        ("aliexpress_paid", {"total": "12.0"}, "total", "12.0", ()),
        ("aliexpress_paid", {"total": "13"}, "total", "13", ("…/user_order_amount/amount",)),
        ("aliexpress_paid", {"order_id": 819}, "order_id", 819, ()),
        ("aliexpress_paid", {"state": "paid"}, "state", "paid", ()),
        ("aliexpress_paid", {"dispute": {"filed_at": ""}}, "dispute", None, ()),
    ],
)
def test_what_the_caller_says_beside_it_counts(name, own, field, value, overruled):
    found = read(name, **own)
    if value is not None or field == "dispute":
        assert found.fields.get(field) == value
    told = [one.rpartition("/result")[2] for one in found.reading.overruled]
    assert told == [one.removeprefix("…") for one in overruled]


def test_the_callers_parcels_are_joined_by_number():
    own = [{"tracking_number": "X1"}, {"tracking_number": NUMBER, "declared_at": LOOKED_AT}]
    found = read("aliexpress_shipped_and_tracked", shipments=own)
    first, second = found.fields["shipments"]
    assert first["declared_at"] == LOOKED_AT
    assert len(first["events"]) == 3
    assert second == {"tracking_number": "X1"}
    assert found.origins["/shipments/1/tracking_number"] == "/shipments/0/tracking_number"


def test_nothing_found_is_a_look_at_the_callers_number_too():
    raw = payload("aliexpress_not_found_without_number")
    own = {"shipments": [{"tracking_number": "X1"}], "observed_at": LOOKED_AT}
    [one] = read("aliexpress", raw, **own).fields["shipments"]
    assert (one["events"], one["observed_at"]) == ([], LOOKED_AT)


@pytest.mark.parametrize(
    ("raw", "pointer"),
    [
        ([], ""),
        ("{}", ""),
        ({}, ""),
        ({"hello": 1}, ""),
        ({"data": None}, "/data"),
        ({"data": {"order": None}}, "/data/order"),
        ({"orders": []}, ""),
    ],
)
def test_what_is_no_order_is_refused(raw, pointer):
    [(where, _)] = read("shopify", raw).reading.problems
    assert where == pointer


def test_a_refund_of_unknown_money_is_refused_rather_than_forgotten():
    raw = payload("shopify_rest_presentment_in_dollars")
    raw["refunds"][0]["refund_line_items"] = []
    [(pointer, _)] = read("shopify", raw).reading.problems
    assert pointer == "/refunds/0"


def test_an_unread_scan_before_those_known_may_be_the_first():
    raw = payload("aliexpress_tracking_plain_lists")
    scans = raw["tracking"]["result"]["data"]["tracking_detail_line_list"][0]["detail_node_list"]
    scans.append({"time_stamp": 1790900000000, "tracking_name": "Carrier update"})
    assert read("aliexpress", raw).fields["logistics_status"] == "Carrier update"


@pytest.mark.parametrize("status", ["failure", "error"])
@pytest.mark.parametrize("current", [1, None])
def test_units_whose_refund_failed_are_paid_and_not_paid_back(status, current):
    raw = payload("shopify_rest_partly_refunded")
    raw["line_items"][0]["current_quantity"] = current
    for one in raw["refunds"][0]["transactions"]:
        one["status"] = status
    fields = read("shopify", raw).fields
    assert fields.get("refunds") is None
    assert fields["lines"] == [a_line(2, "30.00", **NO_OFF)]


def test_two_currencies_are_never_in_one_order():
    raw = payload("shopify_rest_paid")
    raw["line_items"][0]["price_set"]["shop_money"]["currency_code"] = "USD"
    [(pointer, _)] = read("shopify", raw).reading.problems
    assert pointer == "/line_items/0/price_set/shop_money/currency_code"


def test_one_page_of_refunded_units_is_not_taken_for_all_of_them():
    raw = payload("shopify_graphql_refunded")
    raw["refunds"][0]["refundLineItems"]["pageInfo"] = {"hasNextPage": True}
    [(pointer, _)] = read("shopify", raw).reading.problems
    assert pointer == "/refunds/0/refundLineItems/pageInfo"


def test_a_refund_of_a_line_that_is_not_there_is_money_all_the_same():
    raw = payload("shopify_graphql_refunded")
    raw["lineItems"]["nodes"][0]["id"] = "gid://shopify/LineItem/7"
    assert read("shopify", raw).fields["refunds"] == [money_back("30.00")]


GRAPHQL_OFF = {"allocatedAmountSet": {"shopMoney": {"amount": "4.0", "currencyCode": "EUR"}}}
BESIDE_A_DISCOUNTED_PRICE = [
    ({"totalDiscountSet": {"shopMoney": {"amount": "4.0", "currencyCode": "EUR"}}}, None),
    ({"totalDiscount": "4.0"}, None),
    ({"discountAllocations": [GRAPHQL_OFF]}, None),
    ({"totalDiscountSet": {"shopMoney": {"amount": "0.0", "currencyCode": "EUR"}}}, "27.00"),
    ({"discountAllocations": []}, "27.00"),
]


@pytest.mark.parametrize(("beside", "price"), BESIDE_A_DISCOUNTED_PRICE, ids=str)
def test_a_discount_is_not_taken_off_a_price_that_may_hold_it(beside, price):
    raw = payload("shopify_graphql_discounted_only")
    raw["lineItems"]["nodes"][0] |= beside
    reading = read("shopify", raw)
    assert reading.fields["lines"][0].get("unit_price") == price
    named = "/lineItems/nodes/0/originalUnitPriceSet" in reading.reading.missing
    assert named is (price is None)


def test_both_forms_of_one_order_read_alike():
    rest, graphql = (read(f"shopify_{name}").fields for name in ("rest_paid", "graphql_answer"))
    differ = {"lines": [a_line(2, "30.00", **NO_OFF)], "paid_at": None}
    assert {**graphql, **differ} == {**rest, **differ}


def test_an_unread_scan_matters_not_where_the_caller_says_that_it_shipped():
    own = {"status": "WAIT_BUYER_ACCEPT_GOODS"}
    found = read("aliexpress_unknown_scan_first", **own).fields
    assert found["logistics_status"] == "NO_LOGISTICS"


UNITS = st.integers(min_value=0, max_value=6)


@given(ordered=st.integers(min_value=1, max_value=6), refunded=UNITS, removed=UNITS, off=UNITS)
def test_no_unit_is_counted_twice(ordered, refunded, removed, off):
    refunded = min(refunded, ordered)
    removed = min(removed, ordered - refunded)
    raw = payload("shopify_rest_partly_refunded")
    [line], [refund] = raw["line_items"], raw["refunds"]
    line |= {"quantity": ordered, "current_quantity": ordered - refunded - removed}
    line["discount_allocations"] = [{"amount": f"{off}.00"}]
    refund["refund_line_items"][0]["quantity"] = refunded
    raw["refunds"] = [refund] if refunded else []
    raw["financial_status"] = "partially_refunded" if refunded else "paid"
    [told] = read("shopify", raw).fields["lines"]
    left = told["quantity"] - told.get("refunded_quantity", 0)
    assert left == ordered - refunded - removed
    if removed < ordered:
        assert told["quantity"] == ordered - removed
        assert Decimal(told["discount"]) <= off
        assert removed or told["discount"] == f"{off}.00"
    else:
        assert told["unit_price"] == "0"


LINES = {"11": 1, "gid://shopify/LineItem/12": 1}


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ("11", "11"),
        ("gid://shopify/LineItem/11", "11"),
        ("gid://shopify/LineItem/11?x=1", "11"),
        ("gid://shopify/LineItem/12", "gid://shopify/LineItem/12"),
        ("gid://shopify/LineItem/99", "gid://shopify/LineItem/99"),
        ("gid://shopify/Order/11", "gid://shopify/Order/11"),
        (11, 11),
    ],
)
def test_lines_are_known_by_their_global_names(told, named):
    facts = {"responses": [{"lines": [{"store_line_id": told}]}], "line_id": told}
    expected = {"responses": [{"lines": [{"store_line_id": named}]}], "line_id": named}
    assert named_as_in(LINES, facts) == expected


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Accepted by carrier", "accepted"),
        ("[Shatian Town] Departed from sorting center.", "in_transit"),
        ("Carrier note: Export clearance success", "customs"),
        ("PACKAGE DELIVERED", "delivered"),
        ("Devuelto al remitente", "returned"),
        ("Your package is currently being prepared.", "label_created"),
        ("Will be delivered", None),
        ("Not delivered", None),
        ("IN_TRANSIT", None),
        ("Shipping update", None),
        ("", None),
    ],
)
def test_words_of_carriers_are_known_whole_or_not_at_all(words, status):
    assert scan_of(words) == status


def test_every_phrase_is_written_as_it_is_compared():
    assert {phrase: scan_of(phrase) for phrase in KNOWN} == KNOWN
