"""Drafted messages: which goes with which step, and that they say what the facts hold, no more."""

from dataclasses import replace

import pytest

from given import (
    BAD_CHECK_DIGIT,
    TWO_LINES,
    answer,
    answers,
    asked,
    at,
    dispute,
    eur,
    facts,
    money,
    parcel,
    policy,
    scan,
    second_order,
    store_lines,
    store_order,
    supplier_lines,
    supplier_order,
    tracking_asked,
)
from rescind.domain.case import case_of
from rescind.domain.drafts import draft_for
from rescind.domain.facts import Chargeback
from rescind.domain.policy import StorePolicy
from rescind.domain.words import ChargebackStatus
from rescind.messages import in_its_languages

ASKED = {"cancellation_request": asked()}
REFUSED = answers("refused")
OFFER = {**ASKED, "responses": (replace(answer("offered_partial_refund"), amount=eur("5")),)}
RECYCLED = {"shipments": (parcel(scan("09-20 11:00")),)}
MISTYPED = {"shipments": (parcel(number=BAD_CHECK_DIGIT),)}
THREE = {"lines": supplier_lines(L1=(3, "12.00"))}
THREE_BOUGHT = store_order(lines=store_lines(L1=(3, "10.00")))
TWO_HELD = {"lines": supplier_lines(L1=(1, "12.00"), L2=(1, "8.00")), "total": eur("20.00")}
ONE_LEFT = {**THREE, "shipments": (parcel(scan("10-02 11:00"), L1=1),)}
SEEN_OPEN = {**answers("accepted"), "observed_at": at("09-30 04:00")}
THREE_LINES = store_lines(L1=(1, "30.00"), L2=(1, "20.00"), L3=(1, "20.00"))
THIRD = second_order(order_id="8190000000000003", lines=supplier_lines(L3=(1, "8.00")))
STORE = StorePolicy(refund_within_business_days=10, return_window_days=14, contact_email="a@b.es")


def drafted(*orders, action, as_of, store=None, lines=None, **rules):
    """The draft of an action: on the first supplier order that it is about, else on the store."""
    told = facts(*orders, store=store, lines=lines)
    case = case_of(told, replace(policy(**rules), store=STORE), as_of=at(as_of))
    found = [draft_for(case, action, judged) for judged in case.relevant]
    of_orders = next((draft for draft in found if draft is not None), None)
    draft = of_orders or draft_for(case, action, None)
    return None if draft is None else (draft.to, in_its_languages(draft.messages))


