"""Repeats: one key stands for one request, whose effect there is once and whose answer stays."""

import itertools
from concurrent.futures import ThreadPoolExecutor

import pytest

import record
from api.operations import (
    BODIES,
    BY_NAME,
    DOCUMENT,
    OPENING,
    OPERATIONS,
    WRITES,
    named,
    ready,
    settle,
)
from record_rows import rows

CASES = "/v1/cancellations"
KEPT = ("Cache-Control", "Content-Type", "ETag", "Location")
CLOSING = BODIES["closeCancellation"]


@pytest.fixture
def told(caller):
    """A caller whose case and dispute are open."""
    caller.ids = settle(caller, ["recordDispute", "recordClaim"])
    return caller


def send(caller, path, body, key, method="POST", **headers):
    """Send a request under a key; the answer is raw, for its bytes."""
    return caller.client.open(
        path,
        method=method,
        json=body,
        headers={"Authorization": f"Bearer {caller.key}", "Idempotency-Key": key, **headers},
    )


def seen(response):
    """What of an answer is the same each time."""
    headers = {name: response.headers.get(name) for name in KEPT}
    return response.status_code, headers, response.get_data()


def replayed(response):
    return response.headers.get("Idempotent-Replayed") == "true"


def refused(response, code, status=422):
    assert (response.status_code, response.get_json()["code"]) == (status, code)
    assert not replayed(response)
    return response.get_json()


def test_writes_and_no_other_calls_document_the_key():
    documented = [one for one in OPERATIONS if "Idempotency-Key" in one.parameters["header"]]
    assert documented == list(WRITES)
    assert {one.method for one in WRITES} == {"POST", "PUT", "PATCH", "DELETE"}


@pytest.mark.parametrize("operation", named(WRITES))
def test_every_write_tells_what_a_repeat_is_answered(operation):
    for status, answer in operation.responses.items():
        if status.startswith("2"):
            assert "Idempotent-Replayed" in answer["headers"]
    assert {"409", "422"} <= operation.responses.keys()


@pytest.mark.parametrize("operation", named(WRITES))
def test_a_repeat_is_answered_as_the_first_and_changes_nothing(told, postgres, clock, operation):
    ready(told, operation, **told.ids)
    tenant_id = told.get("/v1/me")["tenant_id"]
    request = (told, operation.at(**told.ids), operation.body, "k", operation.method)
    first = send(*request)
    assert first.status_code in (200, 201, 204)
    assert not replayed(first)
    after = rows(postgres.url, tenant_id)
    clock.pass_time(days=3)
    again = send(*request)
    assert replayed(again)
    assert seen(again) == seen(first)
    assert rows(postgres.url, tenant_id) == after


