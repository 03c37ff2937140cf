"""A supplier's contradicting answers come at once: all are kept, and one decision follows."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg
import pytest

from faults.checking import GAPS, check_decision, everything
from faults.load import CASES, Connection, opening
from faults.service import recording

pytestmark = pytest.mark.slow

LATER = "2027-01-15T10:00:00Z"
ANSWERS = (
    {"kind": "accepted"},
    {"kind": "refused"},
    {"kind": "claims_shipped"},
    {"kind": "tracking_provided", "tracking_number": "LP00600000000001"},
    {"kind": "partially_accepted", "lines": [{"store_line_id": "L1", "quantity": 1}]},
    {"kind": "offered_partial_refund", "amount": "3.00"},
    {"kind": "offered_partial_refund", "amount": "5.00"},
    {"kind": "tracking_provided", "tracking_number": "LP00600000000002"},
)
AT_ONCE = ["2026-09-29T10:00:00Z"] * len(ANSWERS)
ONE_AFTER_THE_OTHER = [f"2026-09-29T10:0{minute}:00Z" for minute in range(len(ANSWERS))]


@pytest.fixture(scope="module")
def service():
    with recording() as service:
        yield service


@pytest.fixture(scope="module")
def answer_all(service):
    """Send all answers about a case at the same moment, each over a connection of its own."""
    together = threading.Barrier(len(ANSWERS))
    with ExitStack() as ending:
        connections = [ending.enter_context(Connection(service.port, service.key)) for _ in ANSWERS]
        clients = ending.enter_context(ThreadPoolExecutor(len(ANSWERS)))

        def send(case, number, received_at):
            body = {**ANSWERS[number], "received_at": received_at, "message": f"answer {number}"}
            together.wait(30)
            return connections[number].write(f"{CASES}/{case}/supplier-responses", body)

        def answer_all(case, moments):
            return list(clients.map(send, itertools.repeat(case), range(len(ANSWERS)), moments))

        yield answer_all


@pytest.mark.parametrize("moments", [AT_ONCE, ONE_AFTER_THE_OTHER])
def test_eight_at_once_are_all_kept_and_decided_alike(service, answer_all, moments):
    decisions, orders = [], set()
    with Connection(service.port, service.key) as connection:
        for _ in range(10):
            case = connection.write(CASES, opening(f"{moments[-1]} {len(decisions)}"))["id"]
            sent = answer_all(case, moments)
            kept = everything(connection, f"{CASES}/{case}/supplier-responses")
            assert sorted(one["message"] for one in kept) == [f"answer {n}" for n in range(8)]
            assert {one["id"] for one in kept} == {one["id"] for one in sent}
            orders.add(tuple(one["message"] for one in kept))
            decisions.append(decision_of(service, case))
            check_ledger(connection, case)
    with psycopg.connect(service.administrators_url()) as administrator:
        assert administrator.execute(GAPS).fetchall() == []
    assert len(orders) > 1  # else nothing came at once
    for one in decisions:
        assert one == decisions[0]


def decision_of(service, case):
    """Read the decision many times, over fresh connections: both of gunicorn's workers answer."""
    found = []
    for _ in range(6):
        with Connection(service.port, service.key) as connection:
            found.append(connection.get(f"{CASES}/{case}?as_of={LATER}")["decision"])
    assert all(one == found[0] for one in found)
    return without_ids(found[0])


def without_ids(told):
    """Leave out what is made from the order's own id."""
    if isinstance(told, list):
        return [without_ids(one) for one in told]
    if not isinstance(told, dict):
        return told
    made = ("decision_id", "idempotency_key")
    return {name: without_ids(value) for name, value in told.items() if name not in made}


def check_ledger(connection, case):
    """See that a case's ledger tells of everything, and of the decision that lists show."""
    events = everything(connection, f"{CASES}/{case}/events")
    types = [one["type"] for one in events]
    assert types.count("supplier_response.recorded") == len(ANSWERS)
    shown = connection.get(f"{CASES}/{case}")
    assert shown["version"] == len(events)
    (listed,) = [one for one in everything(connection, CASES) if one["id"] == case]
    assert events[-1]["data"]["next_action"] == listed["next_action"] == shown["next_action"]
    check_decision(connection, shown)
