"""How the store's promises and a supplier's policy differ, and what each difference costs.

A gap is a promise that the supplier does not stand behind: a reason for returns that it does not
accept, a longer time to cancel or to return, a refund that is paid before its own comes. One that
nobody asked the supplier about is a gap as well, with the question that would settle it; what it
may cost is then told as the most that it can cost. A promise that the store did not make is none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rescind.domain import sources as src
from rescind.domain.answers import Draft
from rescind.domain.canonical import fingerprint
from rescind.domain.gap_costs import ComparedOrder, GapCost, cost_of_gap
from rescind.domain.policy import StorePolicy, SupplierPolicy
from rescind.domain.questions import QUESTIONS, question_about
from rescind.domain.rules import Answer, Finding, Message, MissingFact, Source, _, rule, say
from rescind.domain.ruleset import RULESET_VERSION
from rescind.domain.words import GapKind, Outcome, ReturnReason

CLEAR, BLOCKS, UNKNOWN = Outcome.CLEAR, Outcome.BLOCKS, Outcome.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One promise that the supplier does not stand behind, or nobody knows whether it does."""

    gap: GapKind
    reason: ReturnReason | None
    outcome: Outcome
    rule: str
    explanation: Message
    source: Source
    promised: int | Decimal | None
    agreed: int | Decimal | None
    cost: GapCost
    question: Draft | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyComparison:
    """All gaps between a store's policy and a supplier's, the reasons first."""

    comparison_id: str
    ruleset_version: str
    summary: Message
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    missing_facts: tuple[MissingFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What is compared: the two policies."""

    supplier: SupplierPolicy
    store: StorePolicy


@rule(
    "CMP-001",
    "The supplier accepts the reasons that the store accepts",
    source=src.ARTICLE_TIPS,
    clear=_("Both accept returns for this reason, or the store does not: {reason}."),
    blocks=_("You accept returns for this reason and the supplier does not: {reason}."),
    unknown=_(
        "You accept returns for this reason; whether the supplier does is unknown: {reason}."
    ),
)
def supplier_accepts_what_the_store_does(both: Compared, reason: ReturnReason) -> Answer:
    """What a supplier does not accept is paid out of the merchant's pocket."""
    observed = {"reason": reason}
    promised, accepted = both.store.reasons, both.supplier.accepted_return_reasons
    if promised is None:
        return UNKNOWN, observed
    if reason.value not in promised:
        return CLEAR, observed
    if accepted is None:
        return UNKNOWN, observed
    return (CLEAR if reason.value in accepted else BLOCKS), observed


@rule(
    "CMP-002",
    "Customers may not cancel for longer than the supplier cancels",
    source=src.ARTICLE_TIPS,
    clear=_("You promise {promised} hours to cancel, and the supplier accepts {agreed}."),
    blocks=_("You promise {promised} hours to cancel; the supplier accepts only {agreed}."),
    unknown=_("Hours to cancel: you promise {promised}, the supplier accepts {agreed}."),
)
def cancellation_window_is_covered(both: Compared) -> Answer:
    """After its own time the supplier need not cancel."""
    return at_most(
        both.store.cancellation_window_hours, both.supplier.cancellation_accepted_within_hours
    )


@rule(
    "CMP-003",
    "Returns are taken for no longer than a dispute can be opened",
    source=src.ALIEXPRESS_HELP,
    clear=_("You take returns for {promised} days; disputes can be opened for {agreed}."),
    blocks=_(
        "You take returns for {promised} days after delivery; disputes close after {agreed}: for "
        "later ones you depend on the supplier's goodwill."
    ),
    unknown=_("Days for returns: you take them for {promised}, disputes close after {agreed}."),
)
def return_window_is_covered(both: Compared) -> Answer:
    """After the closing nobody can make the supplier pay."""
    closes = known(both.supplier, "dispute_closes_after_delivery_days")
    return at_most(both.store.return_window_days, closes)


@rule(
    "CMP-004",
    "Customers are not paid back before the supplier pays",
    source=src.ARTICLE_CANCEL,
    clear=_("You pay back within {promised} business days; the supplier pays within {agreed}."),
    blocks=_(
        "You pay back within {promised} business days; the supplier takes up to {agreed}: you "
        "advance the money until then."
    ),
    unknown=_("Business days for refunds: you promise {promised}, the supplier takes {agreed}."),
)
def refund_time_is_covered(both: Compared) -> Answer:
    """Money that is promised sooner than it comes has to be advanced."""
    promised, latest = refund_days(both)
    if promised is None or latest is None:
        return UNKNOWN, {"promised": promised, "agreed": latest}
    outcome = CLEAR if promised >= latest else BLOCKS
    return outcome, {"promised": promised, "agreed": latest}


@rule(
    "CMP-005",
    "The supplier's restocking fee is passed on",
    source=src.PRACTICE,
    clear=_("The supplier keeps {agreed} % of a refund, and you keep {promised} %."),
    blocks=_("The supplier keeps {agreed} % of a refund; you keep {promised} % and bear the rest."),
    unknown=_("Restocking fee in %: the supplier keeps {agreed}, you keep {promised}."),
)
def restocking_fee_is_covered(both: Compared) -> Answer:
    """What the supplier keeps is missing when the customer gets everything."""
    kept, passed_on = fees(both)
    observed = {"agreed": kept, "promised": passed_on}
    if kept is None:
        return UNKNOWN, observed
    return (CLEAR if kept <= passed_on else BLOCKS), observed


def at_most(promised: int | None, agreed: int | None) -> Answer:
    """A promise is covered if it is no longer than what was agreed."""
    observed = {"promised": promised, "agreed": agreed}
    if promised is None or agreed is None:
        return UNKNOWN, observed
    return (CLEAR if promised <= agreed else BLOCKS), observed


def known(policy: SupplierPolicy, name: str) -> int | None:
    """Read a parameter with its default; one that is said not to be known has none here."""
    value: int | None = None if name in policy.not_known else getattr(policy, name)
    return value


def refund_days(both: Compared) -> tuple[int | None, int | None]:
    """Say in how many business days the store pays back, and the supplier at the latest."""
    latest = known(both.supplier, "refund_max_business_days")
    return both.store.refund_within_business_days, latest


def fees(both: Compared) -> tuple[Decimal | None, Decimal]:
    """Say which percentage the supplier keeps, and which the store."""
    unknown = "restocking_fee_percent" in both.supplier.not_known
    kept = None if unknown else both.supplier.restocking_fee_percent
    return kept, both.store.restocking_fee_percent or Decimal(0)


WINDOWS = (
    (
        GapKind.CANCELLATION_WINDOW,
        cancellation_window_is_covered,
        "cancellation_window_hours",
        "cancellation_accepted_within_hours",
    ),
    (
        GapKind.RETURN_WINDOW,
        return_window_is_covered,
        "return_window_days",
        "dispute_closes_after_delivery_days",
    ),
    (
        GapKind.REFUND_TIME,
        refund_time_is_covered,
        "refund_within_business_days",
        "refund_max_business_days",
    ),
    (
        GapKind.RESTOCKING_FEE,
        restocking_fee_is_covered,
        "",
        "restocking_fee_percent",
    ),
)
"""Each kind of gap beside the reasons: its rule, the store's parameter and the supplier's."""


def compare(
    supplier: SupplierPolicy, store: StorePolicy, orders: tuple[ComparedOrder, ...]
) -> PolicyComparison:
    """Compare a store's policy with a supplier's, with what each gap costs over these orders."""
    both = Compared(supplier=supplier, store=store)
    by_reason = [(one, supplier_accepts_what_the_store_does(both, one)) for one in ReturnReason]
    by_window = [(kind, look(both)) for kind, look, _store, _supplier in WINDOWS]
    gaps = (*reason_gaps(both, by_reason, orders), *window_gaps(both, by_window, orders))
    return PolicyComparison(
        comparison_id=fingerprint("cmp_", supplier, store, orders, RULESET_VERSION),
        ruleset_version=RULESET_VERSION,
        summary=summary(gaps),
        gaps=gaps,
        findings=tuple(found for _kind, found in (*by_reason, *by_window)),
        missing_facts=tuple(missing(store, orders)),
    )


def reason_gaps(
    both: Compared,
    found: list[tuple[ReturnReason, Finding]],
    orders: tuple[ComparedOrder, ...],
) -> Iterator[Gap]:
    """List the reasons that the store accepts and the supplier does not, or may not."""
    for reason, finding in found:
        if both.store.reasons is None or finding.outcome is CLEAR:
            continue
        yield gap(
            GapKind.RETURN_REASON,
            finding,
            cost_of_gap(GapKind.RETURN_REASON, finding.outcome, orders, reason=reason),
            parameter="accepted_return_reasons",
            reason=reason,
        )


def window_gaps(
    both: Compared,
    found: list[tuple[GapKind, Finding]],
    orders: tuple[ComparedOrder, ...],
) -> Iterator[Gap]:
    """List the promises of time and money that go beyond the supplier's."""
    for (kind, finding), (_kind, _look, promise, parameter) in zip(found, WINDOWS, strict=True):
        promised = not promise or getattr(both.store, promise) is not None
        if not promised or finding.outcome is CLEAR:
            continue
        cost = cost_of_gap(kind, finding.outcome, orders, fees=fees(both))
        yield gap(kind, finding, cost, parameter=parameter)


def gap(
    kind: GapKind,
    finding: Finding,
    cost: GapCost,
    *,
    parameter: str,
    reason: ReturnReason | None = None,
) -> Gap:
    """Put a gap together; one that nobody knows of comes with its question."""
    observed = dict(finding.observed)
    asked = finding.outcome is UNKNOWN and parameter in QUESTIONS
    return Gap(
        gap=kind,
        reason=reason,
        outcome=finding.outcome,
        rule=finding.rule,
        explanation=finding.message,
        source=finding.source,
        promised=figure(observed.get("promised")),
        agreed=figure(observed.get("agreed")),
        cost=cost,
        question=question_about(parameter).draft if asked else None,
    )


def figure(value: object) -> int | Decimal | None:
    """Read a figure that a rule observed."""
    return value if isinstance(value, (int, Decimal)) else None


NO_GAPS = _("Nothing that the store promises goes beyond what the supplier does.")
GAPS = _("{sure} promises go beyond what the supplier does; of {open} it is not known.")


def summary(gaps: tuple[Gap, ...]) -> Message:
    """Say in one sentence how far the two are apart."""
    if not gaps:
        return say(NO_GAPS)
    unknown = sum(one.outcome is UNKNOWN for one in gaps)
    return say(GAPS, sure=len(gaps) - unknown, open=unknown)


NOT_STATED = _("What the store does not state can be compared with nothing.")
STATE_IT = _("In the store's policy: decide it, and write it there.")
NO_AMOUNTS = _("Without orders the gaps have no sums.")
ON_ORDERS = _("On the orders, in the shop's panel and at the supplier's platform.")
PROMISES = (
    "accepted_return_reasons",
    "cancellation_window_hours",
    "return_window_days",
    "refund_within_business_days",
)


def missing(store: StorePolicy, orders: tuple[ComparedOrder, ...]) -> Iterator[MissingFact]:
    """List what would make the comparison whole."""
    for name in PROMISES:
        told = store.reasons if name == PROMISES[0] else getattr(store, name)
        if told is None:
            yield MissingFact(fact=f"/store/{name}", why=say(NOT_STATED), where=say(STATE_IT))
    if not orders:
        yield MissingFact(fact="/orders", why=say(NO_AMOUNTS), where=say(ON_ORDERS))
