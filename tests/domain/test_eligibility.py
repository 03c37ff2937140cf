"""Findings, warnings and missing facts: every rule always speaks, in each of its outcomes."""

from dataclasses import replace
from typing import Any

import pytest

from given import (
    BAD_CHECK_DIGIT,
    TWO_LINES,
    answer,
    answers,
    asked,
    at,
    decided,
    dispute,
    facts,
    parcel,
    scan,
    second_order,
    store_lines,
    store_order,
    supplier_lines,
    supplier_order,
)
from rescind.domain.cautions import WARNING_OF
from rescind.domain.decision import decide
from rescind.domain.eligibility import SUPPLIER_RULES
from rescind.domain.facts import Chargeback, StatusWords
from rescind.domain.policy import Policy, StorePolicy, SupplierPolicy
from rescind.domain.refund_rules import REFUND_RULES
from rescind.domain.rules import RULES
from rescind.domain.store_rules import STORE_RULES
from rescind.domain.words import ChargebackStatus, Outcome, WarningCode

DAY = "10-03 10:00"
ACCEPTED = answers("accepted")
SCANNED = {"shipments": (parcel(scan("10-02 11:00")),)}
DISAGREE = StatusWords(status="A", logistics_status="B", disagree=True)

# code, supplier facts, store facts, as_of, supplier's policy
WARNINGS: list[tuple[str, dict[str, Any], dict[str, Any], str, dict[str, Any]]]
WARNINGS = [
    ("statuses_disagree", {"words": DISAGREE}, {}, DAY, {}),
    (
        "responses_conflict",
        {"responses": (answer("accepted"), answer("refused", "10-01 03:00"))}, {}, DAY, {},
    ),
    ("accepted_then_shipped", {**ACCEPTED, **SCANNED}, {}, DAY, {}),
    ("acceptance_not_visible", {**ACCEPTED, "observed_at": at("10-01")}, {}, DAY, {}),
    ("refund_overdue", ACCEPTED, {}, "10-21 16:00", {}),
    ("stale_facts", {"observed_at": at("10-02 09:59")}, {}, DAY, {}),
    ("stale_facts", {}, {"observed_at": at("10-02 09:59")}, DAY, {}),
    ("outside_supplier_window", {}, {}, DAY, {"cancellation_accepted_within_hours": 24}),
    (
        "shipped_after_request", {"cancellation_request": asked(), **SCANNED}, {}, DAY, {},
    ),
    ("provisional_calendar", {"paid_at": at("2027-01-05 02:05")}, {}, "2027-01-06", {}),
    ("chargeback_open", {}, {"chargeback": Chargeback(status=ChargebackStatus.OPEN)}, DAY, {}),
    ("unknown_fulfillment_status", {}, {"status": "LOST_IN_SPACE"}, DAY, {}),
    ("currency_mismatch", {"currency": "USD"}, {}, DAY, {}),
    ("supplier_cancelled_store_open", {"state": "cancelled"}, {}, DAY, {}),
    ("store_cancelled_supplier_open", {}, {"cancelled_at": at("10-01")}, DAY, {}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "supplier", "store", "as_of", "rules"), WARNINGS)
def test_warning(code, supplier, store, as_of, rules):
    decision = decided(supplier_order(**supplier), as_of=as_of, store=store_order(**store), **rules)
    assert code in [warning.code for warning in decision.warnings]


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        (answer("partially_accepted", L1=1), answer("partially_accepted", "10-01", L1=2), False),
        (answer("partially_accepted", L1=2), answer("partially_accepted", "10-01", L1=1), True),
        (answer("accepted"), answer("accepted", "10-01", L1=1), True),
        (answer("accepted"), answer("accepted", "10-01"), False),
        (answer("refused"), answer("accepted", "10-01"), False),
        (answer("partially_accepted"), answer("refused", "10-01"), True),
    ],
    ids=["more", "less", "only some", "the same", "yes at last", "which is not known, then no"],
)
def test_an_acceptance_that_does_not_decide_is_a_conflict(first, second, conflict):
    order = supplier_order(
        lines=supplier_lines(L1=(3, "12.00")),
        cancellation_request=asked(),
        responses=(first, second),
    )
    decision = decided(order, as_of=DAY, store=store_order(lines=store_lines(L1=(3, "10.00"))))
    codes = [warning.code for warning in decision.warnings]
    assert (WarningCode.RESPONSES_CONFLICT in codes) is conflict


def test_no_warning_without_cause():
    fresh = supplier_order(observed_at=at("09-29 08:00"))
    store = store_order(observed_at=at("09-29 08:00"))
    assert decided(fresh, as_of="09-29 08:00", store=store).warnings == ()


def test_facts_exactly_as_old_as_they_may_be_are_not_stale():
    order = supplier_order(observed_at=at("10-02 10:00"))
    codes = [warning.code for warning in decided(order, as_of=DAY).warnings]
    assert WarningCode.STALE_FACTS not in codes


def test_past_the_stores_own_window():
    policy = Policy(store=StorePolicy(cancellation_window_hours=24))
    decision = decide(facts(supplier_order()), policy, as_of=at(DAY))
    assert WarningCode.OUTSIDE_STORE_WINDOW in [warning.code for warning in decision.warnings]


def test_every_warning_of_a_cancellation_comes_from_a_rule():
    assert set(WARNING_OF.values()) == set(WarningCode)
    assert set(WARNING_OF) <= set(RULES)


def test_every_rule_speaks_once_for_each_order():
    decision = decided(
        supplier_order(), second_order(), as_of=DAY, store=store_order(lines=TWO_LINES)
    )
    names = [finding.name for finding in decision.findings]
    assert {name: names.count(name) for name in names} == {
        **{look.__name__: 2 for look in SUPPLIER_RULES},
        **{look.__name__: 1 for look in (*STORE_RULES, *REFUND_RULES)},
    }


