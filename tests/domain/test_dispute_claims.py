"""The text of a claim: what the facts hold, in both languages, and nothing else."""

from dataclasses import replace

import pytest

from domain.test_disputes import (
    CALLS,
    DELIVERED,
    FILED,
    ONE_LEFT,
    OUTCOMES,
    RECYCLED,
    REFUSED,
    TRACKED,
    decided,
    shipped_at,
)
from given import (
    BAD_CHECK_DIGIT,
    NUMBER,
    answer,
    answers,
    asked,
    at,
    eur,
    facts,
    money,
    parcel,
    policy,
    supplier_order,
    tracking_asked,
)
from rescind.domain.case import case_of
from rescind.domain.drafts import draft_for
from rescind.messages import in_its_languages

GIVEN = {**answers("refused"), "responses": (
    answer("refused"), replace(answer("tracking_provided", "10-01 20:00"), tracking_number=NUMBER),
)}  # fmt: skip
MISTYPED = {"shipments": (parcel(number=BAD_CHECK_DIGIT),)}
OFFERED = {"responses": (replace(answer("offered_partial_refund"), amount=eur("5")),)}


def claim(state, changes, as_of, **rules):
    draft = decided(state, changes, as_of, **rules).draft
    return None if draft is None else in_its_languages(draft.messages)


# name, state, facts, as_of -> a passage of the claim
PASSAGES = [
    ("what was ordered and paid", "paid", TRACKED, "10-14 10:00",
     "We placed order 8190000000000001 on 27 September 2026 and paid 12.00 EUR for it on "
     "27 September 2026."),
    ("the time to ship", "paid", TRACKED, "10-14 10:00",
     "The time to ship ended on 13 October 2026, and no carrier's scan shows a shipment."),
    ("when it was asked for, and what was answered", "paid", TRACKED, "10-14 10:00",
     "On 29 September 2026 we asked the supplier to cancel it. On 29 September 2026 the supplier "
     "refused the cancellation."),
    ("tracking asked for in vain", "paid", TRACKED, "10-14 10:00",
     "On 30 September 2026 we asked for the tracking number, and gave 5 business days for it. They "
     "ended on 13 October 2026, and no tracking number came."),
    ("silence", "paid", {"cancellation_request": asked()}, "10-16 16:00",
     "The supplier had until 1 October 2026 to answer, and did not."),
    ("a number given in an answer", "paid", {**GIVEN, "tracking_request": tracking_asked()},
     "10-14 10:00", f"On 1 October 2026 the supplier gave the tracking number {NUMBER}."),
    ("an offer", "paid", OFFERED, "10-10 10:00",
     "On 29 September 2026 the supplier offered 5.00 EUR of it back."),
    ("another parcel's number", "shipped", RECYCLED, "10-12 07:00",
     "was scanned on 20 September 2026, before we placed the order: it belongs to another parcel."),
    ("a mistyped number", "paid", {**TRACKED, **MISTYPED}, "10-14 10:00",
     f"The check digit of number {BAD_CHECK_DIGIT} is wrong. The carrier shows no scan of number "
     f"{BAD_CHECK_DIGIT}."),
    ("shipped after the dispute", "paid", shipped_at("10-15 20:00"), "10-20 10:00",
     f"The carrier first scanned number {NUMBER} on 15 October 2026."),
    ("accepted, then shipped", "paid", {**answers("accepted"), **DELIVERED}, "10-12 10:00",
     "The supplier shipped although it had accepted the cancellation."),
    ("a part", "partly_shipped", {**ONE_LEFT, **TRACKED}, "10-14 10:00",
     "This claim is about 2 of its 3 units."),
    ("the price of a part", "partly_shipped", {**ONE_LEFT, **TRACKED}, "10-14 10:00",
     "We ask for 8.00 EUR, what these units cost."),
    ("the whole price", "paid", TRACKED, "10-14 10:00", "We ask for the full refund of 12.00 EUR."),
    ("what is missing", "paid", {**TRACKED, "refunds": (money("4.00"),)}, "10-14 10:00",
     "So far 4.00 EUR have been paid back. We ask for the 8.00 EUR that are missing."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "changes", "as_of", "passage"),
    [row[1:] for row in PASSAGES],
    ids=[row[0] for row in PASSAGES],
)
def test_a_claim_says(state, changes, as_of, passage):
    assert passage in claim(state, changes, as_of)["en"]


def test_a_deadline_that_still_runs_is_not_said_to_be_over():
    text = claim("paid", TRACKED, "10-09 10:00")["en"]
    assert "and gave 5 business days for it." in text
    assert "ended" not in text


@pytest.mark.parametrize(
    ("changes", "not_said"),
    [
        (FILED | {"tracking_request": None}, "asked for the tracking number"),
        ({**TRACKED, "shipments": (replace(parcel(), observed_at=None),)}, "scan"),
        ({**TRACKED, "shipments": (replace(parcel(), observed_at=None),)}, "no tracking number"),
        ({**TRACKED, "cancellation_request": None}, "we asked the supplier"),
        ({**TRACKED, "total": None, "lines": None}, "EUR"),
        ({**TRACKED, "placed_at": None}, "We placed"),
        ({**TRACKED, "paid_at": None}, "paid"),
        ({**TRACKED, "paid_at": None}, "0.00"),
    ],
)
def test_a_claim_does_not_say_what_the_facts_do_not_hold(changes, not_said):
    assert not_said not in claim("paid", changes, "10-14 10:00")["en"]


UNNAMED = {"order_id": None, "placed_at": None, "total": None, "currency": None, "lines": None}


@pytest.mark.parametrize("row", [*CALLS, *OUTCOMES], ids=[row[0] for row in [*CALLS, *OUTCOMES]])
@pytest.mark.parametrize("unknown", [{}, UNNAMED], ids=["known", "unknown"])
def test_no_claim_has_a_hole(row, unknown):
    state, changes = row[1:3]
    written = claim(state, {**changes, **unknown}, "10-20 10:00") or {}
    for text in written.values():
        assert not any(hole in text for hole in ("None", "unknown", "desconocid", "{", "}", "  "))


def test_there_is_no_claim_on_an_order_that_nobody_paid_or_that_needs_none():
    assert claim("unpaid", {}, "10-03 10:00") is None
    assert claim("shipped", {}, "10-03 10:00") is None


def test_the_step_of_a_plan_has_the_same_claim():
    case = case_of(facts(supplier_order(**TRACKED)), policy(), as_of=at("10-14 10:00"))
    draft = draft_for(case, "open_dispute", case.judged[0])
    assert (draft.to, in_its_languages(draft.messages)) == (
        "platform",
        claim("paid", TRACKED, "10-14 10:00"),
    )
    assert set(in_its_languages(draft.messages)) == {"en", "es"}


def test_answers_stand_in_the_order_in_which_they_came():
    text = claim("paid", {**REFUSED, "responses": GIVEN["responses"][::-1]}, "10-12 10:00")["en"]
    assert text.index("refused") < text.index("gave the tracking number")
