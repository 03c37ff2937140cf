"""Words in, states out: one line a reading."""

import pytest

from rescind.domain.words import State
from rescind.intake.statuses import END_REASONS, LOGISTICS_STATUSES, ORDER_STATUSES, read_statuses

FINISH = "FINISH"
TO_SEND, SENT, PARTLY = (
    "WAIT_SELLER_SEND_GOODS",
    "WAIT_BUYER_ACCEPT_GOODS",
    "SELLER_PART_SEND_GOODS",
)


def read(**words):
    return read_statuses("aliexpress", **words)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("PLACE_ORDER_SUCCESS", "unpaid"),
        ("PAYMENT_PROCESSING", "unpaid"),
        ("WAIT_SELLER_EXAMINE_MONEY", "paid"),
        ("RISK_CONTROL", "paid"),
        ("RISK_CONTROL_HOLD", "paid"),
        ("WAIT_GROUP", "paid"),
        ("WAIT_COMPLETE_ADDRESS", "paid"),
        (TO_SEND, "paid"),
        ("FUND_PROCESSING", "paid"),
        (PARTLY, "partly_shipped"),
        (SENT, "shipped"),
        ("IN_CANCEL", "cancel_pending"),
        ("IN_ISSUE", "disputed"),
        ("IN_FROZEN", "disputed"),
        ("Awaiting payment", "unpaid"),
        ("Pendiente de pago", "unpaid"),
        ("Awaiting shipment", "paid"),
        ("To ship", "paid"),
        ("Pendiente de envío", "paid"),
        ("PENDIENTE DE ENVIO", "paid"),
        ("  awaiting   delivery ", "shipped"),
        ("Shipped", "shipped"),
        ("Enviado", "shipped"),
        ("Completed", "completed"),
        ("Finished", "completed"),
        ("Finalizado", "completed"),
        ("Completado", "completed"),
        ("Cancelled", "cancelled"),
        ("Canceled", "cancelled"),
        ("Cancelado", "cancelled"),
        ("wait_seller_send_goods", "paid"),
    ],
)
def test_order_statuses(status, state):
    found, words = read(status=status)
    assert (found, words.unread, words.disagree) == (state, (), False)
    assert words.status == status


@pytest.mark.parametrize("reason", END_REASONS)
def test_a_finished_order_ended_as_its_reason_says(reason):
    assert read(status=FINISH, end_reason=reason)[0] is END_REASONS[reason]
    assert read(status="finish", end_reason=reason.upper())[0] is END_REASONS[reason]


@pytest.mark.parametrize(
    ("words", "unread"),
    [
        ({"status": FINISH}, (FINISH,)),
        ({"status": FINISH, "end_reason": "aliens"}, ("aliens",)),
        ({"status": FINISH, "end_reason": "aliens", "logistics_status": "DEFAULT"}, ("aliens",)),
        ({"status": "WAIT_FOR_THE_MOON"}, ("WAIT_FOR_THE_MOON",)),
        ({"status": TO_SEND, "logistics_status": "ON_THE_MOON"}, ("ON_THE_MOON",)),
        ({"status": "MOON", "logistics_status": "MARS"}, ("MOON", "MARS")),
        (
            {"status": "Completed", "end_reason": "buyer_pay_timeout"},
            ("Completed", "buyer_pay_timeout"),
        ),
        ({"status": TO_SEND, "state": State.CANCELLED}, (TO_SEND, "cancelled")),
        ({"status": "PLACE_ORDER_SUCCESS", "state": State.PAID}, ("PLACE_ORDER_SUCCESS", "paid")),
    ],
)
def test_what_nobody_can_read_is_unknown(words, unread):
    state, read_words = read(**words)
    assert (state, read_words.unread) == (State.UNKNOWN, unread)


@pytest.mark.parametrize(
    ("status", "logistics", "state", "disagree"),
    [
        (TO_SEND, "NO_LOGISTICS", "paid", False),
        (TO_SEND, "DEFAULT", "paid", False),
        (TO_SEND, "SELLER_SEND_PART_GOODS", "partly_shipped", True),
        (TO_SEND, "SELLER_SEND_GOODS", "shipped", True),
        (TO_SEND, "BUYER_ACCEPT_GOODS", "completed", True),
        (PARTLY, "SELLER_SEND_PART_GOODS", "partly_shipped", False),
        (PARTLY, "SELLER_SEND_GOODS", "shipped", True),
        (SENT, "WAIT_SELLER_SEND_GOODS", "shipped", True),
        (SENT, "SELLER_SEND_GOODS", "shipped", False),
        ("PLACE_ORDER_SUCCESS", "NO_LOGISTICS", "unpaid", False),
        ("PLACE_ORDER_SUCCESS", "SELLER_SEND_GOODS", "shipped", True),
        ("IN_CANCEL", "NO_LOGISTICS", "cancel_pending", False),
        ("IN_CANCEL", "SELLER_SEND_GOODS", "shipped", True),
        ("IN_ISSUE", "BUYER_ACCEPT_GOODS", "disputed", False),
        ("IN_FROZEN", "ON_THE_MOON", "disputed", False),
        ("Cancelled", "SELLER_SEND_GOODS", "cancelled", False),
    ],
)
def test_of_two_statuses_the_one_further_on_its_way_wins(status, logistics, state, disagree):
    found, words = read(status=status, logistics_status=logistics)
    assert (found, words.disagree) == (state, disagree)


@pytest.mark.parametrize("logistics", LOGISTICS_STATUSES)
@pytest.mark.parametrize("reason", END_REASONS)
def test_a_finished_order_stays_finished_whatever_the_logistics_say(reason, logistics):
    state, words = read(status=FINISH, end_reason=reason, logistics_status=logistics)
    assert (state, words.disagree) == (END_REASONS[reason], False)


@pytest.mark.parametrize(
    ("status", "ours", "state", "disagree"),
    [
        (TO_SEND, State.PAID, "paid", False),
        (TO_SEND, State.SHIPPED, "shipped", True),
        (SENT, State.PAID, "shipped", True),
        (TO_SEND, State.UNKNOWN, "paid", False),
        ("WAIT_FOR_THE_MOON", State.PAID, "paid", False),
        (FINISH, State.CANCELLED, "cancelled", False),
        (None, State.NOT_PLACED, "not_placed", False),
        (None, State.UNKNOWN, "unknown", False),
    ],
)
def test_our_own_word_is_heard_beside_the_platforms(status, ours, state, disagree):
    found, words = read(status=status, state=ours)
    assert (found, words.disagree) == (state, disagree)


def test_other_platforms_words_are_not_read():
    state, words = read_statuses("ebay", status="Shipped", state=State.PAID)
    assert (state, words.status, words.unread) == (State.PAID, "Shipped", ())


def test_every_order_status_is_one_of_our_states():
    assert set(ORDER_STATUSES.values()) | set(END_REASONS.values()) == {
        State.UNPAID,
        State.PAID,
        State.PARTLY_SHIPPED,
        State.SHIPPED,
        State.CANCEL_PENDING,
        State.CANCELLED,
        State.COMPLETED,
        State.DISPUTED,
    }
