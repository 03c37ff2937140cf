"""Reads policies: what was said over the defaults, and what is said to be not known."""

from dataclasses import replace
from typing import Any

from rescind.domain.own_calendars import OwnCalendars
from rescind.domain.policy import Policy, StorePolicy, SupplierPolicy
from rescind.intake.lines import Given
from rescind.intake.problems import Problems

REASONS = (
    "accepted_return_reasons",
    "all_sales_final_except",
    "return_methods",
    "refund_types",
    "countries",
)
"""Parameters that are sets: their order says nothing."""


def read_policy(given: Given, problems: Problems) -> Policy:
    """Read the policies of a body; a supplier's own go over those for all, key by key."""
    general = over(SupplierPolicy(), given.get("supplier", {}))
    check_window(general, "/policy/supplier", problems)
    suppliers: dict[str, SupplierPolicy] = {}
    for supplier_id, own in sorted(given.get("suppliers", {}).items()):
        suppliers[supplier_id] = over(general, own)
        check_window(suppliers[supplier_id], f"/policy/suppliers/{escaped(supplier_id)}", problems)
    store = StorePolicy(**frozen(given.get("store", {})))
    return Policy(supplier=general, suppliers=suppliers, store=store)


def over(policy: SupplierPolicy, given: Given) -> SupplierPolicy:
    """Lay parameters over a policy; one that is null stays as it was, marked as not known."""
    known = {name: value for name, value in frozen(given).items() if value is not None}
    not_known = frozenset(name for name, value in given.items() if value is None)
    return replace(policy, **known, not_known=(policy.not_known - known.keys()) | not_known)


def frozen(given: Given) -> dict[str, Any]:
    """Freeze what was loaded: sets of reasons are sorted, words become text."""
    return {
        name: tuple(sorted({str(one) for one in value}))
        if name in REASONS and value is not None
        else value
        for name, value in given.items()
    }


def by_calendars(policy: Policy, calendars: OwnCalendars) -> Policy:
    """Have a policy count by an operator's days. Raises `UnreadableFacts` for unknown calendars."""
    problems = Problems()
    check_calendars(policy.supplier, SupplierPolicy(), "/policy/supplier", calendars, problems)
    for supplier_id, own in policy.suppliers.items():
        place = f"/policy/suppliers/{escaped(supplier_id)}"
        check_calendars(own, policy.supplier, place, calendars, problems)
    problems.refuse()
    return replace(policy, calendars=calendars)


def check_calendars(
    policy: SupplierPolicy,
    under: SupplierPolicy,
    pointer: str,
    calendars: OwnCalendars,
    problems: Problems,
) -> None:
    """See that the calendars that a policy names, other than that under it, are there."""
    for parameter in ("calendar", "refund_calendar"):
        name = getattr(policy, parameter)
        if name is None or name == getattr(under, parameter) or calendars.knows(name):
            continue
        problems.add(f"{pointer}/{parameter}", unknown_calendar(name, calendars))


def unknown_calendar(name: str, calendars: OwnCalendars) -> str:
    """Say which calendars there are."""
    own = "".join(f', or "{one}"' for one in calendars.own_names)
    return (
        f'"{name}" is not known: give "weekdays" (Monday to Friday) or a country\'s two letters, '
        f'such as "CN"{own}.'
    )


def check_window(policy: SupplierPolicy, pointer: str, problems: Problems) -> None:
    """See that the refund window ends no earlier than it begins."""
    first, last = policy.refund_min_business_days, policy.refund_max_business_days
    if first > last:
        problems.add(
            f"{pointer}/refund_min_business_days",
            f"The refund window would begin after {first} business days and end after {last}.",
        )


def escaped(name: str) -> str:
    """Write a name as a part of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
