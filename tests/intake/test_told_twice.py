"""Money and disputes that a person tells and the platform shows: each counts once."""

import pytest

from telling import DECIDED, FILED, PAID_BACK, Case, refund, z

BY_HAND, SEEN = "by hand", "seen"
DAYS = {
    "a": "10-05 08:00",
    "b": "10-05 20:00",
    "c": "10-06 12:00",
    "z": "10-04 20:00",
    "d": "10-20 08:00",
    "?": None,
}
REFUNDS = {
    "told, then seen": ([(BY_HAND, "a"), (SEEN, "b")], 1),
    "seen, then told": ([(SEEN, "b"), (BY_HAND, "a")], 1),
    "seen again and again": ([(SEEN, "a"), (SEEN, "a"), (SEEN, "a")], 1),
    "told twice is two": ([(BY_HAND, "a"), (BY_HAND, "a")], 2),
    "two told, two seen": ([(BY_HAND, "a"), (BY_HAND, "b"), (SEEN, "ba")], 2),
    "two told, one seen": ([(BY_HAND, "a"), (BY_HAND, "b"), (SEEN, "a")], 2),
    "one told, two seen": ([(BY_HAND, "a"), (SEEN, "ab")], 2),
    "one seen, two told": ([(SEEN, "a"), (BY_HAND, "a"), (BY_HAND, "b")], 2),
    "seen and told, then a second seen": ([(SEEN, "a"), (BY_HAND, "a"), (SEEN, "ab")], 2),
    "seen and told, twice each": (
        [(SEEN, "a"), (BY_HAND, "a"), (SEEN, "ab"), (BY_HAND, "b")],
        2,
    ),
    "each next to another one's day": ([(BY_HAND, "a"), (BY_HAND, "c"), (SEEN, "cb")], 2),
    "the earlier one's day is taken by another": (
        [(BY_HAND, "a"), (BY_HAND, "c"), (SEEN, "bz")],
        2,
    ),
    "another day": ([(BY_HAND, "a"), (SEEN, "d")], 2),
    "told without a day": ([(BY_HAND, "?"), (SEEN, "a")], 1),
    "told without a day, before that day": ([(BY_HAND, "?"), (SEEN, "d")], 2),
    "seen without a day": ([(BY_HAND, "a"), (SEEN, "?")], 1),
}


@pytest.mark.parametrize(("told", "count"), REFUNDS.values(), ids=REFUNDS)
@pytest.mark.parametrize("side", ["supplier", "merchant"])
def test_money_is_counted_once(side, told, count):
    case, place = Case(), {"supplier": 0, "merchant": None}[side]
    for how, days in told:
        seen = [refund("4.00", DAYS[day]) | {"from": side} for day in days]
        if how == BY_HAND:
            case.tell(PAID_BACK, seen[0], at="10-06 08:00", order=place)
            continue
        bare = [{n: v for n, v in one.items() if n != "from"} for one in seen]
        part = {"supplier": "supplier_order", "merchant": "store_order"}[side]
        case.see({part: {"refunds": bare}}, at="10-06 08:00", order=place)
    order = case.order if side == "supplier" else case.body["store_order"]
    assert [one["amount"] for one in order["refunds"]] == ["4.00"] * count


def test_another_amount_or_line_or_order_is_other_money():
    case = Case()
    case.tell(PAID_BACK, refund("4.00", "10-05 08:00"))
    case.tell(PAID_BACK, {"from": "merchant", "amount": "4.00", "line_id": "L1"}, order=None)
    case.sees(refunds=[{"amount": "4.01", "refunded_at": z("10-05 08:00")}])
    case.see({"store_order": {"refunds": [{"amount": "4", "line_id": "L2"}]}}, order=None)
    case.see({"store_order": {"refunds": [{"amount": "4.0", "line_id": "L1"}]}}, order=None)
    assert [one["amount"] for one in case.order["refunds"]] == ["4.00", "4.01"]
    assert [one["line_id"] for one in case.body["store_order"]["refunds"]] == ["L1", "L2"]


DISPUTES = {
    "the open one, filed at another minute": ("open", "10-05 08:02", None, []),
    "another open one, which is refused": ("open", "10-07 08:00", None, [FILED]),
    "an older one, still open": ("open", "10-01 08:00", None, [FILED]),
    "the open one, decided": ("open", "10-05 08:02", "won", [DECIDED]),
    "an older one, decided": ("open", "10-01 08:00", "lost", [FILED]),
    "the decided one": ("lost", "10-05 08:00", "lost", []),
    "the decided one, seen late": ("lost", "10-05 08:00", None, []),
    "a new one": ("withdrawn", "10-05 09:00", None, [FILED]),
}


@pytest.mark.parametrize(("known", "at", "outcome", "fresh"), DISPUTES.values(), ids=DISPUTES)
def test_a_dispute_that_is_seen_is_recorded_if_it_is_another_one(known, at, outcome, fresh):
    case = Case()
    filed = case.tell(FILED, {"filed_at": z("10-05 08:00")})
    if known != "open":
        case.tell(DECIDED, {"dispute_id": filed.fact_id, "outcome": known})
    seen = {"filed_at": z(at), **({} if outcome is None else {"outcome": outcome})}
    assert [one.kind for one in case.sees(dispute=seen)] == fresh
