"""Reads the supplier's side: one supplier order with everything that happened to it."""

from dataclasses import replace

from rescind.domain.facts import (
    CancellationRequest,
    Dispute,
    Elsewhere,
    Scan,
    Shipment,
    StatusWords,
    SupplierLine,
    SupplierOrder,
    SupplierResponse,
    TrackingRequest,
    by_id,
)
from rescind.domain.words import ScanStatus, State
from rescind.intake.amounts import Purse
from rescind.intake.lines import Book, Given, units_in_order
from rescind.intake.statuses import read_statuses
from rescind.intake.store_orders import in_order, read_refunds

PAID_BY_NOW = frozenset(
    {
        State.PAID,
        State.PARTLY_SHIPPED,
        State.SHIPPED,
        State.CANCEL_PENDING,
        State.COMPLETED,
        State.DISPUTED,
    }
)
"""States in which an order has been paid, so that the day of the payment must be told."""

ALIEXPRESS = "aliexpress"
PLAIN = (
    "order_id",
    "supplier_id",
    "placed_at",
    "paid_at",
    "observed_at",
    "closed_at",
    "changed_at",
    "currency",
)


def read_supplier_order(
    given: Given, pointer: str, book: Book, store_currency: str | None = None
) -> SupplierOrder:
    """Read a supplier order that stands at `pointer`; its problems go to the book's.

    Amounts without a currency have the digits of the store's.
    """
    purse = Purse(given.get("currency", store_currency), book.problems)
    platform = given.get("platform", ALIEXPRESS).lower()
    state, words = read_state(given, platform, pointer, book)
    lines = read_supplier_lines(given, pointer, book, purse)
    held = {line.store_line_id: line.quantity for line in lines or ()}
    return SupplierOrder(
        **{name: given.get(name) for name in PLAIN},
        state=state,
        words=words,
        platform=platform,
        ship_from=given.get("ship_from", "CN" if platform == ALIEXPRESS else None),
        total=purse.read(given, "total", pointer),
        lines=lines,
        shipments=read_shipments(given, pointer, book, held),
        cancellation_request=read_cancellation_request(given, pointer, book, held),
        responses=read_responses(given, pointer, book, held, purse),
        tracking_request=read_tracking_request(given),
        dispute=read_dispute(given, pointer, purse),
        refunds=read_refunds(given, pointer, purse),
        pointer=pointer,
    )


def canonical(orders: list[SupplierOrder]) -> tuple[SupplierOrder, ...]:
    """Sort supplier orders by id and content: how they were sent must not matter."""
    return tuple(
        sorted(orders, key=lambda one: (by_id(one.order_id), repr(replace(one, pointer=""))))
    )


def read_state(given: Given, platform: str, pointer: str, book: Book) -> tuple[State, StatusWords]:
    """Read the state, which must be told, and see that a paid order tells when it was paid."""
    status, state = given.get("status"), given.get("state")
    if platform != ALIEXPRESS and state is None:
        book.problems.add(
            f"{pointer}/state",
            f'Nobody knows the words of "{platform}": give state, in our word for it, one of: '
            f"{', '.join(State)}.",
        )
    elif status is None and state is None:
        book.problems.add(
            f"{pointer}/status",
            "Give status (the platform's own word) or state (ours): without either nobody knows "
            "how far the order is.",
        )
    read, words = read_statuses(
        platform,
        status=status,
        state=state,
        logistics_status=given.get("logistics_status"),
        end_reason=given.get("end_reason"),
    )
    if read in PAID_BY_NOW and given.get("paid_at") is None:
        book.problems.add(
            f"{pointer}/paid_at",
            f"The order is {read.value}, so it was paid: give paid_at, since deadlines count from "
            "the payment.",
        )
    return read, words


def read_supplier_lines(
    given: Given, pointer: str, book: Book, purse: Purse
) -> tuple[SupplierLine, ...] | None:
    """Read what the order holds, if somebody said so."""
    lines = given.get("lines")
    if lines is None:
        return None
    book.check(lines, f"{pointer}/lines")
    named = units_in_order(given)
    read = (
        SupplierLine(
            store_line_id=line["store_line_id"],
            quantity=line.get("quantity") or book.all_of(line["store_line_id"], named),
            amount=purse.read(line, "amount", f"{pointer}/lines/{at}"),
        )
        for at, line in enumerate(lines)
    )
    return in_order(read, key=lambda line: by_id(line.store_line_id))


def read_shipments(
    given: Given, pointer: str, book: Book, held: dict[str, int]
) -> tuple[Shipment, ...]:
    """Read the parcels and what their carriers show."""
    read = (
        Shipment(
            tracking_number=shipment["tracking_number"],
            carrier=shipment.get("carrier"),
            declared_at=shipment.get("declared_at"),
            observed_at=shipment.get("observed_at"),
            lines=book.read(shipment, f"{pointer}/shipments/{at}", held=held),
            events=read_events(shipment),
            also_on=read_also_on(shipment),
        )
        for at, shipment in enumerate(given.get("shipments", ()))
    )
    return in_order(read, key=lambda shipment: shipment.tracking_number)


def read_also_on(given: Given) -> tuple[Elsewhere, ...]:
    """Read on which other orders a number stands, each once."""
    read = {Elsewhere(**place) for place in given.get("also_on", ())}
    return in_order(read, key=lambda one: one.place)


def read_events(shipment: Given) -> tuple[Scan, ...]:
    """Read a parcel's tracking, oldest first."""
    words = list(ScanStatus)
    read = (Scan(**event) for event in shipment.get("events", ()))
    return in_order(read, key=lambda scan: (scan.at, words.index(scan.status)))


def read_cancellation_request(
    given: Given, pointer: str, book: Book, held: dict[str, int]
) -> CancellationRequest | None:
    """Read what was asked of the supplier."""
    asked = given.get("cancellation_request")
    if asked is None:
        return None
    return CancellationRequest(
        requested_at=asked["requested_at"],
        lines=book.read(asked, f"{pointer}/cancellation_request", held=held),
    )


def read_responses(
    given: Given, pointer: str, book: Book, held: dict[str, int], purse: Purse
) -> tuple[SupplierResponse, ...]:
    """Read what the supplier answered, oldest first."""
    read = (
        SupplierResponse(
            kind=response["kind"],
            received_at=response["received_at"],
            tracking_number=response.get("tracking_number"),
            lines=book.read(response, f"{pointer}/responses/{at}", held=held),
            amount=purse.read(response, "amount", f"{pointer}/responses/{at}"),
            message=response.get("message"),
            also_on=read_also_on(response),
        )
        for at, response in enumerate(given.get("responses", ()))
    )
    return in_order(read, key=lambda response: response.received_at)


def read_tracking_request(given: Given) -> TrackingRequest | None:
    """Read when the tracking number was asked for."""
    asked = given.get("tracking_request")
    return TrackingRequest(**asked) if asked is not None else None


def read_dispute(given: Given, pointer: str, purse: Purse) -> Dispute | None:
    """Read the claim at the supplier's platform."""
    dispute = given.get("dispute")
    if dispute is None:
        return None
    amount = purse.read(dispute, "amount", f"{pointer}/dispute")
    return Dispute(**{**dispute, "amount": amount})
