"""Suppliers: who there is, and what their answers so far show."""

from flask import Response, jsonify

from rescind.api.callers import needs
from rescind.api.paging import limit_of, page
from rescind.api.policies import SUPPLIER_ID, supplier_in
from rescind.api.reading import Body
from rescind.api.recording import desk, reads
from rescind.api.rendering import plain
from rescind.api.schemas.paging import PageQuerySchema
from rescind.api.schemas.statistics import (
    PeriodQuerySchema,
    SuppliersPageSchema,
    SupplierStatisticsSchema,
)
from rescind.api.spec import Blueprint
from rescind.domain.words import Scope
from rescind.tables.dealings import Period
from rescind.usecases.knowing_suppliers import known_of, suppliers

blueprint = Blueprint(
    "Suppliers",
    __name__,
    url_prefix="/v1",
    recorded=True,
    description="Who suppliers are, and what their answers so far show.",
)


@blueprint.get("/suppliers")
@reads
@blueprint.arguments(PageQuerySchema(), location="query")
@blueprint.response(200, SuppliersPageSchema(), description="The one named last first.")
@blueprint.doc(operationId="listSuppliers", **needs(Scope.CANCELLATIONS_READ))
def list_suppliers(query: Body) -> Response:
    """List the suppliers that policies and cases name, newest first"""
    found, more = suppliers(desk(), after=query.get("cursor"), limit=limit_of(query))
    told = [{"id": one.supplier_id, "created_at": one.created_at} for one in found]
    return page([plain(one, str) for one in told], more=more)


@blueprint.get("/suppliers/<path:supplier_id>/statistics", parameters=[SUPPLIER_ID])
@reads
@blueprint.arguments(PeriodQuerySchema(), location="query")
@blueprint.response(200, SupplierStatisticsSchema(), description="What the answers show.")
@blueprint.doc(operationId="getSupplierStatistics", **needs(Scope.CANCELLATIONS_READ))
def get_statistics(query: Body, supplier_id: str) -> Response:
    """Get what a supplier's answers so far show

    Counts and rates over your own recorded cases, each rate with its 95 % interval (Wilson's
    score): of few cases it is wide. A supplier order counts once, of however many cases it is a
    part. Cases are those you asked to cancel, not all that you bought. None of it decides anything.
    """
    supplier = supplier_in(supplier_id)
    period = Period(since=query.get("from"), until=query.get("to"))
    here = desk()
    known = known_of(here, supplier_id=supplier, period=period)
    about = {
        "supplier_id": supplier,
        "from": period.since,
        "to": period.until,
        "as_of": here.now,
        "complete": known.complete,
    }
    answer = jsonify({**plain(about, str), **plain(known.statistics, str)})
    answer.headers["Cache-Control"] = "no-store"
    return answer