THREE = {"lines": supplier_lines(L1=(3, "12.00"))}
STORIES = [
    *[(supplier, store, as_of, rules) for _, supplier, store, as_of, rules in WARNINGS],
    ({"state": "unknown", "words": StatusWords(unread=("WAIT_FOR_THE_MOON",))}, {}, DAY, {}),
    ({"responses": (answer("accepted", "10-04 03:00"),)}, {}, DAY, {}),
    ({"paid_at": at("09-28 01:00")}, {}, DAY, {}),
    ({"placed_at": None}, {}, DAY, {}),
    ({"state": "unpaid", "paid_at": at("09-28 02:05")}, {}, DAY, {}),
    ({"state": "unpaid"}, {}, DAY, {}),
    ({"state": "cancelled", "paid_at": None}, {}, DAY, {}),
    ({"order_id": None, "lines": None}, {}, DAY, {}),
    ({"state": "partly_shipped", **THREE}, {"lines": store_lines(L1=(3, "10.00"))}, DAY, {}),
    (answers("refused"), {}, DAY, {}),
    ({"cancellation_request": asked()}, {}, "09-29 18:10", {}),
    ({"cancellation_request": asked()}, {}, "10-14 10:00", {}),
    ({"tracking_request": asked("09-30 09:30")}, {}, DAY, {}),
    ({"tracking_request": asked("09-30 09:30")}, {}, "10-14 10:00", {}),
    ({"shipments": (parcel(number=BAD_CHECK_DIGIT),)}, {}, DAY, {}),
    ({"dispute": dispute("10-01 10:00")}, {}, DAY, {}),
    ({"dispute": dispute("10-01 10:00", "lost")}, {}, DAY, {}),
    ({"observed_at": at(DAY)}, {"observed_at": at(DAY)}, DAY, {}),
    ({}, {}, "09-28 03:00", {"cancellation_accepted_within_hours": 24}),
    (answers("offered_partial_refund"), {}, DAY, {}),
    ({"responses": (replace(answer("offered_partial_refund"), amount=THREE["lines"][0].amount),)},
     {}, DAY, {}),
    ({"state": "shipped"}, {"refunds": (), "return_in_progress": True,
                            "payment_authorization_pending": True}, DAY, {}),
    ({}, {"return_in_progress": False, "payment_authorization_pending": False}, DAY, {}),
    ({}, {"lines": store_lines(L1=(1, "0.00"))}, DAY, {}),
    ({}, {"lines": (replace(TWO_LINES[0], unit_price=None),)}, DAY, {}),
    ({"placed_at": at("09-29 07:30"), "paid_at": at("09-29 07:40")}, {}, DAY, {}),
    ({**THREE}, {}, DAY, {}),
]  # fmt: skip


def spoken():
    """Every (rule, outcome) that the stories bring about."""
    found = set()
    for supplier, store, as_of, rules in STORIES:
        policy = Policy(
            supplier=SupplierPolicy(**rules), store=StorePolicy(cancellation_window_hours=99)
        )
        story = facts(supplier_order(**supplier), store=store_order(**store))
        found |= {(f.rule, f.outcome) for f in decide(story, policy, as_of=at(as_of)).findings}
    silence = {"cancellation_request": asked()}
    rules = {"on_silence": "treat_as_accepted"}
    several = decided(
        supplier_order(lines=None), second_order(), as_of=DAY, store=store_order(lines=TWO_LINES)
    )
    twins = decided(
        supplier_order(), second_order(order_id="8190000000000001"), as_of=DAY,
        store=store_order(lines=TWO_LINES), lines={"L1": 1},
    )  # fmt: skip
    late = decide(
        facts(supplier_order(**silence)),
        Policy(store=StorePolicy(cancellation_window_hours=1)),
        as_of=at(DAY),
    )
    quiet = decided(supplier_order(**silence), as_of=DAY, **rules)
    shared = decided(
        supplier_order(**SCANNED), second_order(supplier_id="store-1", **SCANNED), as_of=DAY,
        store=store_order(lines=TWO_LINES),
    )  # fmt: skip
    for decision in (several, twins, late, quiet, shared):
        found |= {(f.rule, f.outcome) for f in decision.findings}
    return found


@pytest.mark.parametrize(
    "rule_id", [rule_id for rule_id in RULES if rule_id.startswith(("ELG-", "STO-"))]
)
def test_every_outcome_that_a_rule_can_give_is_given(rule_id):
    given_outcomes = {outcome for rule, outcome in spoken() if rule == rule_id}
    assert given_outcomes == set(RULES[rule_id].messages)


def test_missing_facts_point_into_the_request():
    order = supplier_order(observed_at=None, placed_at=None, pointer="/supplier_orders/1")
    missing = [fact.fact for fact in decided(order, as_of=DAY).missing_facts]
    assert {"/supplier_orders/1/observed_at", "/supplier_orders/1/placed_at"} <= set(missing)


def test_a_parameter_marked_as_not_known_is_asked_for():
    policy = Policy(supplier=SupplierPolicy(not_known=frozenset(["ship_within_business_days"])))
    decision = decide(facts(supplier_order()), policy, as_of=at(DAY))
    assert "/policy/supplier/ship_within_business_days" in [m.fact for m in decision.missing_facts]


def test_every_rule_has_a_sentence_for_each_outcome_and_a_source():
    for card in RULES.values():
        assert card.source.title
        assert Outcome.CLEAR in card.messages, card.id
