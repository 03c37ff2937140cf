"""How fields speak: what the contract says of them, and how they show what they refuse."""

import json
from decimal import Decimal
from typing import Any

from marshmallow import fields

Messages = dict[str, str | list[Any] | dict[Any, Any]]

REQUIRED: Messages = {"required": "This field is required."}


def told(description: str, example: object = None, **more: object) -> dict[str, Any]:
    """Gather what the contract says of a field."""
    examples = {} if example is None else {"examples": [example]}
    return {"description": description, **more, **examples}


def shown(value: object) -> str:
    """Show a refused value, shortened, as JSON writes it."""
    if isinstance(value, Decimal):
        return str(value)[:66]
    return json.dumps(value, ensure_ascii=False, default=str)[:66]


class Reading(fields.Field[Any]):
    """A field that reads its value by itself, whatever stands beside it."""

    default_error_messages = REQUIRED

    def _read(self, value: Any) -> Any:
        """Read the value, or raise a `ValidationError` that says what to write instead."""
        raise NotImplementedError

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Any:
        return self._read(value)
