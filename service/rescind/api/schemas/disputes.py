"""The answer to: dispute it? how will it end?"""

from rescind.api.fields import Amount, CurrencyCode, Day, Flag, Instant, Many, Part, Text, Word
from rescind.api.schemas.drafts import DraftSchema
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
from rescind.domain.words import ExpectedOutcome, Recommendation, ResortAction, TrackingVerdict


class EvidenceSchema(Outgoing):
    """Something to attach to a dispute."""

    item = Text("What it is, for machines.", example="supplier_answer", max_length=64)
    held = Flag("Whether the facts hold it already.")
    explanation = sentence("What to attach.")
    proves = sentence("What it proves.")
    where = sentence("Where to find it.")


class ResortSchema(Outgoing):
    """Something left to do."""

    action = Word(ResortAction, "What it is, for machines.")
    instructions = sentence("What to do.")


class StillDueSchema(Outgoing):
    """Money that a decided dispute still has to bring."""

    amount = Amount("How much is missing; null: nobody told.", allow_none=True, example="12.00")
    currency = CurrencyCode("Its currency.", allow_none=True)
    due_at = Instant(
        "When it is overdue; null while it is not known when the dispute was decided.",
        allow_none=True,
    )
    due_on = Day("The last day for it.", allow_none=True)
    overdue = Flag("Whether that day has passed.")
    explanation = sentence("How it was counted, or why it cannot be.")


class DisputeDecisionSchema(PlaceSchema):
    """Whether to open a dispute, when, with what, and how it will end."""

    recommendation = Word(Recommendation, "Whether to open a dispute now.")
    open_from = Instant("From when; null while a step is missing.", allow_none=True)
    open_until = Instant("Until when; null where no delivery is known.", allow_none=True)
    expected_outcome = Word(ExpectedOutcome, "Whether the money will come back by it.")
    outcome_because = sentence("Why it is expected to end so.")
    summary = sentence("The answer in one sentence.")
    tracking_verdict = Word(TrackingVerdict, "How far the tracking can be believed.")
    draft = Part(
        DraftSchema(), "The claim's text; null where there is nothing to claim.", allow_none=True
    )
    evidence = Many(EvidenceSchema(), "What to attach.", most=100)
    on_loss = Many(ResortSchema(), "What to do when it is lost.", most=len(ResortAction))
    on_silence = Many(ResortSchema(), "What to do while nobody answers.", most=len(ResortAction))
    exposure = Amount(
        "What the merchant loses of its own if it is lost, in the supplier order's currency; null: "
        "not known, or nothing can be lost.",
        allow_none=True,
        example="12.00",
    )
    still_due = Part(
        StillDueSchema(),
        "What a decided dispute still has to bring; null: nothing.",
        allow_none=True,
    )
    findings = Many(FindingSchema(), "What every rule found.", most=MOST_FINDINGS)
    deadlines = Part(DeadlinesSchema(), "The clocks that run, by name.")
    warnings = Many(WarningSchema(), "What to know beside it.", most=MOST_WARNINGS)
    missing_facts = Many(
        MissingFactSchema(), "Facts that would sharpen the answer.", most=MOST_MISSING
    )
