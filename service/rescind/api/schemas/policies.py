"""The policies in a body: the parameters of suppliers and of the store, each of which may be null.

`null` says 'not known yet': the default stays in force and the answer lists the parameter among its
missing facts. An absent parameter simply has its default.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import pre_load

from rescind.api.fields import (
    ByName,
    CalendarName,
    Count,
    CountryCode,
    Flag,
    Many,
    Part,
    Percent,
    Text,
    Word,
    ZoneName,
)
from rescind.api.schemas.edges import Incoming
from rescind.domain.words import (
    DisputeSameDay,
    ExpectedOutcome,
    Locale,
    OnSilence,
    RefundType,
    ReturnMethod,
    ReturnPayer,
    ReturnReason,
)

MOST_DAYS = 365
MOST_HOURS = 8760
MOST_MINUTES = 525_600
MOST_REASONS = 20
MOST_SUPPLIERS = 1000
MOST_COUNTRIES = 250


def days(description: str, default: int | None = None) -> Count:
    """Build a field for a number of days."""
    return Count(f"{description}{default_of(default)}", most=MOST_DAYS, allow_none=True)


def hours(description: str, default: int | None = None) -> Count:
    """Build a field for a number of hours."""
    return Count(f"{description}{default_of(default)}", most=MOST_HOURS, allow_none=True)


def default_of(default: object) -> str:
    """Say what holds where the parameter is absent."""
    return "" if default is None else f" Default: {default}."


class WordOrNull(Word):
    """A word that may be null when it is read.

    Nullable enumerations make poor clients, so the contract leaves the null unsaid.
    """

    def deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        """Read the word, or nothing."""
        return None if value is None else super().deserialize(value, *args, **kwargs)


def reasons(description: str) -> Many:
    """Build a field for reasons of returns."""
    word = Word(ReturnReason, "A reason for a return.")
    return Many(word, description, most=MOST_REASONS, allow_none=True)


class PolicyPart(Incoming):
    """Parameters: `""` means absent, `null` not known."""

    @pre_load
    def drop_empty_fields(self, data: Any, **_options: Any) -> Any:
        """Leave out the fields that hold nothing, and keep those that say null."""
        if not isinstance(data, Mapping):
            return data
        return {
            name: value for name, value in data.items() if value != "" or name not in self.fields
        }


class SupplierPolicySchema(PolicyPart):
    """What is agreed with, or assumed of, one supplier. `null` means: not known yet."""

    ship_within_business_days = days("Business days after payment within which it ships.", 7)
    calendar = CalendarName(
        "Whose working days count: `weekdays`, a country or one of the operator's. Default: "
        "the country it ships from.",
        allow_none=True,
    )
    time_zone = ZoneName("The supplier's zone. Default: its country's capital.", allow_none=True)
    make_up_days_count = Flag(
        "Whether a working Saturday or Sunday counts. Default: true.", allow_none=True
    )
    response_within_hours = hours("Hours within which it answers a request.", 48)
    on_silence = WordOrNull(
        OnSilence, "What to do when it lets them pass. Default: ask_for_tracking."
    )
    tracking_within_business_days = days("Business days for a number that was asked for.", 5)
    first_scan_within_business_days = days("Business days for a number's first scan.", 5)
    silence_after_scan_days = days(
        "Calendar days without a new scan after which a parcel on its way is silent.", 15
    )
    refund_min_business_days = days("Business days after which its refund comes at best.", 3)
    refund_max_business_days = days("Business days after which its refund is overdue.", 15)
    refund_calendar = CalendarName(
        "The calendar of the refund window. Default: weekdays.", allow_none=True
    )
    immediate_contact_minutes = Count(
        "Minutes after the order in which to hurry. Default: 60.",
        most=MOST_MINUTES,
        allow_none=True,
    )
    auto_close_within_days = days("Days after ship-by until the platform closes the order.", 3)
    dispute_opens_after_days_unshipped = days("Days after payment until a dispute can open.", 0)
    dispute_opens_after_days_shipped = days("Days after the first scan until one can open.", 10)
    dispute_closes_after_delivery_days = days("Days after delivery until none can open.", 15)
    dispute_same_day = WordOrNull(
        DisputeSameDay, "How a scan on the day of filing is read. Default: undetermined."
    )
    shipped_after_request = WordOrNull(
        ExpectedOutcome, "How a shipment after the request ends. Default: no_refund_expected."
    )
    platform_time_zone = ZoneName(
        "The platform's zone. Default: America/Los_Angeles for AliExpress.", allow_none=True
    )
    facts_max_age_hours = hours("Hours after which facts are stale.", 24)
    restocking_fee_percent = Percent(
        "What the supplier keeps of a refund. Default: 0.", allow_none=True
    )
    restock = Flag(
        "Whether the store takes the goods on its shelf. Default: false.", allow_none=True
    )
    cancellation_accepted_within_hours = hours("Hours after the sale in which it cancels.")
    accepted_return_reasons = reasons("In which cases it takes goods back.")
    resolves_within_business_days = days("Business days in which it resolves a case.")
    guideline_url = Text("Where its guideline stands.", max_length=2000, allow_none=True)
    wrong_order_practice = Text(
        "What it does when the customer ordered wrongly.", max_length=1000, allow_none=True
    )


class StorePolicySchema(PolicyPart):
    """What the merchant promises its customers. `null` means: not known yet."""

    accepted_return_reasons = reasons("In which cases the store takes goods back.")
    return_window_days = days("Days after delivery in which goods come back.")
    cancellation_window_hours = hours("Hours after the order in which customers may cancel.")
    refund_within_business_days = days("Business days in which customers are paid back.")
    contact_email = Text("Whom to write to.", max_length=320, allow_none=True)
    has_physical_store = Flag("Whether there is a shop to walk into.", allow_none=True)
    return_address = Text("Where returns go.", max_length=1000, allow_none=True)
    po_box = Text("A PO box that takes returns.", allow_none=True)
    all_sales_final_except = reasons("The only cases in which a sale is not final.")
    policy_url = Text("Where the policy stands.", max_length=2000, allow_none=True)
    locale = WordOrNull(Locale, "The language of the policy.")
    store_name = Text("What the shop is called on its policy page.", allow_none=True)
    return_shipping_paid_by = WordOrNull(ReturnPayer, "Who pays for sending goods back.")
    faulty_return_shipping_paid_by = WordOrNull(
        ReturnPayer,
        "Who pays it where the goods are wrong, defective or damaged; absent: as for all others.",
    )
    return_methods = Many(
        Word(ReturnMethod, "A way for goods to come back."),
        "How goods come back.",
        most=len(ReturnMethod),
        allow_none=True,
    )
    refund_types = Many(
        Word(RefundType, "Something a customer gets."),
        "What customers get for goods that came back.",
        most=len(RefundType),
        allow_none=True,
    )
    restocking_fee_percent = Percent("What the store keeps of a refund.", allow_none=True)
    countries = Many(
        CountryCode("A country's two letters.", example="ES"),
        "The customers' countries for which the policy is meant.",
        most=MOST_COUNTRIES,
        allow_none=True,
    )
    return_country = CountryCode("The country to which goods go back.", allow_none=True)


class PoliciesSchema(Incoming):
    """Policies that override the defaults for this call."""

    supplier = Part(SupplierPolicySchema(), "What holds for every supplier.")
    suppliers = ByName(
        SupplierPolicySchema(), "What holds for one supplier, by its id.", most=MOST_SUPPLIERS
    )
    store = Part(StorePolicySchema(), "What the merchant promises its customers.")
