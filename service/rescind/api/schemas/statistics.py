"""What suppliers' answers show: counts, rates and their intervals."""

from collections.abc import Iterable
from typing import Any

from rescind.api.fields import Count, Flag, Identifier, Instant, Part
from rescind.api.fields.figures import Share
from rescind.api.schemas.edges import Incoming, Outgoing
from rescind.api.schemas.experience import RateSchema
from rescind.api.schemas.paging import page_of
from rescind.domain.statistics import SILENT
from rescind.domain.words import AtFault, ResponseKind, ReturnReason

PERIOD_FIELDS: dict[str, Any] = {
    # `from` is a word of Python, so this field cannot be an attribute.
    "from": Instant("Cases opened at this moment or later.", example="2026-01-01T00:00:00Z"),
    "to": Instant("Cases opened before this moment.", example="2027-01-01T00:00:00Z"),
}
PeriodQuerySchema: type[Incoming] = type(
    "PeriodQuerySchema",
    (Incoming,),
    {**PERIOD_FIELDS, "__doc__": "Which cases count; without bounds all of them."},
)


def by_word(name: str, words: Iterable[str], description: str) -> type[Outgoing]:
    """Build an object that tells a rate under each of some words."""
    told: dict[str, Any] = {word: Part(RateSchema(), "Its rate.") for word in words}
    return type(name, (Outgoing,), {**told, "__doc__": description})


AnswersSchema = by_word(
    "SupplierAnswersSchema",
    [*(kind.value for kind in ResponseKind), SILENT],
    "Requests by the answer that decides; `silent`: no answer within the supplier's time.",
)
ReasonsSchema = by_word("ClaimReasonsSchema", list(ReturnReason), "Return claims by their reason.")
FaultsSchema = by_word("ClaimFaultsSchema", list(AtFault), "Return claims by who is at fault.")


class TimeToAnswerSchema(Outgoing):
    """Hours from the request to the first answer."""

    count = Count("How many answers were timed.", example=11)
    median_hours = Share("Half of them took no longer.", example=6.5, allow_none=True)
    p90_hours = Share("Nine of ten took no longer.", example=31.0, allow_none=True)


class RequestsSchema(Outgoing):
    """What was asked, and how it was answered."""

    asked = Count("Requests to cancel.", example=13)
    waiting = Count("Those without an answer whose time runs on.", example=1)
    answers = Part(AnswersSchema(), "The others, by their answer.")
    time_to_answer = Part(TimeToAnswerSchema(), "How long the first answer took.")


class NumbersSchema(Outgoing):
    """Tracking numbers that were given, and what became of them."""

    given = Count("Numbers.", example=8)
    contradicted = Part(RateSchema(), "Those that the facts contradict.")
    never_scanned = Part(
        RateSchema(), "Those looked at after their deadline and never scanned by then."
    )
    false = Part(RateSchema(), "Both: those that turned out false.")


class SupplierRefundsSchema(Outgoing):
    """Money that the supplier owed for accepted and cancelled orders."""

    owed = Count("Orders whose money it owed.", example=9)
    waiting = Count("Those whose window is not over.", example=1)
    undated = Count("Those paid back, nobody said when.", example=0)
    on_time = Part(RateSchema(), "Of the others: paid back within the window.")
    late = Part(RateSchema(), "Paid back after it.")
    missing = Part(RateSchema(), "Not paid back, and the window is over.")


class SupplierDisputesSchema(Outgoing):
    """Disputes that were filed."""

    filed = Count("Disputes.", example=4)
    open = Count("Those without an outcome.", example=1)
    withdrawn = Count("Those withdrawn.", example=0)
    won = Part(RateSchema(), "Of the others: those won.")
    partially_won = Part(RateSchema(), "Those won in part.")
    lost = Part(RateSchema(), "Those lost.")


class SupplierClaimsSchema(Outgoing):
    """Return claims of customers on this supplier's goods: who packs badly?"""

    filed = Count("Return claims.", example=5)
    open = Count("Those without an outcome.", example=2)
    withdrawn = Count("Those withdrawn, which count nowhere else.", example=1)
    by_reason = Part(ReasonsSchema(), "The others, by their reason.")
    by_fault = Part(FaultsSchema(), "The others, by who is at fault.")


class _SupplierStatisticsSchema(Outgoing):
    """What a supplier's answers so far show, with what chance may have done told beside it."""

    supplier_id = Identifier("The supplier.", example="store-1")
    as_of = Instant("Up to when.", example="2026-10-14T10:00:00Z")
    cases = Count("The cases that were counted.", example=14)
    complete = Flag("Whether all cases of the period were; else the newest.")
    supplier_orders = Count("Their orders with this supplier, each once.", example=14)
    requests = Part(RequestsSchema(), "Requests to cancel, and their answers.")
    numbers = Part(NumbersSchema(), "Tracking numbers.")
    refunds = Part(SupplierRefundsSchema(), "Money owed.")
    disputes = Part(SupplierDisputesSchema(), "Disputes.")
    claims = Part(SupplierClaimsSchema(), "Return claims.")


SupplierStatisticsSchema: type[Outgoing] = type(
    "SupplierStatisticsSchema",
    (_SupplierStatisticsSchema,),
    {
        "from": Instant("From when on cases count; null: from the first.", allow_none=True),
        "to": Instant("Until when cases count; null: until now.", allow_none=True),
        "__doc__": _SupplierStatisticsSchema.__doc__,
    },
)


class SupplierSchema(Outgoing):
    """A supplier that a policy or a case names."""

    id = Identifier("Its id, as orders name it.", example="store-1")
    created_at = Instant("When it was named first.")


SuppliersPageSchema = page_of(SupplierSchema, "Suppliers, the one named last first.")
