"""Return policies of shops' pages: every shape that they come in, and what is told of the rest."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rescind.domain.policy import StorePolicy
from rescind.domain.schema_org import json_ld_of
from rescind.domain.words import RefundType, ReturnMethod, ReturnPayer, ReturnReason
from rescind.intake.policies import frozen
from rescind.intake.schema_org import read_json_ld

POLICY = {"@type": "MerchantReturnPolicy", "merchantReturnDays": 30}


def read(**properties):
    return read_json_ld({"@type": "MerchantReturnPolicy", **properties})


@pytest.mark.parametrize(
    ("document", "where"),
    [
        (POLICY, ""),
        ({"@context": "https://schema.org", **POLICY}, ""),
        ([{"@type": "WebPage"}, POLICY], "/1"),
        ({"@graph": [{"@type": "WebSite"}, POLICY]}, "/@graph/1"),
        ({"@type": "Organization", "hasMerchantReturnPolicy": POLICY}, "/hasMerchantReturnPolicy"),
        (
            {"@type": "Product", "offers": [{"hasMerchantReturnPolicy": [POLICY]}]},
            "/offers/0/hasMerchantReturnPolicy/0",
        ),
        ({**POLICY, "@type": ["Thing", "MerchantReturnPolicy"]}, ""),
        ({**POLICY, "@type": "https://schema.org/MerchantReturnPolicy"}, ""),
        ({**POLICY, "@type": "http://schema.org/MerchantReturnPolicy"}, ""),
        ({**POLICY, "@type": "schema:MerchantReturnPolicy"}, ""),
        ({"@type": "MerchantReturnPolicy", "schema:merchantReturnDays": 30}, ""),
        ({"@type": "MerchantReturnPolicy", "https://schema.org/merchantReturnDays": 30}, ""),
    ],
)
def test_a_policy_is_found_wherever_it_stands(document, where):
    found = read_json_ld(document)
    assert found.store == {"return_window_days": 30}
    [property_] = found.read
    assert property_.pointer.startswith(f"/json_ld{where}/")
    assert found.ignored == []


@pytest.mark.parametrize("document", [{}, [], {"@type": "Product"}, [[]], {"a": [1, None, "x"]}])
def test_a_document_without_a_policy_has_none(document):
    assert read_json_ld(document) is None


def test_what_is_nested_without_end_is_not_followed():
    nested = POLICY
    for _ in range(100):
        nested = [nested]
    assert read_json_ld(nested) is None


@pytest.mark.parametrize(
    ("properties", "store"),
    [
        ({"merchantReturnDays": "30"}, {"return_window_days": 30}),
        ({"merchantReturnDays": Decimal("30.0")}, {"return_window_days": 30}),
        ({"returnFees": "FreeReturn"}, {"return_shipping_paid_by": "merchant"}),
        ({"returnFees": "http://schema.org/FreeReturn"}, {"return_shipping_paid_by": "merchant"}),
        (
            {"returnFees": "https://schema.org/ReturnFeesCustomerResponsibility"},
            {"return_shipping_paid_by": "customer"},
        ),
        ({"returnFees": ["ReturnShippingFees"]}, {"return_shipping_paid_by": "customer"}),
        (
            {"customerRemorseReturnFees": "ReturnShippingFees"},
            {"return_shipping_paid_by": "customer"},
        ),
        (
            {"itemDefectReturnFees": "FreeReturn", "returnFees": "ReturnShippingFees"},
            {
                "return_shipping_paid_by": "customer",
                "faulty_return_shipping_paid_by": "merchant",
            },
        ),
        (
            {"returnMethod": ["ReturnInStore", "https://schema.org/ReturnByMail"]},
            {"return_methods": ["by_mail", "in_store"]},
        ),
        ({"refundType": "FullRefund"}, {"refund_types": ["full_refund"]}),
        (
            {"refundType": ["ExchangeRefund", "StoreCreditRefund"]},
            {"refund_types": ["exchange", "store_credit"]},
        ),
        ({"applicableCountry": "es"}, {"countries": ["ES"]}),
        ({"applicableCountry": ["FR", "ES"]}, {"countries": ["ES", "FR"]}),
        (
            {"applicableCountry": {"@type": "Country", "name": "ES"}},
            {"countries": ["ES"]},
        ),
        ({"returnPolicyCountry": "CN"}, {"return_country": "CN"}),
        ({"restockingFee": 15}, {"restocking_fee_percent": Decimal(15)}),
        ({"restockingFee": "12.5 %"}, {"restocking_fee_percent": Decimal("12.5")}),
        ({"merchantReturnLink": "https://a.example"}, {"policy_url": "https://a.example"}),
        ({"inLanguage": "es-ES"}, {"locale": "es"}),
        ({"returnPolicyCategory": "MerchantReturnNotPermitted"}, {"accepted_return_reasons": []}),
        ({"returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow"}, {}),
        ({"returnPolicyCategory": "MerchantReturnUnlimitedWindow"}, {}),
        ({"returnPolicyCategory": "MerchantReturnUnspecified"}, {}),
    ],
)
def test_a_property_is_read(properties, store):
    found = read(**properties)
    assert found.store == store
    assert len(found.read) == len(properties)
    assert found.ignored == []


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ({"merchantReturnDays": "2026-12-31"}, "not a date"),
        ({"merchantReturnDays": 30.5}, "not a date"),
        ({"merchantReturnDays": True}, "not a date"),
        ({"merchantReturnDays": None}, "not a date"),
        ({"merchantReturnDays": 3000}, "not a date"),
        ({"returnFees": "Free"}, "none of schema.org's words"),
        ({"returnFees": 5}, "Only text"),
        ({"returnPolicyCategory": "Forever"}, "none of schema.org's words"),
        ({"returnPolicyCategory": {}}, "none of schema.org's words"),
        ({"applicableCountry": "Spain"}, "two-letter"),
        ({"applicableCountry": 34}, "two-letter"),
        ({"restockingFee": {"@type": "MonetaryAmount", "value": 5}}, "not an amount"),
        ({"restockingFee": 101}, "not an amount"),
        ({"restockingFee": True}, "not an amount"),
        ({"merchantReturnLink": {"@id": "x"}}, "Only text"),
        ({"inLanguage": "de"}, "none of schema.org's words"),
        ({"returnShippingFeesAmount": {"value": 5}}, "No parameter"),
        ({"additionalProperty": {"name": "colour", "value": 1}}, "none of ours"),
        ({"additionalProperty": "x"}, "none of ours"),
    ],
)
def test_what_cannot_be_read_is_ignored_and_told(properties, why):
    found = read(**properties)
    assert found.store == {}
    [ignored] = found.ignored
    assert why in ignored.why.text
    assert ignored.pointer.startswith(f"/json_ld/{next(iter(properties))}")


def test_of_several_policies_the_first_is_read():
    found = read_json_ld([POLICY, {**POLICY, "merchantReturnDays": 14}])
    assert found.store == {"return_window_days": 30}
    assert [one.pointer for one in found.ignored] == ["/json_ld/1"]


def words(kind):
    lists = st.lists(st.sampled_from(list(kind)), unique=True, min_size=1)
    return st.none() | lists.map(lambda found: tuple(sorted(str(one) for one in found)))


TEXT = st.none() | st.text("abcñ<>&\" '@./", min_size=1, max_size=12).filter(
    lambda text: text == text.strip()
)
REASONS = st.none() | st.lists(st.sampled_from(list(ReturnReason)), unique=True).map(
    lambda found: tuple(sorted(str(one) for one in found))
)
POLICIES = st.builds(
    StorePolicy,
    accepted_return_reasons=REASONS,
    all_sales_final_except=REASONS,
    return_window_days=st.none() | st.integers(0, 365),
    cancellation_window_hours=st.none() | st.integers(0, 8760),
    refund_within_business_days=st.none() | st.integers(0, 365),
    contact_email=TEXT,
    has_physical_store=st.none() | st.just(value=True),
    return_address=TEXT,
    po_box=TEXT,
    policy_url=TEXT,
    store_name=TEXT,
    locale=st.sampled_from([None, "en", "es"]),
    return_shipping_paid_by=st.none() | st.sampled_from(ReturnPayer),
    faulty_return_shipping_paid_by=st.none() | st.sampled_from(ReturnPayer),
    return_methods=words(ReturnMethod),
    refund_types=words(RefundType),
    restocking_fee_percent=st.sampled_from([None, Decimal(0), Decimal("12.5"), Decimal(100)]),
    countries=st.sampled_from([None, ("ES",), ("ES", "FR")]),
    return_country=st.sampled_from([None, "ES"]),
)


@given(POLICIES)
def test_a_policy_written_and_read_again_is_the_same(policy):
    found = read_json_ld(json_ld_of(policy))
    shown = {
        name: getattr(policy, name)
        for name in StorePolicy.__slots__
        if name != "return_address" and getattr(policy, name) is not None
    }
    if policy.shown_address is not None:
        shown["return_address"] = policy.shown_address
    assert frozen(found.store) == shown
    assert found.ignored == []


@given(POLICIES)
def test_an_address_that_the_page_may_not_show_is_in_no_json_ld(policy):
    told = [one["propertyID"] for one in json_ld_of(policy).get("additionalProperty", ())]
    assert ("return_address" in told) == bool(policy.has_physical_store and policy.return_address)
