"""What a case refuses, what it never does, whose version it is at, and how it looked before."""

import pytest

from api.cases import CASES, FACTS, NOW, P1, P2, body, events, opened, pointers

LATE = "2020-01-01T00:00:00Z"
OUTCOME = {"outcome": "lost", "decided_at": NOW}
LATE_FACTS = {
    "an answer from before the order": ("supplier-responses", {"kind": "accepted"}, "received_at"),
    "a request from before the order": ("cancellation-requests", {}, "requested_at"),
    "a tracking request": ("tracking-requests", {}, "requested_at"),
    "a dispute": ("disputes", {}, "filed_at"),
    "a refund": ("refunds", {"from": "supplier", "amount": "99.00"}, "refunded_at"),
    "a number": ("shipments", {"tracking_number": "LP2"}, "declared_at"),
}


@pytest.mark.parametrize(("path", "fact", "when"), LATE_FACTS.values(), ids=LATE_FACTS)
@pytest.mark.parametrize("at", [LATE, "2027-01-01T00:00:00Z"])
def test_nothing_is_refused_for_coming_late_or_early(caller, path, fact, when, at):
    case = opened(caller)
    told = caller.post(f"{case}/{path}", {**fact, when: at})
    assert told["decision"] == caller.get(case)["decision"]


CONTRADICTIONS = [
    ("supplier-responses", {"kind": "accepted", "received_at": NOW}, "wait_for_supplier_refund"),
    ("supplier-responses", {"kind": "refused", "received_at": NOW}, "request_tracking"),
    ("observations", {"supplier_order": {"status": "WAIT_BUYER_ACCEPT_GOODS"}}, "inform_customer"),
    ("supplier-responses", {"kind": "accepted", "received_at": NOW}, "inform_customer"),
    ("observations", {"supplier_order": {"status": "NO_SUCH_WORD"}}, "manual_review"),
]


def test_facts_that_contradict_each_other_are_all_taken(caller):
    case = opened(caller)
    for path, fact, action in CONTRADICTIONS:
        decision = caller.post(f"{case}/{path}", fact)["decision"]
        assert decision["supplier_orders"][0]["next_action"] == action


def test_a_closed_case_takes_refunds_claims_and_sights_only(caller):
    case = opened(caller)
    dispute = caller.post(f"{case}/disputes", FACTS["disputes"])["id"]
    closed = caller.post(f"{case}/close", {"reason": "The customer keeps it."})
    assert (closed["state"], closed["closed_at"]) == ("closed", NOW)
    before = caller.get(case)
    for path in sorted({*FACTS, "close"} - {"refunds", "claims", "observations"}):
        fact = FACTS.get(path, {"reason": "Again."})
        status, answer, _ = caller.ask("POST", f"{case}/{path}", fact)
        assert (status, answer["code"]) == (409, "case_closed")
    status, answer, _ = caller.ask("PATCH", f"{case}/disputes/{dispute}", OUTCOME)
    assert (status, answer["code"]) == (409, "case_closed")
    assert caller.get(case) == before
    for path in ("refunds", "claims", "observations"):
        caller.post(f"{case}/{path}", FACTS[path])
    after = caller.get(case)
    assert (after["state"], after["closed_at"]) == ("closed", NOW)
    assert after["supplier_orders"][0]["refunds"] == [{"amount": "4.00", "refunded_at": NOW}]


