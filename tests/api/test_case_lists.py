"""Lists of cases and of what happened to them: narrowed, paged without gaps, in order."""

import re

import pytest

from api.cases import CASES, FACTS, NOW, P1, P2, body, events, opened, pointers

OTHER = "can_01m86yb53fegb8hexhzcmh790r"


def open_many(caller, clock, count):
    """Open cases of orders S0, S1, …, a minute apart; returns their ids."""
    ids = []
    for n in range(count):
        ids.append(caller.post(CASES, body({"order_id": f"S{n}"}))["id"])
        clock.pass_time(minutes=1)
    return ids


def ids_in(page):
    return [one["id"] for one in page["data"]]


def next_link(caller):
    """The path that the `Link` header leads to."""
    given = caller.headers.get("Link")
    return given and re.fullmatch(r'<(?:https?://[^/]+)?(/.+)>; rel="next"', given)[1]


FILTERS = {
    "order_id": ("S1", "S9"),
    "supplier_order_id": (P2, "P9"),
    "supplier_id": ("store-2", "store-9"),
    "eligibility": ("eligible", "settled"),
    "next_action": ("cancel_store_order", "open_dispute"),
    "state": ("closed", None),
}


@pytest.fixture
def cases(caller):
    """A plain case, and one of two supplier orders that is nearly over."""
    plain = caller.post(CASES, body({"order_id": "S0"}))["id"]
    other = caller.post(CASES, body({"order_id": "S1"}, orders=2))["id"]
    for order in (P1, P2):
        won = {"filed_at": NOW, "outcome": "won"}
        seen = {"supplier_order": {"order_id": order, "dispute": won}}
        caller.post(f"{CASES}/{other}/observations", seen)
    caller.post(f"{CASES}/{other}/close", {"reason": "Done."})
    return plain, other


@pytest.mark.parametrize(("name", "values"), FILTERS.items())
def test_a_list_is_narrowed(caller, cases, name, values):
    found, nothing = values
    assert ids_in(caller.get(f"{CASES}?{name}={found}")) == [cases[1]]
    if nothing:
        assert ids_in(caller.get(f"{CASES}?{name}={nothing}")) == []


def test_filters_narrow_together_and_show_what_a_case_shows(caller, cases):
    plain, _ = cases
    assert ids_in(caller.get(CASES)) == [*reversed(cases)]
    assert ids_in(caller.get(f"{CASES}?state=open&supplier_id=store-1")) == [plain]
    assert ids_in(caller.get(f"{CASES}?state=open&supplier_id=store-2")) == []
    whole = caller.get(f"{CASES}/{plain}")
    [listed] = caller.get(f"{CASES}?order_id=S0")["data"]
    assert listed == {name: whole[name] for name in listed}


def test_cases_are_found_that_are_to_be_looked_at_before_a_moment(caller):
    case = caller.get(opened(caller))
    check = case["next_check_at"]
    assert ids_in(caller.get(f"{CASES}?due_before=2030-01-01T00:00:00Z")) == [case["id"]]
    assert ids_in(caller.get(f"{CASES}?due_before={check}")) == []
    caller.post(f"{CASES}/{case['id']}/close", {"reason": "Nobody looks at it again."})
    assert ids_in(caller.get(f"{CASES}?due_before=2030-01-01T00:00:00Z")) == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("eligibility=maybe", "eligibility"),
        ("next_action=sleep", "next_action"),
        ("state=ajar", "state"),
        ("due_before=soon", "due_before"),
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        ("colour=red", "colour"),
        ("cursor=nonsense", "cursor"),
        (f"cursor={OTHER}", "cursor"),
    ],
)
def test_a_list_cannot_be_asked_for_otherwise(caller, query, name):
    status, answer, _ = caller.ask("GET", f"{CASES}?{query}")
    assert (status, pointers(answer)) == (422, [name])


def test_pages_follow_without_gaps_or_doubles_while_cases_arrive(caller, clock):
    ids = open_many(caller, clock, 5)
    path, found = f"{CASES}?limit=2&supplier_id=store-1", []
    while path:
        page = caller.get(path)
        assert page["has_more"] == (page["next_cursor"] is not None)
        found += ids_in(page)
        path = next_link(caller)
        assert not path or {"limit=2", "supplier_id=store-1"} <= set(re.split("[?&]", path))
        caller.post(CASES, body({"order_id": f"new {len(found)}"}))
        clock.pass_time(minutes=1)
    assert found == [*reversed(ids)]


def test_cases_of_one_moment_are_paged_too(caller):
    ids = [caller.post(CASES, body({"order_id": f"S{n}"}))["id"] for n in range(4)]
    first = caller.get(f"{CASES}?limit=3")
    second = caller.get(f"{CASES}?limit=3&cursor={first['next_cursor']}")
    assert [*ids_in(first), *ids_in(second)] == [*reversed(ids)]
    assert (second["next_cursor"], second["has_more"]) == (None, False)
    assert "Link" not in caller.headers


