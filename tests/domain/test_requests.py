"""Requests of steps: what is sent to Shopify, when, and when nothing may be sent at all."""

from decimal import Decimal

import pytest

from domain.filling import filled, to_shopify
from given import (
    answers,
    at,
    decided,
    eur,
    facts,
    money,
    policy,
    second_order,
    store_lines,
    store_order,
    supplier_lines,
    supplier_order,
    tracking_asked,
)
from rescind.api.rendering import written
from rescind.domain.case import case_of
from rescind.domain.decision import decide
from rescind.domain.disputes import decide_dispute
from rescind.domain.facts import Chargeback, CompletedStep
from rescind.domain.outlines import Ask, of_store
from rescind.domain.reckoning import reckon
from rescind.domain.shopify_requests import (
    CANCEL_ORDER,
    CREATE_REFUND,
    NOTE,
    SUGGEST_REFUND,
    cancel_order,
    gid,
)
from rescind.domain.words import ChargebackStatus, Locale, Reason, StoreAction
from rescind.messages import Translator

ORDER, LINE, OTHER = "5734000000000000001", "14000000000000001", "14000000000000002"
ORDER_GID = f"gid://shopify/Order/{ORDER}"
LINE_GID, OTHER_GID = f"gid://shopify/LineItem/{LINE}", f"gid://shopify/LineItem/{OTHER}"
NOW = "09-30 09:00"


def released(**changes):
    lines = supplier_lines(**{LINE: (1, "12.00")})
    seen = at("09-30 02:00")
    return supplier_order(**{**answers("accepted"), "lines": lines, "observed_at": seen, **changes})


def bought(status="UNFULFILLED", **changes):
    return store_order(status, **{"lines": store_lines(**{LINE: (1, "30.00")}), **changes})


def bought_two(status="UNFULFILLED", **changes):
    lines = store_lines(**{LINE: (1, "30.00"), OTHER: (1, "20.00")})
    return bought(status, lines=lines, **changes)


def other_order(state="paid", **changes):
    return second_order(state, lines=supplier_lines(**{OTHER: (1, "8.00")}), **changes)


def plan(*orders, store=None, as_of=NOW, locale="en", lines=None, **rules):
    decision = decided(*orders, store=store or bought(), as_of=as_of, lines=lines, **rules)
    return written(decision, Translator(locale).render)["plan"]


def sent(steps, document):
    """The variables of the one request with that document; none if there is none."""
    found = [s["request"] for s in steps if to_shopify(s) and s["request"]["query"] == document]
    assert len(found) <= 1
    return found[0]["variables"] if found else None


IDS = [
    ("Order", "5734", "gid://shopify/Order/5734"),
    ("Order", "gid://shopify/Order/5734", "gid://shopify/Order/5734"),
    ("Order", "18446744073709551615", "gid://shopify/Order/18446744073709551615"),
    ("Order", "gid://shopify/Product/5734", None),
    ("LineItem", "gid://shopify/Order/5734", None),
    ("Order", "gid://shopify/Order/5734?a=b", None),
    ("Order", "#1001", None),
    ("Order", "5734\n", None),
    ("Order", "٥٧٣٤", None),
    ("Order", "", None),
    ("Order", None, None),
]


@pytest.mark.parametrize(("kind", "told", "written_id"), IDS)
def test_ids_whatever_their_form(kind, told, written_id):
    assert gid(kind, told) == written_id


def test_a_whole_order_is_cancelled_and_paid_back():
    assert sent(plan(released()), CANCEL_ORDER) == {
        "orderId": ORDER_GID,
        "reason": "CUSTOMER",
        "restock": False,
        "refundMethod": {"originalPaymentMethodsRefund": True},
        "notifyCustomer": True,
        "staffNote": "Cancelled as asked for at 2026-09-29 08:00 UTC: changed their mind.",
    }


