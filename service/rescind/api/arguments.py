"""Between the guard and the schemas: hands over what was read, and tells what schemas refuse.

marshmallow nests its messages as the body nests; a client gets them flat, each with a JSON pointer
(or the name of a parameter) and a sentence.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, NoReturn

from flask import Request, g
from marshmallow import RAISE, Schema, ValidationError, fields
from webargs.flaskparser import FlaskParser

from rescind.api.nearest import did_you_mean
from rescind.api.pointers import pointer
from rescind.api.problems import MOST_ERRORS, Fault, Problem, invalid_request

WHOLE = "_schema"
"""marshmallow's name for what is wrong with an object as a whole."""

UNKNOWN = "Unknown field."
"""What marshmallow says of a field that no schema has."""

Path = tuple[str | int, ...]


class StrictParser(FlaskParser):
    """Loads bodies that the guard read, and queries without unknown parameters."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012  # as the parent declares it
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": RAISE,
    }

    def load_json(self, req: Request, schema: Schema) -> Any:  # noqa: ARG002
        """Return the tree that the guard read."""
        if "json_tree" not in g:
            raise Problem("invalid_json", "The body is empty; a JSON object is expected.")
        return g.json_tree

    def handle_error(
        self, error: ValidationError, req: Request, schema: Schema, **_options: Any
    ) -> NoReturn:
        """Refuse what the schema refused, all of it at once."""
        del req
        raise invalid_request(list(faults_of(error, schema))) from error


def faults_of(error: ValidationError, schema: Schema) -> Iterator[Fault]:
    """Flatten what a schema refused in one place of a request, at most as much as is answered."""
    for place, nested in error.messages_dict.items():
        found = islice(_flat(nested, ()), MOST_ERRORS)
        for path, message in found:
            detail = _told(message, path, schema)
            if place == "json":
                yield Fault(pointer=pointer(path), detail=detail)
            else:
                yield Fault(parameter=".".join(map(str, path)) or place, detail=detail)


def _flat(messages: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(messages, Mapping):
        for name, nested in messages.items():
            yield from _flat(nested, path if name == WHOLE else (*path, name))
    elif isinstance(messages, list):
        for nested in messages:
            yield from _flat(nested, path)
    else:
        yield path, str(messages)


def _told(message: str, path: Path, schema: Schema) -> str:
    """Say of an unknown field what is known; everything else has said it already."""
    if message != UNKNOWN or not path:
        return message
    beside = _schema_at(path[:-1], schema)
    known = [field.data_key or name for name, field in beside.fields.items()] if beside else []
    name = str(path[-1])
    return f'There is no field "{name[:64]}" here.{did_you_mean(name, known)}'


def _schema_at(path: Path, schema: Schema) -> Schema | None:
    """Find the schema of the object that a path leads to."""
    found: Any = schema
    for step in path:
        if isinstance(found, Schema):
            found = next(
                (f for name, f in found.fields.items() if (f.data_key or name) == step), None
            )
        elif isinstance(found, fields.List):
            found = found.inner
        elif isinstance(found, fields.Dict):
            found = found.value_field
        if isinstance(found, fields.Nested):
            found = found.schema
    return found if isinstance(found, Schema) else None
