"""Where one supplier order stands at one moment: its facts read once, before any row is asked.

A `Standing` holds the order's facts as they count at `as_of`, and the units that are judged. The
tables split it when units of one order fare differently (rows 9a, 13, 16): a part is the same
standing with fewer units and, where the row says so, another state, answer or set of numbers.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, get_args

from rescind.domain.deadlines import Clocks, over
from rescind.domain.facts import ShipTo, SupplierOrder, SupplierResponse, Units
from rescind.domain.own_calendars import TABLES_ALONE, OwnCalendars
from rescind.domain.policy import SupplierPolicy
from rescind.domain.tracking import Number, Viewpoint, numbers_of
from rescind.domain.units import fewer, minus, most, plus, units_of
from rescind.domain.words import OnSilence, ResponseKind, State, TrackingVerdict

CLOCK_SKEW = timedelta(minutes=5)
"""Facts this little ahead of `as_of` count as at `as_of`: clocks differ (rule 17)."""

ACCEPTANCES = (ResponseKind.ACCEPTED, ResponseKind.PARTIALLY_ACCEPTED)
REFUSALS = (
    ResponseKind.REFUSED,
    ResponseKind.CLAIMS_SHIPPED,
    ResponseKind.TRACKING_PROVIDED,
)
COUNTING = (TrackingVerdict.CONFIRMED, TrackingVerdict.PLAUSIBLE)
CAUTION = tuple(ResponseKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One supplier order at `as_of`, and the units of it that are judged.

    `held` are all units that the order holds, `asked` those that the supplier was asked to let
    go. `refunded` says that the supplier's money for `units` is back. `holdings_known` is false
    when several orders came and this one did not say what it holds; `twins` is true when another
    order has the same id.
    """

    order: SupplierOrder
    policy: SupplierPolicy
    as_of: datetime
    clocks: Clocks
    units: Units
    held: Units
    state: State
    numbers: tuple[Number, ...]
    answer: SupplierResponse | None
    asked: Units
    last_ahead: datetime | None
    refunded: bool = False
    holdings_known: bool = True
    twins: bool = False

    @property
    def live_numbers(self) -> tuple[Number, ...]:
        """Numbers that are not contradicted: the others count as none."""
        return tuple(n for n in self.numbers if n.verdict is not TrackingVerdict.CONTRADICTED)

    @property
    def counting_numbers(self) -> tuple[Number, ...]:
        """Numbers whose scan proves a shipment."""
        return tuple(n for n in self.numbers if n.verdict in COUNTING)

    @property
    def asked_at(self) -> datetime | None:
        """When the supplier was asked; a pending cancellation counts from when it was seen."""
        request = self.order.cancellation_request
        if request is not None:
            return request.requested_at
        return self.order.observed_at if self.state is State.CANCEL_PENDING else None

    @property
    def asked_by(self) -> datetime | None:
        """The moment by which the supplier was asked: a response implies that it was (rule 19)."""
        request = self.order.cancellation_request
        if request is not None:
            return request.requested_at
        return min((r.received_at for r in self.order.responses), default=None)

    @property
    def accepted(self) -> Units | None:
        """Units that the deciding answer, or a silence that counts as one, lets go.

        `None` when a partial acceptance does not say which.
        """
        if self.answer is not None and self.answer.kind in ACCEPTANCES:
            return self.accepted_by(self.answer)
        return self.asked if self.silence_is_yes else {}

    def accepted_by(self, acceptance: SupplierResponse) -> Units | None:
        """Units that one acceptance lets go; `None` when it does not say which."""
        if acceptance.lines is not None:
            return fewer(units_of(acceptance.lines), self.held)
        return self.asked if acceptance.kind is ResponseKind.ACCEPTED else None

    @property
    def silent(self) -> bool:
        """Asked, and the response window passed without any answer."""
        return self.answer is None and over(
            self.clocks.supplier_response(self.asked_at), self.as_of
        )

    @property
    def silence_is_yes(self) -> bool:
        """The merchant chose to read silence as yes; a number that may be true is no silence."""
        return (
            self.policy.on_silence is OnSilence.TREAT_AS_ACCEPTED
            and self.silent
            and not self.numbers_in_time
            and not self.suspicious_scans
        )

    @property
    def refund_starts_at(self) -> datetime | None:
        """Rule 19: where the supplier's refund window starts."""
        if self.order.closed_at is not None:
            return self.order.closed_at
        if self.answer is not None and self.answer.kind in ACCEPTANCES:
            return self.answer.received_at
        if self.silence_is_yes:
            response = self.clocks.supplier_response(self.asked_at)
            return response.due_at if response else None
        return self.order.observed_at

    def number_due_at(self, number: Number) -> datetime | None:
        """Rule 10: until when a number may go without a scan; `None` when nobody knows."""
        tracking = self.clocks.tracking()
        deadline = tracking or self.clocks.first_scan(number.given_at)
        return deadline.due_at if deadline else None

    @property
    def numbers_in_time(self) -> tuple[Number, ...]:
        """Numbers without proof whose deadline is not over."""
        return tuple(
            number
            for number in self.live_numbers
            if number.verdict not in COUNTING
            and ((due := self.number_due_at(number)) is None or self.as_of < due)
        )

    @property
    def suspicious_scans(self) -> bool:
        """A number that looks wrong, yet somebody scanned a parcel with it."""
        return any(
            n.verdict is TrackingVerdict.SUSPICIOUS and n.first_scan_at for n in self.live_numbers
        )

    @property
    def shipping_numbers(self) -> tuple[Number, ...]:
        """Rule 5: the parcels that tell which units left."""
        if self.state is not State.PARTLY_SHIPPED:
            return self.counting_numbers
        scanned = tuple(n for n in self.live_numbers if n.first_scan_at)
        return scanned or self.live_numbers

    @property
    def shipped(self) -> Units | None:
        """Units that left, as their parcels say; `None` when nobody said which."""
        numbers = self.shipping_numbers
        if any(n.lines is None for n in numbers):
            return self.held if self.state is not State.PARTLY_SHIPPED else None
        if not numbers:
            return None if self.state is State.PARTLY_SHIPPED else {}
        left: Units = {}
        for number in numbers:
            left = plus(left, units_of(number.lines))
        return fewer(left, self.held)

    @property
    def scanned_whole(self) -> bool:
        """The whole of it by a confirmed or plausible scan."""
        if not self.counting_numbers:
            return False
        counting = replace(self, numbers=self.counting_numbers)
        return counting.shipped is not None and not minus(self.held, counting.shipped)

    @property
    def first_scan_at(self) -> datetime | None:
        """The first physical scan of a number that counts."""
        scans = [n.first_scan_at for n in self.counting_numbers if n.first_scan_at]
        return min(scans, default=None)

    @property
    def delivered_at(self) -> datetime | None:
        """The last delivery seen on a number that counts."""
        days = [n.delivered_at for n in self.counting_numbers if n.delivered_at]
        return max(days, default=None)

    @property
    def first_given_at(self) -> datetime | None:
        """When the supplier first gave a number, believed or not."""
        return min((n.given_at for n in self.numbers if n.given_at), default=None)


