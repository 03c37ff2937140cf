"""How far can this tracking be believed?"""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import Response, jsonify

from rescind.api.callers import needs
from rescind.api.context import caller, context, now
from rescind.api.examples import EXAMPLES
from rescind.api.reading import Body, moment_of, read
from rescind.api.rendering import written
from rescind.api.schemas.calls import TrackingCheckRequestSchema
from rescind.api.schemas.tracking import TrackingCheckSchema
from rescind.api.spec import Blueprint
from rescind.domain.answers import NumberAssessment, WeighedFinding
from rescind.domain.facts import SupplierOrder
from rescind.domain.rules import Warned
from rescind.domain.ruleset import RULESET_VERSION
from rescind.domain.standing import as_counted
from rescind.domain.tracking import Viewpoint, assessments, numbers_of, verdict_of
from rescind.domain.words import Outcome, Scope, TrackingVerdict, WarningCode
from rescind.intake.bodies import TrackingCall, locale_of, read_tracking_call
from rescind.messages import Translator
from rescind.usecases.numbers_elsewhere import known_elsewhere

blueprint = Blueprint(
    "Tracking",
    __name__,
    url_prefix="/v1",
    description="How far can the tracking numbers of supplier orders be believed?",
)


WARNINGS = {
    "TRK-002": WarningCode.DUPLICATE_TRACKING_NUMBER,
    "TRK-007": WarningCode.DUPLICATE_TRACKING_NUMBER,
    "TRK-008": WarningCode.DUPLICATE_TRACKING_NUMBER,
    "TRK-013": WarningCode.SILENCE_AFTER_SCAN,
}
"""Warnings by the rule whose finding blocks: one number on several orders, or gone silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedOrder:
    """The verdict on one supplier order and on each of its numbers."""

    order_id: str | None
    supplier_id: str | None
    platform: str
    verdict: TrackingVerdict
    numbers: tuple[NumberAssessment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingCheck:
    """The verdict on every number of every order."""

    as_of: datetime
    ruleset_version: str
    supplier_orders: tuple[CheckedOrder, ...]
    warnings: tuple[Warned, ...]


@blueprint.post("/tracking-checks")
@blueprint.arguments(TrackingCheckRequestSchema(), examples=EXAMPLES["tracking-checks"])
@blueprint.response(200, TrackingCheckSchema(), description="The verdicts, with every reason.")
@blueprint.doc(operationId="checkTracking", **needs(Scope.EVALUATE))
def check(body: Body) -> Response:
    """Judge tracking numbers, with the evidence for each verdict

    Send supplier orders with their shipments, and where the customer's parcel goes. A scan before
    the order, another supplier's number or another country contradicts a number; a failed check
    digit makes it suspicious; without a physical scan nothing is known; weak doubts leave it
    plausible; and with none it is confirmed. A service with memory also looks where the numbers
    stand in your own cases, if the key may read them (`cancellations:read`).
    """
    as_of = moment_of(body, now())
    call = with_own_cases(read(read_tracking_call, body), as_of)
    checked = checked_call(call, as_of)
    return jsonify(written(checked, Translator(locale_of(body)).render))


def with_own_cases(call: TrackingCall, as_of: datetime) -> TrackingCall:
    """Add what the caller's own cases know of the numbers, where there are any it may read."""
    database = context().database
    if database is None or Scope.CANCELLATIONS_READ not in caller().scopes:
        return call
    with database.tenant(caller().tenant_id) as tenant:
        return replace(call, orders=known_elsewhere(tenant, call.orders, as_of=as_of))


def checked_call(call: TrackingCall, as_of: datetime) -> TrackingCheck:
    """Judge every number as of a moment; what lies ahead of it counts as at that moment."""
    orders = [as_counted(order, as_of) for order in call.orders]
    checked = tuple(checked_order(order, orders, call, as_of) for order in orders)
    findings = [piece for order in checked for number in order.numbers for piece in number.evidence]
    return TrackingCheck(
        as_of=as_of,
        ruleset_version=RULESET_VERSION,
        supplier_orders=checked,
        warnings=tuple(
            dict.fromkeys(
                warned(one)
                for one in findings
                if one.rule in WARNINGS and one.outcome is Outcome.BLOCKS
            )
        ),
    )


def warned(finding: WeighedFinding) -> Warned:
    """Warn of a number on several orders, and of a parcel that is silent."""
    return Warned(code=WARNINGS[finding.rule], message=finding.message)


def checked_order(
    order: SupplierOrder, orders: list[SupplierOrder], call: TrackingCall, as_of: datetime
) -> CheckedOrder:
    """Judge the numbers of one order, with an eye on the others."""
    others = [other for other in orders if other is not order]
    rules = call.policy.of(order.supplier_id)
    view = Viewpoint(
        as_of=as_of,
        ship_to=call.ship_to,
        silence_after_scan_days=rules.silence_after_scan_days,
    )
    numbers = numbers_of(order, others=others, view=view)
    return CheckedOrder(
        order_id=order.order_id,
        supplier_id=order.supplier_id,
        platform=order.platform,
        verdict=verdict_of(numbers),
        numbers=assessments(numbers),
    )
