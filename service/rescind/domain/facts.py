"""What is known of one cancellation: the store order, the supplier orders and what was asked.

Facts are frozen and say nothing of what to do. Instants are aware; amounts are decimals in the
currency named beside them, for whole lines unless said otherwise; `None` means not known. A
`pointer` says where in the caller's body a fact stood, for messages; it is no part of the facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from rescind.domain.words import (
    ChargebackStatus,
    DisputeOutcome,
    Locale,
    Reason,
    RequestedBy,
    ResponseKind,
    ScanStatus,
    State,
)

Units = Mapping[str, int]
"""Quantities by line id; lines with none of them are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineQuantity:
    """So many units of one line of the store order."""

    line_id: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the customer or the merchant asked for; no `lines` means the whole order."""

    requested_at: datetime
    requested_by: RequestedBy | None = None
    reason: Reason | None = None
    lines: tuple[LineQuantity, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreLine:
    """What the customer bought: `discount` and `tax` are for the whole line."""

    line_id: str
    quantity: int
    unit_price: Decimal | None = None
    discount: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    refunded_quantity: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money that went back: to the customer, or (on a supplier order) to the merchant."""

    amount: Decimal
    refunded_at: datetime | None = None
    line_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chargeback:
    """The customer's own claim at the bank."""

    status: ChargebackStatus
    opened_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipTo:
    """Where the customer's parcel goes."""

    country: str
    city: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreOrder:
    """What the customer bought from the merchant.

    `fulfillment_status` is the shop's own word, read by `store_conditions`. With no `lines` known
    they are inferred from the other facts, `lines_known` is false and nothing has a price.
    """

    fulfillment_status: str
    platform: str = "shopify"
    order_id: str | None = None
    order_name: str | None = None
    currency: str | None = None
    placed_at: datetime | None = None
    paid_at: datetime | None = None
    cancelled_at: datetime | None = None
    shipping_amount: Decimal = Decimal(0)
    lines: tuple[StoreLine, ...] = ()
    lines_known: bool = True
    refunds: tuple[Refund, ...] = ()
    chargeback: Chargeback | None = None
    ship_to: ShipTo | None = None
    observed_at: datetime | None = None
    payment_authorization_pending: bool | None = None
    return_in_progress: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierLine:
    """Units of a store line that a supplier order holds; `amount` is for all of them."""

    store_line_id: str
    quantity: int
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One line of a parcel's tracking."""

    at: datetime
    status: ScanStatus
    description: str | None = None
    country: str | None = None
    city: str | None = None

    @property
    def physical(self) -> bool:
        """Somebody held the parcel: a label alone is no shipment."""
        return self.status is not ScanStatus.LABEL_CREATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Another supplier order that a number stands on: whose, for which country, since when."""

    supplier_id: str | None = None
    country: str | None = None
    order_id: str | None = None
    first_seen_at: datetime | None = None

    @property
    def place(self) -> tuple[str, str, str, float]:
        """Where it stands in a list, however the list was told."""
        since = self.first_seen_at.timestamp() if self.first_seen_at else 0.0
        return self.supplier_id or "", self.country or "", self.order_id or "", since


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """A parcel with its number; no `lines` means that nobody said what it holds.

    `also_on` are orders beside those in hand on which the number stands as well.
    """

    tracking_number: str
    carrier: str | None = None
    declared_at: datetime | None = None
    lines: tuple[LineQuantity, ...] | None = None
    observed_at: datetime | None = None
    events: tuple[Scan, ...] = ()
    also_on: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationRequest:
    """What was asked of the supplier; no `lines` means its whole order."""

    requested_at: datetime
    lines: tuple[LineQuantity, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierResponse:
    """What a supplier answered; no `lines`: all that was asked (partially: unknown which)."""

    kind: ResponseKind
    received_at: datetime
    tracking_number: str | None = None
    lines: tuple[LineQuantity, ...] | None = None
    amount: Decimal | None = None
    message: str | None = None
    also_on: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingRequest:
    """The moment at which the supplier was asked for the tracking number."""

    requested_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """The claim opened at the supplier's platform."""

    filed_at: datetime
    outcome: DisputeOutcome | None = None
    decided_at: datetime | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusWords:
    """The platform's own words and what they were read as.

    `unread` holds words nobody knows; `disagree` is true when two words told different stories
    and the one further on its way was believed.
    """

    status: str | None = None
    logistics_status: str | None = None
    end_reason: str | None = None
    unread: tuple[str, ...] = ()
    disagree: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierOrder:
    """What the merchant bought from one supplier to fulfil lines of the store order.

    `lines` of `None`: nobody said what it holds. `state` is what the words say, read by `intake`.
    `changed_at` is when the platform said that something changed, without saying it reliably.
    """

    state: State
    words: StatusWords = field(default_factory=StatusWords)
    platform: str = "aliexpress"
    order_id: str | None = None
    supplier_id: str | None = None
    placed_at: datetime | None = None
    paid_at: datetime | None = None
    observed_at: datetime | None = None
    closed_at: datetime | None = None
    changed_at: datetime | None = None
    currency: str | None = None
    total: Decimal | None = None
    ship_from: str | None = None
    lines: tuple[SupplierLine, ...] | None = None
    shipments: tuple[Shipment, ...] = ()
    cancellation_request: CancellationRequest | None = None
    responses: tuple[SupplierResponse, ...] = ()
    tracking_request: TrackingRequest | None = None
    dispute: Dispute | None = None
    refunds: tuple[Refund, ...] = ()
    pointer: str = field(default="/supplier_order", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedStep:
    """A step of the plan that somebody says was carried out."""

    idempotency_key: str
    done_at: datetime
    done_by: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate:
    """What one unit of the currency `base` is worth in `quote`, as the caller says."""

    base: str
    quote: str
    rate: Decimal
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedRefund:
    """A refund to the customer that somebody thinks of paying.

    Without `lines` it is for what was requested; without an `amount` it pays what these are worth;
    where nobody says whether it includes shipping, it does with the whole order.
    """

    amount: Decimal | None = None
    lines: tuple[LineQuantity, ...] | None = None
    include_shipping: bool | None = None
    refunded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is known of one cancellation."""

    request: Request
    store_order: StoreOrder
    supplier_orders: tuple[SupplierOrder, ...] = ()
    completed_steps: tuple[CompletedStep, ...] = ()
    exchange_rates: tuple[ExchangeRate, ...] = ()
    locale: Locale = field(default=Locale.EN, compare=False)


def total_of(units: Units) -> int:
    """How many units these are in all."""
    return sum(units.values())


def by_id(identifier: str | None) -> tuple[int, str]:
    """Sort ids as people count: L2 before L10, and platform numbers by their size."""
    text = identifier or ""
    return len(text), text
