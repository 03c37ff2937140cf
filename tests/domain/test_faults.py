"""Who is at fault: the table, and what follows from it."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from given import at
from rescind.domain.faults import FAULT_ROWS, assess_fault, fault_of
from rescind.domain.policy import Policy, StorePolicy, SupplierPolicy
from rescind.domain.remedies import ReturnClaim
from rescind.domain.rules import RULES
from rescind.domain.words import AtFault, Circumstance, Recovery, Remedy, ReturnReason
from rescind.intake.bodies import read_fault_call
from rescind.intake.problems import UnreadableFacts

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
    ("the customer's own fault", "changed_mind", Policy(), ("12.00", "6.00", "0.00")),
    (
        "the supplier takes back what nobody wants",
        "changed_mind",
        ACCEPTS_ALL,
        ("0.00", "6.00", "0.00"),
    ),
]


@pytest.mark.parametrize(
    ("reason", "policy", "expected"),
    [row[1:] for row in EXPOSURES],
    ids=[row[0] for row in EXPOSURES],
)
def test_exposure(reason, policy, expected):
    found = exposures(assess_fault(claim(reason, **AMOUNTS), policy))
    assert found == dict(zip(Remedy, (*expected, "0.00"), strict=True))


@pytest.mark.parametrize(
    ("circumstances", "policy", "expected"),
    [
        (["carrier_admitted"], ACCEPTS_ALL, ("0.00", "6.00", "0.00")),
        (["carrier_admitted"], ACCEPTS_NONE, ("12.00", "6.00", "12.00")),
        (["carrier_admitted"], Policy(), (None, "6.00", None)),
    ],
)
def test_exposure_where_the_carrier_answers(circumstances, policy, expected):
    found = exposures(assess_fault(claim("damaged_in_transit", *circumstances, **AMOUNTS), policy))
    assert found == dict(zip(Remedy, (*expected, "0.00"), strict=True))


def test_no_partial_refund_exposes_more_than_was_paid():
    large = {"paid_by_customer": "5.00", "paid_to_supplier": "12.00", "partial_refund": "40.00"}
    assert (
        exposures(assess_fault(claim("defective", **large), Policy()))["partial_refund"] == "5.00"
    )


# name, reason, circumstances, delivered, policy -> how, amount, until
RECOVERIES = [
    ("the supplier accepts it", "defective", [], "10-05 10:00", ACCEPTS_ALL,
     ("by_agreement", "12.00", None)),
    ("the supplier refuses such returns", "defective", [], "10-05 10:00", ACCEPTS_NONE,
     ("by_dispute", "12.00", "10-21 07:00")),
    ("nobody asked the supplier", "wrong_item", [], "10-05 10:00", Policy(),
     ("by_dispute", "12.00", "10-21 07:00")),
    ("the day of the delivery is the platform's", "defective", [], "10-06 06:00", Policy(),
     ("by_dispute", "12.00", "10-21 07:00")),
    ("nobody said when it came", "defective", [], None, Policy(), ("by_dispute", "12.00", None)),
    ("it never came", "not_received", ["delivery_window_over"], None, Policy(),
     ("by_dispute", "12.00", None)),
    ("the carrier lost it", "not_received", ["delivery_window_over", "carrier_scanned"], None,
     Policy(), ("by_dispute", "12.00", None)),
    ("it may still come", "not_received", [], None, ACCEPTS_ALL, ("undetermined", None, None)),
    ("the merchant misled", "not_as_described", ["merchant_edited_description"], "10-05 10:00",
     ACCEPTS_ALL, ("not_at_all", "0.00", None)),
    ("they changed their mind", "changed_mind", [], "10-05 10:00", Policy(),
     ("not_at_all", "0.00", None)),
    ("the supplier takes back what nobody wants", "changed_mind", [], "10-05 10:00", ACCEPTS_ALL,
     ("by_agreement", "12.00", None)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("reason", "circumstances", "delivered", "policy", "expected"),
    [row[1:] for row in RECOVERIES],
    ids=[row[0] for row in RECOVERIES],
)
def test_what_can_be_had_back(reason, circumstances, delivered, policy, expected):
    told = replace(
        claim(reason, *circumstances, **AMOUNTS), delivered_at=at(delivered) if delivered else None
    )
    back = assess_fault(told, policy).recoverable
    how, amount, until = expected
    assert (back.how, back.until) == (how, at(until) if until else None)
    assert (None if back.amount is None else str(back.amount)) == amount
    assert back.explanation.text


AMOUNT = st.decimals(min_value=0, max_value=1000, places=2)
CLAIMS = st.builds(
    ReturnClaim,
    reason=st.sampled_from(ReturnReason),
    circumstances=st.frozensets(st.sampled_from(Circumstance)),
    currency=st.sampled_from([None, "EUR"]),
    paid_by_customer=st.none() | AMOUNT,
    paid_to_supplier=st.none() | AMOUNT,
    partial_refund=st.none() | AMOUNT,
)
REASONS = st.none() | st.lists(st.sampled_from(ReturnReason), unique=True).map(tuple)
POLICIES = st.builds(Policy, supplier=st.builds(SupplierPolicy, accepted_return_reasons=REASONS))


@given(CLAIMS, POLICIES)
def test_exposure_is_never_negative_nor_above_what_was_paid(one, policy):
    for option in assess_fault(one, policy).remedies:
        if option.exposure is not None:
            assert option.exposure >= 0
            if one.paid_to_supplier is not None:
                assert option.exposure <= one.paid_to_supplier
            if option.remedy is Remedy.FULL_REFUND and one.paid_by_customer is not None:
                assert option.exposure <= one.paid_by_customer


@given(CLAIMS, POLICIES)
def test_what_comes_back_by_agreement_is_not_exposed_and_nothing_else_is_counted_on(one, policy):
    found = assess_fault(one, policy)
    back, full = found.recoverable, found.remedies[0]
    assert full.remedy is Remedy.FULL_REFUND
    if back.how is Recovery.BY_AGREEMENT:
        assert full.exposure == 0
        assert back.amount == one.paid_to_supplier
    elif None not in (full.exposure, one.paid_by_customer, one.paid_to_supplier):
        assert full.exposure == min(one.paid_by_customer, one.paid_to_supplier)
    assert (back.how is Recovery.NOT_AT_ALL) == (back.amount == 0) or one.paid_to_supplier == 0
    if None not in (back.amount, one.paid_to_supplier):
        assert 0 <= back.amount <= one.paid_to_supplier


@given(CLAIMS, POLICIES)
def test_an_unreasonable_claim_is_flagged_and_never_approved_by_itself(one, policy):
    found = assess_fault(one, policy)
    excellent = Circumstance.GOODS_IN_EXCELLENT_CONDITION in one.circumstances
    assert found.reasonable is not excellent
    if excellent:
        assert not any(option.recommended for option in found.remedies)


@given(CLAIMS, st.randoms())
def test_the_order_of_circumstances_never_decides(one, random):
    told = list(one.circumstances)
    random.shuffle(told)
    body = {"reason": one.reason, "circumstances": told}
    read = read_fault_call(body).claim
    assert fault_of(read) is fault_of(replace(one))
    assert assess_fault(read, Policy()) == assess_fault(
        ReturnClaim(reason=one.reason, circumstances=one.circumstances), Policy()
    )


def test_a_partial_refund_above_what_was_paid_is_refused():
    amounts = {"paid_by_customer": Decimal("5.00"), "partial_refund": Decimal("6.00")}
    with pytest.raises(UnreadableFacts) as refused:
        read_fault_call({"reason": ReturnReason.DEFECTIVE, "amounts": amounts})
    assert [pointer for pointer, _ in refused.value.problems] == ["/amounts/partial_refund"]


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
        "/delivered_at",
    ]


def test_a_refund_that_nobody_owes_is_the_merchants_own():
    found = assess_fault(claim("changed_mind", **AMOUNTS), Policy()).remedies
    assert {o.remedy: o.paid_by for o in found} == {
        Remedy.FULL_REFUND: AtFault.MERCHANT,
        Remedy.PARTIAL_REFUND: AtFault.MERCHANT,
        Remedy.REPLACEMENT: AtFault.CUSTOMER,
        Remedy.NONE: AtFault.CUSTOMER,
    }
