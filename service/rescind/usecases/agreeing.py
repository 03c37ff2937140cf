"""Policies of suppliers and of the store: kept in versions, in force from the moment of telling."""

from collections.abc import Mapping
from typing import Any

from rescind.tables import cancellations, policies
from rescind.tables.policies import STORE, PolicyVersion
from rescind.usecases.case_file import Desk


def agree(desk: Desk, *, supplier_id: str | None, rules: Mapping[str, Any]) -> PolicyVersion:
    """Keep a new version of a supplier's policy, or of the store's, and have cases decided anew."""
    version = policies.add(desk.tenant, supplier_id or STORE, rules, desk.now)
    cancellations.decide_again(desk.tenant, supplier_id=supplier_id, now=desk.now)
    return version


def in_force(desk: Desk, *, supplier_id: str | None) -> PolicyVersion | None:
    """Read the version of a policy that is in force now, if one was ever told."""
    found = policies.in_force(desk.tenant, [supplier_id or STORE], desk.now)
    return found[0] if found else None
