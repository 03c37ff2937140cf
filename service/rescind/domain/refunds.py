"""Money on both sides: what the customer can get back, what the supplier owes, what is exposed.

Amounts are decimals in one currency a side; `None` means that it cannot be known. Parts always
add up to the whole (see `money.share`), and nothing exceeds what was paid.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from rescind.domain.facts import StoreLine, StoreOrder, SupplierOrder, Units
from rescind.domain.money import in_currency, less_percent, share
from rescind.domain.standing import Standing
from rescind.domain.units import minus
from rescind.domain.words import DisputeOutcome, State

ZERO = Decimal(0)
NOTHING = Fraction(0)
"""Nothing, in sums that are exact until they are written."""


def total_or_none(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add amounts up; one that is not known makes the sum unknown."""
    known = list(amounts)
    return None if any(a is None for a in known) else sum((a for a in known if a), ZERO)


# The store's side


def line_total(line: StoreLine) -> Decimal | None:
    """What the customer paid for a line, discount and tax included."""
    if line.unit_price is None:
        return None
    return max(ZERO, line.unit_price * line.quantity - line.discount + line.tax)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What some units of a line have of its price, its discount and its tax."""

    price: Decimal
    discount: Decimal
    tax: Decimal

    @property
    def paid(self) -> Decimal:
        """What the customer paid for these units."""
        return self.price - self.discount + self.tax


def shares_of(line: StoreLine, first: int, count: int, currency: str | None) -> Shares | None:
    """Share out a line for `count` units of it, from unit `first` on; refunded units lead.

    Price, discount and tax are shared out each for itself, so that parts add up to the whole.
    """
    if line.unit_price is None:
        return None

    def of(whole: Decimal) -> Decimal:
        return share(whole, of=line.quantity, first=first, count=count, currency=currency)

    price = of(line.unit_price * line.quantity)
    return Shares(price=price, discount=of(line.discount), tax=of(line.tax))


def worth(line: StoreLine, first: int, count: int, currency: str | None) -> Decimal | None:
    """What `count` units of a line are worth from unit `first` on; units already refunded lead.

    What rounding left of a discount may make the last unit worth a little less than nothing.
    """
    shares = shares_of(line, first, count, currency)
    return None if shares is None else shares.paid


def paid_by_customer(order: StoreOrder) -> Decimal | None:
    """What the customer paid for the whole order, shipping included."""
    if not order.lines_known:
        return None
    lines = total_or_none(line_total(line) for line in order.lines)
    return None if lines is None else lines + order.shipping_amount


def refunded_to_customer(order: StoreOrder) -> Decimal | None:
    """What the customer got back: the refunds on record, else the worth of refunded units."""
    if order.refunds:
        return sum((refund.amount for refund in order.refunds), ZERO)
    return total_or_none(
        worth(line, 0, line.refunded_quantity, order.currency)
        for line in order.lines
        if line.refunded_quantity
    )


def max_refundable(order: StoreOrder) -> Decimal | None:
    """Rule 15: paid minus refunded for the whole store order; never below nothing."""
    paid, refunded = paid_by_customer(order), refunded_to_customer(order)
    if paid is None or refunded is None:
        return None
    return in_currency(max(ZERO, paid - refunded), order.currency)


def refundable(order: StoreOrder, line: StoreLine, released: int) -> Decimal | None:
    """What a refund of the released units of a line would pay now, capped by the line."""
    first = line.refunded_quantity
    amount = worth(line, first, max(0, released - first), order.currency)
    whole = line_total(line)
    if amount is None or whole is None:
        return None
    named = sum((r.amount for r in order.refunds if r.line_id == line.line_id), ZERO)
    before = max(named, worth(line, 0, first, order.currency) or ZERO)
    return max(ZERO, min(amount, whole - before))


def worth_to_customer(line: StoreLine, requested: int, currency: str | None) -> Decimal | None:
    """What the customer was or can be refunded for the requested units of a line."""
    amount, whole = worth(line, 0, requested, currency), line_total(line)
    return None if amount is None or whole is None else max(ZERO, min(amount, whole))


# The supplier's side


def line_cost(order: SupplierOrder, held: Units, line: str) -> Decimal | None:
    """What the supplier was to be paid for a line that the order holds.

    The only line of an order without an amount of its own is worth the order's total.
    """
    amounts = (one.amount for one in order.lines or () if one.store_line_id == line)
    amount = next(amounts, None)
    return order.total if amount is None and len(held) == 1 else amount


def cost_of(s: Standing, units: Units) -> Decimal | None:
    """What the supplier was paid for units of an order: with the whole of it comes its shipping.

    An order that nobody paid cost nothing.
    """
    if s.order.paid_at is None:
        return ZERO
    if not minus(s.held, units) and s.order.total is not None:
        return s.order.total
    return total_or_none(unit_cost(s, line, 0, count) for line, count in units.items())


def unit_cost(s: Standing, line: str, first: int, count: int) -> Decimal | None:
    """What the supplier was paid for `count` units of one line, without shipping."""
    if s.order.paid_at is None:
        return ZERO
    whole = line_cost(s.order, s.held, line)
    if whole is None:
        return None
    return share(whole, of=s.held[line], first=first, count=count, currency=s.order.currency)


def owed(s: Standing, amount: Decimal | None) -> Decimal | None:
    """Take the supplier's restocking fee off what it would have to pay back."""
    if amount is None or was_won(s):
        return amount
    return less_percent(amount, s.policy.restocking_fee_percent, s.order.currency)


