"""Which findings are warnings too: things to know beside the decision."""

from collections.abc import Iterable

from rescind.domain.rules import Finding, Warned
from rescind.domain.words import Outcome, WarningCode

WARNING_OF = {
    "DSP-003": WarningCode.REFUND_OVERDUE,
    "ELG-007": WarningCode.STATUSES_DISAGREE,
    "ELG-014": WarningCode.RESPONSES_CONFLICT,
    "ELG-020": WarningCode.ACCEPTED_THEN_SHIPPED,
    "ELG-021": WarningCode.ACCEPTANCE_NOT_VISIBLE,
    "ELG-022": WarningCode.REFUND_OVERDUE,
    "ELG-023": WarningCode.STALE_FACTS,
    "ELG-024": WarningCode.OUTSIDE_SUPPLIER_WINDOW,
    "ELG-025": WarningCode.SHIPPED_AFTER_REQUEST,
    "ELG-026": WarningCode.DUPLICATE_TRACKING_NUMBER,
    "ELG-027": WarningCode.PROVISIONAL_CALENDAR,
    "REF-001": WarningCode.REFUND_ABOVE_PAID,
    "REF-002": WarningCode.REFUND_REPEATED,
    "REF-003": WarningCode.REFUND_DURING_CHARGEBACK,
    "STO-001": WarningCode.CHARGEBACK_OPEN,
    "STO-003": WarningCode.UNKNOWN_FULFILLMENT_STATUS,
    "STO-006": WarningCode.OUTSIDE_STORE_WINDOW,
    "STO-007": WarningCode.CURRENCY_MISMATCH,
    "STO-008": WarningCode.SUPPLIER_CANCELLED_STORE_OPEN,
    "STO-009": WarningCode.STORE_CANCELLED_SUPPLIER_OPEN,
    "STO-011": WarningCode.LINE_HELD_TWICE,
    "STO-014": WarningCode.STALE_FACTS,
    "TRK-013": WarningCode.SILENCE_AFTER_SCAN,
}
"""Warnings by the rule whose finding blocks."""


def warnings_of(findings: Iterable[Finding]) -> tuple[Warned, ...]:
    """Raise a warning for each finding that blocks and is one; the same words on both."""
    return tuple(
        Warned(code=WARNING_OF[finding.rule], message=finding.message)
        for finding in findings
        if finding.outcome is Outcome.BLOCKS and finding.rule in WARNING_OF
    )
