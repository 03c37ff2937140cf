"""Parcels that are told again: the same number is the same parcel, looked at again."""

import itertools

import pytest

from telling import ANSWERED, BODY, ORDER, PARCEL, Case, response, z

NUMBER = "LP00600000000001"
SCAN = {"at": z("10-02 11:00"), "status": "accepted"}
LATER_SCAN = {"at": z("10-03 11:00"), "status": "in_transit"}


def parcel(number=NUMBER, **more):
    return {"tracking_number": number, **more}


PARCELS = {
    "scans are added": (
        [parcel(events=[SCAN]), parcel(events=[LATER_SCAN])],
        parcel(events=[SCAN, LATER_SCAN]),
    ),
    "scans are never fewer": (
        [
            parcel(observed_at=z("10-02 12:00"), events=[SCAN], declared_at=z("10-02 10:00")),
            parcel(observed_at=z("10-04 12:00"), events=[]),
        ],
        parcel(observed_at=z("10-04 12:00"), events=[SCAN], declared_at=z("10-02 10:00")),
    ),
    "a known scan stands once": (
        [parcel(events=[SCAN]), parcel(events=[SCAN])],
        parcel(events=[SCAN]),
    ),
    "an older sight replaces nothing": (
        [
            parcel(carrier="new", observed_at=z("10-04 12:00"), declared_at=z("10-02 10:00")),
            parcel(carrier="old", observed_at=z("10-03 12:00"), events=[SCAN]),
        ],
        parcel(
            carrier="new",
            observed_at=z("10-04 12:00"),
            declared_at=z("10-02 10:00"),
            events=[SCAN],
        ),
    ),
    "a newer sight replaces": (
        [
            parcel(carrier="old", observed_at=z("10-03 12:00"), declared_at=z("10-02 10:00")),
            parcel(carrier="new", observed_at=z("10-04 12:00")),
        ],
        parcel(carrier="new", observed_at=z("10-04 12:00"), declared_at=z("10-02 10:00")),
    ),
    "what is told without a look is as new as its telling": (
        [
            parcel(carrier="old", observed_at=z("10-02 07:00"), declared_at=z("10-02 06:00")),
            parcel(carrier="new"),
        ],
        parcel(carrier="new", observed_at=z("10-02 07:00"), declared_at=z("10-02 06:00")),
    ),
    "a number was given when it was given first": (
        [parcel(declared_at=z("10-02 10:00")), parcel(declared_at=z("10-04 10:00"))],
        parcel(declared_at=z("10-02 10:00")),
    ),
    "that it was given earlier is told late": (
        [parcel(declared_at=z("10-04 10:00")), parcel(declared_at=z("10-02 10:00"))],
        parcel(declared_at=z("10-02 10:00")),
    ),
    "looking again and again does not put off its deadline": (
        [parcel(observed_at=z(f"10-0{day} 12:00"), events=[]) for day in (2, 3, 4)],
        parcel(observed_at=z("10-04 12:00"), events=[], declared_at=z("10-02 12:00")),
    ),
    "looking once tells no more than it says": (
        [parcel(observed_at=z("10-02 12:00"), events=[])],
        parcel(observed_at=z("10-02 12:00"), events=[]),
    ),
}


@pytest.mark.parametrize(("told", "expected"), PARCELS.values(), ids=PARCELS)
def test_a_number_told_again_is_the_same_parcel_looked_at_again(told, expected):
    case = Case()
    for one in told:
        case.tell(PARCEL, one)
    assert case.order["shipments"] == [expected]


def test_a_parcel_of_the_opening_is_looked_at_again_too():
    case = Case({**BODY, "supplier_orders": [{**ORDER, "shipments": [parcel(events=[SCAN])]}]})
    case.tell(PARCEL, parcel(events=[LATER_SCAN]))
    case.tell(PARCEL, parcel("LP00600000000002"))
    assert case.order["shipments"] == [
        parcel(events=[SCAN, LATER_SCAN]),
        parcel("LP00600000000002"),
    ]


def test_an_answer_that_gave_the_number_says_when_better_than_a_look():
    case = Case()
    gave = {**response("tracking_provided", "10-01 12:00"), "tracking_number": NUMBER}
    case.tell(ANSWERED, gave)
    for day in (2, 3):
        case.tell(PARCEL, parcel(observed_at=z(f"10-0{day} 12:00")))
    assert case.order["shipments"] == [parcel(observed_at=z("10-03 12:00"))]


LOOKS = [
    parcel(observed_at=z("10-02 12:00"), carrier="Cainiao", events=[]),
    parcel(observed_at=z("10-03 12:00"), lines=[{"store_line_id": "L1"}], events=[SCAN]),
    parcel(observed_at=z("10-04 12:00"), carrier="Correos", events=[LATER_SCAN]),
    parcel(observed_at=z("10-05 12:00"), lines=[{"store_line_id": "L2"}], events=[]),
]


@pytest.mark.parametrize("looks", list(itertools.permutations(LOOKS)))
def test_looks_add_up_to_the_same_parcel_in_whatever_order_they_are_told(looks):
    case = Case()
    for one in looks:
        case.tell(PARCEL, one, at="10-06 08:00")
    [found] = case.order["shipments"]
    assert sorted(found.pop("events"), key=str) == sorted([SCAN, LATER_SCAN], key=str)
    assert found == parcel(
        declared_at=z("10-02 12:00"),
        observed_at=z("10-05 12:00"),
        carrier="Correos",
        lines=[{"store_line_id": "L2"}],
    )
