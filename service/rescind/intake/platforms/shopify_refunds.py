"""Reads the refunds of a Shopify order: money that went back, and units that are gone.

A refund's money is what its transactions paid: those that succeeded, and those that are pending,
since that money is on its way and would else be paid twice. Where the transactions are in another
currency, or not told, it is what the refunded units cost, less the adjustments.

Shopify writes a refund without money when units are taken out of an order by editing it. Such units
are removed, not refunded (see `shopify_lines`). Units of a refund whose payments all failed are
neither: the customer paid them and still has to get them back.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from rescind.intake.platforms.payload import ZERO, Found, summed
from rescind.intake.platforms.raw import Raw

PAID = frozenset(("success", "pending", ""))
"""How a transaction stands whose money went back or is on its way; REST leaves it out at times."""

Refund = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Units that are no longer in the order, by line: refunded, or taken out without money.

    `unpaid` are those whose refund was tried and failed. `unnamed` says that money went back
    of which nobody says for which units.
    """

    refunded: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)
    unpaid: Counter[str] = field(default_factory=Counter)
    unnamed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Units of one line in a refund, and what they are worth where it is told."""

    line: Found
    quantity: int
    worth: Decimal | None

    @property
    def line_id(self) -> str:
        """The line that it names."""
        return str(self.line.value)


def refunds_of(order: Raw, *, taxed: bool) -> tuple[list[Refund] | None, Gone]:
    """Read what went back to the customer, and which units are gone."""
    told: list[Refund] = []
    gone = Gone()
    unnamed = False
    for one in order.each("refunds"):
        items = items_of(one, taxed=taxed)
        shipping = adjusted(one, taxed=taxed)
        amount = amount_of(one, items, shipping)
        moved = amount is None or amount.value > 0
        units = gone.refunded if moved else gone.unpaid if was_tried(one) else gone.removed
        for item in items:
            units[item.line_id] += item.quantity
        if moved and amount is not None:
            unnamed = unnamed or (not items and amount.value > max(ZERO, -shipping))
            told.append(refund_of(one, amount, items))
    return told or None, replace(gone, unnamed=unnamed)


def was_tried(refund: Raw) -> bool:
    """Tell whether money of a refund was to go back, whatever became of it."""
    if not refund.names("transactions"):
        refund.miss("transactions")
    return any(pays_back(one) for one in refund.each("transactions"))


def refund_of(one: Raw, amount: Found, items: list[Item]) -> Refund:
    """Write a refund; it names a line where all of its money is for that one."""
    worth = sum((item.worth or ZERO for item in items), ZERO)
    of_one = len(lines_in(items)) == 1 and worth == amount.value
    return {
        "amount": Found(f"{amount.value:f}", amount.at),
        "refunded_at": one.moment("processed_at", "created_at"),
        "line_id": items[0].line if of_one else None,
    }


def lines_in(items: list[Item]) -> list[str]:
    """List the lines of which a refund holds units."""
    return list(dict.fromkeys(item.line_id for item in items))


def items_of(refund: Raw, *, taxed: bool) -> list[Item]:
    """Read the units of a refund."""
    items = []
    for one in refund.each("refund_line_items"):
        line = one.identifier("line_item_id") or line_named(one)
        quantity = one.count("quantity")
        subtotal = one.money("subtotal_set", "subtotal")
        tax = one.money("total_tax_set", "total_tax") if taxed else None
        if line is not None and quantity is not None:
            worth = subtotal.value + (tax.value if tax else ZERO) if subtotal else None
            items.append(Item(line=line, quantity=quantity.value, worth=worth))
        else:
            one.miss("quantity" if line else "line_item")
    return items


def line_named(item: Raw) -> Found | None:
    """Read the line that a refunded item names as an object."""
    line = item.part("line_item")
    return line.identifier("id", "admin_graphql_api_id") if line else None


def adjusted(refund: Raw, *, taxed: bool) -> Decimal:
    """Add up what a refund differs by from its units; refunded shipping is below nothing."""
    amounts = [
        amount
        for one in refund.each("order_adjustments")
        for amount in (
            one.money("amount_set", "amount", signed=True),
            one.money("tax_amount_set", "tax_amount", signed=True) if taxed else None,
        )
    ]
    return Decimal(summed(amounts, "").value)


def amount_of(refund: Raw, items: list[Item], shipping: Decimal) -> Found | None:
    """Read how much money a refund moved."""
    if refund.holds("total_refunded_set"):
        return refund.money("total_refunded_set")
    paid = [paid_back(one) for one in refund.each("transactions") if moves_money(one)]
    known = [one for one in paid if one is not None]
    if refund.names("transactions") and len(known) == len(paid):
        return summed(known, refund.child("transactions").at)
    worths = [item.worth for item in items]
    if (not worths and not shipping) or None in worths:
        refund.refuse("How much this refund paid, in the shop's currency, cannot be read.")
        return None
    whole = sum((worth for worth in worths if worth is not None), ZERO)
    return Found(max(ZERO, whole - shipping), refund.child("refund_line_items").at)


def moves_money(transaction: Raw) -> bool:
    """Tell whether a transaction of a refund pays, or is about to."""
    status = transaction.word("status")
    return pays_back(transaction) and (status.value.lower() if status else "") in PAID


def pays_back(transaction: Raw) -> bool:
    """Tell whether a transaction is one of a refund at all."""
    kind = transaction.word("kind")
    return kind is None or kind.value.lower() in ("refund", "suggested_refund")


def paid_back(transaction: Raw) -> Found | None:
    """Read a transaction's amount, if it is told in the shop's currency."""
    if transaction.holds("amount_set"):
        return transaction.money("amount_set")
    code = transaction.child("currency").value
    shops = transaction.page.currency
    if isinstance(code, str) and shops and code.strip().upper() != shops:
        return None
    return transaction.money("amount")
