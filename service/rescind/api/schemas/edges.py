"""The two kinds of schema: what comes in is strict, what goes out may grow.

Incoming bodies refuse unknown fields by name. Outgoing ones leave `additionalProperties` unsaid, so
that a field added later breaks no client; they document answers, which `rendering` writes.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import EXCLUDE, RAISE, Schema, fields, pre_load

from rescind.api.fields import Part


def blank(value: object) -> bool:
    """Tell whether a value is what no-code tools send for a field that nobody mapped."""
    return value is None or value == ""


class Incoming(Schema):
    """A body, or a part of one, as callers send it: `null` and `""` mean absent."""

    class Meta:
        """Refuse what nobody documented."""

        unknown = RAISE

    error_messages = {"type": "This must be an object."}  # noqa: RUF012  # as marshmallow has it

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


class Outgoing(Schema):
    """An answer, or a part of one; its keys are `always` there unless it says otherwise."""

    always: ClassVar[bool] = True

    class Meta:
        """Say nothing of fields that may be added."""

        unknown = EXCLUDE

    def on_bind_field(self, _field_name: str, field_obj: fields.Field[Any]) -> None:
        """Tell readers which keys they can rely on."""
        field_obj.required = self.always
