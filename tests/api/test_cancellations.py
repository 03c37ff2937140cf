"""Recorded cases: opened, told more, looked at for any moment, listed and closed."""

import json
from copy import deepcopy
from datetime import datetime
from pathlib import Path

import pytest

from api.test_golden import found_at, same
from rescind.api.examples import EXAMPLES

GOLDEN = json.loads(
    (Path(__file__).parent.parent / "golden" / "evaluations.json").read_text("utf-8")
)
OPENING = EXAMPLES["cancellations"]["paid-not-shipped"]["value"]
CASES = "/v1/cancellations"


def with_ids(body):
    """A body for a recorded case: without `as_of`, every order under an id."""
    told = deepcopy({name: value for name, value in body.items() if name != "as_of"})
    told["store_order"].setdefault("order_id", "S1")
    orders = told.get("supplier_orders", []) + (
        [told["supplier_order"]] if "supplier_order" in told else []
    )
    for at, order in enumerate(orders):
        order.setdefault("order_id", f"P{at}")
    return told


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["name"])
def test_a_recorded_case_is_decided_as_its_body_is_evaluated(caller, clock, case):
    body, as_of = with_ids(case["request"]), case["request"]["as_of"]
    evaluated = caller.post("/v1/evaluations", {**body, "as_of": as_of})
    later = caller.post(CASES, body)
    looked_back = caller.get(f"{CASES}/{later['id']}?as_of={as_of}")["decision"]
    caller.post(f"{CASES}/{later['id']}/close", {"reason": "To open it again."})
    clock.now = datetime.fromisoformat(as_of)
    then = caller.post(CASES, body)
    assert evaluated == looked_back == then["decision"]
    assert then["decision"] == caller.get(f"{CASES}/{then['id']}")["decision"]
    for pointer, expected in case["expect"].items():
        assert any(same(value, expected) for value in found_at(then["decision"], pointer))
