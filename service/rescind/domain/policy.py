"""The parameters that suppliers and merchants set, with their defaults and sources.

A parameter that is `None` on the wire is 'not known yet': its default stays in force and its name
stands in `not_known`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rescind.domain.own_calendars import TABLES_ALONE, OwnCalendars
from rescind.domain.words import (
    DisputeSameDay,
    ExpectedOutcome,
    OnSilence,
    ReturnPayer,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPolicy:
    """What is agreed with, or assumed of, one supplier. Hours and minutes are elapsed time."""

    ship_within_business_days: int = 7
    calendar: str | None = None
    time_zone: str | None = None
    make_up_days_count: bool = True
    response_within_hours: int = 48
    on_silence: OnSilence = OnSilence.ASK_FOR_TRACKING
    tracking_within_business_days: int = 5
    first_scan_within_business_days: int = 5
    silence_after_scan_days: int = 15
    refund_min_business_days: int = 3
    refund_max_business_days: int = 15
    refund_calendar: str = "weekdays"
    immediate_contact_minutes: int = 60
    auto_close_within_days: int = 3
    dispute_opens_after_days_unshipped: int = 0
    dispute_opens_after_days_shipped: int = 10
    dispute_closes_after_delivery_days: int = 15
    dispute_same_day: DisputeSameDay = DisputeSameDay.UNDETERMINED
    shipped_after_request: ExpectedOutcome = ExpectedOutcome.NO_REFUND_EXPECTED
    platform_time_zone: str | None = None
    facts_max_age_hours: int = 24
    restocking_fee_percent: Decimal = Decimal(0)
    restock: bool = False
    cancellation_accepted_within_hours: int | None = None
    accepted_return_reasons: tuple[str, ...] | None = None
    resolves_within_business_days: int | None = None
    guideline_url: str | None = None
    wrong_order_practice: str | None = None
    not_known: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class StorePolicy:
    """What the merchant promises its customers; `None` where it has not said it."""

    accepted_return_reasons: tuple[str, ...] | None = None
    return_window_days: int | None = None
    cancellation_window_hours: int | None = None
    refund_within_business_days: int | None = None
    contact_email: str | None = None
    has_physical_store: bool | None = None
    return_address: str | None = None
    po_box: str | None = None
    all_sales_final_except: tuple[str, ...] | None = None
    policy_url: str | None = None
    locale: str | None = None
    store_name: str | None = None
    return_shipping_paid_by: ReturnPayer | None = None
    faulty_return_shipping_paid_by: ReturnPayer | None = None
    return_methods: tuple[str, ...] | None = None
    refund_types: tuple[str, ...] | None = None
    restocking_fee_percent: Decimal | None = None
    countries: tuple[str, ...] | None = None
    return_country: str | None = None

    @property
    def reasons(self) -> tuple[str, ...] | None:
        """The reasons for which goods are taken back: those of either list, sorted."""
        told = [
            one
            for one in (self.accepted_return_reasons, self.all_sales_final_except)
            if one is not None
        ]
        return tuple(sorted({reason for one in told for reason in one})) if told else None

    @property
    def shown_address(self) -> str | None:
        """The return address as the page may show it: only where there is a shop to walk into."""
        return self.return_address if self.has_physical_store else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The policies in force: one for all suppliers, exceptions by supplier id, the store's own.

    `calendars` are the operator's days, by which all of them count.
    """

    supplier: SupplierPolicy = field(default_factory=SupplierPolicy)
    suppliers: Mapping[str, SupplierPolicy] = field(default_factory=dict)
    store: StorePolicy = field(default_factory=StorePolicy)
    calendars: OwnCalendars = field(default_factory=lambda: TABLES_ALONE)

    def of(self, supplier_id: str | None) -> SupplierPolicy:
        """Give the policy that rules one supplier: its own, or the one for all."""
        return self.suppliers.get(supplier_id or "", self.supplier)
