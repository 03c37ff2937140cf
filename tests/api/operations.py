"""Every call of the contract, and one good way to make it: for tests that walk all of them."""

import re
from dataclasses import dataclass

import pytest

from api.cases import store_step
from rescind.api.examples import EXAMPLES
from rescind.app import contract

METHODS = ("get", "post", "put", "patch", "delete")

OPENING = EXAMPLES["cancellations"]["paid-not-shipped"]["value"]
[BOUGHT] = OPENING["supplier_orders"]
ORDER = BOUGHT["order_id"]
SUPPLIER = BOUGHT["supplier_id"]
NOON = "2026-09-28T12:00:00Z"

STORE_STEP = store_step(OPENING)

BODIES = {
    "evaluate": EXAMPLES["evaluations"]["paid-not-shipped"]["value"],
    "decideDispute": EXAMPLES["dispute-decisions"]["open-now"]["value"],
    "assessFault": EXAMPLES["fault-assessments"]["wrong-size-ordered"]["value"],
    "checkTracking": EXAMPLES["tracking-checks"]["tracking-recycled"]["value"],
    "checkRefund": EXAMPLES["refund-checks"]["released"]["value"],
    "comparePolicies": {
        **EXAMPLES["policy-comparisons"]["more-promised"]["value"],
        "supplier_id": SUPPLIER,
    },
    "checkPolicy": {
        **EXAMPLES["policy-checks"]["json-ld"]["value"],
        "supplier_id": SUPPLIER,
    },
    "openCancellation": OPENING,
    "recordSupplierResponse": {"supplier_order_id": ORDER, "kind": "refused", "received_at": NOON},
    "recordCancellationRequest": {"supplier_order_id": ORDER, "requested_at": NOON},
    "recordTrackingRequest": {"supplier_order_id": ORDER, "requested_at": NOON},
    "recordShipment": {"supplier_order_id": ORDER, "tracking_number": "LP00600000000001"},
    "recordDispute": {"supplier_order_id": ORDER, "filed_at": NOON},
    "decideRecordedDispute": {"outcome": "withdrawn", "decided_at": NOON},
    "recordRefund": {"supplier_order_id": ORDER, "from": "supplier", "amount": "12.00"},
    "recordClaim": {"supplier_order_id": ORDER, "reason": "defective", "claimed_at": NOON},
    "decideRecordedClaim": {"outcome": "rejected", "decided_at": NOON},
    "recordObservation": {"supplier_order": BOUGHT},
    "recordStepCompletion": {
        "idempotency_key": STORE_STEP,
        "done_at": NOON,
        "done_by": "Ana",
        "note": "In the app.",
    },
    "closeCancellation": {"reason": "The customer keeps the goods."},
    "openConnection": EXAMPLES["connections"]["shopify"]["value"],
    "putConnectionSecret": {"secret": "the next client secret"},
    "simulate": {"policy": {}, "filter": {"supplier_id": SUPPLIER}},
    "putStorePolicy": {"cancellation_window_hours": 12},
    "putSupplierPolicy": {"response_within_hours": 12},
}
"""A good body of every call that takes one."""

FACTS = (
    "recordCancellationRequest",
    "recordSupplierResponse",
    "recordTrackingRequest",
    "recordShipment",
    "recordRefund",
    "recordObservation",
    "recordClaim",
    "recordDispute",
    "recordStepCompletion",
)
"""The calls that tell facts of a case."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One call of the contract."""

    name: str
    method: str
    path: str
    scopes: tuple
    parameters: dict
    """By place (path, query, header): the names that are documented there."""

    responses: dict
    takes_body: bool
    """A body of JSON; streams of lines have tests of their own."""

    @property
    def body(self):
        return BODIES[self.name] if self.takes_body else None

    @property
    def ids(self):
        """The parameters of the path that name a thing of a tenant."""
        return tuple(name for name in self.parameters["path"] if name.endswith("_id"))

    @property
    def keeps(self):
        """Whether the call writes into the record."""
        writing = any(scope.endswith((":write", ":manage")) for scope in self.scopes)
        return writing and self.method != "GET"

    def at(self, **ids):
        """Fill in the path."""
        known = {"supplier_id": SUPPLIER, "name": "state", **ids}
        return re.sub(r"{(\w+)}", lambda match: known.get(match[1], f"no_{match[1]}"), self.path)


def _operation(document, path, method, told):
    shared = [*document["paths"][path].get("parameters", ()), *told.get("parameters", ())]
    known = document["components"]["parameters"]
    whole = [known[one["$ref"].split("/")[-1]] if "$ref" in one else one for one in shared]
    security = told.get("security", document["security"])
    return Operation(
        name=told["operationId"],
        method=method.upper(),
        path=path,
        scopes=tuple(security[0]["bearer"]) if security else (),
        parameters={
            place: tuple(one["name"] for one in whole if one["in"] == place)
            for place in ("path", "query", "header")
        },
        responses=told["responses"],
        takes_body="application/json" in told.get("requestBody", {}).get("content", {}),
    )


DOCUMENT = contract()
OPERATIONS = tuple(
    _operation(DOCUMENT, path, method, told)
    for path, operations in DOCUMENT["paths"].items()
    for method, told in operations.items()
    if path.startswith("/v1/") and method in METHODS
)
"""All of them, as the contract tells them."""

BY_NAME = {operation.name: operation for operation in OPERATIONS}
WRITES = tuple(operation for operation in OPERATIONS if operation.keeps)


def named(operations):
    """Name the rows of a table of operations for pytest."""
    return [pytest.param(operation, id=operation.name) for operation in operations]


def make(caller, name, **ids):
    """Make a call that has to be accepted."""
    operation = BY_NAME[name]
    status, answer, _ = caller.ask(operation.method, operation.at(**ids), operation.body)
    assert status in (200, 201, 204), answer
    return answer


def settle(caller, facts=FACTS):
    """Open a case and tell facts of it; returns the ids that paths are filled in with."""
    ids = {"cancellation_id": make(caller, "openCancellation")["id"]}
    told = {name: make(caller, name, **ids)["id"] for name in facts}
    return {
        **ids,
        "supplier_id": SUPPLIER,
        "dispute_id": told.get("recordDispute"),
        "connection_id": make(caller, "openConnection")["id"],
        "claim_id": told.get("recordClaim"),
    }


def ready(caller, operation, **ids):
    """Have a call be possible: at most one case, and one dispute, is open at a time."""
    in_the_way = {"openCancellation": "closeCancellation", "recordDispute": "decideRecordedDispute"}
    if operation.name in in_the_way:
        make(caller, in_the_way[operation.name], **ids)
