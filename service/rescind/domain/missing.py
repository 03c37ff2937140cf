"""Which facts would sharpen an answer: where they belong, why, and where to find them."""

from collections.abc import Iterator

from rescind.domain import conditions as is_
from rescind.domain import store_conditions as store_is
from rescind.domain.case import Case
from rescind.domain.dispute_aftermath import still_due
from rescind.domain.exchange import exchange_of
from rescind.domain.facts import SupplierOrder
from rescind.domain.policy import Policy
from rescind.domain.rules import MissingFact, _, say
from rescind.domain.standing import Standing
from rescind.domain.words import ResponseKind, State

ON_THE_PLATFORM = say(_("On the order's page at the supplier's platform."))
IN_THE_SHOP = say(_("On the order's page in the shop's panel."))
FROM_THE_SUPPLIER = say(_("Ask the supplier, and write the answer into its policy."))
AT_THE_CARRIER = say(_("On the carrier's tracking page."))


def missing_facts(case: Case) -> tuple[MissingFact, ...]:
    """List every missing fact of a cancellation, the store's first."""
    found = list(missing_in_store(case))
    for judged in case.judged:
        if judged.relevant:
            found += missing_in_supplier_order(judged.standing)
    found += not_known_policies(case.policy, [judged.order for judged in case.relevant])
    return tuple(found)


def missing_in_store(case: Case) -> Iterator[MissingFact]:
    """List what the store order does not tell."""
    order = case.facts.store_order
    if not order.lines_known:
        yield MissingFact(
            fact="/store_order/lines",
            why=say(_("Without lines and their prices no sum can be worked out.")),
            where=IN_THE_SHOP,
        )
    elif any(line.unit_price is None for line in order.lines):
        yield MissingFact(
            fact="/store_order/lines",
            why=say(_("A line without a price leaves the refund open.")),
            where=IN_THE_SHOP,
        )
    optional = (
        (order.currency, "currency", _("Amounts are written with the digits of their currency.")),
        (order.placed_at, "placed_at", _("The store's own window counts from it.")),
        (order.observed_at, "observed_at", _("Old facts have to be refreshed before acting.")),
        (case.facts.store_order.order_id, "order_id", _("Steps name the order to act on.")),
    )
    for value, name, why in optional:
        if value is None:
            yield MissingFact(fact=f"/store_order/{name}", why=say(why), where=IN_THE_SHOP)
    yield from missing_rates(case)
    yield from missing_for_cancelling(case)


def missing_rates(case: Case) -> Iterator[MissingFact]:
    """Rule 17: without a rate, sums over several currencies are not known."""
    exchange = exchange_of(case.facts, [judged.standing for judged in case.relevant])
    if not all(exchange.reaches(judged.order.currency) for judged in case.relevant):
        yield MissingFact(
            fact="/exchange_rates",
            why=say(_("With a rate for each currency, sums over several of them are known.")),
            where=say(_("On the statement of your bank or payment provider.")),
        )


def missing_for_cancelling(case: Case) -> Iterator[MissingFact]:
    """Rule 8: what the shop demands of an order before it cancels it."""
    order = case.facts.store_order
    if order.platform != "shopify" or not store_is.status_cancellable(order):
        return
    optional = (
        (order.payment_authorization_pending, "payment_authorization_pending"),
        (order.return_in_progress, "return_in_progress"),
    )
    for value, name in optional:
        if value is None:
            yield MissingFact(
                fact=f"/store_order/{name}",
                why=say(_("The shop refuses to cancel while this is so; then refund the items.")),
                where=IN_THE_SHOP,
            )


def missing_in_supplier_order(s: Standing) -> Iterator[MissingFact]:
    """List what a supplier order does not tell."""
    order = s.order
    for value, name, why in _plain_facts(s):
        if value is None:
            yield MissingFact(fact=f"{order.pointer}/{name}", why=say(why), where=ON_THE_PLATFORM)
    yield from _units(s)
    yield from _tracking(s)
    yield from _dispute(s)
    if s.state is State.UNKNOWN:
        name = "end_reason" if _finished_without_reason(order) else "state"
        yield MissingFact(
            fact=f"{order.pointer}/{name}",
            why=say(_("Without a known status nothing can be decided.")),
            where=ON_THE_PLATFORM,
        )


