"""Write the tables of days, currencies and countries that the domain reads.

Run as `python service/generators/official_tables.py` after raising a package's version; the
diff is what changed in the world. The service never imports these packages: its deadlines rest on
the committed files, whose versions are part of every decision's ruleset version.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

import holidays
from holidays.groups.chinese import ChineseCalendarHolidays
from holidays.groups.eastern import EasternCalendarHolidays
from iso4217 import Currency

DOMAIN = Path(__file__).parents[1] / "rescind" / "domain"

YEARS = range(2020, 2031)

# The package does not say when it was released, and whether a year can be known depends on it.
# Review this line, and REVIEWED below, with each new version.
HOLIDAYS_VERSION, RELEASE_YEAR = "0.109", 2026

# Decrees change a year while it runs, so the habits of a government are read off the last five.
RECENT = range(RELEASE_YEAR - 4, RELEASE_YEAR + 1)

# Years that the tables of a country leave empty and that its page in the package calls checked.
REVIEWED = {
    "TW": 2026,  # checked with the personnel ministry's calendar of 2026, which moves no day
}

# The capital's zone where a country has several. Of those without a capital: the larger station
# (AQ), the only inhabited place (UM), the zone of the state that governs them (BV, HM). XK is not
# in ISO 3166-1, yet shops and platforms write it.
CAPITAL_ZONES = {
    "AQ": "Antarctica/McMurdo",
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "BV": "Europe/Oslo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "HM": "Australia/Sydney",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UM": "Pacific/Wake",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    "XK": "Europe/Belgrade",
}


def tables() -> dict[str, str]:
    """Return the text of each file by its name, made from the installed packages."""
    return {
        "official_days.json": official_days(),
        "currencies.json": currencies(),
        "countries.json": countries(),
    }


# --- Days ---


def official_days() -> str:
    """Return the days of every country of the package, China first, one country-year a line."""
    if version("holidays") != HOLIDAYS_VERSION:
        sys.exit(f"Review HOLIDAYS_VERSION, RELEASE_YEAR and REVIEWED for {version('holidays')}.")
    codes = sorted(holidays.list_supported_countries(include_aliases=False))
    codes.sort(key=lambda code: code != "CN")
    body = ",\n".join(country_days(code) for code in codes)
    years = f'"first_year": {YEARS.start},\n"last_year": {YEARS[-1]}'
    return document(
        package="holidays",
        about="Working weekdays off, weekend days on, as MMDD; weekdays count from Monday, 0.",
        body=f'{years},\n"countries": {{\n{body}\n}}',
    )


def country_days(code: str) -> str:
    """Return one country: its weekends from their first years, its official years, its days."""
    entity, estimated = observe(code)
    head = {
        "weekend": weekends(entity),
        "official": official_years(code, entity, estimated),
    }
    days = ",\n".join(f'"{year}": {json.dumps(year_days(entity, year))}' for year in YEARS)
    return f'"{code}": {{{json.dumps(head)[1:-1]}, "years": {{\n{days}\n}}}}'


def observe(code: str) -> tuple[holidays.HolidayBase, set[int]]:
    """Return a country's days and the years in which the package estimates one of them.

    The package knows of each lunar date whether a government confirmed it, but says so only in
    the day's name, and only for some countries: hence the listening. A Chinese lunisolar date
    counts as known: it is computed years ahead, and the package itself never labels one.
    """
    estimated: set[int] = set()
    add = EasternCalendarHolidays._add_eastern_calendar_holiday  # noqa: SLF001
    add_chinese = ChineseCalendarHolidays._add_chinese_calendar_holiday  # noqa: SLF001

    def listen(self: Any, name: str, dated: tuple[date | None, bool], **options: Any) -> Any:
        day = add(self, name, dated, **options)
        if day and dated[1]:
            estimated.add(day.year)
        return day

    def certain(self: Any, name: str, dated: tuple[date | None, bool], days_delta: int = 0) -> Any:
        return add_chinese(self, name, (dated[0], False), days_delta)

    with (
        patch.object(EasternCalendarHolidays, add.__name__, listen),
        patch.object(ChineseCalendarHolidays, add_chinese.__name__, certain),
    ):
        # A year more on each side: a notice may move a day across New Year.
        entity = holidays.country_holidays(code, years=range(YEARS[0] - 1, YEARS[-1] + 2))
    return entity, estimated


def official_years(
    code: str, entity: holidays.HolidayBase, estimated: set[int]
) -> tuple[int, int] | None:
    """Return the first and last year of the latest unbroken run of official years, if any."""
    last = min(last_decided_year(code, entity), entity.end_year)
    official = [y for y in YEARS if entity.start_year <= y <= last and y not in estimated]
    if not official:
        return None
    first = official[-1]
    while first - 1 in official:
        first -= 1
    return first, official[-1]


def last_decided_year(code: str, entity: holidays.HolidayBase) -> int:
    """Return the last year whose days a law or a decree had fixed when the package was released.

    - Working days moved by decree in a recent year (CN, RU, HU, ...): each year needs its own
      decree, so the last year with a table counts.
    - One-off holidays decreed in a recent year (KR, TH, GB, ...): the release year, because the
      next may still get one.
    - Neither: the law alone fixes the days, but one year ahead is as far as we trust it.
    """
    decrees = decreed(entity)
    decided = RELEASE_YEAR + 1
    if any(moves_days(decrees[year]) for year in RECENT if year in decrees):
        known = [year for year in decrees if year <= decided]
        return max([*known, REVIEWED.get(code, 0)])
    return RELEASE_YEAR if any(year in decrees for year in RECENT) else decided


def decreed(entity: holidays.HolidayBase) -> dict[int, list[tuple[Any, ...]]]:
    """Return by year what the whole country's tables of single years hold."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for name in ("special_public_holidays", "special_public_holidays_observed"):
        for year, entries in getattr(entity, name, {}).items():
            rows = entries if isinstance(entries[0], tuple) else (entries,)
            found.setdefault(year, []).extend(rows)
    return found


