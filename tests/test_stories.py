"""The five stories of a user, over the recorded service: each is read from top to bottom.

Days are counted by hand. China rests from 1 to 7 October 2026 and works on Saturday the 10th; its
day ends at 16:00 UTC. The supplier's money comes within 15 days from Monday to Friday, holidays or
not.
"""

import pytest

from api.platform_notices import chargeback
from domain.filling import filled
from storytelling import (
    ALSO_BOUGHT,
    BOUGHT,
    COVER,
    EARBUDS,
    FROM_SUPPLIER,
    Story,
    payments_for,
    purchase,
    shop_order,
)

OF_THE_COVER = {
    "store_info": {"store_id": 1107654321},
    "user_order_amount": {"amount": "8.00", "currency_code": "EUR"},
}
"""The other supplier, and what was paid there."""

pytestmark = pytest.mark.usefixtures("nothing_else_is_due")


@pytest.fixture
def story(recorded, caller, clock):
    return Story(caller, recorded[1], clock)


def test_changed_their_mind_seconds_later(story):
    story.begins("09-28 02:05", shop_order("paid"), {"aliexpress": purchase("paid")})
    story.sees(
        eligibility="conditional", action="request_cancellation", urgent=True, store="not_yet",
        due="0.00", expected="0.00", exposure="12.00", better="wait",
        until="10-13 16:00",  # to ship by: 29, 30 September, 8, 9, 10, 12, 13 October
        plan=[
            "request_cancellation ready",
            "message_supplier ready",
            "confirm_supplier_cancelled blocked",
            "cancel_store_order blocked",
        ],
    )  # fmt: skip

    story.on("09-28 02:07")
    letter = story.carry_out("message_supplier", BOUGHT)
    assert letter["messages"].keys() == {"en", "es", "zh"}
    story.carry_out("request_cancellation", BOUGHT)
    story.sees(action="request_cancellation", due="0.00")  # done, and nothing tells when
    story.tell("cancellation-requests")
    story.sees(action="wait_for_supplier", until="09-30 02:07", urgent=False, due="0.00")

    story.on("09-28 02:40")
    story.platform_says("OrderClosed")  # nobody signed that: look
    story.sees(action="wait_for_supplier", store="not_yet", due="0.00", warnings={"stale_facts"})
    story.look_at(BOUGHT, purchase("cancelled"))
    story.sees(
        eligibility="eligible", action="cancel_store_order", store="cancel_order",
        due="64.90", expected="12.00", by="2026-10-19", exposure="0.00", better="refund_now",
        warnings={"supplier_cancelled_store_open"},
    )  # fmt: skip

    cancel = story.carry_out("cancel_store_order")["variables"]
    assert cancel["orderId"] == "gid://shopify/Order/5734000000000000001"
    assert (cancel["reason"], cancel["restock"]) == ("CUSTOMER", False)
    assert cancel["refundMethod"] == {"originalPaymentMethodsRefund": True}
    assert story.steps("cancel_store_order")[0]["request"] is None  # it is not sent twice
    story.on("09-28 02:42")
    story.shop_says("orders/cancelled", shop_order("cancelled", **story.paid_back("64.90")))
    story.sees(
        eligibility="settled", action="wait_for_supplier_refund", until="10-19 16:00",
        refunded="64.90", left="0.00", due="0.00", expected="12.00", warnings=set(),
    )  # fmt: skip

    story.on("10-15 08:00")
    story.sees(action="wait_for_supplier_refund", due="0.00")
    story.tell("refunds", **FROM_SUPPLIER)
    story.sees(eligibility="settled", action="none", until=None, expected="0.00", due="0.00")
    story.close("Both sides are paid back.")
    assert story.changes() == [
        "wait_for_supplier", "cancel_store_order", "wait_for_supplier_refund", "none",
    ]  # fmt: skip


def test_shipped_already(story):
    story.begins(
        "10-06 09:00",
        shop_order("paid", fulfillment_status="fulfilled", updated_at="2026-10-06T08:00:00Z"),
        {"aliexpress": purchase("shipped_and_tracked")},
    )
    story.sees(
        eligibility="ineligible", action="inform_customer", urgent=False, until=None,
        store="none", because="nothing_can_be_cancelled", due="0.00", expected="0.00",
        exposure="12.00", better="wait", plan=["inform_customer ready"],  # nobody is asked
        summary="It cannot be cancelled any more: tell the customer to take it and claim a return.",
    )  # fmt: skip
    assert story.verdict() == "confirmed"

    check = story.refund_check(amount="64.90")  # to have peace
    assert (check["allowed"], check["because"]) == (False, "supplier_not_released")
    assert (check["at_own_risk"], check["exposure"]) == (True, "12.00")
    dispute = story.dispute()
    assert (dispute["recommendation"], dispute["draft"]) == ("do_not_open", None)
    assert dispute["expected_outcome"] == "no_refund_expected"
    letter = story.carry_out("inform_customer", BOUGHT)
    assert letter["to"] == "customer"
    assert letter["messages"].keys() == {"en", "es"}

    story.on("10-20 09:00")
    story.look_at(BOUGHT, purchase("completed"))
    story.sees(eligibility="ineligible", action="inform_customer", due="0.00")
    claim = story.tell("claims", reason="damaged_in_transit", amount="20.00")
    story.sees(action="inform_customer", due="0.00", exposure="12.00")  # a claim decides nothing
    story.tell("refunds", **{"from": "merchant", "amount": "20.00", "currency": "EUR"})
    story.decide(f"claims/{claim}", outcome="partially_refunded", amount="20.00")
    story.sees(action="inform_customer", refunded="20.00", left="44.90", due="0.00")
    story.close("The customer keeps the earbuds.")


