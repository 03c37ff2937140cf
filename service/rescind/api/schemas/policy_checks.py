"""A store's policy checked: the question, and its answer."""

from typing import Any

from marshmallow import ValidationError, fields

from rescind.api.fields import Identifier, Instant, Many, Part, Text, Word
from rescind.api.fields.telling import Reading, told
from rescind.api.schemas.calls import AS_OF, LOCALE
from rescind.api.schemas.comparisons import KEPT_SUPPLIER
from rescind.api.schemas.edges import Incoming, Outgoing
from rescind.api.schemas.policies import StorePolicySchema, SupplierPolicySchema
from rescind.api.schemas.reasons import FindingSchema, sentence
from rescind.domain.words import Locale

MOST_PROPERTIES = 10_000


class JsonLd(Reading, fields.Raw):
    """A document of linked data: an object, or a list of them."""

    def __init__(self, description: str, **options: Any) -> None:
        shape = {"type": ["object", "array"], "items": {"type": "object"}}
        super().__init__(metadata=told(description, **shape), **options)

    def _read(self, value: Any) -> Any:
        if isinstance(value, (dict, list)):
            return value
        raise ValidationError("This must be the JSON-LD itself: an object, or a list of objects.")


class PolicyCheckRequestSchema(Incoming):
    """A store's policy, in our names or as JSON-LD, and what is known of the supplier."""

    as_of = Instant(AS_OF, example="2026-09-29T08:00:00Z")
    locale = Word(Locale, LOCALE)
    store = Part(StorePolicySchema(), "The policy in our names; it goes over `json_ld`.")
    json_ld = JsonLd(
        "The policy as schema.org's `MerchantReturnPolicy`: alone, in a list, in a `@graph`, or "
        "below an organization, a product or an offer."
    )
    supplier_id = Identifier(KEPT_SUPPLIER, example="store-1")
    supplier = Part(SupplierPolicySchema(), "What is known of the supplier.", may_be_empty=True)


class ReadPropertySchema(Outgoing):
    """A property of the JSON-LD that was read."""

    pointer = Text("Where it stands: a JSON pointer into the request.", max_length=4000)
    parameter = Text("The parameter that it became.", example="return_window_days")


class IgnoredPropertySchema(Outgoing):
    """A property of the JSON-LD that was not read."""

    pointer = Text("Where it stands: a JSON pointer into the request.", max_length=4000)
    why = sentence("Why it was not read.")


class PolicyCheckSchema(Outgoing):
    """What is wrong with the policy, what is missing in it, and how it was read."""

    check_id = Text("A hash over the policies and the rule set.", max_length=80)
    ruleset_version = Text("The version of rules, calendars and currencies.", max_length=200)
    summary = sentence("The answer in one sentence.")
    findings = Many(FindingSchema(), "What every rule found.", most=1000)
    store = Part(
        StorePolicySchema(), "The policy as it was read; what it does not state is absent."
    )
    read = Many(ReadPropertySchema(), "What was read of the JSON-LD.", most=MOST_PROPERTIES)
    ignored = Many(IgnoredPropertySchema(), "What was not, and why.", most=MOST_PROPERTIES)
