"""Dispute decisions: the call, from when until when, and how it ends (rules 11 to 14)."""

from dataclasses import replace
from typing import Any

import pytest

from given import (
    NUMBER,
    OTHER_NUMBER,
    answer,
    answers,
    asked,
    at,
    dispute,
    eur,
    money,
    parcel,
    policy,
    scan,
    supplier_lines,
    supplier_order,
    tracking_asked,
)
from given import facts as order_facts
from rescind.domain.decision import decide
from rescind.domain.disputes import decide_dispute
from rescind.domain.facts import ShipTo
from rescind.domain.rules import RULES
from rescind.domain.words import DisputeSameDay, ExpectedOutcome
from rescind.messages import Translator

REFUSED = answers("refused")
TRACKED = {**REFUSED, "tracking_request": tracking_asked()}
SCANNED = {"shipments": (parcel(scan("10-02 11:00")),)}
RECYCLED = {"shipments": (parcel(scan("09-20 11:00")),)}
DELIVERED = {"shipments": (parcel(scan("10-02 11:00"), scan("10-10 11:00", "delivered", "ES")),)}
THREE = {"lines": supplier_lines(L1=(3, "12.00"))}
ONE_LEFT = {**THREE, "shipments": (parcel(scan("10-02 11:00"), L1=1),)}


def decided(state: str, changes: dict[str, Any], as_of: str, **rules: Any):
    return decide_dispute(
        supplier_order(state, **changes),
        ship_to=ShipTo(country="ES", city="Madrid"),
        policy=policy(**rules),
        as_of=at(as_of),
    )


# name, state, facts, as_of, policy -> recommendation, open_from, open_until
CALLS: list[
    tuple[str, str, dict[str, Any], str, dict[str, Any], tuple[str, str | None, str | None]]
]
CALLS = [
    ("nobody asked yet", "paid", {}, "10-03 10:00", {}, ("wait", None, None)),
    ("asked and waiting", "paid", {"cancellation_request": asked()}, "09-29 18:10", {},
     ("wait", None, None)),
    ("refused, tracking not asked for", "paid", REFUSED, "09-30 09:00", {},
     ("wait", None, None)),
    ("tracking running", "paid", TRACKED, "10-09 10:00", {},
     ("wait", "10-13 16:00", None)),
    ("tracking over", "paid", TRACKED, "10-14 10:00", {}, ("open", "10-13 16:00", None)),
    ("the platform opens later", "paid", TRACKED, "10-14 10:00",
     {"dispute_opens_after_days_unshipped": 19}, ("wait", "10-17 07:00", None)),
    ("a label in time", "paid", {**TRACKED, "shipments": (parcel(),)}, "10-09 10:00", {},
     ("wait", "10-13 16:00", None)),
    ("past ship-by, never asked", "paid", {}, "10-15 10:00", {},
     ("do_not_open", "10-16 16:00", None)),
    ("the auto-close never came", "paid", {}, "10-16 16:00", {},
     ("open", "10-16 16:00", None)),
    ("shipped on another parcel's number", "shipped", RECYCLED, "10-10 10:00", {},
     ("wait", "10-12 07:00", None)),
    ("and the dispute has opened", "shipped", RECYCLED, "10-12 07:00", {},
     ("open", "10-12 07:00", None)),
    ("accepted, then shipped", "shipped", answers("accepted"), "10-03 10:00", {},
     ("open", "09-28 02:05", None)),
    ("accepted, then delivered", "paid", {**answers("accepted"), **DELIVERED}, "10-12 10:00", {},
     ("open", "09-28 02:05", "10-26 07:00")),
    ("shipped", "paid", {**REFUSED, **SCANNED}, "10-03 10:00", {}, ("do_not_open", None, None)),
    ("accepted", "paid", answers("accepted"), "10-03 10:00", {}, ("do_not_open", None, None)),
    ("lost", "paid", {**REFUSED, "dispute": dispute(outcome="lost")}, "10-20 10:00", {},
     ("do_not_open", None, None)),
    ("completed", "completed", {}, "10-03 10:00", {}, ("do_not_open", None, None)),
    ("silent, tracking running, a label in time", "paid",
     {"cancellation_request": asked(), "tracking_request": tracking_asked("09-29 09:30"),
      "shipments": (parcel(),)}, "10-09 10:00", {"ship_within_business_days": 20},
     ("wait", "10-12 16:00", None)),
    ("filed tomorrow", "paid", {**REFUSED, "dispute": dispute("10-17 10:00")}, "10-16 10:00", {},
     ("undetermined", None, None)),
    ("already filed", "paid", {**REFUSED, "dispute": dispute()}, "10-16 10:00", {},
     ("already_open", None, None)),
    ("withdrawn counts as none", "paid",
     {**TRACKED, "dispute": dispute("10-01 10:00", "withdrawn")}, "10-14 10:00", {},
     ("open", "10-13 16:00", None)),
    ("unknown status", "unknown", {}, "10-03 10:00", {}, ("undetermined", None, None)),
    ("a partial refund was offered", "paid", answers("offered_partial_refund"), "10-03 10:00", {},
     ("undetermined", None, None)),
    ("one of three left, the rest not asked for", "partly_shipped", ONE_LEFT, "10-03 10:00", {},
     ("wait", None, None)),
    ("one of three left, the rest refused without a number", "partly_shipped",
     {**ONE_LEFT, **TRACKED}, "10-14 10:00", {}, ("open", "10-13 16:00", None)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "changes", "as_of", "rules", "expected"),
    [row[1:] for row in CALLS],
    ids=[row[0] for row in CALLS],
)
def test_call(state, changes, as_of, rules, expected):
    decision = decided(state, changes, as_of, **rules)
    recommendation, opens, closes = expected
    assert (decision.recommendation, decision.open_from, decision.open_until) == (
        recommendation,
        at(opens) if opens else None,
        at(closes) if closes else None,
    )


