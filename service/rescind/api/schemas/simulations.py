"""What if: recorded cases under another policy."""

from rescind.api.fields import (
    Amount,
    Count,
    CurrencyCode,
    Flag,
    Identifier,
    Instant,
    Many,
    Part,
    Text,
    Word,
)
from rescind.api.fields.figures import Difference, Share
from rescind.api.schemas.calls import AS_OF, LOCALE
from rescind.api.schemas.edges import Incoming, Outgoing
from rescind.api.schemas.evaluations import NEXT_CHECK
from rescind.api.schemas.facts import CASE_ID
from rescind.api.schemas.policies import PoliciesSchema
from rescind.api.schemas.reasons import sentence
from rescind.domain.words import (
    Action,
    CaseState,
    DeadlineName,
    Eligibility,
    Locale,
    Move,
    StoreAction,
)

MOST_REPLAYED = 1000
REPLAYED = 100
MOST_MOVES = 1000


class SimulationFilterSchema(Incoming):
    """Which cases are replayed; without a filter all of them."""

    supplier_id = Identifier("A supplier of the case.", example="store-1")
    state = Word(CaseState, "Whether the case goes on.")
    opened_from = Instant("Cases opened at this moment or later.", example="2026-09-01T00:00:00Z")
    opened_to = Instant("Cases opened before this moment.", example="2026-10-01T00:00:00Z")


class SimulationRequestSchema(Incoming):
    """Another policy, and the cases to replay under it."""

    policy = Part(
        PoliciesSchema(),
        "Parameters that go over those of each case, stored ones included.",
        required=True,
    )
    as_of = Instant(AS_OF, example="2026-10-14T10:00:00Z")
    locale = Word(Locale, LOCALE)
    filter = Part(SimulationFilterSchema(), "Which cases; absent: all.", may_be_empty=True)
    limit = Count(
        f"How many cases at most. Default: {REPLAYED}.", least=1, most=MOST_REPLAYED, example=100
    )
    cursor = Identifier("The `next_cursor` of the answer before; absent: the newest cases.")


class DifferenceSchema(Outgoing):
    """A sum under both policies."""

    before = Amount("Under the policy in force.")
    after = Amount("Under the other policy.")
    difference = Difference("`after` less `before`.", example="-12.00")
    not_known = Count("Cases left out of it, because it is not known under both.", example=0)


class SumsSchema(Outgoing):
    """The sums in one currency; two currencies are never in one sum."""

    currency = CurrencyCode("The currency; null: nobody named it.", allow_none=True)
    due_to_customer = Part(DifferenceSchema(), "What the store's action would pay.")
    expected_from_supplier = Part(DifferenceSchema(), "What suppliers owe.")
    exposure = Part(DifferenceSchema(), "What refunding now would lose.")


class EligibilityTransitionSchema(Outgoing):
    """Cases whose eligibility changes so."""

    before = Word(Eligibility, "Under the policy in force.")
    after = Word(Eligibility, "Under the other policy.")
    cases = Count("How many.", example=3)


class ActionTransitionSchema(Outgoing):
    """Cases whose next action changes so."""

    before = Word(Action, "Under the policy in force.")
    after = Word(Action, "Under the other policy.")
    cases = Count("How many.", example=3)


class MovesSchema(Outgoing):
    """How many deadlines move."""

    earlier = Count("Those that come sooner.", example=4)
    later = Count("Those that come later.", example=0)
    gone = Count("Those that run no more.", example=0)
    new = Count("Those that did not run before.", example=0)


class HeadlineSchema(Outgoing):
    """What a decision says first."""

    eligibility = Word(Eligibility, "May it be cancelled?")
    next_action = Word(Action, "What to do next.")
    urgent = Flag("Whether minutes count.")
    next_check_at = Instant(NEXT_CHECK, allow_none=True)
    store_action = Word(StoreAction, "What may be done on the store's side.")
    summary = sentence("The answer in one sentence.")


class MovedDeadlineSchema(Outgoing):
    """A deadline that moves."""

    supplier_order_id = Identifier("The supplier order it is of, if it has an id.", allow_none=True)
    name = Word(DeadlineName, "Which it is.")
    move = Word(Move, "Where it goes.")
    before = Instant("When it is over under the policy in force.", allow_none=True)
    after = Instant("When it is over under the other policy.", allow_none=True)
    days = Share("By how many days it moves, back below 0.", example=-4.0, allow_none=True)


class ChangedCaseSchema(Outgoing):
    """A case that the other policy decides otherwise."""

    id = Identifier("The case's id.", example=CASE_ID)
    created_at = Instant("When it was opened.")
    order_id = Identifier("The store order.", example="5734000000000000001")
    order_name = Text("The name that people know the order by.", example="#1001", allow_none=True)
    before = Part(HeadlineSchema(), "Under the policy in force.")
    after = Part(HeadlineSchema(), "Under the other policy.")
    moved_deadlines = Many(MovedDeadlineSchema(), "Its deadlines that move.", most=MOST_MOVES)
    sums = Part(SumsSchema(), "Its sums.")


class UnreadableCaseSchema(Outgoing):
    """A case that cannot be read under one of the policies."""

    id = Identifier("The case's id.", example=CASE_ID)
    detail = sentence("Why.")


class SimulationSchema(Outgoing):
    """What the other policy changes in the cases of this page."""

    as_of = Instant("The moment decided for.", example="2026-10-14T10:00:00Z")
    cases = Count("Cases that were replayed.", example=100)
    changed = Count("Those that change.", example=7)
    eligibility = Many(EligibilityTransitionSchema(), "How eligibility changes.", most=100)
    next_action = Many(ActionTransitionSchema(), "How the next action changes.", most=1000)
    sums = Many(SumsSchema(), "The sums of all replayed cases, by currency.", most=200)
    moved_deadlines = Part(MovesSchema(), "How deadlines move.")
    unreadable = Many(UnreadableCaseSchema(), "Cases left out.", most=MOST_REPLAYED)
    data = Many(ChangedCaseSchema(), "The cases that change, newest first.", most=MOST_REPLAYED)
    next_cursor = Text("Send it as `cursor` to go on; null: these are all.", allow_none=True)
    has_more = Flag("Whether there are more cases.")
