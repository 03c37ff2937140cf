"""Each kind of field: what it takes, what it refuses, and what it says then."""

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from rescind.api.fields import (
    Amount,
    CalendarName,
    Count,
    CountryCode,
    CurrencyCode,
    Day,
    Flag,
    Identifier,
    Instant,
    Many,
    Part,
    Percent,
    Rate,
    Text,
    Word,
    ZoneName,
)
from rescind.api.schemas.edges import Incoming, Outgoing
from rescind.domain.words import OnSilence

AMOUNT = Amount("An amount.")
INSTANT = Instant("An instant.")
DAY = Day("A day.")
COUNT = Count("A count.", least=1, most=9)
FLAG = Flag("A flag.")
TEXT = Text("A text.", max_length=5)
IDENTIFIER = Identifier("An id.")
CURRENCY = CurrencyCode("A currency.")
COUNTRY = CountryCode("A country.")
CALENDAR = CalendarName("A calendar.")
ZONE = ZoneName("A zone.")
PERCENT = Percent("A share.")
RATE = Rate("A rate.")
WORD = Word(OnSilence, "A word.")
MANY = Many(Count("A count."), "A list.", least=1, most=2)


@pytest.mark.parametrize(
    ("field", "raw", "read"),
    [
        (AMOUNT, "12.00", Decimal("12.00")),
        (AMOUNT, " 0 ", Decimal(0)),
        (AMOUNT, "999999999999.9999", Decimal("999999999999.9999")),
        (INSTANT, "2026-09-28T02:05:00Z", datetime(2026, 9, 28, 2, 5, tzinfo=UTC)),
        (
            INSTANT,
            "2026-09-28t04:05:00.5+02:00",
            datetime(2026, 9, 28, 2, 5, 0, 500000, tzinfo=UTC),
        ),
        (INSTANT, "1970-01-01T00:00:00z", datetime(1970, 1, 1, tzinfo=UTC)),
        (
            INSTANT,
            "2026-09-28T02:05:00.123456789Z",
            datetime(2026, 9, 28, 2, 5, 0, 123000, tzinfo=UTC),
        ),
        (DAY, "2026-09-28", date(2026, 9, 28)),
        (COUNT, 9, 9),
        (FLAG, False, False),
        (TEXT, " año ", "año"),
        (IDENTIFIER, 5734000000000000001, "5734000000000000001"),
        (IDENTIFIER, " 8190 ", "8190"),
        (CURRENCY, "eur", "EUR"),
        (COUNTRY, "es", "ES"),
        (CALENDAR, "cn", "CN"),
        (CALENDAR, "Weekdays", "weekdays"),
        (CALENDAR, "My-Warehouse", "my-warehouse"),
        (ZONE, "Asia/Shanghai", "Asia/Shanghai"),
        (PERCENT, 0, Decimal(0)),
        (PERCENT, "12.50", Decimal("12.5")),
        (RATE, " 0.920 ", Decimal("0.92")),
        (RATE, "999999999.999999999999", Decimal("999999999.999999999999")),
        (RATE, "0.000000000001", Decimal("0.000000000001")),
        (WORD, "keep_waiting", OnSilence.KEEP_WAITING),
        (MANY, [1, 2], [1, 2]),
    ],
)
def test_taken(field, raw, read):
    found = field.deserialize(raw)
    assert found == read
    assert type(found) is type(read)


