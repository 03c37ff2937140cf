"""Tells the contract what a schema is: its docstring is its description."""

from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema


class DescribingConverter(OpenAPIConverter):
    """Converts schemas with their docstrings.

    apispec has an option for a description, but leaves `additionalProperties` out where it is used.
    """

    def schema2jsonschema(self, schema: Schema) -> dict[str, Any]:
        """Convert a schema."""
        told: dict[str, Any] = super().schema2jsonschema(schema)  # type: ignore[no-untyped-call]
        description = " ".join((type(schema).__doc__ or "").split())
        return {"type": "object", "description": description, **_told_by_payload(schema, told)}


def _told_by_payload(schema: Schema, told: dict[str, Any]) -> dict[str, Any]:
    """Tell that what is required may be told by a platform's payload instead."""
    tells: frozenset[str] = getattr(schema, "payload_tells", frozenset())
    instead = [name for name in told.get("required", ()) if name in tells]
    if not instead:
        return told
    payload = getattr(schema, "payload", "")
    required = [name for name in told["required"] if name not in tells]
    bare = {name: value for name, value in told.items() if name != "required"}
    either = {"anyOf": [{"required": instead}, {"required": [payload]}]}
    return {**bare, **({"required": required} if required else {}), **either}


class DescribingPlugin(MarshmallowPlugin):
    """apispec's plugin for marshmallow, with descriptions."""

    Converter = DescribingConverter
