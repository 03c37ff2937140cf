"""How a dispute ends, and why: the first scan against the day of the filing (rules 12 to 14)."""

from dataclasses import dataclass
from datetime import datetime

from rescind.domain import calendars
from rescind.domain import conditions as is_
from rescind.domain import sources as src
from rescind.domain.parts import left_and_stayed
from rescind.domain.rules import Answer, Message, _, rule, say
from rescind.domain.standing import Standing
from rescind.domain.words import DisputeOutcome, DisputeSameDay, ExpectedOutcome, Outcome, State

X = ExpectedOutcome


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a dispute ends, or would end, and why."""

    outcome: ExpectedOutcome
    because: Message


DECIDED = {
    DisputeOutcome.WON: Outlook(X.REFUND_EXPECTED, say(_("The dispute was won."))),
    DisputeOutcome.LOST: Outlook(X.NO_REFUND_EXPECTED, say(_("The dispute was lost."))),
    DisputeOutcome.PARTIALLY_WON: Outlook(
        X.UNDETERMINED,
        say(_("The dispute was won in part: what comes back is what the platform granted.")),
    ),
}
CONTRADICTION = Outlook(
    X.UNDETERMINED, say(_("The facts contradict each other, or a status is not known."))
)
ACCEPTED_THEN_LEFT = Outlook(
    X.UNDETERMINED,
    say(_("The supplier accepted the cancellation and shipped all the same: no rule says more.")),
)
UNITS_UNKNOWN = Outlook(
    X.UNDETERMINED, say(_("A part of the order was shipped, and nobody said which units."))
)
NEVER_SHIPPED = Outlook(
    X.REFUND_EXPECTED,
    say(_("No carrier scanned a parcel: as far as anyone can see, nothing was shipped.")),
)
BY_STATUS_ALONE = _("The status says that it was shipped, and no scan of a carrier shows it.")
NOT_LOOKED_AT = _("Nobody has looked whether the tracking number shows a scan.")
SUSPICIOUS_SCAN = _("A number that looks wrong was scanned: whose parcel it was is not certain.")

SAME_DAY = (
    _("First scanned on {shipped_on}, the day of the dispute: the rule speaks of a later day."),
    _("First scanned on {shipped_on}, the very day on which a dispute would be filed now."),
)
LATER = (
    _("First scanned on {shipped_on}, after the dispute of {filed_on} was filed."),
    _("First scanned on {shipped_on}, after a dispute filed now."),
)
EARLIER = (
    _("First scanned on {shipped_on}, before the dispute of {filed_on} was filed."),
    _("First scanned on {shipped_on}: a dispute filed now comes after it."),
)
AFTER_REQUEST = _(
    "First scanned on {shipped_on}, after the cancellation was asked for and before a dispute: "
    "what that means is for the policy to say (`shipped_after_request`)."
)


def expected_outcome(s: Standing) -> ExpectedOutcome:
    """Rule 12: how the dispute ends; without one, how it would end if it were filed now."""
    return outlook(s).outcome


def outlook(s: Standing) -> Outlook:
    """Rule 12, with its reason."""
    dispute = s.order.dispute
    if dispute is not None and dispute.outcome in DECIDED:
        return DECIDED[dispute.outcome]
    if is_.contradicts_itself(s):
        return CONTRADICTION
    if is_.accepted_then_left(s):
        return ACCEPTED_THEN_LEFT
    if is_.partly_left(s) and not is_.left_the_supplier(s):
        return outlook_of_a_part(s)
    return by_scan(s, s)


def outlook_of_a_part(s: Standing) -> Outlook:
    """Partly shipped: the outcome is that of the units that have not left, if there are any."""
    parted = left_and_stayed(s)
    if parted is None:
        return UNITS_UNKNOWN
    stayed, _left = parted
    return without_scan(stayed) if stayed.units else by_scan(s, stayed)


def by_scan(s: Standing, unscanned: Standing) -> Outlook:
    """The first scan decides; where there is none, what is known besides."""
    return without_scan(unscanned) if s.first_scan_at is None else by_day(s, s.first_scan_at)


def filed_at(s: Standing) -> datetime:
    """When the dispute was filed; a withdrawn one, or none, counts as filed now."""
    dispute = s.order.dispute
    return dispute.filed_at if dispute is not None and is_filed(s) else s.as_of


def is_filed(s: Standing) -> bool:
    """A dispute was filed and not withdrawn."""
    dispute = s.order.dispute
    return dispute is not None and dispute.outcome is not DisputeOutcome.WITHDRAWN


def without_scan(s: Standing) -> Outlook:
    """Looked at and never shipped brings the money; shipped by status alone, nobody knows."""
    doubts = (
        (s.state in (State.SHIPPED, State.COMPLETED, State.DISPUTED), BY_STATUS_ALONE),
        (not all(number.looked_at for number in s.live_numbers), NOT_LOOKED_AT),
        (s.suspicious_scans, SUSPICIOUS_SCAN),
    )
    doubt = next((text for holds, text in doubts if holds), None)
    return NEVER_SHIPPED if doubt is None else Outlook(X.UNDETERMINED, say(doubt))


def by_day(s: Standing, scan: datetime) -> Outlook:
    """Compare the day of the first scan with the day of the filing, in the platform's zone."""
    zone = s.clocks.zones.platform_zone
    shipped_on = calendars.local_date(scan, zone)
    filed_on = calendars.local_date(filed_at(s), zone)
    same_day = shipped_on == filed_on

    def because(texts: tuple[str, str]) -> Message:
        filed, unfiled = texts
        if is_filed(s):
            return say(filed, shipped_on=shipped_on, filed_on=filed_on)
        return say(unfiled, shipped_on=shipped_on)

    if same_day and s.policy.dispute_same_day is DisputeSameDay.UNDETERMINED:
        return Outlook(X.UNDETERMINED, because(SAME_DAY))
    if scan > filed_at(s) if same_day else shipped_on > filed_on:
        return Outlook(X.REFUND_EXPECTED, because(LATER))
    if is_.shipped_after_request(s):
        return Outlook(s.policy.shipped_after_request, say(AFTER_REQUEST, shipped_on=shipped_on))
    return Outlook(X.NO_REFUND_EXPECTED, because(EARLIER))


@rule(
    "DSP-001",
    "The goods left after the day of the dispute",
    source=src.ARTICLE_REFUSAL_INFERRED,
    clear=_("First scan: {first_scan_at}; dispute filed: {filed_at}; a refund is expected."),
    blocks=_("First scan: {first_scan_at}; dispute filed: {filed_at}; no refund is expected."),
    unknown=_(
        "First scan: {first_scan_at}; dispute filed: {filed_at}; the rule does not say how a "
        "dispute on these facts ends."
    ),
)
def left_after_the_dispute(s: Standing) -> Answer:
    """Rule 12. Without a dispute, the moment asked about stands for its filing."""
    outcome = {
        X.REFUND_EXPECTED: Outcome.CLEAR,
        X.NO_REFUND_EXPECTED: Outcome.BLOCKS,
        X.UNDETERMINED: Outcome.UNKNOWN,
    }[expected_outcome(s)]
    return outcome, {"first_scan_at": s.first_scan_at, "filed_at": filed_at(s)}
