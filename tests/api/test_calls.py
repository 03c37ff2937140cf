"""The calls beside evaluations: disputes, faults, tracking, days and catalogues."""

import pytest

from rescind.domain.rules import RULES
from rescind.domain.vocabularies import VOCABULARIES
from rescind.domain.words import Reason

DAYS = "/v1/business-days"
TRACKING = "/v1/tracking-checks"
PLACED = "2026-09-28T02:00:00Z"
PAID = {
    "status": "WAIT_SELLER_SEND_GOODS",
    "placed_at": PLACED,
    "paid_at": "2026-09-28T02:05:00Z",
}


def get(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def post(client, path, body):
    response = client.post(path, json=body)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


def refused(response, status=422):
    assert response.status_code == status, response.get_data(as_text=True)
    problem = response.get_json()
    return {error.get("pointer", error.get("parameter")): error for error in problem["errors"]}


@pytest.mark.parametrize(
    ("query", "due_on", "due_at"),
    [
        ("start=2025-09-26&days=5&calendar=CN", "2025-10-10", "2025-10-10T16:00:00Z"),
        ("start=2025-09-26&days=7&calendar=CN", "2025-10-13", "2025-10-13T16:00:00Z"),
        ("start=2026-02-12&days=7&calendar=CN", "2026-02-28", "2026-02-28T16:00:00Z"),
        ("start=2026-09-28&days=7&calendar=cn", "2026-10-13", "2026-10-13T16:00:00Z"),
        (
            "start=2026-09-28&days=7&calendar=CN&make_up_days_count=false",
            "2026-10-14",
            "2026-10-14T16:00:00Z",
        ),
        ("start=2026-10-02&days=1&calendar=weekdays", "2026-10-05", "2026-10-06T00:00:00Z"),
        (
            "start=2026-10-02&days=1&calendar=weekdays&time_zone=Europe/Madrid",
            "2026-10-05",
            "2026-10-05T22:00:00Z",
        ),
        ("start=2026-10-02&days=0&calendar=weekdays", "2026-10-02", "2026-10-03T00:00:00Z"),
    ],
)
def test_business_days(client, query, due_on, due_at):
    answer = get(client, f"{DAYS}?{query}")
    assert (answer["due_on"], answer["due_at"]) == (due_on, due_at)
    assert len(answer["counted_days"]) == answer["days"]
    assert answer["counted_days"][-1:] == ([due_on] if answer["days"] else [])


def test_days_that_nobody_has_fixed_yet_are_provisional(client):
    assert get(client, f"{DAYS}?start=2030-09-28&days=7&calendar=CN")["provisional"] is True


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("days=7&calendar=CN", "start"),
        ("start=28.9.2026&days=7&calendar=CN", "start"),
        ("start=2026-09-28&days=-1&calendar=CN", "days"),
        ("start=2026-09-28&days=2501&calendar=CN", "days"),
        ("start=2026-09-28&days=7", "calendar"),
        ("start=2026-09-28&days=7&calendar=mars", "calendar"),
        ("start=2026-09-28&days=7&calendar=CN&time_zone=Mars", "time_zone"),
        ("start=2026-09-28&days=7&calendar=CN&make_up_days_count=yes", "make_up_days_count"),
        ("start=2026-09-28&days=7&calendar=CN&country=CN", "country"),
        ("start=1969-12-31&days=7&calendar=CN", "start"),
    ],
)
def test_questions_about_days_that_cannot_be_answered(client, query, parameter):
    assert parameter in refused(client.get(f"{DAYS}?{query}"))


def shipment(number, *events):
    return {"tracking_number": number, "events": [{"at": at, "status": s} for at, s in events]}


def test_tracking_is_judged_number_by_number(client):
    order = {
        **PAID,
        "order_id": "1",
        "shipments": [
            shipment("A", ("2026-09-20T00:00:00Z", "accepted")),
            shipment(
                "B", ("2026-10-01T00:00:00Z", "label_created"), ("2026-10-02T00:00:00Z", "accepted")
            ),
        ],
    }
    answer = post(client, TRACKING, {"supplier_order": order})
    checked = answer["supplier_orders"][0]
    verdicts = {
        n["tracking_number"]: (n["verdict"], n["first_scan_at"]) for n in checked["numbers"]
    }
    assert checked["verdict"] == "confirmed"
    assert verdicts == {
        "A": ("contradicted", "2026-09-20T00:00:00Z"),
        "B": ("confirmed", "2026-10-02T00:00:00Z"),
    }
    assert {finding["rule"] for finding in checked["numbers"][0]["evidence"]} >= {"TRK-001"}


