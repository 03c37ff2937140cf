"""The parts of the money: shares, debts, the worst case, rates, and refund now or wait."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import example
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
from rescind.domain.decision import decide
from rescind.domain.facts import Chargeback, ExchangeRate, StoreLine
from rescind.domain.money import exponent_of
from rescind.domain.words import ChargebackStatus

DAY = "10-03 10:00"
OVERDUE = "10-21 16:00"
ACCEPTED = answers("accepted")
LET_GO = supplier_order(**ACCEPTED)
ON_THE_WAY = second_order("shipped")
BOTH = (LET_GO, ON_THE_WAY)
TWO = {"lines": TWO_LINES}


def refund_of(*orders, as_of=DAY, asked=None, rules=None, **store):
    return decided(
        *orders, as_of=as_of, store=store_order(**store), lines=asked, **(rules or {})
    ).refund


def texts(thing, *names):
    return " ".join(str(getattr(thing, name)) for name in names)


SHARES = ("line_id", "quantity", "price", "discount", "tax", "paid", "refundable_now")
TAXED = StoreLine(
    line_id="L1", quantity=3, unit_price=eur("10.00"), discount=eur("1.00"), tax=eur("2.00")
)
THREE = supplier_order(lines=supplier_lines(L1=(3, "12.00")), **ACCEPTED)

# name -> supplier orders, store order, asked for -> lines, shipping, beyond
LINES = {
    "all of it": ((THREE,), {"lines": (TAXED,)}, None,
        ["L1 3 30.00 1.00 2.00 31.00 31.00"], "0.00 0.00", "0.00"),
    "two of three": ((THREE,), {"lines": (TAXED,)}, {"L1": 2},
        ["L1 2 20.00 0.66 1.32 20.66 20.66"], "0.00 0.00", "0.00"),
    "the last two, one refunded before": ((THREE,),
        {"lines": (replace(TAXED, refunded_quantity=1),), "refunds": (money("10.33", "09-28"),)},
        {"L1": 2}, ["L1 2 20.00 0.67 1.34 20.67 20.67"], "0.00 0.00", "0.00"),
    "one of them released": (BOTH, {**TWO, "shipping_amount": eur("5.00")}, None,
        ["L1 1 30.00 0.00 0.00 30.00 30.00", "L2 1 20.00 0.00 0.00 20.00 0.00"], "5.00 0.00",
        "0.00"),
    "nothing released": ((supplier_order(),), {}, None,
        ["L1 1 30.00 0.00 0.00 30.00 0.00"], "0.00 0.00", "0.00"),
    "with the shipping": ((LET_GO,), {"shipping_amount": eur("5.00")}, None,
        ["L1 1 30.00 0.00 0.00 30.00 30.00"], "5.00 5.00", "0.00"),
    "an earlier refund of no line comes off the last": ((LET_GO, second_order(**ACCEPTED)),
        {**TWO, "shipping_amount": eur("5.00"), "refunds": (money("10.00", "10-01"),)}, None,
        ["L1 1 30.00 0.00 0.00 30.00 30.00", "L2 1 20.00 0.00 0.00 20.00 15.00"], "5.00 0.00",
        "0.00"),
    "an earlier refund paid less than its unit": ((THREE,),
        {"lines": (replace(TAXED, refunded_quantity=1),), "refunds": (money("9.33", "10-01"),)},
        None, ["L1 3 30.00 1.00 2.00 31.00 20.67"], "0.00 0.00", "1.00"),
    "no price": ((LET_GO,), {"lines": (replace(TWO_LINES[0], unit_price=None),)}, None,
        ["L1 1 None None None None None"], "0.00 None", "None"),
}  # fmt: skip


@pytest.mark.parametrize("name", LINES)
def test_shares(name):
    orders, store, asked, lines, shipping, beyond = LINES[name]
    refund = refund_of(*orders, asked=asked, **store)
    assert [texts(line, *SHARES) for line in refund.lines] == lines
    assert texts(refund.shipping, "paid", "refundable_now") == shipping
    assert str(refund.beyond_lines) == beyond


# Debts

OWES = ("amount", "received", "restocking_fee", "earliest_on", "latest_on", "overdue")
FEE = {"restocking_fee_percent": Decimal(10)}
NEVER = "None None False"
WINDOW = "2026-10-05 2026-10-21"

DEBTS = {
    "not asked": (supplier_order(), DAY, {}, f"0.00 0.00 0.00 {NEVER}"),
    "accepted": (LET_GO, DAY, {}, f"12.00 0.00 0.00 {WINDOW} False"),
    "accepted, some came": (
        supplier_order(**ACCEPTED, refunds=(money("5.00", "10-01"),)), DAY, {},
        f"7.00 5.00 0.00 {WINDOW} False",
    ),
    "accepted, all came": (
        supplier_order(**ACCEPTED, refunds=(money("12.00", "10-01"),)), DAY, {},
        f"0.00 12.00 0.00 {NEVER}",
    ),
    "accepted, overdue": (LET_GO, OVERDUE, {}, f"12.00 0.00 0.00 {WINDOW} True"),
    "accepted, the last moment": (LET_GO, "10-21 15:59", {}, f"12.00 0.00 0.00 {WINDOW} False"),
    "less its fee": (LET_GO, DAY, FEE, f"10.80 0.00 1.20 {WINDOW} False"),
    "overdue, less its fee": (LET_GO, OVERDUE, FEE, f"10.80 0.00 1.20 {WINDOW} True"),
    "the fee was not kept": (
        supplier_order(**ACCEPTED, refunds=(money("12.00", "10-01"),)), DAY, FEE,
        f"0.00 12.00 0.00 {NEVER}",
    ),
    "cancelled": (
        supplier_order("cancelled", closed_at=at("09-30 03:00")), DAY, {},
        f"12.00 0.00 0.00 {WINDOW} False",
    ),
    "cancelled, overdue": (
        supplier_order("cancelled", closed_at=at("09-30 03:00")), OVERDUE, {},
        f"12.00 0.00 0.00 {WINDOW} True",
    ),
    "won": (
        supplier_order(**answers("refused"), dispute=dispute("10-01", "won")), DAY, FEE,
        f"12.00 0.00 0.00 {NEVER}",
    ),
    "nobody knows what it cost": (
        supplier_order(
            **ACCEPTED, total=None, lines=(replace(LET_GO.lines[0], amount=None),)
        ), DAY, {}, f"None 0.00 None {WINDOW} False",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DEBTS)
def test_what_a_supplier_owes(name):
    order, as_of, rules, expected = DEBTS[name]
    refund = refund_of(order, as_of=as_of, rules=rules)
    [debt] = refund.supplier_owes
    assert texts(debt, *OWES) == expected
    assert (debt.amount is None) is (debt.explanation is not None)
    assert refund.restocking_fee == debt.restocking_fee


# The worst case, and refund now or wait

NOT_ASKED = supplier_order()

# supplier orders, store -> exposure, if it goes wrong; now; wait; recommended
CHOICES = {
    "not asked": ((NOT_ASKED,), {}, "12.00 12.00", "30.00 12.00 12.00", "0.00 0.00 0.00", "wait"),
    "on its way": ((supplier_order("shipped"),), {}, "12.00 12.00", "30.00 12.00 12.00",
        "0.00 0.00 0.00", "wait"),
    "accepted": ((LET_GO,), {}, "0.00 12.00", "30.00 0.00 12.00", "30.00 0.00 12.00",
        "refund_now"),
    "accepted, and paid back": (
        (supplier_order(**ACCEPTED, refunds=(money("12.00", "10-01"),)),), {}, "0.00 0.00",
        "30.00 0.00 0.00", "30.00 0.00 0.00", "refund_now"),
    "accepted, some came": (
        (supplier_order(**ACCEPTED, refunds=(money("5.00", "10-01"),)),), {}, "0.00 7.00",
        "30.00 0.00 7.00", "30.00 0.00 7.00", "refund_now"),
    "one of two": (BOTH, {**TWO, "shipping_amount": eur("4.90")}, "8.00 20.00",
        "54.90 8.00 20.00", "30.00 0.00 12.00", "wait"),
    "a dispute may be lost": (
        (supplier_order(**answers("refused"), dispute=dispute("10-01")),), {}, "12.00 12.00",
        "30.00 12.00 12.00", "0.00 0.00 0.00", "wait"),
    "won, not paid yet": (
        (supplier_order(**answers("refused"), dispute=dispute("10-01", "won")),), {}, "0.00 12.00",
        "30.00 0.00 12.00", "30.00 0.00 12.00", "refund_now"),
    "won for less, not paid yet": (
        (supplier_order(
            **answers("refused"), dispute=dispute("10-01", "won", amount=eur("4.00"))),), {},
        "8.00 12.00", "30.00 8.00 12.00", "30.00 8.00 12.00", "refund_now"),
    "nothing bought": ((), {}, "0.00 0.00", "30.00 0.00 0.00", "30.00 0.00 0.00", "refund_now"),
    "unpaid": ((supplier_order("unpaid"),), {}, "0.00 0.00", "30.00 0.00 0.00", "0.00 0.00 0.00",
        "wait"),
    "it cost nothing": (
        (supplier_order(total=eur("0.00"), lines=supplier_lines(L1=(1, "0.00"))),), {},
        "0.00 0.00", "30.00 0.00 0.00", "0.00 0.00 0.00", "either"),
    "a chargeback": (
        (LET_GO,), {"chargeback": Chargeback(status=ChargebackStatus.OPEN)}, "0.00 12.00",
        "0.00 0.00 0.00", "0.00 0.00 0.00", "wait"),
    "cancelled in the store": ((LET_GO,), {"cancelled_at": at("10-01")}, "0.00 12.00",
        "0.00 0.00 0.00", "0.00 0.00 0.00", "either"),
    "all went back": ((LET_GO,), {"refunds": (money("30.00", "10-01"),)}, "0.00 12.00",
        "0.00 0.00 0.00", "0.00 0.00 0.00", "either"),
    "another currency": ((supplier_order(currency="USD"),), {}, "None None",
        "30.00 None None", "0.00 0.00 0.00", "wait"),
    "another currency, accepted": ((supplier_order(currency="USD", **ACCEPTED),), {}, "None None",
        "30.00 None None", "30.00 None None", "refund_now"),
}  # fmt: skip
COSTS = ("amount", "exposure", "worst_case")


@pytest.mark.parametrize("name", CHOICES)
def test_refund_now_or_wait(name):
    orders, store, exposure, now, wait, recommended = CHOICES[name]
    refund = refund_of(*orders, **store)
    assert texts(refund, "exposure", "exposure_if_it_goes_wrong") == exposure
    assert texts(refund.comparison.refund_now, *COSTS) == now
    assert texts(refund.comparison.wait, *COSTS) == wait
    assert refund.comparison.recommended == recommended


def test_what_is_released_is_not_waited_with():
    comparison = refund_of(*BOTH, **TWO).comparison
    assert comparison.explanation.text.startswith("Refund the {due} for what is released")
    assert dict(comparison.explanation.values)["due"] == eur("30.00")


def test_a_fee_that_the_supplier_did_not_keep_is_not_lost():
    paid_back = supplier_order(**ACCEPTED, refunds=(money("12.00", "10-01"),))
    refund = refund_of(paid_back, rules=FEE)
    assert texts(refund, "exposure", "exposure_if_it_goes_wrong") == "0.00 0.00"


# Rates


def rate(base, quote, text, as_of=None):
    return ExchangeRate(base=base, quote=quote, rate=Decimal(text), as_of=as_of)


DOLLARS = supplier_order(currency="USD", **ACCEPTED)
STRAIGHT = rate("USD", "EUR", "0.925")
INVERTED = rate("EUR", "USD", "1.6")


def with_rates(*rates, orders=(DOLLARS,), rules=None, **store):
    story = replace(facts(*orders, store=store_order(**store)), exchange_rates=rates)
    return decide(story, policy(**(rules or {})), as_of=at(DAY))


RATES = {
    "straight": ((STRAIGHT,), (DOLLARS,), {}, "11.10 0.00 11.10"),
    "inverted": ((INVERTED,), (DOLLARS,), {}, "7.50 0.00 7.50"),
    "straight before inverted": ((INVERTED, STRAIGHT), (DOLLARS,), {}, "11.10 0.00 11.10"),
    "none of the pair": ((rate("USD", "GBP", "0.8"), rate("GBP", "EUR", "1.2")), (DOLLARS,), {},
        "None None None"),
    "not needed": ((STRAIGHT,), (LET_GO,), {}, "12.00 0.00 12.00"),
    "rounded at the end only": (
        (rate("USD", "EUR", "0.333333"),),
        (supplier_order(currency="USD", total=eur("0.03"), lines=supplier_lines(L1=(1, "0.01"),
            L2=(1, "0.02")), **ACCEPTED),), TWO, "0.01 0.00 0.01"),
    "half to even, down": (
        (rate("USD", "EUR", "0.5"),),
        (supplier_order(currency="USD", total=eur("0.01"), lines=supplier_lines(L1=(1, "0.01")),
            **ACCEPTED),), {}, "0.00 0.00 0.00"),
    "half to even, up": (
        (rate("USD", "EUR", "0.5"),),
        (supplier_order(currency="USD", total=eur("0.03"), lines=supplier_lines(L1=(1, "0.03")),
            **ACCEPTED),), {}, "0.02 0.00 0.02"),
    "the digits of the store": (
        (rate("EUR", "JPY", "160.49"),), (LET_GO,),
        {"currency": "JPY", "lines": store_lines(L1=(1, "3000"))}, "1926 0 1926"),
    "never above what the customer gets": (
        (rate("USD", "EUR", "100"),), (supplier_order(currency="USD"),), {}, "0.00 30.00 30.00"),
    "two currencies beside the store's": (
        (STRAIGHT, rate("GBP", "EUR", "1.2")),
        (DOLLARS, second_order(currency="GBP", **ACCEPTED)), TWO, "20.70 0.00 20.70"),
    "one of them without a rate": (
        (STRAIGHT,), (DOLLARS, second_order(currency="GBP", **ACCEPTED)), TWO, "None None None"),
    "nobody knows the store's currency": (
        (STRAIGHT, rate("GBP", "USD", "1.3")),
        (DOLLARS, second_order(currency="GBP", **ACCEPTED)), {**TWO, "currency": None},
        "None None None"),
}  # fmt: skip
MIXED = ("expected_from_supplier", "exposure", "exposure_if_it_goes_wrong")


@pytest.mark.parametrize("name", RATES)
def test_rates(name):
    rates, orders, store, expected = RATES[name]
    decision = with_rates(*rates, orders=orders, **store)
    assert texts(decision.refund, *MIXED) == expected
    codes = [warning.code for warning in decision.warnings]
    assert ("currency_mismatch" in codes) is ("None" in expected)
    assert (decision.refund.explanation is not None) is ("None" in expected)
    missing = [one.fact for one in decision.missing_facts]
    assert ("/exchange_rates" in missing) is ("None" in expected)


def test_the_rate_is_shown_as_it_was_given():
    [debt] = with_rates(replace(INVERTED, as_of=at("10-01"))).refund.supplier_owes
    assert debt.rate_used == {
        "from": "EUR", "to": "USD", "rate": Decimal("1.6"), "as_of": at("10-01"),
    }  # fmt: skip
    assert (debt.currency, str(debt.amount)) == ("USD", "12.00")


def test_an_amount_without_a_rate_says_so():
    [debt] = with_rates().refund.supplier_owes
    assert (debt.rate_used, "No rate" in debt.explanation.text) == (None, True)


def test_a_rate_is_a_fact():
    names = [with_rates(*rates).decision_id for rates in ((), (STRAIGHT,), (INVERTED,))]
    assert len(set(names)) == 3


# What holds for all sums

CURRENCIES = {"EUR": "USD", "JPY": "KRW", "KWD": "BHD"}
"""Currencies of 2, 0 and 3 digits, each with another of as many."""


@st.composite
def stories(draw):
    """A store order of some lines, bought from one or two suppliers, at any stage."""
    currency = draw(st.sampled_from([*CURRENCIES]))
    unit = Decimal(1).scaleb(-exponent_of(currency))
    amount = st.integers(0, 5000).map(lambda n: n * unit)
    lines, held = [], []
    for name in ("L1", "L2"):
        quantity, price = draw(st.integers(1, 4)), draw(amount)
        lines.append(
            StoreLine(
                line_id=name,
                quantity=quantity,
                unit_price=price,
                discount=min(draw(amount), price * quantity),
                tax=draw(amount),
                refunded_quantity=draw(st.integers(0, quantity)),
            )
        )
        held.append((quantity, str(draw(amount))))
    stage = st.sampled_from(
        [
            {},
            ACCEPTED,
            answers("partially_accepted", L1=1),
            answers("partially_accepted", L2=1),
            answers("refused"),
            {**answers("refused"), "dispute": dispute("10-01", "won")},
            {**answers("refused"), "dispute": dispute("10-01", "won", amount=unit * 7)},
            {"state": "shipped"},
            {"state": "cancelled"},
            {"state": "unpaid"},
        ]
    )
    shipping = draw(amount)
    first = {"currency": currency, "total": eur(held[0][1]) + shipping, **draw(stage)}
    second = {"currency": currency, "total": eur(held[1][1]), **draw(stage)}
    back = draw(st.lists(amount, max_size=2))
    orders = (
        supplier_order(
            **first,
            lines=supplier_lines(L1=held[0]),
            refunds=tuple(money(str(one), "10-01") for one in back),
        ),
        second_order(**second, lines=supplier_lines(L2=held[1])),
    )
    refunds = draw(st.lists(st.tuples(amount, st.sampled_from(["L1", "L2", None])), max_size=2))
    store = store_order(
        currency=currency,
        lines=tuple(lines),
        shipping_amount=draw(amount),
        fulfillment_status=draw(st.sampled_from(["UNFULFILLED", "FULFILLED"])),
        refunds=tuple(money(str(one), draw(st.sampled_from(["09-28", "10-02"])), line)
                      for one, line in refunds),
    )  # fmt: skip
    asked = draw(st.sampled_from([None, {"L1": 1}, {"L1": lines[0].quantity, "L2": 1}]))
    fee = {"restocking_fee_percent": Decimal(draw(st.sampled_from([0, 10, 100])))}
    return orders, store, asked, fee


def reckoned(story):
    orders, store, asked, fee = story
    return decided(*orders, as_of=DAY, store=store, lines=asked, **fee).refund


@over(story=stories())
def test_what_goes_back_now_adds_up(story):
    refund = reckoned(story)
    parts = [line.refundable_now for line in refund.lines]
    parts += [refund.shipping.refundable_now, refund.beyond_lines]
    assert sum(parts) == refund.due_to_customer <= refund.max_refundable
    assert min(parts) >= 0
    for line in refund.lines:
        assert line.paid == line.price - line.discount + line.tax


@over(story=stories())
def test_amounts_have_the_digits_of_their_currency(story):
    refund = reckoned(story)
    digits = -exponent_of(refund.currency)
    sums = [refund.due_to_customer, refund.exposure, refund.exposure_if_it_goes_wrong,
            refund.already_refunded, refund.restocking_fee, refund.beyond_lines,
            refund.shipping.paid]  # fmt: skip
    for part in (refund.comparison.refund_now, refund.comparison.wait):
        sums += [part.amount, part.exposure, part.worst_case]
    for debt in refund.supplier_owes:
        sums += [debt.amount, debt.received, debt.restocking_fee]
    for line in refund.lines:
        sums += [line.price, line.discount, line.tax, line.paid, line.refundable_now]
    assert {amount.as_tuple().exponent for amount in sums} == {digits}


@over(story=stories())
def test_both_ways_are_consistent(story):
    refund = reckoned(story)
    now, wait = refund.comparison.refund_now, refund.comparison.wait
    assert 0 <= wait.amount <= now.amount <= refund.max_refundable
    assert 0 <= wait.exposure <= now.exposure <= now.worst_case <= now.amount
    assert wait.exposure <= wait.worst_case <= now.worst_case
    assert 0 <= refund.exposure <= refund.exposure_if_it_goes_wrong
    if refund.comparison.recommended == "refund_now":
        assert (wait.amount, wait.worst_case) == (now.amount, now.worst_case)
    if refund.comparison.recommended == "either":
        assert wait.worst_case == now.worst_case


@over(story=stories())
def test_suppliers_owe_at_least_what_is_expected_of_them(story):
    refund = reckoned(story)
    assert sum(debt.amount for debt in refund.supplier_owes) >= refund.expected_from_supplier
    assert all(debt.amount >= 0 <= debt.restocking_fee for debt in refund.supplier_owes)


A_CENT_SHORT = (
    (
        supplier_order(
            total=eur("4.88"),
            lines=supplier_lines(L1=(1, "3.71")),
            refunds=(money("4.39", "10-01"),),
        ),
        second_order(),
    ),
    store_order(lines=TWO_LINES),
    None,
    FEE,
)
"""With a cent more all that the supplier owes, less its fee, is back."""


@over(story=stories(), more=st.integers(0, 3000))
@example(story=A_CENT_SHORT, more=1)
def test_more_money_back_never_raises_what_is_exposed(story, more):
    (first, second), store, asked, fee = story
    extra = money(str(more * Decimal(1).scaleb(-exponent_of(store.currency))), "10-02")
    richer = replace(first, refunds=(*first.refunds, extra))
    before, after = reckoned(story), reckoned(((richer, second), store, asked, fee))
    assert after.exposure <= before.exposure
    assert after.exposure_if_it_goes_wrong <= before.exposure_if_it_goes_wrong


rates = st.integers(1, 10**7).map(lambda n: Decimal(n) / 10**4)


def abroad(story, base, quote, text):
    """Reckon a story whose suppliers were paid in another currency, at a rate."""
    orders, store, asked, fee = story
    foreign = tuple(replace(order, currency=CURRENCIES[store.currency]) for order in orders)
    names = {"store": store.currency, "supplier": CURRENCIES[store.currency]}
    known = replace(
        facts(*foreign, store=store, lines=asked),
        exchange_rates=(rate(names[base], names[quote], text),),
    )
    return decide(known, policy(**fee), as_of=at(DAY)).refund


@over(story=stories(), value=rates)
def test_what_is_brought_over_is_off_by_half_a_unit_at_most(story, value):
    refund, plain = abroad(story, "supplier", "store", str(value)), reckoned(story)
    half = Decimal("0.5").scaleb(-exponent_of(refund.currency))
    assert abs(refund.expected_from_supplier - plain.expected_from_supplier * value) <= half
    assert abs(refund.restocking_fee - plain.restocking_fee * value) <= half
    assert refund.exposure <= refund.exposure_if_it_goes_wrong


@over(
    story=stories(),
    pair=st.sampled_from([("8", "0.125"), ("0.5", "2"), ("0.8", "1.25"), ("160", "0.00625")]),
)
def test_there_and_back_drifts_nowhere(story, pair):
    straight = abroad(story, "supplier", "store", pair[0])
    inverted = abroad(story, "store", "supplier", pair[1])
    assert texts(straight, *MIXED, "restocking_fee") == texts(inverted, *MIXED, "restocking_fee")
    assert straight.comparison == inverted.comparison


@over(story=stories())
def test_at_par_nothing_changes(story):
    par, plain = abroad(story, "supplier", "store", "1"), reckoned(story)
    assert texts(par, *MIXED, "comparison") == texts(plain, *MIXED, "comparison")


def test_the_order_of_supplier_orders_does_not_matter():
    third = supplier_order(
        "shipped", order_id="8190000000000003", lines=supplier_lines(L3=(1, "3.00")),
        total=eur("3.00"), currency="USD",
    )  # fmt: skip
    store = {"lines": store_lines(L1=(1, "30.00"), L2=(1, "20.00"), L3=(1, "9.00"))}
    answers_ = {
        repr(with_rates(STRAIGHT, orders=orders, **store))
        for orders in permutations((*BOTH, third))
    }
    # `decision_id` names the facts as they are ordered; intake orders them before they get here.
    assert len({one.split("as_of=", 1)[1] for one in answers_}) == 1


WON = {"dispute": dispute("10-14 11:00", "won", decided_at=at("10-20 07:00"))}


@pytest.mark.parametrize(
    ("as_of", "refunds", "told"),
    [  # Monday to Friday: the third day after Tuesday 20 October, and the fifteenth
        ("10-21 10:00", (), ("2026-10-23", "2026-11-10", False, "12.00")),
        ("11-10 15:59", (), ("2026-10-23", "2026-11-10", False, "12.00")),
        ("11-10 16:00", (), ("2026-10-23", "2026-11-10", True, "12.00")),
        ("11-20 10:00", (money("12.00", "11-09 10:00"),), (None, None, False, "0.00")),
    ],
)
def test_the_money_of_a_dispute_that_was_won_comes_after_the_decision(as_of, refunds, told):
    order = supplier_order(**answers("refused"), **WON, refunds=refunds)
    refund = decided(order, as_of=as_of).refund
    [owed] = refund.supplier_owes
    days = [one and one.isoformat() for one in (refund.earliest_on, refund.latest_on)]
    assert (*days, owed.overdue, str(refund.expected_from_supplier)) == told


BOUGHT_THREE = store_lines(L1=(1, "30.00"), L2=(1, "20.00"), L3=(1, "10.00"))
REFUNDED_FIRST = (replace(BOUGHT_THREE[0], refunded_quantity=1), *BOUGHT_THREE[1:])
UNDATED = replace(money("30.00"), refunded_at=None)
UNNAMED = {
    # refunds since the request that name no line; L1 and L2 of three lines are released
    "none": ((), BOUGHT_THREE, "refund_items", "50.00"),
    "as much as was due": ((money("50.00", "10-01"),), BOUGHT_THREE, "none", "0.00"),
    "more": ((money("55.00", "10-01"),), BOUGHT_THREE, "none", "0.00"),
    "less": ((money("30.00", "10-01"),), BOUGHT_THREE, "refund_items", "20.00"),
    "nobody knows when": ((UNDATED,), BOUGHT_THREE, "refund_items", "20.00"),
    "before the request": ((money("10.00", "09-28"),), BOUGHT_THREE, "refund_items", "50.00"),
    "for units that show it": (
        (money("30.00", "10-01"),), REFUNDED_FIRST, "refund_items", "20.00"),
    "for such units, and more": (
        (money("35.00", "10-01"),), REFUNDED_FIRST, "refund_items", "15.00"),
    "beside a named one": (
        (money("30.00", "10-01", "L1"), money("5.00", "10-01")), BOUGHT_THREE, "refund_items",
        "15.00"),
}  # fmt: skip


@pytest.mark.parametrize(("refunds", "lines", "action", "due"), UNNAMED.values(), ids=UNNAMED)
def test_a_refund_that_names_no_line_was_for_what_is_released(refunds, lines, action, due):
    both = supplier_order(
        **ACCEPTED, total=eur("20.00"), lines=supplier_lines(L1=(1, "12.00"), L2=(1, "8.00"))
    )
    third = second_order(lines=supplier_lines(L3=(1, "8.00")))
    decision = decided(both, third, store=store_order(lines=lines, refunds=refunds), as_of=DAY)
    assert (decision.store.action, str(decision.refund.due_to_customer)) == (action, due)


def test_a_refund_of_all_that_was_asked_for_settles_whatever_it_names():
    store = store_order(lines=TWO_LINES, refunds=(money("30.00", "10-01"),))
    decision = decided(LET_GO, store=store, lines={"L1": 1}, as_of=DAY)
    assert (decision.eligibility, decision.store.because) == ("settled", "nothing_left_to_refund")
    assert str(decision.refund.due_to_customer) == "0.00"