def standing_of(  # noqa: PLR0913 (all that a reading depends on)
    order: SupplierOrder,
    policy: SupplierPolicy,
    *,
    as_of: datetime,
    others: Sequence[SupplierOrder],
    ship_to: ShipTo | None,
    held: Units,
    calendars: OwnCalendars = TABLES_ALONE,
) -> Standing:
    """Read one supplier order's facts as they count at `as_of`; no units are judged yet."""
    ahead = [at for at in instants_in(order) if at > as_of]
    counted = as_counted(order, as_of) if ahead else order
    return Standing(
        order=counted,
        policy=policy,
        as_of=as_of,
        clocks=Clocks(counted, policy, calendars),
        units={},
        held=held,
        state=counted.state,
        numbers=numbers_of(
            counted,
            others=[other for other in others if other is not order],
            view=Viewpoint(
                as_of=as_of,
                ship_to=ship_to,
                silence_after_scan_days=policy.silence_after_scan_days,
            ),
        ),
        answer=deciding(counted.responses),
        asked=asked_of(counted, held),
        last_ahead=max((at for at in ahead if at > as_of + CLOCK_SKEW), default=None),
        twins=any(
            other is not order
            and order.order_id is not None
            and (other.platform, other.order_id) == (order.platform, order.order_id)
            for other in others
        ),
    )


def deciding(responses: Sequence[SupplierResponse]) -> SupplierResponse | None:
    """Rule 19: the latest answer; at one instant the most cautious, with the fewest units."""
    return max(
        responses,
        key=lambda r: (
            r.received_at,
            CAUTION.index(r.kind),
            r.lines is not None,
            -sum(q.quantity for q in r.lines or ()),
            tuple((q.line_id, q.quantity) for q in r.lines or ()),
        ),
        default=None,
    )


def asked_of(order: SupplierOrder, held: Units) -> Units:
    """Units that the supplier was asked to let go; an answer implies that it was asked."""
    request = order.cancellation_request
    if request is None:
        pending = order.state is State.CANCEL_PENDING
        return held if order.responses or pending else {}
    if request.lines is None:
        return held
    asked: Units = units_of(request.lines)
    for response in order.responses:
        asked = most(asked, units_of(response.lines))
    return fewer(asked, held)


def instants_in(fact: Any) -> list[datetime]:
    """All dated facts of a supplier order, wherever they stand in it."""
    if isinstance(fact, datetime):
        return [fact]
    if isinstance(fact, tuple):
        return [at for item in fact for at in instants_in(item)]
    names = dated_fields(kind_of(fact))
    return [at for name in names for at in instants_in(getattr(fact, name))]


def kind_of(fact: Any) -> Hashable:
    """Give the kind of a fact as something to look up by."""
    return fact.__class__  # type: ignore[no-any-return]


@cache
def dated_fields(kind: Hashable) -> tuple[str, ...]:
    """Name the fields of a kind of fact that may hold an instant, at any depth."""
    if not is_dataclass(kind):
        return ()
    return tuple(f.name for f in fields(kind) if may_hold_instants(f.type))


def may_hold_instants(annotation: Any) -> bool:
    """Tell whether a type is, or holds, an instant."""
    inner = get_args(annotation)
    if inner:
        return any(may_hold_instants(part) for part in inner)
    return annotation is datetime or bool(isinstance(annotation, type) and dated_fields(annotation))


def as_counted(order: SupplierOrder, as_of: datetime) -> SupplierOrder:
    """Give the order with what lies ahead of `as_of` counted as at `as_of`."""
    counted: SupplierOrder = not_after(order, as_of)
    return counted


def not_after(fact: Any, as_of: datetime) -> Any:
    """Give the same fact with every instant after `as_of` drawn back to it."""
    if isinstance(fact, datetime):
        return min(fact, as_of)
    if isinstance(fact, tuple):
        return tuple(not_after(item, as_of) for item in fact)
    names = dated_fields(kind_of(fact))
    changed = {name: not_after(getattr(fact, name), as_of) for name in names}
    return replace(fact, **changed) if changed else fact
