"""Cases that are followed to their end: opened, looked at for any moment, listed, closed."""

from flask import Response, jsonify

from rescind.api.callers import needs
from rescind.api.context import link, now
from rescind.api.examples import EXAMPLES
from rescind.api.idempotency_docs import VERSION
from rescind.api.paging import limit_of, page
from rescind.api.reading import Body
from rescind.api.recording import desk, reads, seen_version, tenant, writes
from rescind.api.rendering import Written, plain, written
from rescind.api.schemas.cancellations import (
    CancellationOpeningSchema,
    CancellationQuerySchema,
    CancellationSchema,
    CancellationsPageSchema,
    EventsPageSchema,
)
from rescind.api.schemas.facts import CASE_ID, ClosingSchema
from rescind.api.schemas.paging import CancellationsQuerySchema, PageQuerySchema
from rescind.api.spec import Blueprint
from rescind.domain.words import Locale, Scope
from rescind.intake.bodies import COMPLETED, locale_of
from rescind.intake.ledger import FactKind, Json, orders_of
from rescind.intake.platforms.beside import without_payloads
from rescind.intake.rates import RATES
from rescind.messages import Translator
from rescind.tables.cancellations import Cancellation, Filters
from rescind.tables.events import Event
from rescind.usecases import case_file
from rescind.usecases.case_file import CaseFile
from rescind.usecases.decided import Decided
from rescind.usecases.knowing_suppliers import experience
from rescind.usecases.looking import ledger, look, newest
from rescind.usecases.opening import open_case
from rescind.usecases.recording import record

blueprint = Blueprint(
    "Cancellations",
    __name__,
    url_prefix="/v1",
    recorded=True,
    description="Cases that are kept and followed to their end.",
)

CANCELLATION_ID = {
    "in": "path",
    "name": "cancellation_id",
    "description": "The case.",
    "schema": {"type": "string", "maxLength": 64, "examples": [CASE_ID]},
}
ONE = "/cancellations/<cancellation_id>"


@blueprint.post("/cancellations")
@writes
@blueprint.arguments(CancellationOpeningSchema(), examples=EXAMPLES["cancellations"])
@blueprint.response(
    201, CancellationSchema(), description="The case, decided for the first time.", headers=VERSION
)
@blueprint.doc(operationId="openCancellation", **needs(Scope.CANCELLATIONS_WRITE))
def open_cancellation(body: Body) -> Response:
    """Open a case: keep the facts of a cancellation, and follow it from now on

    The body is that of an evaluation, without `as_of`; orders need their ids. While a case is open
    for the same order and lines, another is refused, and the problem names the open one.
    """
    file, found = open_case(desk(), body=as_told(body))
    answer = case(file, found, file.locale)
    answer.status_code = 201
    answer.headers["Location"] = link(f"/v1/cancellations/{file.row.cancellation_id}")
    return answer


@blueprint.get("/cancellations")
@reads
@blueprint.arguments(CancellationsQuerySchema(), location="query")
@blueprint.response(200, CancellationsPageSchema(), description="The cases, newest first.")
@blueprint.doc(operationId="listCancellations", **needs(Scope.CANCELLATIONS_READ))
def list_cancellations(query: Body) -> Response:
    """List cases, newest first, with their last stored decisions

    A decision is stored at each write, and by the worker whenever time changes it; `decided_at`
    says when that was. Where no worker runs, read a case to have it decided for now.
    """
    wanted = {name: query.get(name) for name in Filters.__slots__}
    rows, more = newest(
        desk(), filters=Filters(**wanted), after=query.get("cursor"), limit=limit_of(query)
    )
    return page([summary(row, locale_of(query)) for row in rows], more=more)


@blueprint.get(ONE, parameters=[CANCELLATION_ID])
@reads
@blueprint.arguments(CancellationQuerySchema(), location="query")
@blueprint.response(
    200, CancellationSchema(), description="The case, decided for the moment.", headers=VERSION
)
@blueprint.doc(operationId="getCancellation", **needs(Scope.CANCELLATIONS_READ))
def get_cancellation(query: Body, cancellation_id: str) -> Response:
    """Get a case, decided for now or for another moment

    `as_of` looks back over what was recorded by then, or ahead over what is recorded now.
    """
    file, found = look(desk(), cancellation_id=cancellation_id, as_of=query.get("as_of"))
    return case(file, found, query.get("locale", file.locale))


