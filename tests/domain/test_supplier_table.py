"""The table of supplier orders, row by row: facts, the moment, and what the row answers."""

from dataclasses import replace
from typing import Any

import pytest

from given import (
    BAD_CHECK_DIGIT,
    OTHER_NUMBER,
    answer,
    answers,
    asked,
    at,
    decided,
    dispute,
    money,
    parcel,
    scan,
    store_lines,
    store_order,
    supplier_lines,
    supplier_order,
    tracking_asked,
)

RECYCLED = parcel(scan("09-20 11:00"))
SCANNED = parcel(scan("10-02 11:00"))
LABEL = parcel(scan("10-02 01:00", "label_created"))
SUSPICIOUS = parcel(scan("10-02 11:00"), number=BAD_CHECK_DIGIT)
DELIVERED = parcel(scan("10-02 11:00"), scan("10-10 11:00", "delivered", "ES"))
THREE = {"lines": supplier_lines(L1=(3, "12.00"))}
STORE_OF_THREE = store_order(lines=store_lines(L1=(3, "10.00")))
REFUSED = answers("refused")
ACCEPTED = answers("accepted")
PARTLY = answers("partially_accepted", L1=2)
PARTLY_UNKNOWN = answers("partially_accepted")
SHIP_BY, AUTO_CLOSE = "10-13 16:00", "10-16 16:00"
TRACKING, REFUND_END = "10-13 16:00", "10-21 16:00"

