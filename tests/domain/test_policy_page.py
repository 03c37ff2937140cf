"""The page of a policy: each question answered from what is stated, and nothing made up."""

from decimal import Decimal

import pytest

from rescind.domain.policy import StorePolicy
from rescind.domain.policy_page import page_of
from rescind.domain.words import ReturnPayer
from rescind.messages import Translator

MERCHANT, CUSTOMER = ReturnPayer.MERCHANT, ReturnPayer.CUSTOMER
EMAIL = "help@shop.example"
ADDRESS = "Calle Mayor 1\n28013 Madrid\n"
ANCHORS = ["until-when", "how", "reasons", "who-pays", "how-long", "contact"]


def said(anchor, locale="en", **policy):
    """What a section says, one line each."""
    speak = Translator(locale).render
    [section] = [one for one in page_of(StorePolicy(**policy)).sections if one.anchor == anchor]
    return [speak(one) for one in (*section.sentences, *section.items)]


def test_there_is_a_section_for_each_question():
    assert [one.anchor for one in page_of(StorePolicy()).sections] == ANCHORS


@pytest.mark.parametrize("anchor", ANCHORS)
@pytest.mark.parametrize(
    ("locale", "words"),
    [("en", ["not stated", "Ask the shop"]), ("es", ["no lo ha", "no ha", "Pide"])],
)
def test_what_is_not_stated_is_said_to_be_so(anchor, locale, words):
    found = " ".join(said(anchor, locale))
    assert any(one in found for one in words)


@pytest.mark.parametrize(
    ("anchor", "policy", "lines"),
    [
        (
            "until-when",
            {"cancellation_window_hours": 12, "return_window_days": 14},
            [
                "You can cancel an order within 12 hours of placing it, until it is shipped.",
                "You can return goods within 14 days of receiving them.",
            ],
        ),
        (
            "until-when",
            {"cancellation_window_hours": 0, "accepted_return_reasons": ()},
            ["An order cannot be cancelled once it is placed.", "The shop takes no goods back."],
        ),
        (
            "how",
            {"contact_email": EMAIL, "has_physical_store": False},
            [
                f"Write to {EMAIL} first: you get instructions for the return.",
                "Send nothing to the address on the parcel: nobody takes returns there.",
            ],
        ),
        (
            "how",
            {"contact_email": EMAIL, "po_box": "Apartado 7, 28080 Madrid"},
            [
                f"Write to {EMAIL} first: you get instructions for the return.",
                "Returns go to this PO box, which takes returns only: Apartado 7, 28080 Madrid",
            ],
        ),
        (
            "how",
            {"contact_email": EMAIL, "has_physical_store": True, "return_address": ADDRESS},
            [
                f"Write to {EMAIL} first: you get instructions for the return.",
                "Returns go to this address: Calle Mayor 1, 28013 Madrid",
            ],
        ),
        (
            "reasons",
            {"accepted_return_reasons": ("changed_mind", "defective")},
            ["The shop takes goods back for these reasons:", "Defective", "You changed your mind"],
        ),
        (
            "reasons",
            {"all_sales_final_except": ("wrong_item",)},
            ["All sales are final, except for these reasons:", "Wrong item sent"],
        ),
        ("reasons", {"all_sales_final_except": ()}, ["All sales are final."]),
        ("reasons", {"accepted_return_reasons": ()}, ["The shop takes no goods back."]),
        (
            "who-pays",
            {
                "return_shipping_paid_by": CUSTOMER,
                "faulty_return_shipping_paid_by": MERCHANT,
                "restocking_fee_percent": Decimal(10),
            },
            [
                "You pay for sending goods back.",
                "The shop pays for it where goods are wrong, defective or damaged.",
                "The shop keeps 10 % of the price of goods that come back.",
            ],
        ),
        (
            "who-pays",
            {"return_shipping_paid_by": MERCHANT, "faulty_return_shipping_paid_by": MERCHANT},
            ["The shop pays for sending goods back."],
        ),
        (
            "how-long",
            {"refund_within_business_days": 10, "refund_types": ("full_refund",)},
            ["The shop pays you back within 10 business days.", "You get:", "The money back"],
        ),
        ("contact", {"contact_email": EMAIL}, [f"Write to {EMAIL}."]),
    ],
)
def test_what_is_stated_is_said(anchor, policy, lines):
    assert said(anchor, **policy) == lines


@pytest.mark.parametrize("store", [False, None])
def test_without_a_physical_store_there_is_no_return_address(store):
    found = said("how", has_physical_store=store, return_address=ADDRESS)
    assert "Mayor" not in " ".join(found)
