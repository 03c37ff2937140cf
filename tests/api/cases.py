"""Cases for tests of recorded calls: opened, changed by keyword, and told of."""

from copy import deepcopy
from datetime import datetime

from rescind.api.examples import EXAMPLES
from rescind.api.schemas.calls import EvaluationRequestSchema
from rescind.domain.decision import decide
from rescind.intake.bodies import read_evaluation

CASES = "/v1/cancellations"
OPENING = EXAMPLES["cancellations"]["paid-not-shipped"]["value"]
P1, P2 = "8190000000000001", "8190000000000002"
NOW = "2026-09-29T08:00:00Z"
NUMBER = "LP00600000000001"


def body(store_order=None, orders=1, **supplier_order):
    """A body to open a case with: one line for each of its supplier orders."""
    told = deepcopy(OPENING)
    lines = [f"L{n}" for n in range(1, orders + 1)]
    [given], [line] = told["supplier_orders"], told["store_order"]["lines"]
    told["store_order"]["lines"] = [{**line, "line_id": one} for one in lines]
    told["store_order"] |= store_order or {}
    told["supplier_orders"] = [
        {
            **given,
            "order_id": f"{int(P1) + n}",
            "supplier_id": f"store-{n + 1}",
            "lines": [{"store_line_id": one, "quantity": 1, "amount": "12.00"}],
            **supplier_order,
        }
        for n, one in enumerate(lines)
    ]
    return told


def opened(caller, store_order=None, **changes):
    """Open a case; returns its address."""
    return f"{CASES}/{caller.post(CASES, body(store_order, **changes))['id']}"


def plan_of_body(told, as_of=NOW):
    """The plan of a body at a moment."""
    call = read_evaluation(EvaluationRequestSchema().load(deepcopy(told)))
    return decide(call.facts, call.policy, as_of=datetime.fromisoformat(as_of)).plan


def store_step(told):
    """The key of the step that cancels the store order: a plan has it until that is done."""
    keys = {step.action: step.idempotency_key for step in plan_of_body(told)}
    return keys["cancel_store_order"]


def pointers(answer):
    """Where a problem says that the caller's body is wrong."""
    return [one.get("pointer", one.get("parameter")) for one in answer["errors"]]


def events(caller, case):
    return caller.get(f"{case}/events?limit=100")["data"]


FACTS = {
    "supplier-responses": {"kind": "refused", "received_at": NOW, "message": "Packed already."},
    "cancellation-requests": {"requested_at": NOW},
    "tracking-requests": {"requested_at": NOW},
    "shipments": {"tracking_number": NUMBER, "declared_at": NOW},
    "disputes": {"filed_at": NOW, "reference": "D-4711"},
    "refunds": {"from": "supplier", "amount": "4.00", "currency": "EUR", "refunded_at": NOW},
    "claims": {"reason": "defective", "claimed_at": NOW, "circumstances": ["carrier_admitted"]},
    "observations": {"supplier_order": {"status": "IN_CANCEL", "observed_at": NOW}},
}
"""One fact of each kind, by its path."""
