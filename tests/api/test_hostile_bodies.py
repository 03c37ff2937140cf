"""Bodies that nobody would send on purpose: each is answered or refused, none breaks the service.

Golden bodies are changed at random places: values of other fields, of other kinds, nothing at all.
"""

from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.test_golden import CASES

VALUES = [
    *(None, "", " ", True, 0, -1, 1, 2, 3, 1.5, 10**18, [], {}, [None], [{}], "L1", "L2", "?"),
    *("12.00", "0", "0.005", "999999999999.99", "EUR", "USD", "JPY", "KWD", "CN", "ES", "US", "AQ"),
    *("2026-09-28T02:00:00Z", "1970-01-01T00:00:00Z", "2199-12-31T23:59:59Z"),
    *("2026-10-14T10:00:00+14:00", "accepted", "partially_accepted", "refused", "claims_shipped"),
    *("offered_partial_refund", "tracking_provided", "won", "partially_won", "lost", "withdrawn"),
    *("IN_CANCEL", "IN_ISSUE", "FINISH", "SELLER_PART_SEND_GOODS", "WAIT_BUYER_ACCEPT_GOODS"),
    *("not_placed", "unpaid", "paid", "partly_shipped", "shipped", "cancel_pending", "cancelled"),
    *("completed", "disputed", "unknown", "FULFILLED", "IN_PROGRESS", "ebay", "delivered"),
    *("label_created", "treat_as_accepted", "keep_waiting", "RF473124828US", "buyer_accept_goods"),
]
SHIPMENT = {
    "tracking_number": "RF473124829US",
    "declared_at": "2026-10-02T02:00:00Z",
    "lines": [{"store_line_id": "L1", "quantity": 1}],
    "events": [{"at": "2026-10-02T02:00:00Z", "status": "in_transit", "country": "CN"}],
}
ADDED = {
    "state": "paid",
    "logistics_status": "SELLER_SEND_PART_GOODS",
    "end_reason": "buyer_pay_timeout",
    "closed_at": "2026-09-30T02:00:00Z",
    "shipments": [SHIPMENT],
    "dispute": {"filed_at": "2026-10-14T11:00:00Z", "outcome": "partially_won"},
    "tracking_request": {"requested_at": "2026-09-30T09:30:00Z"},
    "cancellation_request": {
        "requested_at": "2026-09-29T08:10:00Z",
        "lines": [{"store_line_id": "L1", "quantity": 1}],
    },
    "responses": [
        {
            "kind": "partially_accepted",
            "received_at": "2026-09-30T03:00:00Z",
            "lines": [{"store_line_id": "L1", "quantity": 1}],
        }
    ],
    "refunds": [{"amount": "5.00"}],
    "cancelled_at": "2026-09-30T02:00:00Z",
    "chargeback": {"status": "won"},
    "policy": {"supplier": {"on_silence": "treat_as_accepted", "restocking_fee_percent": 10}},
}


def places(value, path=()):
    """Every place of a body that can be changed."""
    children = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, inner in children:
        yield (*path, step)
        yield from places(inner, (*path, step))


def changed(draw, body):
    """The body with one place changed."""
    there = draw(st.sampled_from(list(places(body))))
    at = body
    for step in there[:-1]:
        at = at[step]
    move = draw(st.sampled_from(["replace", "remove", "add", "double"]))
    if move == "replace":
        at[there[-1]] = deepcopy(draw(st.sampled_from(VALUES)))
    elif move == "remove":
        del at[there[-1]]
    elif move == "double" and isinstance(at, list):
        at.append(deepcopy(at[there[-1]]))
    elif isinstance(at, dict):
        name = draw(st.sampled_from(sorted(ADDED)))
        at[name] = deepcopy(ADDED[name])
    return body


@st.composite
def bodies(draw):
    """A golden body with one to four places changed, and the call it belongs to."""
    path, case = draw(st.sampled_from(CASES)).values
    body = deepcopy(case["request"])
    for _ in range(draw(st.integers(1, 4))):
        if body:
            body = changed(draw, body)
    return path, body


def sent(app, path, body):
    response = app.test_client().post(path, json=body)
    assert response.status_code in {200, 422}, (body, response.get_data(as_text=True))
    return response


@given(sent_to=bodies())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_whatever_is_sent_is_answered_or_refused(app, sent_to):
    sent(app, *sent_to)


@pytest.mark.slow
@given(sent_to=bodies())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=5000)
def test_a_great_deal_of_it(app, sent_to):
    sent(app, *sent_to)
