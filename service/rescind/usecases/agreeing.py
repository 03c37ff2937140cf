"""Policies of suppliers and of the store: kept in versions, each for its period."""

from datetime import datetime

from rescind.domain.periods import Period, StandingOfVersion, chosen, standing_of
from rescind.tables import cancellations, policies
from rescind.tables.policies import STORE, PolicyVersion, Telling
from rescind.usecases.case_file import Desk

Shown = tuple[PolicyVersion, StandingOfVersion]
"""A version, and where it stands among the others."""


def agree(desk: Desk, *, supplier_id: str | None, told: Telling) -> Shown:
    """Keep a new version of a supplier's policy, or of the store's, and have cases decided anew."""
    version = policies.add(desk.tenant, supplier_id or STORE, told, desk.now)
    cancellations.decide_again(desk.tenant, supplier_id=supplier_id, now=desk.now)
    return next(
        shown
        for shown in versions(desk, supplier_id=supplier_id, as_of=version.created_at)
        if shown[0].version == version.version
    )


def versions(desk: Desk, *, supplier_id: str | None, as_of: datetime) -> list[Shown]:
    """List the versions of a policy that were told by a moment, the latest first."""
    known = policies.known_by(desk.tenant, supplier_id or STORE, as_of)
    periods = [period_of(one) for one in known]
    return [(one, standing_of(period_of(one), periods, as_of)) for one in known]


def in_force(desk: Desk, *, supplier_id: str | None, as_of: datetime) -> Shown | None:
    """Read the version of a policy that was in force at a moment, if one was."""
    known = versions(desk, supplier_id=supplier_id, as_of=as_of)
    found = chosen([period_of(one) for one, _ in known], as_of)
    return next((shown for shown in known if found and shown[0].version == found.version), None)


def period_of(version: PolicyVersion) -> Period:
    """Tell when a version was told and what it is meant for."""
    return Period(
        version=version.version,
        told_at=version.created_at,
        valid_from=version.valid_from,
        valid_until=version.valid_until,
    )
