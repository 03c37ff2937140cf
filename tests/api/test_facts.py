"""Facts of a case: each kind told, listed and decided upon; what is refused writes nothing."""

import pytest

from api.cases import CASES, FACTS, NOW, NUMBER, OPENING, P1, P2, events, opened, pointers

NO_SUCH_DISPUTE = "dsp_01m86yb53fegb8hexhzcmh790r"


@pytest.mark.parametrize(("path", "fact"), FACTS.items())
def test_a_fact_is_recorded_decided_upon_and_listed(caller, path, fact):
    case = opened(caller)
    version = int(caller.headers["ETag"].strip('"'))
    told = caller.post(f"{case}/{path}", fact)
    etag = caller.headers["ETag"]
    assert fact.items() <= told.items()
    assert told["cancellation_id"] == case.rpartition("/")[2]
    assert (told["created_at"], told["supplier_order_id"]) == (NOW, P1)
    whole = caller.get(case)
    assert told["decision"] == whole["decision"]
    assert caller.headers["ETag"] == etag == f'"{whole["version"]}"'
    assert whole["version"] > version
    listed = caller.get(f"{case}/{path}")
    shown = {name: value for name, value in told.items() if name != "decision"}
    assert listed == {"data": [shown], "next_cursor": None, "has_more": False}


def test_ids_of_facts_are_their_own_and_tell_their_kind(caller):
    case = opened(caller)
    ids = [caller.post(f"{case}/{path}", fact)["id"] for path, fact in FACTS.items()]
    assert [one.partition("_")[0] for one in ids] == [
        "res", "crq", "trq", "shp", "dsp", "ref", "clm", "obs",
    ]  # fmt: skip
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(("path", "fact"), FACTS.items())
def test_of_several_supplier_orders_one_is_named(caller, path, fact):
    case = opened(caller, orders=2)
    status, answer, _ = caller.ask("POST", f"{case}/{path}", fact)
    assert (status, pointers(answer)) == (422, ["/supplier_order_id"])
    assert P1 in answer["detail"]
    assert P2 in answer["detail"]
    unknown = {**fact, "supplier_order_id": "P9"}
    status, answer, _ = caller.ask("POST", f"{case}/{path}", unknown)
    assert (status, pointers(answer)) == (422, ["/supplier_order_id"])
    assert P2 in answer["detail"]
    told = caller.post(f"{case}/{path}", {**fact, "supplier_order_id": P2})
    assert told["supplier_order_id"] == P2
    first, second = caller.get(case)["supplier_orders"]
    assert first == {**OPENING["supplier_orders"][0], "supplier_id": "store-1"}
    assert len(second) >= len(first)


@pytest.mark.parametrize(("path", "fact"), FACTS.items())
def test_a_case_without_supplier_orders_has_none_to_tell_of(caller, path, fact):
    bare = {name: value for name, value in OPENING.items() if name != "supplier_orders"}
    case = f"{CASES}/{caller.post(CASES, bare)['id']}"
    status, answer, _ = caller.ask("POST", f"{case}/{path}", fact)
    assert (status, pointers(answer)) == (422, ["/supplier_order_id"])