# name, orders, store, lines, as_of, policy, action -> to whom, what it says in English
DRAFTS = [
    ("ask for the whole", [supplier_order()], None, None, "09-29 08:00", {},
     "request_cancellation", "supplier",
     "Please cancel our order 8190000000000001 as a whole and refund it in full."),
    ("ask for two of three", [supplier_order(**THREE)], THREE_BOUGHT, {"L1": 2}, "09-29 08:00", {},
     "request_cancellation", "supplier", "- 2 of 3 units\n\n"),
    ("ask for one of two lines", [supplier_order(**TWO_HELD)], store_order(lines=TWO_LINES),
     {"L2": 1}, "09-29 08:00", {},
     "request_cancellation", "supplier", "- 1 of 1 units of the item that we call L2"),
    ("nobody said what it holds, and not all is asked for", [supplier_order(lines=None)],
     store_order(lines=TWO_LINES), {"L1": 1}, "09-29 08:00", {}, "request_cancellation",
     "supplier", "Please cancel a part of our order 8190000000000001"),
    ("silence is followed up", [supplier_order(**ASKED)], None, None, "10-03 10:00",
     {"on_silence": "keep_waiting"}, "wait_for_supplier", "supplier",
     "On 29 September 2026 we asked you to cancel our order 8190000000000001, and we have had no "
     "answer."),
    ("silence: where is the parcel?", [supplier_order(**ASKED)], None, None, "10-03 10:00", {},
     "request_tracking", "supplier", "we have had no answer. If it was shipped"),
    ("refused: where is the parcel?", [supplier_order(**REFUSED)], None, None, "09-30 09:00", {},
     "request_tracking", "supplier",
     "On 30 September 2026 you told us that our order 8190000000000001 cannot be cancelled. If it "
     "was shipped, please send us the tracking number and the name of the carrier within 5 "
     "business days."),
    ("it claims to have shipped", [supplier_order(**answers("claims_shipped"))], None, None,
     "09-30 09:00", {}, "request_tracking", "supplier", "you told us that our order "
     "8190000000000001 was shipped."),
    ("only a part was accepted",
     [supplier_order(**THREE, **answers("partially_accepted", L1=1))], THREE_BOUGHT, None,
     "09-30 09:00", {}, "request_tracking", "supplier", "you agreed to cancel a part of our order"),
    ("a recycled number", [supplier_order("shipped", **RECYCLED)], None, None, "10-10 10:00", {},
     "verify_tracking", "supplier",
     "It was scanned on 20 September 2026, before we placed the order"),
    ("a mistyped number", [supplier_order(**answers("tracking_provided"), **MISTYPED)], None, None,
     "10-03 10:00", {}, "verify_tracking", "supplier", "Its check digit is wrong"),
    ("a number that waits for a scan",
     [supplier_order(**answers("tracking_provided"), shipments=(parcel(),))], None, None,
     "10-03 10:00", {}, "verify_tracking", "customer",
     "We shall know by 13 October 2026 and write to you then."),
    ("it gave a number without a scan", [supplier_order(
        **answers("tracking_provided"), shipments=(parcel(),))], None, None, "10-14 10:00", {},
     "request_tracking", "supplier",
     "For our order 8190000000000001 you gave us the tracking number LP00600000000001. The carrier "
     "shows no scan of it so far."),
    ("and a false one", [supplier_order(**answers("tracking_provided"), **RECYCLED)], None, None,
     "10-14 10:00", {}, "request_tracking", "supplier", "it belongs to another parcel."),
    ("the message beside the request", [supplier_order()], None, None, "09-29 08:00", {},
     "message_supplier", "supplier", "Please cancel our order 8190000000000001 as a whole"),
    ("the reminder beside the review", [supplier_order(**answers("accepted"))], None, None,
     "10-22 10:00", {}, "ask_for_refund", "supplier", "12.00 EUR are still missing."),
    ("the refund is overdue", [supplier_order(**answers("accepted"))], None, None, "10-22 10:00",
     {}, "manual_review", "supplier",
     "You accepted the cancellation of our order 8190000000000001 on 30 September 2026. The refund "
     "was due by 21 October 2026; 12.00 EUR are still missing."),
    ("a part of the refund is overdue",
     [supplier_order(**answers("accepted"), refunds=(money("4.00"),))], None, None, "10-22 10:00",
     {}, "manual_review", "supplier", "8.00 EUR are still missing."),
    ("cancelled, and the refund is overdue",
     [supplier_order("cancelled", closed_at=at("09-30 10:00"))], None, None, "10-22 10:00", {},
     "manual_review", "supplier", "was cancelled on 30 September 2026. The refund was due by"),
    ("accepted: in writing, please", [supplier_order(**answers("accepted"))], None, None,
     "10-03 10:00", {}, "wait_for_supplier_refund", "supplier",
     "Please confirm in writing that what was cancelled will not be shipped. We expect the refund "
     "by 21 October 2026 at the latest."),
    ("accepted, yet seen open", [supplier_order(**SEEN_OPEN)], None, None, "10-03 10:00", {},
     "confirm_supplier_cancelled", "supplier", "The platform still shows the order as open"),
    ("one of three accepted", [supplier_order(**THREE, **answers("accepted", L1=1))], THREE_BOUGHT,
     {"L1": 1}, "10-03 10:00", {}, "wait_for_supplier_refund", "supplier",
     "the cancellation covers:\n\n- 1 of 3 units"),
    ("a partial refund was offered", [supplier_order(**OFFER)], None, None, "10-03 10:00", {},
     "manual_review", "supplier",
     "Thank you for offering 5.00 EUR for our order 8190000000000001 on 30 September 2026."),
    ("asked and waiting", [supplier_order(**ASKED)], None, None, "09-29 18:10", {},
     "wait_for_supplier", "customer",
     "On 29 September 2026 we asked our supplier to cancel your order #1001. We shall know by "
     "1 October 2026"),
    ("tracking running", [supplier_order(**REFUSED, tracking_request=tracking_asked())], None, None,
     "10-09 10:00", {}, "wait_for_tracking", "customer", "We shall know by 13 October 2026"),
    ("the platform is about to close it", [supplier_order()], None, None, "10-15 10:00", {},
     "wait_for_auto_close", "customer",
     "We are looking into the cancellation of your order #1001. We shall know by 16 October 2026"),
    ("the dispute runs", [supplier_order(**REFUSED, dispute=dispute())], None, None, "10-16 10:00",
     {}, "wait_for_dispute", "customer",
     "We opened a dispute with our supplier about your order #1001 on 14 October 2026."),
    ("shipped", [supplier_order("shipped")], None, None, "10-03 10:00", {}, "inform_customer",
     "customer",
     "Your order #1001 is on its way already and can no longer be cancelled. Please take the "
     "parcel when it comes. After the delivery you have 14 days to claim a return."),
    ("delivered", [supplier_order("completed")], None, None, "10-03 10:00", {}, "inform_customer",
     "customer", "Your order #1001 was delivered already"),
    ("the dispute was lost", [supplier_order(**REFUSED, dispute=dispute(outcome="lost"))], None,
     None, "10-16 10:00", {}, "inform_customer", "customer",
     "Your order #1001 could not be cancelled any more."),
    ("partly shipped",
     [supplier_order("partly_shipped", **ONE_LEFT, cancellation_request=asked("10-03 08:10"))],
     THREE_BOUGHT, None, "10-03 10:00", {}, "inform_customer", "customer",
     "Of the 3 items of your order #1001 that you wanted to cancel, 1 can no longer be cancelled. "
     "For 2 of them it is not decided yet; we shall know by 5 October 2026 and write to you."),
    ("one of two orders has shipped", [supplier_order("shipped"), second_order()],
     store_order(lines=TWO_LINES), None, "09-29 08:00", {}, "inform_customer", "customer",
     "Of the 2 items of your order #1001 that you wanted to cancel, 1 can no longer be cancelled. "
     "For 1 of them it is not decided yet; we write to you as soon as we know."),
    ("one waits for a date, another for a step",
     [supplier_order("shipped"), second_order(**ASKED), THIRD],
     store_order(lines=THREE_LINES), None, "09-29 18:10", {}, "inform_customer", "customer",
     "For 2 of them it is not decided yet; we write to you as soon as we know."),
    ("released: cancel the whole", [supplier_order(**answers("accepted"))], None, None,
     "10-03 10:00", {}, "cancel_store_order", "customer",
     "Your order #1001 can be cancelled, and we are cancelling it. You get back what you paid for "
     "it and have not got back yet. The money comes back within 10 business days.\n\nIf you have "
     "any questions, write to a@b.es."),
    ("cancelled", [supplier_order(**answers("accepted"))],
     store_order(cancelled_at=at("10-02 10:00")), None, "10-03 10:00", {}, "cancel_store_order",
     "customer", "Your order #1001 was cancelled on 2 October 2026."),
    ("cancelled, and paid back", [supplier_order(**answers("accepted"))],
     store_order(cancelled_at=at("10-02 10:00"), refunds=(money("30.00"),)), None, "10-09 10:00",
     {}, "cancel_store_order", "customer", "What you paid for it has been paid back already."),
    ("confirmed to the customer: cancelled", [supplier_order(**answers("accepted"))], None, None,
     "10-03 10:00", {}, "confirm_to_customer", "customer", "Your order #1001 can be cancelled"),
    ("confirmed to the customer: refunded", [supplier_order(**answers("accepted"))],
     store_order("IN_PROGRESS"), None, "10-03 10:00", {}, "confirm_to_customer", "customer",
     "We refund what you wanted to cancel of your order #1001."),
    ("one of two released", [supplier_order(**answers("accepted")), second_order(**ASKED)],
     store_order(lines=TWO_LINES), None, "09-30 10:00", {}, "refund_items", "customer",
     "Of the 2 items of your order #1001 that you wanted to cancel, we refund 1 now. The money "
     "comes back within 10 business days. For 1 of them it is not decided yet; we shall know by "
     "1 October 2026 and write to you."),
    ("one of two released, the other has shipped",
     [supplier_order(**answers("accepted")), second_order("shipped")],
     store_order(lines=TWO_LINES), None, "09-30 10:00", {}, "refund_items", "customer",
     "1 of them can no longer be cancelled; what remains for these is to return them"),
    ("all that was asked for is released", [supplier_order(**answers("accepted"))],
     store_order("IN_PROGRESS"), None, "09-30 10:00", {}, "refund_items", "customer",
     "We refund what you wanted to cancel of your order #1001."),
]  # fmt: skip


