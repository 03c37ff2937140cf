"""From a loaded body to facts: what `intake` cannot read is refused as a problem."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar, cast

from rescind.api.context import context
from rescind.api.problems import Fault, invalid_request
from rescind.domain.own_calendars import OwnCalendars
from rescind.domain.policy import Policy
from rescind.intake.bodies import DisputeCall, EvaluationCall, FaultCall
from rescind.intake.platforms.beside import sent_at
from rescind.intake.policies import by_calendars
from rescind.intake.problems import UnreadableFacts

Body = Mapping[str, Any]
Call = TypeVar("Call")


def read(reader: Callable[[Body], Call], body: Body, calendars: OwnCalendars | None = None) -> Call:
    """Read a body. Raises `Problem` with everything that cannot be read.

    Days are counted by the operator's `calendars`: those of the service, where it answers.
    """
    own = context().calendars if calendars is None else calendars
    try:
        return _counting(reader(body), own)
    except UnreadableFacts as unreadable:
        faults = [
            Fault(pointer=sent_at(where, body), detail=told) for where, told in unreadable.problems
        ]
        raise invalid_request(faults) from None


def _counting(call: Call, calendars: OwnCalendars) -> Call:
    """Have what was read count by the operator's days, if it is a policy or goes by one."""
    if isinstance(call, Policy):
        return cast("Call", by_calendars(call, calendars))
    if isinstance(call, (EvaluationCall, DisputeCall, FaultCall)):
        return replace(call, policy=by_calendars(call.policy, calendars))
    return call


def moment_of(body: Body, now: datetime) -> datetime:
    """Return the moment to decide for: the one asked about, or now."""
    asked: datetime | None = body.get("as_of")
    return asked or now