FILED = {**TRACKED, "dispute": dispute("10-14 10:00")}  # 3:00 of the 14th in Los Angeles


def shipped_at(when: str) -> dict[str, Any]:
    return {**FILED, "shipments": (parcel(scan(when), given=when),)}


# name, state, facts, policy -> expected outcome
OUTCOMES: list[tuple[str, str, dict[str, Any], dict[str, Any], str]]
OUTCOMES = [
    ("never shipped", "paid", FILED, {}, "refund_expected"),
    ("shipped on a later day", "paid", shipped_at("10-15 08:00"), {}, "refund_expected"),
    ("shipped on an earlier day", "paid", shipped_at("10-10 10:00"), {}, "no_refund_expected"),
    ("the same day where the platform is", "paid", shipped_at("10-14 20:00"), {}, "undetermined"),
    ("the next day in China is the same day there", "paid", shipped_at("10-15 06:00"), {},
     "undetermined"),
    ("the same day, later by the clock", "paid", shipped_at("10-14 20:00"),
     {"dispute_same_day": DisputeSameDay.BY_INSTANT}, "refund_expected"),
    ("the same day, earlier by the clock", "paid", shipped_at("10-14 08:00"),
     {"dispute_same_day": DisputeSameDay.BY_INSTANT}, "no_refund_expected"),
    ("earlier, but after the request, as the policy says", "paid", shipped_at("10-10 10:00"),
     {"shipped_after_request": ExpectedOutcome.REFUND_EXPECTED}, "refund_expected"),
    ("shipped before the request: the policy is not asked", "paid",
     {**FILED, "shipments": (parcel(scan("09-29 03:00"), given="09-29 02:00"),)},
     {"shipped_after_request": ExpectedOutcome.REFUND_EXPECTED}, "no_refund_expected"),
    ("shipped by status alone", "shipped", FILED, {}, "undetermined"),
    ("nobody looked at the number", "paid", {**FILED, "responses": (
        answer("refused"),
        replace(answer("tracking_provided", "10-01 03:00"), tracking_number=NUMBER),
    )}, {}, "undetermined"),
    ("an answer implies that it was asked", "paid",
     {**shipped_at("10-10 10:00"), "cancellation_request": None},
     {"shipped_after_request": ExpectedOutcome.REFUND_EXPECTED}, "refund_expected"),
    ("a withdrawn dispute does not end what came after the request", "paid",
     {**TRACKED, **SCANNED, "dispute": dispute("10-01 10:00", "withdrawn")},
     {"shipped_after_request": ExpectedOutcome.REFUND_EXPECTED}, "refund_expected"),
    ("nobody looked at the number of the units that have not left", "partly_shipped",
     {**TRACKED, **THREE, "shipments": (
         parcel(scan("10-02 11:00"), L1=1), replace(parcel(number=OTHER_NUMBER), observed_at=None),
     )}, {}, "undetermined"),
    ("accepted, then shipped", "shipped", answers("accepted"), {}, "undetermined"),
    ("won", "paid", {**REFUSED, "dispute": dispute(outcome="won")}, {}, "refund_expected"),
    ("lost", "paid", {**REFUSED, "dispute": dispute(outcome="lost")}, {}, "no_refund_expected"),
    ("partially won", "paid", {**REFUSED, "dispute": dispute(outcome="partially_won")}, {},
     "undetermined"),
    ("without a dispute: shipped before now", "paid", {**TRACKED, **SCANNED}, {},
     "no_refund_expected"),
    ("a withdrawn dispute counts as none", "paid",
     {**TRACKED, **SCANNED, "dispute": dispute("10-01 10:00", "withdrawn")}, {},
     "no_refund_expected"),
    ("the units that have not left decide", "partly_shipped", {**ONE_LEFT, **TRACKED}, {},
     "refund_expected"),
    ("contradictions decide nothing", "unknown", {}, {}, "undetermined"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "changes", "rules", "expected"),
    [row[1:] for row in OUTCOMES],
    ids=[row[0] for row in OUTCOMES],
)
def test_outcome(state, changes, rules, expected):
    decision = decided(state, changes, "10-20 10:00", **rules)
    assert decision.expected_outcome == expected
    assert decision.outcome_because.text


