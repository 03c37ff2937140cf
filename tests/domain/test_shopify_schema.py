"""Every request to Shopify that a plan can hold is one that Shopify's own schema allows."""

import json
from decimal import Decimal

import pytest

from domain.filling import filled, to_shopify
from domain.plans import plans
from rescind.domain import shopify_fulfillments, shopify_requests
from shopify_schema import NotToBeHad, admin_schema, problems_of

DOCUMENTS = {
    name: text
    for module in (shopify_requests, shopify_fulfillments)
    for name, text in vars(module).items()
    if isinstance(text, str) and text.startswith(("query ", "mutation "))
}

pytestmark = pytest.mark.registry


@pytest.fixture(scope="module", autouse=True)
def schema():
    try:
        return admin_schema()
    except NotToBeHad as reason:
        pytest.skip(f"Shopify's schema cannot be had: {reason}")


@pytest.fixture(scope="module")
def answers():
    """The answers of a walk that have a request in their plan."""
    walked = [*plans("en", every=4), *plans("es", every=31)]
    return [
        (name, answer) for name, _case, answer in walked if any(map(to_shopify, answer["plan"]))
    ]


@pytest.fixture(scope="module")
def requests(answers):
    """Every request of the walk, each once, with the step that holds it."""
    found = {}
    for _name, answer in answers:
        for step in answer["plan"]:
            if to_shopify(step):
                found.setdefault(json.dumps(step["request"], sort_keys=True), step)
    return list(found.values())


def test_every_document_is_reached(requests):
    assert {step["request"]["query"] for step in requests} == set(DOCUMENTS.values())


def test_every_request_is_valid_as_it_stands(requests):
    wrong = [
        (step["action"], problems)
        for step in requests
        if (problems := problems_of(step["request"]["query"], step["request"]["variables"]))
    ]
    assert wrong == []


def answer_of_shop(step):
    """What the shop answers: two payments, which together pay back far more than is due."""
    variables = step["request"]["variables"]
    payments = [
        {
            "gateway": gateway,
            "amountSet": {"presentmentMoney": {"amount": amount, "currencyCode": "EUR"}},
            "parentTransaction": {"id": f"gid://shopify/OrderTransaction/{n}"},
        }
        for n, (gateway, amount) in enumerate([("gift_card", "0.50"), ("bogus", "900.0")], 1)
    ]
    lines = [
        {"lineItem": {"id": one["lineItemId"]}, "location": {"id": f"gid://shopify/Location/{n}"}}
        for n, one in enumerate(reversed(variables.get("refundLineItems", [])))
    ]
    orders = [
        {"id": "gid://shopify/FulfillmentOrder/1", "supportedActions": [{"action": word}]}
        for word in ("REQUEST_CANCELLATION", "CANCEL_FULFILLMENT_ORDER", "HOLD")
    ]
    return {
        "data": {
            "orderCancel": {"job": {"id": "gid://shopify/Job/1", "done": False}},
            "order": {
                "suggestedRefund": {"suggestedTransactions": payments, "refundLineItems": lines},
                "fulfillmentOrders": {"nodes": orders},
            },
        }
    }


def test_every_request_is_valid_once_it_is_filled_in(answers):
    wrong, sums = [], set()
    for name, answer in answers:
        told = {step["step"]: answer_of_shop(step) for step in answer["plan"] if to_shopify(step)}
        for step in answer["plan"]:
            if not step["fill_in"]:
                continue
            for request in filled(step, told):
                assert "{{" not in json.dumps(request["variables"])
                problems = problems_of(request["query"], request["variables"])
                wrong += [(name, step["action"], problems)] if problems else []
                if "input" in request["variables"]:
                    paid = request["variables"]["input"]["transactions"]
                    due = answer["refund"]["due_to_customer"]
                    sums.add(due is None or sum(Decimal(p["amount"]) for p in paid) == Decimal(due))
    assert wrong == []
    assert sums == {True}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("$restock", "$restocked"),
        ("notifyCustomer:", "notify:"),
        ("OrderCancelReason!", "String!"),
        ("job { id done }", "job { id ready }"),
    ],
)
def test_a_document_that_is_wrong_is_noticed(requests, old, new):
    step = next(s for s in requests if s["request"]["query"] == shopify_requests.CANCEL_ORDER)
    query = shopify_requests.CANCEL_ORDER
    assert old in query
    assert problems_of(query.replace(old, new, 1), step["request"]["variables"]) != []


@pytest.mark.parametrize(
    "change",
    [{"reason": "BORED"}, {"refundMethod": {}}, {"restock": "no"}, {"orderId": None}, {"tip": 1}],
    ids=str,
)
def test_a_variable_that_is_wrong_is_noticed(requests, change):
    step = next(s for s in requests if s["request"]["query"] == shopify_requests.CANCEL_ORDER)
    request = step["request"]
    assert problems_of(request["query"], {**request["variables"], **change}) != []
