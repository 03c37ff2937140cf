"""Who is at fault: the table, and what follows from it."""

from decimal import Decimal
from itertools import combinations

import pytest

from rescind.domain.faults import FAULT_ROWS, assess_fault, fault_of
from rescind.domain.policy import Policy, StorePolicy, SupplierPolicy
from rescind.domain.remedies import ReturnClaim
from rescind.domain.rules import RULES
from rescind.domain.words import AtFault, Circumstance, Remedy, ReturnReason

ACCEPTS_ALL = Policy(
    supplier=SupplierPolicy(accepted_return_reasons=tuple(ReturnReason)),
    store=StorePolicy(accepted_return_reasons=tuple(ReturnReason)),
)
ACCEPTS_NONE = Policy(
    supplier=SupplierPolicy(accepted_return_reasons=()),
    store=StorePolicy(accepted_return_reasons=()),
)


def claim(reason: str, *circumstances: str, **amounts: str) -> ReturnClaim:
    return ReturnClaim(
        reason=ReturnReason(reason),
        circumstances=frozenset(map(Circumstance, circumstances)),
        **{name: Decimal(amount) for name, amount in amounts.items()},
    )


@pytest.mark.parametrize(
    ("reason", "circumstances", "at_fault", "tolerate"),
    [
        ("not_as_described", [], "supplier", False),
        ("not_as_described", ["merchant_edited_description"], "merchant", False),
        ("defective", [], "supplier", False),
        ("defective", ["merchant_edited_description"], "merchant", False),
        ("damaged_in_transit", [], "supplier", False),
        ("damaged_in_transit", ["carrier_admitted"], "carrier", False),
        ("wrong_item", [], "supplier", False),
        ("wrong_size", [], "customer", True),
        ("wrong_size", ["merchant_size_chart_wrong"], "merchant", False),
        ("wrong_size", ["supplier_size_chart_wrong"], "supplier", False),
        (
            "wrong_size",
            ["merchant_size_chart_wrong", "supplier_size_chart_wrong"],
            "undetermined",
            False,
        ),
        ("not_received", [], "undetermined", False),
        ("not_received", ["carrier_scanned"], "undetermined", False),
        ("not_received", ["delivery_window_over"], "supplier", False),
        ("not_received", ["delivery_window_over", "carrier_scanned"], "carrier", False),
        (
            "not_received",
            ["delivery_window_over", "carrier_scanned", "customer_address_wrong"],
            "customer",
            False,
        ),
        ("not_received", ["customer_address_wrong"], "customer", False),
        ("changed_mind", [], "customer", False),
        ("changed_mind", ["merchant_edited_description"], "customer", False),
    ],
)
def test_at_fault(reason, circumstances, at_fault, tolerate):
    found = assess_fault(claim(reason, *circumstances), Policy())
    assert (found.at_fault, found.tolerate) == (at_fault, tolerate)


def test_every_row_is_reached():
    reached = {
        fault_of(claim(reason, *circumstances)).because
        for reason in ReturnReason
        for size in range(4)
        for circumstances in combinations(Circumstance, size)
    }
    assert reached == {row.because for row in FAULT_ROWS}


@pytest.mark.parametrize("reason", list(ReturnReason))
def test_goods_in_excellent_condition_are_never_approved_by_themselves(reason):
    found = assess_fault(claim(reason, "goods_in_excellent_condition"), Policy())
    assert not found.reasonable
    assert not any(option.recommended for option in found.remedies)


def exposures(found):
    return {o.remedy: None if o.exposure is None else str(o.exposure) for o in found.remedies}


AMOUNTS = {"paid_by_customer": "30.00", "paid_to_supplier": "12.00", "partial_refund": "6.00"}


