"""From a loaded body to facts: what `intake` cannot read is refused as a problem."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from rescind.api.problems import Fault, invalid_request
from rescind.intake.platforms.beside import sent_at
from rescind.intake.problems import UnreadableFacts

Body = Mapping[str, Any]
Call = TypeVar("Call")


def read(reader: Callable[[Body], Call], body: Body) -> Call:
    """Read a body. Raises `Problem` with everything that cannot be read."""
    try:
        return reader(body)
    except UnreadableFacts as unreadable:
        faults = [
            Fault(pointer=sent_at(where, body), detail=told) for where, told in unreadable.problems
        ]
        raise invalid_request(faults) from None


def moment_of(body: Body, now: datetime) -> datetime:
    """Return the moment to decide for: the one asked about, or now."""
    asked: datetime | None = body.get("as_of")
    return asked or now
