"""The evidence in the course of a parcel: does it go as parcels go, and does it go on?"""

from datetime import timedelta

from rescind.domain import sources as src
from rescind.domain.facts import Scan
from rescind.domain.parcels import Parcel
from rescind.domain.rules import Answer, _, rule
from rescind.domain.words import Outcome, ScanStatus

CLEAR, BLOCKS = Outcome.CLEAR, Outcome.BLOCKS
S = ScanStatus
ENDS = (S.DELIVERED, S.RETURNED)
ON_ITS_WAY = (S.IN_TRANSIT, S.CUSTOMS, S.OUT_FOR_DELIVERY)
FASTEST_ABROAD = timedelta(hours=12)
"""No parcel is handed in, flown, cleared and delivered abroad sooner."""


@rule(
    "TRK-012",
    "No label waits for its first scan",
    source=src.ARTICLE_REFUSAL,
    clear=_("No label of number {tracking_number} waits for its first scan."),
    blocks=_(
        "The label of number {tracking_number} was made at {label}, and nobody has scanned the "
        "parcel since."
    ),
)
def label_was_scanned(parcel: Parcel) -> Answer:
    """A label is printed before anything is packed."""
    label = next(iter(parcel.moments([S.LABEL_CREATED])), None)
    waits = label is not None and not parcel.physical
    return (BLOCKS if waits else CLEAR), parcel.seen(label=label)


@rule(
    "TRK-013",
    "A parcel on its way goes on being scanned",
    source=src.PRACTICE,
    clear=_("Number {tracking_number} has not been silent for long on its way."),
    blocks=_(
        "Number {tracking_number} was last scanned at {last} and neither arrived nor came back: "
        "ask its carrier where it is."
    ),
)
def goes_on(parcel: Parcel) -> Answer:
    """A parcel may be lost. It shipped all the same: this says nothing against the number."""
    last = max((scan.at for scan in parcel.physical), default=None)
    running = not parcel.completed and not parcel.moments(ENDS)
    silent = running and last is not None and parcel.as_of - last > parcel.silence
    return (BLOCKS if silent else CLEAR), parcel.seen(last=last)


@rule(
    "TRK-014",
    "The parcel did not arrive abroad sooner than parcels can",
    source=src.PRACTICE,
    clear=_("Number {tracking_number} took no less time than a parcel abroad takes."),
    blocks=_(
        "Number {tracking_number} was first scanned in {start} at {scan} and delivered in {end} "
        "at {delivered}: hardly one parcel."
    ),
)
def took_its_time(parcel: Parcel) -> Answer:
    """A weak doubt: carriers scan late, and clocks of two countries are mixed up."""
    first = min(parcel.physical, key=in_order, default=None)
    ends = [scan for scan in parcel.physical if scan.status is S.DELIVERED and scan.country]
    last = min(ends, key=in_order, default=None)
    start, end = (first.country if first else None), (last.country if last else None)
    if first is None or last is None or start is None or start == end:
        return CLEAR, parcel.seen(start=start, end=end, scan=None, delivered=None)
    observed = parcel.seen(start=start, end=end, scan=first.at, delivered=last.at)
    return (BLOCKS if last.at - first.at < FASTEST_ABROAD else CLEAR), observed


@rule(
    "TRK-015",
    "The parcel did not travel on after its delivery",
    source=src.PRACTICE,
    clear=_("Number {tracking_number} did not travel on after a delivery."),
    blocks=_(
        "Number {tracking_number} was delivered at {delivered} and travelled on at {scan}: its "
        "scans are out of order, or of two parcels."
    ),
)
def stays_delivered(parcel: Parcel) -> Answer:
    """A weak doubt; on its way back a parcel may travel again."""
    delivered = next(iter(parcel.moments([S.DELIVERED])), None)
    returned = parcel.moments([S.RETURNED, S.EXCEPTION])
    after = [at for at in parcel.moments(ON_ITS_WAY) if delivered is not None and at > delivered]
    back = bool(returned) and delivered is not None and max(returned) >= delivered
    return (BLOCKS if after and not back else CLEAR), parcel.seen(
        delivered=delivered, scan=after[0] if after else None
    )


@rule(
    "TRK-016",
    "The parcel was handed in before it was delivered",
    source=src.PRACTICE,
    clear=_("Number {tracking_number} was not delivered before it was handed in."),
    blocks=_(
        "Number {tracking_number} was delivered at {delivered}, before its carrier accepted it at "
        "{scan}."
    ),
)
def handed_in_first(parcel: Parcel) -> Answer:
    """A weak doubt: what arrived before it left is perhaps another parcel."""
    delivered = next(iter(parcel.moments([S.DELIVERED])), None)
    accepted = next(iter(parcel.moments([S.ACCEPTED])), None)
    early = delivered is not None and accepted is not None and delivered < accepted
    return (BLOCKS if early else CLEAR), parcel.seen(delivered=delivered, scan=accepted)


def in_order(scan: Scan) -> tuple[object, ...]:
    """Sort scans so that those of one instant stand in one order however they were told."""
    return scan.at, list(S).index(scan.status), scan.country or "", scan.city or ""