# name, reason, policy -> exposure of a full refund, a partial refund, a replacement
EXPOSURES = [
    ("the supplier answers for it", "defective", ACCEPTS_ALL, ("0.00", "6.00", "0.00")),
    ("the supplier takes no such return", "defective", ACCEPTS_NONE, ("12.00", "6.00", "12.00")),
    ("nobody asked the supplier", "defective", Policy(), (None, "6.00", None)),
    ("the customer's own fault", "changed_mind", ACCEPTS_ALL, ("12.00", "6.00", "0.00")),
]


@pytest.mark.parametrize(
    ("reason", "policy", "expected"),
    [row[1:] for row in EXPOSURES],
    ids=[row[0] for row in EXPOSURES],
)
def test_exposure(reason, policy, expected):
    found = exposures(assess_fault(claim(reason, **AMOUNTS), policy))
    assert found == dict(zip(Remedy, (*expected, "0.00"), strict=True))


def test_exposure_is_not_guessed_without_amounts():
    found = exposures(assess_fault(claim("changed_mind"), ACCEPTS_NONE))
    assert (found[Remedy.FULL_REFUND], found[Remedy.PARTIAL_REFUND]) == (None, None)


@pytest.mark.parametrize(
    ("reason", "circumstances", "remedy"),
    [
        ("defective", [], Remedy.FULL_REFUND),
        ("wrong_size", [], Remedy.PARTIAL_REFUND),
        ("changed_mind", [], Remedy.NONE),
        ("not_received", [], None),
    ],
)
def test_the_remedy_to_offer(reason, circumstances, remedy):
    found = assess_fault(claim(reason, *circumstances), Policy()).remedies
    assert next((o.remedy for o in found if o.recommended), None) == remedy


def test_a_partial_refund_to_appease_is_the_merchants_own():
    found = assess_fault(claim("defective"), Policy()).remedies
    assert next(o.paid_by for o in found if o.remedy is Remedy.PARTIAL_REFUND) is AtFault.MERCHANT


@pytest.mark.parametrize("rule_id", [rule_id for rule_id in RULES if rule_id.startswith("FLT-")])
def test_every_outcome_that_a_rule_can_give_is_given(rule_id):
    claims = [
        claim("defective"),
        claim("defective", "merchant_edited_description"),
        claim("defective", "goods_in_excellent_condition"),
        claim("not_received"),
    ]
    found = {
        finding.outcome
        for one in claims
        for policy in (Policy(), ACCEPTS_ALL, ACCEPTS_NONE)
        for finding in assess_fault(one, policy).findings
        if finding.rule == rule_id
    }
    assert found == set(RULES[rule_id].messages)


def test_a_supplier_that_accepts_nothing_and_one_nobody_asked_give_two_ids():
    found = [assess_fault(claim("defective"), policy) for policy in (Policy(), ACCEPTS_NONE)]
    assert len({assessment.assessment_id for assessment in found}) == len(found)


def test_the_same_claim_said_in_another_order_has_the_same_id():
    facts = ("carrier_scanned", "delivery_window_over")
    said = [claim("not_received", *order, **AMOUNTS) for order in (facts, facts[::-1])]
    said.append(claim("not_received", *facts, **{**AMOUNTS, "paid_by_customer": "30"}))
    assert len({assess_fault(one, Policy()).assessment_id for one in said}) == 1


def test_missing_amounts_are_named():
    found = [fact.fact for fact in assess_fault(claim("defective"), Policy()).missing_facts]
    assert found == [
        "/amounts/paid_by_customer",
        "/amounts/paid_to_supplier",
        "/amounts/partial_refund",
        "/policy/supplier/accepted_return_reasons",
    ]


def test_a_refund_that_nobody_owes_is_the_merchants_own():
    found = assess_fault(claim("changed_mind", **AMOUNTS), Policy()).remedies
    assert {o.remedy: o.paid_by for o in found} == {
        Remedy.FULL_REFUND: AtFault.MERCHANT,
        Remedy.PARTIAL_REFUND: AtFault.MERCHANT,
        Remedy.REPLACEMENT: AtFault.CUSTOMER,
        Remedy.NONE: AtFault.CUSTOMER,
    }