def test_the_reason_of_an_outcome_is_the_condition_that_decided():
    given = {row[0]: row[1:4] for row in OUTCOMES}

    def because(name):
        state, changes, rules = given[name]
        return Translator("en").render(
            decided(state, changes, "10-20 10:00", **rules).outcome_because
        )

    assert because("never shipped").startswith("No carrier scanned a parcel")
    assert because("shipped on a later day") == (
        "First scanned on 2026-10-15, after the dispute of 2026-10-14 was filed."
    )
    assert because("shipped on an earlier day") == (
        "First scanned on 2026-10-10, after the cancellation was asked for and before a dispute: "
        "what that means is for the policy to say (`shipped_after_request`)."
    )
    assert because("the same day where the platform is").startswith("First scanned on 2026-10-14")
    assert because("shipped by status alone").startswith("The status says that it was shipped")
    assert because("nobody looked at the number").startswith("Nobody has looked")
    assert because("won") == "The dispute was won."
    assert because("without a dispute: shipped before now").startswith("First scanned on")


def test_shipping_after_the_request_is_a_warning():
    decision = decided("paid", shipped_at("10-10 10:00"), "10-20 10:00")
    assert "shipped_after_request" in [warning.code for warning in decision.warnings]


def test_evidence_says_what_the_facts_hold():
    held = {
        e.item: e.held for e in decided("paid", {**TRACKED, **RECYCLED}, "10-14 10:00").evidence
    }
    assert held == {
        "order_page": False,
        "payment_receipt": True,
        "cancellation_request": True,
        "supplier_answer": True,
        "tracking_request": True,
        "tracking_page": True,
        "false_number": True,
    }


@pytest.mark.parametrize(
    ("facts", "items"),
    [
        ({"cancellation_request": asked()}, {"no_answer"}),
        (answers("accepted"), {"supplier_answer", "acceptance"}),
        (answers("offered_partial_refund"), {"supplier_answer", "partial_refund_offer"}),
        ({**REFUSED, **SCANNED}, {"supplier_answer", "tracking_page"}),
    ],
)
def test_evidence_is_asked_for_where_it_can_be_had(facts, items):
    always = {"order_page", "payment_receipt", "cancellation_request", "tracking_request"}
    found = decided("paid", facts, "10-10 10:00").evidence
    assert {piece.item for piece in found} == always | items


def test_each_piece_of_evidence_says_what_it_proves_and_where_it_is():
    pieces = decided("paid", {**TRACKED, **RECYCLED}, "10-14 10:00").evidence
    assert all(piece.proves.text and piece.where.text for piece in pieces)


WON = {"dispute": dispute(outcome="won", decided_at=at("10-19 10:00"))}
PARTLY = {"dispute": dispute(outcome="partially_won", decided_at=at("10-19 10:00"),
                             amount=eur("5.00"))}  # fmt: skip
UNDATED = {"dispute": dispute(outcome="won")}

