"""Policies that are kept, as they are told and as they are shown."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from marshmallow import fields, pre_load

from rescind.api.fields import Count, Identifier, Instant, Many, Part, Text, Word
from rescind.api.schemas.calls import LOCALE
from rescind.api.schemas.drafts import DraftSchema
from rescind.api.schemas.edges import Incoming, Outgoing, blank
from rescind.api.schemas.paging import PageQuerySchema, page_of
from rescind.api.schemas.policies import PolicyPart, StorePolicySchema, SupplierPolicySchema
from rescind.api.schemas.reasons import SourceSchema, sentence
from rescind.domain.questions import QUESTIONS
from rescind.domain.words import Locale, VersionState

PERIOD = ("valid_from", "valid_until")
"""What is told of a version beside its parameters."""

POLICY_ID = "pol_5b3f0c1d2e3f405162738495a6"
FROM = "From when on it is meant; absent: from its telling on."
UNTIL = "Until when it is meant, exclusive; absent: without an end."


class PeriodPart(PolicyPart):
    """Parameters with the period for which they are meant."""

    valid_from = Instant(FROM, example="2026-11-01T00:00:00Z")
    valid_until = Instant(UNTIL, example="2027-01-07T00:00:00Z")

    @pre_load
    def drop_empty_fields(self, data: Any, **_options: Any) -> Any:
        """Leave out an empty period as well: unlike a parameter it cannot be 'not known'."""
        if not isinstance(data, Mapping):
            return data
        return {
            name: value
            for name, value in data.items()
            if not (blank(value) if name in PERIOD else value == "" and name in self.fields)
        }


class SupplierPolicyTellingSchema(PeriodPart, SupplierPolicySchema):
    """What is agreed with, or assumed of, one supplier, and for when. `null`: not known yet."""


class StorePolicyTellingSchema(PeriodPart, StorePolicySchema):
    """What the merchant promises its customers, and for when. `null` means: not known yet."""


class PolicyQuerySchema(Incoming):
    """For which moment a policy is wanted."""

    as_of = Instant(
        "The moment: what was told by then, and in force then. Absent: now.",
        example="2026-09-29T08:00:00Z",
    )
    locale = Word(Locale, LOCALE)


class PolicyVersionsQuerySchema(PageQuerySchema):
    """Which part of the list of versions is wanted."""

    locale = Word(Locale, LOCALE)


class PolicyPageQuerySchema(Incoming):
    """In which language the page is wanted."""

    locale = Word(Locale, "The language of the page. Default: the policy's own, else en.")


class QuestionSchema(Outgoing):
    """Something that is not known of the supplier yet, and the message that would settle it."""

    parameter = Text("The parameter that the answer belongs to.", example="guideline_url")
    why = sentence("What knowing it would change.")
    source = Part(SourceSchema(), "Where the question comes from.")
    draft = Part(DraftSchema(), "The question, ready to paste.")


class PolicyVersionSchema(Outgoing):
    """What was told, the number of its version, and for when it is meant."""

    id = Identifier("The version's id.", example=POLICY_ID)
    version = Count("Counts the versions of this policy.", least=1, example=1)
    created_at = Instant("When it was told: it decides nothing before that.")
    valid_from = Instant(FROM)
    valid_until = Instant(UNTIL, allow_none=True)
    state = Word(VersionState, "Where it stands among the versions at the moment asked about.")
    explanation = sentence("Why it stands there, and until when.")

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Of the parameters only those that were told are there."""
        field_obj.required = field_name in ALWAYS


ALWAYS = (
    *PolicyVersionSchema._declared_fields,  # noqa: SLF001  # what the class above declares
    "supplier_id",
    "questions",
    "questions_draft",
)


def version_of(name: str, policy: type[PolicyPart], **more: fields.Field[Any]) -> type[Outgoing]:
    """Build how a version of a policy is shown."""
    told = {n: deepcopy(field) for n, field in policy().declared_fields.items()}
    words: dict[str, Any] = {**more, **told, "__doc__": policy.__doc__}
    return type(name, (PolicyVersionSchema,), words)


SupplierPolicyVersionSchema = version_of(
    "SupplierPolicyVersionSchema",
    SupplierPolicySchema,
    supplier_id=Identifier("The supplier.", example="store-1"),
    questions=Many(
        QuestionSchema(), "What is still to be asked of the supplier.", most=len(QUESTIONS)
    ),
    questions_draft=Part(
        DraftSchema(), "All of it in one message; null: nothing is to be asked.", allow_none=True
    ),
)
StorePolicyVersionSchema = version_of("StorePolicyVersionSchema", StorePolicySchema)
SupplierPolicyVersionsPageSchema = page_of(SupplierPolicyVersionSchema, "Versions, latest first.")
StorePolicyVersionsPageSchema = page_of(StorePolicyVersionSchema, "Versions, latest first.")