def _finished_without_reason(order: SupplierOrder) -> bool:
    words = order.words
    return (words.status or "").strip().upper() == "FINISH" and words.end_reason is None


def _plain_facts(s: Standing) -> tuple[tuple[object, str, str], ...]:
    order = s.order
    paid = order.paid_at if s.state is State.CANCELLED else ""
    ship_from = order.ship_from if s.clocks.zones.assumed else ""
    return (
        (order.order_id, "order_id", _("Steps name the order to act on.")),
        (order.placed_at, "placed_at", _("A scan before the order belongs to another parcel.")),
        (paid, "paid_at", _("A cancelled order that was paid is owed back.")),
        (order.observed_at, "observed_at", _("Old facts have to be refreshed before acting.")),
        (order.total, "total", _("What the supplier was paid is what can be lost.")),
        (order.currency, "currency", _("Amounts of two currencies are not mixed.")),
        (ship_from, "ship_from", _("The country decides which days are business days.")),
    )


def _units(s: Standing) -> Iterator[MissingFact]:
    """Rule 5: which units the order holds, which left, which were accepted."""
    pointer = s.order.pointer
    if s.order.lines is None:
        yield MissingFact(
            fact=f"{pointer}/lines",
            why=say(_("Which units the order holds decides what is released.")),
            where=ON_THE_PLATFORM,
        )
    if is_.partly_left(s) and s.shipped is None:
        yield MissingFact(
            fact=f"{pointer}/shipments",
            why=say(_("Which units left, and in which parcel, decides what can be cancelled.")),
            where=ON_THE_PLATFORM,
        )
    partly = s.answer is not None and s.answer.kind is ResponseKind.PARTIALLY_ACCEPTED
    if partly and s.accepted is None:
        yield MissingFact(
            fact=f"{pointer}/responses",
            why=say(_("Which units the supplier accepted decides what can be refunded.")),
            where=say(_("In the supplier's answer; ask if it does not say.")),
        )


def _tracking(s: Standing) -> Iterator[MissingFact]:
    """Rule 10: when a number was given, and what its carrier shows."""
    untold = [n for n in s.numbers_in_time if n.given_at is None]
    if untold and s.clocks.tracking() is None:
        yield MissingFact(
            fact=f"{s.order.pointer}/shipments",
            why=say(_("A number's time to show a scan counts from when it was given.")),
            where=ON_THE_PLATFORM,
        )
    if any(not n.looked_at for n in s.live_numbers):
        yield MissingFact(
            fact=f"{s.order.pointer}/shipments",
            why=say(_("Nobody has looked whether the number shows a scan.")),
            where=AT_THE_CARRIER,
        )


def _dispute(s: Standing) -> Iterator[MissingFact]:
    """The money of a decided dispute is followed from the day of the decision."""
    due = still_due(s)
    if due is None:
        return
    told = (
        (due.due_on, "decided_at", _("The time for the dispute's money counts from it.")),
        (due.amount, "amount", _("What the dispute brings is what is still due.")),
    )
    for value, name, why in told:
        if value is None:
            fact = f"{s.order.pointer}/dispute/{name}"
            yield MissingFact(fact=fact, why=say(why), where=ON_THE_PLATFORM)


def not_known_policies(policy: Policy, orders: list[SupplierOrder]) -> Iterator[MissingFact]:
    """List parameters that somebody marked as not known yet; their defaults stay in force."""
    why = say(_("Its default is in force as long as the supplier's own figure is not known."))
    for name in sorted(policy.supplier.not_known):
        yield MissingFact(fact=f"/policy/supplier/{name}", why=why, where=FROM_THE_SUPPLIER)
    for supplier_id in sorted({order.supplier_id or "" for order in orders}):
        own = policy.suppliers.get(supplier_id)
        for name in sorted(own.not_known - policy.supplier.not_known if own else ()):
            escaped = supplier_id.replace("~", "~0").replace("/", "~1")  # RFC 6901
            fact = f"/policy/suppliers/{escaped}/{name}"
            yield MissingFact(fact=fact, why=why, where=FROM_THE_SUPPLIER)
