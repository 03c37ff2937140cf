"""Reads the body of a policy comparison: two policies, and the orders that gaps are reckoned on.

An order is told by its amounts, or as in an evaluation, by the store order and its supplier orders.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from rescind.domain.gap_costs import ComparedOrder, compared_order
from rescind.domain.policy import StorePolicy, SupplierPolicy
from rescind.intake.amounts import Purse
from rescind.intake.bodies import read_evaluation
from rescind.intake.lines import Given
from rescind.intake.policies import read_policy
from rescind.intake.problems import Problems, UnreadableFacts

NO_MOMENT = {"requested_at": datetime(2000, 1, 1, tzinfo=UTC)}
"""Stands for the request of an order that nobody asked to cancel: only its money is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonCall:
    """What `POST /v1/policy-comparisons` was asked."""

    supplier: SupplierPolicy
    store: StorePolicy
    orders: tuple[ComparedOrder, ...]


def read_comparison(body: Given) -> ComparisonCall:
    """Read the body of a comparison. Raises `UnreadableFacts`.

    `policy` holds the policies, the supplier's under its id or for all.
    """
    problems = Problems()
    policy = read_policy(body.get("policy", {}), problems)
    supplier_id = body.get("supplier_id")
    orders = [
        read_order(one, f"/orders/{at}", supplier_id, problems)
        for at, one in enumerate(body.get("orders", ()))
    ]
    problems.refuse()
    return ComparisonCall(
        supplier=policy.of(supplier_id),
        store=policy.store,
        orders=in_order(orders),
    )


def in_order(orders: list[ComparedOrder | None]) -> tuple[ComparedOrder, ...]:
    """Put orders into one canonical order, whatever order they were sent in."""
    return tuple(sorted((one for one in orders if one is not None), key=key_of))


def key_of(order: ComparedOrder) -> tuple[str, ...]:
    """Sort orders by what they say."""
    amounts = (order.paid_by_customer, order.paid_to_supplier)
    words = (order.order_id, order.currency, *amounts, order.reason)
    return tuple("" if one is None else str(one) for one in words)


def read_order(
    given: Given, pointer: str, supplier_id: str | None, problems: Problems
) -> ComparedOrder | None:
    """Read one order; one whose supplier was never paid costs nothing."""
    if "store_order" not in given:
        return read_amounts(given, pointer, problems)
    told = ("store_order", "supplier_orders", "supplier_order")
    body = {name: given[name] for name in told if name in given}
    try:
        facts = read_evaluation({"request": NO_MOMENT, **body}).facts
    except UnreadableFacts as unreadable:
        for where, detail in unreadable.problems:
            problems.add(f"{pointer}{where}", detail)
        return None
    found = compared_order(facts, supplier_id)
    reason = given.get("reason")
    return found and replace(found, reason=reason or found.reason)


def read_amounts(given: Given, pointer: str, problems: Problems) -> ComparedOrder:
    """Read an order that is told by its amounts."""
    purse = Purse(given.get("currency"), problems)
    return ComparedOrder(
        order_id=given.get("order_id"),
        currency=purse.currency,
        paid_by_customer=purse.read(given, "paid_by_customer", pointer),
        paid_to_supplier=purse.read(given, "paid_to_supplier", pointer),
        reason=given.get("reason"),
    )
