"""What platforms tell by themselves: counted once, never over what is newer, and only if it may."""

import json
import random
import threading

import pytest

import record
from api.cases import CASES, P1, body, events
from api.platform_notices import (
    SECRET,
    STORE_ORDER,
    address_of,
    chargeback,
    opened,
    order,
    push,
    push_to,
    signed,
    tell,
)
from record_rows import rows
from rescind.app import create_app
from rescind.settings import Settings
from rescind.working import work_off

TAKEN = (200, {"received": True})
CANCELLED = order("2026-09-29T09:30:00Z", cancelled_at="2026-09-29T09:30:00Z")


def store_order(caller, case):
    return caller.get(case)["store_order"]


def supplier_order(caller, case):
    return caller.get(case)["supplier_orders"][0]


def warnings(caller, case):
    return {one["code"] for one in caller.get(case)["decision"]["warnings"]}


def notices(caller):
    [connection] = caller.get("/v1/connections")["data"]
    return caller.get(f"/v1/connections/{connection['id']}/notices")["data"]


def test_a_case_follows_its_store_order_by_itself(caller):
    case, address = opened(caller), address_of(caller)
    assert tell(caller, address, CANCELLED) == TAKEN
    told = caller.get(case)
    assert told["store_order"]["cancelled_at"] == "2026-09-29T09:30:00Z"
    assert told["decision"]["store"]["because"] == "store_cancelled"
    assert events(caller, case)[-1]["type"] == "observation.recorded"
    [notice] = notices(caller)
    assert notice["outcome"] == "recorded"
    assert notice["cancellation_ids"] == [told["id"]]


@pytest.mark.parametrize(
    ("payload", "topic"),
    [
        (order(id=1), "orders/updated"),
        (order(), "products/update"),
        (order(), ""),
        (chargeback(type="inquiry"), "disputes/create"),
        (chargeback("new_word"), "disputes/update"),
        ({}, "orders/updated"),
        ([], "orders/updated"),
        ("order", "disputes/create"),
    ],
)
def test_what_is_no_news_of_a_case_changes_nothing(caller, payload, topic):
    case, address = opened(caller), address_of(caller)
    before = events(caller, case)
    assert tell(caller, address, payload, topic=topic) == TAKEN
    assert events(caller, case) == before
    assert notices(caller) == []


def test_a_notice_told_again_counts_once(caller):
    case, address = opened(caller), address_of(caller)
    for _ in range(3):
        assert tell(caller, address, CANCELLED, X_Shopify_Event_Id="one") == TAKEN
    types = [one["type"] for one in events(caller, case)]
    assert types.count("observation.recorded") == 1
    assert len(notices(caller)) == 1


def test_two_topics_of_one_act_are_two_notices(caller):
    opened(caller)
    address = address_of(caller)
    tell(caller, address, order(), topic="orders/updated", X_Shopify_Event_Id="one")
    tell(caller, address, CANCELLED, topic="orders/cancelled", X_Shopify_Event_Id="one")
    assert [one["topic"] for one in notices(caller)] == ["orders/cancelled", "orders/updated"]


def test_one_notice_sent_many_times_at_once_counts_once(recorded, caller):
    case, address = opened(caller), address_of(caller)
    answers = []

    def send():
        one = record.Caller(recorded[0], caller.key, caller.clock)
        answers.append(tell(one, address, CANCELLED, X_Shopify_Event_Id="one"))

    threads = [threading.Thread(target=send) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [TAKEN] * 12
    types = [one["type"] for one in events(caller, case)]
    assert types.count("observation.recorded") == 1


@pytest.mark.parametrize("seed", range(5))
def test_in_whatever_order_notices_come_the_newest_stands(caller, seed):
    case, address = opened(caller), address_of(caller)
    statuses = ["partial", "fulfilled", "restocked", None]
    told = [
        order(f"2026-09-29T08:{n:02}:00Z", fulfillment_status=statuses[n % 4]) for n in range(10)
    ]
    shuffled = random.Random(seed).sample(told * 2, k=20)  # noqa: S311
    for one in shuffled:
        assert tell(caller, address, one, X_Shopify_Event_Id=one["updated_at"]) == TAKEN
    seen = store_order(caller, case)
    assert seen["observed_at"] == "2026-09-29T08:09:00Z"
    assert seen["fulfillment_status"].lower() == "fulfilled"


def test_an_old_notice_goes_over_nothing_that_a_person_saw_since(caller, clock):
    case, address = opened(caller), address_of(caller)
    clock.pass_time(hours=1)
    seen = {"fulfillment_status": "FULFILLED", "observed_at": "2026-09-29T08:30:00Z"}
    caller.post(f"{case}/observations", {"store_order": seen})
    tell(caller, address, order("2026-09-29T08:10:00Z"))
    assert store_order(caller, case)["fulfillment_status"] == "FULFILLED"


def test_a_chargeback_holds_the_customers_refund_back(caller):
    case, address = opened(caller), address_of(caller)
    assert tell(caller, address, chargeback(), topic="disputes/create") == TAKEN
    assert store_order(caller, case)["chargeback"]["status"] == "open"
    assert "chargeback_open" in warnings(caller, case)


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("needs_response", "open"),
        ("under_review", "open"),
        ("accepted", "lost"),
        ("charge_refunded", "lost"),
        ("lost", "lost"),
        ("won", "won"),
    ],
)
def test_words_of_chargebacks(caller, word, status):
    case, address = opened(caller), address_of(caller)
    tell(caller, address, chargeback(word), topic="disputes/update")
    assert store_order(caller, case)["chargeback"]["status"] == status


