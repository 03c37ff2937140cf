"""Bodies in, facts or problems out. Values are as a schema loads them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescind.api.schemas.calls import DisputeRequestSchema, EvaluationRequestSchema
from rescind.domain.words import OnSilence, State
from rescind.intake.bodies import read_dispute_call, read_evaluation
from rescind.intake.problems import UnreadableFacts

EVALUATION = EvaluationRequestSchema()
DISPUTE = DisputeRequestSchema()
REQUESTED = "2026-09-29T08:00:00Z"
PAID = {"status": "WAIT_SELLER_SEND_GOODS", "paid_at": "2026-09-28T02:05:00Z"}


def body(*orders, lines=None, asked=None, **more):
    """A small body: store lines by id and quantity, requested lines by id and quantity."""
    request = {"requested_at": REQUESTED}
    if asked is not None:
        request["lines"] = [{"line_id": line, "quantity": n} for line, n in asked.items()]
    store = {"fulfillment_status": "UNFULFILLED", **more.pop("store", {})}
    if lines is not None:
        store["lines"] = [{"line_id": line, "quantity": n} for line, n in lines.items()]
    return {"request": request, "store_order": store, "supplier_orders": list(orders), **more}


def holds(**lines):
    return {"lines": [{"store_line_id": line, "quantity": n} for line, n in lines.items()]}


def facts(raw):
    return read_evaluation(EVALUATION.load(raw)).facts


def policy(raw):
    return read_evaluation(EVALUATION.load(body(policy=raw))).policy


def problems(raw):
    with pytest.raises(UnreadableFacts) as refusal:
        facts(raw)
    return dict(refusal.value.problems)


def store_lines(read):
    return {line.line_id: line.quantity for line in read.store_order.lines}


def test_the_smallest_body_is_one_nameless_line():
    read = facts(body(PAID))
    assert store_lines(read) == {"": 1}
    assert not read.store_order.lines_known
    assert read.supplier_orders[0].lines is None
    assert read.supplier_orders[0].state is State.PAID


def test_defaults_of_the_contract():
    read = facts(body(PAID))
    assert read.store_order.platform == "shopify"
    assert read.supplier_orders[0].platform == "aliexpress"
    assert read.supplier_orders[0].ship_from == "CN"
    other = facts(body({"platform": "eBay", "state": "unpaid"}))
    assert (other.supplier_orders[0].platform, other.supplier_orders[0].ship_from) == ("ebay", None)


def test_one_supplier_order_may_stand_without_a_list():
    raw = body()
    del raw["supplier_orders"]
    read = facts({**raw, "supplier_order": PAID})
    assert [order.pointer for order in read.supplier_orders] == ["/supplier_order"]


@pytest.mark.parametrize(
    ("raw", "inferred"),
    [
        (body(asked={"A": 2}), {"A": 2}),
        (body({**PAID, **holds(A=1, B=3)}, asked={"A": 2}), {"A": 2, "B": 3}),
        (body({**PAID, **holds(A=1)}, {**PAID, **holds(A=2)}), {"A": 3}),
        (
            body({**PAID, "cancellation_request": {"requested_at": REQUESTED, **holds(A=4)}}),
            {"A": 4},
        ),
        (
            body({**PAID, "shipments": [{"tracking_number": n, **holds(A=2)} for n in "12"]}),
            {"A": 4},
        ),
        (
            body(
                {
                    **PAID,
                    "responses": [
                        {"kind": "accepted", "received_at": REQUESTED, **holds(A=n)} for n in (1, 3)
                    ],
                }
            ),
            {"A": 3},
        ),
        (body(store={"refunds": [{"amount": "1.00", "line_id": "A"}]}), {"A": 1}),
    ],
)
def test_lines_that_nobody_sent_are_inferred(raw, inferred):
    read = facts(raw)
    assert store_lines(read) == inferred
    assert not read.store_order.lines_known


def test_quantities_that_are_left_out_mean_all_there_is():
    raw = body({**PAID, "lines": [{"store_line_id": "A"}]}, store={"lines": [{"line_id": "A"}]})
    raw["request"]["lines"] = [{"line_id": "A"}]
    raw["supplier_orders"][0]["responses"] = [
        {"kind": "accepted", "received_at": REQUESTED, "lines": [{"store_line_id": "A"}]}
    ]
    raw["store_order"]["lines"][0]["quantity"] = 3
    read = facts(raw)
    order = read.supplier_orders[0]
    assert read.request.lines[0].quantity == 3
    assert order.lines[0].quantity == 3
    assert order.responses[0].lines[0].quantity == 3


def test_a_store_line_without_quantity_has_what_others_say():
    raw = body({**PAID, **holds(A=2)}, store={"lines": [{"line_id": "A"}, {"line_id": "B"}]})
    assert store_lines(facts(raw)) == {"A": 2, "B": 1}


def test_two_orders_that_name_one_line_without_quantities_hold_one_unit_each():
    named = {**PAID, "lines": [{"store_line_id": "A"}]}
    read = facts(body(named, named))
    assert store_lines(read) == {"A": 2}
    assert [order.lines[0].quantity for order in read.supplier_orders] == [1, 1]


LINES = {"L1": 2, "L10": 1}
ACCEPTED = {"kind": "accepted", "received_at": REQUESTED}


@pytest.mark.parametrize(
    ("raw", "pointer", "fragment"),
    [
        (body(lines=LINES, asked={"L9": 1}), "/request/lines/0/line_id", '"L1", "L10"'),
        (
            body({**PAID, **holds(L9=1)}, lines=LINES),
            "/supplier_orders/0/lines/0/store_line_id",
            'no line "L9"',
        ),
        (
            body({**PAID, "shipments": [{"tracking_number": "1", **holds(L9=1)}]}, lines=LINES),
            "/supplier_orders/0/shipments/0/lines/0/store_line_id",
            "L9",
        ),
        (
            body({**PAID, "responses": [{**ACCEPTED, **holds(L9=1)}]}, lines=LINES),
            "/supplier_orders/0/responses/0/lines/0/store_line_id",
            "L9",
        ),
        (
            body(
                {**PAID, "cancellation_request": {"requested_at": REQUESTED, **holds(L9=1)}},
                lines=LINES,
            ),
            "/supplier_orders/0/cancellation_request/lines/0/store_line_id",
            "L9",
        ),
        (
            body(lines=LINES, store={"refunds": [{"amount": "1.00", "line_id": "L9"}]}),
            "/store_order/refunds/0/line_id",
            "L9",
        ),
        (body(lines=LINES, asked={"L1": 3}), "/request/lines/0/quantity", 'line "L1" has 2'),
        (
            body(store={"lines": [{"line_id": "A"}, {"line_id": "A"}]}),
            "/store_order/lines/1/line_id",
            "twice",
        ),
        (
            body({**PAID, "lines": [{"store_line_id": "A"}, {"store_line_id": "A"}]}),
            "/supplier_orders/0/lines/1/store_line_id",
            "twice",
        ),
        (
            body(store={"lines": [{"line_id": "A", "quantity": 1, "refunded_quantity": 2}]}),
            "/store_order/lines/0/refunded_quantity",
            "the line has 1",
        ),
        (
            body(store={"currency": "JPY", "shipping_amount": "1.50"}),
            "/store_order/shipping_amount",
            "JPY has 0",
        ),
        (
            body({**PAID, "currency": "EUR", "total": "1.005"}),
            "/supplier_orders/0/total",
            "EUR has 2",
        ),
        (body({**PAID, "total": "1.005"}), "/supplier_orders/0/total", "no currency is named"),
        (
            body({"platform": "ebay", "status": "Shipped"}),
            "/supplier_orders/0/state",
            'words of "ebay"',
        ),
        (body({}), "/supplier_orders/0/status", "Give status"),
        (body({"status": "IN_CANCEL"}), "/supplier_orders/0/paid_at", "cancel_pending"),
        (body(PAID, supplier_order=PAID), "/supplier_order", "not both"),
        (
            body(policy={"supplier": {"refund_min_business_days": 16}}),
            "/policy/supplier/refund_min_business_days",
            "end after 15",
        ),
        (
            body(policy={"suppliers": {"a/b": {"refund_max_business_days": 2}}}),
            "/policy/suppliers/a~1b/refund_min_business_days",
            "end after 2",
        ),
    ],
)
def test_problems_name_their_place(raw, pointer, fragment):
    assert fragment in problems(raw)[pointer]


@pytest.mark.parametrize(
    ("state", "needed"),
    [
        (state, state not in {State.NOT_PLACED, State.UNPAID, State.CANCELLED, State.UNKNOWN})
        for state in State
    ],
)
def test_a_paid_order_tells_when_it_was_paid(state, needed):
    raw = body({"state": state.value})
    if needed:
        assert set(problems(raw)) == {"/supplier_orders/0/paid_at"}
    else:
        assert facts(raw).supplier_orders[0].state is state


def test_all_problems_are_told_at_once():
    raw = body({}, {"status": "IN_CANCEL"}, lines=LINES, asked={"L9": 1, "L1": 9})
    assert set(problems(raw)) == {
        "/request/lines/0/line_id",
        "/request/lines/1/quantity",
        "/supplier_orders/0/status",
        "/supplier_orders/1/paid_at",
    }


def test_facts_that_contradict_each_other_are_no_problem():
    order = {**PAID, "placed_at": "2026-09-30T00:00:00Z", "order_id": "1", **holds(L1=99)}
    assert len(facts(body(order, order, lines=LINES)).supplier_orders) == 2


def test_amounts_are_written_with_all_digits_of_their_currency():
    read = facts(body({**PAID, "total": "12"}, store={"currency": "KWD", "shipping_amount": "1.5"}))
    assert str(read.store_order.shipping_amount) == "1.500"
    assert str(read.supplier_orders[0].total) == "12.000"


class TestPolicies:
    def test_defaults_hold_where_nothing_is_said(self):
        assert policy({}).supplier.ship_within_business_days == 7

    def test_a_suppliers_own_goes_over_that_for_all_key_by_key(self):
        read = policy(
            {
                "supplier": {"ship_within_business_days": 9, "on_silence": "keep_waiting"},
                "suppliers": {"s": {"ship_within_business_days": 4}},
            }
        )
        assert read.of("s").ship_within_business_days == 4
        assert read.of("s").on_silence is OnSilence.KEEP_WAITING
        assert read.of("t").ship_within_business_days == 9

    def test_null_is_not_known_and_leaves_the_default(self):
        read = policy({"supplier": {"ship_within_business_days": None, "calendar": ""}})
        assert read.supplier.ship_within_business_days == 7
        assert read.supplier.not_known == {"ship_within_business_days"}

    def test_a_supplier_may_know_what_is_not_known_in_general_and_the_reverse(self):
        read = policy(
            {
                "supplier": {"ship_within_business_days": None, "response_within_hours": 24},
                "suppliers": {"s": {"ship_within_business_days": 5, "response_within_hours": None}},
            }
        )
        assert read.of("s").not_known == {"response_within_hours"}
        assert read.of("s").response_within_hours == 24

    def test_enumerations_may_be_null_too(self):
        assert policy({"supplier": {"on_silence": None}}).supplier.not_known == {"on_silence"}

    def test_reasons_are_a_set(self):
        read = policy({"store": {"accepted_return_reasons": ["wrong_size", "defective"] * 2}})
        assert read.store.accepted_return_reasons == ("defective", "wrong_size")

    def test_a_percentage_may_be_a_number(self):
        for written in (12.5, "12.5", "12.50"):
            read = policy({"supplier": {"restocking_fee_percent": written}})
            assert str(read.supplier.restocking_fee_percent) == "12.5"


def test_a_dispute_call_reads_one_order_and_its_policy():
    call = read_dispute_call(
        DISPUTE.load({"supplier_order": PAID, "ship_to": {"country": "es"}, "policy": {}})
    )
    assert (call.order.pointer, call.ship_to.country) == ("/supplier_order", "ES")


def test_instants_are_read_to_the_millisecond():
    raw = body()
    raw["request"]["requested_at"] = "2026-09-29T10:00:00.1239+02:00"
    assert facts(raw).request.requested_at == datetime(2026, 9, 29, 8, 0, 0, 123000, tzinfo=UTC)


def shuffled(value, random):
    """The same JSON with every list of objects in another order."""
    if isinstance(value, dict):
        return {name: shuffled(inner, random) for name, inner in value.items()}
    if isinstance(value, list):
        mixed = [shuffled(inner, random) for inner in value]
        random.shuffle(mixed)
        return mixed
    return value


RICH = body(
    {
        **PAID,
        "order_id": "10",
        **holds(L1=2, L10=1),
        "responses": [ACCEPTED, {**ACCEPTED, "kind": "refused"}, {**ACCEPTED, "message": "yes"}],
        "shipments": [
            {
                "tracking_number": "A",
                **holds(L10=1, L1=1),
                "events": [
                    {"at": REQUESTED, "status": "in_transit"},
                    {"at": REQUESTED, "status": "accepted"},
                    {"at": REQUESTED, "status": "accepted", "city": "Madrid"},
                ],
            },
            {"tracking_number": "A"},
        ],
        "refunds": [{"amount": "2.00"}, {"amount": "1.00", "refunded_at": REQUESTED}],
    },
    {**PAID, "order_id": "9", **holds(L1=1)},
    {**PAID, "order_id": "9"},
    lines={"L10": 1, "L1": 2, "L2": 1},
    asked={"L10": 1, "L1": 2},
)


@given(st.randoms(use_true_random=False))
def test_the_order_of_things_says_nothing(random):
    assert facts(shuffled(RICH, random)) == facts(RICH)


def test_lines_are_sorted_as_people_count():
    assert list(store_lines(facts(RICH))) == ["L1", "L2", "L10"]
    assert [order.order_id for order in facts(RICH).supplier_orders] == ["9", "9", "10"]


def test_refused_amounts_do_not_reach_the_facts():
    assert facts(body({**PAID, "total": "12.00"})).supplier_orders[0].total == Decimal("12.00")