def test_two_suppliers(story):
    earbuds = {"store_line_id": EARBUDS, "quantity": 2, "amount": "12.00"}
    cover = {"store_line_id": COVER, "quantity": 1, "amount": "8.00"}
    story.begins(
        "09-29 08:00",
        shop_order("two_lines_discounted"),
        {"aliexpress": purchase("paid"), "lines": [earbuds]},
        {"aliexpress": purchase("paid", **OF_THE_COVER), "lines": [cover]},
    )
    story.sees(action="request_cancellation", left="76.90", due="0.00", exposure="20.00")
    story.on("09-29 08:10")
    story.tell("cancellation-requests", supplier_order_id=BOUGHT)
    story.sees(action="request_cancellation")  # of the other one
    story.tell("cancellation-requests", supplier_order_id=ALSO_BOUGHT)
    story.sees(action="wait_for_supplier", until="10-01 08:10", store="not_yet", due="0.00")

    story.on("09-30 03:00")
    story.tell("supplier-responses", supplier_order_id=BOUGHT, kind="accepted")
    story.sees(
        eligibility="conditional", action="refund_items", store="refund_items",
        because="others_not_released", due="54.00",  # two at 30.00, less 6.00; no shipping
        expected="12.00", by="2026-10-21", exposure="8.00",
    )  # fmt: skip
    [ask, pay] = story.steps("refund_items")
    assert ask["request"]["variables"]["refundShipping"] is False
    [request] = filled(pay, {ask["step"]: payments_for("40.00", "36.90")})
    sent = request["variables"]["input"]
    [line] = sent["refundLineItems"]
    assert (line["lineItemId"], line["quantity"]) == (f"gid://shopify/LineItem/{EARBUDS}", 2)
    assert [one["amount"] for one in sent["transactions"]] == ["40.00", "14.00"]  # no cent more
    story.carry_out("refund_items")
    story.carry_out("refund_items")
    story.tell("refunds", **{"from": "merchant", "amount": "54.00", "currency": "EUR"})
    story.sees(action="wait_for_supplier", because="nothing_left_to_refund", due="0.00")
    story.shop_says(
        "orders/updated",
        shop_order("two_lines_discounted", **story.paid_back("54.00", cancelled=False)),
    )
    story.sees(action="wait_for_supplier", refunded="54.00", left="22.90", due="0.00")

    story.on("10-01 03:00")
    story.tell("supplier-responses", supplier_order_id=ALSO_BOUGHT, kind="claims_shipped")
    story.carry_out("request_tracking", ALSO_BOUGHT)
    story.tell("tracking-requests", supplier_order_id=ALSO_BOUGHT)
    story.sees(action="wait_for_tracking", until="10-13 16:00")  # 8, 9, 10, 12, 13 October
    story.on("10-09 08:00")
    number = {"kind": "tracking_provided", "tracking_number": "LP00600000000001"}
    story.tell("supplier-responses", supplier_order_id=ALSO_BOUGHT, **number)
    story.sees(eligibility="undetermined", action="verify_tracking", until="10-13 16:00")
    story.look_at(ALSO_BOUGHT, purchase("shipped_and_tracked", **OF_THE_COVER))  # since 2 October
    assert story.verdict(ALSO_BOUGHT) == "confirmed"
    story.sees(
        action="wait_for_supplier_refund", until="10-21 16:00", store="none", due="0.00",
        expected="12.00", exposure="8.00", warnings={"shipped_after_request", "stale_facts"},
    )  # fmt: skip
    assert story.refund_check(amount="22.90")["allowed"] is False

    story.on("10-15 08:00")
    story.tell("refunds", supplier_order_id=BOUGHT, **FROM_SUPPLIER)
    story.sees(action="inform_customer", expected="0.00", refunded="54.00", due="0.00")
    story.carry_out("inform_customer", ALSO_BOUGHT)
    story.close("The customer keeps the cover.")


