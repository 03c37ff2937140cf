"""The golden cases, end to end: each body is sent, and the answer holds what the case expects.

Those in `rules_*.json` also say which findings (`shows`: a rule and its outcome, or a row of table
3.1) they are there to show; `why` quotes the sentence that they were reasoned from.
"""

import json
from datetime import datetime
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent.parent / "golden"
CALLS = {
    "evaluations": "/v1/evaluations",
    "dispute_decisions": "/v1/dispute-decisions",
    "fault_assessments": "/v1/fault-assessments",
    "refund_checks": "/v1/refund-checks",
    "policy_comparisons": "/v1/policy-comparisons",
    "policy_checks": "/v1/policy-checks",
    "tracking_checks": "/v1/tracking-checks",
}
"""The call whose bodies a file holds, by how the file's name ends."""

CASES = [
    pytest.param(path, case, id=f"{file.stem}-{case['name']}")
    for name, path in CALLS.items()
    for file in sorted(GOLDEN.glob(f"*{name}.json"))
    for case in json.loads(file.read_text(encoding="utf-8"))
]


def found_at(answer, pointer):
    """Every value at a JSON pointer, in which `*` stands for any element."""
    values = [answer]
    for step in pointer.split("/")[1:]:
        if step == "*":
            values = [inner for value in values for inner in value]
        else:
            values = [value[int(step) if isinstance(value, list) else step] for value in values]
    return values


def same(found, expected):
    """Equal, or one instant written in two ways."""
    if isinstance(found, str) and isinstance(expected, str) and "T" in expected:
        try:
            return datetime.fromisoformat(found) == datetime.fromisoformat(expected)
        except ValueError:
            return found == expected
    return found == expected and type(found) is type(expected)


@pytest.mark.parametrize(("path", "case"), CASES)
def test_golden_case(client, path, case):
    response = client.post(path, json=case["request"])
    assert response.status_code == 200, response.get_data(as_text=True)
    answer = response.get_json()
    for pointer, expected in case["expect"].items():
        found = found_at(answer, pointer)
        assert any(same(value, expected) for value in found), (pointer, expected, found)
    assert set(case.get("shows", ())) <= shown_by(answer)


def shown_by(answer):
    """What an answer shows of the rules: findings with their outcomes, and rows."""
    orders = answer.get("supplier_orders", ())
    numbers = [number for order in orders for number in order.get("numbers", ())]
    found = [
        *answer.get("findings", ()),
        *(one for number in numbers for one in number["evidence"]),
    ]
    rows = {row for order in orders if "row" in order for row in order["row"].split(", ")}
    return {f"{one['rule']} {one['outcome']}" for one in found} | {f"row {row}" for row in rows}