def test_a_late_word_on_a_chargeback_does_not_open_it_again(caller):
    case, address = opened(caller), address_of(caller)
    tell(caller, address, chargeback("won"), topic="disputes/update")
    tell(caller, address, chargeback(), topic="disputes/create")
    assert store_order(caller, case)["chargeback"]["status"] == "won"


EARLIER, LATER = "2026-09-20T09:00:00+02:00", "2026-09-29T09:00:00+02:00"


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ([("needs_response", LATER), ("won", EARLIER)], "open"),
        ([("won", EARLIER), ("needs_response", LATER)], "open"),
        ([("needs_response", EARLIER), ("lost", LATER)], "lost"),
        ([("lost", LATER), ("won", EARLIER)], "lost"),
    ],
)
def test_of_several_chargebacks_the_latest_stands(caller, told, stands):
    case, address = opened(caller), address_of(caller)
    for status, at in told:
        tell(caller, address, chargeback(status, initiated_at=at), topic="disputes/update")
    assert store_order(caller, case)["chargeback"]["status"] == stands


def test_an_order_is_one_under_both_forms_of_its_id(caller):
    gid = f"gid://shopify/Order/{STORE_ORDER}"
    told = body({"order_id": gid})
    case, address = f"{CASES}/{caller.post(CASES, told)['id']}", address_of(caller)
    tell(caller, address, order(cancelled_at="2026-09-29T08:00:00Z", line_items=[]))
    assert caller.get(case)["order_id"] == str(STORE_ORDER)
    assert store_order(caller, case)["cancelled_at"]
    assert caller.ask("POST", CASES, body({"order_id": str(STORE_ORDER)}))[0] == 409


def test_a_chargeback_says_nothing_of_how_far_the_order_is(caller):
    case, address = opened(caller), address_of(caller)
    before = store_order(caller, case)
    tell(caller, address, chargeback(), topic="disputes/create")
    after = store_order(caller, case)
    assert {name: after.get(name) for name in before} == before


def test_a_closed_case_hears_nothing(caller):
    case, address = opened(caller), address_of(caller)
    caller.post(f"{case}/close", {"reason": "Done."})
    before = events(caller, case)
    assert tell(caller, address, CANCELLED) == TAKEN
    assert events(caller, case) == before


def test_a_closed_case_still_hears_of_a_chargeback(caller):
    case, address = opened(caller), address_of(caller)
    caller.post(f"{case}/close", {"reason": "Done."})
    tell(caller, address, chargeback(), topic="disputes/create")
    told = caller.get(case)
    assert told["state"] == "closed"
    assert told["store_order"]["chargeback"]["status"] == "open"


def test_what_a_case_cannot_take_is_told_in_the_list(caller):
    case, address = opened(caller), address_of(caller)
    before = events(caller, case)
    assert tell(caller, address, order(currency="USD")) == TAKEN
    [notice] = notices(caller)
    assert notice["outcome"] == "refused"
    assert "EUR" in notice["detail"]
    assert events(caller, case) == before


def test_an_order_that_cannot_be_read_is_told_in_the_list(caller):
    case, address = opened(caller), address_of(caller)
    before = events(caller, case)
    assert tell(caller, address, order(cancelled_at="soon")) == TAKEN
    [notice] = notices(caller)
    assert notice["outcome"] == "refused"
    assert "/cancelled_at" in notice["detail"]
    assert events(caller, case) == before


# Who may tell


@pytest.mark.parametrize("signature", ["", "x", signed(b"{}"), "é" * 44, signed(b"", "other")])
def test_a_wrong_signature_changes_nothing(caller, signature):
    case, address = opened(caller), address_of(caller)
    before = events(caller, case)
    status, problem = tell(caller, address, CANCELLED, X_Shopify_Hmac_SHA256=signature)
    assert (status, problem["code"]) == (401, "bad_signature")
    assert events(caller, case) == before


