"""The worker: what time changes is told once, with the moment at which it happened."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from record import START
from rescind.api.examples import EXAMPLES
from rescind.usecases import passing_time
from rescind.usecases.passing_time import whole_millisecond
from rescind.working import work_off

OPENING = EXAMPLES["cancellations"]["paid-not-shipped"]["value"]
CASES = "/v1/cancellations"
NOW = "2026-09-29T08:00:00Z"
WEEKS_LATER = datetime.fromisoformat("2026-10-26T09:00:00Z")
ASKED = {"cancellation_request": {"requested_at": NOW}}
TRACKING_ASKED = {**ASKED, "tracking_request": {"requested_at": NOW}}
ACCEPTED = {**ASKED, "responses": [{"kind": "accepted", "received_at": NOW}]}
NUMBER = {"tracking_number": "LP00600000000001", "declared_at": NOW}
LATE_DISPUTES = {"supplier": {"dispute_opens_after_days_unshipped": 20}}

WAITS = {
    "an answer within 48 hours": (
        {"supplier_order": ASKED},
        [
            ("2026-10-01T08:00:00Z", "request_tracking"),
            ("2026-10-13T16:00:00Z", "wait_for_auto_close"),
            ("2026-10-16T16:00:00Z", "open_dispute"),
        ],
    ),
    "a tracking number within five business days": (
        {"supplier_order": TRACKING_ASKED},
        [
            ("2026-10-01T08:00:00Z", "wait_for_tracking"),
            ("2026-10-12T16:00:00Z", "open_dispute"),
            ("2026-10-13T16:00:00Z", "wait_for_auto_close"),
            ("2026-10-16T16:00:00Z", "open_dispute"),
        ],
    ),
    "a scan of a number": (
        {"supplier_order": {**TRACKING_ASKED, "shipments": [NUMBER]}},
        [
            ("2026-10-12T16:00:00Z", "open_dispute"),
            ("2026-10-13T16:00:00Z", "wait_for_auto_close"),
            ("2026-10-16T16:00:00Z", "open_dispute"),
        ],
    ),
    "money within the refund window": (
        {"supplier_order": ACCEPTED, "store_order": {"cancelled_at": NOW}},
        [("2026-10-20T16:00:00Z", "manual_review")],
    ),
    "the platform to close the order": (
        {},
        [
            ("2026-10-13T16:00:00Z", "wait_for_auto_close"),
            ("2026-10-16T16:00:00Z", "open_dispute"),
        ],
    ),
    "the day on which disputes open": (
        {"policy": LATE_DISPUTES},
        [
            ("2026-10-13T16:00:00Z", "wait_for_auto_close"),
            ("2026-10-18T07:00:00Z", "open_dispute"),
        ],
    ),
}
"""What is waited for: how the case is opened, and what time changes until `WEEKS_LATER`."""


pytestmark = pytest.mark.usefixtures("nothing_else_is_due")


@pytest.fixture
def work(recorded, clock):
    """Run two workers at once; tells how many decisions they made."""
    database = recorded[1]

    def both():
        with ThreadPoolExecutor(2) as workers:
            return sum(workers.map(lambda _: work_off(database, clock), range(2)))

    return both


def opened(caller, order_id="1", *, policy=None, store_order=None, supplier_order=None):
    """Open a case; returns it."""
    body = deepcopy(OPENING)
    body["store_order"] |= {"order_id": order_id, **(store_order or {})}
    body["supplier_orders"][0] |= supplier_order or {}
    return caller.post(CASES, {**body, **({"policy": policy} if policy else {})})


def changes(caller, case):
    """List what the ledger tells of changed decisions, oldest first."""
    events = caller.get(f"{CASES}/{case['id']}/events?limit=100")["data"]
    assert len(events) == caller.get(f"{CASES}/{case['id']}")["version"]
    return [event for event in events if event["type"] == "decision.changed"]


def told(events):
    return [(event["timestamp"], event["data"]["next_action"]) for event in events]


def stored(caller, case):
    """Read a case as lists show it."""
    (found,) = [one for one in caller.get(f"{CASES}?limit=100")["data"] if one["id"] == case["id"]]
    return found


def instant(text):
    return datetime.fromisoformat(text)


@pytest.mark.parametrize("awaited", WAITS)
def test_each_change_is_told_once_when_it_is_due(caller, clock, work, awaited):
    opening, expected = WAITS[awaited]
    cases = [opened(caller, str(number), **opening) for number in range(4)]
    found = []
    while (check := stored(caller, cases[0])["next_check_at"]) and instant(check) < WEEKS_LATER:
        clock.now = instant(check) - timedelta(milliseconds=1)
        assert work() == 0
        clock.now = instant(check) + timedelta(seconds=7)
        assert work() == len(cases)
        if len(fresh := changes(caller, cases[0])) > len(found):
            assert fresh[-1]["timestamp"] == check
            assert instant(fresh[-1]["created_at"]) == clock.now
        found = fresh
        for case in cases:
            assert told(changes(caller, case)) == told(found)
            shown = caller.get(f"{CASES}/{case['id']}?as_of={check}")
            for name in ("next_action", "eligibility", "next_check_at", "version"):
                assert stored(caller, case)[name] == shown[name]
    assert told(found) == expected


@pytest.mark.parametrize("awaited", WAITS)
def test_each_change_tells_what_was_before(caller, clock, work, awaited):
    case = opened(caller, **WAITS[awaited][0])
    clock.now = WEEKS_LATER
    work()
    before = case
    for event in changes(caller, case):
        previous = {name: before[name] for name in ("eligibility", "next_action")}
        assert event["data"]["previous"] == previous
        assert event["data"]["decided_at"] == event["timestamp"]
        before = event["data"]
    assert before["next_action"] == stored(caller, case)["next_action"]


def test_a_worker_that_comes_weeks_late_tells_what_one_in_time_told(
    caller, another_caller, clock, work
):
    in_time = {name: opened(caller, name, **WAITS[name][0]) for name in WAITS}
    while clock.now < WEEKS_LATER:
        clock.pass_time(hours=1)  # every deadline is a full hour
        work()
    clock.now = START
    late = {name: opened(another_caller, name, **WAITS[name][0]) for name in WAITS}
    clock.now = WEEKS_LATER
    work()
    for name in WAITS:
        assert told(changes(another_caller, late[name])) == WAITS[name][1]
        one, other = (
            [bare(event) for event in changes(by, cases[name])]
            for by, cases in ((caller, in_time), (another_caller, late))
        )
        assert one == other
        written = {event["created_at"] for event in changes(another_caller, late[name])}
        assert [instant(one) for one in written] == [WEEKS_LATER]
        assert bare(stored(caller, in_time[name])) == bare(stored(another_caller, late[name]))


def bare(told):
    """Leave out what differs between two cases of the same facts, and when it was written."""
    differing = ("id", "cancellation_id", "created_at", "updated_at")
    if isinstance(told, dict):
        return {name: bare(value) for name, value in told.items() if name not in differing}
    return told


def test_a_closed_case_is_left_alone(caller, clock, work):
    case = opened(caller, **WAITS["a tracking number within five business days"][0])
    caller.post(f"{CASES}/{case['id']}/close", {"reason": "It is kept."})
    caller.post(
        f"{CASES}/{case['id']}/refunds", {"from": "supplier", "amount": "1.00", "refunded_at": NOW}
    )
    clock.now = WEEKS_LATER
    assert work() == 0
    assert all(one["timestamp"] == NOW for one in changes(caller, case))


KEPT = "select body from facts where cancellation_id = %s and kind = 'opening'"
SPOIL = "update facts set body = %s where cancellation_id = %s and kind = 'opening'"


def spoil(administrator, case):
    """Spoil what a case was opened with; returns what mends it."""
    (kept,) = administrator.execute(KEPT, [case["id"]]).fetchone()
    spoiled = {**kept, "request": {"requested_by": 17}}
    administrator.execute(SPOIL, [json.dumps(spoiled), case["id"]])
    return lambda: administrator.execute(SPOIL, [json.dumps(kept), case["id"]])


def test_a_case_that_cannot_be_decided_holds_up_no_other(
    caller, clock, work, administrator, caplog
):
    bad, *good = (opened(caller, str(number), supplier_order=ASKED) for number in range(5))
    mend = spoil(administrator, bad)
    clock.now = instant("2026-10-01T08:00:00Z")
    with caplog.at_level(logging.ERROR, "rescind.worker"):
        assert work() == 5
    assert [record.getMessage() for record in caplog.records] == ["undecided"]
    for case in good:
        assert told(changes(caller, case)) == [("2026-10-01T08:00:00Z", "request_tracking")]
    assert stored(caller, bad)["next_action"] == "wait_for_supplier"
    clock.pass_time(minutes=59)
    assert work() == 0
    mend()
    clock.pass_time(minutes=1)
    work()
    (event,) = changes(caller, bad)
    assert told([event]) == [("2026-10-01T08:00:00Z", "request_tracking")]
    assert instant(event["created_at"]) == clock.now
    clock.now = instant("2026-10-02T09:00:00Z")
    assert work() == 5


def test_an_agreement_that_comes_while_the_worker_is_behind_is_not_forgotten(caller, clock, work):
    case = opened(caller, supplier_order=TRACKING_ASKED)
    clock.now = instant("2026-10-12T17:00:00Z")
    agreed = {"dispute_opens_after_days_unshipped": 15}
    status, answer, _ = caller.ask("PUT", "/v1/suppliers/store-1/policy", agreed)
    assert status in (200, 201), answer
    work()
    assert told(changes(caller, case)) == [
        ("2026-10-01T08:00:00Z", "wait_for_tracking"),
        ("2026-10-12T16:00:00Z", "open_dispute"),
        ("2026-10-12T17:00:00Z", "wait_for_tracking"),
    ]
    assert stored(caller, case)["decided_at"] == "2026-10-12T17:00:00Z"


class EndsAfter:
    """Lets so many cases be decided, then asks to end."""

    def __init__(self, cases):
        self.left = cases

    def wait(self, _seconds):
        self.left -= 1
        return self.left < 0


def test_the_worker_ends_between_two_cases(caller, clock, recorded):
    for number in range(4):
        opened(caller, str(number), supplier_order=ASKED)
    clock.now = WEEKS_LATER
    assert work_off(recorded[1], clock, EndsAfter(2)) == 2
    assert work_off(recorded[1], clock, EndsAfter(0)) == 0


def test_a_case_in_hand_is_left_to_whoever_has_it(caller, clock, recorded, administrator):
    mine, another = (opened(caller, str(number), supplier_order=ASKED) for number in range(2))
    clock.now = instant("2026-10-01T08:00:00Z")
    held = "select 1 from cancellations where cancellation_id = %s for update"
    with administrator.transaction():
        administrator.execute(held, [mine["id"]])
        assert work_off(recorded[1], clock) == 1
    assert changes(caller, mine) == []
    assert told(changes(caller, another)) == [("2026-10-01T08:00:00Z", "request_tracking")]


@pytest.mark.parametrize(("days", "kept"), [(30, True), (31, False)])
def test_an_answer_under_a_key_is_kept_for_thirty_days(caller, clock, recorded, days, kept):
    path, body = "/v1/store-policy", {"return_window_days": 14}
    caller.ask("PUT", path, body, Idempotency_Key="once")
    clock.pass_time(days=days)
    work_off(recorded[1], clock)
    status, _, headers = caller.ask("PUT", path, body, Idempotency_Key="once")
    assert (status, "Idempotent-Replayed" in headers) == (200, kept)


def test_a_deadline_is_over_at_its_millisecond_and_not_before():
    exact = instant("2026-10-01T08:00:00.001Z")
    assert whole_millisecond(exact) == exact
    assert whole_millisecond(exact + timedelta(microseconds=1)) == exact + timedelta(milliseconds=1)


def test_a_case_that_was_decided_for_a_moment_is_not_due_for_it_again(
    caller, clock, recorded, monkeypatch
):
    case = opened(caller, supplier_order=ASKED)
    clock.now = instant(case["next_check_at"])
    decide = passing_time.case_file.decided

    def again(desk, known, *, as_of):
        found = decide(desk, known, as_of=as_of)
        return replace(found, decision=replace(found.decision, next_check_at=as_of))

    monkeypatch.setattr(passing_time.case_file, "decided", again)
    assert work_off(recorded[1], clock) == 1
    clock.pass_time(minutes=59)
    assert work_off(recorded[1], clock) == 0
    clock.pass_time(minutes=1)
    assert work_off(recorded[1], clock) == 1
