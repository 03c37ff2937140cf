"""One tracking number in several cases of a tenant: each sees the others, and nobody else's."""

from copy import deepcopy

import pytest

import record
from api.cases import CASES, NUMBER, P1, P2, body, opened
from rescind.domain.words import Scope
from rescind.tables import tracking_numbers
from rescind.working import work_off

CHECK = "/v1/tracking-checks"
SCANNED = {
    "tracking_number": NUMBER,
    "declared_at": "2026-09-28T12:00:00Z",
    "observed_at": "2026-09-29T07:00:00Z",
    "events": [{"at": "2026-09-28T20:00:00Z", "status": "accepted", "country": "CN"}],
}
OTHER_ORDER = {"order_id": "S2"}
TO_FRANCE = {"order_id": "S2", "ship_to": {"country": "FR"}}


def verdict(case):
    return case["decision"]["supplier_orders"][0]["tracking_verdict"]


def warnings(case):
    return {one["code"] for one in case["decision"]["warnings"]}


def evaluated_over_what_it_shows(caller, case):
    """Evaluate the facts that a case shows: the same decision has to come."""
    facts = {name: deepcopy(case[name]) for name in ("request", "store_order", "supplier_orders")}
    as_of = case["decision"]["as_of"]
    return caller.post("/v1/evaluations", {**facts, "as_of": as_of}) == case["decision"]


# the other case's store order, its supplier order -> the verdict here, the warning of a duplicate
OTHERS = [
    ("another supplier", OTHER_ORDER, {"order_id": P2, "supplier_id": "store-2"}, "contradicted"),
    ("the same supplier", OTHER_ORDER, {"order_id": P2}, "plausible"),
    ("the same supplier, to another country", TO_FRANCE, {"order_id": P2}, "contradicted"),
    ("a supplier nobody named", OTHER_ORDER, {"order_id": P2, "supplier_id": None}, "confirmed"),
    ("the very same supplier order", TO_FRANCE, {}, "confirmed"),
]


@pytest.mark.parametrize(
    ("store_order", "supplier_order", "expected"),
    [row[1:] for row in OTHERS],
    ids=[row[0] for row in OTHERS],
)
def test_a_number_in_another_case(caller, store_order, supplier_order, expected):
    first = opened(caller, shipments=[SCANNED])
    assert verdict(caller.get(first)) == "confirmed"
    opened(caller, store_order, shipments=[SCANNED], **supplier_order)
    case = caller.get(first)
    assert verdict(case) == expected
    duplicate = supplier_order.get("supplier_id", "store-1") == "store-1" and supplier_order != {}
    assert ("duplicate_tracking_number" in warnings(case)) is duplicate
    assert evaluated_over_what_it_shows(caller, case)


def test_both_cases_see_each_other_and_say_where(caller, clock):
    first = opened(caller, shipments=[SCANNED])
    clock.pass_time(hours=1)
    body_of_second = body(TO_FRANCE, shipments=[SCANNED], order_id=P2, supplier_id="store-2")
    second = caller.post(CASES, body_of_second)
    assert verdict(second) == "contradicted"
    [parcel] = second["supplier_orders"][0]["shipments"]
    assert parcel["also_on"] == [
        {
            "supplier_id": "store-1",
            "country": "ES",
            "order_id": P1,
            "first_seen_at": "2026-09-29T08:00:00Z",
        }
    ]
    assert verdict(caller.get(first)) == "contradicted"
    assert evaluated_over_what_it_shows(caller, second)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("shipments", SCANNED),
        (
            "supplier-responses",
            {
                "kind": "tracking_provided",
                "received_at": "2026-09-29T07:00:00Z",
                "tracking_number": "lp 0060-0000 000001",
            },
        ),
        ("observations", {"supplier_order": {"shipments": [SCANNED]}}),
    ],
)
def test_however_a_case_is_told_of_a_number_others_see_it(caller, path, told):
    first = opened(caller, shipments=[SCANNED])
    second = opened(caller, OTHER_ORDER, order_id=P2, supplier_id="store-2")
    caller.post(f"{second}/{path}", told)
    assert verdict(caller.get(first)) == "contradicted"
    case = caller.get(second)
    assert verdict(case) == "contradicted"
    assert evaluated_over_what_it_shows(caller, case)


