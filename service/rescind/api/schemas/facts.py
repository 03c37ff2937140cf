"""What is told of a case after it was opened, and how it is shown once it is recorded."""

from copy import deepcopy
from typing import Any

from marshmallow import fields

from rescind.api.fields import Amount, CurrencyCode, Identifier, Instant, Many, Part, Text, Word
from rescind.api.schemas.completed_steps import CompletedStepSchema
from rescind.api.schemas.edges import Incoming, Outgoing
from rescind.api.schemas.evaluations import EvaluationSchema
from rescind.api.schemas.faults import FaultAssessmentSchema
from rescind.api.schemas.store_orders import StoreOrderSchema
from rescind.api.schemas.supplier_orders import (
    DisputeSchema,
    ShipmentSchema,
    SupplierCancellationRequestSchema,
    SupplierOrderSchema,
    SupplierResponseSchema,
    TrackingRequestSchema,
    lines_field,
)
from rescind.domain.words import (
    Circumstance,
    ClaimOutcome,
    DisputeOutcome,
    RefundFrom,
    ReturnReason,
)

CASE_ID = "can_01m86yb53fegb8hexhzcmh790r"


class OfSupplierOrder(Incoming):
    """What is told of one supplier order of a case."""

    supplier_order_id = Identifier(
        "The supplier order it is about; may be left out when the case has one.",
        example="8190000000000001",
    )


class SupplierResponseFactSchema(OfSupplierOrder, SupplierResponseSchema):
    """What a supplier answered."""


class CancellationRequestFactSchema(OfSupplierOrder, SupplierCancellationRequestSchema):
    """What was asked of the supplier."""


class TrackingRequestFactSchema(OfSupplierOrder, TrackingRequestSchema):
    """The moment at which the supplier was asked for the tracking number."""


class ShipmentFactSchema(OfSupplierOrder, ShipmentSchema):
    """A parcel with its scans; a number that is told again is the same parcel, looked at again."""


class DisputeFactSchema(OfSupplierOrder):
    """A dispute that was filed at the supplier's platform."""

    filed_at = Instant("When it was filed.", required=True)
    reference = Text("Its number at the platform.", example="D-4711")


class DisputeOutcomeSchema(Incoming):
    """How a dispute ended."""

    outcome = Word(DisputeOutcome, "How it was decided.", required=True)
    decided_at = Instant("When it was decided.")
    amount = Amount("What the decision pays back.")


CLAIM_AMOUNT = "What the customer got back, in the currency of the store order."


class ClaimFactSchema(OfSupplierOrder):
    """A customer's wish to give goods back, after their delivery or for want of it."""

    reason = Word(ReturnReason, "Why the customer wants to give the goods back.", required=True)
    circumstances = Many(
        Word(Circumstance, "Something that is known of the claim."),
        "What else is known; each may shift the fault.",
        most=len(Circumstance),
    )
    claimed_at = Instant("When the customer claimed.", required=True)
    lines = lines_field("Which units it is about; absent: all that the supplier order holds.")
    outcome = Word(ClaimOutcome, "What became of it; absent: it is open.")
    amount = Amount(CLAIM_AMOUNT)


class ClaimOutcomeSchema(Incoming):
    """What became of a return claim."""

    outcome = Word(ClaimOutcome, "What became of it.", required=True)
    decided_at = Instant("When it was decided.")
    amount = Amount(CLAIM_AMOUNT)


REFUND_FIELDS: dict[str, Any] = {
    # `from` is a word of Python, so this field cannot be an attribute.
    "from": Word(RefundFrom, "Who paid: the supplier, or the merchant.", required=True),
}


class _RefundFactSchema(OfSupplierOrder):
    amount = Amount("How much was paid.", required=True)
    currency = CurrencyCode("Its currency (ISO 4217); absent: that of the order.")
    refunded_at = Instant("When it was paid.")
    line_id = Identifier("The store line it was for, if it was for one; only from the merchant.")


class StepCompletionFactSchema(CompletedStepSchema):
    """A step of the plan that was carried out, by whom and when."""


class ObservedStoreOrderSchema(StoreOrderSchema):
    """The store order as it was seen, whole or in part."""

    fulfillment_status = Text("The platform's own word for how far it is fulfilled.", max_length=64)


class ObservationFactSchema(OfSupplierOrder):
    """Orders as they were seen, whole or in part; what is left out stays as it was."""

    store_order = Part(ObservedStoreOrderSchema(), "The store order as it was seen.")
    supplier_order = Part(
        SupplierOrderSchema(), "A supplier order as it was seen; one with a new id joins the case."
    )


class ClosingSchema(Incoming):
    """Why a case ends."""

    reason = Text(
        "Why it ends.", example="The customer keeps the goods.", max_length=1000, required=True
    )


RefundFactSchema: type[Incoming] = type(
    "RefundFactSchema",
    (_RefundFactSchema,),
    {**REFUND_FIELDS, "__doc__": "Money that was paid back, to the merchant or to the customer."},
)


ALWAYS = ("id", "created_at", "cancellation_id", "supplier_order_id")
"""What every fact shows."""


class RecordedFactSchema(Outgoing):
    """A fact that is on record."""

    id = Identifier("The fact's own id.", example="res_01m86yb53fegb8hexhzcmh790r")
    created_at = Instant("When it was recorded.")
    cancellation_id = Identifier("The case.", example=CASE_ID)
    supplier_order_id = Identifier("The supplier order it is about, if one.", allow_none=True)

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Only what every fact has is always there; the rest is as it was told."""
        field_obj.required = field_name in (*ALWAYS, "decision", "fault_assessment")


def recorded(name: str, told: type[Incoming]) -> tuple[type[Outgoing], type[Outgoing]]:
    """Build how a kind of fact is shown: in a list, and when it was just recorded."""
    body = {n: deepcopy(field) for n, field in told().declared_fields.items()}
    shown = {n: field for n, field in body.items() if n not in ALWAYS}
    words: dict[str, Any] = {**shown, "__doc__": f"{told.__doc__}"}
    element = type(f"Recorded{name}Schema", (RecordedFactSchema,), words)
    decision = Part(EvaluationSchema(), "The case as it is decided now.")
    answer = type(
        f"{name}AnswerSchema", (element,), {"decision": decision, "__doc__": told.__doc__}
    )
    return element, answer


class DisputeShownSchema(OfSupplierOrder, DisputeSchema):
    """A dispute, and what became of it."""

    reference = Text("Its number at the platform.", example="D-4711")


class ClaimShownSchema(ClaimFactSchema):
    """A return claim, what became of it, and who is at fault."""

    decided_at = Instant("When it was decided.")
    fault_assessment = Part(
        FaultAssessmentSchema(), "Who is at fault, under the policies in force now."
    )
