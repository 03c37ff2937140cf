"""Return claims on cases: who is at fault, what became of them, and that they decide nothing."""

import pytest

from api.cases import NOW, P1, P2, events, opened, pointers

CLAIM = {"reason": "damaged_in_transit", "claimed_at": NOW}
NO_SUCH_CLAIM = "clm_01m86yb53fegb8hexhzcmh790r"
FAULTS = [
    ("damaged_in_transit", [], "supplier"),
    ("damaged_in_transit", ["carrier_admitted"], "carrier"),
    ("defective", ["merchant_edited_description"], "merchant"),
    ("wrong_item", [], "supplier"),
    ("wrong_size", [], "customer"),
    ("not_received", [], "undetermined"),
    ("not_received", ["delivery_window_over", "carrier_scanned"], "carrier"),
    ("changed_mind", [], "customer"),
]


@pytest.mark.parametrize(("reason", "circumstances", "at_fault"), FAULTS)
def test_a_claim_is_answered_with_who_is_at_fault(caller, reason, circumstances, at_fault):
    claim = {"reason": reason, "claimed_at": NOW, "circumstances": circumstances}
    told = caller.post(f"{opened(caller)}/claims", claim)
    assert told["fault_assessment"]["at_fault"] == at_fault


def test_the_assessment_is_that_of_the_same_claim_without_memory(caller):
    policy = {"accepted_return_reasons": ["damaged_in_transit"]}
    assert caller.ask("PUT", "/v1/suppliers/store-1/policy", policy)[0] == 200
    told = caller.post(f"{opened(caller)}/claims", CLAIM)
    asked = {
        "reason": CLAIM["reason"],
        "supplier_id": "store-1",
        "amounts": {"currency": "EUR", "paid_by_customer": "30.00", "paid_to_supplier": "12.00"},
    }
    assert told["fault_assessment"] == caller.post("/v1/fault-assessments", asked)


def test_a_claim_changes_no_decision(caller):
    case = opened(caller)
    before = caller.get(case)
    told = caller.post(f"{case}/claims", CLAIM)
    after = caller.get(case)
    assert told["decision"] == before["decision"] == after["decision"]
    assert {"store_order", "supplier_orders"} <= before.keys()
    assert all(before[one] == after[one] for one in ("store_order", "supplier_orders"))
    assert [one["type"] for one in events(caller, case)][-1] == "claim.recorded"


def test_the_outcome_of_a_claim_is_shown_with_it_and_told_once(caller):
    case = opened(caller, orders=2)
    claim = caller.post(f"{case}/claims", {**CLAIM, "supplier_order_id": P2})
    outcome = {"outcome": "partially_refunded", "decided_at": NOW, "amount": "5.00"}
    status, told, headers = caller.ask("PATCH", f"{case}/claims/{claim['id']}", outcome)
    assert status == 200
    assert {**CLAIM, **outcome, "id": claim["id"], "supplier_order_id": P2}.items() <= told.items()
    caller.get(case)
    assert headers["ETag"] == caller.headers["ETag"]
    [listed] = caller.get(f"{case}/claims")["data"]
    assert outcome.items() <= listed.items()
    exposures = {one["remedy"]: one["exposure"] for one in listed["fault_assessment"]["remedies"]}
    assert exposures["partial_refund"] == "5.00"
    status, answer, _ = caller.ask("PATCH", f"{case}/claims/{claim['id']}", outcome)
    assert (status, answer["code"]) == (409, "claim_decided")
    assert events(caller, case)[-1]["type"] == "claim.decided"


def test_a_claim_told_with_its_outcome_has_had_it(caller):
    case = opened(caller)
    claim = caller.post(f"{case}/claims", {**CLAIM, "outcome": "rejected"})["id"]
    status, answer, _ = caller.ask("PATCH", f"{case}/claims/{claim}", {"outcome": "refunded"})
    assert (status, answer["code"]) == (409, "claim_decided")


def test_a_closed_case_takes_a_claim_and_its_outcome(caller):
    case = opened(caller)
    caller.post(f"{case}/close", {"reason": "Delivered."})
    claim = caller.post(f"{case}/claims", CLAIM)["id"]
    status, told, _ = caller.ask("PATCH", f"{case}/claims/{claim}", {"outcome": "replaced"})
    assert (status, told["outcome"]) == (200, "replaced")
    assert caller.get(case)["state"] == "closed"


BAD = [
    ({}, ["/claimed_at", "/reason"]),
    ({**CLAIM, "reason": "ugly"}, ["/reason"]),
    ({**CLAIM, "circumstances": ["rain"]}, ["/circumstances/0"]),
    ({**CLAIM, "lines": [{"store_line_id": "L9"}]}, ["/lines/0/store_line_id"]),
    ({**CLAIM, "amount": 5}, ["/amount"]),
    ({**CLAIM, "amount": "5.001"}, ["/amount"]),
    ({**CLAIM, "outcome": "drawn"}, ["/outcome"]),
    ({**CLAIM, "mood": "sad"}, ["/mood"]),
    ({**CLAIM, "supplier_order_id": "P9"}, ["/supplier_order_id"]),
]


@pytest.mark.parametrize(("claim", "where"), BAD)
def test_a_claim_that_cannot_be_read_writes_nothing(caller, claim, where):
    case = opened(caller)
    before = caller.get(case)
    status, answer, _ = caller.ask("POST", f"{case}/claims", claim)
    assert (status, sorted(pointers(answer))) == (422, where), answer
    assert caller.get(case) == before


@pytest.mark.parametrize(
    ("outcome", "where"),
    [({}, ["/outcome"]), ({"outcome": "refunded", "amount": "1.234"}, ["/amount"])],
)
def test_an_outcome_that_cannot_be_read_writes_nothing(caller, outcome, where):
    case = opened(caller)
    claim = caller.post(f"{case}/claims", CLAIM)["id"]
    before = caller.get(case)
    status, answer, _ = caller.ask("PATCH", f"{case}/claims/{claim}", outcome)
    assert (status, pointers(answer)) == (422, where)
    assert caller.get(case) == before


def test_there_is_no_outcome_of_a_claim_that_nobody_made(caller):
    case = opened(caller)
    caller.post(f"{case}/claims", {**CLAIM, "supplier_order_id": P1})
    status, *_ = caller.ask("PATCH", f"{case}/claims/{NO_SUCH_CLAIM}", {"outcome": "refunded"})
    assert status == 404
