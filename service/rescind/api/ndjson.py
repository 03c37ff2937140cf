"""Bodies of evaluations one a line (NDJSON): parted, read, and their `ref` given back.

Nothing here holds more than one line, and of a line never more than a body may have.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError

from rescind.api.arguments import faults_of
from rescind.api.problems import Fault, Problem, invalid_request
from rescind.api.reading import Body
from rescind.api.schemas.calls import EvaluationLineSchema
from rescind.api.strict_json import MOST_BYTES, UnreadableJson, read_json

SCHEMA = EvaluationLineSchema()
NDJSON = "application/x-ndjson"
REF = "ref"
_KEPT = MOST_BYTES + len(b"\r") + 1
"""So much is kept of a line: enough to see that it is too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a stream: the bytes in it, but of one that is too long only the beginning."""

    number: int
    raw: bytes
    size: int
    """All of its bytes, with the one that ends it."""

    @property
    def blank(self) -> bool:
        """Nothing stands in it: it is no body, though it counts as a line."""
        return not self.raw.strip()


def lines_in(blocks: Iterable[bytes]) -> Iterator[Line]:
    """Part a stream into lines, blank ones too; what follows the last end of a line is one."""
    raw, size, number = b"", 0, 1
    for block in blocks:
        *ends, rest = block.split(b"\n")
        for end in ends:
            whole = raw + end[:_KEPT]
            yield Line(number=number, raw=whole, size=size + len(end) + 1)
            raw, size, number = b"", 0, number + 1
        raw, size = (raw + rest)[:_KEPT], size + len(rest)
    if size:
        yield Line(number=number, raw=raw, size=size)


def tree_in(raw: bytes) -> Any:
    """Read the JSON of one body. Raises `Problem`."""
    if len(raw.rstrip(b"\r")) > MOST_BYTES:
        detail = f"The body is larger than {MOST_BYTES} bytes (256 KiB), which no order needs."
        raise Problem("body_too_large", detail)
    try:
        return read_json(raw)
    except UnreadableJson as error:
        fault = Fault(pointer=error.pointer, detail=error.detail)
        faults = [fault] if error.pointer is not None else []
        raise Problem("invalid_json", fault.sentence(), errors=faults) from None


def body_in(tree: Any, over: Mapping[str, str] | None = None) -> Body:
    """Load a body, `over` going over what it says itself. Raises `Problem`."""
    named = {**tree, **over} if over and isinstance(tree, dict) else tree
    try:
        loaded: Mapping[str, Any] = SCHEMA.load(named)
    except ValidationError as error:
        refused = ValidationError({"json": error.messages})
        raise invalid_request(list(faults_of(refused, SCHEMA))) from None
    return {name: value for name, value in loaded.items() if name != REF}


def ref_of(tree: Any) -> dict[str, str | int]:
    """Give back the reference of a line, just as it was sent, if it has one."""
    told = tree.get(REF) if isinstance(tree, dict) else None
    try:
        SCHEMA.fields[REF].deserialize(told)
    except ValidationError:
        return {}
    return {} if told is None else {REF: told}
