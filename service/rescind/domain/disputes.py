"""Dispute it, from when until when, with what evidence, and how will it end? (rules 11 to 14)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rescind.domain import calendars
from rescind.domain import conditions as is_
from rescind.domain import ladders as do
from rescind.domain import sources as src
from rescind.domain.answers import Deadline, DisputeDecision, Evidence
from rescind.domain.canonical import fingerprint
from rescind.domain.case import Judged, judged_order
from rescind.domain.cautions import warnings_of
from rescind.domain.deadlines import over
from rescind.domain.eligibility import SUPPLIER_RULES
from rescind.domain.facts import ShipTo, SupplierOrder, Units
from rescind.domain.missing import missing_in_supplier_order, not_known_policies
from rescind.domain.parts import left_and_stayed
from rescind.domain.policy import Policy
from rescind.domain.rules import Answer, Finding, _, rule, say
from rescind.domain.ruleset import RULESET_VERSION
from rescind.domain.standing import ACCEPTANCES, REFUSALS, Standing, standing_of
from rescind.domain.supplier_table import Verdict
from rescind.domain.tracking import verdict_of
from rescind.domain.units import fewer, most, units_of
from rescind.domain.words import (
    Action,
    DeadlineName,
    DisputeOutcome,
    DisputeSameDay,
    Eligibility,
    ExpectedOutcome,
    Outcome,
    Recommendation,
    State,
    TrackingVerdict,
)

R = Recommendation
X = ExpectedOutcome


def decide_dispute(
    order: SupplierOrder, *, ship_to: ShipTo | None, policy: Policy, as_of: datetime
) -> DisputeDecision:
    """Decide whether to dispute one supplier order as of a moment."""
    held = held_alone(order)
    standing = standing_of(
        order,
        policy.of(order.supplier_id),
        as_of=as_of,
        others=(order,),
        ship_to=ship_to,
        held=held,
        calendars=policy.calendars,
    )
    request = order.cancellation_request
    named = fewer(units_of(request.lines), held) if request and request.lines else held
    judged = judged_order(standing, named or held)
    recommendation = recommend(judged)
    findings = findings_of(judged)
    return DisputeDecision(
        decision_id=fingerprint("dsp_", order, ship_to, policy, as_of, RULESET_VERSION),
        as_of=as_of,
        ruleset_version=RULESET_VERSION,
        policy_version=fingerprint("pol_", policy),
        recommendation=recommendation,
        open_from=open_from(judged),
        open_until=open_until(judged),
        expected_outcome=expected_outcome(judged.standing),
        summary=say(SUMMARIES[recommendation]),
        tracking_verdict=verdict_of(judged.standing.numbers),
        evidence=evidence_for(judged.standing),
        findings=findings,
        deadlines=is_.deadlines_of(judged.standing),
        warnings=warnings_of(findings),
        missing_facts=(
            *missing_in_supplier_order(judged.standing),
            *not_known_policies(policy, [order]),
        ),
    )


def held_alone(order: SupplierOrder) -> Units:
    """Units that an order holds, or those that its facts name, or one nameless unit."""
    if order.lines is not None:
        return {line.store_line_id: line.quantity for line in order.lines}
    named: Units = {}
    for shipment in order.shipments:
        named = most(named, units_of(shipment.lines))
    for response in order.responses:
        named = most(named, units_of(response.lines))
    if order.cancellation_request is not None:
        named = most(named, units_of(order.cancellation_request.lines))
    return named or {"": 1}


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


def expected_outcome(s: Standing) -> ExpectedOutcome:
    """Rule 12: how the dispute ends; without one, how it would end if it were filed now."""
    dispute = s.order.dispute
    decided = {
        DisputeOutcome.WON: X.REFUND_EXPECTED,
        DisputeOutcome.LOST: X.NO_REFUND_EXPECTED,
        DisputeOutcome.PARTIALLY_WON: X.UNDETERMINED,
    }
    if dispute is not None and dispute.outcome in decided:
        return decided[dispute.outcome]
    if is_.contradicts_itself(s) or is_.accepted_then_left(s):
        return X.UNDETERMINED
    if is_.partly_left(s) and not is_.left_the_supplier(s):
        return outcome_of_a_part(s)
    if s.first_scan_at is None:
        return outcome_without_scan(s)
    return outcome_by_day(s, s.first_scan_at)


def outcome_of_a_part(s: Standing) -> ExpectedOutcome:
    """Partly shipped: the outcome is that of the units that have not left, if there are any."""
    parted = left_and_stayed(s)
    if parted is None:
        return X.UNDETERMINED
    stayed, _left = parted
    if stayed.units or s.first_scan_at is None:
        return outcome_without_scan(stayed)
    return outcome_by_day(s, s.first_scan_at)


def filed_at(s: Standing) -> datetime:
    """When the dispute was filed; a withdrawn one, or none, counts as filed now."""
    dispute = s.order.dispute
    if dispute is None or dispute.outcome is DisputeOutcome.WITHDRAWN:
        return s.as_of
    return dispute.filed_at


def outcome_without_scan(s: Standing) -> ExpectedOutcome:
    """Looked at and never shipped brings the money; shipped by status alone, nobody knows."""
    not_shipped = s.state not in (State.SHIPPED, State.COMPLETED, State.DISPUTED)
    looked_at = all(number.looked_at for number in s.live_numbers)
    certain = not_shipped and looked_at and not s.suspicious_scans
    return X.REFUND_EXPECTED if certain else X.UNDETERMINED


def outcome_by_day(s: Standing, scan: datetime) -> ExpectedOutcome:
    """Compare the day of the first scan with the day of the filing, in the platform's zone."""
    zone = s.clocks.zones.platform_zone
    shipped_on = calendars.local_date(scan, zone)
    filed_on = calendars.local_date(filed_at(s), zone)
    if shipped_on == filed_on and s.policy.dispute_same_day is DisputeSameDay.UNDETERMINED:
        return X.UNDETERMINED
    later = scan > filed_at(s) if shipped_on == filed_on else shipped_on > filed_on
    if later:
        return X.REFUND_EXPECTED
    if is_.shipped_after_request(s):
        return s.policy.shipped_after_request
    return X.NO_REFUND_EXPECTED


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