@blueprint.get(f"{ONE}/events", parameters=[CANCELLATION_ID])
@reads
@blueprint.arguments(PageQuerySchema(), location="query")
@blueprint.response(200, EventsPageSchema(), description="The events, oldest first.")
@blueprint.doc(operationId="listCancellationEvents", **needs(Scope.CANCELLATIONS_READ))
def list_events(query: Body, cancellation_id: str) -> Response:
    """List the ledger of a case, oldest first

    One event for each fact that was recorded, and one for each change of the next action, whether
    facts or time brought it about. Events are never changed or removed.
    """
    events, more = ledger(
        desk(),
        cancellation_id=cancellation_id,
        after=query.get("cursor"),
        limit=limit_of(query),
    )
    return page([event(one) for one in events], more=more)


@blueprint.post(f"{ONE}/close", parameters=[CANCELLATION_ID])
@writes
@blueprint.arguments(ClosingSchema())
@blueprint.response(200, CancellationSchema(), description="The case, closed.", headers=VERSION)
@blueprint.doc(operationId="closeCancellation", **needs(Scope.CANCELLATIONS_WRITE))
def close_cancellation(body: Body, cancellation_id: str) -> Response:
    """Close a case by hand, with a reason

    Nothing is decided anew by the passing of time after that, and only late refunds, return claims
    and observations are still recorded. Another case may be opened for the same order and lines.
    """
    file, _, found = record(
        desk(),
        cancellation_id=cancellation_id,
        kind=FactKind.CLOSING,
        body=as_told(body),
        seen_version=seen_version(),
    )
    return case(file, found, file.locale)


def as_told(body: Body) -> Json:
    """Write a loaded body as it is recorded: in our own form, whatever it was sent in."""
    told: Json = plain(without_payloads(body), str)
    return told


def case(file: CaseFile, found: Decided, locale: Locale) -> Response:
    """Write a case, with the decision that was made for this answer."""
    speak = Translator(locale).render
    decision = written(found.decision, speak)
    known = experience(tenant(), case_file.supplier_ids(found), now=now())
    answer = jsonify(
        {
            **_about(file.row),
            **{name: decision[name] for name in HEADLINE},
            "decided_at": decision["as_of"],
            "request": found.body["request"],
            "store_order": found.body["store_order"],
            "supplier_orders": orders_of(found.body),
            COMPLETED: found.body.get(COMPLETED, []),
            RATES: found.body.get(RATES, []),
            "decision": decision,
            "experience": plain(known, speak),
        }
    )
    return versioned(answer, file)


HEADLINE = ("eligibility", "next_action", "urgent", "next_check_at", "summary")


def summary(row: Cancellation, locale: Locale) -> Written:
    """Write a case as lists show it."""
    decision = {name: getattr(row, name) for name in HEADLINE} | {"decided_at": row.decided_at}
    return {**_about(row), **plain({**decision, "summary": row.summary[locale]}, str)}


def _about(row: Cancellation) -> Written:
    told: Written = plain(
        {
            "id": row.cancellation_id,
            "created_at": row.created_at,
            "updated_at": row.updated_at,
            "closed_at": row.closed_at,
            "state": row.state,
            "version": row.version,
            "order_id": row.order_id,
            "order_name": row.order_name,
            "supplier_order_ids": list(row.supplier_order_ids),
        },
        str,
    )
    return told


def event(one: Event) -> Written:
    """Write an event."""
    told: Written = plain(
        {
            "id": one.event_id,
            "type": one.type,
            "timestamp": one.occurred_at,
            "created_at": one.created_at,
        },
        str,
    )
    return {**told, "data": one.data}


def versioned(answer: Response, file: CaseFile) -> Response:
    """Tell the version of the case; its answer changes with time, so nobody is to keep it."""
    answer.headers["ETag"] = f'"{file.row.version}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
