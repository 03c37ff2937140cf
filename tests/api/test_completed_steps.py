"""Steps of a plan that somebody marked as done: shown so, by whom and when, and nothing decided."""

import pytest

from api.cases import CASES, NOW, body, events, opened, pointers

EARLIER = "2026-09-29T07:30:00Z"


def plan(caller, case):
    return caller.get(case)["decision"]["plan"]


def key_of(caller, case, action):
    return next(s["idempotency_key"] for s in plan(caller, case) if s["action"] == action)


def done(key, at=NOW, by="Ana", **more):
    return {"idempotency_key": key, "done_at": at, "done_by": by, **more}


def shown(step):
    return step["action"], step["status"], step["done_at"], step["done_by"], step["note"]


@pytest.fixture
def case(caller):
    return opened(caller)


def mark(caller, case, action, **more):
    return caller.post(f"{case}/step-completions", done(key_of(caller, case, action), **more))


def test_a_step_shows_who_did_it_and_when(caller, case):
    told = mark(caller, case, "message_supplier", note="By chat.")
    assert told["id"].startswith("stp_")
    steps = told["decision"]["plan"]
    assert shown(steps[-1]) == ("message_supplier", "done", NOW, "Ana", "By chat.")
    assert [s["action"] for s in steps].count("message_supplier") == 1
    assert steps == plan(caller, case)


def test_a_completion_is_a_fact_with_its_event_and_its_list(caller, case):
    told = mark(caller, case, "message_supplier")
    listed = caller.get(f"{case}/step-completions")["data"]
    assert listed == [{name: value for name, value in told.items() if name != "decision"}]
    assert told["supplier_order_id"] is None
    [event] = [one for one in events(caller, case) if one["type"] == "step.completed"]
    assert event["data"]["fact"] == {
        name: told[name] for name in ("id", "idempotency_key", "done_at", "done_by")
    }


def test_nothing_is_decided_otherwise_until_the_fact_is_told(caller, case):
    before = caller.get(case)["decision"]
    after = mark(caller, case, "request_cancellation")["decision"]
    assert {**after, "plan": None, "decision_id": None} == {
        **before,
        "plan": None,
        "decision_id": None,
    }
    first, last = after["plan"][0], after["plan"][-1]
    assert (first["action"], first["status"]) == ("request_cancellation", "ready")
    assert first["records"] == "cancellation-requests"
    assert first["request"] is None
    assert "cancellation-requests" in first["instructions"]
    assert shown(last) == ("request_cancellation", "done", NOW, "Ana", None)
    told = caller.post(f"{case}/{first['records']}", {"requested_at": NOW})["decision"]
    assert told["next_action"] == told["plan"][0]["action"] == "wait_for_supplier"
    [asked] = [s for s in told["plan"] if s["action"] == "request_cancellation"]
    assert shown(asked) == ("request_cancellation", "done", NOW, "Ana", None)


LET_GO = {"responses": [{"kind": "accepted", "received_at": NOW}]}
REFUSED_WEEKS_AGO = {
    "placed_at": "2026-09-10T02:00:00Z",
    "paid_at": "2026-09-10T02:05:00Z",
    "responses": [{"kind": "refused", "received_at": "2026-09-11T08:00:00Z"}],
    "tracking_request": {"requested_at": "2026-09-11T09:00:00Z"},
}
MARKED_AND_TOLD = [
    ("request_cancellation", {}, "cancellation-requests", {"requested_at": NOW}),
    (
        "request_tracking",
        {"responses": [{"kind": "refused", "received_at": NOW}]},
        "tracking-requests",
        {"requested_at": NOW},
    ),
    ("open_dispute", REFUSED_WEEKS_AGO, "disputes", {"filed_at": NOW}),
    ("cancel_store_order", LET_GO, "observations", {"store_order": {"cancelled_at": NOW}}),
]


@pytest.mark.parametrize("row", MARKED_AND_TOLD, ids=lambda row: row[0])
def test_what_was_marked_and_then_told_is_said_as_the_facts_say_it(caller, row):
    action, supplier_order, path, fact = row
    marked = opened(caller, **supplier_order)
    mark(caller, marked, action)
    told = caller.post(f"{marked}/{path}", fact)["decision"]
    caller.post(f"{marked}/close", {"reason": "To open it again."})
    unmarked = opened(caller, **supplier_order)
    plainly = caller.post(f"{unmarked}/{path}", fact)["decision"]
    [one], [other] = ([s for s in a["plan"] if s["action"] == action] for a in (told, plainly))
    assert shown(one) == (action, "done", NOW, "Ana", None)
    assert one["instructions"] == other["instructions"]


def test_what_waited_for_a_step_goes_ahead_once_it_is_done(caller, case):
    mark(caller, case, "request_cancellation")
    [confirm] = [s for s in plan(caller, case) if s["action"] == "confirm_supplier_cancelled"]
    assert (confirm["status"], confirm["blocked_by"]) == ("ready", [])


