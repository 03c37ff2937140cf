"""The evidence on whose parcel a number is: its form, its order, who else has it, where it went."""

import unicodedata

from rescind.domain import sources as src
from rescind.domain.parcels import AT_THE_CUSTOMER, Parcel
from rescind.domain.rules import Answer, _, rule
from rescind.domain.words import Outcome, ScanStatus

CLEAR, BLOCKS, UNKNOWN = Outcome.CLEAR, Outcome.BLOCKS, Outcome.UNKNOWN


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
    reached = wrong or [scan.country for scan in ends if scan.country and wanted]
    observed = parcel.seen(country=reached[0] if reached else None, wanted=wanted)
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
    return (BLOCKS if parcel.form.s10_fails else CLEAR), parcel.seen()


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


@rule(
    "TRK-008",
    "No order for another country has the same number",
    source=src.PRACTICE,
    clear=_("No order for a customer in another country has number {tracking_number}."),
    blocks=_(
        "Number {tracking_number} stands on an order for a customer in {other} too, and this "
        "customer is in {wanted}: one parcel cannot go to both."
    ),
)
def no_other_country(parcel: Parcel) -> Answer:
    """One parcel goes to one customer."""
    wanted = parcel.ship_to.country if parcel.ship_to else None
    other = parcel.other_countries[0] if parcel.other_countries else None
    return (BLOCKS if other else CLEAR), parcel.seen(other=other, wanted=wanted)


@rule(
    "TRK-009",
    "The check digit that the number's carrier publishes holds",
    source=src.CARRIER_CHECK_DIGITS,
    clear=_("Number {tracking_number} has no check digit of a carrier's own, or it holds."),
    blocks=_(
        "The check digit of number {tracking_number}, which looks like {form}, is wrong: perhaps "
        "it is mistyped."
    ),
)
def carrier_digit_holds(parcel: Parcel) -> Answer:
    """A weak doubt: carriers keep exceptions, and only S10 is a standard of all posts."""
    form = parcel.form
    fails = form.checks is False and not form.s10
    return (BLOCKS if fails else CLEAR), parcel.seen(form=form.name)


@rule(
    "TRK-010",
    "The number looks like one of the carrier that is named",
    source=src.CARRIER_FORMATS,
    clear=_("Nothing in the form of number {tracking_number} names another carrier."),
    blocks=_(
        "Number {tracking_number} looks like one of {guess}, and {carrier} is named as its carrier."
    ),
)
def carrier_fits(parcel: Parcel) -> Answer:
    """A weak doubt: carriers hand parcels on. A form that nobody knows is no doubt."""
    form = parcel.form
    observed = parcel.seen(carrier=parcel.carrier, guess=form.guess or form.name)
    return (BLOCKS if form.misnamed else CLEAR), observed


@rule(
    "TRK-011",
    "It is known where the number can be looked up",
    source=src.CARRIER_FORMATS,
    clear=_("Number {tracking_number} can be looked up at {url}"),
    unknown=_(
        "Neither the form of number {tracking_number} nor its carrier tells where to look it up: "
        "ask the supplier."
    ),
)
def can_be_looked_up(parcel: Parcel) -> Answer:
    """The public page of the carrier that the number, or else somebody, names."""
    return (CLEAR if parcel.form.url else UNKNOWN), parcel.seen(url=parcel.form.url)
