"""What a kind of step always says: who carries it out, where, how, and which fact it stands for."""

from dataclasses import dataclass

from rescind.domain.words import Actor, Channel


@dataclass(frozen=True, slots=True)
class Card:
    """What a kind of step always says.

    `records` is the path under which the fact is told that the step stands for: only that fact
    changes what is decided. Steps without one are done when somebody says so.
    """

    actor: Actor
    channel: Channel
    instructions: str
    records: str | None = None


OBSERVATIONS = "observations"
REQUESTS = "cancellation-requests"
RESPONSES = "supplier-responses"
TRACKING = "tracking-requests"
SHIPMENTS = "shipments"
DISPUTES = "disputes"
REFUNDS = "refunds"
