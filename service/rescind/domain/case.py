"""One cancellation at one moment: every supplier order judged, before the two sides are joined."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from rescind.domain import conditions as is_
from rescind.domain.facts import Facts, StoreLine, SupplierOrder, Units, by_id, total_of
from rescind.domain.policy import Policy
from rescind.domain.refunds import money_back_for
from rescind.domain.standing import Standing, standing_of
from rescind.domain.supplier_table import Verdict, judge
from rescind.domain.units import Pool, Rank, fewer, minus, plus, take, units_of
from rescind.domain.words import Action, DisputeOutcome, Eligibility, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One supplier order and what the table says of its requested units.

    `relevant` orders hold requested units; of the others the verdicts only explain.
    """

    standing: Standing
    verdicts: tuple[Verdict, ...]
    relevant: bool

    @property
    def order(self) -> SupplierOrder:
        """The order's facts as they count."""
        return self.standing.order

    @property
    def action(self) -> Action:
        """The most pressing action of its parts."""
        actions = [v.action for v in self.verdicts]
        return min(actions, key=list(Action).index) if self.relevant else Action.NONE

    @property
    def eligibility(self) -> Eligibility:
        """The joined eligibility of its parts."""
        return joined(v.eligibility for v in self.verdicts)

    @property
    def check_at(self) -> datetime | None:
        """The earliest instant at which one of its parts would be decided otherwise."""
        instants = [v.check_at for v in self.verdicts if v.check_at is not None]
        return min(instants, default=None) if self.relevant else None

    @property
    def released(self) -> Units:
        """Its requested units that are released."""
        units: Units = {}
        for verdict in self.verdicts:
            units = plus(units, verdict.units) if verdict.released else units
        return units


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that the store's side is decided on."""

    facts: Facts
    policy: Policy
    as_of: datetime
    requested: Units
    not_placed: Units
    held_twice: tuple[str, ...]
    judged: tuple[Judged, ...]

    @property
    def relevant(self) -> tuple[Judged, ...]:
        """The supplier orders that hold requested units."""
        return tuple(judged for judged in self.judged if judged.relevant)

    @property
    def verdicts(self) -> Iterator[Verdict]:
        """What the table says of all requested units that somebody holds."""
        return (verdict for judged in self.relevant for verdict in judged.verdicts)

    @property
    def released(self) -> Units:
        """All requested units that are released, those nobody bought yet included."""
        units: Units = self.not_placed
        for judged in self.relevant:
            units = plus(units, judged.released)
        return units

    @property
    def all_released(self) -> bool:
        """Nothing requested is held back."""
        return all(verdict.released for verdict in self.verdicts)

    @property
    def requested_lines(self) -> tuple[StoreLine, ...]:
        """The lines of the store order of which units are requested."""
        lines = self.facts.store_order.lines
        return tuple(line for line in lines if line.line_id in self.requested)

    @property
    def whole_order_asked(self) -> bool:
        """Every unit that is not yet refunded is asked for; what was refunded since is not."""
        lines = self.facts.store_order.lines
        left = {line.line_id: line.quantity - line.refunded_quantity for line in lines}
        if self.facts.request.lines is None or not self.refunded_since:
            return not minus(left, self.requested)
        answered = {line.line_id: line.refunded_quantity for line in lines}
        return not minus(left, minus(self.requested, answered))

    @property
    def refunded_since(self) -> bool:
        """Money went back to the customer after the request: refunded units are requested ones."""
        asked_at = self.facts.request.requested_at
        return any(
            refund.refunded_at is not None and refund.refunded_at >= asked_at
            for refund in self.facts.store_order.refunds
        )

    def refunded_before(self, line: StoreLine) -> int:
        """Units of a line that were refunded before others were asked for.

        Without dates the refunded units count as requested ones: nobody is paid twice.
        """
        refunds = self.facts.store_order.refunds
        dated = bool(refunds) and all(refund.refunded_at is not None for refund in refunds)
        earlier = self.facts.request.lines is not None and dated and not self.refunded_since
        return line.refunded_quantity if earlier else 0

    def released_of(self, line: StoreLine) -> int:
        """Units of a line that the customer has, or may get, money for."""
        return self.released.get(line.line_id, 0) + self.refunded_before(line)

    @property
    def next_check_at(self) -> datetime | None:
        """The earliest instant at which a relevant order would be decided otherwise."""
        instants = [judged.check_at for judged in self.relevant if judged.check_at is not None]
        return min(instants, default=None)


