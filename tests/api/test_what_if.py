"""What if: cases replayed under another policy, which writes nothing and mixes no currencies."""

from decimal import Decimal

import pytest

from api.cases import CASES, FACTS, NOW, body, opened, pointers
from api.test_cancellations import GOLDEN, with_ids
from record_rows import fingerprint
from rescind.intake.ledger import instant

WHAT_IF = "/v1/simulations"
ASKED = {"requested_at": NOW}
DAYS = "ship_within_business_days"


def simulated(caller, policy, **more):
    return caller.post(WHAT_IF, {"policy": policy, **more})


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["name"])
def test_a_golden_case_under_its_own_policy_changes_nothing(caller, case):
    told = with_ids(case["request"])
    caller.post(CASES, told)
    for policy in ({}, told.get("policy", {})):
        found = simulated(caller, policy, as_of=case["request"]["as_of"])
        assert (found["cases"], found["changed"], found["unreadable"]) == (1, 0, [])
        assert found["data"] == found["eligibility"] == found["next_action"] == []
        assert all(
            part["difference"] in ("0", "0.00", "0.000")
            for one in found["sums"]
            for part in (one["due_to_customer"], one["expected_from_supplier"], one["exposure"])
        )


STORED = [
    {DAYS: 2, "restocking_fee_percent": 12.5, "calendar": None},
    {"on_silence": "treat_as_accepted", "response_within_hours": 1},
    {"refund_min_business_days": 1, "refund_max_business_days": 2},
]


@pytest.mark.parametrize("stored", STORED)
def test_under_the_stored_policy_nothing_changes(caller, clock, stored):
    assert caller.ask("PUT", "/v1/suppliers/store-1/policy", stored)[0] == 200
    for number, (path, fact) in enumerate(FACTS.items()):
        case = opened(caller, {"order_id": f"S{number}"})
        caller.post(f"{case}/{path}", fact)
    for hours in (0, 50, 500):
        clock.pass_time(hours=hours)
        for policy in ({}, {"suppliers": {"store-1": stored}}, {"supplier": stored}):
            found = simulated(caller, policy)
            assert (found["cases"], found["changed"]) == (len(FACTS), 0)


def test_each_side_is_what_an_evaluation_over_the_facts_gives(caller, clock):
    case = opened(caller)
    caller.post(f"{case}/cancellation-requests", ASKED)
    clock.pass_time(hours=30)
    policy = {"suppliers": {"store-1": {"response_within_hours": 24}}}
    found = simulated(caller, policy)
    whole = caller.get(case)
    facts = {name: whole[name] for name in ("request", "store_order", "supplier_orders")}
    asked = {**facts, "as_of": instant(clock.now)}
    sides = {"before": asked, "after": {**asked, "policy": policy}}
    [changed] = found["data"]
    assert (changed["id"], changed["order_name"]) == (whole["id"], whole["order_name"])
    for side, question in sides.items():
        decision = caller.post("/v1/evaluations", question)
        told = changed[side]
        assert told.pop("store_action") == decision["store"]["action"]
        assert told == {name: decision[name] for name in told}
    assert found["next_action"] == [
        {"before": "wait_for_supplier", "after": "request_tracking", "cases": 1}
    ]


@pytest.mark.parametrize(
    ("days", "move", "moved"), [(3, "earlier", -5.0), (8, "later", 1.0), (7, None, None)]
)
def test_deadlines_that_move_are_told_with_their_days(caller, days, move, moved):
    opened(caller)
    found = simulated(caller, {"supplier": {DAYS: days}})
    counts = {name: count for name, count in found["moved_deadlines"].items() if count}
    assert counts == ({move: 2} if move else {})  # ship_by, and the auto-close after it
    days = {one["days"] for case in found["data"] for one in case["moved_deadlines"]}
    assert moved is None or moved in days


def test_a_deadline_that_runs_no_more_is_gone(caller, clock):
    case = opened(caller)
    caller.post(f"{case}/cancellation-requests", ASKED)
    clock.pass_time(hours=30)
    policy = {"supplier": {"response_within_hours": 24, "on_silence": "treat_as_accepted"}}
    found = simulated(caller, policy)
    moves = {one["name"]: one["move"] for one in found["data"][0]["moved_deadlines"]}
    assert moves["supplier_refund"] == "new"
    assert simulated(caller, {})["changed"] == 0
    assert caller.ask("PUT", "/v1/suppliers/store-1/policy", policy["supplier"])[0] == 200
    back = {"supplier": {"response_within_hours": 48, "on_silence": "ask_for_tracking"}}
    moves = {
        one["name"]: one["move"] for one in simulated(caller, back)["data"][0]["moved_deadlines"]
    }
    assert moves["supplier_refund"] == "gone"