LINES = {"lines": [{"store_line_id": "L9"}]}
SIGHT = "observations"
SEEN = {"order_id": "P9", "status": "WAIT_SELLER_SEND_GOODS", "paid_at": NOW}
BAD = [
    ("supplier-responses", {}, ["/kind", "/received_at"]),
    ("supplier-responses", {"kind": "perhaps", "received_at": NOW}, ["/kind"]),
    ("supplier-responses", {"kind": "refused", "received_at": "2026-09-29"}, ["/received_at"]),
    ("supplier-responses", {**FACTS["supplier-responses"], "amount": 4}, ["/amount"]),
    ("supplier-responses", {**FACTS["supplier-responses"], "amount": "4.001"}, ["/amount"]),
    ("supplier-responses", {**FACTS["supplier-responses"], "mood": "sad"}, ["/mood"]),
    (
        "supplier-responses",
        {**FACTS["supplier-responses"], **LINES},
        ["/lines/0/store_line_id"],
    ),
    ("cancellation-requests", {}, ["/requested_at"]),
    ("cancellation-requests", {"requested_at": NOW, **LINES}, ["/lines/0/store_line_id"]),
    ("cancellation-requests", {"requested_at": NOW, "lines": []}, ["/lines"]),
    ("tracking-requests", {}, ["/requested_at"]),
    ("tracking-requests", {"requested_at": NOW, "lines": []}, ["/lines"]),
    ("shipments", {}, ["/tracking_number"]),
    ("shipments", {"tracking_number": NUMBER, **LINES}, ["/lines/0/store_line_id"]),
    (
        "shipments",
        {"tracking_number": NUMBER, "events": [{"at": NOW, "status": "flying"}]},
        ["/events/0/status"],
    ),
    ("disputes", {}, ["/filed_at"]),
    ("disputes", {"filed_at": NOW, "outcome": "won"}, ["/outcome"]),
    ("refunds", {}, ["/amount", "/from"]),
    ("refunds", {"from": "bank", "amount": "4.00"}, ["/from"]),
    ("refunds", {"from": "supplier", "amount": 4.5}, ["/amount"]),
    ("refunds", {"from": "supplier", "amount": "4.001"}, ["/amount"]),
    ("refunds", {**FACTS["refunds"], "currency": "USD"}, ["/currency"]),
    ("refunds", {"from": "merchant", "amount": "4.00", "currency": "USD"}, ["/currency"]),
    ("refunds", {"from": "merchant", "amount": "4.00", "line_id": "L9"}, ["/line_id"]),
    ("refunds", {"from": "supplier", "amount": "4.00", "line_id": "L1"}, ["/line_id"]),
    (
        "refunds",
        {"from": "merchant", "amount": "4.00", "supplier_order_id": "P9"},
        ["/supplier_order_id"],
    ),
    (SIGHT, {}, [""]),
    (SIGHT, {"supplier_order": {"colour": "red"}}, ["/supplier_order/colour"]),
    (SIGHT, {"supplier_order": {"order_id": "P9"}}, ["/supplier_order/status"]),
    (
        SIGHT,
        {"supplier_order": {"order_id": "P9", "state": "paid"}},
        ["/supplier_order/paid_at"],
    ),
    (SIGHT, {"supplier_order": {**SEEN, **LINES}}, ["/supplier_order/lines/0/store_line_id"]),
    (SIGHT, {"supplier_order": {"platform": "eBay"}}, ["/supplier_order/state"]),
    (SIGHT, {"supplier_order": {"currency": "USD"}}, ["/supplier_order/currency"]),
    (SIGHT, {"supplier_order": SEEN, "supplier_order_id": P1}, ["/supplier_order/order_id"]),
    (SIGHT, {"store_order": {"order_id": "S9"}}, ["/store_order/order_id"]),
    (SIGHT, {"store_order": {"currency": "USD"}}, ["/store_order/currency"]),
    (SIGHT, {"store_order": {}, "supplier_order_id": "P9"}, ["/supplier_order_id"]),
    (
        SIGHT,
        {"store_order": {"lines": [{"line_id": "L1", "refunded_quantity": 2}]}},
        ["/store_order/lines/0/refunded_quantity"],
    ),
    ("close", {}, ["/reason"]),
    ("close", {"reason": ""}, ["/reason"]),
    ("close", {"reason": "Done.", "state": "closed"}, ["/state"]),
]


@pytest.mark.parametrize(("path", "fact", "where"), BAD)
def test_what_cannot_be_read_is_refused_at_its_place_and_writes_nothing(caller, path, fact, where):
    case = opened(caller)
    before = caller.get(case), events(caller, case)
    status, answer, _ = caller.ask("POST", f"{case}/{path}", fact)
    assert (status, answer["code"]) == (422, "invalid_request"), answer
    assert sorted(pointers(answer)) == where, answer
    assert (caller.get(case), events(caller, case)) == before


