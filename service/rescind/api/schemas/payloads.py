"""Parts of a body that may be sent as a platform's own payload, and the report of what was read.

The payload is translated before anything else looks at the part, so that all calls take payloads
and none knows of it; what is refused is told at its place in the payload.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import ValidationError, fields, post_load, pre_load

from rescind.api.fields import Many, Text
from rescind.api.fields.parts import Anything
from rescind.api.schemas.edges import Incoming, Outgoing, blank
from rescind.intake.platforms.beside import joined, origin_of
from rescind.intake.platforms.line_names import lines_in, named_as_in
from rescind.intake.platforms.payload import MOST_POINTERS
from rescind.intake.store_orders import SHOPIFY

AT_ALL = "_schema"
"""marshmallow's name for what is wrong with an object as a whole."""


class Payload(Anything):
    """A platform's payload, exactly as the platform gives it."""

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> Any:
        return value


def holds_nothing(payload: Any) -> bool:
    """Tell whether a payload is what no-code tools send when nobody mapped any of its parts."""
    return isinstance(payload, Mapping) and bool(payload) and all(map(blank, payload.values()))


class FromPlatform(Incoming):
    """A part that may be sent as the `payload` of a platform, with our own fields beside it.

    `payload_tells` are required fields that a payload tells as well.
    """

    payload: ClassVar[str]
    payload_tells: ClassVar[frozenset[str]] = frozenset()

    @pre_load
    def drop_empty_fields(self, data: Any, **options: Any) -> Any:
        """Leave out the known fields that hold nothing, and translate the payload."""
        kept = super().drop_empty_fields(data, **options)
        if not isinstance(kept, Mapping) or self.payload not in kept:
            return kept
        if holds_nothing(kept[self.payload]):
            return {name: value for name, value in kept.items() if name != self.payload}
        part = joined(self.payload, kept)
        if part.reading.problems:
            raise ValidationError({self.payload: _nested(part.reading.problems)})
        return {**part.fields, self.payload: part}

    def handle_error(
        self, error: ValidationError, data: Any, *, many: bool, **_options: Any
    ) -> None:
        """Tell what is refused of a translated field at its place in the payload."""
        if many or not isinstance(data, Mapping) or not isinstance(error.messages, dict):
            return
        payload = data.get(self.payload)
        if blank(payload) or holds_nothing(payload) or self.payload in error.messages:
            return
        origins = joined(self.payload, data).origins
        told = [
            (origin_of(at, origins) or at, message) for at, message in _flat(error.messages, "")
        ]
        error.messages = _nested(told)


class OfWholeOrder(Incoming):
    """A body that holds the store order and the facts about its lines."""

    @post_load
    def name_lines(self, data: dict[str, Any], **_options: Any) -> Any:
        """Let facts name the lines of a payload as GraphQL writes them."""
        store = data.get("store_order", {})
        return named_as_in(lines_in(store), data) if SHOPIFY in store else data


def _flat(messages: Any, at: str) -> "list[tuple[str, str]]":
    """List messages with the pointers at which they stand."""
    if isinstance(messages, Mapping):
        found = []
        for name, nested in messages.items():
            step = "" if name == AT_ALL else "/" + str(name).replace("~", "~0").replace("/", "~1")
            found += _flat(nested, at + step)
        return found
    return [(at, str(one)) for one in (messages if isinstance(messages, list) else [messages])]


def _nested(problems: Any) -> dict[str, Any]:
    """Nest messages as marshmallow does, by the steps of their pointers."""
    tree: dict[str, Any] = {}
    for pointer, detail in problems:
        here = tree
        for step in pointer.split("/")[1:]:
            here = here.setdefault(step.replace("~1", "/").replace("~0", "~"), {})
        here.setdefault(AT_ALL, []).append(detail)
    return tree


def pointers(description: str) -> fields.Field[Any]:
    """Build a field for pointers into a payload."""
    pointer = Text("A JSON pointer into the payload.", example="/line_items/0/price")
    return Many(pointer, description, most=MOST_POINTERS)


class ReadPayloadSchema(Outgoing):
    """What was read of a platform's payload."""

    pointer = Text("Where it stands in the request.", example="/store_order/shopify")
    platform = Text("Whose payload it is.", example="shopify", max_length=64)
    shape = Text("The form it has: `rest`, `graphql`, `order`, `tracking`.", max_length=64)
    read = pointers("What was read.")
    ignored = pointers("What it holds beside that, the outermost only.")
    missing = pointers("What would have told something, and is not there.")
    overruled = pointers("What the caller's own facts beside it say otherwise: these count.")
