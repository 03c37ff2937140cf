"""The answer to: dispute it? how will it end?"""

from rescind.api.fields import Flag, Instant, Many, Part, Text, Word
from rescind.api.schemas.edges import Outgoing
from rescind.api.schemas.evaluations import MOST_FINDINGS, MOST_MISSING, MOST_WARNINGS
from rescind.api.schemas.reasons import (
    DeadlinesSchema,
    FindingSchema,
    MissingFactSchema,
    PlaceSchema,
    WarningSchema,
    sentence,
)
from rescind.domain.words import ExpectedOutcome, Recommendation, TrackingVerdict


class EvidenceSchema(Outgoing):
    """Something to attach to a dispute."""

    item = Text("What it is, for machines.", example="supplier_answer", max_length=64)
    held = Flag("Whether the facts hold it already.")
    explanation = sentence("What it shows, and how to get it.")


class DisputeDecisionSchema(PlaceSchema):
    """Whether to open a dispute, when, with what, and how it will end."""

    recommendation = Word(Recommendation, "Whether to open a dispute now.")
    open_from = Instant("From when; null while a step is missing.", allow_none=True)
    open_until = Instant("Until when; null where no delivery is known.", allow_none=True)
    expected_outcome = Word(ExpectedOutcome, "Whether the money will come back by it.")
    summary = sentence("The answer in one sentence.")
    tracking_verdict = Word(TrackingVerdict, "How far the tracking can be believed.")
    evidence = Many(EvidenceSchema(), "What to attach.", most=100)
    findings = Many(FindingSchema(), "What every rule found.", most=MOST_FINDINGS)
    deadlines = Part(DeadlinesSchema(), "The clocks that run, by name.")
    warnings = Many(WarningSchema(), "What to know beside it.", most=MOST_WARNINGS)
    missing_facts = Many(
        MissingFactSchema(), "Facts that would sharpen the answer.", most=MOST_MISSING
    )
