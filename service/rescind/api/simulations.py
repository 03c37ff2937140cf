"""What if: recorded cases are replayed under another policy; nothing is written."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, jsonify

from rescind.api.callers import needs
from rescind.api.cancellations import as_told
from rescind.api.examples import EXAMPLES
from rescind.api.problems import Fault, Problem, invalid_request
from rescind.api.reading import Body, read
from rescind.api.recording import desk, read_case, reads, tenant
from rescind.api.rendering import Written, plain
from rescind.api.schemas.policies import PoliciesSchema
from rescind.api.schemas.simulations import REPLAYED, SimulationRequestSchema, SimulationSchema
from rescind.api.spec import Blueprint
from rescind.domain.policy import Policy
from rescind.domain.words import Scope
from rescind.intake.bodies import locale_of
from rescind.intake.policies import read_policy
from rescind.intake.problems import Problems
from rescind.messages import Translator
from rescind.tables.cancellations import Filters
from rescind.usecases.case_file import Desk, UnknownCursor
from rescind.usecases.simulating import Question, Replayed, Unreadable, simulate

blueprint = Blueprint(
    "Simulations",
    __name__,
    url_prefix="/v1",
    description="What would another policy change?",
)

POLICIES = PoliciesSchema()
ABOUT = ("cancellation_id", "created_at", "order_id", "order_name")
Read = TypeVar("Read")


@blueprint.post("/simulations")
@reads
@blueprint.arguments(SimulationRequestSchema(), examples=EXAMPLES["simulations"])
@blueprint.response(200, SimulationSchema(), description="What changes, in all and by case.")
@blueprint.doc(operationId="simulate", **needs(Scope.CANCELLATIONS_READ))
def simulate_policy(body: Body) -> Response:
    """Replay recorded cases under another policy, and show what changes

    Each case is decided twice over its recorded facts: under the policies in force for it, and with
    the parameters given here over them. The answer counts the decisions and deadlines that change,
    adds up the sums by currency, and shows each changed case. Nothing is written. Cases come newest
    first, a page at a time: totals are those of the page.
    """
    policy = body["policy"]
    read(_policies_of, policy)
    question = Question(
        policy=as_told(policy),
        as_of=body.get("as_of"),
        filters=Filters(**body.get("filter", {})),
        after=body.get("cursor"),
        limit=body.get("limit", REPLAYED),
    )
    here = Desk(tenant=tenant(), read=_or_unreadable(read_case), now=desk().now)
    try:
        found = simulate(here, question, _or_unreadable(_told_policy))
    except UnknownCursor:
        detail = "This is no cursor of this list; send the `next_cursor` of the last answer."
        raise invalid_request([Fault(pointer="/cursor", detail=detail)]) from None
    speak = Translator(locale_of(body)).render
    answer = jsonify(
        {
            "as_of": plain(question.as_of or here.now, speak),
            **plain(found.totals, speak),
            "unreadable": [
                {"id": one.row.cancellation_id, "detail": one.unreadable}
                for one in found.replayed
                if one.unreadable is not None
            ],
            "data": [_case(one, speak) for one in found.replayed if _changed(one)],
            "next_cursor": found.replayed[-1].row.cancellation_id if found.more else None,
            "has_more": found.more,
        }
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _changed(one: Replayed) -> bool:
    return one.comparison is not None and one.comparison.changed


def _case(one: Replayed, speak: Callable[..., str]) -> Written:
    about = {name: getattr(one.row, name) for name in ABOUT}
    told: Written = plain({"id": about.pop("cancellation_id"), **about}, speak)
    compared: Written = plain(one.comparison, speak)
    del compared["changed"]
    return told | compared


def _policies_of(policy: Body) -> Policy:
    problems = Problems()
    found = read_policy(policy, problems)
    problems.refuse()
    return found


def _told_policy(told: dict[str, Any]) -> Policy:
    return read(_policies_of, POLICIES.load(told))


def _or_unreadable(reader: Callable[[dict[str, Any]], Read]) -> Callable[[dict[str, Any]], Read]:
    """Have one case that cannot be read be told of, and not refuse them all."""

    def reading(told: dict[str, Any]) -> Read:
        try:
            return reader(told)
        except Problem as problem:
            raise Unreadable(problem.detail) from None

    return reading
