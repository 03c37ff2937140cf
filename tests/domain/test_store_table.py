"""The store's side and the joining of supplier orders, row by row."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

import given
from given import (
    TWO_LINES,
    answer,
    answers,
    asked,
    at,
    decided,
    dispute,
    money,
    second_order,
    store_lines,
    store_order,
    supplier_lines,
    supplier_order,
    tracking_asked,
)
from rescind.domain import store_table
from rescind.domain.case import case_of
from rescind.domain.facts import Chargeback
from rescind.domain.store_table import STORE_ROWS, store_side
from rescind.domain.words import ChargebackStatus

ACCEPTED = supplier_order(**answers("accepted"))
REFUSED = supplier_order(**answers("refused"))
SHIPPED = supplier_order("shipped")
UNPAID = supplier_order("unpaid")
ACCEPTED_2 = second_order(**answers("accepted"))
TWO = {"lines": TWO_LINES}
CANCELLED = {"cancelled_at": at("09-30 10:00"), "refunds": (money("30.00", "09-30 10:00"),)}
DAY = "10-03 10:00"
TWO_HELD = supplier_order(
    lines=supplier_lines(L1=(2, "12.00")), **answers("accepted", "10-01 03:00")
)
ONE_OF_TWO_REFUNDED = (replace(store_lines(L1=(2, "30.00"))[0], refunded_quantity=1),)


def chargeback(status: str) -> dict[str, Any]:
    return {"chargeback": Chargeback(status=ChargebackStatus(status))}


# name, supplier orders, store status, store facts, lines asked for
#   -> store.action, because, eligibility, next_action
ROWS: list[tuple[str, tuple[Any, ...], str, dict[str, Any], dict[str, int] | None, tuple[str, ...]]]
ROWS = [
    (
        "S1 chargeback open", (ACCEPTED,), "UNFULFILLED", chargeback("open"), None,
        ("none", "chargeback_open", "eligible", "wait_for_supplier_refund"),
    ),
    (
        "S1 chargeback lost", (ACCEPTED,), "UNFULFILLED", chargeback("lost"), None,
        ("none", "chargeback_open", "eligible", "wait_for_supplier_refund"),
    ),
    (
        "S1 before S2: a chargeback on a cancelled order", (ACCEPTED,), "UNFULFILLED",
        {**CANCELLED, **chargeback("open")}, None,
        ("none", "chargeback_open", "settled", "wait_for_supplier_refund"),
    ),
    (
        "a chargeback won is as none", (ACCEPTED,), "UNFULFILLED", chargeback("won"), None,
        ("cancel_order", "all_released", "eligible", "cancel_store_order"),
    ),
    (
        "S2 store cancelled", (ACCEPTED,), "UNFULFILLED", CANCELLED, None,
        ("none", "store_cancelled", "settled", "wait_for_supplier_refund"),
    ),
    (
        "S2 store cancelled ahead of the supplier", (REFUSED,), "UNFULFILLED", CANCELLED, None,
        ("none", "store_cancelled", "conditional", "request_tracking"),
    ),
    (
        "S3 all released", (ACCEPTED,), "UNFULFILLED", {}, None,
        ("cancel_order", "all_released", "eligible", "cancel_store_order"),
    ),
    (
        "S3 nothing bought yet", (), "UNFULFILLED", {}, None,
        ("cancel_order", "all_released", "eligible", "cancel_store_order"),
    ),
    (
        "S3 with nothing to refund too: it leaves the queue", (ACCEPTED,), "UNFULFILLED",
        {"refunds": (money("30.00"),)}, None,
        ("cancel_order", "all_released", "eligible", "cancel_store_order"),
    ),
    (
        "S3 what is refunded already need not be asked for", (ACCEPTED,), "UNFULFILLED",
        {"lines": (TWO_LINES[0], replace(TWO_LINES[1], refunded_quantity=1))}, {"L1": 1},
        ("cancel_order", "all_released", "eligible", "cancel_store_order"),
    ),
    (
        "S4 released and refunded", (ACCEPTED,), "FULFILLED", {"refunds": (money("30.00"),)}, None,
        ("none", "nothing_left_to_refund", "settled", "wait_for_supplier_refund"),
    ),
    (
        "S4 the line's units are refunded", (ACCEPTED, ACCEPTED_2), "UNFULFILLED",
        {"lines": (replace(TWO_LINES[0], refunded_quantity=1), TWO_LINES[1])}, {"L1": 1},
        ("none", "nothing_left_to_refund", "settled", "wait_for_supplier_refund"),
    ),
    (
        "S4 refunded since it was asked for: the other unit is not", (TWO_HELD,), "UNFULFILLED",
        {"lines": ONE_OF_TWO_REFUNDED, "refunds": (money("30.00", "10-01"),)}, {"L1": 1},
        ("none", "nothing_left_to_refund", "settled", "wait_for_supplier_refund"),
    ),
    (
        "S3 refunded before: the other unit is asked for, and is all that is left", (TWO_HELD,),
        "UNFULFILLED",
        {"lines": ONE_OF_TWO_REFUNDED, "refunds": (money("30.00", "09-28"),)}, {"L1": 1},
        ("cancel_order", "all_released", "eligible", "cancel_store_order"),
    ),
    (
        "S5 the shop's status allows refunds only", (ACCEPTED,), "FULFILLED", {}, None,
        ("refund_items", "status_allows_refund_only", "eligible", "refund_items"),
    ),
    (
        "S5 others are not released", (ACCEPTED, second_order()), "UNFULFILLED", TWO, None,
        ("refund_items", "others_not_released", "conditional", "request_cancellation"),
    ),
    (
        "S5 only some are asked for", (ACCEPTED, second_order()), "UNFULFILLED", TWO, {"L1": 1},
        ("refund_items", "only_some_asked_for", "eligible", "refund_items"),
    ),
    (
        "S5 a payment authorization is pending", (ACCEPTED,), "UNFULFILLED",
        {"payment_authorization_pending": True}, None,
        ("refund_items", "status_allows_refund_only", "eligible", "refund_items"),
    ),
    (
        "S5 a return is in progress", (ACCEPTED,), "UNFULFILLED", {"return_in_progress": True},
        None,
        ("refund_items", "status_allows_refund_only", "eligible", "refund_items"),
    ),
    (
        "S6 not released", (REFUSED,), "UNFULFILLED", {}, None,
        ("not_yet", "supplier_side_open", "conditional", "request_tracking"),
    ),
    (
        "S6 unpaid", (UNPAID,), "UNFULFILLED", {}, None,
        ("not_yet", "supplier_side_open", "eligible", "cancel_supplier_order"),
    ),
    (
        "S7 on its way", (SHIPPED,), "UNFULFILLED", {}, None,
        ("none", "nothing_can_be_cancelled", "ineligible", "inform_customer"),
    ),
    (
        "undetermined comes before conditional", (supplier_order("unknown"), second_order()),
        "UNFULFILLED", TWO, None,
        ("not_yet", "supplier_side_open", "undetermined", "request_cancellation"),
    ),
    (
        "conditional comes before eligible", (UNPAID, second_order(**answers("refused"))),
        "UNFULFILLED", TWO, None,
        ("not_yet", "supplier_side_open", "conditional", "cancel_supplier_order"),
    ),
    (
        "eligible comes before ineligible", (ACCEPTED, second_order("shipped")), "UNFULFILLED",
        TWO, None,
        ("refund_items", "others_not_released", "eligible", "refund_items"),
    ),
    (
        "a wait for tracking comes after a refund of items",
        (ACCEPTED, second_order(**answers("refused"), tracking_request=tracking_asked())),
        "UNFULFILLED", TWO, None,
        ("refund_items", "others_not_released", "conditional", "refund_items"),
    ),
    (
        "a waiting dispute comes after a refund of items",
        (ACCEPTED, second_order(dispute=dispute("10-01 10:00"))), "UNFULFILLED", TWO, None,
        ("refund_items", "others_not_released", "undetermined", "refund_items"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("orders", "status", "facts", "lines", "expected"),
    [row[1:] for row in ROWS],
    ids=[row[0] for row in ROWS],
)
def test_row(orders, status, facts, lines, expected):
    decision = decided(*orders, as_of=DAY, store=store_order(status, **facts), lines=lines)
    found = decision.store
    assert (found.action, found.because, decision.eligibility, decision.next_action) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    list(pairwise(STORE_ROWS)),
    ids=lambda row: row.id,
)
def test_swapping_neighbours_that_overlap_is_noticed(first, second):
    rows = [*STORE_ROWS]
    where = rows.index(first)
    rows[where : where + 2] = [second, first]
    noticed = any(answered(row, rows) != answered(row, STORE_ROWS) for row in ROWS)
    assert noticed


def answered(row, rows):
    _, orders, status, facts, lines, _ = row
    story = given.facts(*orders, store=store_order(status, **facts), lines=lines)
    found = store_side(case_of(story, given.policy(), as_of=at(DAY)), rows)
    return found.action, found.because


@pytest.mark.parametrize(
    ("platform", "status", "allowed"),
    [
        ("shopify", "UNFULFILLED", ["cancel_order", "refund_items"]),
        ("shopify", "Unfulfilled", ["cancel_order", "refund_items"]),
        ("shopify", "On hold", ["cancel_order", "refund_items"]),
        ("shopify", "SCHEDULED", ["cancel_order", "refund_items"]),
        ("shopify", "REQUEST_DECLINED", ["cancel_order", "refund_items"]),
        ("shopify", "OPEN", ["cancel_order", "refund_items"]),
        ("shopify", "Fulfillment not required", ["cancel_order", "refund_items"]),
        ("shopify", "FULFILLED", ["refund_items"]),
        ("shopify", "PARTIALLY_FULFILLED", ["refund_items"]),
        ("shopify", "In progress", ["refund_items"]),
        ("shopify", "PENDING_FULFILLMENT", ["refund_items"]),
        ("shopify", "RESTOCKED", ["refund_items"]),
        ("shopify", "LOST_IN_SPACE", ["refund_items"]),
        ("woocommerce", "processing", ["cancel_order", "refund_items"]),
        ("woocommerce", "Fulfilled", ["refund_items"]),
    ],
)
def test_what_the_shop_allows(platform, status, allowed):
    store = store_order(status, platform=platform)
    decision = decided(ACCEPTED, as_of=DAY, store=store)
    assert list(decision.store.allowed_actions) == allowed


TWO_OF_L1 = supplier_lines(L1=(2, "8.00"))
ONE_OF_L1 = supplier_lines(L1=(1, "4.00"))
THREE_OF_L1 = supplier_lines(L1=(3, "12.00"))
SECOND = ["8190000000000002"]
FIRST = ["8190000000000001"]

# name, first order, second order, units asked for of three -> orders they are taken from
TAKEN = [
    ("not placed first", {"lines": TWO_OF_L1}, None, 1, []),
    (
        "then unpaid", {"lines": TWO_OF_L1}, {"state": "unpaid", "lines": ONE_OF_L1}, 1, SECOND,
    ),
    (
        "then released", {"lines": TWO_OF_L1}, {"lines": ONE_OF_L1, **answers("accepted")}, 1,
        SECOND,
    ),
    ("then paid, ties by id", {"lines": TWO_OF_L1}, {"lines": ONE_OF_L1}, 2, FIRST),
    (
        "shipped last", {"state": "shipped", "lines": TWO_OF_L1}, {"lines": ONE_OF_L1}, 1, SECOND,
    ),
    (
        "bought again: what was cancelled counts as replaced",
        {"state": "cancelled", "lines": THREE_OF_L1}, {"lines": THREE_OF_L1}, 3, SECOND,
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "requested", "taken"),
    [row[1:] for row in TAKEN],
    ids=[row[0] for row in TAKEN],
)
def test_which_orders_the_requested_units_are_taken_from(first, second, requested, taken):
    orders = [supplier_order(**first), *([second_order(**second)] if second else [])]
    store = store_order(lines=store_lines(L1=(3, "10.00")))
    decision = decided(*orders, as_of=DAY, store=store, lines={"L1": requested})
    found = [order.order_id for order in decision.supplier_orders if order.relevant]
    assert found == taken


def test_what_was_asked_for_and_accepted_may_not_be_refunded_once_the_order_left():
    order = supplier_order(
        "shipped",
        lines=supplier_lines(L1=(1, "12.00"), L2=(1, "8.00")),
        cancellation_request=asked(L1=1),
        responses=(answer("accepted"),),
    )
    decision = decided(order, as_of=DAY, store=store_order(lines=TWO_LINES), lines={"L1": 1})
    assert (decision.store.action, decision.next_action) == ("not_yet", "open_dispute")


def test_a_summary_never_speaks_against_the_stores_action():
    store = store_order(lines=TWO_LINES)
    decision = decided(ACCEPTED, second_order(), as_of=DAY, store=store)
    assert decision.store.action == "refund_items"
    assert "refund the released items" in decision.summary.text


def test_urgent_within_the_hour_only():
    moments = ("09-28 03:00", "09-28 03:01")
    assert [decided(supplier_order(), as_of=moment).urgent for moment in moments] == [True, False]


def test_the_deadlines_at_the_top_are_those_of_the_order_that_gave_the_action():
    late = supplier_order(paid_at=at("09-29 02:05"))
    early = second_order(paid_at=at("09-28 02:05"))
    decision = decided(late, early, as_of="09-29 10:00", store=store_order(**TWO))
    assert decision.deadlines == decision.supplier_orders[1].deadlines


def test_every_action_has_a_summary():
    assert set(store_table.SUMMARIES) == set(store_table.Action)


def test_several_orders_that_do_not_say_what_they_hold_are_looked_at():
    orders = (supplier_order(lines=None), second_order(lines=None))
    decision = decided(*orders, as_of=DAY, store=store_order(**TWO))
    assert (decision.eligibility, decision.next_action, decision.store.action) == (
        "undetermined",
        "manual_review",
        "not_yet",
    )
    assert decision.refund.exposure is None


def test_two_orders_with_one_id_are_looked_at():
    twin = second_order(order_id="8190000000000001")
    decision = decided(supplier_order(), twin, as_of=DAY, store=store_order(**TWO))
    assert {order.next_action for order in decision.supplier_orders} == {"manual_review"}


def test_asked_units_of_one_order_and_unasked_of_another():
    first = supplier_order(cancellation_request=asked())
    decision = decided(first, second_order(), as_of="09-29 18:10", store=store_order(**TWO))
    assert [order.next_action for order in decision.supplier_orders] == [
        "wait_for_supplier",
        "request_cancellation",
    ]


FATES = {
    "accepted": {**answers("accepted")},
    "refused": {**answers("refused")},
    "not asked": {},
    "unpaid": {"state": "unpaid"},
    "shipped": {"state": "shipped"},
    "cancelled": {"state": "cancelled"},
    "unknown": {"state": "unknown"},
    "not placed": {"state": "not_placed"},
}


@over(
    fates=st.tuples(*[st.sampled_from(list(FATES))] * 3),
    status=st.sampled_from(["UNFULFILLED", "FULFILLED"]),
    asked_for=st.sets(st.sampled_from(["L1", "L2", "L3"])),
)
def test_no_store_step_for_a_line_that_is_not_released(fates, status, asked_for):
    prices = {"L1": "30.00", "L2": "20.00", "L3": "7.00"}
    orders = [
        supplier_order(
            order_id=line,
            supplier_id=line,
            lines=supplier_lines(**{line: (1, "4.00")}),
            **FATES[fate],
        )
        for line, fate in zip(prices, fates, strict=True)
    ]
    store = store_order(status, lines=store_lines(**{k: (1, v) for k, v in prices.items()}))
    lines = dict.fromkeys(sorted(asked_for), 1) or None
    decision = decided(*orders, as_of=DAY, store=store, lines=lines)
    released = {line.line_id for line in decision.lines if line.released_quantity}
    assert decision.refund.due_to_customer == (
        sum(Decimal(prices[line]) for line in released)
        if decision.store.action in ("cancel_order", "refund_items")
        else 0
    )
    if decision.store.action == "cancel_order":
        assert released == set(prices)