def test_the_store_waits_for_facts_whatever_is_marked(caller, case):
    for action in ("request_cancellation", "confirm_supplier_cancelled"):
        mark(caller, case, action)
    [cancel] = [s for s in plan(caller, case) if s["action"] == "cancel_store_order"]
    open_ones = [s["step"] for s in plan(caller, case) if s["status"] == "ready"]
    assert cancel["status"] == "blocked"
    assert cancel["request"] is None
    assert set(cancel["blocked_by"]) <= set(open_ones) != set()


def test_what_was_done_beside_the_facts_stays_shown(caller, case):
    mark(caller, case, "message_supplier")
    caller.post(f"{case}/cancellation-requests", {"requested_at": NOW})
    assert ("message_supplier", "done", NOW, "Ana", None) in map(shown, plan(caller, case))


def test_of_two_tellings_the_earlier_time_counts(caller, case):
    key = key_of(caller, case, "message_supplier")
    first, second = (
        caller.post(f"{case}/step-completions", done(key, at, by))
        for at, by in ((NOW, "Ana"), (EARLIER, "Ben"))
    )
    assert first["id"] != second["id"]
    assert shown(second["decision"]["plan"][-1]) == (
        "message_supplier", "done", EARLIER, "Ben", None,
    )  # fmt: skip
    assert len(caller.get(f"{case}/step-completions")["data"]) == 2


def test_the_record_decides_as_the_body_that_it_shows(caller, case):
    mark(caller, case, "request_cancellation", note="In the app.")
    whole = caller.get(case)
    parts = ("request", "store_order", "supplier_orders", "completed_steps")
    told = {**{name: whole[name] for name in parts}, "as_of": whole["decision"]["as_of"]}
    assert caller.post("/v1/evaluations", told) == whole["decision"]
    again = [*reversed(told["completed_steps"] * 2)]
    assert (
        caller.post("/v1/evaluations", {**told, "completed_steps": again})["plan"]
        == (whole["decision"]["plan"])
    )


def test_a_case_may_be_opened_with_steps_that_are_done(caller, case):
    key = key_of(caller, case, "message_supplier")
    caller.post(f"{case}/close", {"reason": "To open it again."})
    told = caller.post(CASES, {**body(), "completed_steps": [done(key)]})
    assert told["completed_steps"] == [done(key)]
    assert shown(told["decision"]["plan"][-1])[:2] == ("message_supplier", "done")
    listed = caller.get(f"{CASES}/{told['id']}/step-completions")["data"]
    assert [one["idempotency_key"] for one in listed] == [key]


def test_a_key_that_the_plan_does_not_have_is_refused_with_those_that_it_has(caller, case):
    before = caller.get(case)
    status, answer, _ = caller.ask("POST", f"{case}/step-completions", done("step_none"))
    assert (status, pointers(answer)) == (422, ["/idempotency_key"])
    for step in before["decision"]["plan"]:
        assert step["idempotency_key"] in answer["detail"]
        assert step["action"] in answer["detail"]
    assert caller.get(case) == before


def test_a_step_that_was_marked_is_not_marked_once_more_but_told(caller, case):
    to_tell = mark(caller, case, "request_cancellation")["decision"]["plan"][0]
    assert (to_tell["status"], to_tell["done_by"]) == ("ready", "Ana")
    told = done(to_tell["idempotency_key"])
    status, answer, _ = caller.ask("POST", f"{case}/step-completions", told)
    assert (status, pointers(answer)) == (422, ["/idempotency_key"])


def test_a_plan_without_steps_has_none_to_mark(caller, case):
    caller.post(f"{case}/observations", {"supplier_order": {"state": "not_placed"}})
    caller.post(f"{case}/observations", {"store_order": {"cancelled_at": NOW}})
    assert plan(caller, case) == []
    status, answer, _ = caller.ask("POST", f"{case}/step-completions", done("step_none"))
    assert (status, pointers(answer)) == (422, ["/idempotency_key"])


def test_a_closed_case_takes_no_completion(caller, case):
    key = key_of(caller, case, "message_supplier")
    caller.post(f"{case}/close", {"reason": "Done."})
    status, answer, _ = caller.ask("POST", f"{case}/step-completions", done(key))
    assert (status, answer["code"]) == (409, "case_closed")


BAD = [
    ({}, ["/done_at", "/done_by", "/idempotency_key"]),
    ({"done_at": "2026-09-29"}, ["/done_at"]),
    ({"done_by": " "}, ["/done_by"]),
    ({"note": 4}, ["/note"]),
    ({"supplier_order_id": "8190000000000001"}, ["/supplier_order_id"]),
]


@pytest.mark.parametrize(("change", "where"), BAD, ids=str)
def test_what_cannot_be_read_is_refused_at_its_place(caller, case, change, where):
    told = {**done(key_of(caller, case, "message_supplier")), **change} if change else {}
    status, answer, _ = caller.ask("POST", f"{case}/step-completions", told)
    assert (status, sorted(pointers(answer))) == (422, where)


def test_a_step_is_not_done_ahead_of_time(caller, case):
    ahead = done(key_of(caller, case, "message_supplier"), at="2026-09-29T08:05:01Z")
    status, problem, _ = caller.ask("POST", f"{case}/step-completions", ahead)
    assert (status, pointers(problem)) == (422, ["/done_at"])
