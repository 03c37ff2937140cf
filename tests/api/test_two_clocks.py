"""Several machines serve one record, and no two clocks are the same."""

from datetime import timedelta

import pytest

from api.test_cancellations import CASES, OPENING
from record import START, Caller, Clock, application, new_key
from rescind.working import work_off

ACCEPTED = {"kind": "accepted", "received_at": "2026-09-29T08:00:00Z"}


@pytest.fixture
def machines(postgres):
    """Two machines for one tenant: one is right, the other 30 seconds ahead."""
    key = new_key(postgres.url)
    right, ahead = Clock(START), Clock(START + timedelta(seconds=30))
    with (
        application(postgres.url, right) as (one, _),
        application(postgres.url, ahead) as (two, db),
    ):
        yield Caller(one, key, right), Caller(two, key, ahead), db


def test_what_one_recorded_the_other_shows(machines):
    right, ahead, _ = machines
    case = f"{CASES}/{right.post(CASES, OPENING)['id']}"
    told = ahead.post(f"{case}/supplier-responses", ACCEPTED)
    shown = right.get(case)
    assert len(shown["supplier_orders"][0]["responses"]) == 1
    assert shown["next_action"] == told["decision"]["next_action"]
    assert right.get(CASES)["data"][0]["next_action"] == shown["next_action"]


def test_the_ledger_never_runs_backwards_and_the_case_stays_readable(machines):
    right, ahead, database = machines
    case = f"{CASES}/{right.post(CASES, OPENING)['id']}"
    joined = {"order_id": "P2", "supplier_id": "store-2", "status": "WAIT_SELLER_SEND_GOODS"}
    lines = [{"store_line_id": "L1", "quantity": 1, "amount": "1.00"}]
    seen = {**joined, "paid_at": "2026-09-28T02:05:00Z", "lines": lines}
    ahead.post(f"{case}/observations", {"supplier_order": seen})
    right.clock.pass_time(seconds=10)
    rules = {"ship_within_business_days": 0, "auto_close_within_days": 0}
    for supplier in ("store-1", "store-2"):
        assert right.ask("PUT", f"/v1/suppliers/{supplier}/policy", rules)[0] == 200
    assert work_off(database, right.clock)
    right.clock.pass_time(seconds=5)
    right.post(f"{case}/supplier-responses", {**ACCEPTED, "supplier_order_id": "P2"})
    events = right.get(f"{case}/events?limit=100")["data"]
    assert "decision.changed" in [event["type"] for event in events]
    assert [one["created_at"] for one in events] == sorted(one["created_at"] for one in events)
    for moment in ("2026-09-29T08:00:15Z", "2026-09-29T08:00:29Z", "2026-09-29T08:00:30Z"):
        right.get(f"{case}?as_of={moment}")
    right.get(case)


def test_a_moment_shows_what_was_recorded_by_then(machines):
    right, ahead, _ = machines
    case = f"{CASES}/{right.post(CASES, OPENING)['id']}"
    ahead.post(f"{case}/supplier-responses", ACCEPTED)
    assert right.get(f"{case}?as_of=2026-09-29T08:00:29Z")["next_action"] == "request_cancellation"
    shown = right.get(f"{case}?as_of=2026-09-29T08:00:30Z")
    assert shown["next_action"] == "cancel_store_order"
    assert len(shown["supplier_orders"][0]["responses"]) == 1
