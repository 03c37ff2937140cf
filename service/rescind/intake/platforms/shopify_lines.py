"""Reads the lines of a Shopify order, with the units that are no longer in it.

`quantity` counts all units that were ever ordered, `current_quantity` those that are still there.
What is gone was refunded or removed by editing the order, and no unit counts as both:

- refunded units stay in the line as `refunded_quantity`: the customer paid them and got them back;
- removed units are left out of the line, with their share of its discount and tax: nobody has to
  pay them back. Of a line that is removed altogether the units stay, as refunded, for nothing: what
  a supplier was asked to send for it can still be told;
- where money went back that names no units, it may have been for the removed ones: then they stay
  as refunded, at their price, or the same money would be taken off twice;
- units whose refund failed are still counted: they are paid, and not paid back.

How many units are refunded is always written, none included: a later look goes over an earlier one.
"""

from collections.abc import Mapping
from typing import Any

from rescind.domain.money import share
from rescind.intake.platforms.payload import Found, written
from rescind.intake.platforms.raw import Raw
from rescind.intake.platforms.shopify_money import discounts_of, taxes_of
from rescind.intake.platforms.shopify_refunds import Gone

Line = Mapping[str, Any]


def lines_of(order: Raw, gone: Gone, *, taxed: bool) -> Found | None:
    """Read the lines of an order."""
    lines = [line_of(one, gone, taxed=taxed) for one in order.each("line_items")]
    told = [line for line in lines if line is not None]
    if not lines:
        order.miss("line_items")
    return Found(told, order.child("line_items").at) if told else None


def line_of(line: Raw, gone: Gone, *, taxed: bool) -> Line | None:
    """Read one line."""
    line_id = line.identifier("id", "admin_graphql_api_id")
    quantity = line.count("quantity")
    if line_id is None:
        if not line.holds("id"):
            line.refuse("A line without an id cannot be told from others.")
        return None
    discount, tax = discounts_of(line), taxes_of(line, taxed=taxed)
    price = price_of(line, discount)
    if quantity is None or quantity.value == 0:
        line.miss("quantity")
        return {"line_id": line_id, "unit_price": written(price)} if quantity is None else None
    refunded = gone.refunded[line_id.value]
    removed = removed_units(line, line_id.value, quantity.value, gone)
    if removed == quantity.value and not gone.unnamed:
        return {
            "line_id": line_id,
            "quantity": quantity,
            "unit_price": Found("0", price.at if price else line.at),
            "refunded_quantity": Found(removed, quantity.at),
        }
    if gone.unnamed:
        refunded, removed = refunded + removed, 0
    kept = quantity.value - removed
    return {
        "line_id": line_id,
        "quantity": Found(kept, quantity.at),
        "unit_price": written(price),
        "discount": written(of_kept(line, discount, quantity.value, kept)),
        "tax": written(of_kept(line, tax, quantity.value, kept)),
        "refunded_quantity": Found(refunded, quantity.at),
    }


def price_of(line: Raw, discount: Found | None) -> Found | None:
    """Read the price of one unit before discounts.

    Of a price in the shop's currency and one with its currency the second is taken where they
    differ. A discounted price is one only where no discount is told beside it: which of these it
    holds already nobody says.
    """
    named, bare = line.money("price_set"), line.money("price")
    price = named or bare
    if price is None and not (discount and discount.value):
        price = line.money("discounted_unit_price_set")
    if price is None:
        line.miss("price_set")
    return price


def removed_units(line: Raw, line_id: str, quantity: int, gone: Gone) -> int:
    """Count the units that were taken out of a line without being paid back."""
    current = line.count("current_quantity")
    left = quantity - gone.refunded[line_id] - gone.unpaid[line_id]
    removed = gone.removed[line_id] if current is None else left - current.value
    return max(0, min(removed, left))


def of_kept(line: Raw, amount: Found | None, quantity: int, kept: int) -> Found | None:
    """Share out what belongs to a whole line to the units that are still counted."""
    if amount is None or kept == quantity:
        return amount
    currency = line.page.currency
    part = share(amount.value, of=quantity, first=0, count=kept, currency=currency)
    return Found(part, amount.at)