def moves_days(rows: list[tuple[Any, ...]]) -> bool:
    """Tell whether a row says 'off on month, day instead of month, day', not a holiday's name."""
    return any(len(row) >= 4 for row in rows)  # noqa: PLR2004


def weekends(entity: holidays.HolidayBase) -> dict[str, str]:
    """Return the weekdays of the weekend by the first year in which they are so."""
    found: dict[str, str] = {}
    for year in YEARS:
        kinds = {day.weekday() for day in days_of(year) if entity.is_weekend(day)}
        if any(entity.is_weekend(day) != (day.weekday() in kinds) for day in days_of(year)):
            sys.exit(f"{entity.country} changes its weekend within {year}: extend the table.")
        text = "".join(map(str, sorted(kinds)))
        if text not in list(found.values())[-1:]:
            found[str(year)] = text
    return found


def year_days(entity: holidays.HolidayBase, year: int) -> dict[str, str]:
    """Return the weekdays that are off and the weekend days that are on."""
    marked: dict[str, list[str]] = {"off": [], "on": []}
    for day in days_of(year):
        works = entity.is_working_day(day)
        if works == entity.is_weekend(day):
            marked["on" if works else "off"].append(f"{day:%m%d}")
    return {name: " ".join(days) for name, days in marked.items() if days}


def days_of(year: int) -> Iterator[date]:
    """Yield the days of a year."""
    first = date(year, 1, 1).toordinal()
    return map(date.fromordinal, range(first, date(year + 1, 1, 1).toordinal()))


# --- Currencies and countries ---


def currencies() -> str:
    """Return the decimal places of every currency; metals and test codes have none."""
    places = {c.code: c.exponent for c in Currency if c.exponent is not None}
    return document(
        package="iso4217",
        about="Decimal places of each currency (ISO 4217).",
        body=listing("exponents", places),
    )


def countries() -> str:
    """Return the zone of each country's capital and whether its clocks differ elsewhere."""
    zones: dict[str, list[str]] = {code: [zone] for code, zone in CAPITAL_ZONES.items()}
    for row in tzdata_rows("zone.tab"):
        zones.setdefault(row[0], []).append(row[2])
    listed = {row[0] for row in tzdata_rows("iso3166.tab")} | {"XK"}
    if listed != set(zones):
        sys.exit(f"No zone, or no country, for {sorted(listed ^ set(zones))}: see CAPITAL_ZONES.")
    unclear = [c for c, named in zones.items() if len(named) > 1 and c not in CAPITAL_ZONES]
    if unclear:
        sys.exit(f"Several zones and no capital for {unclear}: see CAPITAL_ZONES.")
    return document(
        package="tzdata",
        about="The time zone of each country's capital; several: clocks differ inside it.",
        body=listing(
            "zones",
            {c: {"zone": z[0], "several": clocks_differ(z)} for c, z in zones.items()},
        ),
    )


def tzdata_rows(table: str) -> list[list[str]]:
    """Return the rows of one of the zone database's tables."""
    text = (files("tzdata") / "zoneinfo" / table).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if not line.startswith("#")]


def clocks_differ(zones: list[str]) -> bool:
    """Tell whether clocks in these zones differ on any day of the release year or the next."""
    start = datetime(RELEASE_YEAR, 1, 1, 12, tzinfo=UTC)
    noons = [start + timedelta(days=n) for n in range(730)]
    return len({tuple(n.astimezone(zone).utcoffset() for n in noons) for zone in read(zones)}) > 1


def read(zones: list[str]) -> Iterator[ZoneInfo]:
    """Yield zones as the tzdata package has them, whatever the system has."""
    for key in zones:
        with (files("tzdata") / "zoneinfo").joinpath(*key.split("/")).open("rb") as data:
            yield ZoneInfo.from_file(data, key=key)


# --- Files ---


def listing(name: str, rows: Mapping[str, object]) -> str:
    """Return a JSON object's member with one row a line, sorted."""
    lines = ",\n".join(f'"{key}": {json.dumps(rows[key])}' for key in sorted(rows))
    return f'"{name}": {{\n{lines}\n}}'


def document(*, package: str, about: str, body: str) -> str:
    """Return a whole file, whose version changes with the package's and with the content."""
    installed = version(package)
    content = sha256(body.encode()).hexdigest()[:8]
    head = {"version": f"{installed}-{content}", "source": f"{package} {installed}", "about": about}
    return "{\n" + json.dumps(head, indent=0)[2:-2] + ",\n" + body + "\n}\n"


if __name__ == "__main__":
    for name, text in tables().items():
        (DOMAIN / name).write_text(text, encoding="utf-8")