REASONS = [
    ("changed_mind", "CUSTOMER"), ("duplicate_order", "CUSTOMER"), ("wrong_size", "CUSTOMER"),
    ("wrong_address", "CUSTOMER"), ("found_cheaper", "CUSTOMER"), ("too_slow", "CUSTOMER"),
    ("fraud_suspected", "FRAUD"), ("out_of_stock", "INVENTORY"), ("payment_declined", "DECLINED"),
    ("merchant_error", "STAFF"), ("other", "OTHER"), (None, "OTHER"),
]  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs"), REASONS)
def test_our_reasons_in_shopifys_words(ours, theirs):
    known = facts(released(), store=bought())
    request = type(known.request)(
        requested_at=known.request.requested_at, reason=Reason(ours) if ours else None
    )
    told = type(known)(
        request=request, store_order=known.store_order, supplier_orders=known.supplier_orders
    )
    steps = written(decide(told, policy(), as_of=at(NOW)), Translator("en").render)["plan"]
    assert sent(steps, CANCEL_ORDER)["reason"] == theirs


def test_every_reason_has_a_word():
    assert {ours for ours, _ in REASONS} == {*Reason, None}


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("reason", [None, *Reason])
def test_a_note_is_never_longer_than_shopify_takes(locale, reason):
    speak = Translator(locale)
    text = speak.text(NOTE).format(requested_at="2026-09-29 08:00 UTC", reason="")
    assert len(text) + len(speak.written(reason)) <= 255


def test_what_the_policy_restocks_is_restocked():
    variables = sent(plan(released(), restock=True), CANCEL_ORDER)
    assert variables["restock"] is True


def test_with_nothing_left_to_pay_back_only_the_order_is_cancelled():
    store = bought(refunds=(money("30.00", "09-29 09:00"),))
    variables = sent(plan(released(), store=store), CANCEL_ORDER)
    assert variables["refundMethod"] == {"originalPaymentMethodsRefund": False}


