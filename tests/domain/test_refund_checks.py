"""May this refund be paid? Each refusal as a row, and what holds for every refund."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from given import (
    TWO_LINES,
    answers,
    at,
    dispute,
    eur,
    facts,
    money,
    policy,
    quantities,
    second_order,
    store_lines,
    store_order,
    supplier_lines,
    supplier_order,
)
from rescind.domain.facts import Chargeback, ProposedRefund
from rescind.domain.refund_checks import check_refund
from rescind.domain.rules import RULES
from rescind.domain.words import ChargebackStatus, RefundBecause

DAY = "10-03 10:00"
ACCEPTED = answers("accepted")
LET_GO = supplier_order(**ACCEPTED)
ON_THE_WAY = second_order("shipped")
BOTH = (LET_GO, ON_THE_WAY)
THREE = store_lines(L1=(3, "10.00"))
THREE_BOUGHT = supplier_order(lines=supplier_lines(L1=(3, "12.00")), **ACCEPTED)


def part_refunded(line, count):
    return (replace(line, refunded_quantity=count),)


def claimed(status):
    return Chargeback(status=ChargebackStatus(status), opened_at=at("10-01"))


def checked(orders, store, *, asked=None, as_of=DAY, rules=None, **refund):
    lines = refund.pop("lines", None)
    proposed = ProposedRefund(
        lines=quantities(**lines) if lines else None,
        amount=eur(refund.pop("amount")) if "amount" in refund else None,
        **refund,
    )
    story = facts(*orders, store=store_order(**store), lines=asked)
    return check_refund(story, proposed, rules or policy(), as_of=at(as_of))


# name -> supplier orders, store order, refund -> because, amount, exposure, worst case
REFUNDS = {
    "what was asked for, released": ((LET_GO,), {}, {}, "allowed 30.00 0.00 12.00"),
    "nothing bought yet": ((), {}, {}, "allowed 30.00 0.00 0.00"),
    "a part of the money": ((LET_GO,), {}, {"amount": "5.00"}, "allowed 30.00 0.00 5.00"),
    "all of the money": ((LET_GO,), {}, {"amount": "30.00"}, "allowed 30.00 0.00 12.00"),
    "the supplier's money came": (
        (supplier_order(**ACCEPTED, refunds=(money("12.00", "10-02"),)),), {}, {},
        "allowed 30.00 0.00 0.00",
    ),
    "won": (
        (supplier_order(**answers("refused"), dispute=dispute("10-01 10:00", "won")),), {}, {},
        "allowed 30.00 0.00 12.00",
    ),
    "shipping goes with the whole order": (
        (LET_GO,), {"shipping_amount": eur("5.00")}, {}, "allowed 35.00 0.00 12.00",
    ),
    "unless somebody keeps it": (
        (LET_GO,), {"shipping_amount": eur("5.00")}, {"include_shipping": False},
        "allowed 30.00 0.00 12.00",
    ),
    "not with a part of the order": (
        BOTH, {"lines": TWO_LINES, "shipping_amount": eur("5.00")}, {"lines": {"L1": 1}},
        "allowed 30.00 0.00 12.00",
    ),
    "unless somebody gives it": (
        (LET_GO,), {"lines": TWO_LINES, "shipping_amount": eur("5.00")},
        {"lines": {"L1": 1}, "include_shipping": True}, "allowed 35.00 0.00 12.00",
    ),
    "the released line only": (
        BOTH, {"lines": TWO_LINES}, {"lines": {"L1": 1}}, "allowed 30.00 0.00 12.00",
    ),
    "no more money than the released line": (
        BOTH, {"lines": TWO_LINES}, {"amount": "30.00"}, "allowed 50.00 0.00 12.00",
    ),
    "one of three units": (
        (THREE_BOUGHT,), {"lines": THREE}, {"lines": {"L1": 1}}, "allowed 10.00 0.00 4.00",
    ),
    "the next of three units": (
        (THREE_BOUGHT,),
        {"lines": part_refunded(THREE[0], 1), "refunds": (money("10.00", "10-01", "L1"),)},
        {"lines": {"L1": 2}}, "allowed 20.00 0.00 12.00",
    ),
    "after a chargeback that was won": (
        (LET_GO,), {"chargeback": claimed("won")}, {}, "allowed 30.00 0.00 12.00",
    ),
    "before the supplier was asked": (
        (supplier_order(),), {}, {}, "supplier_not_released 30.00 12.00 12.00",
    ),
    "before an unpaid order is cancelled": (
        (supplier_order("unpaid"),), {}, {}, "supplier_not_released 30.00 0.00 0.00",
    ),
    "of goods on their way": (
        (supplier_order("shipped"),), {}, {}, "supplier_not_released 30.00 12.00 12.00",
    ),
    "of the line on its way": (
        BOTH, {"lines": TWO_LINES}, {"lines": {"L2": 1}},
        "supplier_not_released 20.00 8.00 8.00",
    ),
    "of both lines": (
        BOTH, {"lines": TWO_LINES}, {}, "supplier_not_released 50.00 8.00 20.00",
    ),
    "a cent more than the released line": (
        BOTH, {"lines": TWO_LINES}, {"amount": "30.01"},
        "supplier_not_released 50.00 0.01 12.01",
    ),
    "a dispute lost": (
        (supplier_order(**answers("refused"), dispute=dispute("10-01 10:00", "lost")),), {}, {},
        "supplier_not_released 30.00 12.00 12.00",
    ),
    "during a chargeback": (
        (LET_GO,), {"chargeback": claimed("open")}, {}, "chargeback_open 30.00 30.00 30.00",
    ),
    "after a chargeback that was lost": (
        (LET_GO,), {"chargeback": claimed("lost")}, {"amount": "1.00"},
        "chargeback_open 30.00 1.00 1.00",
    ),
    "more units than were bought": (
        (LET_GO,), {}, {"lines": {"L1": 2}}, "units_not_bought 30.00 0.00 12.00",
    ),
    "a unit that went back": (
        (THREE_BOUGHT,),
        {"lines": part_refunded(THREE[0], 1), "refunds": (money("10.00", "10-01", "L1"),)},
        {"lines": {"L1": 3}}, "already_refunded 20.00 20.00 20.00",
    ),
    "all units went back": (
        (LET_GO,), {"lines": part_refunded(store_lines(L1=(1, "30.00"))[0], 1)}, {},
        "already_refunded 0.00 0.00 0.00",
    ),
    "all of the money went back": (
        (LET_GO,), {"refunds": (money("30.00"),)}, {"amount": "1.00"},
        "already_refunded 0.00 1.00 1.00",
    ),
    "all of the line's money went back": (
        BOTH, {"lines": TWO_LINES, "refunds": (money("30.00", line_id="L1"),)},
        {"lines": {"L1": 1}, "amount": "30.00"}, "already_refunded 0.00 30.00 30.00",
    ),
    "the very payment that is on record": (
        (THREE_BOUGHT,), {"lines": THREE, "refunds": (money("10.00", "10-02"),)},
        {"amount": "10.00", "refunded_at": at("10-02")}, "already_refunded 20.00 10.00 10.00",
    ),
    "as much, at another moment": (
        (THREE_BOUGHT,), {"lines": THREE, "refunds": (money("10.00", "10-02"),)},
        {"amount": "10.00", "refunded_at": at("10-03")}, "allowed 20.00 0.00 10.00",
    ),
    "a cent above what was paid": (
        (LET_GO,), {}, {"amount": "30.01"}, "above_what_was_paid 30.00 0.01 12.01",
    ),
    "above what is left": (
        (LET_GO,), {"refunds": (money("12.50"),)}, {"amount": "20.00"},
        "above_what_was_paid 17.50 2.50 14.50",
    ),
    "above what the units are worth": (
        (THREE_BOUGHT,), {"lines": THREE}, {"lines": {"L1": 1}, "amount": "10.01"},
        "above_what_was_paid 10.00 0.01 4.01",
    ),
    "of a store order that was cancelled": (
        (LET_GO,), {"cancelled_at": at("10-02")}, {}, "store_cancelled 30.00 0.00 12.00",
    ),
    "of an order without prices": (
        (LET_GO,), {"lines": (replace(TWO_LINES[0], unit_price=None),)}, {"amount": "1.00"},
        "amount_not_known None 0.00 None",
    ),
    "of all that nobody knows the price of": (
        (LET_GO,), {"lines": (replace(TWO_LINES[0], unit_price=None),)}, {},
        "amount_not_known None None None",
    ),
    "of nothing": ((LET_GO,), {}, {"amount": "0.00"}, "nothing_to_refund 30.00 0.00 0.00"),
    "of a present": (
        (LET_GO,), {"lines": store_lines(L1=(1, "0.00"))}, {},
        "nothing_to_refund 0.00 0.00 0.00",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUNDS)
def test_a_refund(name):
    orders, store, refund, expected = REFUNDS[name]
    found = checked(orders, store, **refund)
    because, amount, exposure, worst_case = expected.split()
    assert (found.because, str(found.amount), str(found.exposure), str(found.worst_case)) == (
        because, amount, exposure, worst_case,
    )  # fmt: skip
    assert found.allowed is (because == "allowed")
    assert found.at_own_risk is (because == "supplier_not_released")


def test_every_reason_is_shown_by_a_row():
    assert {row[3].split()[0] for row in REFUNDS.values()} == set(RefundBecause)


@pytest.mark.parametrize("rule_id", [name for name in RULES if name.startswith("REF-")][3:])
def test_every_outcome_that_a_rule_can_give_is_given(rule_id):
    found = {
        (finding.rule, finding.outcome)
        for orders, store, refund, _ in REFUNDS.values()
        for finding in checked(orders, store, **refund).findings
    }
    assert {outcome for rule, outcome in found if rule == rule_id} == set(RULES[rule_id].messages)


def test_a_refusal_says_why_in_the_words_of_its_finding():
    found = checked((LET_GO,), {}, amount="30.01")
    blocking = [one.message for one in found.findings if one.rule == "REF-006"]
    assert [found.explanation] == blocking


def test_a_unit_that_was_refunded_before_the_request_takes_no_others_release():
    store = {
        "lines": part_refunded(THREE[0], 1),
        "refunds": (money("10.00", "09-28 12:00", "L1"),),
    }
    order = supplier_order(
        lines=supplier_lines(L1=(3, "12.00")), **answers("partially_accepted", L1=1)
    )
    assert checked((order,), store, asked={"L1": 1}, lines={"L1": 1}).allowed
    assert not checked((order,), store, asked={"L1": 2}, lines={"L1": 2}).allowed
    # Of two units one is released: so much may be paid, and no cent more.
    for amount, allowed in (("10.00", True), ("10.01", False)):
        found = checked((order,), store, asked={"L1": 2}, lines={"L1": 2}, amount=amount)
        assert found.allowed is allowed
    # Of a whole order that is asked for the refunded unit is one.
    assert not checked((order,), store, lines={"L1": 1}).allowed


UNPRICED = {"lines": (replace(TWO_LINES[0], unit_price=None),)}
UNKNOWN_COST = supplier_order(total=None, lines=(replace(LET_GO.lines[0], amount=None),))


@pytest.mark.parametrize(
    ("orders", "store", "said"),
    [
        ((LET_GO,), {}, None),
        ((LET_GO,), UNPRICED, "The prices"),
        ((supplier_order(currency="USD"),), {}, "different currencies"),
        ((UNKNOWN_COST,), {}, "What the supplier was paid"),
    ],
)
def test_why_an_amount_is_not_known_is_told(orders, store, said):
    reason = checked(orders, store).unknown_because
    assert reason is None if said is None else said in reason.text


def test_the_same_question_has_the_same_name_and_another_refund_another():
    names = [checked((LET_GO,), {}, amount=amount).decision_id for amount in ("1.00", "1", "2.00")]
    assert names[0] == names[1] != names[2]


cents = st.integers(0, 9000).map(lambda n: Decimal(n) / 100)


@over(
    amounts=st.tuples(cents, cents),
    back=cents,
    held=st.sampled_from(["accepted", "refused"]),
    refunded=cents,
)
def test_more_money_for_the_customer_is_never_less_at_stake(amounts, back, held, refunded):
    order = supplier_order(refunds=(money(str(back), "10-01"),), **answers(held))
    store = {"refunds": (money(str(refunded), "10-01"),)} if refunded else {}
    less, more = (checked((order,), store, amount=str(amount)) for amount in sorted(amounts))
    assert less.exposure <= more.exposure <= more.worst_case
    assert less.worst_case <= more.worst_case <= max(amounts)
    for found in (less, more):
        assert not found.allowed or found.amount_asked <= found.max_refundable


@over(
    quantity=st.integers(1, 12),
    price=cents,
    discount=cents,
    tax=cents,
    data=st.data(),
)
def test_refunds_one_after_the_other_add_up_to_the_line(quantity, price, discount, tax, data):
    line = replace(
        store_lines(L1=(quantity, str(price)))[0],
        discount=min(discount, price * quantity),
        tax=tax,
    )
    paid, back, refunds = line.unit_price * quantity - line.discount + tax, Decimal(0), ()
    while line.refunded_quantity < quantity:
        count = data.draw(st.integers(1, quantity - line.refunded_quantity))
        found = checked((), {"lines": (line,), "refunds": refunds}, lines={"L1": count})
        assert 0 <= found.amount <= paid - back
        assert found.because in ("allowed", "nothing_to_refund", "already_refunded")
        back += found.amount
        refunds = (*refunds, money(str(found.amount), "10-01", "L1"))
        line = replace(line, refunded_quantity=line.refunded_quantity + count)
    assert back == paid
