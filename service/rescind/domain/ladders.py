"""What to do with a supplier order: fixed actions, and ladders that climb as deadlines pass."""

from dataclasses import dataclass

from rescind.domain import conditions as is_
from rescind.domain.deadlines import over
from rescind.domain.standing import Standing
from rescind.domain.words import Action

A = Action


@dataclass(frozen=True, slots=True)
class Always:
    """Answer the same action whatever the clock says."""

    action: Action

    def __call__(self, _: Standing) -> Action:
        """Give the action."""
        return self.action


def refund_or_review(s: Standing) -> Action:
    """Wait for the money; past its window somebody has to look."""
    return A.MANUAL_REVIEW if is_.refund_window_over(s) else A.WAIT_FOR_SUPPLIER_REFUND


def dispute_or_review(s: Standing) -> Action:
    """Row 9: dispute while the platform takes it."""
    if over(s.clocks.dispute_closes(s.delivered_at), s.as_of):
        return A.MANUAL_REVIEW
    return A.OPEN_DISPUTE if unshipped_dispute_open(s) else A.WAIT_FOR_SUPPLIER_REFUND


def verify_or_dispute(s: Standing) -> Action:
    """Row 11: verify until the platform takes a dispute."""
    opens = s.clocks.dispute_opens_shipped(s.first_given_at)
    return A.OPEN_DISPUTE if over(opens, s.as_of) else A.VERIFY_TRACKING


def tracking_ladder(s: Standing) -> Action:
    """Row 21: ask for the number, wait for it, dispute."""
    tracking = s.clocks.tracking()
    if tracking is None:
        return A.REQUEST_TRACKING
    if over(tracking, s.as_of) and unshipped_dispute_open(s):
        return A.OPEN_DISPUTE
    return A.WAIT_FOR_TRACKING


def auto_close_ladder(s: Standing) -> Action:
    """Rows 18a and 22: the platform closes it; if it does not, dispute."""
    if over(s.clocks.auto_close(), s.as_of) and unshipped_dispute_open(s):
        return A.OPEN_DISPUTE
    return A.WAIT_FOR_AUTO_CLOSE


def unshipped_dispute_open(s: Standing) -> bool:
    """The platform takes disputes on this unshipped order by now."""
    return over(s.clocks.dispute_opens_unshipped(), s.as_of)
