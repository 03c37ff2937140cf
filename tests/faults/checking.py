"""Compares what was acknowledged with what is on record: nothing lost, nothing doubled."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import psycopg

from faults.load import CASES, Connection

LISTS = ("supplier-responses", "refunds")
MARK_OF = {"supplier-responses": "message", "refunds": "refunded_at"}
EVENT_OF = {
    "supplier-responses": "supplier_response.recorded",
    "refunds": "refund.recorded",
}

GAPS = """
select cancellation_id from events group by cancellation_id
having min(seq) <> 1 or max(seq) <> count(*)
"""
UNTOLD = """
select count(*) from facts full join events using (tenant_id, cancellation_id, seq)
where facts.seq is null and events.type <> 'decision.changed' or events.seq is null
"""
UNANSWERED = "select count(*) from idempotency_keys where status is null"


def check(load, administrators_url):
    """Check everything that a load wrote. Nothing else has written under its key."""
    load.check_clients()
    with Connection(load.port, load.key) as connection:
        listed = everything(connection, CASES)
    written = {one.case: [] for one in load.written}
    for one in load.written:
        written[one.case].append(one)
    openings = [one for one in load.written if one.kind == "opening"]
    same([(one["order_id"], one["id"]) for one in listed], [(o.mark, o.case) for o in openings])
    with ThreadPoolExecutor(4) as checkers:
        list(checkers.map(lambda one: check_case(load, one, written[one["id"]]), listed))
    check_tables(administrators_url, writes=len(load.written))


def same(found, acknowledged):
    """See that what is found is what was acknowledged, each once."""
    found, acknowledged = Counter(found), Counter(acknowledged)
    assert {"lost": acknowledged - found, "too many": found - acknowledged} == {
        "lost": Counter(),
        "too many": Counter(),
    }


def check_case(load, listed, written):
    """Check one case: its facts, its ledger, and its decision."""
    path = f"{CASES}/{listed['id']}"
    with Connection(load.port, load.key) as connection:
        events = everything(connection, f"{path}/events")
        assert [one["type"] for one in events].count("cancellation.opened") == 1
        for name in LISTS:
            facts = everything(connection, f"{path}/{name}")
            in_ledger = [one["data"]["fact"] for one in events if one["type"] == EVENT_OF[name]]
            marks = [(one[MARK_OF[name]], one["id"]) for one in facts]
            same(marks, [(one.mark, one.fact) for one in written if one.kind == name])
            assert [(one[MARK_OF[name]], one["id"]) for one in reversed(in_ledger)] == marks
        shown = connection.get(path)
        assert shown["version"] == listed["version"] == len(events)
        check_decision(connection, shown)


def check_decision(connection, case):
    """See that a case is decided as the facts that it shows are evaluated."""
    facts = {name: case[name] for name in ("request", "store_order", "supplier_orders")}
    body = {**facts, "as_of": case["decided_at"]}
    status, _, evaluated = connection.ask("POST", "/v1/evaluations", body)
    assert status == 200, evaluated
    assert evaluated == case["decision"]


def check_tables(url, *, writes):
    """See what no answer shows: no gap in any seq, and one answer kept for each write."""
    with psycopg.connect(url) as connection:
        assert connection.execute(GAPS).fetchall() == []
        assert connection.execute(UNTOLD).fetchone() == (0,)
        assert connection.execute(UNANSWERED).fetchone() == (0,)
        assert connection.execute("select count(*) from idempotency_keys").fetchone() == (writes,)


def everything(connection, path):
    """Read all pages of a list; no element may be on two."""
    found, cursor = [], ""
    while True:
        page = connection.get(f"{path}?limit=100{cursor}")
        found += page["data"]
        if not page["has_more"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    ids = [one["id"] for one in found]
    assert len(set(ids)) == len(ids)
    return found
