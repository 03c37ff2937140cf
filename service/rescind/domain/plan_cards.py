"""All cards by name, and what is said of steps that were done."""

from collections.abc import Mapping

from rescind.domain.cards import Card
from rescind.domain.outlines import Outline
from rescind.domain.review_cards import INFORMING, REVIEWING
from rescind.domain.rules import _
from rescind.domain.store_cards import STORE_CARDS
from rescind.domain.supplier_cards import SUPPLIER_CARDS
from rescind.domain.words import Action

A = Action

CARDS: Mapping[str, Card] = {
    **SUPPLIER_CARDS,
    **REVIEWING,
    **INFORMING,
    **STORE_CARDS,
}
"""By name. A card named `…_on_{platform}` is for that platform; the one without, for all others."""


def card_of(outline: Outline) -> Card:
    """Find the card of a step: the one for its platform, if there is one."""
    own = f"{outline.card}_on_{outline.platform}"
    return CARDS[own] if own in CARDS else CARDS[outline.card]


DONE: Mapping[str, str] = {
    A.REQUEST_CANCELLATION: _("The supplier was asked to cancel order {order_id} at {at}."),
    A.REQUEST_TRACKING: _("The tracking number of order {order_id} was asked for at {at}."),
    A.OPEN_DISPUTE: _("A dispute on order {order_id} was filed at {at}."),
    A.CANCEL_STORE_ORDER: _("Store order {order_id} was cancelled at {at}."),
}
"""What the facts say of steps that were done."""

MARKED = _("Marked as done by {by} at {at}: {what}")
TELL_IT = _(
    "Marked as done by {by} at {at}, and nothing tells of it yet: record what came of it under "
    "{path}, for only that changes the decision. What was to be done: {what}"
)
