"""Comparing policies: every rule in each outcome, what gaps cost, and what always holds of them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescind.domain.gap_costs import ComparedOrder
from rescind.domain.policy import StorePolicy, SupplierPolicy
from rescind.domain.policy_comparison import compare
from rescind.domain.rules import RULES
from rescind.domain.words import ReturnReason
from rescind.messages import Translator

ASKED = {"cancellation_accepted_within_hours": 24, "accepted_return_reasons": ("defective",)}
MIND = ReturnReason.CHANGED_MIND


def order(paid="30.00", cost="12.00", currency="EUR", **more):
    return ComparedOrder(
        currency=currency,
        paid_by_customer=None if paid is None else Decimal(paid),
        paid_to_supplier=None if cost is None else Decimal(cost),
        **more,
    )


def compared(supplier=None, store=None, *orders):
    return compare(SupplierPolicy(**(supplier or {})), StorePolicy(**(store or {})), orders)


def not_known(*names):
    return {"not_known": frozenset(names)}


TABLE = [
    ("CMP-001", {"accepted_return_reasons": ("changed_mind",)}, "accepted", "clear"),
    ("CMP-001", {"accepted_return_reasons": ()}, "accepted", "blocks"),
    ("CMP-001", {}, "accepted", "unknown"),
    ("CMP-002", {"cancellation_accepted_within_hours": 24}, "hours", "clear"),
    ("CMP-002", {"cancellation_accepted_within_hours": 23}, "hours", "blocks"),
    ("CMP-002", {}, "hours", "unknown"),
    ("CMP-003", {"dispute_closes_after_delivery_days": 14}, "window", "clear"),
    ("CMP-003", {"dispute_closes_after_delivery_days": 13}, "window", "blocks"),
    ("CMP-003", not_known("dispute_closes_after_delivery_days"), "window", "unknown"),
    ("CMP-004", {"refund_max_business_days": 10}, "refund", "clear"),
    ("CMP-004", {"refund_max_business_days": 11}, "refund", "blocks"),
    ("CMP-004", not_known("refund_max_business_days"), "refund", "unknown"),
    ("CMP-005", {"restocking_fee_percent": Decimal(10)}, "fee", "clear"),
    ("CMP-005", {"restocking_fee_percent": Decimal(11)}, "fee", "blocks"),
    ("CMP-005", not_known("restocking_fee_percent"), "fee", "unknown"),
]
PROMISES = {
    "accepted": {"accepted_return_reasons": ("changed_mind",)},
    "hours": {"cancellation_window_hours": 24},
    "window": {"return_window_days": 14},
    "refund": {"refund_within_business_days": 10},
    "fee": {"restocking_fee_percent": Decimal(10)},
}


@pytest.mark.parametrize(("rule", "supplier", "promise", "outcome"), TABLE)
def test_a_rule_in_each_outcome(rule, supplier, promise, outcome):
    found = compared(supplier, PROMISES[promise])
    outcomes = {
        str(one.outcome)
        for one in found.findings
        if one.rule == rule and dict(one.observed).get("reason", MIND) is MIND
    }
    assert outcomes == {outcome}
    assert [one.rule for one in found.gaps if one.rule == rule] == (
        [] if outcome == "clear" else [rule]
    )


def test_the_table_has_every_outcome_of_every_rule():
    rules = {name: rule for name, rule in RULES.items() if name.startswith("CMP-")}
    assert {(rule, outcome) for rule, _, _, outcome in TABLE} == {
        (name, str(outcome)) for name, rule in rules.items() for outcome in rule.messages
    }


def test_what_the_store_does_not_promise_is_no_gap_but_missing():
    found = compared({}, {})
    assert found.gaps == ()
    assert [one.fact for one in found.missing_facts] == [
        "/store/accepted_return_reasons",
        "/store/cancellation_window_hours",
        "/store/return_window_days",
        "/store/refund_within_business_days",
        "/orders",
    ]


def test_reasons_of_either_list_are_promises():
    found = compared(ASKED, {"all_sales_final_except": ("wrong_item", "defective")})
    assert [one.reason for one in found.gaps] == ["wrong_item"]


def test_a_gap_that_nobody_knows_of_comes_with_its_question():
    found = compared({}, PROMISES["accepted"], order())
    [gap] = found.gaps
    assert gap.question is not None
    assert gap.cost.exposure is None
    assert "most" in Translator("en").render(gap.cost.exposure_because)
    assert gap.cost.by_currency[0].exposure == Decimal("12.00")


@pytest.mark.parametrize(
    ("kind", "supplier", "store", "exposure", "advanced"),
    [
        ("return_reason", ASKED, PROMISES["accepted"], "12.00", "0.00"),
        ("cancellation_window", ASKED, {"cancellation_window_hours": 25}, "12.00", "0.00"),
        ("return_window", {}, {"return_window_days": 16}, "12.00", "0.00"),
        ("refund_time", {}, {"refund_within_business_days": 14}, "0.00", "12.00"),
        ("restocking_fee", {"restocking_fee_percent": Decimal(15)}, {}, "1.80", "0.00"),
        (
            "restocking_fee",
            {"restocking_fee_percent": Decimal(50)},
            {"restocking_fee_percent": Decimal(10)},
            "3.00",
            "0.00",
        ),
    ],
)
def test_what_a_gap_costs(kind, supplier, store, exposure, advanced):
    [gap] = compared(supplier, store, order()).gaps
    [total] = gap.cost.by_currency
    assert (gap.gap, str(gap.cost.exposure), str(total.advanced)) == (kind, exposure, advanced)


@pytest.mark.parametrize(
    ("orders", "exposure", "because"),
    [
        ([], None, "No orders"),
        ([order()], "12.00", None),
        ([order(), order(cost="8.00")], "20.00", None),
        ([order(paid="9.00")], "9.00", None),
        ([order("900", "300", "JPY")], "300", None),
        ([order(), order(currency="USD")], None, "several currencies"),
        ([order(), order(cost=None)], None, "not known"),
        ([order(currency=None)], None, "not known"),
    ],
)
def test_there_is_one_sum_where_there_can_be(orders, exposure, because):
    [gap] = compared(ASKED, PROMISES["accepted"], *orders).gaps
    told = gap.cost.exposure_because and Translator("en").render(gap.cost.exposure_because)
    assert (gap.cost.exposure and str(gap.cost.exposure)) == exposure
    assert (because or "") in (told or "")
    assert (told is None) == (because is None)


def test_those_who_gave_the_very_reason_are_counted_apart():
    orders = [order(), order(cost="5.00", reason=MIND), order(reason=ReturnReason.DEFECTIVE)]
    [gap] = compared(ASKED, PROMISES["accepted"], *orders).gaps
    [total] = gap.cost.by_currency
    assert (total.orders, total.orders_with_reason) == (3, 1)
    assert total.exposure_with_reason == Decimal("5.00")


REASONS = st.lists(st.sampled_from([one.value for one in ReturnReason]), unique=True)
MONEY = st.none() | st.decimals(0, 10_000, places=2)
ORDERS = st.lists(
    st.builds(
        ComparedOrder,
        currency=st.sampled_from(["EUR", "USD", "JPY", None]),
        paid_by_customer=MONEY,
        paid_to_supplier=MONEY,
        reason=st.none() | st.sampled_from(ReturnReason),
    ),
    max_size=6,
)
DAYS = st.integers(0, 60)


@given(REASONS, st.tuples(DAYS, DAYS, DAYS, st.integers(0, 100)), ORDERS)
def test_a_policy_compared_with_itself_has_no_gaps(reasons, figures, orders):
    hours, window, refund, fee = figures
    supplier = {
        "accepted_return_reasons": tuple(sorted(reasons)),
        "cancellation_accepted_within_hours": hours,
        "dispute_closes_after_delivery_days": window,
        "refund_max_business_days": refund,
        "restocking_fee_percent": Decimal(fee),
    }
    store = {
        "accepted_return_reasons": tuple(sorted(reasons)),
        "cancellation_window_hours": hours,
        "return_window_days": window,
        "refund_within_business_days": refund,
        "restocking_fee_percent": Decimal(fee),
    }
    assert compared(supplier, store, *orders).gaps == ()


@given(REASONS, REASONS, st.tuples(DAYS, DAYS, st.integers(0, 100), st.integers(0, 100)), ORDERS)
def test_exposure_is_never_more_than_was_paid(theirs, ours, figures, orders):
    hours, days, kept, passed_on = figures
    supplier = {
        "accepted_return_reasons": tuple(theirs),
        "cancellation_accepted_within_hours": hours,
        "restocking_fee_percent": Decimal(kept),
    }
    store = {
        "accepted_return_reasons": tuple(ours),
        "cancellation_window_hours": days,
        "return_window_days": days,
        "refund_within_business_days": days,
        "restocking_fee_percent": Decimal(passed_on),
    }
    for gap in compared(supplier, store, *orders).gaps:
        for one, cost in zip(orders, gap.cost.per_order, strict=True):
            for amount in (cost.exposure, cost.advanced):
                known = None not in (one.paid_by_customer, one.paid_to_supplier, one.currency)
                assert (amount is not None) == known
                assert not known or 0 <= amount <= min(one.paid_by_customer, one.paid_to_supplier)
        assert sum(total.orders for total in gap.cost.by_currency) == len(orders)