def test_the_signature_is_of_the_very_bytes(caller):
    opened(caller)
    address = address_of(caller)
    raw = json.dumps(CANCELLED).encode()
    spaced = json.dumps(CANCELLED, indent=1).encode()
    assert tell(caller, address, spaced) == TAKEN
    assert tell(caller, address, spaced, X_Shopify_Hmac_SHA256=signed(raw))[0] == 401


def test_a_secret_that_was_replaced_is_good_for_a_day(caller, clock):
    opened(caller)
    address = address_of(caller)
    [connection] = caller.get("/v1/connections")["data"]
    path = f"/v1/connections/{connection['id']}/secret"
    for _ in range(2):  # telling it again takes nothing back
        status, _, _ = caller.ask("PUT", path, {"secret": "the next one"})
        assert status == 200
    assert tell(caller, address, order())[0] == 200
    assert tell(caller, address, order(), secret="the next one")[0] == 200  # noqa: S106
    clock.pass_time(hours=24)
    assert tell(caller, address, order())[0] == 401
    assert tell(caller, address, order(), secret="the next one")[0] == 200  # noqa: S106


@pytest.mark.parametrize(
    "address", ["/inbound/x", "/inbound/" + "A" * 43, "/inbound/%00", "/inbound/"]
)
def test_elsewhere_there_is_nothing(caller, address):
    assert tell(caller, address, order())[0] in (400, 404)


def test_an_ended_connection_takes_nothing(caller):
    address = address_of(caller)
    [connection] = caller.get("/v1/connections")["data"]
    assert caller.ask("DELETE", f"/v1/connections/{connection['id']}")[0] == 204
    assert tell(caller, address, order())[0] == 404
    assert caller.get("/v1/connections")["data"] == []


def test_anothers_case_of_the_same_order_hears_nothing(caller, another_caller):
    case, _ = opened(another_caller), opened(caller)
    before = events(another_caller, case)
    tell(caller, address_of(caller), CANCELLED)
    assert events(another_caller, case) == before


def test_without_memory_there_is_no_address(client):
    assert client.post("/inbound/x", data=b"{}").status_code == 404


@pytest.mark.parametrize("raw", [b"", b"{", b'{"id": NaN}', b"\xff", b'{"id":1,"id":2}'])
def test_what_is_no_json_is_a_problem(caller, raw):
    status, problem = tell(caller, address_of(caller), raw)
    assert (status, problem["code"]) == (400, "invalid_json")


def test_a_body_beyond_all_orders_is_refused(caller):
    status, problem = tell(caller, address_of(caller), b" " * (2 * 1024 * 1024 + 1))
    assert (status, problem["code"]) == (413, "body_too_large")


def test_an_order_beyond_the_limit_of_calls_is_taken(caller):
    case, address = opened(caller), address_of(caller)
    assert tell(caller, address, {**CANCELLED, "note": "x" * 500_000}) == TAKEN
    assert store_order(caller, case)["cancelled_at"]


# AliExpress, which signs nothing


def test_a_push_makes_facts_old_and_changes_no_state(caller):
    seen = "2026-09-29T07:30:00Z"
    case, address = opened(caller, observed_at=seen), address_of(caller, "aliexpress")
    before = caller.get(case)
    assert "stale_facts" not in warnings(caller, case)
    assert push_to(caller, address, push(P1)) == TAKEN
    after = caller.get(case)
    assert "stale_facts" in warnings(caller, case)
    same = ("eligibility", "next_action", "next_check_at", "state")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    assert after["supplier_orders"][0]["status"] == before["supplier_orders"][0]["status"]
    refresh = [s for s in after["decision"]["plan"] if s["action"] == "refresh_supplier_order"]
    assert [(s["status"], s["records"]) for s in refresh] == [("ready", "observations")]
    told = events(caller, case)[-1]
    assert told["type"] == "supplier_order.changed"
    assert told["data"]["supplier_order_id"] == P1
    assert told["data"]["fact"]["word"] == "OrderClosed"


def test_a_fresh_look_answers_a_push(caller, clock):
    case, address = opened(caller), address_of(caller, "aliexpress")
    push_to(caller, address, push(P1))
    clock.pass_time(minutes=5)
    caller.post(f"{case}/observations", {"supplier_order": {"status": "WAIT_SELLER_SEND_GOODS"}})
    assert "stale_facts" not in warnings(caller, case)
    steps = {step["action"] for step in caller.get(case)["decision"]["plan"]}
    assert "refresh_supplier_order" not in steps
    clock.pass_time(minutes=5)
    push_to(caller, address, push(P1))
    assert "stale_facts" in warnings(caller, case)