def test_a_supplier_order_has_one_open_dispute_and_each_one_outcome(caller):
    case = opened(caller, orders=2)
    named = {"supplier_order_id": P1}
    first = caller.post(f"{case}/disputes", {**FACTS["disputes"], **named})["id"]
    status, answer, _ = caller.ask("POST", f"{case}/disputes", {"filed_at": LATE, **named})
    assert (status, answer["code"]) == (409, "dispute_open")
    caller.post(f"{case}/disputes", {"filed_at": NOW, "supplier_order_id": P2})
    withdrawn = {"outcome": "withdrawn"}
    assert caller.ask("PATCH", f"{case}/disputes/{first}", withdrawn)[0] == 200
    status, answer, _ = caller.ask("PATCH", f"{case}/disputes/{first}", OUTCOME)
    assert (status, answer["code"]) == (409, "dispute_decided")
    second = caller.post(f"{case}/disputes", {**FACTS["disputes"], **named})
    [order] = [o for o in second["decision"]["supplier_orders"] if o["order_id"] == P1]
    assert order["next_action"] == "wait_for_dispute"
    assert len(caller.get(f"{case}/disputes")["data"]) == 3


def test_a_sight_of_the_open_dispute_is_no_second_one(caller):
    case = opened(caller)
    dispute = caller.post(f"{case}/disputes", FACTS["disputes"])["id"]
    for seen in ({"filed_at": "2026-09-29T08:01:00Z"}, {"filed_at": NOW, "outcome": "won"}):
        caller.post(f"{case}/observations", {"supplier_order": {"dispute": seen}})
    [listed] = caller.get(f"{case}/disputes")["data"]
    assert (listed["id"], listed["outcome"]) == (dispute, "won")


def test_a_sight_of_a_second_open_dispute_is_refused_until_the_first_has_its_outcome(caller):
    case = opened(caller)
    dispute = caller.post(f"{case}/disputes", {"filed_at": "2026-09-25T08:00:00Z"})["id"]
    seen = {"supplier_order": {"status": "IN_ISSUE", "dispute": {"filed_at": NOW}}}
    before = caller.get(case)
    status, answer, _ = caller.ask("POST", f"{case}/observations", seen)
    assert (status, answer["code"]) == (409, "dispute_open")
    assert caller.get(case) == before
    caller.ask("PATCH", f"{case}/disputes/{dispute}", {"outcome": "withdrawn"})
    caller.post(f"{case}/observations", seen)
    assert caller.get(case)["supplier_orders"][0]["dispute"] == {"filed_at": NOW}


def test_a_decided_dispute_that_is_seen_beside_the_open_one_is_recorded(caller):
    case = opened(caller)
    caller.post(f"{case}/disputes", FACTS["disputes"])
    lost = {"filed_at": "2026-09-25T08:00:00Z", "outcome": "lost"}
    caller.post(f"{case}/observations", {"supplier_order": {"dispute": lost}})
    assert len(caller.get(f"{case}/disputes")["data"]) == 2
    assert caller.get(case)["supplier_orders"][0]["dispute"] == {"filed_at": NOW}


def test_an_order_and_its_lines_have_one_open_case(caller, another_caller):
    told = body(orders=2)
    case = caller.post(CASES, told)["id"]
    every = [{"line_id": "L1"}, {"line_id": "L2", "quantity": 1}]
    for same in (told, {**told, "request": {**told["request"], "lines": every}}):
        status, answer, _ = caller.ask("POST", CASES, same)
        assert (status, answer["cancellation_id"]) == (409, case)
    one_line = {**told, "request": {**told["request"], "lines": every[:1]}}
    other_shop = {**told, "store_order": {**told["store_order"], "platform": "woocommerce"}}
    for other in (one_line, other_shop):
        caller.post(CASES, other)
    another_caller.post(CASES, told)
    caller.post(f"{CASES}/{case}/close", {"reason": "To open it again."})
    assert caller.post(CASES, told)["id"] != case


