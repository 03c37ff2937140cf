"""Periods of kept policies: what is in force when, how versions are listed, what decides a case."""

from datetime import datetime

import pytest

from api.cases import CASES, NOW, opened, pointers
from rescind.working import work_off

POLICY, STORE = "/v1/suppliers/store-1/policy", "/v1/store-policy"
ASKED = {"requested_at": NOW}
LATER, END = "2026-09-30T08:00:00Z", "2026-10-02T08:00:00Z"
SLOW = {"response_within_hours": 240, "ship_within_business_days": 30}


def put(caller, path, policy):
    status, answer, _ = caller.ask("PUT", path, policy)
    assert status == 200, answer
    return answer


def due(caller, case, moment):
    decision = caller.get(f"{case}?as_of={moment}")["decision"]
    return decision["deadlines"]["supplier_response"]["due_at"]


def test_a_version_for_later_decides_from_its_beginning_to_its_end(caller):
    case = opened(caller, cancellation_request=ASKED)
    put(caller, POLICY, {})
    told = put(caller, POLICY, {**SLOW, "valid_from": LATER, "valid_until": END})
    assert (told["state"], told["valid_from"], told["valid_until"]) == ("planned", LATER, END)
    slow, usual = "2026-10-09T08:00:00Z", "2026-10-01T08:00:00Z"
    for moment, expected in (
        (NOW, usual),
        ("2026-09-30T07:59:59.999Z", usual),
        (LATER, slow),
        ("2026-10-02T07:59:59.999Z", slow),
    ):
        assert due(caller, case, moment) == expected
    assert [caller.get(f"{POLICY}?as_of={at}")["version"] for at in (NOW, LATER, END)] == [1, 2, 1]


def test_a_period_that_began_earlier_changes_nothing_that_was_decided_before(caller, clock):
    case = opened(caller, cancellation_request=ASKED)
    before = caller.get(f"{case}?as_of={NOW}")["decision"]
    clock.pass_time(hours=1)
    told = put(caller, POLICY, {**SLOW, "valid_from": "2026-09-01T00:00:00Z"})
    assert told["state"] == "in_force"
    assert "stays as it was" in told["explanation"]
    assert caller.get(f"{case}?as_of={NOW}")["decision"] == before
    assert due(caller, case, "2026-09-29T09:00:00Z") == "2026-10-09T08:00:00Z"
    assert caller.ask("GET", f"{POLICY}?as_of={NOW}")[0] == 404


@pytest.mark.parametrize("path", [POLICY, STORE])
@pytest.mark.parametrize(
    ("period", "words"),
    [
        ({"valid_until": NOW}, "later than valid_from"),
        ({"valid_from": LATER, "valid_until": LATER}, "later than valid_from"),
        (
            {"valid_from": "2026-01-01T00:00:00Z", "valid_until": "2026-02-01T00:00:00Z"},
            "decides nothing before it is told",
        ),
    ],
)
def test_a_period_that_could_never_be_in_force_is_refused(caller, path, period, words):
    status, answer, _ = caller.ask("PUT", path, period)
    assert (status, pointers(answer)) == (422, ["/valid_until"])
    assert words in answer["detail"]
    assert caller.ask("GET", path)[0] == 404


@pytest.mark.parametrize("empty", [None, ""])
def test_an_empty_period_is_none(caller, empty):
    told = put(caller, STORE, {"valid_from": empty, "valid_until": empty, "contact_email": None})
    assert (told["valid_from"], told["valid_until"], told["contact_email"]) == (NOW, None, None)


@pytest.mark.parametrize("path", [POLICY, STORE])
def test_versions_are_listed_latest_first_with_where_they_stand(caller, clock, path):
    assert caller.ask("GET", f"{path}/versions")[0] == 404
    put(caller, path, {"valid_until": LATER})
    put(caller, path, {})
    put(caller, path, {"valid_from": END})
    listed = caller.get(f"{path}/versions")["data"]
    assert [(one["version"], one["state"]) for one in listed] == [
        (3, "planned"),
        (2, "in_force"),
        (1, "superseded"),
    ]
    clock.now = datetime.fromisoformat(END)
    states = [one["state"] for one in caller.get(f"{path}/versions")["data"]]
    assert states == ["in_force", "superseded", "over"]


def test_the_list_of_versions_comes_in_pages(caller):
    for _ in range(3):
        put(caller, POLICY, {})
    first = caller.get(f"{POLICY}/versions?limit=2")
    assert (len(first["data"]), first["has_more"]) == (2, True)
    rest = caller.get(f"{POLICY}/versions?limit=2&cursor={first['next_cursor']}")
    assert [one["version"] for one in first["data"] + rest["data"]] == [3, 2, 1]
    assert (rest["next_cursor"], rest["has_more"]) == (None, False)
    status, answer, _ = caller.ask("GET", f"{POLICY}/versions?cursor=pol_1")
    assert (status, pointers(answer)) == (422, ["cursor"])


def test_the_worker_decides_a_case_again_when_a_period_begins_and_when_it_ends(
    caller, recorded, clock
):
    opened(caller, cancellation_request=ASKED)
    put(caller, POLICY, {"response_within_hours": 1, "valid_from": LATER, "valid_until": END})
    work_off(recorded[1], clock=clock)
    seen = []
    for moment in (NOW, LATER, END):
        clock.now = datetime.fromisoformat(moment)
        work_off(recorded[1], clock=clock)
        [case] = caller.get(CASES)["data"]
        seen.append((case["decided_at"], case["next_action"]))
    assert seen == [
        (NOW, "wait_for_supplier"),
        (LATER, "request_tracking"),
        (END, "request_tracking"),
    ]


def test_a_policy_drafts_what_is_still_to_be_asked(caller):
    told = put(caller, POLICY, {"guideline_url": "https://example.com", "calendar": None})
    asked = [one["parameter"] for one in told["questions"]]
    assert "guideline_url" not in asked
    assert "cancellation_accepted_within_hours" in asked
    assert set(told["questions_draft"]["messages"]) == {"en", "es", "zh"}
    spanish = caller.get(f"{POLICY}?locale=es")["questions"][0]
    assert spanish["why"] != told["questions"][0]["why"]
    assert spanish["draft"] == told["questions"][0]["draft"]
