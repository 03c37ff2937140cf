"""Objects and lists inside a body."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from marshmallow import Schema, ValidationError, fields

from rescind.api.fields.telling import REQUIRED, Messages, Reading, told

A_LIST: Messages = {**REQUIRED, "invalid": "This must be a list."}
AN_OBJECT: Messages = {**REQUIRED, "invalid": "This must be an object."}


class Part(fields.Nested):
    """An object. Where `may_be_empty`, one whose fields are all empty counts as absent.

    No-code tools send an object for every group of fields that they know, with nothing in it. That
    nobody filed a dispute may be read from this, that nothing was bought from a supplier may not.
    """

    default_error_messages = REQUIRED

    def __init__(
        self, schema: Schema, description: str, *, may_be_empty: bool = False, **options: Any
    ) -> None:
        self.may_be_empty = may_be_empty
        super().__init__(schema, metadata=told(description), **options)


class Many(fields.List[Any]):
    """A list of objects, or of one kind of value, with a bound."""

    default_error_messages = A_LIST

    def __init__(
        self,
        inner: Schema | fields.Field[Any],
        description: str,
        *,
        most: int,
        least: int = 0,
        **options: Any,
    ) -> None:
        self.least, self.most = least, most
        element = fields.Nested(inner) if isinstance(inner, Schema) else inner
        bounds = {"minItems": least, "maxItems": most} if least else {"maxItems": most}
        super().__init__(element, metadata=told(description, **bounds), **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        fits = not isinstance(value, list) or self.least <= len(value) <= self.most
        if not fits and _bounded.get():
            raise ValidationError(_length_wanted(len(value), self.least, self.most))
        return super()._deserialize(value, attr, data, **kwargs)


_bounded = ContextVar("bounded", default=True)


@contextmanager
def without_bounds() -> Iterator[None]:
    """Let lists be as long as they like: many calls may tell more of a thing than one."""
    token = _bounded.set(False)
    try:
        yield
    finally:
        _bounded.reset(token)


def _length_wanted(length: int, least: int, most: int) -> str:
    if length < least:
        return "This list is empty: name at least one, or leave it out."
    return f"This list has {length} elements; at most {most} are accepted."


class ByName(Reading, fields.Dict):
    """Objects of one kind, each under a name that the caller chose."""

    default_error_messages = AN_OBJECT

    def __init__(self, schema: Schema, description: str, *, most: int, **options: Any) -> None:
        self.schema = schema
        self.most = most
        metadata = told(description, maxProperties=most)
        super().__init__(values=fields.Nested(schema), metadata=metadata, **options)

    def _read(self, value: Any) -> Any:
        if not isinstance(value, Mapping):
            raise self.make_error("invalid")
        if len(value) > self.most and _bounded.get():
            raise ValidationError(_length_wanted(len(value), 0, self.most))
        loaded: dict[str, Any] = {}
        problems: dict[str, Any] = {}
        for name, inner in value.items():
            try:
                loaded[str(name)] = self.schema.load(inner)
            except ValidationError as error:
                problems[str(name)] = error.messages
        if problems:
            raise ValidationError(problems)
        return loaded


class Pairs(fields.Dict):
    """Values by names that nobody can list beforehand."""

    def __init__(self, description: str, **options: Any) -> None:
        shape = {"type": ["string", "integer", "boolean", "null"]}
        metadata = told(description, additionalProperties=shape)
        super().__init__(metadata=metadata, **options)


class Anything(fields.Dict):
    """An object whose fields depend on what it is about."""

    def __init__(self, description: str, **options: Any) -> None:
        super().__init__(metadata=told(description, additionalProperties=True), **options)


class Figure(fields.Raw):
    """A figure of an answer: a whole number, or a decimal in quotes."""

    def __init__(self, description: str, **options: Any) -> None:
        shape = {"type": ["integer", "string", "null"]}
        super().__init__(metadata=told(description, **shape), **options)
