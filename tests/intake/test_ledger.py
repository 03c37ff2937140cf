"""Facts told one after the other, and the body that they add up to."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rescind.intake.ledger import LISTS, PARTS, Fact, FactKind, opening_of, orders_of
from telling import (
    ANSWERED,
    BODY,
    GOLDEN,
    HAPPENED,
    ORDER,
    PARCEL,
    PARCEL_TOLD,
    SCAN,
    Case,
    bodies,
    moment,
    response,
    without_empty_lists,
)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden["name"])
def test_a_body_is_parted_and_put_together_again(golden):
    assert Case(golden["request"]).body == golden["request"]


@given(bodies())
@settings(max_examples=200, deadline=None)
def test_any_body_is_parted_and_put_together_again(body):
    before = deepcopy(body)
    assert Case(body).body == without_empty_lists(before)
    assert body == before


@given(bodies(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_what_is_told_later_adds_up_as_if_told_at_the_opening(body, random):
    told = without_empty_lists(body)
    opening, *facts = opening_of(deepcopy(told))
    case = Case({n: v for n, v in opening.body.items() if n != "told_with_it"})
    numbers = [one for one in facts if one.kind is PARCEL]
    if len({(one.supplier_order, one.body["tracking_number"]) for one in numbers}) < len(numbers):
        return  # a number that is told again later is the same parcel: see below
    random.shuffle(facts)
    for one in facts:
        case.tell(one.kind, one.body, order=one.supplier_order)
    assert in_any_order(case.body) == in_any_order(told)


def in_any_order(body):
    for part in (body["store_order"], *orders_of(body)):
        for name in LISTS:
            if name in part:
                part[name] = sorted(part[name], key=repr)
    return body


def test_each_thing_that_happened_is_a_fact_of_its_order():
    body = {**BODY, "supplier_orders": [{**ORDER, **HAPPENED}, {**ORDER, "order_id": "P2"}]}
    told = opening_of(body)
    assert [one.supplier_order for one in told] == [None, *[0] * 11]
    assert [one.kind for one in told[1:]] == [
        *[kind for name, kind in LISTS.items() for _ in HAPPENED[name]],
        *PARTS.values(),
    ]


def test_steps_that_were_done_are_facts_of_the_case():
    done = [
        {"idempotency_key": "step_1", "done_at": "2026-09-30T09:00:00Z", "done_by": name}
        for name in ("Ben", "Ana")
    ]
    body = {**BODY, "completed_steps": done}
    told = opening_of(deepcopy(body))
    assert [one.kind for one in told[1:]] == ["step_completion"] * 2
    assert {one.supplier_order for one in told} == {None}
    case = Case(body)
    assert case.body == body
    case.tell(FactKind.STEP_COMPLETION, {**done[0], "done_by": "Eve"}, order=None)
    assert case.body["completed_steps"] == [*done, {**done[0], "done_by": "Eve"}]


def test_facts_count_among_those_of_their_own_order():
    case = Case({**BODY, "supplier_orders": [ORDER, {**ORDER, "order_id": "P2"}]})
    case.tell(ANSWERED, response("refused", "10-02 09:00"), order=1)
    case.tell(PARCEL, PARCEL_TOLD, order=0)
    first, second = case.body["supplier_orders"]
    assert first == {**ORDER, "shipments": [PARCEL_TOLD]}
    assert second == {**ORDER, "order_id": "P2", "responses": [response("refused", "10-02 09:00")]}


def test_putting_together_changes_no_fact():
    case = Case({**BODY, "supplier_orders": [{**ORDER, **HAPPENED}]})
    case.tell(PARCEL, {**PARCEL_TOLD, "events": [SCAN]})
    case.sees(status="IN_CANCEL")
    before = deepcopy(case.facts)
    assert case.body == case.body
    assert case.facts == before
    assert all(isinstance(one, Fact) for one in case.facts)
    assert case.facts[0].recorded_at == moment("10-01 08:00")
