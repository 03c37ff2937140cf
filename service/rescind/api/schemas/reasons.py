"""The parts that every answer shares: deadlines, findings, warnings and what is missing."""

from typing import Any

from rescind.api.fields import Count, Day, Flag, Instant, Part, Text, Word
from rescind.api.fields.parts import Pairs
from rescind.api.schemas.edges import Outgoing
from rescind.domain.words import Outcome, WarningCode

SENTENCE = 4000
"""The longest sentence that an answer holds, quoted facts included."""


def sentence(description: str, example: str | None = None, **options: Any) -> Text:
    """Build a field for a sentence in the language of the answer."""
    return Text(description, example=example, max_length=SENTENCE, **options)


class DeadlineSchema(Outgoing):
    """A clock. It is over at `due_at`; `due_on` is its last day in `time_zone`."""

    due_at = Instant("The instant at which it is over.", example="2026-10-13T16:00:00Z")
    due_on = Day("Its last day, in its own time zone.")
    calendar = Text(
        "The calendar of its business days; null for elapsed hours and calendar days.",
        example="CN",
        max_length=8,
        allow_none=True,
    )
    time_zone = Text("The zone of its days.", example="Asia/Shanghai", max_length=64)
    business_days = Count(
        "How many business days it has; null for hours and calendar days.",
        most=2500,
        example=7,
        allow_none=True,
    )
    provisional = Flag("Whether official days of a year that it reaches are not published yet.")
    explanation = sentence("How it was counted.")


class DeadlinesSchema(Outgoing):
    """The clocks that run, by name."""

    always = False

    ship_by = Part(DeadlineSchema(), "Until when the supplier ships.")
    auto_close = Part(DeadlineSchema(), "Until when the platform closes an order not shipped.")
    supplier_response = Part(DeadlineSchema(), "Until when the supplier answers.")
    tracking = Part(DeadlineSchema(), "Until when the number that was asked for has to come.")
    first_scan = Part(DeadlineSchema(), "Until when a number has to show a scan.")
    supplier_refund = Part(DeadlineSchema(), "Until when the supplier's money has to come.")
    dispute_opens = Part(DeadlineSchema(), "From when a dispute can be opened.")
    dispute_closes = Part(DeadlineSchema(), "Until when a dispute can be opened.")


class SourceSchema(Outgoing):
    """Where a rule comes from."""

    title = Text("The document.", max_length=500)
    section = Text("The place in it.", max_length=500)
    url = Text("Its address, where there is one.", max_length=2000, allow_none=True)


class FindingSchema(Outgoing):
    """What one rule found. All rules are evaluated, always; none of them decides alone."""

    rule = Text("The rule's permanent id.", example="ELG-001", max_length=16)
    name = Text("The rule's name.", example="status_is_known", max_length=64)
    outcome = Word(Outcome, "`clear`: nothing stands in the way here.")
    message = sentence("What was found.")
    source = Part(SourceSchema(), "Where the rule comes from.")
    observed = Pairs("The values that the rule looked at, by name.")


class WarningSchema(Outgoing):
    """Something to know beside the decision."""

    code = Word(WarningCode, "What it is, for machines.")
    message = sentence("What it is, for people.")


class MissingFactSchema(Outgoing):
    """A fact that would sharpen the answer."""

    fact = Text(
        "Where it belongs: a JSON pointer into the request.",
        example="/supplier_orders/0/observed_at",
        max_length=1000,
    )
    why = sentence("What knowing it would change.")
    where = sentence("Where to find it.")


class PlaceSchema(Outgoing):
    """A decision's place: which facts, rules and policy gave it."""

    decision_id = Text(
        "A hash over facts, policy, moment and rule set: equal for equal questions.",
        example="dec_5b3f",
        max_length=80,
    )
    as_of = Instant("The moment decided for.", example="2026-09-29T08:00:00Z")
    ruleset_version = Text("The version of rules, calendars and currencies.", max_length=200)
    policy_version = Text("A hash over the policies in force.", max_length=80)
