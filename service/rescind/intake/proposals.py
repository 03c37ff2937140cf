"""Reads a refund that is to be checked before it is paid."""

from rescind.domain.facts import LineQuantity, ProposedRefund, StoreOrder, by_id
from rescind.intake.amounts import Purse
from rescind.intake.lines import Given
from rescind.intake.problems import Problems

REFUND = "/refund"


def read_proposed_refund(given: Given, order: StoreOrder, problems: Problems) -> ProposedRefund:
    """Read the refund; a quantity that is left out is all of a line that is not refunded yet."""
    lines = given.get("lines")
    return ProposedRefund(
        amount=Purse(order.currency, problems).read(given, "amount", REFUND),
        lines=None if lines is None else _read_lines(lines, order, problems),
        include_shipping=given.get("include_shipping"),
        refunded_at=given.get("refunded_at"),
    )


def _read_lines(
    lines: list[Given], order: StoreOrder, problems: Problems
) -> tuple[LineQuantity, ...]:
    there = {line.line_id: line for line in order.lines}
    read: dict[str, int] = {}
    for at, given in enumerate(lines):
        name, pointer = given["line_id"], f"{REFUND}/lines/{at}/line_id"
        line = there.get(name)
        if line is None:
            named = ", ".join(f'"{one}"' for one in sorted(there, key=by_id)[:20] if one)
            told = f"there are: {named}" if named else "none is named"
            problems.add(pointer, f'There is no line "{name}" in store_order.lines; {told}.')
        if name in read:
            problems.add(pointer, f'Line "{name}" stands here twice.')
        left = line.quantity - line.refunded_quantity if line else 0
        read[name] = given.get("quantity") or left or (line.quantity if line else 1)
    return tuple(
        LineQuantity(line_id=name, quantity=read[name]) for name in sorted(read, key=by_id)
    )
