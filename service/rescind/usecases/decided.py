"""What every story about a case comes to: the facts put together, and the decision over them."""

from dataclasses import dataclass

from rescind.domain.answers import Decision
from rescind.intake.bodies import EvaluationCall
from rescind.intake.ledger import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What facts add up to (`body`), and the decision over it."""

    body: Json
    call: EvaluationCall
    decision: Decision