DISPUTE_RULES = (left_after_the_dispute, platform_takes_disputes)


def findings_of(judged: Judged) -> tuple[Finding, ...]:
    """Evaluate every rule that a dispute rests on."""
    s = judged.standing
    found = [look(s) for look in (*DISPUTE_RULES, *SUPPLIER_RULES)]
    return (*found, *(piece for number in s.numbers for piece in number.evidence))


SUMMARIES = {
    R.OPEN: _("Open the dispute now and attach the evidence."),
    R.WAIT: _("Do not open a dispute yet: a step or a deadline comes before it."),
    R.DO_NOT_OPEN: _(
        "Do not open a dispute: the goods are shipped or lost, or the money is coming anyway."
    ),
    R.ALREADY_OPEN: _("The dispute is open: wait for its outcome and add what is missing."),
    R.UNDETERMINED: _("The facts do not decide: a person has to look."),
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A kind of evidence, and what is said of it."""

    item: str
    text: str


ATTACHMENTS = (
    Attachment("payment_receipt", _("The receipt of your payment to the supplier.")),
    Attachment("cancellation_request", _("Your request to cancel, with its date.")),
    Attachment("supplier_answer", _("What the supplier answered, as a screenshot.")),
    Attachment("tracking_request", _("Your request for the tracking number, with its date.")),
    Attachment("tracking_page", _("The carrier's page for the number, as it shows today.")),
    Attachment("false_number", _("Proof that the number belongs to another parcel.")),
    Attachment("acceptance", _("The supplier's acceptance of the cancellation.")),
)


def evidence_for(s: Standing) -> tuple[Evidence, ...]:
    """List what to attach, and whether the facts hold it already."""
    held = {
        "payment_receipt": s.order.paid_at is not None,
        "cancellation_request": s.order.cancellation_request is not None,
        "supplier_answer": any(r.kind in REFUSALS for r in s.order.responses),
        "tracking_request": s.order.tracking_request is not None,
        "tracking_page": any(number.looked_at for number in s.numbers),
        "false_number": any(n.verdict is TrackingVerdict.CONTRADICTED for n in s.numbers),
        "acceptance": any(r.kind in ACCEPTANCES for r in s.order.responses),
    }
    wanted = {"payment_receipt", "cancellation_request", "supplier_answer", "tracking_request"}
    if s.numbers:
        wanted.add("tracking_page")
    wanted |= {item for item in ("false_number", "acceptance") if held[item]}
    return tuple(
        Evidence(item=a.item, held=held[a.item], explanation=say(a.text))
        for a in ATTACHMENTS
        if a.item in wanted
    )
