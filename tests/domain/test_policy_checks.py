"""The rules of a store's policy, each in every outcome that it can have."""

from decimal import Decimal

import pytest

from rescind.domain.policy import StorePolicy, SupplierPolicy
from rescind.domain.policy_checks import check
from rescind.domain.rules import RULES
from rescind.domain.words import ReturnPayer

MERCHANT, CUSTOMER = ReturnPayer.MERCHANT, ReturnPayer.CUSTOMER
MIND = ("changed_mind",)
SPAIN, CHILE = ("ES",), ("CL",)
ADDRESS = "Calle Mayor 1, Madrid"

TABLE = [
    ("POL-001", {"contact_email": "help@shop.example"}, {}, "clear"),
    ("POL-001", {"contact_email": "help at shop"}, {}, "blocks"),
    ("POL-001", {"contact_email": "a@b@c.de"}, {}, "blocks"),
    ("POL-001", {}, {}, "unknown"),
    ("POL-002", {"has_physical_store": True, "return_address": ADDRESS}, {}, "clear"),
    ("POL-002", {"has_physical_store": False}, {}, "clear"),
    ("POL-002", {"has_physical_store": False, "po_box": "PO Box 7"}, {}, "clear"),
    ("POL-002", {"has_physical_store": False, "return_address": ADDRESS}, {}, "blocks"),
    ("POL-002", {"return_address": ADDRESS}, {}, "unknown"),
    ("POL-003", {"return_address": ADDRESS, "po_box": "PO Box 7"}, {}, "clear"),
    ("POL-003", {"return_address": "P.O. Box 7, Madrid"}, {}, "blocks"),
    ("POL-003", {"return_address": "Apartado de Correos 7"}, {}, "blocks"),
    ("POL-004", {"accepted_return_reasons": ()}, {}, "clear"),
    ("POL-004", {"all_sales_final_except": MIND}, {}, "clear"),
    ("POL-004", {}, {}, "unknown"),
    ("POL-005", {"accepted_return_reasons": MIND}, {"accepted_return_reasons": MIND}, "clear"),
    ("POL-005", {"accepted_return_reasons": ()}, {}, "clear"),
    ("POL-005", {"accepted_return_reasons": MIND}, {"accepted_return_reasons": ()}, "blocks"),
    ("POL-005", {"accepted_return_reasons": MIND}, {}, "unknown"),
    ("POL-005", {}, {"accepted_return_reasons": MIND}, "unknown"),
    ("POL-006", {"return_window_days": 0}, {}, "clear"),
    ("POL-006", {"accepted_return_reasons": ()}, {}, "clear"),
    ("POL-006", {}, {}, "unknown"),
    ("POL-007", {"return_window_days": 15}, {}, "clear"),
    ("POL-007", {"return_window_days": 16}, {}, "blocks"),
    ("POL-007", {}, {}, "unknown"),
    ("POL-008", {"cancellation_window_hours": 0}, {}, "clear"),
    ("POL-008", {}, {}, "unknown"),
    (
        "POL-009",
        {"cancellation_window_hours": 5},
        {"cancellation_accepted_within_hours": 5},
        "clear",
    ),
    (
        "POL-009",
        {"cancellation_window_hours": 6},
        {"cancellation_accepted_within_hours": 5},
        "blocks",
    ),
    ("POL-009", {"cancellation_window_hours": 6}, {}, "unknown"),
    ("POL-010", {"return_shipping_paid_by": CUSTOMER}, {}, "clear"),
    ("POL-010", {}, {}, "unknown"),
    ("POL-011", {"return_shipping_paid_by": MERCHANT}, {}, "clear"),
    ("POL-011", {"return_shipping_paid_by": CUSTOMER, "countries": CHILE}, {}, "clear"),
    (
        "POL-011",
        {
            "return_shipping_paid_by": CUSTOMER,
            "faulty_return_shipping_paid_by": MERCHANT,
            "countries": SPAIN,
        },
        {},
        "clear",
    ),
    ("POL-011", {"return_shipping_paid_by": CUSTOMER, "countries": SPAIN}, {}, "blocks"),
    ("POL-011", {"return_shipping_paid_by": CUSTOMER}, {}, "unknown"),
    ("POL-011", {}, {}, "unknown"),
    ("POL-012", {"refund_within_business_days": 0}, {}, "clear"),
    ("POL-012", {}, {}, "unknown"),
    ("POL-013", {"refund_within_business_days": 15}, {}, "clear"),
    ("POL-013", {"refund_within_business_days": 14}, {}, "blocks"),
    ("POL-013", {}, {}, "unknown"),
    ("POL-014", {}, {}, "clear"),
    ("POL-014", {"all_sales_final_except": ("wrong_item",)}, {}, "clear"),
    ("POL-014", {"all_sales_final_except": ()}, {}, "blocks"),
    ("POL-015", {}, {}, "clear"),
    ("POL-015", {"accepted_return_reasons": (), "return_window_days": 0}, {}, "clear"),
    ("POL-015", {"accepted_return_reasons": (), "return_window_days": 14}, {}, "blocks"),
    ("POL-015", {"accepted_return_reasons": MIND, "all_sales_final_except": ()}, {}, "blocks"),
    ("POL-015", {"return_methods": ("in_store",), "has_physical_store": False}, {}, "blocks"),
    ("POL-016", {"countries": CHILE}, {}, "clear"),
    ("POL-016", {"return_window_days": 14, "accepted_return_reasons": MIND}, {}, "clear"),
    ("POL-016", {"return_window_days": 13, "countries": SPAIN}, {}, "blocks"),
    ("POL-016", {"accepted_return_reasons": (), "countries": SPAIN}, {}, "blocks"),
    ("POL-016", {"return_window_days": 13}, {}, "unknown"),
    ("POL-016", {"return_window_days": 14, "countries": SPAIN}, {}, "unknown"),
    ("POL-017", {"countries": SPAIN}, {}, "clear"),
    ("POL-017", {}, {}, "unknown"),
]

WHOLE = {
    "accepted_return_reasons": MIND,
    "return_window_days": 14,
    "cancellation_window_hours": 5,
    "refund_within_business_days": 15,
    "contact_email": "help@shop.example",
    "has_physical_store": False,
    "return_shipping_paid_by": MERCHANT,
    "countries": SPAIN,
    "restocking_fee_percent": Decimal(0),
}


@pytest.mark.parametrize(("rule", "store", "supplier", "outcome"), TABLE)
def test_a_rule_in_each_outcome(rule, store, supplier, outcome):
    found = check(StorePolicy(**store), SupplierPolicy(**supplier))
    assert [str(one.outcome) for one in found.findings if one.rule == rule] == [outcome]


def test_the_table_has_every_outcome_of_every_rule():
    assert {(rule, outcome) for rule, _, _, outcome in TABLE} == {
        (name, str(outcome))
        for name, rule in RULES.items()
        if name.startswith("POL-")
        for outcome in rule.messages
    }


def test_every_rule_is_looked_at_always():
    rules = [name for name in RULES if name.startswith("POL-")]
    assert [one.rule for one in check(StorePolicy(), SupplierPolicy()).findings] == rules


def test_a_policy_can_be_without_fault():
    supplier = SupplierPolicy(accepted_return_reasons=MIND, cancellation_accepted_within_hours=5)
    found = check(StorePolicy(**WHOLE), supplier)
    assert {str(one.outcome) for one in found.findings} == {"clear"}
    assert "Nothing is wrong" in found.summary.text
