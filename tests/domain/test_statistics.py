"""Rates and their intervals, and what of a supplier's dealings counts, and once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescind.domain.dealings import ClaimHeld, Dealing, DisputeHeld, each_once
from rescind.domain.statistics import interval, rate, statistics_of
from rescind.domain.words import AtFault, ClaimOutcome, DisputeOutcome, ResponseKind, ReturnReason

NOW = datetime(2026, 10, 14, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)

PUBLISHED = [
    # Newcombe 1998, table I, method 3 (Wilson's score without continuity correction)
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
    # Agresti and Coull 1998: 10 of 10
    (10, 10, 0.7225, 1.0000),
]


@pytest.mark.parametrize(("count", "of", "low", "high"), PUBLISHED)
def test_published_intervals(count, of, low, high):
    assert [round(bound, 4) for bound in interval(count, of)] == [low, high]


@given(st.integers(1, 10_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_rate_and_mirrors_its_opposite(pair):
    count, of = pair
    low, high = interval(count, of)
    assert 0 <= low <= count / of <= high <= 1
    opposite = interval(of - count, of)
    assert opposite == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_of_no_trials_there_is_no_rate():
    assert rate(0, 0).rate is rate(0, 0).low is rate(0, 0).high is None


def dealing(**changes):
    told = Dealing(
        cancellation_id="can_1",
        place=0,
        supplier_id="store-1",
        supplier_order="aliexpress 1",
        opened_at=NOW - 100 * HOUR,
        asked_at=None,
        answered_at=None,
        answer=None,
        silent_at=None,
        numbers_given=0,
        numbers_contradicted=0,
        numbers_never_scanned=0,
        refund_due_at=None,
        refund_covered=False,
        refunded_at=None,
    )
    return replace(told, **changes)


def others(*changes):
    """Dealings with orders of their own."""
    return [
        dealing(**{"cancellation_id": f"can_{n}", "supplier_order": f"aliexpress {n}", **one})
        for n, one in enumerate(changes)
    ]


ASKED = {"asked_at": NOW - 50 * HOUR, "silent_at": NOW - 2 * HOUR}


@pytest.mark.parametrize(
    ("told", "answer"),
    [
        ({}, None),
        ({"asked_at": NOW, "silent_at": NOW + HOUR}, None),
        ({"asked_at": NOW - HOUR, "silent_at": NOW}, "silent"),
        (ASKED, "silent"),
        ({**ASKED, "answer": ResponseKind.ACCEPTED}, "accepted"),
        ({**ASKED, "answer": ResponseKind.CLAIMS_SHIPPED}, "claims_shipped"),
    ],
)
def test_how_a_request_counts(told, answer):
    requests = statistics_of([dealing(**told)], now=NOW).requests
    assert requests.asked == (1 if "asked_at" in told else 0)
    assert requests.waiting == (1 if "asked_at" in told and answer is None else 0)
    counted = {kind: one.count for kind, one in requests.answers.items() if one.count}
    assert counted == ({} if answer is None else {answer: 1})


@pytest.mark.parametrize(
    ("hours", "median", "p90"),
    [
        ([], None, None),
        ([5], 5, 5),
        ([1, 2], 1.5, 2),
        ([3, 1, 2], 2, 3),
        (list(range(1, 11)), 5.5, 9),
        (list(range(1, 21)), 10.5, 18),
        ([-4], 0, 0),
    ],
)
def test_time_to_answer(hours, median, p90):
    asked = NOW - 40 * HOUR
    told = others(*({"asked_at": asked, "answered_at": asked + one * HOUR} for one in hours))
    took = statistics_of(told, now=NOW).requests.time_to_answer
    assert (took.count, took.median_hours, took.p90_hours) == (len(hours), median, p90)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, (0, 0, 0, 0, 0, 0)),
        ({"refund_due_at": NOW + HOUR}, (1, 1, 0, 0, 0, 0)),
        ({"refund_due_at": NOW}, (1, 0, 0, 0, 0, 1)),
        ({"refund_due_at": NOW, "refund_covered": True}, (1, 0, 1, 0, 0, 0)),
        (
            {"refund_due_at": NOW, "refund_covered": True, "refunded_at": NOW - HOUR},
            (1, 0, 0, 1, 0, 0),
        ),
        ({"refund_due_at": NOW, "refund_covered": True, "refunded_at": NOW}, (1, 0, 0, 0, 1, 0)),
    ],
)
def test_how_a_refund_counts(told, expected):
    found = statistics_of([dealing(**told)], now=NOW).refunds
    rates = (found.on_time.count, found.late.count, found.missing.count)
    assert (found.owed, found.waiting, found.undated, *rates) == expected


def test_false_numbers_are_those_contradicted_and_those_never_scanned():
    told = dealing(numbers_given=4, numbers_contradicted=1, numbers_never_scanned=2)
    numbers = statistics_of([told], now=NOW).numbers
    found = (numbers.contradicted, numbers.never_scanned, numbers.false)
    assert [(one.count, one.of) for one in found] == [(1, 4), (2, 4), (3, 4)]


def test_withdrawn_claims_and_disputes_are_told_and_count_as_none():
    claim = ClaimHeld(
        claimed_at=NOW,
        reason=ReturnReason.WRONG_ITEM,
        at_fault=AtFault.SUPPLIER,
        outcome=ClaimOutcome.WITHDRAWN,
    )
    dispute = DisputeHeld(filed_at=NOW, outcome=DisputeOutcome.WITHDRAWN)
    found = statistics_of([dealing(claims=(claim,), disputes=(dispute,))], now=NOW)
    assert (found.claims.filed, found.claims.withdrawn) == (1, 1)
    assert found.claims.by_fault["supplier"].of == 0
    assert (found.disputes.filed, found.disputes.withdrawn, found.disputes.won.of) == (1, 1, 0)


def test_an_order_in_two_cases_counts_once_and_another_request_again():
    dispute = DisputeHeld(filed_at=NOW, outcome=None)
    first = dealing(asked_at=NOW - 9 * HOUR, numbers_given=1, disputes=(dispute,))
    again = replace(
        first,
        cancellation_id="can_2",
        opened_at=NOW,
        disputes=(replace(dispute, outcome=DisputeOutcome.WON),),
    )
    found = statistics_of([again, first], now=NOW)
    assert (found.cases, found.supplier_orders, found.requests.asked) == (2, 1, 1)
    assert (found.numbers.given, found.disputes.filed, found.disputes.won.count) == (1, 1, 1)
    other = replace(again, asked_at=NOW - HOUR)
    found = statistics_of([other, first], now=NOW)
    assert (found.supplier_orders, found.requests.asked, found.numbers.given) == (1, 2, 1)


@given(st.permutations([1, 2, 3, 4]))
def test_the_order_of_telling_changes_nothing(numbers):
    told = [
        dealing(cancellation_id=f"can_{n}", opened_at=NOW + n * HOUR, asked_at=NOW - n % 2 * HOUR)
        for n in numbers
    ]
    assert each_once(told) == each_once(sorted(told, key=lambda one: one.opened_at))
