"""Policies over policies: what a call says goes over what is stored, key by key."""

from collections.abc import Mapping
from typing import Any

Rules = Mapping[str, Any]


def laid_over(
    stored: Mapping[str, Rules], stored_store: Rules, given: Mapping[str, Any]
) -> dict[str, Any]:
    """Lay the policies of a call over the stored ones: suppliers' by id, and the store's.

    What the call says of every supplier goes over what is stored of one; what it says of one
    supplier goes over both.
    """
    general = given.get("supplier", {})
    own = given.get("suppliers", {})
    suppliers = {name: {**rules, **general} for name, rules in stored.items()}
    for name, rules in own.items():
        suppliers[name] = {**suppliers.get(name, {}), **rules}
    parts = {
        "supplier": general,
        "suppliers": suppliers,
        "store": {**stored_store, **given.get("store", {})},
    }
    return {name: part for name, part in parts.items() if part}
