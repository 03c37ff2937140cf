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
        return {"type": "object", "description": description, **told}


class DescribingPlugin(MarshmallowPlugin):
    """apispec's plugin for marshmallow, with descriptions."""

    Converter = DescribingConverter
