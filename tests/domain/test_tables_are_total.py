"""Every order that facts can describe gets exactly one answer, and never an exception."""

from datetime import timedelta
from functools import cache

import pytest

from domain.walk import CLOCKS, SILENCES, orders, store_of
from given import at, decided, facts, policy
from rescind.domain.case import Case, case_of
from rescind.domain.supplier_table import ROWS


def cases(quantity: int, clocks=CLOCKS, silences=SILENCES):
    """Every case of the cross product, judged."""
    for name, order in orders(quantity):
        unanswered = not order.responses and order.cancellation_request
        for clock in clocks:
            for silence in silences if unanswered else silences[:1]:
                case = case_of(
                    facts(order, store=store_of(quantity)),
                    policy(on_silence=silence),
                    as_of=at(clock),
                )
                yield f"{name}; {clock}; {silence}", case


@cache
def walked(quantity: int):
    """What became of each case: its name, the units that were judged, and the rows that did."""
    return [
        (
            name,
            sum(sum(verdict.units.values()) for verdict in case.verdicts)
            + sum(case.not_placed.values()),
            {verdict.row for verdict in case.verdicts},
        )
        for name, case in cases(quantity)
    ]


@pytest.mark.parametrize("quantity", [1, 3])
def test_every_requested_unit_is_judged_exactly_once(quantity):
    assert [name for name, units, _ in walked(quantity) if units != quantity] == []


def test_every_row_is_reached():
    reached = {row for quantity in (1, 3) for _, _, rows in walked(quantity) for row in rows}
    assert {row.id for row in ROWS} - reached == {"16a"}  # it always parts its units


@pytest.mark.parametrize("quantity", [1, 3])
def test_whole_decisions_hold_together(quantity):
    for name, order in orders(quantity):
        for clock in CLOCKS[quantity::5]:
            decision = decided(order, as_of=clock, store=store_of(quantity))
            [line] = decision.lines
            parts = line.released_quantity + line.pending_quantity + line.blocked_quantity
            assert (line.requested_quantity, min(parts, line.pending_quantity) >= 0) == (
                parts,
                True,
            ), name
            first = decision.plan[0].action if decision.plan else "none"
            assert first == decision.next_action, name
            assert decision.refund.due_to_customer <= decision.refund.max_refundable, name
            if decision.store.action in ("cancel_order", "refund_items"):
                assert line.released_quantity > 0, name


def answer_of(case: Case):
    return [(verdict.row, verdict.eligibility, verdict.action) for verdict in case.verdicts]


def settled_answer_of(case: Case):
    """The answer without its rows: a row may change while its answer stays."""
    return [(verdict.units, verdict.eligibility, verdict.action) for verdict in case.verdicts]


@pytest.mark.parametrize("silence", SILENCES)
def test_nothing_changes_before_next_check_at(silence):
    moments = [at(clock) for clock in CLOCKS]
    wrong = []
    for name, order in orders(3):
        if order.responses and silence != "ask_for_tracking":
            continue  # silence is read only where nobody answered
        story = facts(order, store=store_of(3))
        rules = policy(on_silence=silence, dispute_opens_after_days_unshipped=20)
        for start in moments:
            case = case_of(story, rules, as_of=start)
            checks = [v.check_at for v in case.verdicts if v.check_at]
            end = min(checks, default=at("2027-01-01"))
            for moment in (*moments, end - timedelta(seconds=1)):
                if start < moment < end:
                    later = case_of(story, rules, as_of=moment)
                    if settled_answer_of(later) != settled_answer_of(case):
                        wrong.append((name, start, moment, answer_of(case), answer_of(later)))
    assert wrong[:3] == []
