"""The plan: its first step is the next action, done steps follow, keys stay while meaning stays."""

import pytest

from given import (
    NUMBER,
    TWO_LINES,
    answers,
    asked,
    at,
    decided,
    dispute,
    parcel,
    second_order,
    store_lines,
    store_order,
    supplier_lines,
    supplier_order,
    tracking_asked,
)

ACCEPTED = supplier_order(**answers("accepted"), observed_at=at("09-30 02:00"))
SEEN_OPEN = supplier_order(**answers("accepted"), observed_at=at("09-30 04:00"))
TWO = store_order(lines=TWO_LINES)

# name, orders, store, as_of -> (action, status) of each step
PLANS = [
    (
        "ask, and the store waits", (supplier_order(),), store_order(), "09-29 08:00",
        [
            ("request_cancellation", "ready"),
            ("message_supplier", "ready"),
            ("confirm_supplier_cancelled", "blocked"),
            ("cancel_store_order", "blocked"),
        ],
    ),
    (
        "asked", (supplier_order(cancellation_request=asked()),), store_order(), "09-29 18:10",
        [
            ("wait_for_supplier", "waiting"),
            ("cancel_store_order", "blocked"),
            ("request_cancellation", "done"),
        ],
    ),
    (
        "accepted", (ACCEPTED,), store_order(), "09-30 09:00",
        [
            ("cancel_store_order", "ready"),
            ("confirm_store_cancelled", "blocked"),
            ("confirm_to_customer", "blocked"),
            ("wait_for_supplier_refund", "waiting"),
            ("request_cancellation", "done"),
        ],
    ),
    (
        "accepted, yet seen open: look before you cancel", (SEEN_OPEN,), store_order(),
        "09-30 09:00",
        [
            ("cancel_store_order", "blocked"),
            ("confirm_supplier_cancelled", "ready"),
            ("confirm_store_cancelled", "blocked"),
            ("confirm_to_customer", "blocked"),
            ("wait_for_supplier_refund", "waiting"),
            ("request_cancellation", "done"),
        ],
    ),
    (
        "in progress: its fulfillment may be freed", (ACCEPTED,), store_order("IN_PROGRESS"),
        "09-30 09:00",
        [
            ("refund_items", "ready"),
            ("confirm_to_customer", "blocked"),
            ("wait_for_supplier_refund", "waiting"),
            ("find_fulfillment_orders", "ready"),
            ("request_fulfillment_cancellation", "blocked"),
            ("cancel_fulfillment_order", "blocked"),
            ("wait_for_fulfillment_cancellation", "blocked"),
            ("cancel_store_order", "blocked"),
            ("request_cancellation", "done"),
        ],
    ),
    (
        "a part of a line: buy the rest again",
        (supplier_order(lines=supplier_lines(L1=(2, "12.00"))),), store_order(), "09-29 08:00",
        [
            ("request_cancellation", "ready"),
            ("message_supplier", "ready"),
            ("confirm_supplier_cancelled", "blocked"),
            ("buy_rest_again", "blocked"),
            ("cancel_store_order", "blocked"),
        ],
    ),
    (
        "two suppliers", (ACCEPTED, second_order()), TWO, "09-30 09:00",
        [
            ("request_cancellation", "ready"),
            ("message_supplier", "ready"),
            ("confirm_supplier_cancelled", "blocked"),
            ("wait_for_supplier_refund", "waiting"),
            ("refund_items", "ready"),
            ("confirm_to_customer", "blocked"),
            ("request_cancellation", "done"),
        ],
    ),
    (
        "disputed",
        (supplier_order(
            **answers("refused"), tracking_request=tracking_asked(), dispute=dispute()
        ),),
        store_order(), "10-16 10:00",
        [
            ("wait_for_dispute", "waiting"),
            ("cancel_store_order", "blocked"),
            ("request_cancellation", "done"),
            ("request_tracking", "done"),
            ("open_dispute", "done"),
        ],
    ),
    ("shipped", (supplier_order("shipped"),), store_order(), "10-03 10:00",
     [("inform_customer", "ready")]),
    ("all done", (supplier_order("not_placed"),),
     store_order(cancelled_at=at("09-30 10:00")), "10-03 10:00", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("orders", "store", "as_of", "steps"), [row[1:] for row in PLANS], ids=[row[0] for row in PLANS]
)
def test_steps(orders, store, as_of, steps):
    plan = decided(*orders, as_of=as_of, store=store).plan
    assert [(step.action, step.status) for step in plan] == steps


def test_a_blocked_step_names_what_it_waits_for():
    ask, _message, confirm, cancel = decided(supplier_order(), as_of="09-29 08:00").plan
    assert confirm.blocked_by == (ask.step,)
    assert cancel.blocked_by == (ask.step, confirm.step)


def keys(*orders, as_of):
    return {step.action: step.idempotency_key for step in decided(*orders, as_of=as_of).plan}


def test_keys_stay_the_same_as_time_passes():
    order = supplier_order()
    assert keys(order, as_of="09-29 08:00") == keys(order, as_of="09-30 08:00")


def test_keys_differ_from_step_to_step():
    found = keys(ACCEPTED, as_of="09-30 09:00")
    assert len(set(found.values())) == len(found)


def test_a_step_says_until_when():
    step = decided(supplier_order(), as_of="09-29 08:00").plan[0]
    assert step.due_at == at("10-13 16:00")


def test_what_cannot_be_undone_says_what_to_see_first():
    step = decided(SEEN_OPEN, as_of="09-30 09:00").plan[0]
    assert step.instructions.text.startswith("First see the supplier's order cancelled")


def test_the_stores_step_keeps_its_key_when_it_becomes_ready():
    blocked = keys(supplier_order(), as_of="09-29 08:00")
    ready = keys(ACCEPTED, as_of="09-30 09:00")
    assert blocked["cancel_store_order"] == ready["cancel_store_order"]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (NUMBER, f"{NUMBER}: https://global.cainiao.com/newDetail.htm?mailNoList={NUMBER}"),
        ("1Z999AA10123456784", "https://www.ups.com/track?tracknum=1Z999AA10123456784"),
        ("ZZ-1", "on the way to your customer?"),
    ],
)
def test_a_number_to_be_verified_comes_with_the_page_that_shows_it(number, told):
    order = supplier_order(**answers("refused"), shipments=(parcel(number=number),))
    first = decided(order, as_of="10-03 08:00").plan[0]
    assert first.action == "verify_tracking"
    spoken = first.instructions.text.format(**dict(first.instructions.values))
    assert spoken.endswith(told)


def test_a_time_to_look_again_is_no_deadline():
    step = decided(supplier_order("unpaid"), as_of="09-29 08:00").plan[0]
    assert (step.action, step.due_at) == ("cancel_supplier_order", None)


@pytest.mark.parametrize(("asked_for", "whole"), [(None, True), ({"L1": 1}, False)])
def test_who_asks_for_a_part_is_not_told_to_cancel_the_whole(asked_for, whole):
    two = {"L1": (1, "12.00"), "L2": (1, "8.00")}
    order = supplier_order(lines=supplier_lines(**two))
    store = store_order(lines=store_lines(L1=(1, "30.00"), L2=(1, "20.00")))
    first = decided(order, store=store, lines=asked_for, as_of="09-29 08:00").plan[0]
    assert first.action == "request_cancellation"
    assert ("click Cancel Order" in first.instructions.text) is whole
    assert ("do not cancel the whole order" in first.instructions.text) is not whole
