"""An operator's days: what may be written, and how everything else is refused at its place."""

from datetime import date

import pytest

from rescind.intake.own_calendars import read_own_calendars
from rescind.intake.problems import UnreadableFacts


def days(calendar):
    return {str(one.day): "working" if one.worked else "holiday" for one in calendar.marked}


def test_nothing_told_leaves_the_tables_as_they_are():
    assert read_own_calendars({}).by_name == {}


def test_days_of_a_country():
    own = read_own_calendars(
        {
            "CN": {
                "2027-02-05/2027-02-07": "holiday: Spring Festival",
                "2027-02-20": "working",
                "complete_years": [2027],
            }
        }
    )
    china = own.named("CN")
    assert days(china) == {
        "2027-02-05": "holiday",
        "2027-02-06": "holiday",
        "2027-02-07": "holiday",
        "2027-02-20": "working",
    }
    assert china.day_names == dict.fromkeys(
        (date(2027, 2, day) for day in (5, 6, 7)), "Spring Festival"
    )
    assert china.complete_years == {2027}
    assert own.own_names == ()
    assert own.named("ES").marked == ()


def test_a_calendar_of_its_own_starts_from_the_days_of_its_base_as_they_are_told_here():
    own = read_own_calendars(
        {
            "a-house": {"based_on": "CN", "2027-02-05": "working", "2026-12-24": "holiday"},
            "CN": {"2027-02-05": "holiday", "2027-02-06": "holiday", "complete_years": [2027]},
        }
    )
    house = own.named("a-house")
    assert days(house) == {
        "2026-12-24": "holiday",
        "2027-02-05": "working",
        "2027-02-06": "holiday",
    }
    assert (house.name, house.based_on, house.complete_years) == ("a-house", "CN", {2027})
    assert own.own_names == ("a-house",)


def test_the_order_in_which_days_are_told_says_nothing():
    one = {"CN": {"2027-02-05": "holiday", "2027-02-07": "working"}, "a-house": {"based_on": "CN"}}
    other = {"a-house": {"based_on": "CN"}, "CN": dict(reversed(one["CN"].items()))}
    assert read_own_calendars(one) == read_own_calendars(other)


KEYS = 'accepted is a day (YYYY-MM-DD), days (FIRST/LAST), "complete_years" or "based_on"'


@pytest.mark.parametrize(
    ("given", "pointer", "said"),
    [
        ([], "", "An object of calendars by their names"),
        ({"CN": []}, "/CN", "An object is expected"),
        ({"XX": {}}, "/XX", "two capital letters (ISO 3166-1 alpha-2)"),
        ({"cn": {}}, "/cn", "two capital letters (ISO 3166-1 alpha-2)"),
        ({"My House": {}}, "/My House", 'small letters, digits and "-"'),
        ({"weekdays": {}}, "/weekdays", "base a calendar of your own on it"),
        ({"house": {}}, "/house/based_on", 'Say whose days it starts from: "weekdays"'),
        ({"house": {"based_on": "XX"}}, "/house/based_on", 'such as "CN"'),
        ({"house": {"based_on": 5}}, "/house/based_on", 'such as "CN"'),
        ({"CN": {"based_on": "ES"}}, "/CN/based_on", "leave this out"),
        ({"CN": {"2027-02-30": "holiday"}}, "/CN/2027-02-30", "no such day"),
        ({"CN": {"5.2.2027": "holiday"}}, "/CN/5.2.2027", KEYS),
        ({"CN": {"completeyears": "holiday"}}, "/CN/completeyears", 'mean "complete_years"?'),
        ({"CN": {"1969-12-31": "holiday"}}, "/CN/1969-12-31", "1970 to 2199"),
        ({"CN": {"2027-02-07/2027-02-05": "holiday"}}, "/CN/2027-02-07~12027-02-05", "after the"),
        ({"CN": {"2027-02-07/2029-02-05": "holiday"}}, "/CN/2027-02-07~12029-02-05", "366 days"),
        ({"CN": {"2027-02-05": "free"}}, "/CN/2027-02-05", '"holiday" or "working"'),
        ({"CN": {"2027-02-05": True}}, "/CN/2027-02-05", '"holiday" or "working"'),
        ({"CN": {"2027-02-05": "holiday:"}}, "/CN/2027-02-05", '"holiday" or "working"'),
        (
            {"CN": {"2027-02-05/2027-02-07": "holiday", "2027-02-06": "working"}},
            "/CN/2027-02-06",
            "told twice",
        ),
        ({"CN": {"complete_years": 2027}}, "/CN/complete_years", "such as [2027]"),
        ({"CN": {"complete_years": ["2027"]}}, "/CN/complete_years", "such as [2027]"),
        ({"CN": {"complete_years": [True]}}, "/CN/complete_years", "such as [2027]"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_place(given, pointer, said):
    with pytest.raises(UnreadableFacts) as refused:
        read_own_calendars(given)
    ((place, detail),) = refused.value.problems
    assert place == pointer
    assert said in detail


def test_everything_that_is_wrong_is_told_at_once():
    with pytest.raises(UnreadableFacts) as refused:
        read_own_calendars({"CN": {"2027-02-30": "holiday", "2027-02-05": "free"}, "XX": {}})
    assert [place for place, _ in refused.value.problems] == [
        "/CN/2027-02-30",
        "/CN/2027-02-05",
        "/XX",
    ]
