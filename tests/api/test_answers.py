"""What the contract says of answers holds of every answer; what it lists is what the domain has."""

import json
from enum import StrEnum
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from api.test_golden import CASES
from rescind.api.examples import EXAMPLES
from rescind.api.fields import Word
from rescind.api.schemas import calls, disputes, evaluations, faults, refund_checks, tracking
from rescind.api.schemas.policies import StorePolicySchema, SupplierPolicySchema
from rescind.api.schemas.reasons import DeadlinesSchema
from rescind.domain.policy import StorePolicy, SupplierPolicy
from rescind.domain.words import DeadlineName

GOLDEN = ("evaluations", "dispute-decisions", "fault-assessments")
WITHOUT_MEMORY = (
    *GOLDEN,
    "tracking-checks",
    "refund-checks",
    "policy-comparisons",
    "policy-checks",
)
GETS = [
    "/v1/business-days?start=2026-09-28&days=7&calendar=CN",
    "/v1/rules",
    "/v1/rules?locale=es",
    "/v1/vocabularies",
    "/v1/vocabularies/eligibility",
    "/v1/vocabularies/fulfillment_status?locale=es",
]
EXAMPLE_CALLS = [
    pytest.param(f"/v1/{name}", example["value"], id=f"{name}-{title}")
    for name, examples in EXAMPLES.items()
    if name in WITHOUT_MEMORY
    for title, example in examples.items()
]


@pytest.fixture(scope="module")
def contract(app):
    return app.extensions["rescind-contract"]


@pytest.fixture(scope="module")
def check(contract):
    """Checks an answer against the schema that the contract has for it."""

    def checked(path, method, answer):
        operation = contract["paths"][path][method]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": contract["components"]}
        checker = Draft202012Validator(whole, format_checker=FormatChecker())
        problems = [f"{error.json_path}: {error.message}" for error in checker.iter_errors(answer)]
        assert problems == []

    return checked


@pytest.mark.parametrize(("path", "case"), CASES)
def test_golden_answers_are_as_the_contract_says(client, check, path, case):
    check(path, "post", client.post(path, json=case["request"]).get_json())


@pytest.mark.parametrize(("path", "value"), EXAMPLE_CALLS)
def test_examples_run(client, check, path, value):
    response = client.post(path, json=value)
    assert response.status_code == 200, response.get_data(as_text=True)
    check(path, "post", response.get_json())


@pytest.mark.parametrize("address", GETS)
def test_catalogues_are_as_the_contract_says(client, check, address):
    response = client.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    path = address.partition("?")[0]
    named = path.startswith("/v1/vocabularies/")
    check("/v1/vocabularies/{name}" if named else path, "get", response.get_json())


@pytest.mark.parametrize(("path", "case"), CASES)
def test_golden_requests_are_as_the_contract_says(contract, path, case):
    body = contract["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    whole = {**body["schema"], "components": contract["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(case["request"])


@pytest.mark.parametrize("name", WITHOUT_MEMORY)
def test_every_call_has_two_named_examples(contract, name):
    body = contract["paths"][f"/v1/{name}"]["post"]["requestBody"]["content"]["application/json"]
    assert len(body["examples"]) >= 2
    assert body["examples"] == EXAMPLES[name]


def test_examples_are_golden_cases():
    golden = [
        case["request"]
        for name in ("evaluations", "dispute_decisions", "fault_assessments")
        for case in json.loads(
            (Path(__file__).parent.parent / "golden" / f"{name}.json").read_text(encoding="utf-8")
        )
    ]
    for name in GOLDEN:
        for example in EXAMPLES[name].values():
            assert example["value"] in golden


def words_in(schema, seen):
    """Every word field of a schema and of those in it."""
    for name, field in schema.fields.items():
        inner = getattr(field, "inner", field)
        if isinstance(inner, Word):
            yield f"{type(schema).__name__}.{name}", inner
        nested = getattr(inner, "schema", None)
        if nested is not None and type(nested) not in seen:
            seen.add(type(nested))
            yield from words_in(nested, seen)


ROOTS = [
    calls.EvaluationRequestSchema,
    calls.DisputeRequestSchema,
    calls.TrackingCheckRequestSchema,
    calls.FaultAssessmentRequestSchema,
    calls.LocaleQuerySchema,
    refund_checks.RefundCheckRequestSchema,
    refund_checks.RefundCheckSchema,
    evaluations.EvaluationSchema,
    disputes.DisputeDecisionSchema,
    tracking.TrackingCheckSchema,
    faults.FaultAssessmentSchema,
]
WORDS = dict(pair for root in ROOTS for pair in words_in(root(), set()))


@pytest.mark.parametrize("place", WORDS)
def test_every_enumeration_lists_the_words_of_the_domain(place):
    field = WORDS[place]
    assert issubclass(field.words, StrEnum)
    assert field.metadata["enum"] == [word.value for word in field.words]


def test_every_parameter_of_a_policy_can_be_sent():
    assert set(SupplierPolicySchema().fields) == set(SupplierPolicy.__slots__) - {"not_known"}
    assert set(StorePolicySchema().fields) == set(StorePolicy.__slots__)


def test_every_deadline_has_its_key():
    assert set(DeadlinesSchema().fields) == set(DeadlineName)


def test_everything_is_described(contract):
    for name, schema in contract["components"]["schemas"].items():
        assert len(schema["description"]) > 20, name
        for key, told in schema.get("properties", {}).items():
            assert "description" in told, (name, key)


def test_answers_may_grow_and_requests_may_not(contract):
    schemas = contract["components"]["schemas"]
    assert schemas["EvaluationRequest"]["additionalProperties"] is False
    answer = schemas["EvaluationAnswer"]
    assert "additionalProperties" not in answer
    assert set(answer["properties"]) - set(answer["required"]) == {"experience"}