OPEN, LOST, WON = (
    Chargeback(status=ChargebackStatus(word), opened_at=at("09-29 10:00"))
    for word in ("open", "lost", "won")
)
MAY_CANCEL = [
    ("all released", (released(),), bought(), True),
    ("on hold", (released(),), bought("ON_HOLD"), True),
    ("chargeback won", (released(),), bought(chargeback=WON), True),
    ("not released", (supplier_order(lines=supplier_lines(**{LINE: (1, "12.00")})),), bought(),
     False),
    ("one of two released", (released(), other_order()), bought_two(), False),
    ("authorization pending", (released(),), bought(payment_authorization_pending=True), False),
    ("return in progress", (released(),), bought(return_in_progress=True), False),
    ("in progress", (released(),), bought("IN_PROGRESS"), False),
    ("fulfilled", (released(),), bought("FULFILLED"), False),
    ("unknown status", (released(),), bought("LIMBO"), False),
    ("cancelled already", (released(),), bought(cancelled_at=at("09-30 04:00")), False),
    ("chargeback open", (released(),), bought(chargeback=OPEN), False),
    ("chargeback lost", (released(),), bought(chargeback=LOST), False),
    ("another shop", (released(),), bought(platform="woocommerce"), False),
    ("no id", (released(),), bought(order_id=None), False),
    ("an id that is none of Shopify's", (released(),), bought(order_id="S-1"), False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("orders", "store", "may"), [row[1:] for row in MAY_CANCEL], ids=[row[0] for row in MAY_CANCEL]
)
def test_an_order_is_cancelled_only_where_that_is_allowed(orders, store, may):
    assert (sent(plan(*orders, store=store), CANCEL_ORDER) is not None) is may


@pytest.mark.parametrize(
    ("orders", "store"),
    [row[1:3] for row in MAY_CANCEL if not row[3]],
    ids=[row[0] for row in MAY_CANCEL if not row[3]],
)
def test_the_cancellation_itself_is_never_built_where_it_is_not_allowed(orders, store):
    """Whatever asks for it: it cannot be undone."""
    case = case_of(facts(*orders, store=store), policy(), as_of=at(NOW))
    outline = of_store(case, "cancel_store_order")
    money_now = reckon(case, StoreAction.CANCEL_ORDER)
    assert cancel_order(Ask(case=case, refund=money_now, outline=outline, key="step_1")) is None


def test_never_the_whole_order_when_only_a_line_is_asked_for():
    steps = plan(released(), other_order(), store=bought_two(), lines={LINE: 1})
    assert sent(steps, CANCEL_ORDER) is None
    assert sent(steps, SUGGEST_REFUND)["refundLineItems"] == [
        {"lineItemId": LINE_GID, "quantity": 1, "restockType": "NO_RESTOCK"}
    ]


@pytest.mark.parametrize(
    "store",
    [
        bought_two(chargeback=OPEN),
        bought_two(chargeback=LOST),
        bought_two(cancelled_at=at("09-30 04:00")),
        bought_two(refunds=(money("50.00", "09-29 09:00"),)),
        bought_two("FULFILLED", platform="woocommerce"),
    ],
)
def test_no_request_where_the_customer_is_not_to_be_paid(store):
    steps = plan(released(), other_order(), store=store)
    assert [s for s in steps if to_shopify(s)] == []


def refund(*orders, store, **more):
    """The two steps of a refund."""
    steps = [s for s in plan(*orders, store=store, **more) if s["action"] == "refund_items"]
    assert len(steps) == 2
    return steps


def suggestion(*payments, step):
    found = [
        {
            "gateway": f"gateway-{n}",
            "amountSet": {"presentmentMoney": {"amount": amount, "currencyCode": "EUR"}},
            "parentTransaction": {"id": f"gid://shopify/OrderTransaction/{n}"},
        }
        for n, amount in enumerate(payments, 1)
    ]
    lines = step["request"]["variables"]["refundLineItems"]
    placed = [
        {"lineItem": {"id": one["lineItemId"]}, "location": {"id": f"gid://shopify/Location/{n}"}}
        for n, one in enumerate(lines, 1)
    ]
    found = {"suggestedTransactions": found, "refundLineItems": placed[::-1]}
    return {"data": {"order": {"suggestedRefund": found}}}


def paid(steps, *payments):
    """What a refund pays, filled in from a suggestion of these payments."""
    ask, pay = steps
    [request] = filled(pay, {ask["step"]: suggestion(*payments, step=ask)})
    return request["variables"]["input"]


def test_a_refund_asks_for_its_payments_and_then_pays_by_them():
    ask, pay = refund(released(), other_order(), store=bought_two())
    assert (ask["status"], pay["status"], pay["blocked_by"]) == ("ready", "blocked", [ask["step"]])
    assert ask["request"]["query"] == SUGGEST_REFUND
    assert pay["request"]["query"] == CREATE_REFUND
    assert pay["request"]["variables"]["idempotencyKey"] == pay["idempotency_key"]
    variables = paid((ask, pay), "30.00")
    assert variables["transactions"] == [
        {
            "orderId": ORDER_GID,
            "kind": "REFUND",
            "gateway": "gateway-1",
            "parentId": "gid://shopify/OrderTransaction/1",
            "amount": "30.00",
        }
    ]
    assert variables["currency"] == "EUR"
    assert variables["notify"] is True
    assert variables["allowOverRefunding"] is False
    asked_for = ask["request"]["variables"]["refundLineItems"]
    assert variables["refundLineItems"] == asked_for


@pytest.mark.parametrize(
    ("payments", "amounts"),
    [
        (["30.00"], ["30.00"]),
        (["12.00"], ["12.00"]),
        (["90.00"], ["30.00"]),
        (["10.00", "90.00"], ["10.00", "20.00"]),
        (["40.00", "90.00"], ["30.00"]),
    ],
    ids=str,
)
def test_no_more_is_paid_than_is_due(payments, amounts):
    steps = refund(released(), other_order(), store=bought_two())
    assert steps[1]["fill_in"][0]["at_most"] == "30.00"
    found = [one["amount"] for one in paid(steps, *payments)["transactions"]]
    assert list(map(Decimal, found)) == list(map(Decimal, amounts))


@pytest.mark.parametrize("told", [[], [("30.00", "USD")]], ids=str)
def test_without_payments_in_the_currency_that_is_due_nothing_is_sent(told):
    ask, pay = refund(released(), other_order(), store=bought_two())
    answer = suggestion(*(amount for amount, _ in told), step=ask)
    found = answer["data"]["order"]["suggestedRefund"]["suggestedTransactions"]
    for payment, (_, currency) in zip(found, told, strict=True):
        payment["amountSet"]["presentmentMoney"]["currencyCode"] = currency
    assert filled(pay, {ask["step"]: answer}) == []


def test_what_was_refunded_before_is_not_refunded_again():
    lines = store_lines(**{LINE: (3, "10.00")})
    [line] = lines
    line = type(line)(line_id=LINE, quantity=3, unit_price=eur("10.00"), refunded_quantity=1)
    held = supplier_lines(**{LINE: (3, "12.00")})
    order = released(lines=held)
    store = bought("FULFILLED", lines=(line,), refunds=(money("10.00", "09-29 09:00"),))
    ask, pay = refund(order, store=store)
    assert ask["request"]["variables"]["refundLineItems"][0]["quantity"] == 2
    assert pay["fill_in"][0]["at_most"] == "20.00"


SHIPPING = eur("4.90")


def test_shipping_is_refunded_with_the_whole_order_only():
    whole = refund(released(), store=bought("IN_PROGRESS", shipping_amount=SHIPPING))
    part = refund(released(), other_order(), store=bought_two(shipping_amount=SHIPPING))
    assert whole[0]["request"]["variables"]["refundShipping"] is True
    assert paid(whole, "34.90")["shipping"] == {"fullRefund": True}
    assert whole[1]["fill_in"][0]["at_most"] == "34.90"
    assert part[0]["request"]["variables"]["refundShipping"] is False
    assert "shipping" not in paid(part, "30.00")


RESTOCKED = [
    ("UNFULFILLED", True, "CANCEL"),
    ("UNFULFILLED", False, "NO_RESTOCK"),
    ("PARTIALLY_FULFILLED", True, "NO_RESTOCK"),
    ("FULFILLED", True, "NO_RESTOCK"),
]


@pytest.mark.parametrize(("status", "policy_says", "word"), RESTOCKED)
def test_items_go_back_to_stock_where_the_policy_says_so(status, policy_says, word):
    steps = refund(released(), other_order(), store=bought_two(status), restock=policy_says)
    [line] = paid(steps, "30.00")["refundLineItems"]
    assert line["restockType"] == word
    assert line.get("locationId") == ("gid://shopify/Location/1" if word == "CANCEL" else None)


def test_each_line_goes_to_its_own_location():
    orders = released(), other_order(**answers("accepted"), observed_at=at("09-30 02:00"))
    steps = refund(*orders, store=bought_two("IN_PROGRESS"), restock=True)
    placed = {
        one["lineItemId"]: one["locationId"] for one in paid(steps, "50.00")["refundLineItems"]
    }
    assert placed == {LINE_GID: "gid://shopify/Location/1", OTHER_GID: "gid://shopify/Location/2"}


@pytest.mark.parametrize(
    "changes",
    [{"platform": "woocommerce"}, {"order_id": "S-1"}, {"lines": store_lines(L1=(1, "30.00"))}],
    ids=str,
)
def test_a_refund_without_a_request_is_one_step_by_hand(changes):
    held = {"lines": supplier_lines(L1=(1, "12.00"))} if "lines" in changes else {}
    steps = plan(released(**held), store=bought("FULFILLED", **changes))
    [step] = [s for s in steps if s["action"] == "refund_items"]
    assert (step["status"], step["request"], step["records"]) == ("ready", None, "refunds")
    assert "30.00 EUR" in step["instructions"]


def test_an_order_in_progress_is_freed_and_then_cancelled():
    steps = plan(released(), store=bought("IN_PROGRESS"))
    found = {s["action"]: s for s in steps if "fulfillment" in s["action"]}
    find, ask, cancel, wait = found.values()
    assert [s["blocked_by"] for s in (ask, cancel)] == [[find["step"]]] * 2
    assert wait["blocked_by"] == [ask["step"], cancel["step"]]
    orders = [
        {"id": f"gid://shopify/FulfillmentOrder/{n}", "supportedActions": [{"action": word}]}
        for n, word in enumerate(["REQUEST_CANCELLATION", "HOLD", "CANCEL_FULFILLMENT_ORDER"], 1)
    ]
    told = {find["step"]: {"data": {"order": {"fulfillmentOrders": {"nodes": orders}}}}}
    [request] = filled(ask, told)
    assert request["variables"]["id"] == "gid://shopify/FulfillmentOrder/1"
    assert "#1001" in request["variables"]["message"]
    [request] = filled(cancel, told)
    assert request["variables"] == {"id": "gid://shopify/FulfillmentOrder/3"}


def test_an_order_in_progress_of_which_a_part_is_free_is_left_in_progress():
    steps = plan(released(), other_order(), store=bought_two("IN_PROGRESS"))
    assert [s["action"] for s in steps if "fulfillment" in s["action"]] == []


def test_the_cancellation_is_looked_at_until_it_is_done():
    cancel, look, *_ = plan(released())
    assert (look["action"], look["blocked_by"]) == ("confirm_store_cancelled", [cancel["step"]])
    told = {cancel["step"]: {"data": {"orderCancel": {"job": {"id": "gid://shopify/Job/7"}}}}}
    [request] = filled(look, told)
    assert request["variables"] == {"jobId": "gid://shopify/Job/7", "orderId": ORDER_GID}


def test_nothing_is_sent_twice_once_somebody_marked_it_as_done():
    known = facts(released(), store=bought())
    first = decide(known, policy(), as_of=at(NOW)).plan[0]
    completed = CompletedStep(
        idempotency_key=first.idempotency_key, done_at=at("09-30 08:00"), done_by="Ana"
    )
    marked = type(known)(
        request=known.request,
        store_order=known.store_order,
        supplier_orders=known.supplier_orders,
        completed_steps=(completed,),
    )
    steps = written(decide(marked, policy(), as_of=at(NOW)), Translator("en").render)["plan"]
    assert sent(steps, CANCEL_ORDER) is None
    look = next(s for s in steps if s["action"] == "confirm_store_cancelled")
    done = steps[look["fill_in"][0]["from_step"] - 1]
    assert look["status"] == "ready"
    assert (done["action"], done["status"]) == ("cancel_store_order", "done")


def test_the_step_that_opens_a_dispute_has_the_claim():
    disputed = supplier_order(**answers("refused"), tracking_request=tracking_asked())
    as_of = "10-14 09:00"
    first = plan(disputed, store=store_order(), as_of=as_of)[0]
    claim = decide_dispute(
        disputed, ship_to=store_order().ship_to, policy=policy(), as_of=at(as_of)
    )
    assert first["action"] == "open_dispute"
    assert first["request"] == written(claim, Translator("en").render)["draft"]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("UNFULFILLED", "Your order #1001 can be cancelled"),
        ("FULFILLED", "We refund what you wanted to cancel of your order #1001"),
    ],
)
def test_the_step_that_tells_the_customer_has_the_message(status, told):
    steps = plan(released(), store=bought(status))
    [step] = [step for step in steps if step["action"] == "confirm_to_customer"]
    assert step["request"]["to"] == "customer"
    assert told in step["request"]["messages"]["en"]