def test_refusal_no_tracking_dispute_won(story):
    story.begins("09-29 08:00", shop_order("paid"), {"aliexpress": purchase("paid")})
    story.on("09-29 08:10")
    story.tell("cancellation-requests")
    story.sees(action="wait_for_supplier", until="10-01 08:10")
    story.on("09-30 03:00")
    story.tell("supplier-responses", kind="refused", message="Packed already.")
    story.sees(eligibility="conditional", action="request_tracking", store="not_yet", due="0.00")
    story.on("09-30 09:30")
    assert "within 5 business days" in story.carry_out("request_tracking", BOUGHT)["messages"]["en"]
    story.tell("tracking-requests")
    story.sees(action="wait_for_tracking", until="10-13 16:00")  # 8, 9, 10, 12, 13 October
    assert story.dispute()["recommendation"] == "wait"

    story.on("10-13 15:59")
    story.sees(action="wait_for_tracking", due="0.00")
    story.on("10-13 16:00")
    story.sees(action="open_dispute", due="0.00", exposure="12.00", better="wait")
    assert story.changes()[-1] == "open_dispute"  # the worker told it
    story.on("10-14 09:00")
    story.look_at(BOUGHT, purchase("not_found_without_number"))
    dispute = story.dispute()
    assert (dispute["recommendation"], dispute["expected_outcome"]) == ("open", "refund_expected")
    assert {one["item"] for one in dispute["evidence"] if one["held"]} >= {"supplier_answer"}
    claim = story.carry_out("open_dispute", BOUGHT)
    assert claim == dispute["draft"]
    assert "refused the cancellation" in claim["messages"]["en"]
    filed = story.tell("disputes", reference="D-4711")
    story.sees(
        eligibility="undetermined", action="wait_for_dispute", until="10-15 09:00",
        store="not_yet", due="0.00", exposure="12.00",
    )  # fmt: skip
    assert story.dispute()["recommendation"] == "already_open"

    story.on("10-20 07:00")
    story.decide(f"disputes/{filed}", outcome="won", amount="12.00")
    story.sees(
        eligibility="eligible", action="cancel_store_order", due="64.90", expected="12.00",
        exposure="0.00", by="2026-11-10",  # 15 days from Monday to Friday after 20 October
    )  # fmt: skip
    still_due = story.dispute()["still_due"]
    assert (still_due["amount"], still_due["due_on"]) == ("12.00", "2026-11-10")
    story.carry_out("cancel_store_order")
    story.shop_says("orders/cancelled", shop_order("cancelled", **story.paid_back("64.90")))
    story.sees(eligibility="settled", action="none", due="0.00", expected="12.00", left="0.00")
    story.on("11-10 16:00")
    story.sees(eligibility="settled", expected="12.00", warnings={"stale_facts", "refund_overdue"})
    story.tell("refunds", **FROM_SUPPLIER)
    story.sees(eligibility="settled", action="none", due="0.00", expected="0.00")
    assert story.dispute()["still_due"] is None
    story.close("The platform paid back.")


def test_cancelled_refunded_chargeback_arrives(story):
    story.begins("09-29 08:00", shop_order("paid"), {"aliexpress": purchase("paid")})
    story.tell("cancellation-requests")
    story.on("09-30 03:00")
    story.tell("supplier-responses", kind="accepted")
    story.sees(action="cancel_store_order", due="64.90", expected="12.00", by="2026-10-21")
    story.carry_out("cancel_store_order")
    story.on("09-30 03:05")
    story.shop_says("orders/cancelled", shop_order("cancelled", **story.paid_back("64.90")))
    story.sees(eligibility="settled", action="wait_for_supplier_refund", refunded="64.90")

    story.on("10-08 10:00")
    opened_at = story.now
    story.shop_says("disputes/create", chargeback(initiated_at=opened_at))
    story.sees(
        eligibility="settled", action="wait_for_supplier_refund", until="10-21 16:00",
        store="none", because="chargeback_open", due="0.00", left="0.00", expected="12.00",
        warnings={"chargeback_open", "stale_facts"},
    )  # fmt: skip
    assert story.steps("answer_chargeback")[0]["status"] == "ready"
    check = story.refund_check(amount="0.01")
    assert (check["allowed"], check["because"]) == (False, "chargeback_open")
    story.carry_out("answer_chargeback")
    story.sees(action="wait_for_supplier_refund")

    story.on("10-12 10:00")
    story.tell("refunds", **FROM_SUPPLIER)
    story.sees(action="none", because="chargeback_open", due="0.00", expected="0.00")
    story.on("11-20 10:00")
    story.shop_says("disputes/update", chargeback("won", initiated_at=opened_at))
    # Delivered late:
    story.shop_says("disputes/create", chargeback(initiated_at=opened_at))
    story.sees(
        eligibility="settled", action="none", because="store_cancelled", due="0.00", left="0.00",
        warnings={"stale_facts"},
    )  # fmt: skip
    story.close("The bank saw that the customer was paid back.")
