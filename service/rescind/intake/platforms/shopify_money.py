"""Reads the sums of a Shopify order: shipping, and taxes and discounts of one line of it."""

from rescind.intake.platforms.payload import ZERO, Found, summed, written
from rescind.intake.platforms.raw import Raw


def shipping_of(order: Raw, *, taxed: bool) -> Found | None:
    """Read what the customer paid for shipping: after discounts, with its taxes.

    The total that the payload tells is before discounts, so the shipping lines go before it.
    """
    lines = [one for one in order.each("shipping_lines") if not _removed(one)]
    paid = [_line_paid(one, taxed=taxed) for one in lines]
    known = [one for one in paid if one is not None]
    if known and len(known) == len(paid):
        return written(summed(known, order.child("shipping_lines").at))
    total = order.money("total_shipping_price_set", "total_shipping_price")
    if total is None and not lines and not order.names("shipping_lines"):
        order.miss("total_shipping_price_set")
    return written(total)


def _removed(line: Raw) -> bool:
    removed = line.flag("is_removed")
    return removed is not None and bool(removed.value)


def _line_paid(line: Raw, *, taxed: bool) -> Found | None:
    price = line.money("discounted_price_set", "discounted_price")
    if price is None:
        price = line.money("shipping_price_set", "shipping_price")
        if price is None:
            return None
        off = discounts_of(line)
        price = Found(max(ZERO, price.value - (off.value if off else ZERO)), price.at)
    tax = taxes_of(line, taxed=taxed)
    return summed([price, tax], price.at)


def taxes_of(line: Raw, *, taxed: bool) -> Found | None:
    """Read the tax on top of the price; prices that hold it leave none."""
    if not taxed:
        return None
    taxes = [one.money("tax_price_set", "tax_price") for one in line.each("tax_lines")]
    if not line.names("tax_lines"):
        line.miss("tax_lines")
    return summed(taxes, line.child("tax_lines").at)


def discounts_of(line: Raw) -> Found | None:
    """Read what was taken off the whole line: all that discounts were allocated to it."""
    shares = [
        one.money("discount_amount_set", "discount_amount")
        for one in line.each("discount_allocations")
    ]
    if shares:
        return summed(shares, line.child("discount_allocations").at)
    return line.money("total_discount_set", "total_discount")