EACH_DRAFT = pytest.mark.parametrize("row", DRAFTS, ids=[row[0] for row in DRAFTS])


@EACH_DRAFT
def test_draft(row):
    _, orders, store, lines, as_of, rules, action, to, said = row
    addressed, messages = drafted(
        *orders, action=action, as_of=as_of, store=store, lines=lines, **rules
    )
    assert addressed == to
    assert said in messages["en"]
    assert list(messages) == (["en", "es", "zh"] if to == "supplier" else ["en", "es"])


@pytest.mark.parametrize(
    ("order", "action", "as_of"),
    [
        (supplier_order("unpaid"), "cancel_supplier_order", "09-29 08:00"),
        (supplier_order("unknown"), "manual_review", "09-29 08:00"),
        (supplier_order("cancelled"), "wait_for_supplier_refund", "09-29 08:00"),
        (supplier_order(), "buy_rest_again", "09-29 08:00"),
        (supplier_order(), "request_fulfillment_cancellation", "09-29 08:00"),
    ],
)
def test_a_step_without_anyone_to_write_to_has_no_draft(order, action, as_of):
    assert drafted(order, action=action, as_of=as_of) is None


BANK = store_order(chargeback=Chargeback(status=ChargebackStatus.OPEN, opened_at=at("09-30")))


