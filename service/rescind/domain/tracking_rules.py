"""The evidence on one tracking number: every check looks, and a table reads off the verdict."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from rescind.domain import sources as src
from rescind.domain.facts import Scan, ShipTo
from rescind.domain.rules import Answer, Finding, _, rule
from rescind.domain.words import Outcome, ScanStatus, TrackingVerdict

V = TrackingVerdict
CLEAR, BLOCKS, UNKNOWN = Outcome.CLEAR, Outcome.BLOCKS, Outcome.UNKNOWN
AT_THE_CUSTOMER = (ScanStatus.OUT_FOR_DELIVERY, ScanStatus.DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What the checks look at: one number, its scans, its order, and who else has the number."""

    number: str
    placed_at: datetime | None
    physical: tuple[Scan, ...]
    ship_to: ShipTo | None
    other_suppliers: tuple[str, ...]
    same_supplier: bool

    def seen(self, **values: str | datetime | None) -> dict[str, str | datetime | None]:
        """Say of which number the values were observed."""
        return {"tracking_number": self.number, **values}


@lru_cache(maxsize=8192)
def plain(number: str) -> str:
    """Write a number as carriers do: upper case, no spaces, no hyphens."""
    return re.sub(r"[\s-]", "", number).upper()


def plain_city(city: str) -> str:
    """Write a city without case and accents."""
    letters = unicodedata.normalize("NFKD", city.strip().casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@rule(
    "TRK-001",
    "No scan is older than the order",
    source=src.PRACTICE,
    clear=_("Number {tracking_number} was never scanned before the order was placed."),
    blocks=_("Number {tracking_number} was scanned at {scan}, before the order of {placed_at}."),
    unknown=_("When the order was placed is not known, so a recycled number would not show."),
)
def no_scan_before_the_order(parcel: Parcel) -> Answer:
    """Carriers use numbers again: an older scan belongs to another parcel."""
    if parcel.placed_at is None and parcel.physical:
        return UNKNOWN, parcel.seen(scan=None, placed_at=None)
    first = min((scan.at for scan in parcel.physical), default=None)
    early = first is not None and parcel.placed_at is not None and first < parcel.placed_at
    return (BLOCKS if early else CLEAR), parcel.seen(scan=first, placed_at=parcel.placed_at)


@rule(
    "TRK-002",
    "No other supplier gave the same number",
    source=src.PRACTICE,
    clear=_("No other supplier gave number {tracking_number}."),
    blocks=_("Supplier {other} gave number {tracking_number} too: one of them did not ship."),
)
def no_other_supplier(parcel: Parcel) -> Answer:
    """One parcel comes from one supplier."""
    other = parcel.other_suppliers[0] if parcel.other_suppliers else None
    return (BLOCKS if other else CLEAR), parcel.seen(other=other)


@rule(
    "TRK-003",
    "The parcel went to the customer's country",
    source=src.PRACTICE,
    clear=_("Number {tracking_number} did not reach another country than the customer's."),
    blocks=_("Number {tracking_number} was delivered in {country}, the customer is in {wanted}."),
    unknown=_("In which country number {tracking_number} was delivered, or should be, is unknown."),
)
def right_country(parcel: Parcel) -> Answer:
    """Out for delivery or delivered elsewhere is another customer's parcel."""
    ends = [scan for scan in parcel.physical if scan.status in AT_THE_CUSTOMER]
    wanted = parcel.ship_to.country if parcel.ship_to else None
    wrong = [scan.country for scan in ends if scan.country and wanted and scan.country != wanted]
    observed = parcel.seen(country=wrong[0] if wrong else None, wanted=wanted)
    if wrong:
        return BLOCKS, observed
    told = wanted is not None and all(scan.country for scan in ends)
    return (CLEAR if told or not ends else UNKNOWN), observed


@rule(
    "TRK-004",
    "The check digit of an S10 number holds",
    source=src.UPU_S10,
    clear=_("The check digit of number {tracking_number} holds, or it has none."),
    blocks=_("The check digit of number {tracking_number} is wrong: perhaps it is mistyped."),
)
def check_digit_holds(parcel: Parcel) -> Answer:
    """Suspicion, not proof."""
    return (BLOCKS if s10_fails(parcel.number) else CLEAR), parcel.seen()


@rule(
    "TRK-005",
    "Somebody scanned the parcel",
    source=src.ARTICLE_REFUSAL,
    clear=_("Number {tracking_number} was first scanned at {scan}."),
    blocks=_("Number {tracking_number} shows no physical scan: a label is not a shipment."),
)
def was_scanned(parcel: Parcel) -> Answer:
    """Every event but the label is a physical scan."""
    first = min((scan.at for scan in parcel.physical), default=None)
    return (CLEAR if first else BLOCKS), parcel.seen(scan=first)


@rule(
    "TRK-006",
    "The parcel went to the customer's city",
    source=src.PRACTICE,
    clear=_("Number {tracking_number} was not delivered in another city than the customer's."),
    blocks=_("Number {tracking_number} was delivered in {city}, the customer is in {wanted}."),
    unknown=_("In which city number {tracking_number} was delivered, or should be, is unknown."),
)
def right_city(parcel: Parcel) -> Answer:
    """A weak doubt: city names are written in many ways."""
    ends = [scan for scan in parcel.physical if scan.status is ScanStatus.DELIVERED]
    wanted = parcel.ship_to.city if parcel.ship_to else None
    cities = [scan.city for scan in ends if scan.city]
    if not ends:
        return CLEAR, parcel.seen(city=None, wanted=wanted)
    if wanted is None or not cities:
        return UNKNOWN, parcel.seen(city=None, wanted=wanted)
    wrong = [city for city in cities if plain_city(city) != plain_city(wanted)]
    return (BLOCKS if wrong else CLEAR), parcel.seen(city=(wrong or cities)[0], wanted=wanted)


@rule(
    "TRK-007",
    "No other order of the supplier has the same number",
    source=src.PRACTICE,
    clear=_("Number {tracking_number} stands on one order of its supplier only."),
    blocks=_("Number {tracking_number} stands on two orders of its supplier: one parcel for both?"),
)
def own_number(parcel: Parcel) -> Answer:
    """A weak doubt: suppliers combine parcels."""
    return (BLOCKS if parcel.same_supplier else CLEAR), parcel.seen()


CHECKS: tuple[Callable[[Parcel], Finding], ...] = (
    no_scan_before_the_order,
    no_other_supplier,
    right_country,
    check_digit_holds,
    was_scanned,
    right_city,
    own_number,
)

VERDICTS: tuple[tuple[TrackingVerdict, frozenset[str]], ...] = (
    (V.CONTRADICTED, frozenset({"TRK-001", "TRK-002", "TRK-003"})),
    (V.SUSPICIOUS, frozenset({"TRK-004"})),
    (V.UNKNOWN, frozenset({"TRK-005"})),
    (V.PLAUSIBLE, frozenset({"TRK-006", "TRK-007"})),
)
"""The first verdict one of whose checks blocks; with none of them the number is confirmed."""

S10 = re.compile(r"[A-Z]{2}([0-9]{8})([0-9])[A-Z]{2}", re.ASCII)
S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
S10_MODULUS = 11


def s10_fails(number: str) -> bool:
    """Tell whether a number has the form of UPU S10 and the wrong check digit."""
    match = S10.fullmatch(plain(number))
    if match is None:
        return False
    weighed = sum(int(d) * w for d, w in zip(match[1], S10_WEIGHTS, strict=True))
    rest = S10_MODULUS - weighed % S10_MODULUS
    return int(match[2]) != {10: 0, 11: 5}.get(rest, rest)


def verdict_from(evidence: Iterable[Finding]) -> TrackingVerdict:
    """Read the verdict off the table: the first one of whose checks blocks."""
    blocked = {finding.rule for finding in evidence if finding.outcome is BLOCKS}
    return next((verdict for verdict, rules in VERDICTS if rules & blocked), V.CONFIRMED)
