"""From evidence to a verdict: every check looks, a table reads the verdict off what they found."""

from collections.abc import Callable, Iterable, Sequence

from rescind.domain import tracking_rules as rules
from rescind.domain import tracking_travel as travel
from rescind.domain.parcels import Parcel
from rescind.domain.rules import Finding, Message, _, say
from rescind.domain.words import EvidenceWeight, Outcome, TrackingVerdict

V, W = TrackingVerdict, EvidenceWeight
BLOCKS, UNKNOWN = Outcome.BLOCKS, Outcome.UNKNOWN

CHECKS: tuple[Callable[[Parcel], Finding], ...] = (
    rules.no_scan_before_the_order,
    rules.no_other_supplier,
    rules.right_country,
    rules.check_digit_holds,
    rules.was_scanned,
    rules.right_city,
    rules.own_number,
    rules.no_other_country,
    rules.carrier_digit_holds,
    rules.carrier_fits,
    rules.can_be_looked_up,
    travel.label_was_scanned,
    travel.goes_on,
    travel.took_its_time,
    travel.stays_delivered,
    travel.handed_in_first,
)

VERDICTS: tuple[tuple[TrackingVerdict, frozenset[str]], ...] = (
    (V.CONTRADICTED, frozenset({"TRK-001", "TRK-002", "TRK-003", "TRK-008"})),
    (V.SUSPICIOUS, frozenset({"TRK-004"})),
    (V.UNKNOWN, frozenset({"TRK-005"})),
    (
        V.PLAUSIBLE,
        frozenset(
            {
                "TRK-006",
                "TRK-007",
                "TRK-009",
                "TRK-010",
                "TRK-014",
                "TRK-015",
                "TRK-016",
            }
        ),
    ),
)
"""The first verdict one of whose checks blocks; with none of them the number is confirmed.

A published check digit other than S10's is a weak doubt: `suspicious` is S10's alone. A label that
waits and a parcel gone silent are told and change no verdict.
"""

SUPPORTING = {"TRK-001": "scan", "TRK-003": "country", "TRK-005": "scan", "TRK-006": "city"}
"""Checks that speak for a number when they are clear, and what they must have seen for that."""

DOUBTS = frozenset[str]().union(
    *(found for verdict, found in VERDICTS if verdict in (V.SUSPICIOUS, V.PLAUSIBLE))
)


def verdict_from(evidence: Iterable[Finding]) -> TrackingVerdict:
    """Read the verdict off the table: the first one of whose checks blocks."""
    blocked = {finding.rule for finding in evidence if finding.outcome is BLOCKS}
    return next((verdict for verdict, rules in VERDICTS if rules & blocked), V.CONFIRMED)


def weight_of(finding: Finding) -> EvidenceWeight:
    """Grade one piece of evidence: does it speak against the number, or for it?"""
    if finding.outcome is BLOCKS:
        if finding.rule in VERDICTS[0][1]:
            return W.CONTRADICTS
        return W.DOUBTS if finding.rule in DOUBTS else W.NEUTRAL
    seen = dict(finding.observed).get(SUPPORTING.get(finding.rule, ""))
    return W.SUPPORTS if finding.outcome is not UNKNOWN and seen is not None else W.NEUTRAL


def explained(number: str, verdict: TrackingVerdict, evidence: Sequence[Finding]) -> Message:
    """Say in one sentence why a number has its verdict: what decided it, in its own words."""
    deciding = dict(VERDICTS).get(verdict, frozenset())
    found = [one for one in evidence if one.outcome is BLOCKS and one.rule in deciding]
    if found:
        return found[0].message
    return say(
        _("A parcel with number {tracking_number} was scanned, and nothing speaks against it."),
        tracking_number=number,
    )
