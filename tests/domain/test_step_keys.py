"""Keys of steps: the same while a step means the same, another one when it means something else."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.walk import ANSWERS, MONEY, PARCELS, STATES
from given import (
    TWO_LINES,
    answers,
    asked,
    at,
    dispute,
    facts,
    money,
    policy,
    quantities,
    second_order,
    store_lines,
    store_order,
    supplier_lines,
    supplier_order,
    tracking_asked,
)
from rescind.domain.decision import decide
from rescind.domain.facts import CompletedStep

NOW = at("09-30 09:00")
TWO = store_order(lines=TWO_LINES)
ACCEPTED = supplier_order(**answers("accepted"))


def plan(known, now=NOW):
    return decide(known, policy(), as_of=now).plan


def keys(known, now=NOW):
    """The keys by what the steps do, and of which order."""
    found = {}
    for step in plan(known, now):
        name = (step.action, step.supplier_order_id, getattr(step.request, "query", None))
        found.setdefault(name, []).append(step.idempotency_key)
    return found


@st.composite
def known(draw):
    """Facts of one or two supplier orders, of all kinds."""
    first = supplier_order(
        draw(st.sampled_from(STATES)),
        lines=supplier_lines(L1=(3, "12.00")),
        **{
            **draw(st.sampled_from([*ANSWERS.values()])),
            **draw(st.sampled_from([*MONEY.values()])),
            "shipments": draw(st.sampled_from([*PARCELS.values()])),
        },
    )
    beside = draw(st.sampled_from([(), (second_order(),), (second_order("unpaid"),)]))
    lines = store_lines(**({"L2": (1, "5.00")} if beside else {}), L1=(3, "10.00"))
    status = draw(st.sampled_from(["UNFULFILLED", "IN_PROGRESS", "FULFILLED"]))
    return facts(first, *beside, store=store_order(status, lines=lines))


moments = st.integers(0, 60 * 24).map(lambda hours: at("09-28 03:00") + timedelta(hours=hours))


@given(known(), moments)
@settings(max_examples=150, deadline=None)
def test_the_order_of_facts_changes_no_key(told, now):
    turned = replace(
        told,
        supplier_orders=told.supplier_orders[::-1],
        store_order=replace(told.store_order, lines=told.store_order.lines[::-1]),
    )
    assert keys(turned, now) == keys(told, now)


@given(known(), moments, moments)
@settings(max_examples=150, deadline=None)
def test_the_clock_changes_no_key(told, now, later):
    """A step that is there at both moments has the same key at both."""
    first, second = keys(told, now), keys(told, later)
    both = first.keys() & second.keys()
    assert {name: set(first[name]) & set(second[name]) for name in both if not first[name]} == {}
    single = {name for name in both if len(first[name]) == len(second[name]) == 1}
    assert {n: first[n] for n in single if n[0] not in BY_ROW} == {
        n: second[n] for n in single if n[0] not in BY_ROW
    }


BY_ROW = ("manual_review", "wait_for_supplier_refund", "inform_customer", "refund_items")
"""Actions that mean something else by what is looked at, waited for, or told, or paid."""


@given(known(), moments)
@settings(max_examples=100, deadline=None)
def test_keys_are_their_steps_own(told, now):
    found = [step.idempotency_key for step in plan(told, now)]
    assert len(set(found)) == len(found)


@given(known(), moments)
@settings(max_examples=100, deadline=None)
def test_a_key_stays_when_its_step_is_marked_as_done(told, now):
    for step in plan(told, now):
        completed = CompletedStep(
            idempotency_key=step.idempotency_key, done_at=now, done_by="Ana", note=None
        )
        after = plan(replace(told, completed_steps=(completed,)), now)
        [done] = [one for one in after if one.idempotency_key == step.idempotency_key]
        assert (done.action, done.status, done.done_by) == (step.action, "done", "Ana")


@given(known(), moments)
@settings(max_examples=100, deadline=None)
def test_what_is_marked_as_done_decides_nothing(told, now):
    before = decide(told, policy(), as_of=now)
    every = tuple(
        CompletedStep(idempotency_key=step.idempotency_key, done_at=now, done_by="Ana")
        for step in before.plan
    )
    after = decide(replace(told, completed_steps=every), policy(), as_of=now)
    assert replace(after, plan=(), decision_id="") == replace(before, plan=(), decision_id="")
    to_do = [step for step in after.plan if step.status != "done"]
    assert all(step.action == after.next_action for step in to_do[:1])
    assert all(step.records for step in to_do)
    assert all(step.request is None for step in to_do)


def test_a_refund_of_another_line_changes_no_key():
    orders = ACCEPTED, second_order(**answers("accepted"))

    def key_of_refund(**changes):
        told = facts(*orders, store=store_order("FULFILLED", lines=TWO_LINES, **changes))
        told = replace(told, request=replace(told.request, lines=quantities(L1=1)))
        return [s.idempotency_key for s in plan(told) if s.action == "refund_items"]

    of_another = key_of_refund(refunds=(money("20.00", "09-29 07:00", "L2"),))
    assert of_another == key_of_refund() != []


@pytest.mark.parametrize("lines", [None, {"L1": 1}], ids=["the whole order", "one line"])
def test_a_refund_that_names_no_line_changes_no_key(lines):
    orders = ACCEPTED, second_order(**answers("accepted"))

    def refunding(*refunds, completed=()):
        store = store_order("FULFILLED", lines=TWO_LINES, refunds=refunds)
        told = replace(facts(*orders, store=store, lines=lines), completed_steps=completed)
        return [step for step in plan(told) if step.action == "refund_items"]

    sent = refunding()
    completed = tuple(
        CompletedStep(idempotency_key=step.idempotency_key, done_at=NOW, done_by="Ana")
        for step in sent
    )
    goodwill = money("5.00", "09-30 08:00")
    again = {step.idempotency_key for step in refunding(goodwill)}
    assert again == {step.idempotency_key for step in sent} != set()
    # What is left to do is to tell what was paid: nothing is sent again.
    to_do = [s for s in refunding(goodwill, completed=completed) if s.status != "done"]
    assert [(step.request, step.records) for step in to_do] == [(None, "refunds")]


def test_what_was_done_later_than_asked_about_is_not_done_yet():
    told = facts(supplier_order())
    key = plan(told)[1].idempotency_key
    completed = CompletedStep(idempotency_key=key, done_at=NOW + timedelta(hours=1), done_by="Ana")
    told = replace(told, completed_steps=(completed,))
    assert plan(told)[1].status == "ready"
    assert plan(told, NOW + timedelta(hours=2))[-1].idempotency_key == key


DONE_BY_FACTS = [
    ("request_cancellation", supplier_order(), supplier_order(cancellation_request=asked())),
    (
        "request_tracking",
        supplier_order(**answers("refused")),
        supplier_order(**answers("refused"), tracking_request=tracking_asked()),
    ),
    (
        "open_dispute",
        supplier_order(**answers("refused"), tracking_request=tracking_asked("09-28 03:00")),
        supplier_order(
            **answers("refused"),
            tracking_request=tracking_asked("09-28 03:00"),
            dispute=dispute("10-20 08:00"),
        ),
    ),
]


@pytest.mark.parametrize(
    ("action", "before", "after"), DONE_BY_FACTS, ids=[row[0] for row in DONE_BY_FACTS]
)
def test_a_step_keeps_its_key_once_the_facts_say_that_it_is_done(action, before, after):
    now = at("10-20 09:00") if action == "open_dispute" else NOW
    [to_do] = [s for s in plan(facts(before), now) if s.action == action]
    [done] = [s for s in plan(facts(after), now) if s.action == action]
    assert (to_do.status, done.status) == ("ready", "done")
    assert to_do.idempotency_key == done.idempotency_key


RELEASED_BOTH = (ACCEPTED, second_order(**answers("accepted")))
IN_PROGRESS = store_order("IN_PROGRESS", lines=TWO_LINES)
OTHER_MEANINGS = [
    ("another order", facts(ACCEPTED), facts(ACCEPTED, store=store_order(order_id="9"))),
    (
        "another request",
        facts(ACCEPTED),
        replace(
            facts(ACCEPTED), request=replace(facts().request, requested_at=at("09-29 08:01"))
        ),
    ),
    ("another supplier order", facts(supplier_order()), facts(supplier_order(order_id="9"))),
    (
        "other units asked for",
        facts(supplier_order(lines=supplier_lines(L1=(3, "12.00"))),
              store=store_order(lines=store_lines(L1=(3, "30.00")))),
        facts(supplier_order(lines=supplier_lines(L1=(3, "12.00"))),
              store=store_order(lines=store_lines(L1=(3, "30.00"))), lines={"L1": 2}),
    ),
    (
        "other units refunded",
        facts(*RELEASED_BOTH, store=IN_PROGRESS),
        facts(RELEASED_BOTH[0], second_order(), store=IN_PROGRESS),
    ),
    (
        "the rest refunded, after a part was",
        facts(ACCEPTED, store=store_order("FULFILLED")),
        facts(
            ACCEPTED,
            store=store_order(
                "FULFILLED",
                lines=(replace(store_lines(L1=(2, "30.00"))[0], refunded_quantity=1),),
            ),
        ),
    ),
    (
        "the rest of the money refunded, after some was",
        facts(ACCEPTED, store=store_order("FULFILLED")),
        facts(
            ACCEPTED,
            store=store_order("FULFILLED", refunds=(money("9.00", "09-30 08:00", "L1"),)),
        ),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"), [row[1:] for row in OTHER_MEANINGS], ids=[row[0] for row in OTHER_MEANINGS]
)
def test_a_step_that_means_something_else_has_another_key(one, other):
    ours = [s.idempotency_key for s in plan(one) if s.action in MOVES and s.status != "done"]
    theirs = [s.idempotency_key for s in plan(other) if s.action in MOVES]
    assert theirs != []
    assert ours[0] not in theirs


MOVES = ("request_cancellation", "cancel_store_order", "refund_items")


REVIEWS = {
    "contradiction": supplier_order("unknown"),
    "disputed": supplier_order("disputed"),
    "offer": supplier_order(**answers("offered_partial_refund")),
    "partly won": supplier_order(dispute=dispute("09-29 11:00", outcome="partially_won")),
    "overdue": supplier_order("cancelled", closed_at=at("09-01 00:00")),
}


def test_each_thing_to_look_at_is_a_step_of_its_own():
    steps = [
        step
        for order in REVIEWS.values()
        for step in plan(facts(order))
        if step.action == "manual_review"
    ]
    for name in ("idempotency_key", "instructions"):
        assert len({getattr(step, name) for step in steps}) == len(steps) == len(REVIEWS)


def test_orders_without_an_id_have_steps_of_their_own():
    nameless = [
        supplier_order(order_id=None, lines=supplier_lines(L1=(1, "12.00"))),
        second_order(order_id=None),
    ]
    found = [s.idempotency_key for s in plan(facts(*nameless, store=TWO))]
    assert len(set(found)) == len(found)
    assert {s.action for s in plan(facts(*nameless, store=TWO))} >= {"request_cancellation"}


def test_who_looked_before_the_order_was_seen_open_looks_again():
    def told(observed, *completed):
        order = supplier_order(**answers("accepted"), observed_at=at(observed))
        return replace(facts(order), completed_steps=completed)

    cancel, confirm, *_ = plan(told("09-30 04:00"))
    assert (cancel.status, confirm.action) == ("blocked", "confirm_supplier_cancelled")
    looked = CompletedStep(
        idempotency_key=confirm.idempotency_key, done_at=at("09-30 05:00"), done_by="Ana"
    )
    assert plan(told("09-30 04:00", looked))[0].status == "ready"
    assert plan(told("09-30 06:00", looked))[0].status == "blocked"


def test_a_line_that_was_asked_for_in_part_and_then_in_full_is_two_steps():
    lines = {"lines": supplier_lines(L1=(3, "12.00"))}
    store = store_order(lines=store_lines(L1=(3, "30.00")))
    part = supplier_order(**lines, cancellation_request=asked(L1=1), responses=())
    steps = [s for s in plan(facts(part, store=store)) if s.action == "request_cancellation"]
    assert sorted(s.status for s in steps) == ["done", "ready"]
    assert len({s.idempotency_key for s in steps}) == 2
    assert quantities(L1=1) == part.cancellation_request.lines
