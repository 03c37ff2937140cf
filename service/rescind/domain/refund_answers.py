"""What the service answers about money, in the contract's names and order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from rescind.domain.rules import Finding, Message, Warned
from rescind.domain.words import RefundBecause, RefundChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundLine:
    """The money of the requested units of one line; an amount is `None` when it is not known.

    `paid` = `price` - `discount` + `tax`. `refundable_now` is what the store's action would pay.
    """

    line_id: str
    quantity: int
    price: Decimal | None
    discount: Decimal | None
    tax: Decimal | None
    paid: Decimal | None
    refundable_now: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingShare:
    """What the customer paid for shipping, and what of it goes back now."""

    paid: Decimal
    refundable_now: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierDebt:
    """What one supplier owes, in the currency of its order, by when, and what came back so far.

    `rate_used` brings its amounts into the sums, where these are in another currency.
    """

    supplier_order_id: str | None
    supplier_id: str | None
    currency: str | None
    amount: Decimal | None
    received: Decimal
    restocking_fee: Decimal | None
    earliest_on: date | None
    latest_on: date | None
    overdue: bool
    rate_used: Mapping[str, str | Decimal | datetime | None] | None
    explanation: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundingNow:
    """What it takes to refund everything that is asked for now."""

    amount: Decimal | None
    exposure: Decimal | None
    worst_case: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What it takes to refund what is released only, and to wait with the rest."""

    amount: Decimal | None
    until: datetime | None
    exposure: Decimal | None
    worst_case: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Refund now or wait, in money."""

    refund_now: RefundingNow
    wait: Waiting
    recommended: RefundChoice
    explanation: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedLine:
    """One line of a refund that is checked: its units, their money, what may still go back."""

    line_id: str
    quantity: int
    price: Decimal | None
    discount: Decimal | None
    tax: Decimal | None
    paid: Decimal | None
    amount: Decimal | None
    max_refundable: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundCheck:
    """The answer to: may this refund be paid?"""

    decision_id: str
    as_of: datetime
    ruleset_version: str
    policy_version: str
    allowed: bool
    at_own_risk: bool
    because: RefundBecause
    explanation: Message
    currency: str | None
    amount: Decimal | None
    amount_asked: Decimal | None
    max_refundable: Decimal | None
    already_refunded: Decimal | None
    exposure: Decimal | None
    worst_case: Decimal | None
    unknown_because: Message | None
    shipping: Decimal | None
    lines: tuple[CheckedLine, ...]
    findings: tuple[Finding, ...]
    warnings: tuple[Warned, ...]
