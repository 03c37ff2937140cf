"""What a supplier's earlier answers say beside a decision."""

from typing import Any

from marshmallow import fields

from rescind.api.fields import Count, Identifier, Many, Part
from rescind.api.fields.figures import Share
from rescind.api.schemas.edges import Outgoing
from rescind.api.schemas.evaluations import EvaluationSchema
from rescind.api.schemas.reasons import sentence
from rescind.api.schemas.supplier_orders import MOST_SUPPLIER_ORDERS


class RateSchema(Outgoing):
    """How many of how many, and the 95 % interval of the rate (Wilson's score)."""

    count = Count("How many.", example=9)
    of = Count("Of how many.", example=12)
    rate = Share("`count` of `of`; null: of none.", example=0.75, allow_none=True)
    low = Share("The lower bound of the rate.", example=0.4677, allow_none=True)
    high = Share("The upper bound of the rate.", example=0.9111, allow_none=True)


class ExperienceSchema(Outgoing):
    """How a supplier answered its last requests in your record; it changes no decision."""

    supplier_id = Identifier("The supplier.", example="store-1")
    requests = Count("Its last requests that it answered, or that its time is over for.", least=5)
    accepted = Part(RateSchema(), "Those it accepted.")
    answers_within_hours = Count("Nine of ten answers took no longer.", allow_none=True)
    message = sentence("It in one sentence.")


EXPERIENCE = "How its suppliers answered before, those asked at least five times."


class EvaluationAnswerSchema(EvaluationSchema):
    """The decision, and what your record knows of the suppliers."""

    experience = Many(ExperienceSchema(), EXPERIENCE, most=MOST_SUPPLIER_ORDERS)

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Where nothing is known, nothing is said."""
        field_obj.required = field_name != "experience"
