"""The money of a decision: worked sums as a table, and what holds for all sums."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from given import (
    TWO_LINES,
    answers,
    at,
    decided,
    dispute,
    eur,
    facts,
    money,
    policy,
    second_order,
    store_lines,
    store_order,
    supplier_lines,
    supplier_order,
)
from rescind.domain.case import case_of
from rescind.domain.facts import StoreLine
from rescind.domain.money import in_currency, less_percent, share
from rescind.domain.reckoning import reckon
from rescind.domain.refunds import ZERO, line_total, max_refundable, refundable, worth
from rescind.domain.store_table import store_side

DAY = "10-03 10:00"
ACCEPTED = answers("accepted")
REFUSED = answers("refused")
PARTLY = supplier_order(
    "shipped", lines=supplier_lines(L1=(3, "12.00")), **answers("partially_accepted", L1=2)
)
UNPRICED = (replace(supplier_lines(L1=(1, "1.00"))[0], amount=None),)
SHIPPED_TOO = {"shipping_amount": eur("5.00")}
TAXED = (
    StoreLine(
        line_id="L1", quantity=3, unit_price=eur("10.00"), discount=eur("1.00"), tax=eur("2.00")
    ),
)

# name, orders, store, lines asked for -> due, expected, exposure
SUMS: list[tuple[str, tuple[Any, ...], dict[str, Any], dict[str, int] | None, tuple[Any, ...]]]
SUMS = [
    ("not bought yet", (), {}, None, ("30.00", "0.00", "0.00")),
    ("unpaid", (supplier_order("unpaid"),), {}, None, ("0.00", "0.00", "0.00")),
    ("not asked: all is exposed", (supplier_order(),), {}, None, ("0.00", "0.00", "12.00")),
    (
        "exposed is at most what the customer gets",
        (supplier_order(total=eur("45.00"), lines=supplier_lines(L1=(1, "45.00"))),), {}, None,
        ("0.00", "0.00", "30.00"),
    ),
    ("accepted", (supplier_order(**ACCEPTED),), {}, None, ("30.00", "12.00", "0.00")),
    (
        "the customer's shipping goes back with the whole order",
        (supplier_order(**ACCEPTED),), SHIPPED_TOO, None, ("35.00", "12.00", "0.00"),
    ),
    (
        "and by items too, when the whole order is asked for",
        (supplier_order(**ACCEPTED),), {**SHIPPED_TOO, "status": "FULFILLED"}, None,
        ("35.00", "12.00", "0.00"),
    ),
    (
        "but not with a part of it",
        (supplier_order(**ACCEPTED), second_order("shipped")),
        {**SHIPPED_TOO, "lines": TWO_LINES}, None, ("30.00", "12.00", "8.00"),
    ),
    (
        "the supplier's shipping comes with its whole order",
        (supplier_order(total=eur("14.00"), **ACCEPTED),), {}, None, ("30.00", "14.00", "0.00"),
    ),
    (
        "the supplier's shipping stays with a part of its order",
        (supplier_order(
            total=eur("25.00"), lines=supplier_lines(L1=(1, "12.00"), L2=(1, "8.00")), **ACCEPTED
        ),),
        {"lines": TWO_LINES}, {"L1": 1}, ("30.00", "12.00", "0.00"),
    ),
    (
        "of a cancelled order the whole total comes back",
        (supplier_order(
            "cancelled", total=eur("25.00"), lines=supplier_lines(L1=(1, "12.00"), L2=(1, "8.00"))
        ),),
        {"lines": TWO_LINES}, {"L1": 1}, ("30.00", "25.00", "0.00"),
    ),
    (
        "a dispute counts once won",
        (supplier_order(**REFUSED, dispute=dispute("10-01 10:00")),), {}, None,
        ("0.00", "0.00", "12.00"),
    ),
    (
        "won", (supplier_order(**REFUSED, dispute=dispute("10-01 10:00", "won")),), {}, None,
        ("30.00", "12.00", "0.00"),
    ),
    (
        "won for less than was paid: the rest is lost",
        (supplier_order(**REFUSED, dispute=dispute("10-01 10:00", "won", amount=eur("1.00"))),),
        {}, None, ("30.00", "1.00", "11.00"),
    ),
    (
        "won for more than was paid: no more than that is expected",
        (supplier_order(**REFUSED, dispute=dispute("10-01 10:00", "won", amount=eur("99.00"))),),
        {}, None, ("30.00", "12.00", "0.00"),
    ),
    (
        "won for less, and paid back in full",
        (supplier_order(
            **REFUSED, dispute=dispute("10-01 10:00", "won", amount=eur("1.00")),
            refunds=(money("12.00", "10-02"),),
        ),),
        {}, None, ("30.00", "0.00", "0.00"),
    ),
    (
        "what came back lowers what is exposed",
        (supplier_order(**REFUSED, refunds=(money("5.00", "10-01"),)),), {}, None,
        ("0.00", "0.00", "7.00"),
    ),
    (
        "what is lost at the supplier is exposed up to what the customer gets",
        (supplier_order(
            total=eur("45.00"), lines=supplier_lines(L1=(1, "45.00")), **REFUSED,
            refunds=(money("5.00", "10-01"),),
        ),), {}, None,
        ("0.00", "0.00", "30.00"),
    ),
    (
        "what came back is no longer expected",
        (supplier_order(**ACCEPTED, refunds=(money("5.00", "10-01"),)),), {}, None,
        ("30.00", "7.00", "0.00"),
    ),
    (
        "of three units two are released", (PARTLY,),
        {"lines": store_lines(L1=(3, "10.00"))}, None, ("20.00", "8.00", "4.00"),
    ),
    (
        "money back counts for released units first",
        (replace(PARTLY, refunds=(money("9.00", "10-01"),)),),
        {"lines": store_lines(L1=(3, "10.00"))}, None, ("20.00", "0.00", "3.00"),
    ),
    (
        "discount and tax are shared out", (PARTLY,), {"lines": TAXED}, None,
        ("20.66", "8.00", "4.00"),
    ),
    (
        "an earlier refund caps the next",
        (supplier_order(**ACCEPTED),), {"refunds": (money("12.50"),)}, None,
        ("17.50", "12.00", "0.00"),
    ),
    (
        "units refunded before are others than those asked for", (),
        {"lines": (replace(store_lines(L1=(3, "10.00"))[0], refunded_quantity=1),),
         "refunds": (money("10.00", "09-28"),)},
        {"L1": 1}, ("10.00", "0.00", "0.00"),
    ),
    (
        "units refunded since are those that were asked for", (),
        {"lines": (replace(store_lines(L1=(3, "10.00"))[0], refunded_quantity=1),),
         "refunds": (money("10.00", "09-30"),)},
        {"L1": 1}, ("0.00", "0.00", "0.00"),
    ),
    (
        "another currency makes the sums that would mix unknown",
        (supplier_order(currency="USD", **ACCEPTED),), {}, None, ("30.00", None, None),
    ),
    (
        "an amount nobody knows makes its sums unknown",
        (supplier_order(total=None, lines=UNPRICED, **ACCEPTED),), {}, None, ("30.00", None, None),
    ),
    (
        "the only line of an order is worth its total",
        (supplier_order(lines=None, **ACCEPTED),), {}, None, ("30.00", "12.00", "0.00"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("orders", "store", "lines", "expected"), [row[1:] for row in SUMS], ids=[r[0] for r in SUMS]
)
def test_sums(orders, store, lines, expected):
    refund = decided(*orders, as_of=DAY, store=store_order(**store), lines=lines).refund
    found = (refund.due_to_customer, refund.expected_from_supplier, refund.exposure)
    assert tuple(None if a is None else str(a) for a in found) == expected


def test_the_suppliers_fee_lowers_what_is_expected_and_is_exposed():
    refund = decided(
        supplier_order(**ACCEPTED), as_of=DAY, restocking_fee_percent=Decimal(10)
    ).refund
    assert (str(refund.expected_from_supplier), str(refund.exposure)) == ("10.80", "1.20")


def test_why_a_sum_is_unknown_is_told():
    refund = decided(supplier_order(currency="USD"), as_of=DAY).refund
    assert "different currencies" in refund.explanation.text


def test_the_refund_window():
    refund = decided(supplier_order(**ACCEPTED), as_of=DAY).refund
    assert (str(refund.earliest_on), str(refund.latest_on)) == ("2026-10-05", "2026-10-21")


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [("1.239", "EUR", "1.23"), ("7", "JPY", "7"), ("1.2345", "KWD", "1.234"), ("5", None, "5.00")],
)
def test_amounts_have_the_digits_of_their_currency(amount, currency, written):
    assert str(in_currency(Decimal(amount), currency)) == written


cents = st.integers(0, 10**7).map(lambda n: Decimal(n) / 100)
counts = st.integers(1, 40)


@over(whole=cents, of=counts, cuts=st.lists(st.integers(0, 40), max_size=4))
def test_shares_add_up_to_the_whole(whole, of, cuts):
    edges = sorted({0, of, *(cut for cut in cuts if cut <= of)})
    parts = [share(whole, of=of, first=a, count=b - a, currency="EUR") for a, b in pairwise(edges)]
    assert sum(parts) == whole
    assert min(parts) >= 0


@over(amount=cents, percent=st.integers(0, 100))
def test_a_fee_never_takes_more_than_there_is(amount, percent):
    assert 0 <= less_percent(amount, Decimal(percent), "EUR") <= amount


@st.composite
def bought(draw):
    """A line with discount and tax, some of it refunded."""
    quantity = draw(counts)
    price = draw(cents)
    return StoreLine(
        line_id="L1",
        quantity=quantity,
        unit_price=price,
        discount=min(draw(cents), price * quantity),
        tax=draw(cents),
        refunded_quantity=draw(st.integers(0, quantity)),
    )


@over(line=bought())
def test_the_units_of_a_line_are_worth_the_line(line):
    parts = [worth(line, n, 1, "EUR") for n in range(line.quantity)]
    assert sum(parts) == line_total(line)


@over(line=bought(), released=counts)
def test_no_refund_exceeds_what_was_paid_for_the_line(line, released):
    order = store_order(lines=(line,))
    amount = refundable(order, line, min(released, line.quantity))
    assert ZERO <= amount <= line_total(line) - worth(line, 0, line.refunded_quantity, "EUR")


@over(
    line=bought(),
    paid=cents,
    back=cents,
    refunded=cents,
    held=st.sampled_from(["accepted", "refused", "claims_shipped"]),
)
def test_nothing_exceeds_what_was_paid(line, paid, back, refunded, held):
    store = store_order(lines=(line,), refunds=(money(str(refunded)),))
    order = supplier_order(
        total=paid,
        lines=(replace(supplier_lines(L1=(line.quantity, "0"))[0], amount=paid),),
        refunds=(money(str(back), "10-01"),),
        **answers(held),
    )
    case = case_of(facts(order, store=store), policy(), as_of=at(DAY))
    refund = reckon(case, store_side(case).action)
    assert ZERO <= refund.due_to_customer <= refund.max_refundable == max_refundable(store)
    assert ZERO <= refund.expected_from_supplier <= paid
    assert ZERO <= refund.exposure <= min(paid, line_total(line))
