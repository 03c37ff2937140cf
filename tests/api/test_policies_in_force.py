"""Policies are kept in versions, in force from their telling on, and decide cases and calls."""

import threading
import time
from datetime import datetime

import pytest

import record
from api.cases import CASES, NOW, P1, body, events, opened, pointers
from rescind.tables import cancellations
from rescind.working import work_off

POLICY, STORE = "/v1/suppliers/store-1/policy", "/v1/store-policy"
ASKED = {"requested_at": NOW}
SLOW = {"response_within_hours": 24 * 20, "ship_within_business_days": 30}


def put(caller, path, policy):
    status, answer, _ = caller.ask("PUT", path, policy)
    assert status == 200, answer
    return answer


@pytest.mark.parametrize(
    ("path", "first", "second"),
    [
        (POLICY, {"response_within_hours": 24, "guideline_url": None}, {"calendar": "CN"}),
        (
            STORE,
            {"return_window_days": 14, "contact_email": "a@example.com"},
            {"has_physical_store": True},
        ),
    ],
)
def test_a_policy_is_told_whole_each_time_and_kept_in_versions(caller, clock, path, first, second):
    assert caller.ask("GET", path)[0] == 404
    put(caller, path, first)
    told = caller.get(path)
    assert {**first, "version": 1, "created_at": NOW}.items() <= told.items()
    clock.pass_time(hours=1)
    answer = put(caller, path, second)
    assert answer == caller.get(path)
    assert (answer["version"], answer["created_at"]) == (2, "2026-09-29T09:00:00Z")
    assert second.items() <= answer.items()
    assert not set(first) & set(answer)


@pytest.mark.parametrize(
    ("path", "policy", "where"),
    [
        (POLICY, {"response_within_hours": "soon"}, ["/response_within_hours"]),
        (POLICY, {"response_within_hours": -1}, ["/response_within_hours"]),
        (POLICY, {"on_silence": "cry"}, ["/on_silence"]),
        (POLICY, {"time_zone": "Asia/Nowhere"}, ["/time_zone"]),
        (POLICY, {"colour": "red"}, ["/colour"]),
        (STORE, {"return_window_days": "many"}, ["/return_window_days"]),
        (STORE, {"calendar": "CN"}, ["/calendar"]),
    ],
)
def test_a_policy_that_cannot_be_read_is_no_version(caller, path, policy, where):
    status, answer, _ = caller.ask("PUT", path, policy)
    assert (status, pointers(answer)) == (422, where), answer
    assert caller.ask("GET", path)[0] == 404


def test_a_null_is_kept_as_not_known_and_named_as_missing(caller):
    put(caller, POLICY, {"response_within_hours": None})
    assert caller.get(POLICY)["response_within_hours"] is None
    case = opened(caller, cancellation_request=ASKED)
    missing = [one["fact"] for one in caller.get(case)["decision"]["missing_facts"]]
    assert any(one.endswith("/response_within_hours") for one in missing)


def test_a_policy_is_in_force_from_its_telling_on(caller, clock):
    case = opened(caller, cancellation_request=ASKED)

    def answer_due(moment=""):
        decision = caller.get(f"{case}{moment and '?as_of='}{moment}")["decision"]
        return decision["deadlines"]["supplier_response"]["due_at"]

    assert answer_due() == "2026-10-01T08:00:00Z"
    clock.pass_time(hours=1)
    put(caller, POLICY, SLOW)
    assert answer_due() == "2026-10-19T08:00:00Z"
    assert answer_due("2026-09-29T08:59:59Z") == "2026-10-01T08:00:00Z"
    assert answer_due("2026-09-29T09:00:00Z") == "2026-10-19T08:00:00Z"
    assert answer_due("2026-09-29T10:00:00Z") == "2026-10-19T08:00:00Z"


def test_a_policy_told_before_the_opening_is_in_force_before_it_too(caller, clock):
    put(caller, POLICY, SLOW)
    clock.pass_time(hours=1)
    case = opened(caller, cancellation_request=ASKED)
    for moment in ("2026-09-29T08:30:00Z", "2026-09-29T09:00:00Z"):
        found = caller.get(f"{case}?as_of={moment}")["decision"]["deadlines"]
        assert found["supplier_response"]["due_at"] == "2026-10-19T08:00:00Z"
    before = caller.get(f"{case}?as_of=2026-09-29T07:59:59Z")["decision"]["policy_version"]
    assert before != caller.get(case)["decision"]["policy_version"]


