"""A refund that somebody thinks of paying: its units, what they are worth, what may still go back.

The units are the first that are not refunded yet; the case beside them is judged for these units,
with those refunded since they were asked for in front.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from rescind.domain.case import Case, case_of
from rescind.domain.facts import Facts, LineQuantity, ProposedRefund, StoreLine, StoreOrder, Units
from rescind.domain.policy import Policy
from rescind.domain.refund_shares import paid_for_no_line
from rescind.domain.refunds import ZERO, max_refundable, refundable, total_or_none
from rescind.domain.units import units_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A refund to be checked. Amounts are `None` where they cannot be known.

    `units` are those it is for; `by_line` is what may be paid for them, `by_line_released` for
    those that nothing holds back; `worth` is the former with `shipping`, `most` what was paid and
    has not gone back in all.
    """

    refund: ProposedRefund
    case: Case
    units: Units
    by_line: Mapping[str, Decimal | None]
    by_line_released: Mapping[str, Decimal | None]
    shipping: Decimal
    worth: Decimal | None
    most: Decimal | None

    @property
    def order(self) -> StoreOrder:
        """The store order that it is paid on."""
        return self.case.facts.store_order

    @property
    def lines(self) -> tuple[StoreLine, ...]:
        """The lines of which units are to be refunded."""
        return tuple(line for line in self.order.lines if self.units.get(line.line_id))

    @property
    def pays(self) -> Decimal | None:
        """What it would pay."""
        return self.worth if self.refund.amount is None else self.refund.amount

    @property
    def limit(self) -> Decimal | None:
        """The most that it may pay: what its units are worth; without lines, those asked for."""
        return self.worth

    @property
    def due_released(self) -> Decimal | None:
        """What may be paid for units that nothing holds back."""
        due = total_or_none(self.by_line_released.values())
        return None if due is None else max(ZERO, due - paid_for_no_line(self.case))

    @property
    def released(self) -> bool:
        """What it pays is for units that nothing holds back."""
        if self.case.all_released:
            return True
        due = self.due_released
        return due is not None and self.pays is not None and self.pays <= due


def proposal_of(
    facts: Facts, refund: ProposedRefund, policy: Policy, *, as_of: datetime
) -> Proposal:
    """Work out what a refund is for, and what it may pay."""
    asked = case_of(facts, policy, as_of=as_of)
    order = facts.store_order
    units = _asked_for(asked) if refund.lines is None else units_of(refund.lines)
    case = asked if refund.lines is None else _judged_for(units, asked)
    lines = [line for line in order.lines if units.get(line.line_id)]
    by_line = {
        line.line_id: refundable(order, line, line.refunded_quantity + units[line.line_id])
        for line in lines
    }
    shipping = order.shipping_amount if _with_shipping(order, refund, units) else ZERO
    most, items = max_refundable(order), total_or_none(by_line.values())
    # What went back for no line, such as shipping, goes back once.
    left = (items or ZERO) + shipping - paid_for_no_line(asked)
    return Proposal(
        refund=refund,
        case=case,
        units=units,
        by_line=by_line,
        by_line_released=_of_released(case, asked, lines),
        shipping=shipping,
        worth=None if items is None or most is None else min(most, max(ZERO, left)),
        most=most,
    )


def _of_released(case: Case, asked: Case, lines: Sequence[StoreLine]) -> dict[str, Decimal | None]:
    """Tell what may be paid for the units that nothing holds back."""
    released = case.released
    return {
        line.line_id: refundable(
            case.facts.store_order,
            line,
            released.get(line.line_id, 0) + asked.refunded_before(line),
        )
        for line in lines
    }


def _asked_for(case: Case) -> Units:
    """List the requested units that are not refunded since they were asked for."""
    left = {
        line.line_id: case.requested[line.line_id] - _refunded_since(case, line)
        for line in case.requested_lines
    }
    return {line: count for line, count in left.items() if count > 0}


def _refunded_since(case: Case, line: StoreLine) -> int:
    return line.refunded_quantity - case.refunded_before(line)


def _judged_for(units: Units, asked: Case) -> Case:
    """Judge the case as if these units had been asked for; refunded ones stand in front."""
    facts = asked.facts
    lines = tuple(
        LineQuantity(
            line_id=line.line_id,
            quantity=min(line.quantity, units[line.line_id] + _refunded_since(asked, line)),
        )
        for line in facts.store_order.lines
        if units.get(line.line_id)
    )
    request = replace(facts.request, lines=lines)
    return case_of(replace(facts, request=request), asked.policy, as_of=asked.as_of)


def _with_shipping(order: StoreOrder, refund: ProposedRefund, units: Units) -> bool:
    """Shipping goes back with the whole order, unless somebody says otherwise."""
    if refund.include_shipping is not None:
        return refund.include_shipping
    left = ((line, line.quantity - line.refunded_quantity) for line in order.lines)
    return bool(units) and all(units.get(line.line_id, 0) >= count for line, count in left)
