"""Reads the customer's side: the request and the store order."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, TypeVar

from rescind.domain.facts import (
    Chargeback,
    Refund,
    Request,
    ShipTo,
    StoreLine,
    StoreOrder,
    by_id,
)
from rescind.intake.amounts import Purse
from rescind.intake.lines import STORE, Book, Given

T = TypeVar("T")

SHOPIFY = "shopify"

_GLOBAL = re.compile(r"gid://shopify/Order/([0-9]{1,64})(?:\?.*)?\Z")

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def in_order(things: Iterable[T], *, key: Any) -> tuple[T, ...]:
    """Sort facts by their own order and then by content: how they were sent must not matter."""
    return tuple(sorted(things, key=lambda thing: (key(thing), repr(thing))))


def order_number(order_id: str | None) -> str | None:
    """Read the number out of `gid://shopify/Order/…`; `None` for what is no such id."""
    match = _GLOBAL.match(order_id or "")
    return match[1] if match else None


def read_request(given: Given, book: Book) -> Request:
    """Read what was asked for; never more units than the line has."""
    lines = book.read(given, "/request", key=STORE)
    for at, line in enumerate(given.get("lines", ())):
        asked, there = line.get("quantity", 1), book.quantities.get(line["line_id"], 0)
        if 0 < there < asked:
            book.problems.add(
                f"/request/lines/{at}/quantity",
                f'{asked} units are asked for, but line "{line["line_id"]}" has {there}.',
            )
    return Request(
        requested_at=given["requested_at"],
        requested_by=given.get("requested_by"),
        reason=given.get("reason"),
        lines=lines,
    )


def read_store_order(given: Given, book: Book) -> StoreOrder:
    """Read the store order, with the lines that the book knows."""
    purse = Purse(given.get("currency"), book.problems)
    taken = {"lines", "refunds", "chargeback", "ship_to", "shipping_amount", "platform", SHOPIFY}
    return StoreOrder(
        **{name: value for name, value in given.items() if name not in taken},
        platform=given.get("platform", SHOPIFY).lower(),
        shipping_amount=purse.read_or_nothing(given, "shipping_amount", "/store_order"),
        lines=read_store_lines(given, book, purse),
        lines_known=book.known,
        refunds=read_store_refunds(given, book, purse),
        chargeback=Chargeback(**given["chargeback"]) if "chargeback" in given else None,
        ship_to=read_ship_to(given),
    )


def read_ship_to(given: Given) -> ShipTo | None:
    """Read where the customer's parcel goes."""
    return ShipTo(**given["ship_to"]) if "ship_to" in given else None


def read_store_lines(given: Given, book: Book, purse: Purse) -> tuple[StoreLine, ...]:
    """Read the lines that were sent; without any, those that other facts name."""
    lines = given.get("lines")
    if lines is None:
        bare = (StoreLine(line_id=line, quantity=of) for line, of in book.quantities.items())
        return in_order(bare, key=lambda line: by_id(line.line_id))
    book.check(lines, "/store_order/lines", key=STORE)
    read = (
        read_store_line(line, f"/store_order/lines/{at}", book, purse)
        for at, line in enumerate(lines)
    )
    return in_order(read, key=lambda line: by_id(line.line_id))


def read_store_line(given: Given, pointer: str, book: Book, purse: Purse) -> StoreLine:
    """Read one line of the store order."""
    quantity = given.get("quantity") or book.quantities[given["line_id"]]
    refunded = given.get("refunded_quantity", 0)
    if refunded > quantity:
        book.problems.add(
            f"{pointer}/refunded_quantity",
            f"{refunded} units cannot be refunded: the line has {quantity}.",
        )
    return StoreLine(
        line_id=given["line_id"],
        quantity=quantity,
        unit_price=purse.read(given, "unit_price", pointer),
        discount=purse.read_or_nothing(given, "discount", pointer),
        tax=purse.read_or_nothing(given, "tax", pointer),
        refunded_quantity=refunded,
    )


def read_store_refunds(given: Given, book: Book, purse: Purse) -> tuple[Refund, ...]:
    """Read the money that went back to the customer."""
    for at, refund in enumerate(given.get("refunds", ())):
        if "line_id" in refund:
            book.check_name(refund["line_id"], f"/store_order/refunds/{at}/line_id")
    return read_refunds(given, "/store_order", purse)


def read_refunds(given: Given, pointer: str, purse: Purse) -> tuple[Refund, ...]:
    """Read the refunds of either side."""
    read = (
        Refund(
            amount=purse.read_or_nothing(refund, "amount", f"{pointer}/refunds/{at}"),
            refunded_at=refund.get("refunded_at"),
            line_id=refund.get("line_id"),
        )
        for at, refund in enumerate(given.get("refunds", ()))
    )
    return in_order(read, key=lambda refund: refund.refunded_at or LONG_AGO)
