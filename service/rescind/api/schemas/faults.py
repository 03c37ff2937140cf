"""The answer to: who is at fault on a return, and what can be offered?"""

from rescind.api.fields import Amount, Flag, Instant, Many, Part, Text, Word
from rescind.api.schemas.edges import Outgoing
from rescind.api.schemas.reasons import FindingSchema, MissingFactSchema, sentence
from rescind.domain.words import AtFault, Recovery, Remedy


class RemedyOptionSchema(Outgoing):
    """One remedy that can be offered."""

    remedy = Word(Remedy, "What is offered.")
    recommended = Flag("Whether it is the one to offer.")
    paid_by = Word(AtFault, "Who pays for it.")
    exposure = Amount("What the merchant loses by it; null: not known.", allow_none=True)
    explanation = sentence("What speaks for it, and against it.")


class RecoverableSchema(Outgoing):
    """What can be claimed back from the supplier."""

    how = Word(Recovery, "How it can be had back.")
    amount = Amount(
        "How much can be claimed, at most what the supplier was paid; null: not known.",
        allow_none=True,
        example="12.00",
    )
    until = Instant(
        "Until when the platform takes a dispute; null: not known, or none is needed.",
        allow_none=True,
    )
    explanation = sentence("How to get it, or why it cannot be had.")


class FaultAssessmentSchema(Outgoing):
    """Who is at fault, what can be offered, and from whom the money comes back."""

    assessment_id = Text("A hash over the claim, the policy and the rule set.", max_length=80)
    ruleset_version = Text("The version of rules, calendars and currencies.", max_length=200)
    at_fault = Word(AtFault, "Who answers for it.")
    reasonable = Flag("Whether the claim is reasonable; one that is not is never approved alone.")
    tolerate = Flag("Whether the supplier's practice may cover it although nobody else must.")
    summary = sentence("The answer in one sentence.")
    remedies = Many(RemedyOptionSchema(), "What can be offered.", most=len(Remedy))
    recourse = sentence("From whom the merchant can get its money back.")
    recoverable = Part(RecoverableSchema(), "What can be claimed back from the supplier.")
    findings = Many(FindingSchema(), "What every rule found.", most=1000)
    missing_facts = Many(MissingFactSchema(), "Facts that would sharpen the answer.", most=100)
