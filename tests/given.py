"""Facts for tests: one EUR order of one line, bought on AliExpress, changed by keyword."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from rescind.domain.decision import Decision, decide
from rescind.domain.facts import (
    CancellationRequest,
    Dispute,
    Facts,
    LineQuantity,
    Refund,
    Request,
    Scan,
    Shipment,
    ShipTo,
    StoreLine,
    StoreOrder,
    SupplierLine,
    SupplierOrder,
    SupplierResponse,
    TrackingRequest,
)
from rescind.domain.policy import Policy, SupplierPolicy
from rescind.domain.words import DisputeOutcome, OnSilence, Reason, ResponseKind, ScanStatus, State

NUMBER = "LP00600000000001"
OTHER_NUMBER = "LP00600000000002"
BAD_CHECK_DIGIT = "RF473124828US"
ASKED = "09-29 08:10"


def at(text: str) -> datetime:
    """Read "10-13 16:00" (of 2026, UTC) or "2025-10-13 16:00"."""
    full = text if text.count("-") == 2 else f"2026-{text}"
    return datetime.fromisoformat(full if " " in full else f"{full} 00:00").replace(tzinfo=UTC)


def eur(text: str) -> Decimal:
    return Decimal(text)


def quantities(**lines: int) -> tuple[LineQuantity, ...]:
    return tuple(LineQuantity(line_id=line, quantity=n) for line, n in lines.items())


def asked(when: str = ASKED, **lines: int) -> CancellationRequest:
    return CancellationRequest(requested_at=at(when), lines=quantities(**lines) or None)


def answer(kind: str, when: str = "09-30 03:00", **lines: int) -> SupplierResponse:
    return SupplierResponse(
        kind=ResponseKind(kind), received_at=at(when), lines=quantities(**lines) or None
    )


def answers(kind: str, when: str = "09-30 03:00", **lines: int) -> dict[str, Any]:
    """Asked at the usual moment, and answered so."""
    return {"cancellation_request": asked(), "responses": (answer(kind, when, **lines),)}


def tracking_asked(when: str = "09-30 09:30") -> TrackingRequest:
    return TrackingRequest(requested_at=at(when))


def scan(when: str, status: str = "accepted", country: str = "CN") -> Scan:
    return Scan(at=at(when), status=ScanStatus(status), country=country, city=None)


def parcel(
    *events: Scan, number: str = NUMBER, given: str | None = "10-02 02:00", **lines: int
) -> Shipment:
    return Shipment(
        tracking_number=number,
        declared_at=at(given) if given else None,
        observed_at=at("10-02 03:00"),
        events=events,
        lines=quantities(**lines) or None,
    )


def dispute(when: str = "10-14 11:00", outcome: str | None = None, **more: Any) -> Dispute:
    decided = DisputeOutcome(outcome) if outcome else None
    return Dispute(filed_at=at(when), outcome=decided, **more)


def money(amount: str, when: str = "10-08 10:00", line_id: str | None = None) -> Refund:
    return Refund(amount=eur(amount), refunded_at=at(when), line_id=line_id)


def supplier_lines(**amounts: tuple[int, str]) -> tuple[SupplierLine, ...]:
    return tuple(
        SupplierLine(store_line_id=line, quantity=n, amount=eur(amount))
        for line, (n, amount) in amounts.items()
    )


def supplier_order(state: str = "paid", **changes: Any) -> SupplierOrder:
    facts: dict[str, Any] = {
        "state": State(state),
        "order_id": "8190000000000001",
        "supplier_id": "store-1",
        "placed_at": at("09-28 02:00"),
        "paid_at": None if state in ("unpaid", "not_placed") else at("09-28 02:05"),
        "currency": "EUR",
        "total": eur("12.00"),
        "ship_from": "CN",
        "lines": supplier_lines(L1=(1, "12.00")),
        **changes,
    }
    return SupplierOrder(**facts)


def second_order(state: str = "paid", **changes: Any) -> SupplierOrder:
    """Another supplier's order, which holds line L2."""
    facts: dict[str, Any] = {
        "order_id": "8190000000000002",
        "supplier_id": "store-2",
        "total": eur("8.00"),
        "lines": supplier_lines(L2=(1, "8.00")),
        **changes,
    }
    return supplier_order(state, **facts)


def store_lines(**prices: tuple[int, str]) -> tuple[StoreLine, ...]:
    return tuple(
        StoreLine(line_id=line, quantity=n, unit_price=eur(price))
        for line, (n, price) in prices.items()
    )


def store_order(status: str = "UNFULFILLED", **changes: Any) -> StoreOrder:
    facts: dict[str, Any] = {
        "fulfillment_status": status,
        "order_id": "5734000000000000001",
        "order_name": "#1001",
        "currency": "EUR",
        "placed_at": at("09-28 01:50"),
        "paid_at": at("09-28 01:50"),
        "lines": store_lines(L1=(1, "30.00")),
        "ship_to": ShipTo(country="ES", city="Madrid"),
        **changes,
    }
    return StoreOrder(**facts)


TWO_LINES = store_lines(L1=(1, "30.00"), L2=(1, "20.00"))


def facts(
    *orders: SupplierOrder, store: StoreOrder | None = None, lines: dict[str, int] | None = None
) -> Facts:
    return Facts(
        request=Request(
            requested_at=at("09-29 08:00"),
            reason=Reason.CHANGED_MIND,
            lines=quantities(**lines) if lines else None,
        ),
        store_order=store or store_order(),
        supplier_orders=orders,
    )


def policy(**supplier: Any) -> Policy:
    if "on_silence" in supplier:
        supplier["on_silence"] = OnSilence(supplier["on_silence"])
    return Policy(supplier=SupplierPolicy(**supplier))


def decided(
    *orders: SupplierOrder,
    as_of: str,
    store: StoreOrder | None = None,
    lines: dict[str, int] | None = None,
    **supplier_policy: Any,
) -> Decision:
    return decide(
        facts(*orders, store=store, lines=lines), policy(**supplier_policy), as_of=at(as_of)
    )
