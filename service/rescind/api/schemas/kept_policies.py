"""Policies that are kept, as they are shown."""

from copy import deepcopy
from typing import Any

from marshmallow import fields

from rescind.api.fields import Count, Identifier, Instant
from rescind.api.schemas.edges import Outgoing
from rescind.api.schemas.policies import PolicyPart, StorePolicySchema, SupplierPolicySchema


class PolicyVersionSchema(Outgoing):
    """What was told, the number of its version, and since when it is in force."""

    version = Count("Counts the versions of this policy.", least=1, example=1)
    created_at = Instant("Since when it is in force.")

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Only parameters that were told are there."""
        field_obj.required = field_name in ("supplier_id", "version", "created_at")


def version_of(name: str, policy: type[PolicyPart], **more: fields.Field[Any]) -> type[Outgoing]:
    """Build how a version of a policy is shown."""
    told = {n: deepcopy(field) for n, field in policy().declared_fields.items()}
    words: dict[str, Any] = {**more, **told, "__doc__": policy.__doc__}
    return type(name, (PolicyVersionSchema,), words)


SupplierPolicyVersionSchema = version_of(
    "SupplierPolicyVersionSchema",
    SupplierPolicySchema,
    supplier_id=Identifier("The supplier.", example="store-1"),
)
StorePolicyVersionSchema = version_of("StorePolicyVersionSchema", StorePolicySchema)
