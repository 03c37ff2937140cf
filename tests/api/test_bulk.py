"""Evaluations in bulk: a line out for each line in, whatever stands in it."""

import json

import pytest
from jsonschema import Draft202012Validator, FormatChecker

import record
from api.test_golden import CASES
from rescind.api import agreed, bulk
from rescind.api.inflow import BLOCK_BYTES, BrokenOff, Inflow
from rescind.api.strict_json import MOST_BYTES
from rescind.domain.words import Scope

BULK = "/v1/evaluations/bulk"
NDJSON = "application/x-ndjson"
BODIES = [case.values[1]["request"] for case in CASES if case.values[0] == "/v1/evaluations"]
PAID = next(body for body in BODIES if body["supplier_orders"])


def stream(*lines):
    return "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)


def send(client, data, content_type=NDJSON, **headers):
    return client.post(BULK, data=data, content_type=content_type, headers=headers)


def told(response):
    assert (response.status_code, response.mimetype) == (200, NDJSON), response.get_data()
    *lines, rest = response.get_data().split(b"\n")
    assert rest == b""
    return [json.loads(line) for line in lines]


def test_every_line_is_answered_in_order_as_a_call_of_its_own_is(client):
    answers = told(send(client, stream(*({"ref": n, **one} for n, one in enumerate(BODIES)))))
    singles = [client.post("/v1/evaluations", json=one).get_json() for one in BODIES]
    assert answers == [{"ref": n, **one} for n, one in enumerate(singles)]


def test_a_line_without_a_reference_is_answered_without_one(client):
    assert told(send(client, stream(PAID))) == [
        client.post("/v1/evaluations", json=PAID).get_json()
    ]


@pytest.mark.parametrize("data", ["", "\n", "\n \r\n\n"])
def test_an_empty_stream_gives_an_empty_stream(client, data):
    assert told(send(client, data)) == []


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_the_last_line_may_end_or_not(client, end):
    assert len(told(send(client, stream(PAID, PAID) + end))) == 2


@pytest.mark.parametrize(
    ("bad", "code", "status", "ref"),
    [
        ("{broken", "invalid_json", 400, None),
        ("[]", "invalid_request", 422, None),
        ("7", "invalid_request", 422, None),
        ({"ref": "b", "request": {}}, "invalid_request", 422, "b"),
        ({"ref": "b", **PAID, "colour": 1}, "invalid_request", 422, "b"),
        ({"ref": ["b"], **PAID}, "invalid_request", 422, None),
        ({"ref": "b", **PAID, "as_of": "today"}, "invalid_request", 422, "b"),
        ('{"ref": "' + "a" * MOST_BYTES + '"}', "body_too_large", 413, None),
        ('{"ref": 1, "ref": 2}', "invalid_json", 400, None),
        ('{"ref": "\\ud800"}', "invalid_json", 400, None),
    ],
)
def test_a_bad_line_is_a_problem_in_its_place(client, bad, code, status, ref):
    first, problem, last = told(send(client, stream(PAID, "", bad, PAID)))
    assert first == last
    assert (problem["code"], problem["status"], problem["line"]) == (code, status, 3)
    assert problem.get("ref") == ref
    assert problem["type"] == f"/problems/{code}"
    assert problem["detail"].strip()


def test_a_fault_of_ours_in_one_line_is_not_the_others(client, monkeypatch):
    def failing(body, _moment):
        if body["request"].get("reason") == "other":
            raise LookupError("secret")
        return {"summary": "fine"}

    monkeypatch.setattr(bulk, "evaluated", failing)
    other = {**PAID, "request": {**PAID["request"], "reason": "other"}}
    answers = told(send(client, stream(PAID, other, PAID)))
    assert [one.get("code") for one in answers] == [None, "internal_error", None]
    assert "secret" not in json.dumps(answers)


@pytest.mark.parametrize(
    ("content_type", "headers"),
    [
        ("application/json", {}),
        ("text/plain", {}),
        (None, {}),
        (f"{NDJSON}; charset=latin-1", {}),
        (NDJSON, {"Content-Encoding": "gzip"}),
    ],
)
def test_another_content_type_is_refused(client, content_type, headers):
    response = send(client, stream(PAID), content_type, **headers)
    assert response.status_code == 415
    assert response.get_json()["code"] == "unsupported_media_type"


def test_single_calls_take_no_stream(client):
    response = client.post("/v1/evaluations", data=stream(PAID), content_type=NDJSON)
    assert response.status_code == 415


def test_a_reference_is_for_lines_alone(client):
    response = client.post("/v1/evaluations", json={"ref": "a", **PAID})
    assert response.get_json()["errors"][0]["pointer"] == "/ref"


