"""What happened to a case: each kind of fact under a path of its own, told and listed.

The kinds are one table; every row is two operations that differ in nothing but their words.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, jsonify

from rescind.api.callers import needs
from rescind.api.cancellations import CANCELLATION_ID, ONE, as_told, versioned
from rescind.api.examples import EXAMPLES
from rescind.api.idempotency_docs import VERSION
from rescind.api.paging import limit_of, page
from rescind.api.reading import Body
from rescind.api.recording import desk, reads, seen_version, writes
from rescind.api.rendering import Written, written
from rescind.api.schemas import facts as schemas
from rescind.api.schemas.edges import Incoming
from rescind.api.schemas.paging import PageQuerySchema, page_of
from rescind.api.spec import Blueprint
from rescind.domain.faults import assess_fault
from rescind.domain.words import Scope
from rescind.intake.claims import read_claim
from rescind.intake.composing import composed
from rescind.intake.ledger import WITH_IT, Fact, FactKind, Json, instant, orders_of
from rescind.messages import Translator
from rescind.usecases import case_file
from rescind.usecases.case_file import CaseFile
from rescind.usecases.decided import Decided
from rescind.usecases.looking import told, with_outcome
from rescind.usecases.recording import record

blueprint = Blueprint(
    "Facts",
    __name__,
    url_prefix="/v1",
    recorded=True,
    description="What happened to a case since it was opened; facts are added, never changed.",
)

ORDER = r"/supplier_orders?(/\d+)?"
"""A pattern of the pointer at which a supplier order of a case stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One kind of fact: its path, its schema, and where it stands among the facts of a case."""

    kind: FactKind
    path: str
    name: str
    schema: type[Incoming]
    place: str
    summary: str
    description: str
    shown: type[Incoming] | None = None
    own: str = ""


PATHS = (
    Path(
        kind=FactKind.SUPPLIER_RESPONSE,
        path="supplier-responses",
        name="SupplierResponse",
        schema=schemas.SupplierResponseFactSchema,
        place=ORDER + r"/responses/\d+",
        summary="Record what a supplier answered",
        description="Every answer is kept. The latest decides; an acceptance that does not decide "
        "stays as evidence. An answer implies that the supplier was asked.",
    ),
    Path(
        kind=FactKind.CANCELLATION_REQUEST,
        path="cancellation-requests",
        name="CancellationRequest",
        schema=schemas.CancellationRequestFactSchema,
        place=ORDER + "/cancellation_request",
        summary="Record that the supplier was asked to cancel",
        description="A repeated request starts no new clock; one that asks for more units does. "
        "A plain yes is to what had been asked by then.",
    ),
    Path(
        kind=FactKind.TRACKING_REQUEST,
        path="tracking-requests",
        name="TrackingRequest",
        schema=schemas.TrackingRequestFactSchema,
        place=ORDER + "/tracking_request",
        summary="Record that the supplier was asked for the tracking number",
        description="The business days of the number count from the first request.",
    ),
    Path(
        kind=FactKind.SHIPMENT,
        path="shipments",
        name="Shipment",
        schema=schemas.ShipmentFactSchema,
        place=ORDER + r"/shipments/\d+",
        summary="Record a parcel, or what its carrier shows by now",
        description="A number that the case knows is the same parcel, looked at again: its scans "
        "are added to those known.",
    ),
    Path(
        kind=FactKind.DISPUTE,
        path="disputes",
        name="Dispute",
        schema=schemas.DisputeFactSchema,
        place=ORDER + "/dispute",
        summary="Record that a dispute was filed at the supplier's platform",
        description="A supplier order has at most one open dispute.",
        shown=schemas.DisputeShownSchema,
    ),
    Path(
        kind=FactKind.REFUND,
        path="refunds",
        name="Refund",
        schema=schemas.RefundFactSchema,
        place=rf"({ORDER}|/store_order)/refunds/\d+",
        summary="Record money that was paid back",
        description="`from` says which way it went: from the supplier to the merchant, or from the "
        "merchant to the customer. Money that the opening or an observation showed counts once. "
        "Late refunds are recorded of a closed case too.",
    ),
    Path(
        kind=FactKind.CLAIM,
        path="claims",
        name="Claim",
        schema=schemas.ClaimFactSchema,
        place=ORDER,
        summary="Record that a customer wants to give goods back",
        description="A return claim decides nothing about the cancellation. The answer tells who "
        "is at fault, and the supplier's statistics count it. It comes after delivery, so a closed "
        "case takes it too.",
        shown=schemas.ClaimShownSchema,
    ),
    Path(
        kind=FactKind.OBSERVATION,
        path="observations",
        name="Observation",
        schema=schemas.ObservationFactSchema,
        place=ORDER,
        own="/supplier_order",
        summary="Record how an order looks now",
        description="Send the store order or a supplier order, whole or in part. What is left out "
        "stays as it was; what the case knows already (answers, parcels, refunds) is not recorded "
        "twice; a sight older than the one known changes nothing that is newer. One with a status "
        "and without `observed_at` was made now. A supplier order with an id that the case does "
        "not know joins it. A closed case takes sights too.",
    ),
    Path(
        kind=FactKind.STEP_COMPLETION,
        path="step-completions",
        name="StepCompletion",
        schema=schemas.StepCompletionFactSchema,
        place=r"/completed_steps/\d+",
        summary="Mark a step of the plan as done",
        description="The step, named by its `idempotency_key`, then shows as done, by whom and "
        "when. The decision stays as it is: where the step stands for a fact, its `records` names "
        "the path under which to tell it, and until then one step of the plan asks for that. Told "
        "twice, the earlier time counts.",
    ),
)
"""Every kind of fact that is told after the opening."""


def _add_operations(path: Path) -> None:
    """Add the two operations of a kind of fact."""
    element, answer = schemas.recorded(path.name, path.shown or path.schema)
    address = f"{ONE}/{path.path}"
    name = path.kind.value
    examples = EXAMPLES.get(path.path)
    blueprint.post(address, parameters=[CANCELLATION_ID], endpoint=f"record_{name}")(
        writes(
            blueprint.arguments(path.schema(), examples=examples)(
                blueprint.response(
                    201, answer(), description="The fact, and the new decision.", headers=VERSION
                )(
                    blueprint.doc(
                        operationId=f"record{path.name}", **needs(Scope.CANCELLATIONS_WRITE)
                    )(_recorder(path))
                )
            )
        )
    )
    page_schema = page_of(element, f"{path.name}: what was recorded, newest first.")
    blueprint.get(address, parameters=[CANCELLATION_ID], endpoint=f"list_{name}")(
        reads(
            blueprint.arguments(PageQuerySchema(), location="query")(
                blueprint.response(200, page_schema(), description="Newest first.")(
                    blueprint.doc(
                        operationId=f"list{path.name}s", **needs(Scope.CANCELLATIONS_READ)
                    )(_lister(path))
                )
            )
        )
    )


def _recorder(path: Path) -> Callable[..., Response]:
    def record_fact(body: Body, cancellation_id: str) -> Response:
        file, fact, found = record(
            desk(path.place, path.own),
            cancellation_id=cancellation_id,
            kind=path.kind,
            body=as_told(body),
            seen_version=seen_version(),
        )
        return recorded(file, fact, found, status=201)

    record_fact.__doc__ = f"{path.summary}\n\n{path.description}"
    return record_fact


def _lister(path: Path) -> Callable[..., Response]:
    def list_facts(query: Body, cancellation_id: str) -> Response:
        file, found, more = told(
            desk(),
            cancellation_id=cancellation_id,
            kind=path.kind,
            after=query.get("cursor"),
            limit=limit_of(query),
        )
        known = told_of(path.kind, file)
        return page([shown(file, fact, known) for fact in found], more=more)

    what = path.path.replace("-", " ")
    list_facts.__doc__ = f"List the {what} of a case, newest first\n\n{path.description}"
    return list_facts


for _path in PATHS:
    _add_operations(_path)


DISPUTE_ID = {
    "in": "path",
    "name": "dispute_id",
    "description": "The dispute.",
    "schema": {"type": "string", "maxLength": 64, "examples": ["dsp_01m86yb53fegb8hexhzcmh790r"]},
}
DISPUTE_ANSWER = schemas.recorded("DecidedDispute", schemas.DisputeShownSchema)[1]


@blueprint.patch(f"{ONE}/disputes/<dispute_id>", parameters=[CANCELLATION_ID, DISPUTE_ID])
@writes
@blueprint.arguments(schemas.DisputeOutcomeSchema())
@blueprint.response(
    200, DISPUTE_ANSWER(), description="The dispute, and the new decision.", headers=VERSION
)
@blueprint.doc(operationId="decideRecordedDispute", **needs(Scope.CANCELLATIONS_WRITE))
def decide_dispute(body: Body, cancellation_id: str, dispute_id: str) -> Response:
    """Record how a dispute ended

    A dispute has one outcome. Where it won less than all, `amount` says what is paid back.
    """
    file, _, found = record(
        desk(ORDER + "/dispute"),
        cancellation_id=cancellation_id,
        kind=FactKind.DISPUTE_OUTCOME,
        body={**as_told(body), "dispute_id": dispute_id},
        seen_version=seen_version(),
    )
    [dispute] = [one for one in file.facts if one.fact_id == dispute_id]
    return recorded(file, dispute, found, status=200)


CLAIM_ID = {
    "in": "path",
    "name": "claim_id",
    "description": "The return claim.",
    "schema": {"type": "string", "maxLength": 64, "examples": ["clm_01m86yb53fegb8hexhzcmh790r"]},
}
CLAIM_ANSWER = schemas.recorded("DecidedClaim", schemas.ClaimShownSchema)[1]


@blueprint.patch(f"{ONE}/claims/<claim_id>", parameters=[CANCELLATION_ID, CLAIM_ID])
@writes
@blueprint.arguments(schemas.ClaimOutcomeSchema())
@blueprint.response(
    200, CLAIM_ANSWER(), description="The claim, and the decision.", headers=VERSION
)
@blueprint.doc(operationId="decideRecordedClaim", **needs(Scope.CANCELLATIONS_WRITE))
def decide_claim(body: Body, cancellation_id: str, claim_id: str) -> Response:
    """Record what became of a return claim

    A claim has one outcome; `amount` says what the customer got back. It is taken of a closed case
    too.
    """
    file, _, found = record(
        desk(),
        cancellation_id=cancellation_id,
        kind=FactKind.CLAIM_OUTCOME,
        body={**as_told(body), "claim_id": claim_id},
        seen_version=seen_version(),
    )
    [claim] = [one for one in file.facts if one.fact_id == claim_id]
    return recorded(file, claim, found, status=200)


def recorded(file: CaseFile, fact: Fact, found: Decided, *, status: int) -> Response:
    """Write a fact that was just recorded, and what the case is decided to now."""
    decision = written(found.decision, Translator(file.locale).render)
    answer = jsonify({**shown(file, fact, found), "decision": decision})
    answer.status_code = status
    return versioned(answer, file)


def told_of(kind: FactKind, file: CaseFile) -> Decided | Json:
    """Put together what the facts of one kind are shown with: of claims the policies as well."""
    here = desk()
    if kind is FactKind.CLAIM:
        moment = max(here.now, file.row.updated_at)
        case_id = file.row.cancellation_id
        return case_file.decided(here, file.facts, as_of=moment, cancellation_id=case_id)
    return composed(file.facts)


def shown(file: CaseFile, fact: Fact, known: Decided | Json) -> Written:
    """Write a fact under its own id, and the supplier order it is about under that order's."""
    orders = orders_of(known.body if isinstance(known, Decided) else known)
    body = with_outcome(file, fact).body
    at = fact.supplier_order
    told: Written = {
        "id": fact.fact_id,
        "created_at": instant(fact.recorded_at),
        "cancellation_id": file.row.cancellation_id,
        "supplier_order_id": None if at is None else orders[at].get("order_id"),
        **{name: value for name, value in body.items() if name != WITH_IT},
    }
    if fact.kind is FactKind.CLAIM and isinstance(known, Decided):
        claim = read_claim(body, known.call.facts, at)
        assessed = assess_fault(claim, known.call.policy)
        told["fault_assessment"] = written(assessed, Translator(file.locale).render)
    return told
