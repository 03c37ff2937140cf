"""Do the facts of a supplier order agree, and do they suffice? One rule a condition, always all.

Facts that contradict each other are no errors: a person has to look at them (rule 17).
"""

from datetime import timedelta

from rescind.domain import conditions as is_
from rescind.domain import sources as src
from rescind.domain.facts import SupplierResponse
from rescind.domain.rules import Answer, Observed, _, rule
from rescind.domain.standing import ACCEPTANCES, CAUTION, Standing
from rescind.domain.units import minus
from rescind.domain.words import Outcome, State

CLEAR, BLOCKS, UNKNOWN = Outcome.CLEAR, Outcome.BLOCKS, Outcome.UNKNOWN


def seen(s: Standing, **values: Observed) -> dict[str, Observed]:
    """Say of which order the values were observed."""
    return {"order_id": s.order.order_id, **values}


def either(clear: bool, observed: dict[str, Observed]) -> Answer:  # noqa: FBT001 (a condition)
    """Answer clear or blocks."""
    return (CLEAR if clear else BLOCKS), observed


@rule(
    "ELG-001",
    "The status words of the supplier order are known",
    source=src.ALIEXPRESS_STATUSES,
    clear=_("The status of supplier order {order_id} is read as: {state}."),
    blocks=_("Nobody knows the word {words} in supplier order {order_id}: a person has to look."),
)
def status_is_known(s: Standing) -> Answer:
    """Rule 17: an unknown status is looked at, never guessed."""
    words = ", ".join(s.order.words.unread) or None
    return either(s.state is not State.UNKNOWN, seen(s, state=s.state, words=words))


@rule(
    "ELG-002",
    "No fact of the supplier order lies ahead",
    source=src.PRACTICE,
    clear=_("No fact of supplier order {order_id} lies ahead of the moment asked about."),
    blocks=_("A fact of supplier order {order_id} is dated {last}, after the moment asked about."),
)
def no_fact_lies_ahead(s: Standing) -> Answer:
    """Rule 17: facts may be five minutes ahead, since clocks differ."""
    return either(s.last_ahead is None, seen(s, last=s.last_ahead))


@rule(
    "ELG-003",
    "The supplier order was placed before it was paid",
    source=src.PRACTICE,
    clear=_("Supplier order {order_id} was placed before it was paid."),
    blocks=_("Supplier order {order_id} was paid at {paid_at}, before it was placed, {placed_at}."),
    unknown=_("When supplier order {order_id} was placed, or paid, is not known."),
)
def placed_before_paid(s: Standing) -> Answer:
    """Rule 17."""
    observed = seen(s, paid_at=s.order.paid_at, placed_at=s.order.placed_at)
    if s.order.paid_at is None or s.order.placed_at is None:
        return UNKNOWN, observed
    return either(not is_.paid_before_placed(s), observed)


@rule(
    "ELG-004",
    "An unpaid supplier order has no payment and no scan",
    source=src.PRACTICE,
    clear=_("Payment and scans of supplier order {order_id} agree with its status."),
    blocks=_("Supplier order {order_id} is unpaid by its status, yet it was paid or scanned."),
)
def unpaid_is_unpaid(s: Standing) -> Answer:
    """Rule 17."""
    return either(
        not is_.unpaid_yet_paid_or_scanned(s), seen(s, state=s.state, paid_at=s.order.paid_at)
    )


@rule(
    "ELG-005",
    "No two supplier orders have the same id",
    source=src.PRACTICE,
    clear=_("Only one supplier order has the id {order_id}."),
    blocks=_("Two supplier orders have the id {order_id}: a person has to look."),
    unknown=_("The id of a supplier order is not known."),
)
def id_is_its_own(s: Standing) -> Answer:
    """Rule 17."""
    if s.order.order_id is None:
        return UNKNOWN, seen(s)
    return either(not s.twins, seen(s))


@rule(
    "ELG-006",
    "It is known which units the supplier order holds",
    source=src.ARTICLE_CANCEL,
    clear=_("It is known which units supplier order {order_id} holds."),
    blocks=_("Several supplier orders came and nobody said which lines {order_id} holds."),
    unknown=_("Supplier order {order_id} does not say what it holds: all that is asked for."),
)
def holdings_are_known(s: Standing) -> Answer:
    """Rule 5: units are what is decided on."""
    if not s.holdings_known:
        return BLOCKS, seen(s)
    return (UNKNOWN if s.order.lines is None else CLEAR), seen(s)


