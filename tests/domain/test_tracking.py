"""How far a tracking number can be believed, as a table."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from given import (
    BAD_CHECK_DIGIT,
    NUMBER,
    OTHER_NUMBER,
    answer,
    at,
    parcel,
    quantities,
    scan,
    second_order,
    supplier_order,
)
from rescind.domain.carriers import read_number
from rescind.domain.facts import Elsewhere, Scan, ShipTo, SupplierOrder
from rescind.domain.rules import RULES
from rescind.domain.tracking import Viewpoint, assessments, numbers_of, verdict_of
from rescind.domain.words import ScanStatus, TrackingVerdict

MADRID = ShipTo(country="ES", city="Madrid")
ACCEPTED = scan("10-02 11:00")
UPS_NUMBER, BAD_UPS_NUMBER = "1Z999AA10123456784", "1Z999AA10123456785"
TWIN = second_order(shipments=(parcel(ACCEPTED),))


def ended(status: str, country: str | None, city: str | None) -> Scan:
    return Scan(at=at("10-10 11:00"), status=ScanStatus(status), country=country, city=city)


def delivered(when: str, country: str | None = "ES") -> Scan:
    return Scan(at=at(when), status=ScanStatus.DELIVERED, country=country, city="Madrid")


def shared(*events: Scan, **place: Any):
    """A parcel whose number stands on another order that is not in hand."""
    return replace(parcel(*events), also_on=(Elsewhere(**place),))


def graded(*shipments: Any, others: tuple[SupplierOrder, ...] = (), **changes: Any):
    order = supplier_order(shipments=shipments, **changes)
    view = Viewpoint(as_of=at("10-14 10:00"), ship_to=MADRID, silence_after_scan_days=15)
    return numbers_of(order, others=others, view=view)


def s10_fails(number: str) -> bool:
    return read_number(number, None).s10_fails


# name, shipments, other orders, changes -> verdict
VERDICTS: list[tuple[str, tuple[Any, ...], tuple[Any, ...], dict[str, Any], str]]
VERDICTS = [
    ("a scan after the order", (parcel(ACCEPTED),), (), {}, "confirmed"),
    ("a scan at the very order", (parcel(scan("09-28 02:00")),), (), {}, "confirmed"),
    ("no number", (), (), {}, "unknown"),
    ("a label is no shipment", (parcel(scan("10-02 01:00", "label_created")),), (), {}, "unknown"),
    ("looked at and empty", (parcel(),), (), {}, "unknown"),
    ("a scan before the order", (parcel(scan("09-28 01:59")),), (), {}, "contradicted"),
    (
        "without the order's moment, before its payment",
        (parcel(scan("09-28 02:04")),), (), {"placed_at": None}, "contradicted",
    ),
    ("on another supplier's order", (parcel(ACCEPTED),), (TWIN,), {}, "contradicted"),
    (
        "the other order's answer named it",
        (parcel(ACCEPTED),),
        (second_order(responses=(replace(answer("tracking_provided"), tracking_number=NUMBER),)),),
        {}, "contradicted",
    ),
    (
        "written in another way it is the same number",
        (parcel(ACCEPTED, number="lp 0060-0000 000001"),), (TWIN,), {}, "contradicted",
    ),
    (
        "on another order of the same supplier",
        (parcel(ACCEPTED),), (replace(TWIN, supplier_id="store-1"),), {}, "plausible",
    ),
    (
        "on the order of a supplier nobody named",
        (parcel(ACCEPTED),), (replace(TWIN, supplier_id=None),), {}, "confirmed",
    ),
    (
        "delivered in the customer's city",
        (parcel(ACCEPTED, ended("delivered", "ES", "MADRID")),), (), {}, "confirmed",
    ),
    (
        "delivered in another city of the country",
        (parcel(ACCEPTED, ended("delivered", "ES", "Sevilla")),), (), {}, "plausible",
    ),
    (
        "delivered in another country",
        (parcel(ACCEPTED, ended("delivered", "FR", "Paris")),), (), {}, "contradicted",
    ),
    (
        "out for delivery in another country",
        (parcel(ACCEPTED, ended("out_for_delivery", "FR", None)),), (), {}, "contradicted",
    ),
    (
        "passing through another country",
        (parcel(ACCEPTED, ended("in_transit", "FR", "Paris")),), (), {}, "confirmed",
    ),
    ("a wrong check digit", (parcel(ACCEPTED, number=BAD_CHECK_DIGIT),), (), {}, "suspicious"),
    ("a wrong check digit without a scan", (parcel(number=BAD_CHECK_DIGIT),), (), {}, "suspicious"),
    (
        "a wrong check digit and an older scan",
        (parcel(scan("09-20 11:00"), number=BAD_CHECK_DIGIT),), (), {}, "contradicted",
    ),
    ("a right check digit", (parcel(ACCEPTED, number="RF473124829US"),), (), {}, "confirmed"),
    (
        "the best of several that is not contradicted",
        (parcel(scan("09-20 11:00")), parcel(number=OTHER_NUMBER)), (), {}, "unknown",
    ),
    (
        "another case has it from another supplier",
        (shared(ACCEPTED, supplier_id="store-9"),), (), {}, "contradicted",
    ),
    (
        "another case has it from the same supplier",
        (shared(ACCEPTED, supplier_id="store-1", country="ES"),), (), {}, "plausible",
    ),
    (
        "another case has it for another country",
        (shared(ACCEPTED, supplier_id="store-1", country="FR"),), (), {}, "contradicted",
    ),
    (
        "another case has it, nobody knows whose or where to",
        (shared(ACCEPTED, order_id="1"),), (), {}, "confirmed",
    ),
    (
        "another case is about the same order",
        (shared(ACCEPTED, supplier_id="store-1", country="FR", order_id="8190000000000001"),),
        (), {}, "confirmed",
    ),
    (
        "an answer's number stands elsewhere",
        (parcel(ACCEPTED),), (),
        {
            "responses": (
                replace(
                    answer("tracking_provided"),
                    tracking_number=NUMBER,
                    also_on=(Elsewhere(supplier_id="store-9"),),
                ),
            ),
        },
        "contradicted",
    ),
    ("a carrier's own right digit", (parcel(ACCEPTED, number=UPS_NUMBER),), (), {}, "confirmed"),
    (
        "a carrier's own wrong digit",
        (parcel(ACCEPTED, number=BAD_UPS_NUMBER),), (), {}, "plausible",
    ),
    ("a carrier's own wrong digit, no scan", (parcel(number=BAD_UPS_NUMBER),), (), {}, "unknown"),
    (
        "a number of another carrier",
        (replace(parcel(ACCEPTED, number=UPS_NUMBER), carrier="FedEx"),), (), {}, "plausible",
    ),
    ("a form that nobody knows", (parcel(ACCEPTED, number="ZZ-1"),), (), {}, "confirmed"),
    (
        "abroad within hours",
        (parcel(ACCEPTED, delivered("10-02 22:59")),), (), {}, "plausible",
    ),
    ("abroad in time", (parcel(ACCEPTED, delivered("10-02 23:00")),), (), {}, "confirmed"),
    (
        "at home within hours",
        (parcel(scan("10-02 11:00", country="ES"), delivered("10-02 22:59")),), (), {}, "confirmed",
    ),
    (
        "on its way after the delivery",
        (parcel(ACCEPTED, delivered("10-09 11:00"), scan("10-09 12:00", "in_transit", "ES")),),
        (), {}, "plausible",
    ),
    (
        "on its way back after the delivery",
        (
            parcel(
                ACCEPTED, delivered("10-09 11:00"), scan("10-10 12:00", "in_transit", "ES"),
                scan("10-12 12:00", "returned", "CN"),
            ),
        ),
        (), {}, "confirmed",
    ),
    (
        "delivered before it was handed in",
        (parcel(delivered("10-01 11:00"), ACCEPTED),), (), {}, "plausible",
    ),
    (
        "silent for long",
        (parcel(scan("09-29 09:59")),), (), {}, "confirmed",
    ),
    (
        "suspicious comes before unknown",
        (parcel(), parcel(number=BAD_CHECK_DIGIT)), (), {}, "suspicious",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("shipments", "others", "changes", "verdict"),
    [row[1:] for row in VERDICTS],
    ids=[row[0] for row in VERDICTS],
)
def test_verdict(shipments, others, changes, verdict):
    assert verdict_of(graded(*shipments, others=others, **changes)) == verdict


@pytest.mark.parametrize(
    ("shipment", "responses", "given_at"),
    [
        (parcel(given="10-02 02:00"), (), "10-02 02:00"),
        (parcel(given=None), ("10-01 05:00", "10-01 04:00"), "10-01 04:00"),
        (parcel(given=None), (), "10-02 03:00"),
        (replace(parcel(given=None), observed_at=None), (), None),
    ],
    ids=["declared", "else answered", "else seen", "else nobody knows"],
)
def test_when_a_number_was_given(shipment, responses, given_at):
    told = tuple(
        replace(answer("tracking_provided", when), tracking_number=NUMBER) for when in responses
    )
    [number] = graded(shipment, responses=told)
    assert number.given_at == (at(given_at) if given_at else None)


def test_a_number_from_an_answer_alone_is_a_parcel_nobody_looked_at():
    told = replace(answer("tracking_provided"), tracking_number=NUMBER)
    [number] = graded(responses=(told,))
    assert (number.verdict, number.looked_at, number.first_scan_at) == ("unknown", False, None)


def test_the_same_number_twice_is_one_parcel():
    first = parcel(scan("10-02 11:00"), L1=1)
    again = parcel(scan("10-03 11:00"), number="LP 00600000000001", given="10-01 02:00")
    [number] = graded(first, again)
    assert (number.first_scan_at, number.given_at, number.lines) == (
        at("10-02 11:00"),
        at("10-01 02:00"),
        quantities(L1=1),
    )


@pytest.mark.parametrize(
    ("first", "again", "held"),
    [
        ({"L1": 1}, {"L2": 1}, {"L1": 1, "L2": 1}),
        ({"L1": 1}, {"L1": 1}, {"L1": 1}),
        ({"L1": 1}, {"L1": 2}, {"L1": 2}),
        ({}, {"L1": 1}, {"L1": 1}),
        ({}, {}, None),
    ],
    ids=["another line", "the same again", "more of it", "one says nothing", "neither says"],
)
def test_a_parcel_holds_what_any_of_its_entries_says(first, again, held):
    told = [parcel(ACCEPTED, **first), parcel(ACCEPTED, **again)]
    holdings = [number.lines for pair in (told, told[::-1]) for number in graded(*pair)]
    assert [as_units(lines) for lines in holdings] == [held, held]


def as_units(lines):
    return None if lines is None else {line.line_id: line.quantity for line in lines}


def test_every_check_speaks_for_every_number():
    [number] = graded(parcel(ACCEPTED))
    assert [finding.rule for finding in number.evidence] == [
        rule for rule in RULES if rule.startswith("TRK-")
    ]


@pytest.mark.parametrize("rule_id", [rule for rule in RULES if rule.startswith("TRK-")])
def test_every_outcome_that_a_check_can_give_is_given(rule_id):
    stories = [row[1:4] for row in VERDICTS]
    unknown_end = (parcel(ACCEPTED, ended("delivered", None, None)),)
    stories += [((parcel(number="---"),), (), {})]
    stories += [(unknown_end, (), {}), (unknown_end, (), {"placed_at": None, "paid_at": None})]
    found = {
        finding.outcome
        for shipments, others, changes in stories
        for number in graded(*shipments, others=others, **changes)
        for finding in number.evidence
        if finding.rule == rule_id
    }
    assert found == set(RULES[rule_id].messages)


instants = st.datetimes(at("09-01").replace(tzinfo=None), at("10-30").replace(tzinfo=None)).map(
    lambda naive: naive.replace(tzinfo=at("09-01").tzinfo)
)
scans = st.builds(
    Scan,
    at=instants,
    status=st.sampled_from(ScanStatus),
    country=st.sampled_from(["CN", "ES", "FR", None]),
    city=st.sampled_from(["Madrid", "Paris", None]),
)


@over(events=st.lists(scans, max_size=6), seed=st.randoms())
def test_the_order_of_events_does_not_matter(events, seed):
    shuffled = seed.sample(events, len(events))
    [first] = graded(parcel(*events))
    [second] = graded(parcel(*shuffled))
    assert (first.verdict, first.first_scan_at) == (second.verdict, second.first_scan_at)


@over(events=st.lists(scans, max_size=6), before=st.timedeltas(timedelta(seconds=1), timedelta(30)))
def test_a_scan_before_the_order_always_contradicts(events, before):
    early = Scan(at=at("09-28 02:00") - before, status=ScanStatus.IN_TRANSIT)
    assert verdict_of(graded(parcel(*events, early))) is TrackingVerdict.CONTRADICTED


def holds(digits: str) -> bool:
    """UPU S10 said the other way round: weighed digits and check digit make a multiple of 11."""
    weighed = sum(int(d) * int(w) for d, w in zip(digits, "86423597", strict=False))
    stands_for = {"0": (10,), "5": (5, 11)}.get(digits[8], (int(digits[8]),))
    return any((weighed + value) % 11 == 0 for value in stands_for)


@over(events=st.lists(scans, max_size=6))
def test_a_number_has_one_verdict_and_only_a_scan_makes_it_shipped(events):
    [number] = graded(parcel(*events))
    believed = (TrackingVerdict.CONFIRMED, TrackingVerdict.PLAUSIBLE)
    assert number.verdict in TrackingVerdict
    assert number.first_scan_at is not None or number.verdict not in believed


@over(
    digits=st.integers(0, 999_999_999).map("{:09d}".format), country=st.sampled_from(["US", "CN"])
)
def test_check_digits_agree_with_the_standard_said_another_way(digits, country):
    assert s10_fails(f"RF{digits}{country}") is not holds(digits)


@pytest.mark.parametrize("number", ["LP00600000000001", "1Z999AA10123456784", "RF47312482US", ""])
def test_other_formats_have_no_check_digit(number):
    assert not s10_fails(number)


def found(number, rule_id):
    return next(piece for piece in number.evidence if piece.rule == rule_id)


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        ((scan("09-29 09:59"),), "blocks"),
        ((scan("09-29 10:00"),), "clear"),
        ((scan("09-29 09:00"), scan("10-01 09:00", "in_transit")), "clear"),
        ((scan("09-28 09:00"), delivered("09-29 09:00")), "clear"),
        ((scan("09-28 09:00"), scan("09-29 09:00", "returned")), "clear"),
        ((scan("09-28 09:00", "label_created"),), "clear"),
        ((), "clear"),
    ],
    ids=["a moment too long", "just in time", "goes on", "arrived", "came back", "label", "none"],
)
def test_silence_after_a_scan(last, outcome):
    [number] = graded(parcel(*last))
    assert found(number, "TRK-013").outcome == outcome


def test_a_completed_order_is_not_silent():
    [number] = graded(parcel(scan("09-29 09:00")), state="completed")
    assert found(number, "TRK-013").outcome == "clear"


@over(events=st.lists(scans, max_size=6))
def test_silence_changes_no_verdict(events):
    order = supplier_order(shipments=(parcel(*events),))
    views = [
        Viewpoint(as_of=at("10-30"), ship_to=MADRID, silence_after_scan_days=days)
        for days in (0, 365)
    ]
    silent, patient = (numbers_of(order, others=(), view=view)[0] for view in views)
    assert silent.verdict is patient.verdict


places = st.builds(
    Elsewhere,
    supplier_id=st.sampled_from(["store-1", "store-9", None]),
    country=st.sampled_from(["ES", "FR", None]),
    order_id=st.sampled_from(["8190000000000001", "8190000000000009", None]),
    first_seen_at=st.sampled_from([at("09-20"), None]),
)
GRAVEST_LAST = ["confirmed", "plausible", "unknown", "suspicious", "contradicted"]


@over(events=st.lists(scans, max_size=4), told=st.lists(places, max_size=5), seed=st.randoms())
def test_the_order_in_which_other_orders_are_told_does_not_matter(events, told, seed):
    shuffled = seed.sample(told, len(told))
    one, other = (
        graded(replace(parcel(*events), also_on=tuple(some))) for some in (told, shuffled)
    )
    assert one == other


@over(events=st.lists(scans, max_size=4), told=st.lists(places, max_size=3), one=places)
def test_another_order_on_the_number_never_makes_it_better(events, told, one):
    before, after = (
        graded(replace(parcel(*events), also_on=tuple(some)))[0] for some in (told, [*told, one])
    )
    assert GRAVEST_LAST.index(after.verdict) >= GRAVEST_LAST.index(before.verdict)


@over(
    events=st.lists(scans, max_size=5),
    wrong=st.sampled_from([scan("09-27"), ended("delivered", "FR", "Paris")]),
)
def test_a_contradicting_scan_is_never_outweighed(events, wrong):
    [number] = graded(parcel(*events, wrong))
    assert number.verdict is TrackingVerdict.CONTRADICTED


@over(labels=st.lists(instants, max_size=4))
def test_labels_never_make_a_shipment(labels):
    told = [Scan(at=when, status=ScanStatus.LABEL_CREATED, country="FR") for when in labels]
    [number] = graded(parcel(*told))
    assert (number.verdict, number.first_scan_at) == (TrackingVerdict.UNKNOWN, None)


@over(text=st.text(min_size=1, max_size=255))
def test_any_text_is_a_number_that_can_be_judged(text):
    [number] = graded(parcel(ACCEPTED, number=text), others=(TWIN,))
    assert number.verdict in TrackingVerdict


def test_dashes_are_no_number_that_two_orders_share():
    other = second_order(shipments=(parcel(number="- -"),))
    [number] = graded(parcel(ACCEPTED, number="--"), others=(other,))
    assert number.verdict is TrackingVerdict.CONFIRMED


@pytest.mark.parametrize(
    ("shipment", "rule_id", "weight"),
    [
        (parcel(scan("09-20 11:00")), "TRK-001", "contradicts"),
        (parcel(ACCEPTED, number=BAD_CHECK_DIGIT), "TRK-004", "doubts"),
        (parcel(ACCEPTED, number=BAD_UPS_NUMBER), "TRK-009", "doubts"),
        (parcel(ACCEPTED), "TRK-001", "supports"),
        (parcel(ACCEPTED), "TRK-003", "neutral"),
        (parcel(ACCEPTED, delivered("10-10 11:00")), "TRK-003", "supports"),
        (parcel(), "TRK-001", "neutral"),
        (parcel(), "TRK-005", "neutral"),
        (parcel(scan("09-29 09:00")), "TRK-013", "neutral"),
        (parcel(number="---"), "TRK-011", "neutral"),
    ],
)
def test_what_each_piece_of_evidence_weighs(shipment, rule_id, weight):
    [shown] = assessments(graded(shipment))
    assert found(shown, rule_id).weight == weight


@pytest.mark.parametrize("row", VERDICTS, ids=[row[0] for row in VERDICTS])
def test_the_explanation_is_what_decided(row):
    _, shipments, others, changes, _ = row
    for shown in assessments(graded(*shipments, others=others, **changes)):
        against = [piece.message for piece in shown.evidence if piece.outcome == "blocks"]
        assert (shown.explanation in against) is (shown.verdict != "confirmed")