def test_a_number_on_two_orders_is_warned_of(client):
    orders = [
        {**PAID, "order_id": one, "supplier_id": "s", "shipments": [shipment("LP 1-2")]}
        for one in "12"
    ]
    answer = post(client, TRACKING, {"supplier_orders": orders})
    assert [warning["code"] for warning in answer["warnings"]] == ["duplicate_tracking_number"]


def test_a_tracking_check_needs_an_order(client):
    assert "/supplier_orders" in refused(client.post(TRACKING, json={}))
    assert "/supplier_orders" in refused(client.post(TRACKING, json={"supplier_orders": []}))


def test_a_dispute_decision_names_what_cannot_be_read(client):
    response = client.post("/v1/dispute-decisions", json={"supplier_order": {"status": "IN_ISSUE"}})
    assert "/supplier_order/paid_at" in refused(response)
    assert "/supplier_order" in refused(client.post("/v1/dispute-decisions", json={}))


def test_a_fault_assessment_reads_amounts_and_policy(client):
    answer = post(
        client,
        "/v1/fault-assessments",
        {
            "reason": "defective",
            "circumstances": ["goods_in_excellent_condition"],
            "amounts": {"currency": "EUR", "paid_by_customer": "30", "paid_to_supplier": "12"},
            "policy": {"supplier": {"accepted_return_reasons": ["defective"]}},
        },
    )
    assert (answer["at_fault"], answer["reasonable"]) == ("supplier", False)
    exposure = {remedy["remedy"]: remedy["exposure"] for remedy in answer["remedies"]}
    assert exposure["full_refund"] == "0.00"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/reason"),
        ({"reason": "ugly"}, "/reason"),
        ({"reason": "defective", "circumstances": ["rain"]}, "/circumstances/0"),
        (
            {"reason": "defective", "amounts": {"currency": "JPY", "paid_by_customer": "1.5"}},
            "/amounts/paid_by_customer",
        ),
    ],
)
def test_claims_that_cannot_be_read(client, body, pointer):
    assert pointer in refused(client.post("/v1/fault-assessments", json=body))


def test_every_rule_is_listed_with_its_sentences(client):
    listed = get(client, "/v1/rules")["data"]
    assert [rule["id"] for rule in listed] == sorted(RULES)
    for rule in listed:
        assert rule["messages"].keys() == {outcome.value for outcome in RULES[rule["id"]].messages}
        assert rule["source"]["title"]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_vocabulary_is_a_list_of_ids_and_names(client, name):
    listed = get(client, f"/v1/vocabularies/{name}")
    assert [entry["id"] for entry in listed] == [str(word) for word in VOCABULARIES[name]]
    assert all(entry["name"] for entry in listed)


def test_vocabularies_are_listed_by_name(client):
    assert {entry["id"] for entry in get(client, "/v1/vocabularies")} == set(VOCABULARIES)


def test_a_vocabulary_in_spanish(client):
    english, spanish = (
        get(client, f"/v1/vocabularies/reason?locale={locale}") for locale in ("en", "es")
    )
    assert [entry["id"] for entry in spanish] == list(Reason)
    assert [entry["name"] for entry in spanish] != [entry["name"] for entry in english]


def test_an_unknown_vocabulary_names_those_that_exist(client):
    response = client.get("/v1/vocabularies/colours")
    assert response.status_code == 404
    problem = response.get_json()
    assert problem["code"] == "not_found"
    assert "eligibility" in problem["detail"]


@pytest.mark.parametrize("path", ["/v1/rules", "/v1/vocabularies", "/v1/vocabularies/reason"])
def test_catalogues_take_a_locale_and_nothing_else(client, path):
    assert "language" in refused(client.get(f"{path}?language=es"))
    assert "locale" in refused(client.get(f"{path}?locale=de"))


def test_a_dispute_names_lines_that_the_supplier_order_holds(client):
    order = {
        "status": "WAIT_SELLER_SEND_GOODS",
        "paid_at": "2026-09-28T02:05:00Z",
        "lines": [{"store_line_id": "L1", "quantity": 1}],
        "responses": [
            {
                "kind": "accepted",
                "received_at": "2026-09-30T03:00:00Z",
                "lines": [{"store_line_id": "L9", "quantity": 1}],
            }
        ],
    }
    found = refused(client.post("/v1/dispute-decisions", json={"supplier_order": order}))
    pointer = "/supplier_order/responses/0/lines/0/store_line_id"
    assert (
        found[pointer]["detail"]
        == 'There is no line "L9" in supplier_order.lines; there are: "L1".'
    )