def joined(found: Iterator[Eligibility]) -> Eligibility:
    """Join eligibilities: the first present, undetermined before all others."""
    present = set(found)
    order = (Eligibility.UNDETERMINED, Eligibility.CONDITIONAL, Eligibility.ELIGIBLE)
    return next((e for e in order if e in present), Eligibility.INELIGIBLE)


def case_of(facts: Facts, policy: Policy, *, as_of: datetime) -> Case:
    """Judge every supplier order for the units that the request takes from it."""
    orders = sorted(facts.supplier_orders, key=lambda order: by_id(order.order_id))
    quantities = {line.line_id: line.quantity for line in facts.store_order.lines}
    requested = units_of(facts.request.lines) if facts.request.lines else quantities
    lone = len(orders) == 1
    standings = [
        replace(
            standing_of(
                order,
                policy.of(order.supplier_id),
                as_of=as_of,
                others=orders,
                ship_to=facts.store_order.ship_to,
                held=held_by(order, quantities, requested, lone=lone),
                calendars=policy.calendars,
            ),
            holdings_known=order.lines is not None or lone,
        )
        for order in orders
    ]
    pools = [pool for at, standing in enumerate(standings) for pool in pools_of(at, standing)]
    taken = take(requested, quantities, pools, len(orders))
    untold = any(not standing.holdings_known for standing in standings)
    return Case(
        facts=facts,
        policy=policy,
        as_of=as_of,
        requested=requested,
        # What no order names may be held by one that did not say what it holds.
        not_placed={} if untold else taken.not_placed,
        held_twice=taken.held_twice,
        judged=tuple(
            judged_order(standing, units)
            for standing, units in zip(standings, taken.by_order, strict=True)
        ),
    )


def held_by(order: SupplierOrder, quantities: Units, requested: Units, *, lone: bool) -> Units:
    """Units that an order holds; a lone order that does not say holds all requested lines."""
    if order.lines is not None:
        held: Units = {}
        for line in order.lines:
            held = plus(held, {line.store_line_id: line.quantity})
        return held
    return {line: quantities[line] for line in requested} if lone else {}


def judged_order(standing: Standing, units: Units) -> Judged:
    """Judge the units that a request takes; an order of which it takes none is not relevant."""
    relevant = total_of(units) > 0 or not standing.holdings_known
    chosen = replace(standing, units=units if relevant else standing.held)
    chosen = replace(chosen, refunded=money_back_for(chosen))
    return Judged(standing=chosen, verdicts=judge(chosen), relevant=relevant)


def pools_of(at: int, s: Standing) -> tuple[Pool, ...]:
    """Sort an order's units by how they stand, before any of them is requested (rule 5)."""
    whole = replace(s, units=s.held)
    rank = _rank_of_all(replace(whole, refunded=money_back_for(whole)))
    if rank is not None:
        return (Pool(order=at, rank=rank, units=s.held),)
    left = is_.left_the_supplier(s)
    accepted = s.accepted or {}
    shipped = s.held if left else (s.shipped or {})
    free = fewer(accepted, s.held) if left else fewer(accepted, minus(s.held, shipped))
    gone = minus(shipped, free) if left else shipped
    return (
        Pool(order=at, rank=Rank.RELEASED, units=free),
        Pool(order=at, rank=Rank.PAID, units=minus(minus(s.held, free), gone)),
        Pool(order=at, rank=Rank.SHIPPED, units=gone),
    )


def _rank_of_all(s: Standing) -> Rank | None:
    """Find the rank of an order all of whose units stand alike; `None` if they do not."""
    if is_.contradicts_itself(s):
        return Rank.PAID
    if is_.money_is_back(s) or is_.cancelled(s):
        return Rank.RELEASED
    if is_.dispute_was(s, DisputeOutcome.LOST) or is_.accepted_then_left(s):
        return Rank.SHIPPED
    if is_.dispute_running(s) or is_.dispute_partially_won(s) or is_.disputed_by_status(s):
        return Rank.PAID
    by_state = {State.NOT_PLACED: Rank.NOT_PLACED, State.UNPAID: Rank.UNPAID}
    if is_.released_by_answer(s) and is_.refund_window_over(s):
        return Rank.PAID
    return by_state.get(s.state)