@pytest.mark.parametrize("action", ["cancel_store_order", "refund_items", "confirm_to_customer"])
@pytest.mark.parametrize(
    ("order", "store"),
    [
        (supplier_order(), None),
        (supplier_order(**ASKED), None),
        (supplier_order("unpaid"), None),
        (supplier_order("shipped"), None),
        (supplier_order(**answers("accepted")), BANK),
    ],
    ids=["not asked", "asked", "unpaid", "shipped", "a chargeback stands"],
)
def test_no_refund_is_promised_that_would_come_out_of_the_merchants_pocket(action, order, store):
    assert drafted(order, action=action, as_of="09-30 10:00", store=store) is None


NAMELESS = {"order_id": None, "currency": None, "total": None, "placed_at": None}


@EACH_DRAFT
def test_what_is_not_known_is_left_out(row):
    _, orders, store, lines, as_of, rules, action, *_ = row
    unnamed = replace(store or store_order(), order_name=None, order_id=None)
    draft = drafted(
        *[replace(order, **NAMELESS) for order in orders[:1]], *orders[1:],
        action=action, as_of=as_of, store=unnamed, lines=lines, **rules,
    )  # fmt: skip
    for message in draft[1].values() if draft else ():
        for word in ("None", "unknown", "desconocid", "{", "}", "  "):
            assert word not in message


def test_a_draft_is_there_for_every_supplier_message_and_customer_message():
    actions = {row[6] for row in DRAFTS}
    assert actions >= {
        "request_cancellation", "request_tracking", "verify_tracking", "manual_review",
        "wait_for_supplier", "wait_for_tracking", "wait_for_dispute", "wait_for_auto_close",
        "wait_for_supplier_refund", "inform_customer", "cancel_store_order", "refund_items",
    }  # fmt: skip


def test_days_are_the_suppliers_own():
    late = {"cancellation_request": asked("09-29 20:00")}  # the 30th in China
    _, messages = drafted(supplier_order(**late), action="wait_for_supplier", as_of="09-30 10:00")
    assert "On 30 September 2026 we asked" in messages["en"]
