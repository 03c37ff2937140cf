"""The committed tables are those that the generator makes of the pinned packages."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from rescind.domain.calendars import CALENDARS_VERSION
from rescind.domain.currencies import CURRENCIES_VERSION, EXPONENTS

SERVICE = Path(__file__).parents[2] / "service"
DOMAIN = SERVICE / "rescind" / "domain"
HOW = "Run `python service/generators/official_tables.py`, read the diff and commit it."


@pytest.fixture(scope="module")
def generator():
    spec = spec_from_file_location("official_tables", SERVICE / "generators" / "official_tables.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generated(generator):
    return generator.tables()


@pytest.mark.parametrize("name", ["official_days.json", "currencies.json"])
def test_a_table_has_not_drifted(generated, name):
    assert (DOMAIN / name).read_text(encoding="utf-8") == generated[name], HOW


def test_the_zones_have_not_drifted(generated):
    # tzdata is a dependency of the service and never pinned: only what the table says counts.
    committed = json.loads((DOMAIN / "countries.json").read_text(encoding="utf-8"))
    assert committed["zones"] == json.loads(generated["countries.json"])["zones"], HOW


@pytest.fixture(scope="module")
def days():
    return json.loads((DOMAIN / "official_days.json").read_text(encoding="utf-8"))["countries"]


@pytest.fixture(scope="module")
def official(days):
    return {code: country["official"] for code, country in days.items()}


@pytest.mark.parametrize(
    ("code", "years"),
    [
        ("CN", [2020, 2026]),  # the State Council's notice of 2026
        ("RU", [2020, 2027]),  # the government's decree of 2027
        ("AZ", [2020, 2025]),  # moves days every year; 2026 is not in the tables
        ("TW", [2020, 2026]),  # reviewed: a year that moves no day
        ("KR", [2020, 2026]),  # one-off holidays are decreed as they come
        ("DE", [2020, 2027]),  # by law
        ("SA", [2020, 2025]),  # moons seen until 2025
        ("BD", [2022, 2026]),  # moons not known in between
        ("IN", None),  # estimates in every year
    ],
)
def test_official_years(official, code, years):
    assert official[code] == years


def test_official_years_have_holidays_wherever_people_live(days, official):
    empty = {
        code
        for code, years in official.items()
        if years
        and any(
            "off" not in days[code]["years"][str(year)] for year in range(years[0], years[1] + 1)
        )
    }
    assert empty == {"BV", "HM", "IO"}


def test_no_year_is_official_long_before_it_comes(official, generator):
    last = max(years[1] for years in official.values() if years)
    assert last <= generator.RELEASE_YEAR + 1


@pytest.mark.parametrize(
    ("currency", "exponent"),
    [
        ("JPY", 0),
        ("USD", 2),
        ("EUR", 2),
        ("CNY", 2),
        ("KWD", 3),
        ("CLF", 4),
        ("CLP", 0),
        ("ISK", 0),
    ],
)
def test_exponents(currency, exponent):
    assert EXPONENTS[currency] == exponent


@pytest.mark.parametrize("code", ["XAU", "XXX", "XTS"])
def test_what_nobody_pays_with_is_no_currency(code):
    assert code not in EXPONENTS


def test_versions_name_package_and_content():
    assert (CALENDARS_VERSION.count("-"), CURRENCIES_VERSION.count("-")) == (2, 1)