def test_sums_are_by_currency_and_add_up(caller):
    money = {"EUR": 2, "USD": 1}
    for currency, cases in money.items():
        for number in range(cases):
            name = f"{currency}{number}"
            told = body({"order_id": name, "currency": currency}, currency=currency, order_id=name)
            case = f"{CASES}/{caller.post(CASES, told)['id']}"
            caller.post(f"{case}/supplier-responses", {"kind": "accepted", "received_at": NOW})
    found = simulated(caller, {"supplier": {"restocking_fee_percent": 50}})
    assert [one["currency"] for one in found["sums"]] == list(money)
    for one in found["sums"]:
        owed = one["expected_from_supplier"]
        cases = money[one["currency"]]
        assert (Decimal(owed["before"]), Decimal(owed["after"])) == (12 * cases, 6 * cases)
        assert Decimal(owed["difference"]) == -6 * cases
        lost = one["exposure"]
        assert Decimal(lost["after"]) - Decimal(lost["before"]) == Decimal(lost["difference"]) > 0
    assert found["changed"] == 3


FILTERS = [
    ({}, 3),
    ({"supplier_id": "store-2"}, 1),
    ({"state": "closed"}, 1),
    ({"state": "open"}, 2),
    ({"opened_from": "2026-09-29T09:00:00Z"}, 1),
    ({"opened_to": "2026-09-29T09:00:00Z"}, 2),
    ({"supplier_id": "nobody"}, 0),
]


@pytest.mark.parametrize(("wanted", "cases"), FILTERS)
def test_filters(caller, clock, wanted, cases):
    opened(caller)
    closed = opened(caller, {"order_id": "S2"})
    caller.post(f"{closed}/close", {"reason": "Done."})
    clock.pass_time(hours=2)
    opened(caller, {"order_id": "S3"}, orders=2)
    assert simulated(caller, {}, filter=wanted)["cases"] == cases


def test_pages_cover_every_case_once(caller, clock):
    for number in range(5):
        opened(caller, {"order_id": f"S{number}"})
        clock.pass_time(minutes=1)
    seen, cursor = [], None
    while True:
        found = simulated(caller, {"supplier": {DAYS: 3}}, limit=2, cursor=cursor)
        seen += [one["order_id"] for one in found["data"]]
        cursor = found["next_cursor"]
        assert found["has_more"] is (cursor is not None)
        if cursor is None:
            break
    assert seen == ["S4", "S3", "S2", "S1", "S0"]


def test_a_simulation_writes_nothing(caller, postgres, clock):
    case = opened(caller)
    caller.post(f"{case}/cancellation-requests", ASKED)
    tenant_id = caller.get("/v1/me")["tenant_id"]
    before = fingerprint(postgres.url, tenant_id)
    clock.pass_time(days=30)
    assert simulated(caller, {"supplier": {DAYS: 1}})["changed"] == 1
    assert fingerprint(postgres.url, tenant_id) == before


def test_another_tenants_cases_are_not_replayed(caller, another_caller):
    opened(another_caller)
    assert simulated(caller, {"supplier": {DAYS: 1}})["cases"] == 0


def test_as_of_looks_back_over_what_was_recorded_by_then(caller, clock):
    case = opened(caller)
    clock.pass_time(hours=1)
    caller.post(f"{case}/supplier-responses", {"kind": "refused", "received_at": NOW})
    found = simulated(caller, {"supplier": {DAYS: 3}}, as_of=NOW)
    assert found["as_of"] == NOW
    assert found["data"][0]["before"]["next_action"] == "request_cancellation"
    found = simulated(caller, {"supplier": {DAYS: 3}})
    assert found["data"][0]["before"]["next_action"] == "request_tracking"


def test_a_case_that_cannot_be_read_is_told_of_and_hinders_no_other(caller):
    told = body() | {"policy": {"supplier": {"refund_max_business_days": 4}}}
    broken = caller.post(CASES, told)["id"]
    opened(caller, {"order_id": "S2"})
    found = simulated(caller, {"suppliers": {"store-1": {"refund_min_business_days": 5}}})
    assert found["cases"] == 1
    [one] = found["unreadable"]
    assert one["id"] == broken
    assert "refund window" in one["detail"]


BAD = [
    ({}, ["/policy"]),
    ({"policy": {"supplier": {"patience": 1}}}, ["/policy/supplier/patience"]),
    ({"policy": {}, "filter": {"mood": "sad"}}, ["/filter/mood"]),
    ({"policy": {}, "filter": {"state": "ajar"}}, ["/filter/state"]),
    ({"policy": {}, "limit": 1001}, ["/limit"]),
    ({"policy": {}, "limit": 0}, ["/limit"]),
    ({"policy": {}, "cursor": "can_01m86yb53fegb8hexhzcmh790r"}, ["/cursor"]),
    ({"policy": {}, "colour": "red"}, ["/colour"]),
    (
        {"policy": {"supplier": {"refund_min_business_days": 9, "refund_max_business_days": 3}}},
        ["/policy/supplier/refund_min_business_days"],
    ),
]


@pytest.mark.parametrize(("question", "where"), BAD)
def test_a_question_that_cannot_be_asked_names_its_field(caller, question, where):
    opened(caller)
    status, answer, _ = caller.ask("POST", WHAT_IF, question)
    assert (status, pointers(answer)) == (422, where), answer