@pytest.mark.parametrize(("path", "fact"), [*FACTS.items(), ("close", {"reason": "Done."})])
def test_a_write_may_name_the_version_that_was_seen(caller, path, fact):
    case = opened(caller)
    etag = caller.headers["ETag"]
    for bad in ("7", "latest", '"x"', '"-1"', f"{etag}, {etag}"):
        status, answer, _ = caller.ask("POST", f"{case}/{path}", fact, If_Match=bad)
        assert (status, pointers(answer)) == (422, ["If-Match"])
    status, answer, headers = caller.ask("POST", f"{case}/{path}", fact, If_Match='"7"')
    assert (status, answer["code"], headers["ETag"]) == (412, "stale_version", etag)
    assert caller.get(case)["version"] == int(etag.strip('"'))
    caller.post(f"{case}/{path}", fact, If_Match=etag)
    assert caller.headers["ETag"] != etag
    if path != "close":
        assert caller.ask("POST", f"{case}/{path}", fact, If_Match=etag)[0] == 412


def test_any_version_will_do_where_the_caller_says_so(caller):
    case = opened(caller)
    for fact in (FACTS["refunds"], FACTS["refunds"]):
        caller.post(f"{case}/refunds", fact, If_Match="*")
    dispute = caller.post(f"{case}/disputes", FACTS["disputes"])["id"]
    path = f"{case}/disputes/{dispute}"
    assert caller.ask("PATCH", path, OUTCOME, If_Match='"1"')[0] == 412
    assert caller.ask("PATCH", path, OUTCOME, If_Match=caller.headers["ETag"])[0] == 200


def test_a_case_is_looked_at_as_it_was_at_any_moment(caller, clock):
    case = opened(caller)
    opening = caller.get(case)
    clock.pass_time(hours=1)
    first = caller.post(f"{case}/cancellation-requests", {"requested_at": NOW})["decision"]
    clock.pass_time(hours=1)
    answered = {"kind": "accepted", "received_at": NOW}
    second = caller.post(f"{case}/supplier-responses", answered)["decision"]

    def at(moment):
        return caller.get(f"{case}?as_of={moment}")

    assert at(NOW)["decision"] == opening["decision"]
    assert at("2026-09-29T08:59:59.999Z")["supplier_orders"] == opening["supplier_orders"]
    assert at("2026-09-29T09:00:00Z")["decision"] == first
    assert at("2026-09-29T10:00:00Z")["decision"] == second
    before = at("2026-09-29T07:00:00Z")
    assert before["supplier_orders"] == opening["supplier_orders"]
    assert before["decision"]["as_of"] == "2026-09-29T07:00:00Z"
    ahead = at("2026-11-20T10:00:00Z")
    assert ahead["supplier_orders"][0]["responses"] == [answered]
    assert ahead["next_action"] != second["next_action"]
    assert (ahead["version"], ahead["id"]) == (caller.get(case)["version"], opening["id"])
    status, answer, _ = caller.ask("GET", f"{case}?as_of=yesterday")
    assert (status, pointers(answer)) == (422, ["as_of"])


def test_the_same_facts_are_evaluated_to_the_same_decision(caller):
    case = opened(caller, orders=2)
    for path, fact in FACTS.items():
        caller.post(f"{case}/{path}", {**fact, "supplier_order_id": P2})
    whole = caller.get(case)
    told = {name: whole[name] for name in ("request", "store_order", "supplier_orders")}
    assert caller.post("/v1/evaluations", {**told, "as_of": NOW}) == whole["decision"]


def test_a_case_speaks_the_language_that_is_asked_for_else_its_own(caller):
    case = f"{CASES}/{caller.post(CASES, {**body(), 'locale': 'es'})['id']}"
    own, english = caller.get(case), caller.get(f"{case}?locale=en")
    assert own["summary"] != english["summary"]
    assert own["summary"] == caller.get(f"{case}?locale=es")["summary"]
    told = caller.post(f"{case}/refunds", FACTS["refunds"])["decision"]
    assert told == caller.get(case)["decision"]
    for locale in ("en", "es"):
        [listed] = caller.get(f"{CASES}?locale={locale}")["data"]
        assert listed["summary"] == caller.get(f"{case}?locale={locale}")["summary"]
    assert caller.ask("GET", f"{case}?locale=fr")[0] == 422
    assert {one["data"]["summary"] for one in events(caller, case)} >= {own["summary"]}
