"""What is known of one tracking number: all that the checks of the evidence look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rescind.domain.carriers import ReadNumber
from rescind.domain.facts import Scan, ShipTo
from rescind.domain.words import ScanStatus

AT_THE_CUSTOMER = (ScanStatus.OUT_FOR_DELIVERY, ScanStatus.DELIVERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One number at `as_of`: its form, its scans, its order, and who else has the number.

    `silence` is how long a parcel on its way may go without a new scan; `completed` says that its
    order ended, whatever its scans show.
    """

    number: str
    form: ReadNumber
    carrier: str | None
    placed_at: datetime | None
    scans: tuple[Scan, ...]
    ship_to: ShipTo | None
    other_suppliers: tuple[str, ...]
    other_countries: tuple[str, ...]
    same_supplier: bool
    as_of: datetime
    silence: timedelta
    completed: bool

    def seen(self, **values: str | datetime | None) -> dict[str, str | datetime | None]:
        """Say of which number the values were observed."""
        return {"tracking_number": self.number, **values}

    @property
    def physical(self) -> tuple[Scan, ...]:
        """The scans at which somebody held the parcel."""
        return tuple(scan for scan in self.scans if scan.physical)

    def moments(self, statuses: Iterable[ScanStatus]) -> list[datetime]:
        """List when any of these happened, oldest first."""
        wanted = frozenset(statuses)
        return sorted(scan.at for scan in self.scans if scan.status in wanted)