def test_a_number_counts_from_the_moment_at_which_it_was_recorded(caller, clock):
    first = opened(caller, shipments=[SCANNED])
    clock.pass_time(hours=2)
    opened(caller, OTHER_ORDER, shipments=[SCANNED], order_id=P2, supplier_id="store-2")
    before = caller.get(f"{first}?as_of=2026-09-29T09:59:59Z")
    after = caller.get(f"{first}?as_of=2026-09-29T10:00:00Z")
    assert (verdict(before), verdict(after)) == ("confirmed", "contradicted")
    assert evaluated_over_what_it_shows(caller, before)
    assert evaluated_over_what_it_shows(caller, after)


def test_whose_order_it_is_may_become_known_later(caller, clock):
    first = opened(caller, shipments=[SCANNED])
    second = opened(caller, OTHER_ORDER, shipments=[SCANNED], order_id=P2, supplier_id=None)
    assert verdict(caller.get(first)) == "confirmed"
    clock.pass_time(hours=1)
    caller.post(f"{second}/observations", {"supplier_order": {"supplier_id": "store-2"}})
    assert verdict(caller.get(first)) == "contradicted"
    assert verdict(caller.get(f"{first}?as_of=2026-09-29T08:30:00Z")) == "confirmed"


@pytest.mark.parametrize(
    ("elsewhere", "action"), [(False, "manual_review"), (True, "request_tracking")]
)
def test_the_worker_sees_other_cases_when_a_case_is_due(caller, recorded, clock, elsewhere, action):
    """A mistyped number with a scan is for a person; another parcel's number counts as none."""
    mistyped = {**SCANNED, "tracking_number": "RF473124828US"}
    refused = {"kind": "refused", "received_at": "2026-09-29T06:00:00Z"}
    opened(caller, shipments=[mistyped], responses=[refused])
    if elsewhere:
        opened(caller, OTHER_ORDER, shipments=[mistyped], order_id=P2, supplier_id="store-2")
    [before] = caller.get(f"{CASES}?supplier_order_id={P1}")["data"]
    assert before["next_action"] == "verify_tracking"
    clock.pass_time(days=30)
    work_off(recorded[1], clock)
    [after] = caller.get(f"{CASES}?supplier_order_id={P1}")["data"]
    assert after["next_action"] == action


def test_a_closed_case_keeps_its_numbers(caller):
    first = opened(caller, shipments=[SCANNED])
    caller.post(f"{first}/close", {"reason": "Done."})
    second = opened(caller, OTHER_ORDER, shipments=[SCANNED], order_id=P2, supplier_id="store-2")
    assert verdict(caller.get(second)) == "contradicted"


def test_what_a_case_shows_can_be_told_back_without_becoming_news(caller):
    told = {"kind": "tracking_provided", "received_at": "2026-09-29T07:00:00Z"}
    answers = [{**told, "tracking_number": "LP00600000000009"}]
    opened(caller, shipments=[SCANNED], responses=answers)
    second = opened(
        caller,
        OTHER_ORDER,
        shipments=[SCANNED],
        responses=answers,
        order_id=P2,
        supplier_id="store-2",
    )
    [shown] = caller.get(second)["supplier_orders"]
    assert "also_on" in shown["shipments"][0]
    assert "also_on" in shown["responses"][0]
    caller.post(f"{second}/observations", {"supplier_order": shown})
    assert len(caller.get(f"{second}/supplier-responses")["data"]) == 1
    assert len(caller.get(f"{second}/shipments")["data"]) == 1


def test_what_the_caller_knows_of_other_orders_counts_too(caller):
    other = {"supplier_id": "store-7"}
    case = opened(caller, shipments=[{**SCANNED, "also_on": [other]}])
    caller.post(f"{case}/shipments", {**SCANNED, "also_on": [{"country": "ES"}]})
    shown = caller.get(case)
    assert shown["supplier_orders"][0]["shipments"][0]["also_on"] == [other, {"country": "ES"}]
    assert verdict(shown) == "contradicted"


def test_no_case_sees_another_tenants_numbers(caller, another_caller):
    theirs = opened(another_caller, TO_FRANCE, shipments=[SCANNED], supplier_id="store-2")
    ours = opened(caller, OTHER_ORDER, shipments=[SCANNED], order_id=P2)
    for who, case in ((caller, ours), (another_caller, theirs)):
        shown = who.get(case)
        assert verdict(shown) == "confirmed"
        assert "also_on" not in shown["supplier_orders"][0]["shipments"][0]
    checked = caller.post(CHECK, {"supplier_order": {**ORDER, "order_id": "9"}})
    assert checked["supplier_orders"][0]["numbers"][0]["also_on"][0]["order_id"] == P2


