"""What differs between two decisions over the same facts, and what adds up over many."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from given import answers, asked, decided, dispute, store_order, supplier_order
from rescind.domain.simulations import compared, totals_of
from rescind.domain.words import Action, Eligibility

MORE = {
    "nothing more": {},
    "asked": {"cancellation_request": asked()},
    "accepted": answers("accepted"),
    "refused": answers("refused"),
    "disputed": {"dispute": dispute()},
}
POLICIES = st.fixed_dictionaries(
    {},
    optional={
        "ship_within_business_days": st.integers(0, 9),
        "response_within_hours": st.integers(1, 99),
        "restocking_fee_percent": st.decimals(0, 100, places=1),
        "on_silence": st.sampled_from(["ask_for_tracking", "keep_waiting", "treat_as_accepted"]),
    },
)
LATE = "10-12 08:00"


def case(told, currency="EUR", **policy):
    order = supplier_order(currency=currency, **MORE[told])
    return decided(order, store=store_order(currency=currency), as_of=LATE, **policy)


@given(st.sampled_from(sorted(MORE)), POLICIES)
def test_under_the_same_policy_nothing_changes(told, policy):
    same = compared(case(told, **policy), case(told, **policy))
    assert not same.changed
    assert same.moved_deadlines == ()
    assert same.before == same.after
    assert same.sums.exposure.difference == 0


@given(st.sampled_from(sorted(MORE)), POLICIES, POLICIES)
def test_the_way_back_undoes_the_way_there(told, policy, other):
    one, two = case(told, **policy), case(told, **other)
    there, back = compared(one, two), compared(two, one)
    assert there.changed == back.changed
    assert (there.before, there.after) == (back.after, back.before)
    assert there.sums.exposure.difference == -back.sums.exposure.difference
    undone = {"earlier": "later", "later": "earlier", "gone": "new", "new": "gone"}
    moves = {one.name: undone[one.move] for one in there.moved_deadlines}
    assert {one.name: one.move for one in back.moved_deadlines} == moves


@pytest.mark.parametrize(
    ("hours", "moves"),
    [(48, {}), (24, {"supplier_response": "earlier"}), (72, {"supplier_response": "later"})],
)
def test_deadlines(hours, moves):
    found = compared(case("asked"), case("asked", response_within_hours=hours)).moved_deadlines
    told = {one.name.value: one.move.value for one in found}
    assert moves.items() <= told.items()
    assert bool(told) is bool(moves)
    days = [one.days for one in found if one.name == "supplier_response"]
    assert days == ([(hours - 48) / 24] if moves else [])


def test_changes_are_counted_and_sums_are_kept_by_currency():
    fee = {"restocking_fee_percent": Decimal(50)}
    found = [
        compared(case("accepted", currency), case("accepted", currency, **fee))
        for currency in ("USD", "EUR", "EUR")
    ]
    found.append(compared(case("asked"), case("asked", on_silence="treat_as_accepted")))
    totals = totals_of(found)
    assert (totals.cases, totals.changed) == (4, 4)
    [turned] = totals.eligibility
    assert (turned.before, turned.after) == (Eligibility.CONDITIONAL, Eligibility.ELIGIBLE)
    assert [(one.after, one.cases) for one in totals.next_action] == [
        (Action.CANCEL_STORE_ORDER, 1)
    ]
    euros, dollars = totals.sums
    assert (euros.currency, dollars.currency) == ("EUR", "USD")
    assert dollars.expected_from_supplier.difference == Decimal("-6.00")
    assert euros.expected_from_supplier.difference == Decimal("-12.00") + Decimal("12.00")


def test_what_is_not_known_is_in_no_sum():
    mixed = decided(supplier_order(currency="USD"), as_of=LATE)
    totals = totals_of([compared(mixed, mixed), compared(case("asked"), case("asked"))])
    [euros] = totals.sums
    assert (euros.exposure.not_known, euros.exposure.before) == (1, Decimal("12.00"))
