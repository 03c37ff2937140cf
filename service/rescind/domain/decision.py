"""May it be cancelled, and what next? Facts, policy and a moment in; one whole answer out."""

from datetime import datetime

from rescind.domain import conditions as is_
from rescind.domain.answers import (
    Decision,
    LineDecision,
    StoreDecision,
    SupplierOrderDecision,
)
from rescind.domain.canonical import fingerprint
from rescind.domain.case import Case, Judged, case_of
from rescind.domain.cautions import warnings_of
from rescind.domain.eligibility import SUPPLIER_RULES
from rescind.domain.facts import Facts, StoreLine
from rescind.domain.missing import missing_facts
from rescind.domain.plan import plan_of
from rescind.domain.policy import Policy
from rescind.domain.reckoning import reckon
from rescind.domain.refund_rules import REFUND_RULES
from rescind.domain.rules import Finding
from rescind.domain.ruleset import RULESET_VERSION
from rescind.domain.store_rules import STORE_RULES
from rescind.domain.store_table import (
    eligibility_of,
    giver_of,
    is_urgent,
    next_action_of,
    store_side,
    summary_of,
)
from rescind.domain.tracking import verdict_of
from rescind.domain.words import Action, Eligibility, LineBecause


def decide(facts: Facts, policy: Policy, *, as_of: datetime) -> Decision:
    """Decide one cancellation as of a moment.

    Never raises for facts that contradict each other: those are for `manual_review`.
    """
    case = case_of(facts, policy, as_of=as_of)
    store = store_side(case)
    action = next_action_of(case, store)
    return answered(case, store, action)


def answered(case: Case, store: StoreDecision, action: Action) -> Decision:
    """Put the whole answer together."""
    giver = giver_of(case, action)
    findings = findings_of(case)
    refund = reckon(case, store.action)
    return Decision(
        decision_id=fingerprint("dec_", case.facts, case.policy, case.as_of, RULESET_VERSION),
        as_of=case.as_of,
        ruleset_version=RULESET_VERSION,
        policy_version=fingerprint("pol_", case.policy),
        eligibility=eligibility_of(case, store),
        next_action=action,
        urgent=is_urgent(case, action),
        next_check_at=case.next_check_at,
        summary=summary_of(action, store),
        supplier_orders=tuple(supplier_order(judged) for judged in case.judged),
        lines=tuple(line(case, one) for one in case.requested_lines if one.line_id),
        store=store,
        refund=refund,
        deadlines=is_.deadlines_of(giver.standing) if giver else (),
        findings=findings,
        plan=plan_of(case, action, store, refund),
        warnings=warnings_of(findings),
        missing_facts=missing_facts(case),
    )


def findings_of(case: Case) -> tuple[Finding, ...]:
    """Evaluate every rule: of each relevant supplier order, then of the store and its refunds."""
    of_the_store = (look(case) for look in (*STORE_RULES, *REFUND_RULES))
    return (*supplier_findings(case), *of_the_store)


def supplier_findings(case: Case) -> list[Finding]:
    """Evaluate every rule about the relevant supplier orders, and about their numbers."""
    found = [look(judged.standing) for judged in case.relevant for look in SUPPLIER_RULES]
    for judged in case.relevant:
        found += [piece for number in judged.standing.numbers for piece in number.evidence]
    return found


def supplier_order(judged: Judged) -> SupplierOrderDecision:
    """Say what holds for one supplier order."""
    standing = judged.standing
    return SupplierOrderDecision(
        order_id=judged.order.order_id,
        supplier_id=judged.order.supplier_id,
        platform=judged.order.platform,
        state=standing.state,
        relevant=judged.relevant,
        row=", ".join(verdict.row for verdict in judged.verdicts),
        eligibility=judged.eligibility,
        next_action=judged.action,
        next_check_at=judged.check_at,
        tracking_verdict=verdict_of(standing.numbers),
        deadlines=is_.deadlines_of(standing),
    )


def line(case: Case, one: StoreLine) -> LineDecision:
    """Say where the requested units of a line stand."""
    requested = case.requested[one.line_id]
    released = case.released.get(one.line_id, 0)
    blocked = sum(
        verdict.units.get(one.line_id, 0)
        for verdict in case.verdicts
        if verdict.eligibility is Eligibility.INELIGIBLE
    )
    return LineDecision(
        line_id=one.line_id,
        requested_quantity=requested,
        released_quantity=released,
        pending_quantity=requested - released - blocked,
        blocked_quantity=blocked,
        because=line_because(case, one.line_id),
    )


def line_because(case: Case, line_id: str) -> LineBecause:
    """Say in one word why the units of a line stand where they stand."""
    found = {
        because_of(verdict.eligibility, released=verdict.released)
        for verdict in case.verdicts
        if verdict.units.get(line_id)
    }
    if case.not_placed.get(line_id):
        found.add(LineBecause.NOT_PLACED)
    if not found:
        return LineBecause.UNDECIDED
    return found.pop() if len(found) == 1 else LineBecause.MIXED


def because_of(eligibility: Eligibility, *, released: bool) -> LineBecause:
    """Name the standing of units by the eligibility of their row."""
    if released:
        return LineBecause.RELEASED
    return {
        Eligibility.ELIGIBLE: LineBecause.UNPAID,
        Eligibility.CONDITIONAL: LineBecause.SUPPLIER_MUST_AGREE,
        Eligibility.INELIGIBLE: LineBecause.SHIPPED,
    }.get(eligibility, LineBecause.UNDECIDED)