def received(order: SupplierOrder) -> Decimal:
    """What came back from the supplier so far."""
    return sum((refund.amount for refund in order.refunds), ZERO)


def money_back_for(s: Standing) -> bool:
    """Row 2: the supplier's refunds cover what the units cost; without refunds they cover none."""
    whole, due = s.order.total, owed(s, cost_of(s, s.units))
    enough = whole if due is None else due
    return bool(s.order.refunds) and enough is not None and received(s.order) >= enough


def was_won(s: Standing) -> bool:
    """A dispute was won."""
    return s.order.dispute is not None and s.order.dispute.outcome is DisputeOutcome.WON


def amount_won(s: Standing) -> Decimal | None:
    """What a dispute that was won pays back, where somebody said so."""
    return s.order.dispute.amount if s.order.dispute and was_won(s) else None


def up_to(most: Decimal, costs: Mapping[str, Decimal | None]) -> dict[str, Decimal | None]:
    """Let an amount count for the lines that it covers, one after the other."""
    covered: dict[str, Decimal | None] = {}
    for line, cost in costs.items():
        covered[line] = None if cost is None else min(cost, most)
        most -= covered[line] or ZERO
    return covered


def whole_order_owed(s: Standing) -> Decimal | None:
    """Of a cancelled order, or a dispute won, the whole total is owed, asked for or not."""
    if was_won(s):
        cost, amount = cost_of(s, s.held), amount_won(s)
        return cost if amount is None else amount if cost is None else min(cost, amount)
    return owed(s, cost_of(s, s.held)) if s.state is State.CANCELLED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierMoney:
    """One supplier order's money: what it still owes, and what comes back for its lines.

    `promised` is for released units only, `back_by_line` for all: what came back or is expected.
    The certain ones count nothing that is only expected.
    """

    expected: Decimal | None
    promised: Mapping[str, Decimal | None]
    promised_certain: Mapping[str, Decimal | None]
    back_by_line: Mapping[str, Decimal | None]
    certain_by_line: Mapping[str, Decimal | None]


def supplier_money(s: Standing, released: Units) -> SupplierMoney:
    """Work out what one supplier still owes for its released units, and what that covers.

    `released` are the requested units of the order that are released. What came back counts for
    released units first, then for the other units of the order.
    """
    back = received(s.order)
    costs = {line: unit_cost(s, line, 0, count) for line, count in released.items()}
    certain = up_to(back, costs)
    promised = _at_least(_promised(s, costs, back), certain)
    due = _due(s, released)
    counted = max(due or ZERO, total_or_none(promised.values()) or ZERO)
    spare = max(ZERO, back - counted) if due is not None else ZERO
    beyond = _shared_out(s, released, spare)
    return SupplierMoney(
        expected=None if due is None else max(ZERO, due - back),
        promised=promised,
        promised_certain=certain,
        back_by_line=_added(promised, beyond),
        certain_by_line=_added(certain, beyond),
    )


def _promised(
    s: Standing, costs: Mapping[str, Decimal | None], back: Decimal
) -> dict[str, Decimal | None]:
    """What the supplier has to pay back for released lines; a dispute may be won for less."""
    promised = {line: owed(s, cost) for line, cost in costs.items()}
    won = amount_won(s)
    return promised if won is None else up_to(max(won, back), promised)


def _due(s: Standing, released: Units) -> Decimal | None:
    """What the supplier has to pay back in all, with its shipping when its whole order is free."""
    whole = whole_order_owed(s)
    if whole is not None:
        return whole
    return owed(s, cost_of(s, released)) if released else ZERO


def _at_least(
    these: Mapping[str, Decimal | None], those: Mapping[str, Decimal | None]
) -> dict[str, Decimal | None]:
    """Take the larger amount of each line: a fee that was not kept is not lost."""
    pairs = ((line, these[line], those[line]) for line in these)
    return {line: None if a is None or b is None else max(a, b) for line, a, b in pairs}


def _shared_out(s: Standing, released: Units, spare: Decimal) -> dict[str, Decimal]:
    """Let money beyond what released units cost count for the units that are not released."""
    parts: dict[str, Decimal] = {}
    for line, count in minus(s.held, released).items():
        cost = unit_cost(s, line, released.get(line, 0), count) if spare else ZERO
        parts[line] = spare if cost is None else min(spare, cost)
        spare -= parts[line]
    return parts


def _added(
    these: Mapping[str, Decimal | None], those: Mapping[str, Decimal]
) -> dict[str, Decimal | None]:
    """Add amounts up by line; one that is not known stays so."""
    both = dict(these)
    for line, part in those.items():
        before = both.get(line, ZERO)
        both[line] = None if before is None else before + part
    return both


def exposure_of_line(
    worth_of_units: Decimal | None,
    paid_to_suppliers: Fraction | None,
    back: Fraction | None,
) -> Fraction | None:
    """What refunding the requested units of one line now costs the merchant itself.

    What the supplier was paid and does not give back, and no more than the customer was or can be
    refunded; never below nothing. Sums that do not matter need not be known.
    """
    if paid_to_suppliers == NOTHING:
        return NOTHING
    if paid_to_suppliers is None or back is None:
        return None
    lost = max(NOTHING, paid_to_suppliers - back)
    if lost == NOTHING:
        return NOTHING
    return None if worth_of_units is None else min(Fraction(worth_of_units), lost)


def same_currency(order: StoreOrder, standings: Sequence[Standing]) -> bool:
    """Tell whether all sides that name a currency name the same one."""
    named = {order.currency, *(s.order.currency for s in standings)} - {None}
    return len(named) <= 1
