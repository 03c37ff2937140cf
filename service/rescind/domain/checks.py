"""When to look again: the next instant at which the same facts would decide otherwise."""

from datetime import datetime

from rescind.domain import conditions as is_
from rescind.domain.answers import Deadline
from rescind.domain.standing import CLOCK_SKEW, Standing
from rescind.domain.words import OnSilence


def never(_: Standing) -> None:
    """No clock changes this answer."""


def look_again(s: Standing) -> datetime:
    """Only fresh facts change this answer: after `facts_max_age_hours`."""
    return s.as_of + is_.look_again_after(s)


def ship_by(s: Standing) -> datetime | None:
    """The end of the supplier's time to ship."""
    return coming(s, due(s.clocks.ship_by()))


def before_the_last_fact_ahead(s: Standing) -> datetime | None:
    """Row 1: the moment at which facts from the future begin to count."""
    return s.last_ahead - CLOCK_SKEW if s.last_ahead else None


def refund_end(s: Standing) -> datetime | None:
    """Row 3: the end of the refund window; while its start is not known, look again."""
    if s.refund_starts_at is None:
        return look_again(s)
    return coming(s, due(s.clocks.supplier_refund(s.refund_starts_at)))


def row_9_check(s: Standing) -> datetime | None:
    """The closing of the dispute; before its opening, the opening."""
    closes = due(s.clocks.dispute_closes(s.delivered_at))
    if closes is not None and coming(s, closes) is None:
        return None
    return earliest(coming(s, due(s.clocks.dispute_opens_unshipped())), closes)


def shipped_opening(s: Standing) -> datetime | None:
    """Row 11: the opening; with a number given nobody knows when, look again."""
    opens = s.clocks.dispute_opens_shipped(s.first_given_at)
    return coming(s, opens.due_at) if opens else look_again(s)


def tracking_check(s: Standing) -> datetime | None:
    """Row 21: for each rung of the ladder its own clock."""
    tracking = s.clocks.tracking()
    if tracking is None:
        return look_again(s)
    opens = due(s.clocks.dispute_opens_unshipped()) or tracking.due_at
    return coming(s, max(tracking.due_at, opens))


def auto_close_check(s: Standing) -> datetime | None:
    """Rows 18a and 22: look again until the auto-close, then at the dispute's opening."""
    closing = coming(s, due(s.clocks.auto_close()))
    opening = coming(s, due(s.clocks.dispute_opens_unshipped()))
    turns = closing or opening
    return earliest(turns, look_again(s) if turns else None, silence_that_counts(s))


def number_deadline(s: Standing) -> datetime | None:
    """Row 19: the moment at which the last number in time counts as none."""
    ends = [s.number_due_at(number) for number in s.numbers_in_time]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else look_again(s)


def response_check(s: Standing) -> datetime | None:
    """Row 23: the end of the response window or of the time to ship."""
    if s.policy.on_silence is OnSilence.KEEP_WAITING:
        return ship_by(s)
    return earliest(coming(s, due(s.clocks.supplier_response(s.asked_at))), ship_by(s))


def silence_check(s: Standing) -> datetime | None:
    """Row 24: as row 21, and no later than the end of the time to ship."""
    return earliest(tracking_check(s), ship_by(s))


def silence_that_counts(s: Standing) -> datetime | None:
    """The end of a response window after which silence is yes, for units that were asked for."""
    if s.policy.on_silence is not OnSilence.TREAT_AS_ACCEPTED or is_.not_asked(s):
        return None
    return coming(s, due(s.clocks.supplier_response(s.asked_at))) if s.answer is None else None


def due(deadline: Deadline | None) -> datetime | None:
    """Read the instant of a deadline that may not be known."""
    return deadline.due_at if deadline is not None else None


def coming(s: Standing, at: datetime | None) -> datetime | None:
    """Keep an instant only while it lies ahead."""
    return at if at is not None and at > s.as_of else None


def earliest(*instants: datetime | None) -> datetime | None:
    """Find the earliest of those that are known."""
    return min((at for at in instants if at is not None), default=None)