def test_an_order_that_is_seen_paid_tells_when_it_was_paid(caller):
    unpaid = OPENING["supplier_orders"][0] | {"status": "PLACE_ORDER_SUCCESS"}
    del unpaid["paid_at"]
    told = {**OPENING, "supplier_orders": [unpaid]}
    case = f"{CASES}/{caller.post(CASES, told)['id']}"
    seen = {"status": "WAIT_SELLER_SEND_GOODS"}
    status, answer, _ = caller.ask("POST", f"{case}/observations", {"supplier_order": seen})
    assert (status, pointers(answer)) == (422, ["/supplier_order/paid_at"])
    assert caller.get(case)["version"] == 1
    caller.post(f"{case}/observations", {"supplier_order": {**seen, "paid_at": NOW}})


OUTCOMES = [
    ({}, ["/outcome"]),
    ({"outcome": "drawn"}, ["/outcome"]),
    ({"outcome": "won", "amount": "1.234"}, ["/amount"]),
    ({"outcome": "won", "decided_at": "soon"}, ["/decided_at"]),
]


@pytest.mark.parametrize(("outcome", "where"), OUTCOMES)
def test_an_outcome_that_cannot_be_read_writes_nothing(caller, outcome, where):
    case = opened(caller)
    dispute = caller.post(f"{case}/disputes", FACTS["disputes"])["id"]
    before = caller.get(case)
    status, answer, _ = caller.ask("PATCH", f"{case}/disputes/{dispute}", outcome)
    assert (status, pointers(answer)) == (422, where)
    assert caller.get(case) == before


def test_the_outcome_of_a_dispute_is_shown_with_it(caller):
    case = opened(caller)
    dispute = caller.post(f"{case}/disputes", FACTS["disputes"])["id"]
    outcome = {"outcome": "won", "decided_at": NOW, "amount": "12.00"}
    status, told, headers = caller.ask("PATCH", f"{case}/disputes/{dispute}", outcome)
    assert status == 200
    assert {**FACTS["disputes"], **outcome, "id": dispute}.items() <= told.items()
    assert told["decision"] == caller.get(case)["decision"]
    assert headers["ETag"] == caller.headers["ETag"]
    [listed] = caller.get(f"{case}/disputes")["data"]
    assert outcome.items() <= listed.items()
    status, *_ = caller.ask("PATCH", f"{case}/disputes/{NO_SUCH_DISPUTE}", outcome)
    assert status == 404


def test_money_from_the_merchant_is_of_the_store_order(caller):
    case = opened(caller, orders=2)
    told = caller.post(f"{case}/refunds", {"from": "merchant", "amount": "10.00", "line_id": "L1"})
    assert told["supplier_order_id"] is None
    whole = caller.get(case)
    assert whole["store_order"]["refunds"] == [{"amount": "10.00", "line_id": "L1"}]
    assert whole["decision"]["refund"]["max_refundable"] == "50.00"


def test_money_that_the_platform_shows_and_a_person_tells_is_one(caller):
    case = opened(caller)
    money = {"amount": "6.00", "refunded_at": NOW}
    seen = caller.post(f"{case}/observations", {"supplier_order": {"refunds": [money]}})
    assert "told_with_it" not in seen
    assert seen["decision"]["refund"]["expected_from_supplier"] is not None
    caller.post(f"{case}/refunds", {"from": "supplier", **money})
    again = caller.post(f"{case}/observations", {"supplier_order": {"refunds": [money]}})
    whole = caller.get(case)
    assert whole["supplier_orders"][0]["refunds"] == [money]
    assert again["decision"]["supplier_orders"][0]["eligibility"] != "eligible"
    types = [one["type"] for one in events(caller, case)]
    assert types.count("refund.recorded") == 2
