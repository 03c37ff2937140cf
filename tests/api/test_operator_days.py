"""An operator's days in every answer that counts: web and worker, stateless and recorded."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

import record
from api.operations import OPENING
from rescind.app import create_app
from rescind.own_days import own_calendars
from rescind.postgres.database import Database
from rescind.settings import Settings
from rescind.working import work_off

GOLDEN = Path(__file__).parent.parent / "golden" / "evaluations.json"
[PAID] = [
    case["request"]
    for case in json.loads(GOLDEN.read_text(encoding="utf-8"))
    if case["name"] == "paid-not-shipped"
]
NOW = datetime(2026, 10, 14, 10, tzinfo=UTC)
DAYS = {
    "CN": {"2026-10-12": "holiday: stocktaking", "2026-10-18": "working"},
    "a-house": {"based_on": "CN", "2026-10-13": "holiday"},
}
TEXT = json.dumps(DAYS)
COUNT = "/v1/business-days?start=2026-09-28&days=7&calendar="


@pytest.fixture(scope="module")
def told():
    return create_app(Settings(calendars=TEXT), clock=lambda: NOW).test_client()


def evaluated(client, **policy):
    body = {**PAID, "policy": {"supplier": policy}} if policy else PAID
    response = client.post("/v1/evaluations", json=body)
    assert response.status_code == 200, response.get_json()
    return response.get_json()


def test_business_days_show_what_was_counted_and_what_the_operator_said(told):
    answer = told.get(f"{COUNT}CN").get_json()
    assert (answer["due_on"], answer["due_at"]) == ("2026-10-14", "2026-10-14T16:00:00Z")
    assert answer["counted_days"] == [
        *("2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09"),
        *("2026-10-10", "2026-10-13", "2026-10-14"),
    ]
    assert answer["operator_days"] == [
        {"date": "2026-10-12", "kind": "holiday", "name": "stocktaking"}
    ]


def test_business_days_of_a_calendar_of_its_own_end_in_the_zone_of_its_base(told):
    answer = told.get(f"{COUNT}a-house").get_json()
    assert (answer["calendar"], answer["due_at"]) == ("a-house", "2026-10-15T16:00:00Z")
    assert [one["date"] for one in answer["operator_days"]] == ["2026-10-12", "2026-10-13"]
    assert [one["name"] for one in answer["operator_days"]] == ["stocktaking", None]


def test_business_days_name_the_version_of_the_days(told, client):
    theirs, own, house, spain = (
        one.get(COUNT + name).get_json()["calendar_version"]
        for one, name in ((client, "CN"), (told, "CN"), (told, "a-house"), (told, "ES"))
    )
    assert len({theirs, own, house}) == 3
    assert own.startswith(f"{theirs}+own_")
    assert spain == theirs
    assert client.get(f"{COUNT}CN").get_json()["operator_days"] == []


def test_decisions_count_by_them_and_are_named_apart(told, client):
    before, after = evaluated(client), evaluated(told)
    assert before["deadlines"]["ship_by"]["due_on"] == "2026-10-13"
    assert after["deadlines"]["ship_by"]["due_on"] == "2026-10-14"
    assert before["decision_id"] != after["decision_id"]
    assert before["policy_version"] != after["policy_version"]


def test_names_of_days_are_no_part_of_a_decision(told):
    nameless = TEXT.replace(": stocktaking", "")
    assert nameless != TEXT
    other = create_app(Settings(calendars=nameless), clock=lambda: NOW).test_client()
    assert evaluated(told) == evaluated(other)


@pytest.mark.parametrize("parameter", ["calendar", "refund_calendar"])
def test_policies_name_calendars_of_the_operator(told, client, parameter):
    answer = evaluated(told, **{parameter: "A-House"})
    if parameter == "calendar":
        assert answer["deadlines"]["ship_by"]["calendar"] == "a-house"
        assert answer["deadlines"]["ship_by"]["due_on"] == "2026-10-15"
    body = {**PAID, "policy": {"suppliers": {"a/b": {parameter: "a-house"}}}}
    refused = client.post("/v1/evaluations", json=body)
    assert refused.status_code == 422
    (error,) = refused.get_json()["errors"]
    assert error["pointer"] == f"/policy/suppliers/a~1b/{parameter}"
    assert error["detail"].startswith('"a-house" is not known: give "weekdays"')


def test_an_unknown_calendar_is_told_with_those_of_the_operator(told):
    for response, place in (
        (told.get(f"{COUNT}mars"), {"parameter": "calendar"}),
        (
            told.post(
                "/v1/evaluations", json={**PAID, "policy": {"supplier": {"calendar": "mars"}}}
            ),
            {"pointer": "/policy/supplier/calendar"},
        ),
    ):
        assert response.status_code == 422
        (error,) = response.get_json()["errors"]
        assert error == {**place, "detail": error["detail"]}
        assert error["detail"].endswith('such as "CN", or "a-house".')


def test_disputes_count_by_them(told, client):
    order = {
        "platform": "aliexpress",
        "status": "WAIT_SELLER_SEND_GOODS",
        "paid_at": "2026-09-28T02:05:00Z",
    }
    body = {"supplier_order": order, "as_of": "2026-09-29T08:00:00Z"}
    before, after = (
        one.post("/v1/dispute-decisions", json=body).get_json() for one in (client, told)
    )
    assert before["deadlines"]["ship_by"]["due_on"] == "2026-10-13"
    assert after["deadlines"]["ship_by"]["due_on"] == "2026-10-14"
    assert before["decision_id"] != after["decision_id"]


def test_the_worker_decides_as_the_service_does(postgres):
    clock = record.Clock()
    database = Database(postgres.url)
    database.open()
    try:
        app = create_app(Settings(calendars=TEXT), clock=clock, database=database)
        caller = record.Caller(app, record.new_key(postgres.url), clock)
        policy = {"calendar": "a-house"}
        assert caller.ask("PUT", "/v1/suppliers/store-9/policy", policy)[0] == 200
        opening = json.loads(json.dumps(OPENING))
        opening["supplier_orders"][0]["supplier_id"] = "store-9"
        case = caller.post("/v1/cancellations", opening)
        due = case["decision"]["deadlines"]["ship_by"]["due_at"]
        assert due == "2026-10-15T16:00:00Z"
        clock.pass_time(days=17)
        work_off(database, clock, calendars=own_calendars(TEXT))
        (listed,) = caller.get("/v1/cancellations")["data"]
        read = caller.get(f"/v1/cancellations/{case['id']}?as_of={due}")
        assert listed["decided_at"] == due
        assert (listed["next_action"], listed["next_check_at"]) == (
            read["next_action"],
            read["next_check_at"],
        )
        stateless = caller.post("/v1/evaluations", {**opening, "as_of": read["decision"]["as_of"]})
        assert stateless == read["decision"]
    finally:
        database.close()
