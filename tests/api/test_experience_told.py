"""Experience stands beside a decision, and changes nothing of it."""

import pytest

from api.cases import CASES, NOW, body, opened

SENTENCE = (
    "Of 6 requests this supplier accepted 4 (30 % to 90 %); it usually answers within an hour."
)


@pytest.fixture
def experienced(caller):
    """A caller whose supplier was asked six times."""
    for number in range(6):
        case = opened(caller, {"order_id": f"S{number}"}, order_id=f"P{number}")
        kind = "accepted" if number < 4 else "refused"
        caller.post(f"{case}/supplier-responses", {"kind": kind, "received_at": NOW})
    return caller


def test_a_case_and_an_evaluation_tell_it_beside_the_same_decision(experienced):
    case = experienced.post(CASES, body())
    [known] = case["experience"]
    assert (known["supplier_id"], known["requests"], known["message"]) == ("store-1", 6, SENTENCE)
    assert experienced.get(f"{CASES}/{case['id']}")["experience"] == [known]
    facts = {name: case[name] for name in ("request", "store_order", "supplier_orders")}
    answer = experienced.post("/v1/evaluations", {**facts, "as_of": case["decision"]["as_of"]})
    assert answer.pop("experience") == [known]
    assert answer == case["decision"]


def test_it_changes_no_decision(experienced, another_caller):
    ours, theirs = (one.post(CASES, body()) for one in (experienced, another_caller))
    assert theirs["experience"] == []
    assert ours["decision"] == theirs["decision"]


def test_it_speaks_the_language_of_the_answer(experienced):
    case = experienced.post(CASES, body())["id"]
    [known] = experienced.get(f"{CASES}/{case}?locale=es")["experience"]
    assert known["message"].startswith("De 6 solicitudes este proveedor aceptó 4 (30 % a 90 %);")


def test_without_memory_there_is_none(client):
    answer = client.post("/v1/evaluations", json=body()).get_json()
    assert "experience" not in answer


def test_an_unknown_supplier_has_none(experienced):
    assert experienced.post(CASES, body(supplier_id="store-9"))["experience"] == []