def test_a_cursor_of_another_caller_leads_nowhere(caller, another_caller):
    case = opened(another_caller)
    cursor = case.rpartition("/")[2]
    status, answer, _ = caller.ask("GET", f"{CASES}?cursor={cursor}")
    assert (status, pointers(answer)) == (422, ["cursor"])


def test_facts_of_a_kind_are_paged_newest_first(caller, clock):
    case, ids = opened(caller), []
    for amount in ("1.00", "2.00", "3.00"):
        told = {"from": "supplier", "amount": amount}
        ids.append(caller.post(f"{case}/refunds", told)["id"])
        clock.pass_time(minutes=1)
    first = caller.get(f"{case}/refunds?limit=2")
    link = next_link(caller)
    caller.post(f"{case}/refunds", {"from": "supplier", "amount": "4.00"})
    second = caller.get(link)
    assert [*ids_in(first), *ids_in(second)] == [*reversed(ids)]
    response = caller.post(f"{case}/supplier-responses", FACTS["supplier-responses"])["id"]
    for cursor in (response, "ref_01m86yb53fegb8hexhzcmh790r", "x"):
        assert caller.ask("GET", f"{case}/refunds?cursor={cursor}")[0] == 422


def test_a_supplier_order_that_joins_is_found(caller):
    case = opened(caller, store_order={"lines": [{"line_id": "L1"}, {"line_id": "L2"}]})
    caller.post(
        f"{case}/observations",
        {
            "supplier_order": {
                "order_id": "P9",
                "supplier_id": "store-9",
                "status": "PLACE_ORDER_SUCCESS",
                "lines": [{"store_line_id": "L2"}],
            }
        },
    )
    for query in ("supplier_order_id=P9", "supplier_id=store-9", f"supplier_order_id={P1}"):
        [listed] = caller.get(f"{CASES}?{query}")["data"]
        assert listed["supplier_order_ids"] == [P1, "P9"]
    told = {**FACTS["supplier-responses"], "supplier_order_id": "P9"}
    assert caller.post(f"{case}/supplier-responses", told)["supplier_order_id"] == "P9"
    orders = caller.get(case)["decision"]["supplier_orders"]
    assert {one["order_id"] for one in orders} == {P1, "P9"}


TOLD = [
    ("cancellation-requests", "cancellation_request.recorded", "wait_for_supplier"),
    ("cancellation-requests", "cancellation_request.recorded", None),
    ("supplier-responses", "supplier_response.recorded", "request_tracking"),
    ("tracking-requests", "tracking_request.recorded", "wait_for_tracking"),
    ("shipments", "shipment.recorded", "verify_tracking"),
    ("disputes", "dispute.filed", "wait_for_dispute"),
    ("refunds", "refund.recorded", None),
    ("observations", "observation.recorded", None),
]


def test_the_ledger_has_one_event_a_fact_and_one_a_change_of_the_next_action(caller, clock):
    case, expected = opened(caller), ["cancellation.opened"]
    last = caller.get(case)["next_action"]
    for path, kind, action in TOLD:
        clock.pass_time(minutes=1)
        fact = caller.post(f"{case}/{path}", FACTS[path])
        now = fact["decision"]["next_action"]
        assert now == (action or last), path
        expected += [kind, *(["decision.changed"] if now != last else [])]
        last = now
        told = events(caller, case)
        assert [one["type"] for one in told] == expected
        assert len(told) == caller.get(case)["version"]
        [event] = [one for one in told if one["data"].get("fact", {}).get("id") == fact["id"]]
        assert event["data"]["next_action"] == now
        assert event["data"]["supplier_order_id"] == fact["supplier_order_id"]
    assert [one["timestamp"] for one in told] == sorted(one["timestamp"] for one in told)
    changes = [one["data"] for one in told if one["type"] == "decision.changed"]
    before = [one["previous"]["next_action"] for one in changes]
    assert before == ["request_cancellation", *(one["next_action"] for one in changes[:-1])]


def test_the_ledger_is_paged_oldest_first_while_it_grows(caller):
    case, found = opened(caller), []
    for _ in range(3):
        caller.post(f"{case}/refunds", {"from": "supplier", "amount": "1.00"})
    path = f"{case}/events?limit=2"
    while path:
        found += ids_in(caller.get(path))
        path = next_link(caller)
        if len(found) < 6:
            caller.post(f"{case}/refunds", {"from": "supplier", "amount": "1.00"})
    assert found == ids_in({"data": events(caller, case)})
    assert caller.ask("GET", f"{case}/events?cursor=evt_01m86yb53fegb8hexhzcmh790r")[0] == 422


def test_what_was_told_at_the_opening_is_in_the_ledger_too(caller):
    answers = [FACTS["supplier-responses"]]
    case = opened(caller, responses=answers, cancellation_request={"requested_at": NOW})
    told = events(caller, case)
    assert [one["type"] for one in told] == [
        "cancellation.opened",
        "supplier_response.recorded",
        "cancellation_request.recorded",
    ]
    assert "told_with_it" not in told[0]["data"]["fact"]
    assert answers[0].items() <= told[1]["data"]["fact"].items()
    [listed] = caller.get(f"{case}/supplier-responses")["data"]
    assert listed["id"] == told[1]["data"]["fact"]["id"]
