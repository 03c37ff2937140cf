"""The catalogues: every rule, and every list of words."""

from rescind.api.fields import Many, Part, Text
from rescind.api.schemas.edges import Outgoing
from rescind.api.schemas.reasons import SourceSchema, sentence

MOST_RULES = 1000
MOST_WORDS = 1000


class RuleMessagesSchema(Outgoing):
    """The sentences of a rule by outcome, with the names of values in braces."""

    always = False

    clear = sentence("What it says when nothing stands in the way.")
    blocks = sentence("What it says when something does.")
    unknown = sentence(  # type: ignore[assignment]  # a field, as marshmallow collects them
        "What it says when facts are missing."
    )


class RuleSchema(Outgoing):
    """A rule's identity card. Ids are for ever."""

    id = Text("The rule's permanent id.", example="ELG-001", max_length=16)
    name = Text("The rule's name.", example="status_is_known", max_length=64)
    title = sentence("What it looks at.")
    source = Part(SourceSchema(), "Where it comes from.")
    messages = Part(RuleMessagesSchema(), "What it says, by outcome.")


class RuleCatalogueSchema(Outgoing):
    """Every rule of the rule set in force."""

    ruleset_version = Text("The version of rules, calendars and currencies.", max_length=200)
    data = Many(RuleSchema(), "The rules, sorted by id.", most=MOST_RULES)


class VocabularyEntrySchema(Outgoing):
    """One choice of a drop-down list."""

    id = Text("The word on the wire.", example="changed_mind", max_length=64)
    name = sentence("What people read.", example="Changed their mind")