def test_pushes_in_a_row_ask_once(caller, clock):
    case, address = opened(caller), address_of(caller, "aliexpress")
    for word in ("OrderCreated", "OrderShipped", "OrderClosed"):
        clock.pass_time(minutes=1)
        push_to(caller, address, push(P1, word))
    types = [one["type"] for one in events(caller, case)]
    assert types.count("supplier_order.changed") == 1


@pytest.mark.parametrize(
    "payload",
    [push("999"), push(P1, message_type=[]), push(None), push(["x"]), {}, [], 5, {"data": P1}],
)
def test_a_push_about_nothing_of_ours_is_forgotten(caller, payload):
    case, address = opened(caller), address_of(caller, "aliexpress")
    before = events(caller, case)
    assert push_to(caller, address, payload) == TAKEN
    assert events(caller, case) == before
    assert notices(caller) == []


@pytest.mark.parametrize("word", ["<script>", [], {}, None, 5])
def test_an_unknown_word_is_not_kept(caller, word):
    case, address = opened(caller), address_of(caller, "aliexpress")
    assert push_to(caller, address, push(P1, word)) == TAKEN
    assert "word" not in events(caller, case)[-1]["data"]["fact"]


def test_ids_may_be_numbers(caller):
    case, address = opened(caller), address_of(caller, "aliexpress")
    push_to(caller, address, push(int(P1)))
    assert events(caller, case)[-1]["type"] == "supplier_order.changed"


def test_what_a_push_told_is_a_fact_of_the_evaluation(caller):
    case, address = opened(caller), address_of(caller, "aliexpress")
    push_to(caller, address, push(P1))
    told = caller.get(case)
    facts = {name: told[name] for name in ("request", "store_order", "supplier_orders")}
    asked = {**facts, "as_of": told["decided_at"]}
    assert caller.post("/v1/evaluations", asked) == told["decision"]


def test_before_a_push_the_case_knew_nothing_of_it(caller, clock):
    case, address = opened(caller, observed_at="2026-09-29T07:30:00Z"), None
    before = caller.get(case)
    clock.pass_time(minutes=1)
    address = address_of(caller, "aliexpress")
    push_to(caller, address, push(P1))
    assert caller.get(f"{case}?as_of={before['decided_at']}")["decision"] == before["decision"]


# Connections and secrets


def test_no_secret_and_no_address_can_be_read_in_the_record(caller, postgres):
    told = {"platform": "shopify", "secret": SECRET}
    made = caller.post("/v1/connections", told, Idempotency_Key="once")
    again = caller.post("/v1/connections", told, Idempotency_Key="once")
    assert again == made
    kept = rows(postgres.url, caller.get("/v1/me")["tenant_id"])
    assert len(kept["connections"]) == len(kept["idempotency_keys"]) == 1
    assert SECRET not in str(kept)
    assert made["address"].split("/")[-1] not in str(kept)


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({"platform": "shopify"}, "/secret"),
        ({"platform": "aliexpress", "secret": "x"}, "/secret"),
        ({"platform": "ebay"}, "/platform"),
        ({}, "/platform"),
        ({"platform": "aliexpress", "name": 5}, "/name"),
        ({"platform": "aliexpress", "url": "x"}, "/url"),
    ],
)
def test_bad_connections(caller, told, place):
    status, problem, _ = caller.ask("POST", "/v1/connections", told)
    assert (status, problem["errors"][0]["pointer"]) == (422, place)


def test_aliexpress_has_no_secret_to_replace(caller):
    address_of(caller, "aliexpress")
    [connection] = caller.get("/v1/connections")["data"]
    path = f"/v1/connections/{connection['id']}/secret"
    assert caller.ask("PUT", path, {"secret": "x"})[0] == 422


def test_without_a_key_no_secret_is_taken(recorded, caller, clock):
    _, database, _ = recorded
    app = create_app(Settings(), clock=clock, database=database)
    keyless = record.Caller(app, caller.key, clock)
    status, problem, _ = keyless.ask(
        "POST", "/v1/connections", {"platform": "shopify", "secret": SECRET}
    )
    assert (status, problem["code"]) == (501, "no_secret_key")
    address = address_of(caller)
    assert tell(keyless, address, order())[1]["code"] == "no_secret_key"
    assert caller.get("/v1/connections")["data"][0]["platform"] == "shopify"


def test_what_was_told_long_ago_is_forgotten(recorded, caller, clock):
    opened(caller)
    tell(caller, address_of(caller), CANCELLED)
    clock.pass_time(days=29)
    work_off(recorded[1], clock)
    assert len(notices(caller)) == 1
    clock.pass_time(days=2)
    work_off(recorded[1], clock)
    assert notices(caller) == []
