"""Policies over policies: what a call says goes over what is stored, key by key."""

from collections.abc import Mapping
from typing import Any

from rescind.domain.policy import SupplierPolicy

Rules = Mapping[str, Any]

DEFAULTS = SupplierPolicy()
WINDOW = ("refund_min_business_days", "refund_max_business_days")


def laid_over(
    stored: Mapping[str, Rules], stored_store: Rules, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Lay the policies of a call over the stored ones: suppliers' by id, and the store's.

    What the call says of every supplier goes over what is stored of one; what it says of one
    supplier goes over both.
    """
    general = given.get("supplier", {})
    own = given.get("suppliers", {})
    suppliers = {
        name: _joined(rules, {**general, **own.get(name, {})}) for name, rules in stored.items()
    }
    suppliers |= {name: dict(rules) for name, rules in own.items() if name not in stored}
    parts = {
        "supplier": general,
        "suppliers": suppliers,
        "store": {**stored_store, **given.get("store", {})},
    }
    return {name: part for name, part in parts.items() if part}


def over_all(base: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Lay policies over whole ones: what the others say of every supplier goes over each one's."""
    general = _joined(base.get("supplier", {}), other.get("supplier", {}))
    over = laid_over(base.get("suppliers", {}), base.get("store", {}), other)
    return {**over, **({"supplier": general} if general else {})}


def _joined(stored: Rules, given: Rules) -> dict[str, Any]:
    """Lay what a call says of a supplier over what is stored of it.

    Each can be right by itself and both together name a refund window that ends before it begins.
    Then the bound that the call does not name gives way: a policy that is told later must not make
    a case unreadable.
    """
    joined = {**stored, **given}
    first, last = (_bound(joined, name) for name in WINDOW)
    if first > last and given.get(WINDOW[1]) is not None:
        return {**joined, WINDOW[0]: _bound(given, WINDOW[0], last)}
    return {**joined, WINDOW[1]: first} if first > last else joined


def _bound(rules: Rules, name: str, otherwise: int | None = None) -> int:
    """Read a bound of the refund window; one that is not known has its default."""
    default: int = getattr(DEFAULTS, name) if otherwise is None else otherwise
    told: int | None = rules.get(name)
    return default if told is None else told
