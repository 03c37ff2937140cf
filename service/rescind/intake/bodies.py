"""Reads whole bodies: what a schema loaded becomes facts, or one refusal with every problem.

Here the defaults of the contract are filled in, lines that nobody sent are inferred, and everything
is put into one canonical order, so that the same facts give the same bytes however they were sent.
Facts that contradict each other are no problem here: the domain has a person look at them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rescind.domain.facts import CompletedStep, Facts, ProposedRefund, ShipTo, SupplierOrder
from rescind.domain.policy import Policy
from rescind.domain.remedies import ReturnClaim
from rescind.domain.words import Locale
from rescind.intake.amounts import Purse
from rescind.intake.lines import Book, Given, book_of, book_of_orders
from rescind.intake.policies import read_policy
from rescind.intake.problems import Problems
from rescind.intake.proposals import read_proposed_refund
from rescind.intake.rates import read_rates
from rescind.intake.store_orders import in_order, read_request, read_ship_to, read_store_order
from rescind.intake.supplier_orders import canonical, read_supplier_order

ONE = "supplier_order"
MANY = "supplier_orders"
COMPLETED = "completed_steps"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationCall:
    """What `POST /v1/evaluations` was asked."""

    facts: Facts
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundCheckCall:
    """What `POST /v1/refund-checks` was asked."""

    facts: Facts
    refund: ProposedRefund
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeCall:
    """What `POST /v1/dispute-decisions` was asked."""

    order: SupplierOrder
    ship_to: ShipTo | None
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackingCall:
    """What `POST /v1/tracking-checks` was asked."""

    orders: tuple[SupplierOrder, ...]
    ship_to: ShipTo | None
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultCall:
    """What `POST /v1/fault-assessments` was asked."""

    claim: ReturnClaim
    policy: Policy


def read_evaluation(body: Given) -> EvaluationCall:
    """Read the body of an evaluation. Raises `UnreadableFacts`."""
    problems = Problems()
    facts = read_facts(body, problems)
    policy = read_policy(body.get("policy", {}), problems)
    problems.refuse()
    return EvaluationCall(facts=facts, policy=policy)


def read_refund_check(body: Given) -> RefundCheckCall:
    """Read the body of a refund check. Raises `UnreadableFacts`."""
    problems = Problems()
    facts = read_facts(body, problems)
    refund = read_proposed_refund(body.get("refund", {}), facts.store_order, problems)
    policy = read_policy(body.get("policy", {}), problems)
    problems.refuse()
    return RefundCheckCall(facts=facts, refund=refund, policy=policy)


def read_facts(body: Given, problems: Problems) -> Facts:
    """Read the facts of one cancellation."""
    orders = orders_in(body, problems)
    store = body["store_order"]
    book = book_of(store, body["request"], [order for _, order in orders], problems)
    return Facts(
        request=read_request(body["request"], book),
        store_order=read_store_order(store, book),
        supplier_orders=read_orders(orders, book, store.get("currency")),
        completed_steps=read_completed_steps(body),
        exchange_rates=read_rates(body, problems),
        locale=locale_of(body),
    )


def read_dispute_call(body: Given) -> DisputeCall:
    """Read the body of a dispute decision. Raises `UnreadableFacts`."""
    problems = Problems()
    book = book_of_orders([body[ONE]], problems)
    order = read_supplier_order(body[ONE], f"/{ONE}", book)
    policy = read_policy(body.get("policy", {}), problems)
    problems.refuse()
    return DisputeCall(order=order, ship_to=read_ship_to(body), policy=policy)


def read_tracking_call(body: Given) -> TrackingCall:
    """Read the body of a tracking check. Raises `UnreadableFacts`."""
    problems = Problems()
    orders = orders_in(body, problems)
    if not orders:
        problems.add(f"/{MANY}", "Give the supplier orders whose numbers are to be judged.")
    book = book_of_orders([order for _, order in orders], problems)
    read = read_orders(orders, book, None)
    policy = read_policy(body.get("policy", {}), problems)
    problems.refuse()
    return TrackingCall(orders=read, ship_to=read_ship_to(body), policy=policy)


def read_fault_call(body: Given) -> FaultCall:
    """Read the body of a fault assessment. Raises `UnreadableFacts`."""
    problems = Problems()
    amounts = body.get("amounts", {})
    purse = Purse(amounts.get("currency"), problems)
    claim = ReturnClaim(
        reason=body["reason"],
        circumstances=frozenset(body.get("circumstances", ())),
        currency=purse.currency,
        paid_by_customer=purse.read(amounts, "paid_by_customer", "/amounts"),
        paid_to_supplier=purse.read(amounts, "paid_to_supplier", "/amounts"),
        partial_refund=purse.read(amounts, "partial_refund", "/amounts"),
        supplier_id=body.get("supplier_id"),
        delivered_at=body.get("delivered_at"),
    )
    refuse_above(claim, problems)
    policy = read_policy(body.get("policy", {}), problems)
    problems.refuse()
    return FaultCall(claim=claim, policy=policy)


def read_completed_steps(body: Given) -> tuple[CompletedStep, ...]:
    """Read which steps of the plan were marked as done; what no plan has any more is no problem."""
    read = (CompletedStep(**one) for one in body.get(COMPLETED, ()))
    return in_order(read, key=lambda one: (one.done_at, one.idempotency_key))


def refuse_above(claim: ReturnClaim, problems: Problems) -> None:
    """Refuse a partial refund above what the customer paid."""
    offer, paid = claim.partial_refund, claim.paid_by_customer
    if offer is not None and paid is not None and offer > paid:
        problems.add(
            "/amounts/partial_refund",
            f"This is more than the customer paid ({paid:f}): a part of it was wanted.",
        )


def locale_of(body: Given) -> Locale:
    """Read the language of the answer."""
    locale: Locale = body.get("locale", Locale.EN)
    return locale


def orders_in(body: Given, problems: Problems) -> list[tuple[str, Given]]:
    """List the supplier orders of a body, each with its pointer; one may be sent without a list."""
    if ONE in body and MANY in body:
        problems.add(f"/{ONE}", f"Give {ONE} or {MANY}, not both.")
    if ONE in body:
        return [(f"/{ONE}", body[ONE])]
    return [(f"/{MANY}/{at}", order) for at, order in enumerate(body.get(MANY, ()))]


def read_orders(
    orders: Sequence[tuple[str, Given]], book: Book, store_currency: str | None
) -> tuple[SupplierOrder, ...]:
    """Read all supplier orders into their canonical order."""
    return canonical(
        [read_supplier_order(order, pointer, book, store_currency) for pointer, order in orders]
    )
