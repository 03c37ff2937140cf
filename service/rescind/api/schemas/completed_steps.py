"""Steps of a plan that were carried out: who says so, and when it was."""

from rescind.api.fields import Instant, Text
from rescind.api.schemas.edges import Incoming

MOST_COMPLETED = 1000
COMPLETED = (
    "Steps of the plan that were carried out. They show as done; only the facts that they stand "
    "for change the decision. Keys that the plan does not have are passed over."
)


class CompletedStepSchema(Incoming):
    """A step of the plan that was carried out."""

    idempotency_key = Text(
        "The key of the step in the plan.",
        example="step_f0078666e581875feaaf9ce402",
        max_length=80,
        required=True,
    )
    done_at = Instant("When it was done.", required=True)
    done_by = Text("Who did it.", example="Ana", required=True)
    note = Text("What is to be remembered of it.", max_length=1000)
