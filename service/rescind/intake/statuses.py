"""Reads the words with which a platform tells how far a supplier order is.

AliExpress tells it thrice: `order_status`, `logistics_status` and, of finished orders,
`end_reason`; people copy the words of its panel instead, in English or Spanish. Words are compared
without case, accents or spaces around them. What nobody knows is never guessed: it stays `unread`
and the state is unknown, unless the caller names the state in our own word. Sources: AliExpress
Open Platform, dropshipping order API; the words of the buyer's order list.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rescind.domain.facts import StatusWords
from rescind.domain.words import State

FINISHED = "finish"

ORDER_STATUSES: Mapping[str, State] = {
    "place_order_success": State.UNPAID,
    "payment_processing": State.UNPAID,
    "wait_seller_examine_money": State.PAID,
    "risk_control": State.PAID,
    "risk_control_hold": State.PAID,
    "wait_group": State.PAID,
    "wait_complete_address": State.PAID,
    "wait_seller_send_goods": State.PAID,
    "fund_processing": State.PAID,
    "seller_part_send_goods": State.PARTLY_SHIPPED,
    "wait_buyer_accept_goods": State.SHIPPED,
    "in_cancel": State.CANCEL_PENDING,
    "in_issue": State.DISPUTED,
    "in_frozen": State.DISPUTED,
}

PANEL_WORDS: Mapping[str, State] = {
    "awaiting payment": State.UNPAID,
    "pendiente de pago": State.UNPAID,
    "awaiting shipment": State.PAID,
    "to ship": State.PAID,
    "pendiente de envio": State.PAID,
    "awaiting delivery": State.SHIPPED,
    "shipped": State.SHIPPED,
    "enviado": State.SHIPPED,
    "completed": State.COMPLETED,
    "finished": State.COMPLETED,
    "finalizado": State.COMPLETED,
    "completado": State.COMPLETED,
    "cancelled": State.CANCELLED,
    "canceled": State.CANCELLED,
    "cancelado": State.CANCELLED,
}

END_REASONS: Mapping[str, State] = {
    "buyer_pay_timeout": State.CANCELLED,
    "risk_reject_closed": State.CANCELLED,
    "buyer_cancel_notpay_order": State.CANCELLED,
    "cancel_order_close_trade": State.CANCELLED,
    "seller_send_goods_timeout": State.CANCELLED,
    "buyer_cancel_order_in_risk": State.CANCELLED,
    "seller_accept_issue_no_goods_return": State.CANCELLED,
    "seller_response_issue_timeout": State.CANCELLED,
    "buyer_accept_goods": State.COMPLETED,
    "buyer_accept_goods_timeout": State.COMPLETED,
}

NOT_SHIPPED = State.PAID
"""What a logistics status means that knows of no shipment; it says nothing about the payment."""

LOGISTICS_STATUSES: Mapping[str, State] = {
    "default": NOT_SHIPPED,
    "no_logistics": NOT_SHIPPED,
    "wait_seller_send_goods": NOT_SHIPPED,
    "seller_send_part_goods": State.PARTLY_SHIPPED,
    "seller_send_goods": State.SHIPPED,
    "buyer_accept_goods": State.COMPLETED,
}

HOW_FAR: Mapping[State, int] = {
    State.UNPAID: 0,
    State.PAID: 0,
    State.CANCEL_PENDING: 0,
    State.PARTLY_SHIPPED: 1,
    State.SHIPPED: 2,
    State.COMPLETED: 3,
}
"""How far on its way the goods are; the other states say nothing about it."""

ON_ITS_WAY = frozenset({State.PAID, State.PARTLY_SHIPPED, State.SHIPPED, State.COMPLETED})
"""States of one story, of which two words may name two moments."""

FINAL = frozenset({State.CANCELLED, State.DISPUTED})
"""What the order status alone decides; so does everything that is finished."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What some words were read as; `stands` if no other status can tell it otherwise."""

    state: State
    unread: tuple[str, ...] = ()
    disagree: bool = False
    stands: bool = False


def read_statuses(
    platform: str,
    *,
    status: str | None = None,
    state: State | None = None,
    logistics_status: str | None = None,
    end_reason: str | None = None,
) -> tuple[State, StatusWords]:
    """Read what is said of a supplier order, `state` being our own word for it."""
    said = Reading(State.UNKNOWN)
    if platform == "aliexpress":
        said = _with_logistics(_order_status(status, end_reason), logistics_status)
    elif state is None and status is not None:
        said = Reading(State.UNKNOWN, (status,))
    read = _with_state(said, state, status)
    words = StatusWords(
        status=status,
        logistics_status=logistics_status,
        end_reason=end_reason,
        unread=read.unread,
        disagree=read.disagree,
    )
    return read.state, words


@lru_cache(maxsize=1024)
def plain(word: str) -> str:
    """Write a word without case, accents and needless spaces."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def _order_status(status: str | None, end_reason: str | None) -> Reading:
    """Read the order status; a finished order ended as its end reason says."""
    if status is None:
        return Reading(State.UNKNOWN)
    word = plain(status)
    if word == FINISHED:
        return _ended(status, end_reason)
    if word in PANEL_WORDS:
        return _panel_word(status, PANEL_WORDS[word], end_reason)
    state = ORDER_STATUSES.get(word)
    if state is None:
        return Reading(State.UNKNOWN, (status,))
    return Reading(state, stands=state in FINAL)


def _ended(status: str, end_reason: str | None) -> Reading:
    """Read how a finished order ended; without a reason that we know nobody can tell."""
    if end_reason is None:
        return Reading(State.UNKNOWN, (status,), stands=True)
    state = END_REASONS.get(plain(end_reason))
    if state is None:
        return Reading(State.UNKNOWN, (end_reason,), stands=True)
    return Reading(state, stands=True)


def _panel_word(status: str, state: State, end_reason: str | None) -> Reading:
    """Read a word of the panel, which shows finished orders without their reason."""
    if state not in (State.COMPLETED, State.CANCELLED):
        return Reading(state)
    ended = END_REASONS.get(plain(end_reason)) if end_reason else None
    if ended is not None and ended is not state:
        return Reading(State.UNKNOWN, (status, str(end_reason)), stands=True)
    return Reading(state, stands=True)


def _with_logistics(said: Reading, logistics_status: str | None) -> Reading:
    """Let the status that is further on its way win, unless the order's own status stands."""
    if logistics_status is None or said.stands:
        return said
    seen = LOGISTICS_STATUSES.get(plain(logistics_status))
    if seen is None:
        return Reading(State.UNKNOWN, (*said.unread, logistics_status))
    if said.state is State.UNKNOWN:
        return said
    disagree = HOW_FAR[said.state] != HOW_FAR[seen]
    further = HOW_FAR[seen] > HOW_FAR[said.state]
    return Reading(seen if further else said.state, disagree=disagree)


def _with_state(said: Reading, state: State | None, status: str | None) -> Reading:
    """Hear the caller's own word too: it stands for words that nobody can read."""
    if state is None or state is State.UNKNOWN or said.state is state:
        return said
    if said.state is State.UNKNOWN:
        return Reading(state, said.unread)
    if {state, said.state} <= ON_ITS_WAY:
        return Reading(max(state, said.state, key=HOW_FAR.__getitem__), disagree=True)
    return Reading(State.UNKNOWN, (status or said.state.value, state.value))