@pytest.mark.parametrize(
    ("field", "raw", "said"),
    [
        (AMOUNT, 12.0, 'Write "12.00", in quotes'),
        (AMOUNT, 12.5, 'Write "12.50", in quotes'),
        (AMOUNT, 12, 'Write "12", in quotes'),
        (AMOUNT, Decimal("12.345"), 'Write "12.345", in quotes'),
        (AMOUNT, 1e21, "in quotes"),
        (AMOUNT, "-1.00", "negative"),
        (AMOUNT, -1, "in quotes"),
        (AMOUNT, "1e3", "digits with a point"),
        (AMOUNT, "1_000", "digits with a point"),
        (AMOUNT, "1,50", "digits with a point"),
        (AMOUNT, "١٢", "digits with a point"),
        (AMOUNT, "12.00\n3", "digits with a point"),
        (AMOUNT, "1234567890123", "at most 12 digits"),
        (AMOUNT, "12.", "digits with a point"),
        (AMOUNT, ".5", "digits with a point"),
        (AMOUNT, True, "digits with a point"),
        (RATE, "0", "more than nothing"),
        (RATE, "0.00", "more than nothing"),
        (RATE, "-0.92", "above 0"),
        (RATE, 0.92, "in quotes"),
        (RATE, "0,92", "digits with a point"),
        (RATE, "1e3", "digits with a point"),
        (RATE, "1234567890", "at most 9 digits"),
        (RATE, "0.1234567890123", "12 after it"),
        (AMOUNT, "NaN", "digits with a point"),
        (INSTANT, "2026-09-28T02:05:00", '"2026-09-28T02:05:00Z"'),
        (INSTANT, "2026-09-28 02:05:00", "without a zone"),
        (INSTANT, "2026-09-28 02:05:00Z", "RFC 3339"),
        (INSTANT, "2026-09-28", "RFC 3339"),
        (INSTANT, 1790000000, "RFC 3339"),
        (INSTANT, "2026-02-30T00:00:00Z", "no moment"),
        (INSTANT, "2026-09-28T24:00:00Z", "RFC 3339"),
        (INSTANT, "2026-09-28T23:59:60Z", "no moment"),
        (INSTANT, "2026-09-28T00:00:00+24:00", "no moment"),
        (INSTANT, "0001-01-01T00:00:00+14:00", "no moment"),
        (INSTANT, "1969-12-31T23:59:59Z", "1970 to 2199"),
        (INSTANT, "2199-12-31T23:59:59-01:00", "1970 to 2199"),
        (INSTANT, "2\uff1026-09-28T02:05:00Z", "RFC 3339"),
        (DAY, "2026-02-30", "not a day"),
        (DAY, "20260228", "not a day"),
        (COUNT, 0, "from 1 to 9"),
        (COUNT, -1, "from 1 to 9"),
        (COUNT, 10, "from 1 to 9"),
        (COUNT, "7", "from 1 to 9"),
        (COUNT, 7.0, "from 1 to 9"),
        (COUNT, True, "from 1 to 9"),
        (FLAG, "true", "neither true nor false"),
        (FLAG, 1, "neither true nor false"),
        (TEXT, "too long", "8 characters long; at most 5"),
        (TEXT, "a\0b", "a character that is not one"),
        (TEXT, "\ud800", "a character that is not one"),
        (TEXT, "   ", "blank"),
        (TEXT, 7, "in quotes"),
        (IDENTIFIER, True, "in quotes"),
        (IDENTIFIER, 1.5, "in quotes"),
        (IDENTIFIER, "1" * 256, "at most 255"),
        (CURRENCY, "EURO", "ISO 4217"),
        (CURRENCY, "XXX", "ISO 4217"),
        (CURRENCY, "€", "ISO 4217"),
        (COUNTRY, "UK", "ISO 3166-1"),
        (COUNTRY, "ESP", "ISO 3166-1"),
        (CALENDAR, "Mars!", "weekdays"),
        (ZONE, "Asia/Atlantis", "IANA"),
        (ZONE, "../etc/passwd", "IANA"),
        (PERCENT, 101, "0 to 100"),
        (PERCENT, -1, "0 to 100"),
        (PERCENT, "1e1", "0 to 100"),
        (PERCENT, True, "0 to 100"),
        (WORD, "Keep_Waiting", "ask_for_tracking, keep_waiting, treat_as_accepted"),
        (WORD, ["keep_waiting"], "is not one of the words"),
        (MANY, {}, "must be a list"),
        (MANY, [], "is empty"),
        (MANY, [1, 2, 3], "at most 2"),
    ],
)
def test_refused(field, raw, said):
    with pytest.raises(ValidationError) as refusal:
        field.deserialize(raw)
    assert said in refusal.value.messages[0]


class Inner(Incoming):
    at = Instant("When.", required=True)
    note = Text("A note.")


class Body(Incoming):
    name = Text("A name.")
    count = Count("A count.", required=True)
    may = Part(Inner(), "May be empty.", may_be_empty=True)
    must = Part(Inner(), "May not be empty.")
    parts = Many(Inner(), "A list.", most=2)


def refusal(raw):
    with pytest.raises(ValidationError) as refused:
        Body().load(raw)
    return refused.value.messages


@pytest.mark.parametrize("nothing", [None, ""])
def test_null_and_empty_text_mean_absent(nothing):
    raw = {"count": 1, "name": nothing, "may": nothing, "must": nothing, "parts": nothing}
    assert Body().load(raw) == {"count": 1}
    assert refusal({"count": nothing}) == {"count": ["This field is required."]}


def test_an_object_of_empty_fields_is_absent_only_where_it_may_be():
    empty = {"at": None, "note": ""}
    assert Body().load({"count": 1, "may": empty}) == {"count": 1}
    assert refusal({"count": 1, "must": empty}) == {"must": {"at": ["This field is required."]}}


UNKNOWN = ["Unknown field."]


@pytest.mark.parametrize(
    ("raw", "messages"),
    [
        (
            {"count": 1, "nmae": 1},
            {"nmae": UNKNOWN},
        ),
        ({"count": 1, "x": None}, {"x": UNKNOWN}),
        (
            {"count": 1, "parts": [{"at": "2026-09-28T02:05:00Z", "notes": ""}]},
            {"parts": {0: {"notes": UNKNOWN}}},
        ),
        ({"count": 1, "parts": ["x"]}, {"parts": {0: {"_schema": ["This must be an object."]}}}),
    ],
)
def test_unknown_fields_are_refused_by_name(raw, messages):
    assert refusal(raw) == messages


def test_a_body_that_is_no_object():
    assert refusal([1]) == {"_schema": ["This must be an object."]}


def test_keys_of_answers_are_always_there():
    class Answer(Outgoing):
        name = Text("A name.")

    assert Answer().fields["name"].required


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    "field",
    [
        *(AMOUNT, INSTANT, DAY, COUNT, FLAG, TEXT, IDENTIFIER, CURRENCY, COUNTRY, CALENDAR, ZONE),
        *(PERCENT, WORD, MANY),
    ],
    ids=lambda field: type(field).__name__,
)
@given(raw=JSON)
def test_a_field_reads_or_refuses_and_never_breaks(field, raw):
    if raw is not None:
        with suppress(ValidationError):
            field.deserialize(raw)
