"""What the customer gets back: what is due now, shared out over lines and shipping."""

from decimal import Decimal

from rescind.domain.case import Case
from rescind.domain.facts import StoreLine, StoreOrder, Units
from rescind.domain.money import in_currency
from rescind.domain.refund_answers import RefundLine, ShippingShare
from rescind.domain.refunds import (
    ZERO,
    max_refundable,
    refundable,
    shares_of,
    total_or_none,
    worth,
)
from rescind.domain.words import StoreAction


def due_to_customer(case: Case, action: StoreAction) -> Decimal | None:
    """What the store's action would pay now: nothing when it is `not_yet` or `none`.

    Shipping is refunded with the whole order only.
    """
    if action in (StoreAction.NOT_YET, StoreAction.NONE):
        return ZERO
    most = max_refundable(case.facts.store_order)
    if action is StoreAction.CANCEL_ORDER or most is None:
        return most
    whole = case.all_released and case.whole_order_asked
    return due_by_items(case, case.released, most, whole=whole)


def due_for_all(case: Case) -> Decimal | None:
    """What refunding everything that is asked for would pay, released or not."""
    most = max_refundable(case.facts.store_order)
    return due_by_items(case, case.requested, most, whole=case.whole_order_asked)


def due_by_items(case: Case, units: Units, most: Decimal | None, *, whole: bool) -> Decimal | None:
    """Add up what is due for units of the lines, and for shipping with the whole order."""
    if most is None:
        return None
    order = case.facts.store_order
    items = total_or_none(_refundable(case, line, units) for line in case.requested_lines)
    if items is None:
        return None
    if whole:
        return min(most, items + order.shipping_amount)
    return min(most, max(ZERO, items - paid_for_no_line(case)))


def paid_for_no_line(case: Case) -> Decimal:
    """What went back since the request without a word of which line or units it was for.

    It counts for units that were asked for, those that are released first: nobody is paid twice.
    """
    order, asked_at = case.facts.store_order, case.facts.request.requested_at
    unnamed = [refund for refund in order.refunds if refund.line_id is None]
    since = [r.amount for r in unnamed if r.refunded_at is None or r.refunded_at >= asked_at]
    before = sum((r.amount for r in unnamed), ZERO) - sum(since, ZERO)
    of_units = sum((_refunded_unnamed(order, line) for line in order.lines), ZERO)
    return max(ZERO, sum(since, ZERO) - max(ZERO, of_units - before))


def _refunded_unnamed(order: StoreOrder, line: StoreLine) -> Decimal:
    """What refunded units of a line are worth beyond the refunds that name the line."""
    named = sum((r.amount for r in order.refunds if r.line_id == line.line_id), ZERO)
    units = worth(line, 0, line.refunded_quantity, order.currency)
    return max(ZERO, (units or ZERO) - named)


def _refundable(case: Case, line: StoreLine, units: Units) -> Decimal | None:
    """What a refund of these units of a line would pay now; units refunded before lead them."""
    count = units.get(line.line_id, 0) + case.refunded_before(line)
    return refundable(case.facts.store_order, line, count)


def shared_out(
    case: Case, due: Decimal | None
) -> tuple[tuple[RefundLine, ...], ShippingShare, Decimal | None]:
    """Share what is due now out over the requested lines, then shipping; tell what is beyond.

    Earlier refunds that name no line lower what is left for the last of them. Something is beyond
    where an earlier refund paid less than the units were worth that it was for.
    """
    left, lines, released = due, [], case.released
    for line in case.requested_lines:
        if line.line_id:
            part = _part_of(case, line, released, left)
            lines.append(_line(case, line, part))
            left = None if left is None or part is None else left - part
    order = case.facts.store_order
    shipping = None if left is None else min(left, order.shipping_amount)
    share = ShippingShare(
        paid=in_currency(order.shipping_amount, order.currency),
        refundable_now=None if shipping is None else in_currency(shipping, order.currency),
    )
    beyond = None if left is None or shipping is None else left - shipping
    return tuple(lines), share, beyond


def _part_of(case: Case, line: StoreLine, released: Units, left: Decimal | None) -> Decimal | None:
    """Tell how much of what is left to share out goes to a line."""
    if left is None or left == ZERO:
        return left
    most = _refundable(case, line, released)
    return None if most is None else min(most, left)


def _line(case: Case, line: StoreLine, part: Decimal | None) -> RefundLine:
    currency = case.facts.store_order.currency
    count = case.requested[line.line_id]
    shares = shares_of(line, case.refunded_before(line), count, currency)
    return RefundLine(
        line_id=line.line_id,
        quantity=count,
        price=in_currency(shares.price, currency) if shares else None,
        discount=in_currency(shares.discount, currency) if shares else None,
        tax=in_currency(shares.tax, currency) if shares else None,
        paid=in_currency(shares.paid, currency) if shares else None,
        refundable_now=None if part is None else in_currency(part, currency),
    )
