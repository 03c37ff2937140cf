"""Somebody wants to know a supplier: who there is, and what their dealings so far show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rescind.domain.experience import Experience, experiences
from rescind.domain.statistics import SupplierStatistics, statistics_of
from rescind.tables import dealings
from rescind.tables.dealings import Period, Supplier
from rescind.tables.tenancy import Tenant
from rescind.usecases.case_file import Desk, UnknownCursor

MOST_DEALINGS = 10_000
"""The newest supplier orders of a period that statistics are made of."""


LAST_REQUESTS = 50
"""How far back the experience goes that is told beside a decision."""


class NoSuchSupplier(LookupError):  # noqa: N818  # a noun of the field, like all our exceptions
    """No policy and no case of this tenant names that supplier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a supplier; not `complete` where older dealings were left out."""

    statistics: SupplierStatistics
    complete: bool


def suppliers(desk: Desk, *, after: str | None, limit: int) -> tuple[Sequence[Supplier], bool]:
    """List suppliers, the one named last first. Raises `UnknownCursor`."""
    if after is not None and not dealings.suppliers(desk.tenant, only=after):
        raise UnknownCursor
    found = dealings.suppliers(desk.tenant, after=after, limit=limit + 1)
    return found[:limit], len(found) > limit


def known_of(desk: Desk, *, supplier_id: str, period: Period) -> Known:
    """Tell what a supplier's dealings of a period show up to now. Raises `NoSuchSupplier`."""
    if not dealings.suppliers(desk.tenant, only=supplier_id):
        raise NoSuchSupplier
    found = dealings.newest(desk.tenant, supplier_id, period, limit=MOST_DEALINGS + 1)
    return Known(
        statistics=statistics_of(found[:MOST_DEALINGS], now=desk.now),
        complete=len(found) <= MOST_DEALINGS,
    )


def experience(
    tenant: Tenant, supplier_ids: Sequence[str], *, now: datetime
) -> tuple[Experience, ...]:
    """Tell how these suppliers answered their last requests, up to now."""
    if not supplier_ids:
        return ()
    found = dealings.asked_last(tenant, sorted(set(supplier_ids)), limit=LAST_REQUESTS)
    return experiences(found, now=now)
