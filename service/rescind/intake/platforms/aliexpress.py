"""Reads what AliExpress answers of one order: the order itself, and its tracking.

The payload is `{"order": …, "tracking": …}`, each as `aliexpress.trade.ds.order.get` and
`aliexpress.ds.order.tracking.get` answer it, with or without the wrappers, lists plain or under
their own names, one object where a list has one element. What is read as what:

- The order's total is what the buyer pays, in the currency of the payment. Its lines are products,
  and nobody says which lines of the store order they fulfil: `lines` stay for the caller to tell.
- A finished order ended as its lines say. Where these differ, or some lines ended in an order that
  goes on, no word is right for the whole: a person has to look, and a reason is missing.
- Parcels are the order's numbers, with the scans that the tracking shows of each (see
  `aliexpress_tracking`).

Sources: AliExpress Open Platform, dropshipping, the two calls named above.
"""

from collections.abc import Mapping
from typing import Any

from rescind.domain.words import State
from rescind.intake.platforms.aliexpress_tracking import Tracked, parcels_of
from rescind.intake.platforms.aliexpress_words import local_moment, unwrapped
from rescind.intake.platforms.payload import Found, Page, Reading, summed, written
from rescind.intake.platforms.raw import Raw
from rescind.intake.statuses import END_REASONS, FINISHED, plain, read_statuses
from rescind.intake.supplier_orders import ALIEXPRESS

LONGEST_STATUS = 64

SETTLED = frozenset((State.SHIPPED, State.COMPLETED, State.CANCELLED, State.DISPUTED))
"""States of which one scan more or less changes nothing."""

ORDER, TRACKING = "order", "tracking"
ORDER_FIELDS = ("order_status", "logistics_status", "gmt_create", "child_order_list", "store_info")
CHILDREN = ("aeop_child_order_info", "ae_child_order_info", "child_order_info", "child_order")


def read_supplier_order(raw: Any, *, beside: Mapping[str, Any] | None = None) -> Reading:
    """Read a payload as fields of a supplier order.

    `beside` are the caller's own facts: when the order was looked at, and which numbers it has.
    """
    page = Page()
    order, tracking = parts_of(Raw(raw, "", page))
    found = unwrapped(order, *ORDER_FIELDS) if order else None
    told = order_of(found) if found is not None else {}
    tracked = parcels_of(found, tracking, beside or {})
    told = {**told, **with_parcels(told, tracked, beside or {})}
    shape = "+".join(name for name, part in ((ORDER, order), (TRACKING, tracking)) if part)
    return page.reading(ALIEXPRESS, shape or ORDER, raw, told)


def parts_of(root: Raw) -> tuple[Raw | None, Raw | None]:
    """Find the two answers; a bare answer of one call stands for its part."""
    if not isinstance(root.value, Mapping):
        root.refuse('An object is expected here: {"order": …, "tracking": …}.')
        return None, None
    if root.holds(ORDER) or root.holds(TRACKING):
        order, tracking = root.child(ORDER), root.child(TRACKING)
        return order if root.holds(ORDER) else None, tracking if root.holds(TRACKING) else None
    if any("tracking" in name for name in root.value):
        return None, root
    return root, None


def order_of(order: Raw) -> Mapping[str, Any]:
    """Read the order."""
    total = total_of(order)
    currency = order.page.currency
    placed_at = local_moment(order, "gmt_create")
    store = order.part("store_info")
    for name, found in (("gmt_create", placed_at), ("user_order_amount", total)):
        if found is None and not order.holds(name):
            order.miss(name)
    return {
        "platform": ALIEXPRESS,
        "order_id": order.label("order_id"),
        "supplier_id": store.label("store_id") if store else None,
        **statuses_of(order),
        "placed_at": placed_at,
        "paid_at": local_moment(order, "order_paidtime_string", after=placed_at)
        or local_moment(order, "gmt_pay_time", after=placed_at),
        "currency": Found(currency, total.at) if total and currency else None,
        "total": written(total),
    }


def total_of(order: Raw) -> Found | None:
    """Read what the buyer pays for the whole order."""
    for name in ("user_order_amount", "order_amount"):
        if order.holds(name):
            amount = order.part(name)
            return _money(amount) if amount else None
    fees = [one.part("actual_fee") for one in order.each("child_order_list", *CHILDREN)]
    paid = [_money(fee) for fee in fees if fee is not None]
    if paid and len(paid) == len(fees) and all(paid):
        return summed(paid, order.child("child_order_list").at)
    return None


def _money(amount: Raw) -> Found | None:
    inner = amount.shop_money()
    return inner.amount() if inner else None


def statuses_of(order: Raw) -> Mapping[str, Any]:
    """Read how far the order is, and how it ended."""
    status = order.word("order_status")
    reasons = [order.word("end_reason")] if order.holds("end_reason") else []
    reasons += [one.word("end_reason") for one in order.each("child_order_list", *CHILDREN)]
    known = [one for one in reasons if one is not None]
    told = {"status": status, "logistics_status": order.word("logistics_status")}
    if status is None:
        order.miss("order_status")
        return told
    if plain(status.value) != FINISHED:
        words = [status.value, *dict.fromkeys(one.value for one in known)]
        joined = " / ".join(words)[:LONGEST_STATUS]
        return {**told, "status": Found(joined, status.at)} if known else told
    if known and len(known) == len(reasons) and _agree(known):
        return {**told, "end_reason": known[0]}
    order.miss("end_reason")
    return told


def _agree(reasons: list[Found]) -> bool:
    """Tell whether reasons say the same: one word, or words that mean one state."""
    words = {plain(one.value) for one in reasons}
    means = {END_REASONS.get(word) for word in words}
    return len(words) == 1 or (len(means) == 1 and None not in means)


def with_parcels(
    told: Mapping[str, Any], tracked: Tracked, own: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Add parcels; a scan that nobody can read makes the logistics status one.

    Only where it may be the first scan of a parcel, and nothing else says that the goods left.
    """
    parcels = {"shipments": tracked.parcels or None}
    names = ("status", "logistics_status", "end_reason")
    words = {name: told[name].value for name in names if told.get(name) is not None}
    words |= {name: own[name] for name in names if isinstance(own.get(name), str)}
    state, read = read_statuses(ALIEXPRESS, **words)
    if not tracked.unknown or read.unread or state in SETTLED:
        return parcels
    unknown = tracked.unknown[0]
    return {**parcels, "logistics_status": Found(unknown.value[:LONGEST_STATUS], unknown.at)}
