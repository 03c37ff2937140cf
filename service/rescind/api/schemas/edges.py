"""The two kinds of schema: what comes in is strict, what goes out may grow.

Incoming bodies refuse unknown fields by name. Outgoing ones leave `additionalProperties` unsaid, so
that a field added later breaks no client; they document answers, which `rendering` writes.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, ClassVar

from marshmallow import EXCLUDE, RAISE, Schema, ValidationError, fields, pre_load

from rescind.api.fields import Part

UNKNOWN = "Unknown field."


def blank(value: object) -> bool:
    """Tell whether a value is what no-code tools send for a field that nobody mapped."""
    return value is None or value == ""


class Incoming(Schema):
    """A body, or a part of one, as callers send it: `null` and `""` mean absent."""

    class Meta:
        """Refuse what nobody documented."""

        unknown = RAISE

    error_messages = {"type": "This must be an object.", "unknown": UNKNOWN}  # noqa: RUF012

    @pre_load
    def drop_empty_fields(self, data: Any, **_options: Any) -> Any:
        """Leave out the known fields that hold nothing."""
        if not isinstance(data, Mapping):
            return data
        return {name: value for name, value in data.items() if not self._is_empty(name, value)}

    def _is_empty(self, name: str, value: object) -> bool:
        field = self.fields.get(name)
        if field is None:
            return False
        if isinstance(field, Part) and field.may_be_empty and isinstance(value, Mapping) and value:
            return all(map(blank, value.values()))
        return blank(value)

    def handle_error(self, error: ValidationError, data: Any, **_options: Any) -> None:
        """Name the field that an unknown one was probably meant to be."""
        if not isinstance(error.messages, dict) or not isinstance(data, Mapping):
            return
        for name, found in error.messages.items():
            if found == [UNKNOWN]:
                error.messages[name] = [self._unknown(str(name))]

    def _unknown(self, name: str) -> str:
        near = get_close_matches(name, self.fields, n=1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        return f'There is no field "{name[:64]}" here.{hint}'


class Outgoing(Schema):
    """An answer, or a part of one; its keys are `always` there unless it says otherwise."""

    always: ClassVar[bool] = True

    class Meta:
        """Say nothing of fields that may be added."""

        unknown = EXCLUDE

    def on_bind_field(self, _field_name: str, field_obj: fields.Field[Any]) -> None:
        """Tell readers which keys they can rely on."""
        field_obj.required = self.always