@pytest.mark.parametrize("moment", ["2026-09-29T08:30:00Z", "2026-09-29T09:30:00Z"])
def test_a_case_and_an_evaluation_of_a_moment_have_the_policy_of_that_moment(caller, clock, moment):
    case = opened(caller)
    clock.pass_time(hours=1)
    put(caller, POLICY, SLOW)
    clock.pass_time(hours=1)
    looked = caller.get(f"{case}?as_of={moment}")
    parts = ("request", "store_order", "supplier_orders")
    body = {name: looked[name] for name in parts} | {"as_of": moment}
    evaluated = caller.post("/v1/evaluations", body)
    assert evaluated["decision_id"] == looked["decision"]["decision_id"]


def test_open_cases_of_the_supplier_are_decided_anew(caller, recorded, clock):
    database = recorded[1]
    suppliers = {"S1": "store-1", "S2": "store-7", "S3": "store-1"}
    cases = {
        order: opened(caller, {"order_id": order}, cancellation_request=ASKED, supplier_id=supplier)
        for order, supplier in suppliers.items()
    }
    caller.post(f"{cases['S3']}/close", {"reason": "Done."})
    clock.now = datetime.fromisoformat("2026-09-29T20:00:00Z")
    put(caller, POLICY, {"response_within_hours": 12})
    work_off(database, clock=clock)
    actions = {one["order_id"]: one["next_action"] for one in caller.get(CASES)["data"]}
    assert actions == {
        "S1": "request_tracking",
        "S2": "wait_for_supplier",
        "S3": "wait_for_supplier",
    }
    assert events(caller, cases["S1"])[-1]["type"] == "decision.changed"
    assert events(caller, cases["S3"])[-1]["type"] != "decision.changed"


def test_what_a_body_says_goes_over_what_is_kept(caller):
    put(caller, POLICY, {"response_within_hours": 12, "restocking_fee_percent": 10})
    for given, due in (
        ({}, "2026-09-29T20:00:00Z"),
        ({"supplier": {"response_within_hours": 24}}, "2026-09-30T08:00:00Z"),
        ({"suppliers": {"store-1": {"response_within_hours": 72}}}, "2026-10-02T08:00:00Z"),
        ({"suppliers": {"store-2": {"response_within_hours": 72}}}, "2026-09-29T20:00:00Z"),
    ):
        told = {**body(cancellation_request=ASKED), "policy": given}
        evaluated = caller.post("/v1/evaluations", {**told, "as_of": NOW})
        case = caller.post(CASES, told)
        assert case["decision"] == evaluated
        assert evaluated["deadlines"]["supplier_response"]["due_at"] == due
        caller.post(f"{CASES}/{case['id']}/close", {"reason": "To open it again."})


def test_calls_without_memory_use_what_is_kept(caller, another_caller):
    [order] = body(cancellation_request=ASKED)["supplier_orders"]
    dispute = {"supplier_order": order, "as_of": NOW}
    before = caller.post("/v1/dispute-decisions", dispute)
    put(caller, POLICY, SLOW)
    after = caller.post("/v1/dispute-decisions", dispute)
    assert before["deadlines"]["ship_by"] != after["deadlines"]["ship_by"]
    assert another_caller.post("/v1/dispute-decisions", dispute) == before
    assert order["order_id"] == P1


def test_fault_assessments_know_the_policies_too(caller):
    claim = {"reason": "changed_mind", "supplier_id": "store-1"}
    before = caller.post("/v1/fault-assessments", claim)
    put(caller, POLICY, {"accepted_return_reasons": ["changed_mind"]})
    put(caller, STORE, {"accepted_return_reasons": ["changed_mind"]})
    assert caller.post("/v1/fault-assessments", claim) != before


def test_a_policy_waits_for_cases_in_the_order_in_which_all_lock_them(recorded, caller):
    told = [body({"order_id": f"S{n}"}) for n in range(2)]
    first, second = sorted(caller.post(CASES, one)["id"] for one in told)
    # Its row is now behind the other one's in the table.
    caller.post(f"{CASES}/{first}/tracking-requests", {"requested_at": NOW})
    answers = []

    def tell():
        path = "/v1/suppliers/store-1/policy"
        one = record.Caller(recorded[0], caller.key, caller.clock)
        answers.append(one.ask("PUT", path, {"response_within_hours": 12})[0])

    with recorded[1].tenant(caller.get("/v1/me")["tenant_id"]) as tenant:
        cancellations.lock(tenant, first)
        telling = threading.Thread(target=tell)
        telling.start()
        time.sleep(0.5)
        assert cancellations.lock(tenant, second)
    telling.join()
    assert answers == [200]
