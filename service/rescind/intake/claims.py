"""Return claims on recorded cases: what was told of each, what became of it, and what it is about.

A claim is a fact of a case that decides nothing about the cancellation, so it is no part of what
the facts of a case add up to (`composing`).
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rescind.domain.facts import Facts, StoreOrder, SupplierOrder, Units
from rescind.domain.money import exponent_of, share
from rescind.domain.refunds import line_cost, total_or_none, worth_to_customer
from rescind.domain.remedies import ReturnClaim
from rescind.domain.words import Circumstance, ClaimOutcome, ReturnReason
from rescind.intake.ledger import Fact, FactKind, Json


def claims(facts: Sequence[Fact]) -> list[Json]:
    """List the claims of a case with what became of each, oldest first."""
    outcomes = {
        one.body["claim_id"]: {k: v for k, v in one.body.items() if k != "claim_id"}
        for one in facts
        if one.kind is FactKind.CLAIM_OUTCOME
    }
    return [
        {"id": one.fact_id, **one.body, **outcomes.get(one.fact_id, {})}
        for one in facts
        if one.kind is FactKind.CLAIM
    ]


def faults_in(claim: Json, order: Json, store: Json) -> Iterator[tuple[str, str]]:
    """Find what in a claim cannot be about its orders: each a pointer, and what is wrong there."""
    held = order.get("lines") or store.get("lines") or ()
    ids = [line.get("store_line_id", line.get("line_id")) for line in held]
    for at, line in enumerate(claim.get("lines", ())):
        if ids and line["store_line_id"] not in ids:
            there = ", ".join(f'"{one}"' for one in ids[:20])
            detail = f'There is no line "{line["store_line_id"]}" in the order; there are: {there}.'
            yield f"/lines/{at}/store_line_id", detail
    currency = store.get("currency")
    exponent = Decimal(claim.get("amount", "0")).as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    if digits > exponent_of(currency):
        told = currency or "An amount whose currency nobody named"
        yield "/amount", f"{told} has {exponent_of(currency)} digit(s) after the point."


def read_claim(claim: Json, known: Facts, at: int | None) -> ReturnClaim:
    """Read a claim on the supplier order that stands at `at` in the body of its case."""
    order = _order_at(known, at)
    store = known.store_order
    lines = _claimed(claim, order, store)
    currencies = {store.currency, order.currency if order else store.currency} - {None}
    paid = total_or_none(worth_to_customer(one, lines[one.line_id], store.currency)
                         for one in store.lines if one.line_id in lines)  # fmt: skip
    appeased = claim.get("outcome") == ClaimOutcome.PARTIALLY_REFUNDED and "amount" in claim
    mixed = len(currencies) > 1
    return ReturnClaim(
        reason=ReturnReason(claim["reason"]),
        circumstances=frozenset(Circumstance(one) for one in claim.get("circumstances", ())),
        currency=store.currency,
        paid_by_customer=paid if lines else None,
        paid_to_supplier=None if mixed or order is None else _paid_for(order, lines),
        partial_refund=Decimal(claim["amount"]) if appeased else None,
        supplier_id=order.supplier_id if order else None,
    )


def _order_at(known: Facts, at: int | None) -> SupplierOrder | None:
    named = (f"/supplier_orders/{at}", *(["/supplier_order"] if at == 0 else []))
    return next((one for one in known.supplier_orders if one.pointer in named), None)


def _claimed(claim: Json, order: SupplierOrder | None, store: StoreOrder) -> Units:
    """Tell which units a claim is about; without lines all that its supplier order holds."""
    there = {line.line_id: line.quantity for line in store.lines if store.lines_known}
    held = {line.store_line_id: line.quantity for line in (order.lines if order else None) or ()}
    most = held or there
    if "lines" not in claim:
        return {line: count for line, count in most.items() if line in there}
    told = {one["store_line_id"]: one.get("quantity") for one in claim["lines"]}
    return {
        line: min(count or most.get(line, 0), most.get(line, 0))
        for line, count in told.items()
        if line in there
    }


def _paid_for(order: SupplierOrder, lines: Units) -> Decimal | None:
    """What the supplier was paid for the units; nobody knows where it did not say what it holds."""
    held = {line.store_line_id: line.quantity for line in order.lines or ()}
    if not lines or not lines.keys() <= held.keys():
        return None
    parts = [
        None if (cost := line_cost(order, held, line)) is None else share(
            cost, of=held[line], first=0, count=count, currency=order.currency
        )
        for line, count in lines.items()
    ]  # fmt: skip
    return total_or_none(parts)