# name, facts, as_of -> amount, last day, overdue
DUE = [
    ("won, within the time", WON, "10-20 10:00", ("12.00", "2026-11-09", False)),
    ("won, on the last day", WON, "11-09 15:59", ("12.00", "2026-11-09", False)),
    ("won, and the time is over", WON, "11-09 16:00", ("12.00", "2026-11-09", True)),
    ("won, and some of it came", {**WON, "refunds": (money("4.50"),)}, "10-20 10:00",
     ("7.50", "2026-11-09", False)),
    ("won, and all of it came", {**WON, "refunds": (money("12.00"),)}, "11-20 10:00", None),
    ("won, nobody said when", UNDATED, "11-20 10:00", ("12.00", "None", False)),
    ("won in part", PARTLY, "11-20 10:00", ("5.00", "2026-11-09", True)),
    ("won in part, nobody said how much",
     {"dispute": dispute(outcome="partially_won", decided_at=at("10-19 10:00"))}, "10-20 10:00",
     ("None", "2026-11-09", False)),
    ("lost", {"dispute": dispute(outcome="lost")}, "11-20 10:00", None),
    ("running", {"dispute": dispute()}, "11-20 10:00", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "as_of", "expected"), [row[1:] for row in DUE], ids=[row[0] for row in DUE]
)
def test_what_a_decided_dispute_still_has_to_bring(facts, as_of, expected):
    due = decided("paid", {**REFUSED, **facts}, as_of).still_due
    found = None if due is None else (str(due.amount), str(due.due_on), due.overdue)
    assert found == expected


@pytest.mark.parametrize(("as_of", "warned"), [("11-09 15:59", False), ("11-09 16:00", True)])
def test_a_dispute_won_whose_money_did_not_come_is_a_warning(as_of, warned):
    order = supplier_order(**REFUSED, **WON)
    decision = decide(order_facts(order), policy(), as_of=at(as_of))
    assert ("refund_overdue" in [warning.code for warning in decision.warnings]) is warned
    assert [one.row for one in decision.supplier_orders] == ["2"]


def test_when_it_was_decided_and_how_much_was_granted_are_asked_for():
    undated = {**REFUSED, "dispute": dispute(outcome="partially_won")}
    missing = [fact.fact for fact in decided("paid", undated, "10-20 10:00").missing_facts]
    assert "/supplier_order/dispute/decided_at" in missing
    assert "/supplier_order/dispute/amount" in missing


LOSS = ["appeal", "ask_supplier", "inform_customer", "accept_loss"]
STALL = ["add_evidence", "look_again", "ask_platform"]


# name, facts, as_of -> what to do on loss, on silence, exposure
WAYS_OUT = [
    ("to be opened", TRACKED, "10-14 10:00", (LOSS, STALL, "12.00")),
    ("running", {**REFUSED, "dispute": dispute()}, "10-16 10:00",
     (LOSS, [*STALL, "inform_customer"], "12.00")),
    ("lost", {**REFUSED, "dispute": dispute(outcome="lost")}, "10-20 10:00", (LOSS, [], "12.00")),
    ("lost, a part came back",
     {**REFUSED, "dispute": dispute(outcome="lost"), "refunds": (money("4.00"),)}, "10-20 10:00",
     (LOSS, [], "8.00")),
    ("won", {**REFUSED, **WON}, "10-20 10:00", ([], [], "None")),
    ("nothing to dispute", answers("accepted"), "10-03 10:00", ([], [], "None")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "as_of", "expected"), [row[1:] for row in WAYS_OUT], ids=[row[0] for row in WAYS_OUT]
)
def test_what_to_do_on_loss_and_on_silence(facts, as_of, expected):
    found = decided("paid", facts, as_of)
    actions = [[resort.action for resort in part] for part in (found.on_loss, found.on_silence)]
    assert (*actions, str(found.exposure)) == expected


def test_an_open_dispute_is_never_recommended_for_the_future():
    for _, state, changes, as_of, rules, expected in CALLS:
        decision = decided(state, changes, as_of, **rules)
        if expected[0] == "open":
            assert decision.open_from <= at(as_of)


@pytest.mark.parametrize("rule_id", [rule_id for rule_id in RULES if rule_id.startswith("DSP-")])
def test_every_outcome_that_a_rule_can_give_is_given(rule_id):
    stories = [row[1:5] for row in CALLS]
    stories += [(state, changes, "10-20 10:00", rules) for _, state, changes, rules, _ in OUTCOMES]
    stories.append(("paid", {**answers("accepted"), **DELIVERED}, "10-27 10:00", {}))
    stories.append(("unpaid", {}, "10-03 10:00", {}))
    stories += [("paid", {**REFUSED, **WON}, day, {}) for day in ("10-20 10:00", "11-20 10:00")]
    found = {
        finding.outcome
        for state, changes, as_of, rules in stories
        for finding in decided(state, changes, as_of, **rules).findings
        if finding.rule == rule_id
    }
    assert found == set(RULES[rule_id].messages)
