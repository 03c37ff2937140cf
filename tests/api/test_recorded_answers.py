"""Every answer of a recorded call is as the contract says, and so is every example a body."""

import re

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from api.cases import store_step
from api.test_cancellations import CASES, GOLDEN, OPENING, with_ids
from rescind.api.examples import EXAMPLES

NOW = "2026-09-29T08:00:00Z"
TOLD = {
    "cancellation-requests": {"requested_at": NOW, "lines": [{"store_line_id": "L1"}]},
    "supplier-responses": {
        "kind": "tracking_provided",
        "received_at": NOW,
        "tracking_number": "LP1",
        "message": "Sent.",
    },
    "tracking-requests": {"requested_at": NOW},
    "shipments": {
        "tracking_number": "LP1",
        "observed_at": NOW,
        "events": [{"at": NOW, "status": "label_created", "country": "CN"}],
    },
    "disputes": {"filed_at": NOW, "reference": "D-1"},
    "refunds": {"from": "merchant", "amount": "1.00", "currency": "EUR", "line_id": "L1"},
    "step-completions": {
        "idempotency_key": store_step(OPENING),
        "done_at": NOW,
        "done_by": "Ana",
        "note": "In the app.",
    },
    "claims": {
        "reason": "not_received",
        "circumstances": ["delivery_window_over"],
        "claimed_at": NOW,
        "lines": [{"store_line_id": "L1", "quantity": 1}],
    },
    "observations": {
        "store_order": {"cancelled_at": NOW},
        "supplier_order": {"status": "FINISH", "end_reason": "cancel_order_close_trade"},
    },
}


@pytest.fixture(scope="module")
def contract(recorded):
    return recorded[0].extensions["rescind-contract"]


@pytest.fixture
def asked(caller, contract):
    """Asks, and compares the answer with what the contract says of it."""

    def ask(method, address, body=None, status=200, **headers):
        found, answer, shown = caller.ask(method, address, body, **headers)
        assert found == status, answer
        operation = contract["paths"][template(contract, address)][method.lower()]
        told = operation["responses"][str(status)]
        schema = told["content"]["application/json"]["schema"]
        whole = {**schema, "components": contract["components"]}
        checker = Draft202012Validator(whole, format_checker=FormatChecker())
        problems = [f"{error.json_path}: {error.message}" for error in checker.iter_errors(answer)]
        assert problems == []
        missing = {name for name in told["headers"] if name not in shown}
        assert missing <= {"Idempotent-Replayed"}
        return answer

    return ask


def template(contract, address):
    """The path of the contract that an address belongs to."""
    path = address.partition("?")[0]
    for template in sorted(contract["paths"], key=lambda one: one.count("{")):
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            return template
    raise LookupError(path)


@pytest.mark.parametrize("case", GOLDEN[::6], ids=lambda case: case["name"])
def test_a_case_and_its_lists(asked, case):
    opened = asked("POST", CASES, with_ids(case["request"]), 201)
    one = f"{CASES}/{opened['id']}"
    asked("GET", f"{one}?as_of={case['request']['as_of']}&locale=es")
    assert asked("GET", CASES)["data"][0]["id"] == opened["id"]
    assert asked("GET", f"{one}/events")["data"][0]["type"] == "cancellation.opened"
    assert asked("POST", f"{one}/close", {"reason": "Done."})["state"] == "closed"


def test_every_kind_of_fact(asked, contract):
    paths = {
        re.search(r"/cancellations/\{cancellation_id\}/([\w-]+)$", p) for p in contract["paths"]
    }
    assert {p[1] for p in paths if p} - {"events", "close"} == set(TOLD)
    one = f"{CASES}/{asked('POST', CASES, OPENING, 201)['id']}"
    for path, body in TOLD.items():
        told = asked("POST", f"{one}/{path}", body, 201)
        assert asked("GET", f"{one}/{path}")["data"][0] == {
            name: value for name, value in told.items() if name != "decision"
        }
        if path == "disputes":
            asked("PATCH", f"{one}/disputes/{told['id']}", {"outcome": "won", "amount": "12.00"})
        if path == "claims":
            asked("PATCH", f"{one}/claims/{told['id']}", {"outcome": "refunded", "amount": "1.00"})


def test_nobody_is_to_keep_what_changes_with_time(caller):
    case = f"{CASES}/{caller.post(CASES, OPENING)['id']}"
    for path in (case, CASES, f"{case}/events", f"{case}/refunds"):
        caller.get(path)
        assert caller.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("title", EXAMPLES["simulations"])
def test_simulations(asked, title):
    asked("POST", CASES, OPENING, 201)
    asked("POST", "/v1/simulations", EXAMPLES["simulations"][title]["value"])


def test_policies_and_the_key(asked):
    rules = {"ship_within_business_days": 3, "calendar": None, "restocking_fee_percent": 12.5}
    told = asked("PUT", "/v1/suppliers/store-1/policy", rules)
    assert told == asked("GET", "/v1/suppliers/store-1/policy")
    assert {name: told[name] for name in rules} == rules
    asked("PUT", "/v1/store-policy", {"return_window_days": 30, "accepted_return_reasons": []})
    asked("GET", "/v1/store-policy?locale=es")
    for path in ("/v1/suppliers/store-1/policy", "/v1/store-policy"):
        asked("GET", f"{path}/versions")
    asked("GET", "/v1/suppliers/store-1/policy/comparison")
    asked("GET", "/v1/me")
    asked("GET", "/v1/suppliers")
    asked("GET", "/v1/suppliers/store-1/statistics")


@pytest.mark.parametrize(
    ("path", "title"),
    [
        (path, title)
        for path in ("supplier-responses", "refunds", "claims")
        for title in EXAMPLES[path]
    ]
    + [("observations", title) for title in EXAMPLES["observations"]],
)
def test_examples_run(asked, path, title):
    one = f"{CASES}/{asked('POST', CASES, OPENING, 201)['id']}"
    asked("POST", f"{one}/{path}", EXAMPLES[path][title]["value"], 201)
