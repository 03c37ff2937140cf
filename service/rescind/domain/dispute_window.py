"""Is a dispute to be opened, from when and until when? (rules 3 and 11)."""

from collections.abc import Callable, Mapping
from datetime import datetime

from rescind.domain import conditions as is_
from rescind.domain import ladders as do
from rescind.domain import sources as src
from rescind.domain.answers import Deadline
from rescind.domain.case import Judged
from rescind.domain.deadlines import over
from rescind.domain.rules import Answer, _, rule
from rescind.domain.standing import Standing
from rescind.domain.supplier_table import Verdict
from rescind.domain.words import Action, DeadlineName, Eligibility, Outcome, Recommendation

R = Recommendation


def recommend(judged: Judged) -> Recommendation:
    """Read the recommendation off what the table says of the order's units."""
    s, action = judged.standing, judged.action
    settled = all(v.released or v.eligibility is Eligibility.INELIGIBLE for v in judged.verdicts)
    rows = (
        (is_.dispute_running(s) and s.last_ahead is None, R.ALREADY_OPEN),
        (action is Action.OPEN_DISPUTE, R.OPEN),
        (settled or action is Action.WAIT_FOR_AUTO_CLOSE, R.DO_NOT_OPEN),
        (action is Action.MANUAL_REVIEW, R.UNDETERMINED),
    )
    return next((found for holds, found in rows if holds), R.WAIT)


def open_from(judged: Judged) -> datetime | None:
    """From when a dispute is recommended; `None` while a step, not a time, is missing."""
    instants = [at for verdict in judged.verdicts if (at := opening_of(verdict)) is not None]
    return min(instants, default=None)


def opening_of(verdict: Verdict) -> datetime | None:
    """The later of the platform's opening and the deadline after which the row says dispute."""
    s = verdict.standing
    if verdict.ladder is do.verify_or_dispute:
        return _due(s.clocks.dispute_opens_shipped(s.first_given_at))
    opens, waits = _due(s.clocks.dispute_opens_unshipped()), WAITED_FOR.get(verdict.ladder)
    waited_for = waits(s) if waits else None
    return None if opens is None or waited_for is None else max(opens, waited_for)


def at_once(s: Standing) -> datetime | None:
    """Nothing is waited for but the platform's opening."""
    return _due(s.clocks.dispute_opens_unshipped())


def after_auto_close(s: Standing) -> datetime | None:
    """The platform did not close the order."""
    return _due(s.clocks.auto_close())


def after_tracking(s: Standing) -> datetime | None:
    """The tracking deadline; on silence the auto-close, where the time to ship ends first."""
    tracking, ship_by = _due(s.clocks.tracking()), _due(s.clocks.ship_by())
    if is_.refused(s) or tracking is None or ship_by is None or tracking < ship_by:
        return tracking
    return _due(s.clocks.auto_close())


WAITED_FOR: Mapping[Callable[[Standing], Action], Callable[[Standing], datetime | None]] = {
    do.dispute_or_review: at_once,
    do.auto_close_ladder: after_auto_close,
    do.tracking_ladder: after_tracking,
    do.Always(Action.VERIFY_TRACKING): after_tracking,
}
"""What passes, by ladder, before the row says dispute; other ladders wait for a step."""


def _due(deadline: Deadline | None) -> datetime | None:
    return deadline.due_at if deadline is not None else None


def open_until(judged: Judged) -> datetime | None:
    """Until when the platform takes a dispute, counted from a delivery; not for partly shipped."""
    s = judged.standing
    if is_.partly_left(s) and not is_.left_the_supplier(s):
        return None
    return _due(s.clocks.dispute_closes(s.delivered_at))


@rule(
    "DSP-002",
    "The platform takes a dispute",
    source=src.ALIEXPRESS_HELP,
    clear=_("The platform takes disputes on this order since {opens}."),
    blocks=_("The platform takes disputes on this order from {opens} to {closes} only."),
    unknown=_("From when the platform takes disputes on this order is not known."),
)
def platform_takes_disputes(s: Standing) -> Answer:
    """The opening and closing of the platform's own window."""
    by_name = {deadline.name: deadline for deadline in is_.deadlines_of(s)}
    opens = by_name.get(DeadlineName.DISPUTE_OPENS)
    closes = by_name.get(DeadlineName.DISPUTE_CLOSES)
    if opens is None:
        return Outcome.UNKNOWN, {"opens": None, "closes": None}
    is_open = over(opens, s.as_of) and not over(closes, s.as_of)
    observed = {"opens": opens.due_at, "closes": closes.due_at if closes else None}
    return (Outcome.CLEAR if is_open else Outcome.BLOCKS), observed