def test_an_opening_and_its_repeat_say_where_the_case_is(caller):
    first, again = (send(caller, CASES, OPENING, "k") for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert first.headers["Location"] == f"{CASES}/{first.get_json()['id']}"
    assert first.headers["ETag"] == again.headers["ETag"] == '"1"'


def test_a_repeat_may_write_its_json_otherwise(caller):
    first = send(caller, CASES, OPENING, "k")
    again = send(caller, CASES, dict(reversed(OPENING.items())), "k")
    assert replayed(again)
    assert seen(again) == seen(first)


def test_a_call_that_only_computes_takes_no_notice_of_a_key(caller):
    body = BODIES["evaluate"]
    answers = [send(caller, "/v1/evaluations", body, "not a key, at all") for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]
    assert not any(map(replayed, answers))


OTHERS = {
    "another body": {"body": {"reason": "Another."}},
    "another case": {"path": "/v1/cancellations/can_01m86yb53fegb8hexhzcmh790r/close"},
    "another call": {"path": "/v1/store-policy", "method": "PUT", "body": {}},
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_key_stands_for_one_request(told, postgres, other):
    path = BY_NAME["closeCancellation"].at(**told.ids)
    assert send(told, path, CLOSING, "k").status_code == 200
    before = rows(postgres.url, told.get("/v1/me")["tenant_id"])
    refused(
        send(told, **{"path": path, "body": CLOSING, "key": "k", **other}),
        "idempotency_key_reused",
    )
    assert rows(postgres.url, told.get("/v1/me")["tenant_id"]) == before
    assert replayed(send(told, path, CLOSING, "k"))


NOBODYS = f"{CASES}/can_01m86yb53fegb8hexhzcmh790r/close"


@pytest.mark.parametrize(
    ("code", "status", "request_"),
    [
        ("invalid_request", 422, {"body": {}}),
        ("invalid_json", 400, {"body": {"reason": "\0"}}),
        ("not_found", 404, {"path": NOBODYS}),
        ("stale_version", 412, {"If-Match": '"9"'}),
        ("case_open", 409, {"path": CASES, "body": OPENING}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_refused_request_frees_its_key(told, postgres, code, status, request_):
    good = {"path": BY_NAME["closeCancellation"].at(**told.ids), "body": CLOSING}
    before = rows(postgres.url, told.get("/v1/me")["tenant_id"])
    refused(send(told, **{**good, **request_}, key="k"), code, status)
    assert rows(postgres.url, told.get("/v1/me")["tenant_id"]) == before
    answer = send(told, **good, key="k")
    assert answer.status_code == 200
    assert not replayed(answer)


def test_what_was_refused_may_be_sent_again_as_it_was(told):
    refused(send(told, CASES, OPENING, "k"), "case_open", 409)
    told.post(BY_NAME["closeCancellation"].at(**told.ids), CLOSING)
    answer = send(told, CASES, OPENING, "k")
    assert answer.status_code == 201
    assert not replayed(answer)


def at_once(recorded, caller, keys):
    """Record one refund under each key, all from threads of their own."""
    path, body = BY_NAME["recordRefund"].at(**caller.ids), BODIES["recordRefund"]
    callers = [record.Caller(recorded[0], caller.key, caller.clock) for _ in keys]
    with ThreadPoolExecutor(len(callers)) as pool:
        return list(pool.map(send, callers, itertools.repeat(path), itertools.repeat(body), keys))


def test_fifty_repeats_at_once_have_one_effect(recorded, told):
    answers = at_once(recorded, told, ["k"] * 50)
    assert {one.status_code for one in answers} == {201}
    assert len({one.get_data() for one in answers}) == 1
    assert sum(map(replayed, answers)) == 49
    assert len(told.get(BY_NAME["listRefunds"].at(**told.ids))["data"]) == 1


def test_fifty_requests_at_once_are_all_recorded_in_order(recorded, told):
    answers = at_once(recorded, told, [str(number) for number in range(50)])
    assert {one.status_code for one in answers} == {201}
    assert not any(map(replayed, answers))
    versions = sorted(int(one.headers["ETag"].strip('"')) for one in answers)
    assert versions == list(range(versions[0], versions[0] + 50))


@pytest.mark.parametrize("key", ["", " ", "a b", "a,b", "a" * 256, "clé", "a\tb", "\x7f"])
def test_a_malformed_key_is_refused(told, key):
    body = refused(send(told, CASES, OPENING, key), "invalid_request")
    assert [error["parameter"] for error in body["errors"]] == ["Idempotency-Key"]


@pytest.mark.parametrize("key", ["a", "a" * 255, "!\"#$%&'()*+-./:;<=>?@[\\]^_`{|}~"])
def test_any_other_key_is_good(caller, key):
    assert send(caller, CASES, OPENING, key).status_code == 201
    assert replayed(send(caller, CASES, OPENING, key))


def test_the_documented_pattern_is_the_one_that_is_held_to():
    schema = DOCUMENT["components"]["parameters"]["IdempotencyKey"]["schema"]
    assert (schema["pattern"], schema["maxLength"]) == (r"^[\x21-\x2b\x2d-\x7e]{1,255}$", 255)