@rule(
    "ELG-007",
    "The statuses of the supplier order agree",
    source=src.ALIEXPRESS_STATUSES,
    clear=_("The statuses of supplier order {order_id} agree."),
    blocks=_(
        "The statuses of supplier order {order_id} disagree ({status}, {logistics_status}); "
        "the one further on its way counts."
    ),
)
def statuses_agree(s: Standing) -> Answer:
    """Of two statuses the one further on its way wins."""
    words = s.order.words
    return either(
        not words.disagree,
        seen(s, status=words.status, logistics_status=words.logistics_status),
    )


@rule(
    "ELG-014",
    "The supplier's answers agree",
    source=src.PRACTICE,
    clear=_("No answer of the supplier takes back an acceptance of order {order_id}."),
    blocks=_(
        "The supplier accepted the cancellation of order {order_id} at {accepted_at}, "
        "but its later or more cautious answer decides: {answer}. Keep the acceptance as evidence."
    ),
)
def answers_agree(s: Standing) -> Answer:
    """Rule 19: an acceptance that does not decide stays as evidence."""
    answer = s.answer
    lost = [r.received_at for r in s.order.responses if r.kind in ACCEPTANCES and takes_back(s, r)]
    return either(
        not lost,
        seen(s, accepted_at=max(lost, default=None), answer=answer.kind if answer else None),
    )


def takes_back(s: Standing, earlier: SupplierResponse) -> bool:
    """The answer that decides lets less go than an acceptance before it, or is not known to."""
    granted, decided = s.accepted_by(earlier), s.accepted
    if granted is None or decided is None:
        return s.answer is not None and CAUTION.index(earlier.kind) < CAUTION.index(s.answer.kind)
    return bool(minus(granted, decided))


@rule(
    "ELG-023",
    "The facts of the supplier order are fresh",
    source=src.PRACTICE,
    clear=_("Order {order_id} was looked at within {hours} hours."),
    blocks=_(
        "What is known of order {order_id} is old (last look: {observed_at}): refresh its status "
        "before acting."
    ),
    unknown=_("When order {order_id} was looked at is not known."),
)
def facts_are_fresh(s: Standing) -> Answer:
    """Rule 18. A platform's unsigned word that something changed makes facts old, no more."""
    hours, changed_at = s.policy.facts_max_age_hours, s.order.changed_at
    observed = seen(s, observed_at=s.order.observed_at, changed_at=changed_at, hours=hours)
    seen_at = s.order.observed_at
    if is_.changed_unseen(s.order):
        return BLOCKS, observed
    if seen_at is None:
        return UNKNOWN, observed
    return either(s.as_of - seen_at <= timedelta(hours=hours), observed)


@rule(
    "ELG-026",
    "No number is shared with another order of the same supplier",
    source=src.PRACTICE,
    clear=_("No tracking number of order {order_id} is shared."),
    blocks=_(
        "A tracking number of order {order_id} stands on another order of the same supplier too: "
        "perhaps one parcel for both."
    ),
)
def number_is_not_shared(s: Standing) -> Answer:
    """Common for combined parcels."""
    return either(not any(number.duplicate for number in s.numbers), seen(s))


@rule(
    "ELG-027",
    "All business days counted are official",
    source=src.CHINESE_NOTICES,
    clear=_("All business days counted for order {order_id} are official."),
    blocks=_("A deadline of order {order_id} runs into a year whose official days are not known."),
)
def days_are_official(s: Standing) -> Answer:
    """Beyond the years with official data a deadline is provisional."""
    return either(not any(d.provisional for d in is_.deadlines_of(s)), seen(s))


AGREEMENT_RULES = (
    status_is_known,
    no_fact_lies_ahead,
    placed_before_paid,
    unpaid_is_unpaid,
    id_is_its_own,
    holdings_are_known,
    statuses_agree,
    answers_agree,
    facts_are_fresh,
    number_is_not_shared,
    days_are_official,
)
"""Every rule about the facts of one supplier order; all are evaluated, always."""
