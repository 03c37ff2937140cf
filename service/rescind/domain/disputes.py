"""Dispute it, from when until when, with what evidence, and how will it end? (rules 11 to 14)."""

from datetime import datetime

from rescind.domain import conditions as is_
from rescind.domain.answers import DisputeDecision, Resort
from rescind.domain.canonical import fingerprint
from rescind.domain.case import Judged, judged_order
from rescind.domain.cautions import warnings_of
from rescind.domain.dispute_aftermath import at_stake, on_loss, on_silence, still_due
from rescind.domain.dispute_claim import claim_draft, claimed_units
from rescind.domain.dispute_evidence import evidence_for
from rescind.domain.dispute_outcomes import left_after_the_dispute, outlook
from rescind.domain.dispute_window import (
    open_from,
    open_until,
    platform_takes_disputes,
    recommend,
)
from rescind.domain.eligibility import SUPPLIER_RULES
from rescind.domain.facts import ShipTo, SupplierOrder, Units
from rescind.domain.missing import missing_in_supplier_order, not_known_policies
from rescind.domain.policy import Policy
from rescind.domain.rules import Finding, _, say
from rescind.domain.ruleset import RULESET_VERSION
from rescind.domain.standing import Standing, standing_of
from rescind.domain.tracking import verdict_of
from rescind.domain.units import fewer, most, units_of
from rescind.domain.words import Recommendation

R = Recommendation


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
    return answered(judged_order(standing, named or held), order, ship_to=ship_to, policy=policy)


def answered(
    judged: Judged, order: SupplierOrder, *, ship_to: ShipTo | None, policy: Policy
) -> DisputeDecision:
    """Put the whole answer together."""
    s = judged.standing
    recommendation = recommend(judged)
    findings = findings_of(judged)
    view = outlook(s)
    claimed = claimed_units(judged)
    loss, silence = ways_out(s, claimed, recommendation)
    return DisputeDecision(
        decision_id=fingerprint("dsp_", order, ship_to, policy, s.as_of, RULESET_VERSION),
        as_of=s.as_of,
        ruleset_version=RULESET_VERSION,
        policy_version=fingerprint("pol_", policy),
        recommendation=recommendation,
        open_from=open_from(judged),
        open_until=open_until(judged),
        expected_outcome=view.outcome,
        outcome_because=view.because,
        summary=say(SUMMARIES[recommendation]),
        tracking_verdict=verdict_of(s.numbers),
        draft=None if recommendation is R.DO_NOT_OPEN else claim_draft(judged),
        evidence=evidence_for(s),
        on_loss=loss,
        on_silence=silence,
        exposure=at_stake(s, claimed) if loss else None,
        still_due=still_due(s),
        findings=findings,
        deadlines=is_.deadlines_of(s),
        warnings=warnings_of(findings),
        missing_facts=(
            *missing_in_supplier_order(s),
            *not_known_policies(policy, [order]),
        ),
    )


def ways_out(
    s: Standing, claimed: Units, recommendation: Recommendation
) -> tuple[tuple[Resort, ...], tuple[Resort, ...]]:
    """List what to do on loss and on silence, where a dispute may be lost, or was."""
    may_stall = recommendation is not R.DO_NOT_OPEN
    may_be_lost = may_stall or is_.dispute_lost(s)
    return (
        tuple(on_loss(s, claimed)) if may_be_lost else (),
        tuple(on_silence(s)) if may_stall else (),
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
