"""The store's policy as schema.org's `MerchantReturnPolicy`, and schema.org's words for ours.

What schema.org has no term for goes along as `additionalProperty`, under our own names, so that
nothing is lost on the way and a reader that knows only schema.org still reads the rest.
"""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rescind.domain.policy import StorePolicy
from rescind.domain.words import RefundType, ReturnMethod, ReturnPayer

CONTEXT = "https://schema.org"
POLICY = "MerchantReturnPolicy"
FINITE = "MerchantReturnFiniteReturnWindow"
NOT_PERMITTED = "MerchantReturnNotPermitted"
UNSPECIFIED = "MerchantReturnUnspecified"
UNLIMITED = "MerchantReturnUnlimitedWindow"

JsonLd = dict[str, Any]
Words = Mapping[str, StrEnum]

FEES: Words = {
    "FreeReturn": ReturnPayer.MERCHANT,
    "ReturnFeesCustomerResponsibility": ReturnPayer.CUSTOMER,
    "OriginalShippingFees": ReturnPayer.CUSTOMER,
    "ReturnShippingFees": ReturnPayer.CUSTOMER,
}
"""The first word of each of ours is the one that is written."""

METHODS: Words = {
    "ReturnByMail": ReturnMethod.BY_MAIL,
    "ReturnInStore": ReturnMethod.IN_STORE,
    "ReturnAtKiosk": ReturnMethod.AT_KIOSK,
    "KeepProduct": ReturnMethod.KEEP_GOODS,
}
REFUNDS: Words = {
    "FullRefund": RefundType.FULL_REFUND,
    "StoreCreditRefund": RefundType.STORE_CREDIT,
    "ExchangeRefund": RefundType.EXCHANGE,
}

TERMS = {
    "return_window_days": "merchantReturnDays",
    "return_shipping_paid_by": "returnFees",
    "faulty_return_shipping_paid_by": "itemDefectReturnFees",
    "return_methods": "returnMethod",
    "refund_types": "refundType",
    "restocking_fee_percent": "restockingFee",
    "countries": "applicableCountry",
    "return_country": "returnPolicyCountry",
    "policy_url": "merchantReturnLink",
}
"""What schema.org calls our parameters; those that are not here have no term of its own."""

WORDS: Mapping[str, Words] = {
    "return_shipping_paid_by": FEES,
    "faulty_return_shipping_paid_by": FEES,
    "return_methods": METHODS,
    "refund_types": REFUNDS,
}

OURS = tuple(f.name for f in fields(StorePolicy) if f.name not in TERMS)
"""Our parameters that go along as `additionalProperty`."""


def json_ld_of(policy: StorePolicy) -> JsonLd:
    """Write a store's policy as JSON-LD: what it states, and nothing that the page may not show."""
    told = {TERMS[name]: written(policy, name) for name in TERMS if stated(policy, name)}
    more = [
        {"@type": "PropertyValue", "propertyID": name, "value": written(policy, name)}
        for name in OURS
        if stated(policy, name)
    ]
    answer: JsonLd = {
        "@context": CONTEXT,
        "@type": POLICY,
        "returnPolicyCategory": f"{CONTEXT}/{category_of(policy)}",
        **told,
    }
    return {**answer, "additionalProperty": more} if more else answer


def stated(policy: StorePolicy, name: str) -> bool:
    """Tell whether a policy states a parameter, in what it may show."""
    value = policy.shown_address if name == "return_address" else getattr(policy, name)
    return value is not None


def written(policy: StorePolicy, name: str) -> Any:
    """Write one parameter in schema.org's words."""
    value = getattr(policy, name)
    if name in WORDS:
        return address_of(value, WORDS[name])
    if isinstance(value, Decimal):
        return figure(value)
    return list(value) if isinstance(value, tuple) else value


def address_of(value: Any, words: Words) -> Any:
    """Write a word, or several, as the addresses that schema.org has for them."""
    if isinstance(value, tuple):
        return [address_of(one, words) for one in value]
    term = next(term for term, word in words.items() if word == value)
    return f"{CONTEXT}/{term}"


def figure(value: Decimal) -> int | float:
    """Write a share of a hundred as the number that schema.org wants."""
    return int(value) if value == value.to_integral_value() else float(value)


def category_of(policy: StorePolicy) -> str:
    """Say in schema.org's words whether returns are taken, and for how long."""
    if policy.reasons == ():
        return NOT_PERMITTED
    return UNSPECIFIED if policy.return_window_days is None else FINITE