ORDER = {
    "order_id": P2,
    "supplier_id": "store-2",
    "state": "paid",
    "placed_at": "2026-09-28T02:00:00Z",
    "paid_at": "2026-09-28T02:05:00Z",
    "shipments": [SCANNED],
}


def checked_number(caller, **order):
    answer = caller.post(
        CHECK, {"supplier_order": {**ORDER, **order}, "ship_to": {"country": "ES"}}
    )
    [number] = answer["supplier_orders"][0]["numbers"]
    return number


def test_a_tracking_check_looks_into_the_callers_own_cases(caller, another_caller):
    opened(caller, shipments=[SCANNED])
    number = checked_number(caller)
    assert number["verdict"] == "contradicted"
    assert number["also_on"][0]["order_id"] == P1
    assert checked_number(caller, order_id=P1, supplier_id="store-1")["verdict"] == "confirmed"
    assert checked_number(another_caller)["verdict"] == "confirmed"


def test_a_key_that_may_not_read_cases_learns_nothing_of_them(recorded, postgres, clock):
    key = {"tenant": "numbers, two keys"}
    full = record.Caller(recorded[0], record.new_key(postgres.url, **key), clock)
    bare = record.Caller(
        recorded[0], record.new_key(postgres.url, scopes=(Scope.EVALUATE,), **key), clock
    )
    opened(full, shipments=[SCANNED])
    assert checked_number(full)["verdict"] == "contradicted"
    assert (checked_number(bare)["verdict"], checked_number(bare)["also_on"]) == ("confirmed", [])


def test_what_people_write_for_want_of_a_number_is_not_shared(caller):
    none = {**SCANNED, "tracking_number": "pending - n/a"}
    first = opened(caller, shipments=[none])
    opened(caller, TO_FRANCE, shipments=[none], order_id=P2, supplier_id="store-2")
    assert verdict(caller.get(first)) == "confirmed"


@pytest.mark.parametrize("number", ["\uff11\u0669", "9" * 255, "ß1" * 127, "a'b\"1;--", "%1_\\"])
def test_hostile_numbers_are_found_again_and_break_nothing(caller, number):
    odd = {**SCANNED, "tracking_number": number}
    first = opened(caller, shipments=[odd])
    opened(caller, OTHER_ORDER, shipments=[odd], order_id=P2, supplier_id="store-2")
    case = caller.get(first)
    assert verdict(case) == ("contradicted" if number.isascii() or "1" in number else "confirmed")
    assert evaluated_over_what_it_shows(caller, case)


def test_more_orders_than_a_body_may_name_can_still_be_evaluated(caller):
    first = opened(caller, shipments=[SCANNED])
    for n in range(103):
        opened(caller, {"order_id": f"S{n}"}, shipments=[SCANNED], order_id=f"7{n}")
    case = caller.get(first)
    assert len(case["supplier_orders"][0]["shipments"][0]["also_on"]) == 100
    assert evaluated_over_what_it_shows(caller, case)


@pytest.mark.parametrize(
    ("place", "pointer"),
    [
        ({"supplier": "store-2"}, "/supplier_order/shipments/0/also_on/0/supplier"),
        ({"country": "Spain"}, "/supplier_order/shipments/0/also_on/0/country"),
        ({"first_seen_at": "yesterday"}, "/supplier_order/shipments/0/also_on/0/first_seen_at"),
    ],
)
def test_an_order_that_cannot_be_read_is_refused_at_its_place(client, place, pointer):
    order = {**ORDER, "shipments": [{**SCANNED, "also_on": [place]}]}
    answer = client.post(CHECK, json={"supplier_order": order})
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.get_json()["errors"]] == [pointer]


def test_reading_a_case_asks_once_for_all_its_numbers(caller, monkeypatch):
    asked = []
    places_of = tracking_numbers.places_of

    def counting(tenant, numbers, **moment):
        asked.append(sorted(numbers))
        return places_of(tenant, numbers, **moment)

    case = opened(caller, orders=3, shipments=[SCANNED, {"tracking_number": "YT1"}])
    monkeypatch.setattr(tracking_numbers, "places_of", counting)
    caller.get(case)
    assert asked == [[NUMBER, "YT1"]]