# name, state, facts, as_of, policy -> row, eligibility, next_action, next_check_at
ROWS: list[tuple[str, str, dict[str, Any], str, dict[str, Any], tuple[str, str, str, str | None]]]
ROWS = [
    (
        "1 unknown status", "unknown", {}, "10-03 10:00", {},
        ("1", "undetermined", "manual_review", None),
    ),
    (
        "1 facts ahead count five minutes before the last of them", "paid",
        {"responses": (answer("accepted", "10-03 10:30"),), "observed_at": at("10-03 11:00")},
        "10-03 10:00", {},
        ("1", "undetermined", "manual_review", "10-03 10:55"),
    ),
    (
        "five minutes ahead are no contradiction: clocks differ", "paid",
        {"cancellation_request": asked("10-03 10:05")}, "10-03 10:00", {},
        ("23", "conditional", "wait_for_supplier", "10-05 10:00"),
    ),
    (
        "1 paid before placed", "paid", {"paid_at": at("09-28 01:59")}, "10-03 10:00", {},
        ("1", "undetermined", "manual_review", None),
    ),
    (
        "1 unpaid, yet paid", "unpaid", {"paid_at": at("09-28 02:05")}, "10-03 10:00", {},
        ("1", "undetermined", "manual_review", None),
    ),
    (
        "1 unpaid, yet scanned", "unpaid", {"shipments": (SCANNED,)}, "10-03 10:00", {},
        ("1", "undetermined", "manual_review", None),
    ),
    (
        "1 comes before 2: money does not explain a contradiction", "paid",
        {"paid_at": at("09-28 01:59"), "refunds": (money("12.00"),)}, "10-10 10:00", {},
        ("1", "undetermined", "manual_review", None),
    ),
    (
        "2 comes before 3: cancelled, and the money is back", "cancelled",
        {"closed_at": at("09-30 03:00"), "refunds": (money("12.00"),)}, "10-10 10:00", {},
        ("2", "eligible", "none", None),
    ),
    (
        "2 refunded", "paid", {**ACCEPTED, "refunds": (money("12.00"),)}, "10-10 10:00", {},
        ("2", "eligible", "none", None),
    ),
    (
        "2 dispute won", "paid", {**REFUSED, "dispute": dispute(outcome="won")}, "10-20 10:00", {},
        ("2", "eligible", "none", None),
    ),
    (
        "a refund short of the cost is not back", "paid",
        {**ACCEPTED, "refunds": (money("11.99"),)}, "10-10 10:00", {},
        ("14", "eligible", "wait_for_supplier_refund", REFUND_END),
    ),
    (
        "2 the supplier's fee lowers what has to come back", "paid",
        {**ACCEPTED, "refunds": (money("10.80"),)}, "10-10 10:00",
        {"restocking_fee_percent": 10},
        ("2", "eligible", "none", None),
    ),
    (
        "3 cancelled, money in its window", "cancelled", {"closed_at": at("09-30 03:00")},
        "10-10 10:00", {},
        ("3", "eligible", "wait_for_supplier_refund", REFUND_END),
    ),
    (
        "3 cancelled, window over", "cancelled", {"closed_at": at("09-30 03:00")},
        REFUND_END, {},
        ("3", "eligible", "manual_review", None),
    ),
    (
        "3 cancelled, nobody knows when", "cancelled", {}, "10-10 10:00", {},
        ("3", "eligible", "wait_for_supplier_refund", "10-11 10:00"),
    ),
    (
        "3a cancelled, never paid", "cancelled", {"paid_at": None}, "10-10 10:00", {},
        ("3a", "eligible", "none", None),
    ),
    (
        "4 dispute running", "paid", {**REFUSED, "dispute": dispute()}, "10-16 10:00", {},
        ("4", "undetermined", "wait_for_dispute", "10-17 10:00"),
    ),
    (
        "5 dispute lost", "paid", {**REFUSED, "dispute": dispute(outcome="lost")},
        "10-20 10:00", {},
        ("5", "ineligible", "inform_customer", None),
    ),
    (
        "5a dispute partially won", "paid",
        {**REFUSED, "dispute": dispute(outcome="partially_won")}, "10-20 10:00", {},
        ("5a", "undetermined", "manual_review", None),
    ),
    (
        "5a comes before 6: the dispute is known", "disputed",
        {"dispute": dispute(outcome="partially_won")}, "10-20 10:00", {},
        ("5a", "undetermined", "manual_review", None),
    ),
    (
        "6 disputed by status", "disputed", {}, "10-03 10:00", {},
        ("6", "undetermined", "manual_review", "10-04 10:00"),
    ),
    (
        "6 a withdrawn dispute counts as none", "disputed",
        {"dispute": dispute("10-01 10:00", "withdrawn")}, "10-03 10:00", {},
        ("6", "undetermined", "manual_review", "10-04 10:00"),
    ),
    (
        "7 not placed", "not_placed", {}, "10-03 10:00", {},
        ("7", "eligible", "none", None),
    ),
    (
        "8 unpaid", "unpaid", {}, "10-03 10:00", {},
        ("8", "eligible", "cancel_supplier_order", "10-04 10:00"),
    ),
    (
        "9 accepted, then shipped by status", "shipped", ACCEPTED, "10-03 10:00", {},
        ("9", "undetermined", "open_dispute", None),
    ),
    (
        "9 accepted, then scanned and delivered", "paid",
        {**ACCEPTED, "shipments": (DELIVERED,)}, "10-12 10:00", {},
        ("9", "undetermined", "open_dispute", "10-26 07:00"),
    ),
    (
        "9 past the closing of the dispute", "paid",
        {**ACCEPTED, "shipments": (DELIVERED,)}, "10-26 07:00", {},
        ("9", "undetermined", "manual_review", None),
    ),
    (
        "9 before the platform takes disputes", "shipped", ACCEPTED, "10-03 10:00",
        {"dispute_opens_after_days_unshipped": 10},
        ("9", "undetermined", "wait_for_supplier_refund", "10-08 07:00"),
    ),
    (
        "9 past the closing, though the opening lies ahead", "paid",
        {**ACCEPTED, "shipments": (DELIVERED,)}, "10-26 07:00",
        {"dispute_opens_after_days_unshipped": 60},
        ("9", "undetermined", "manual_review", None),
    ),
    (
        "9a two of three accepted, the order shipped", "shipped", {**THREE, **PARTLY},
        "10-03 10:00", {},
        ("14, 12", "eligible", "wait_for_supplier_refund", REFUND_END),
    ),
    (
        "9a two of three accepted, the order completed", "completed", {**THREE, **PARTLY},
        "10-03 10:00", {},
        ("14, 10", "eligible", "wait_for_supplier_refund", REFUND_END),
    ),
    (
        "9a which units were accepted is not known", "shipped", {**THREE, **PARTLY_UNKNOWN},
        "10-03 10:00", {},
        ("9a", "undetermined", "manual_review", None),
    ),
    (
        "10 completed", "completed", {}, "10-03 10:00", {},
        ("10", "ineligible", "inform_customer", None),
    ),
    (
        "10 completed, whatever its number", "completed", {"shipments": (RECYCLED,)},
        "10-20 10:00", {},
        ("10", "ineligible", "inform_customer", None),
    ),
    (
        "11 shipped by status on another parcel's number", "shipped", {"shipments": (RECYCLED,)},
        "10-10 10:00", {},
        ("11", "undetermined", "verify_tracking", "10-12 07:00"),
    ),
    (
        "11 from the opening of the dispute", "shipped", {"shipments": (RECYCLED,)},
        "10-12 07:00", {},
        ("11", "undetermined", "open_dispute", None),
    ),
    (
        "11 nobody knows when the number was given", "shipped",
        {"shipments": (replace(parcel(scan("09-20 11:00"), given=None), observed_at=None),)},
        "10-10 10:00", {},
        ("11", "undetermined", "verify_tracking", "10-11 10:00"),
    ),
    (
        "12 shipped by status", "shipped", {}, "10-03 10:00", {},
        ("12", "ineligible", "inform_customer", None),
    ),
    (
        "12 shipped by scan, refused", "paid", {**REFUSED, "shipments": (SCANNED,)},
        "10-03 10:00", {},
        ("12", "ineligible", "inform_customer", None),
    ),
    (
        "12 a number given late whose first scan is early", "paid",
        {**REFUSED, "tracking_request": tracking_asked(),
         "shipments": (parcel(scan("10-02 11:00"), given="10-20 02:00"),)},
        "10-21 10:00", {},
        ("12", "ineligible", "inform_customer", None),
    ),
    (
        "13 one of three left, the rest can be asked for", "partly_shipped",
        {**THREE, "shipments": (parcel(scan("10-02 11:00"), L1=1),)}, "10-03 10:00", {},
        ("18, 12", "conditional", "request_cancellation", SHIP_BY),
    ),
    (
        "13 by scans that say what they hold", "paid",
        {**THREE, "shipments": (parcel(scan("10-02 11:00"), L1=2),)}, "10-03 10:00", {},
        ("18, 12", "conditional", "request_cancellation", SHIP_BY),
    ),
    (
        "13 an acceptance covers the rest", "partly_shipped",
        {**THREE, **ACCEPTED, "shipments": (parcel(scan("10-02 11:00"), L1=1),)},
        "10-03 10:00", {},
        ("14, 12", "eligible", "wait_for_supplier_refund", REFUND_END),
    ),
    (
        "13 the rest goes by its own number", "partly_shipped",
        {**THREE, **REFUSED, "shipments": (
            parcel(scan("10-02 11:00"), L1=1),
            parcel(number=OTHER_NUMBER, given="10-02 02:00"),
        )},
        "10-03 10:00", {},
        ("19, 12", "undetermined", "verify_tracking", "10-13 16:00"),
    ),
    (
        "13 nobody said which units left", "partly_shipped", {**THREE, "shipments": (SCANNED,)},
        "10-03 10:00", {},
        ("13", "undetermined", "manual_review", None),
    ),
    (
        "13 no parcel at all", "partly_shipped", THREE, "10-03 10:00", {},
        ("13", "undetermined", "manual_review", None),
    ),
    (
        "14 accepted", "paid", ACCEPTED, "09-30 09:00", {},
        ("14", "eligible", "wait_for_supplier_refund", REFUND_END),
    ),
    (
        "14 silence that counts as yes", "paid", {"cancellation_request": asked()},
        "10-01 08:10", {"on_silence": "treat_as_accepted"},
        ("14", "eligible", "wait_for_supplier_refund", "10-22 16:00"),
    ),
    (
        "14 money of the accepted units came", "paid",
        {**THREE, **PARTLY, "refunds": (money("8.00"),)}, "10-10 10:00", {},
        ("2, 21", "conditional", "request_tracking", "10-11 10:00"),
    ),
    (
        "15 accepted, window over, no money", "paid", ACCEPTED, REFUND_END, {},
        ("15", "undetermined", "manual_review", None),
    ),
    (
        "16 accepted units wait for money, the rest counts as refused", "paid",
        {**THREE, **PARTLY}, "10-03 10:00", {},
        ("14, 21", "conditional", "request_tracking", "10-04 10:00"),
    ),
    (
        "16 an acceptance with lines accepts those only", "paid",
        {**THREE, **answers("accepted", L1=1)}, "10-03 10:00", {},
        ("14, 21", "conditional", "request_tracking", "10-04 10:00"),
    ),
    (
        "16 which units were accepted is not known", "paid", {**THREE, **PARTLY_UNKNOWN},
        "10-03 10:00", {},
        ("16", "undetermined", "manual_review", None),
    ),
    (
        "16a units that the request does not name count as not asked", "paid",
        {**THREE, "cancellation_request": asked(L1=2)}, "09-30 10:00", {},
        ("23, 18", "conditional", "request_cancellation", "10-01 08:10"),
    ),
    (
        "17 a partial refund was offered", "paid", answers("offered_partial_refund"),
        "10-03 10:00", {},
        ("17", "conditional", "manual_review", None),
    ),
    (
        "18 not asked", "paid", {}, "09-29 08:00", {},
        ("18", "conditional", "request_cancellation", SHIP_BY),
    ),
    (
        "18 a number that nobody asked about changes nothing", "paid", {"shipments": (LABEL,)},
        "10-03 10:00", {},
        ("18", "conditional", "request_cancellation", SHIP_BY),
    ),
    (
        "18a not asked, past ship-by", "paid", {}, SHIP_BY, {},
        ("18a", "conditional", "wait_for_auto_close", "10-14 16:00"),
    ),
    (
        "18a the auto-close comes before the next look", "paid", {}, "10-16 10:00", {},
        ("18a", "conditional", "wait_for_auto_close", AUTO_CLOSE),
    ),
    (
        "18a the platform did not close it", "paid", {}, AUTO_CLOSE, {},
        ("18a", "conditional", "open_dispute", None),
    ),
    (
        "18a before the platform takes disputes", "paid", {}, AUTO_CLOSE,
        {"dispute_opens_after_days_unshipped": 19},
        ("18a", "conditional", "wait_for_auto_close", "10-17 07:00"),
    ),
    (
        "19 a label is verified until its first scan is due", "paid",
        {"cancellation_request": asked(), "shipments": (LABEL,)}, "10-03 10:00", {},
        ("19", "undetermined", "verify_tracking", "10-13 16:00"),
    ),
    (
        "19 with tracking asked for, until the tracking deadline", "paid",
        {**REFUSED, "tracking_request": tracking_asked(), "shipments": (LABEL,)},
        "10-13 15:59", {},
        ("19", "undetermined", "verify_tracking", TRACKING),
    ),
    (
        "19 a suspicious number in time", "paid",
        {"cancellation_request": asked(), "shipments": (SUSPICIOUS,)}, "10-03 10:00", {},
        ("19", "undetermined", "verify_tracking", "10-13 16:00"),
    ),
    (
        "20 a suspicious number was scanned, its time is over", "paid",
        {**REFUSED, "tracking_request": tracking_asked(), "shipments": (SUSPICIOUS,)},
        TRACKING, {},
        ("20", "undetermined", "manual_review", None),
    ),
    (
        "21 refused, tracking not asked for", "paid", REFUSED, "09-30 09:00", {},
        ("21", "conditional", "request_tracking", "10-01 09:00"),
    ),
    (
        "21 claims to have shipped", "paid", answers("claims_shipped"), "09-30 09:00", {},
        ("21", "conditional", "request_tracking", "10-01 09:00"),
    ),
    (
        "21 tracking running", "paid", {**REFUSED, "tracking_request": tracking_asked()},
        "10-09 10:00", {},
        ("21", "conditional", "wait_for_tracking", TRACKING),
    ),
    (
        "21 tracking over", "paid", {**REFUSED, "tracking_request": tracking_asked()},
        TRACKING, {},
        ("21", "conditional", "open_dispute", None),
    ),
    (
        "21 a number without a scan counts as none at its deadline", "paid",
        {**REFUSED, "tracking_request": tracking_asked(), "shipments": (LABEL,)}, TRACKING, {},
        ("21", "conditional", "open_dispute", None),
    ),
    (
        "21 a contradicted number counts as none", "paid",
        {**REFUSED, "tracking_request": tracking_asked(), "shipments": (RECYCLED,)},
        "10-09 10:00", {},
        ("21", "conditional", "wait_for_tracking", TRACKING),
    ),
    (
        "21 before the platform takes disputes", "paid",
        {**REFUSED, "tracking_request": tracking_asked()}, "10-14 10:00",
        {"dispute_opens_after_days_unshipped": 19},
        ("21", "conditional", "wait_for_tracking", "10-17 07:00"),
    ),
    (
        "21 refused decides past ship-by too", "paid", REFUSED, "10-20 10:00", {},
        ("21", "conditional", "request_tracking", "10-21 10:00"),
    ),
    (
        "22 no answer and ship-by over", "paid", {"cancellation_request": asked()},
        "10-14 10:00", {},
        ("22", "conditional", "wait_for_auto_close", "10-15 10:00"),
    ),
    (
        "22 asked on the last day: ship-by comes before silence", "paid",
        {"cancellation_request": asked("10-13 10:00")}, "10-13 17:00", {},
        ("22", "conditional", "wait_for_auto_close", "10-14 17:00"),
    ),
    (
        "22 silence will count as yes", "paid", {"cancellation_request": asked("10-13 10:00")},
        "10-15 09:00", {"on_silence": "treat_as_accepted"},
        ("22", "conditional", "wait_for_auto_close", "10-15 10:00"),
    ),
    (
        "22 the platform did not close it", "paid", {"cancellation_request": asked()},
        AUTO_CLOSE, {},
        ("22", "conditional", "open_dispute", None),
    ),
    (
        "22 a number nobody answered with, its time over, is no answer", "paid",
        {"cancellation_request": asked(), "shipments": (LABEL,)}, "10-14 10:00", {},
        ("22", "conditional", "wait_for_auto_close", "10-15 10:00"),
    ),
    (
        "23 asked and waiting", "paid", {"cancellation_request": asked()}, "09-29 18:10", {},
        ("23", "conditional", "wait_for_supplier", "10-01 08:10"),
    ),
    (
        "23 ship-by comes first", "paid", {"cancellation_request": asked("10-12 10:00")},
        "10-12 11:00", {},
        ("23", "conditional", "wait_for_supplier", SHIP_BY),
    ),
    (
        "23 whoever keeps waiting looks again at ship-by", "paid",
        {"cancellation_request": asked()}, "09-29 18:10", {"on_silence": "keep_waiting"},
        ("23", "conditional", "wait_for_supplier", SHIP_BY),
    ),
    (
        "23 a pending cancellation counts from when it was seen", "cancel_pending",
        {"observed_at": at("09-29 10:00")}, "09-29 18:10", {},
        ("23", "conditional", "wait_for_supplier", "10-01 10:00"),
    ),
    (
        "24 silence: ask for tracking", "paid", {"cancellation_request": asked()},
        "10-01 08:10", {},
        ("24", "conditional", "request_tracking", "10-02 08:10"),
    ),
    (
        "24 silence: tracking running", "paid",
        {"cancellation_request": asked(), "tracking_request": tracking_asked("10-01 09:00")},
        "10-08 10:00", {},
        ("24", "conditional", "wait_for_tracking", SHIP_BY),
    ),
    (
        "24 silence: tracking over before ship-by", "paid",
        {"cancellation_request": asked("09-28 03:00"),
         "tracking_request": tracking_asked("09-28 04:00")},
        "10-12 10:00", {},
        ("24", "conditional", "open_dispute", SHIP_BY),
    ),
    (
        "25 silence: keep waiting", "paid", {"cancellation_request": asked()}, "10-08 10:00",
        {"on_silence": "keep_waiting"},
        ("25", "conditional", "wait_for_supplier", SHIP_BY),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "changes", "as_of", "policy", "expected"),
    [row[1:] for row in ROWS],
    ids=[row[0] for row in ROWS],
)
def test_row(state, changes, as_of, policy, expected):
    store = STORE_OF_THREE if "lines" in changes else None
    [order] = decided(
        supplier_order(state, **changes), as_of=as_of, store=store, **policy
    ).supplier_orders
    row, eligibility, action, check = expected
    assert (order.row, order.eligibility, order.next_action, order.next_check_at) == (
        row,
        eligibility,
        action,
        at(check) if check else None,
    )