def test_a_stream_may_be_larger_than_a_body(client):
    lines = [PAID] * (3 * MOST_BYTES // len(json.dumps(PAID)))
    assert len(told(send(client, stream(*lines)))) == len(lines)


def test_lines_are_answered_before_the_stream_ends(client):
    read = []

    class Endless:
        def read(self, size=-1):
            read.append(size)
            return (json.dumps(PAID).encode() + b"\n")[:BLOCK_BYTES]

    response = client.post(
        BULK,
        content_type=NDJSON,
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input": Endless(), "wsgi.input_terminated": True},
        buffered=False,
    )
    answers = response.response
    assert [json.loads(next(answers))["next_action"] for _ in range(3)]
    assert len(read) < 10
    response.close()


class TestInflow:
    class Sent:
        def __init__(self, *blocks):
            self.blocks = list(blocks)

        def read(self, _size):
            block = self.blocks.pop(0) if self.blocks else b""
            if isinstance(block, Exception):
                raise block
            return block

    def test_a_body_is_handed_on_as_it_comes(self):
        assert list(Inflow(self.Sent(b"a", b"b"), 2, None).blocks()) == [b"a", b"b"]
        assert list(Inflow(self.Sent(b"a", b"b"), None, None).blocks()) == [b"a", b"b"]

    @pytest.mark.parametrize(
        ("blocks", "size"), [([b"ab"], 3), ([b"ab", OSError()], 3), ([b"ab", OSError()], None)]
    )
    def test_a_body_that_breaks_off_is_told(self, blocks, size):
        came = Inflow(self.Sent(*blocks), size, None).blocks()
        assert next(came) == b"ab"
        with pytest.raises(BrokenOff):
            next(came)


def test_a_stream_that_breaks_off_ends_with_a_problem(client):
    data = stream(PAID, PAID, '{"ref": "cut').encode()
    sent = TestInflow.Sent(data, OSError())
    response = client.post(
        BULK,
        content_type=NDJSON,
        headers={"Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input": sent, "wsgi.input_terminated": True},
    )
    *answers, problem = told(response)
    assert len(answers) == 2
    assert (problem["code"], problem["line"]) == ("bad_request", 3)


def test_lines_of_answers_are_as_the_contract_says(client, app):
    contract = app.extensions["rescind-contract"]
    operation = contract["paths"][BULK]["post"]
    sent = operation["requestBody"]["content"][NDJSON]
    answered = operation["responses"]["200"]["content"][NDJSON]

    def checker(schema):
        whole = {**schema, "components": contract["components"]}
        return Draft202012Validator(whole, format_checker=FormatChecker())

    example = sent["examples"]["three-lines"]["value"]
    for line in example.splitlines()[:-1]:
        checker(sent["schema"]).validate(json.loads(line))
    answers = told(send(client, example))
    assert [one["ref"] for one in answers] == ["row-1", "row-2", "row-3"]
    assert answers[-1]["line"] == 3
    for one in answers:
        checker(answered["schema"]).validate(one)
    assert set(operation["responses"]) >= {"200", "401", "403", "415"}


RULES = {"response_within_hours": 12}


class TestStoredPolicies:
    def ask(self, caller, *bodies):
        response = caller.client.post(
            BULK,
            data=stream(*bodies),
            content_type=NDJSON,
            headers={"Authorization": f"Bearer {caller.key}"},
        )
        return told(response)

    def bodies(self):
        supplier = PAID["supplier_orders"][0]
        for store in ("store-1", "store-2"):
            yield {**PAID, "supplier_orders": [{**supplier, "supplier_id": store}]}

    def test_apply_as_in_single_calls(self, caller):
        caller.ask("PUT", "/v1/suppliers/store-1/policy", RULES)
        caller.ask("PUT", "/v1/store-policy", {"cancellation_window_hours": 1})
        own = {**next(self.bodies()), "policy": {"supplier": {"response_within_hours": 1}}}
        bodies = [*self.bodies(), own]
        singles = [caller.post("/v1/evaluations", body) for body in bodies]
        assert self.ask(caller, *bodies) == singles
        assert len({one["policy_version"] for one in singles}) == 3

    def test_are_read_once_for_a_supplier(self, caller, monkeypatch):
        reads = []
        real = agreed.stored_policies

        def counted(tenant, suppliers, at):
            reads.append(tuple(suppliers))
            return real(tenant, suppliers, at)

        monkeypatch.setattr(agreed, "stored_policies", counted)
        bodies = [{n: v for n, v in body.items() if n != "as_of"} for body in self.bodies()]
        assert len(self.ask(caller, *bodies * 5)) == 10
        assert reads == [("store-1",), ("store-2",)]

    def test_are_those_of_the_moment_that_a_line_asks_about(self, caller, clock):
        caller.ask("PUT", "/v1/suppliers/store-1/policy", RULES)
        clock.pass_time(hours=1)
        body = next(self.bodies())
        lines = [
            {**body, "as_of": at.isoformat()}
            for at in (clock.now.replace(hour=7), clock.now.replace(hour=8, minute=30))
        ]
        before, after = self.ask(caller, *lines)
        assert before["policy_version"] != after["policy_version"]

    def test_of_another_tenant_do_not(self, caller, another_caller):
        body = next(self.bodies())
        untold = self.ask(another_caller, body)
        caller.ask("PUT", "/v1/suppliers/store-1/policy", RULES)
        assert self.ask(another_caller, body) == untold


def test_a_key_needs_the_scope(caller, postgres):
    key = record.new_key(postgres.url, scopes=[Scope.WEBHOOKS_MANAGE])
    response = caller.client.post(
        BULK, data="", content_type=NDJSON, headers={"Authorization": f"Bearer {key}"}
    )
    assert response.status_code == 403
