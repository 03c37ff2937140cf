"""Refunds on record are facts; what is wrong with them is told as a warning, and why."""

from dataclasses import replace

import pytest

from given import TWO_LINES, at, decided, money, store_order, supplier_order
from rescind.domain.facts import Chargeback
from rescind.domain.words import ChargebackStatus

DAY = "10-10 10:00"
PAID_BACK = money("10.00", "10-02")
ABOUT_REFUNDS = {"refund_above_paid", "refund_repeated", "refund_during_chargeback"}


def chargeback(status, opened="10-01"):
    return Chargeback(status=ChargebackStatus(status), opened_at=at(opened) if opened else None)


# what was paid back, and the chargeback -> the warnings, and the outcome of each rule
STORIES = {
    "nothing": ((), None, set(), "clear clear clear"),
    "a part": ((PAID_BACK,), None, set(), "clear clear clear"),
    "all of it": ((money("50.00"),), None, set(), "clear clear clear"),
    "a cent too much": ((money("50.01"),), None, {"refund_above_paid"}, "blocks clear clear"),
    "too much for its line": (
        (money("20.01", line_id="L2"),), None, {"refund_above_paid"}, "blocks clear clear",
    ),
    "the same twice": (
        (PAID_BACK, PAID_BACK), None, {"refund_repeated"}, "clear blocks clear",
    ),
    "the same, undated": (
        (replace(PAID_BACK, refunded_at=None),) * 2, None, set(), "clear clear clear",
    ),
    "as much, a second later": (
        (PAID_BACK, replace(PAID_BACK, refunded_at=at("10-02 00:00:01"))), None, set(),
        "clear clear clear",
    ),
    "as much at once for another line": (
        (money("10.00", "10-02", "L1"), money("10.00", "10-02", "L2")), None, set(),
        "clear clear clear",
    ),
    "after a chargeback was opened": (
        (PAID_BACK,), chargeback("open"), {"refund_during_chargeback"}, "clear clear blocks",
    ),
    "after one that was lost": (
        (PAID_BACK,), chargeback("lost"), {"refund_during_chargeback"}, "clear clear blocks",
    ),
    "in the moment of the chargeback": (
        (PAID_BACK,), chargeback("open", "10-02"), {"refund_during_chargeback"},
        "clear clear blocks",
    ),
    "before the chargeback": (
        (PAID_BACK,), chargeback("open", "10-03"), set(), "clear clear clear",
    ),
    "after one that was won": ((PAID_BACK,), chargeback("won"), set(), "clear clear clear"),
    "nobody knows since when": (
        (PAID_BACK,), chargeback("open", None), set(), "clear clear unknown",
    ),
    "nobody knows whether before": (
        (replace(PAID_BACK, refunded_at=None),), chargeback("open"), set(), "clear clear unknown",
    ),
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_refunds_on_record(story):
    refunds, claimed, warned, outcomes = STORIES[story]
    store = store_order(lines=TWO_LINES, refunds=refunds, chargeback=claimed)
    decision = decided(supplier_order(), as_of=DAY, store=store)
    assert {w.code for w in decision.warnings} & ABOUT_REFUNDS == warned
    found = [one.outcome for one in decision.findings if one.rule.startswith("REF-")]
    assert [*found[:3]] == outcomes.split()


def test_without_prices_nobody_knows_whether_too_much_went_back():
    lines = tuple(replace(line, unit_price=None) for line in TWO_LINES)
    store = store_order(lines=lines, refunds=(PAID_BACK,))
    decision = decided(supplier_order(), as_of=DAY, store=store)
    [found] = [one for one in decision.findings if one.rule == "REF-001"]
    assert found.outcome == "unknown"


def test_money_that_went_back_has_all_digits_of_its_currency():
    decision = decided(supplier_order(), as_of=DAY, store=store_order(lines=TWO_LINES))
    [found] = [one for one in decision.findings if one.rule == "REF-001"]
    assert str(dict(found.observed)["refunded"]) == "0.00"
