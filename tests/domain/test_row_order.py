"""The order of the rows is the rule: swapping two neighbours that overlap is noticed.

Two rows overlap when some order of the walk is answered otherwise once they change places. Each
such pair has to be caught by a case of `test_supplier_table`.
"""

from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from domain.test_supplier_table import ROWS as CASES
from domain.test_supplier_table import STORE_OF_THREE
from domain.test_tables_are_total import cases
from given import at, facts, policy, supplier_order
from rescind.domain.case import case_of
from rescind.domain.supplier_table import ROWS, judge

PAIRS = list(pairwise(ROWS))


def swapped(first):
    rows = list(ROWS)
    where = rows.index(first)
    rows[where], rows[where + 1] = rows[where + 1], rows[where]
    return tuple(rows)


def answered(standing, rows):
    """What the rows answer for how many units; parts that fare alike count as one."""
    units = Counter()
    try:
        for v in judge(standing, rows):
            units[v.eligibility, v.action, v.check_at, v.released] += sum(v.units.values())
    except RecursionError:
        return "parts for ever"
    return units


@cache
def walked():
    clocks = ("09-29 18:10", "10-03 10:00", "10-13 16:00", "10-16 16:00", "10-21 16:00")
    return [
        judged.standing
        for quantity in (1, 3)
        for _, case in cases(quantity, clocks, ("ask_for_tracking", "keep_waiting"))
        for judged in case.relevant
    ]


@cache
def described():
    standings = []
    for _, state, changes, as_of, rules, _ in CASES:
        store = STORE_OF_THREE if "lines" in changes else None
        story = facts(supplier_order(state, **changes), store=store)
        case = case_of(story, policy(**rules), as_of=at(as_of))
        standings += [judged.standing for judged in case.relevant]
    return standings


def notices(standings, rows):
    return any(answered(s, rows) != answered(s, ROWS) for s in standings)


@pytest.mark.parametrize(
    ("first", "second"), PAIRS, ids=[f"{a.id} before {b.id}" for a, b in PAIRS]
)
def test_swapping_neighbours_that_overlap_is_noticed(first, second):
    rows = swapped(first)
    if notices(walked(), rows):
        assert notices(described(), rows), f"no case tells row {first.id} from row {second.id}"
    else:
        assert not notices(described(), rows), "the walk misses what a case describes"
