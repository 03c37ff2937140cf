"""Tracking numbers: whose they look like, whether their digits hold, where to look them up."""

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from rescind.domain.carriers import CARRIERS, FORMATS, known_carrier, read_number

# number, named carrier -> format, guess, the check digit holds. Numbers are those that the
# carriers, UPU S10 and tracking_number_data publish as examples.
NUMBERS = [
    ("RF473124829US", None, "UPU S10", "USPS", True),
    ("RF473124828US", None, "UPU S10", "USPS", False),
    ("RB123456785CN", None, "UPU S10", "China Post", True),
    ("RB123456789CN", None, "UPU S10", "China Post", False),
    ("RB123456785GB", None, "UPU S10", None, True),
    ("UG123456785YP", None, "UPU S10", "Yanwen", True),
    ("rf 473 124 829 us", None, "UPU S10", "USPS", True),
    ("LP00600000000001", None, "Cainiao LP", "Cainiao", None),
    ("LP00724622449605", "AliExpress Standard Shipping", "Cainiao LP", "Cainiao", None),
    ("CNUSUP00016597663", None, "Cainiao CNUSUP", "Cainiao", None),
    ("YT2229521272164446", None, "YunExpress YT", "YunExpress", None),
    ("YT123456789012345", None, None, None, None),
    ("4PX3001291278502CN", None, "4PX", "4PX", None),
    ("1Z5R89390357567127", None, "UPS 1Z", "UPS", True),
    ("1Z879E930346834440", None, "UPS 1Z", "UPS", True),
    ("1Z410E7W0392751591", None, "UPS 1Z", "UPS", True),
    ("1Z8V92A70367203024", None, "UPS 1Z", "UPS", True),
    ("1Z999AA10123456784", None, "UPS 1Z", "UPS", True),
    ("1Z1111111111111111", None, "UPS 1Z", "UPS", False),
    ("2Z5R89390357567127", None, None, None, None),
    ("9400 1112 0108 0805 4830 16", None, "USPS IMpb", "USPS", True),
    ("9361 2898 7870 0317 6337 95", None, "USPS IMpb", "USPS", True),
    ("9405803699300124287899", None, "USPS IMpb", "USPS", True),
    ("9400111201080805483017", None, "USPS IMpb", "USPS", False),
    ("986578788855", "FedEx", "FedEx Express", "FedEx", True),
    ("477179081230", "FedEx International Priority", "FedEx Express", "FedEx", True),
    ("996578788855", "FedEx", "FedEx Express", "FedEx", False),
    ("041441760228964", "FedEx", "FedEx Ground", "FedEx", True),
    ("568283610012000", "FedEx", "FedEx Ground", "FedEx", True),
    ("568283610012732", "FedEx", "FedEx Ground", "FedEx", False),
    ("986578788855", None, None, None, None),
    ("986578788855", "DHL", None, None, None),
    ("3318810025", "DHL Express", "DHL Express waybill", "DHL", True),
    ("8487135506", "DHL", "DHL Express waybill", "DHL", True),
    ("3318810034", "DHL", "DHL Express waybill", "DHL", False),
    ("3318810025", None, None, None, None),
    ("JJD0099999999", None, "DHL piece", "DHL", None),
    ("JVGL0999999990", None, "DHL piece", "DHL", None),
    ("GM2951173225174494", None, "DHL eCommerce", "DHL", None),
    ("\uff11\uff3a999AA10123456784", None, None, None, None),
    ("RF47312482\u0669US", None, None, None, None),
    ("R" * 255, None, None, None, None),
    ("", None, None, None, None),
]


@pytest.mark.parametrize(("number", "carrier", "form", "guess", "holds"), NUMBERS)
def test_the_form_of_a_number(number, carrier, form, guess, holds):
    read = read_number(number, carrier)
    assert (read.name, read.guess, read.checks) == (form, guess, holds)


def test_every_form_stands_in_the_table():
    assert {row[2] for row in NUMBERS} - {None} == {one.name for one in FORMATS}


@pytest.mark.parametrize(
    ("number", "carrier", "misnamed"),
    [
        ("1Z999AA10123456784", "UPS", False),
        ("1Z999AA10123456784", "FedEx", True),
        ("1Z999AA10123456784", "Cainiao", False),
        ("1Z999AA10123456784", "Correos Express", False),
        ("RF473124829US", "UPS", True),
        ("RF473124829US", "USPS", False),
        ("RB123456785CN", "AliExpress Standard Shipping", False),
        ("LP00600000000001", "Cainiao", False),
        ("LP00600000000001", "Yanwen Economic Air Mail", False),
        ("LP00600000000001", "DHL", True),
        ("YT2229521272164446", "China Post", True),
        ("ZZ-1", "DHL", False),
        ("986578788855", "DHL", False),
    ],
)
def test_a_number_of_another_carrier(number, carrier, misnamed):
    assert read_number(number, carrier).misnamed is misnamed


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Cainiao", "Cainiao"),
        ("AliExpress Standard Shipping", "Cainiao"),
        ("Yun Express", "YunExpress"),
        ("USPS", "USPS"),
        ("UPS Expedited", "UPS"),
        ("China Post Registered Air Mail", "China Post"),
        ("UPS or FedEx", None),
        ("Groups", None),
        ("Correos", None),
        ("", None),
        (None, None),
    ],
)
def test_the_carrier_that_a_text_names(text, name):
    assert known_carrier(text) == name


@pytest.mark.parametrize(
    ("number", "carrier", "url"),
    [
        ("1Z 999 AA1 0123456784", None, "https://www.ups.com/track?tracknum=1Z999AA10123456784"),
        ("RB123456785GB", None, "https://www.17track.net/en/track?nums=RB123456785GB"),
        (
            "a/b?c&d",
            "DHL",
            "https://www.dhl.com/en/express/tracking.html?AWB=A%2FB%3FC%26D",
        ),
        ("ZZ-1", None, None),
    ],
)
def test_where_the_public_looks_a_number_up(number, carrier, url):
    assert read_number(number, carrier).url == url


@over(number=st.text(max_size=255), carrier=st.sampled_from([None, *CARRIERS]))
def test_any_text_can_be_read(number, carrier):
    url = read_number(number, carrier).url
    assert url is None or url.startswith("https://")


@over(serial=st.from_regex(r"[0-9]{9,20}", fullmatch=True), wrong=st.integers(1, 9))
def test_one_wrong_digit_at_the_end_never_holds(serial, wrong):
    """Every published check finds a wrong last digit."""
    for form, number, carrier in (
        ("UPS 1Z", "1Z" + (serial * 2)[:16], None),
        ("USPS IMpb", "94" + (serial * 3)[:20], None),
        ("FedEx Ground", (serial * 2)[:15], "FedEx"),
        ("FedEx Express", (serial * 2)[:12], "FedEx"),
        ("DHL Express waybill", (serial * 2)[:10], "DHL"),
    ):
        other = number[:-1] + str((int(number[-1]) + wrong) % 10)
        read = [read_number(one, carrier) for one in (number, other)]
        assert {one.name for one in read} == {form}
        assert [one.checks for one in read] != [True, True]
