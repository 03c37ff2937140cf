"""Plans of many states, as clients read them: what the tests of steps and requests walk over."""

from collections.abc import Iterator
from dataclasses import fields as fields_of
from dataclasses import is_dataclass, replace
from itertools import islice
from random import Random
from typing import Any

from domain.walk import CLOCKS, orders
from given import (
    TWO_LINES,
    answers,
    asked,
    at,
    eur,
    facts,
    money,
    policy,
    second_order,
    store_lines,
    store_order,
    supplier_order,
    tracking_asked,
)
from rescind.api.rendering import written
from rescind.domain.case import Case, case_of
from rescind.domain.decision import answered
from rescind.domain.facts import Chargeback, Facts, StoreOrder
from rescind.domain.store_table import next_action_of, store_side
from rescind.domain.words import ChargebackStatus, Reason
from rescind.messages import Translator

NAMES = {"L1": "14000000000000001", "L2": "gid://shopify/LineItem/14000000000000002"}
"""Lines by ids that Shopify could have given."""

OPEN = Chargeback(status=ChargebackStatus.OPEN)
STORES: dict[str, dict[str, Any]] = {
    "plain": {},
    "shipping": {"shipping_amount": eur("4.90")},
    "gid": {"order_id": "gid://shopify/Order/5734000000000000001"},
    "no currency": {"currency": None},
    "no price": {"lines": tuple(replace(line, unit_price=None) for line in TWO_LINES[:1])},
    "in progress": {"fulfillment_status": "IN_PROGRESS", "shipping_amount": eur("4.90")},
    "fulfilled": {"fulfillment_status": "FULFILLED"},
    "partly": {"fulfillment_status": "PARTIALLY_FULFILLED"},
    "authorization": {"payment_authorization_pending": True},
    "return": {"return_in_progress": True},
    "some refunded": {"refunds": (money("5.00", "09-29 09:00", "L1"),)},
    "all refunded": {"refunds": (money("30.00", "09-29 09:00"),)},
    "chargeback": {"chargeback": OPEN},
    "cancelled": {"cancelled_at": at("09-29 12:00")},
    "a name for an id": {"order_id": "S-1001"},
    "another product": {"order_id": "gid://shopify/Product/1"},
    "another shop": {"platform": "woocommerce"},
}
"""What the store order can look like, by name."""


RARE = (
    ("asked", supplier_order(cancellation_request=asked()), "09-29 18:10"),
    ("changed", supplier_order(changed_at=at("09-29 18:00")), "09-29 18:10"),
    (
        "tracking asked",
        supplier_order(**answers("refused"), tracking_request=tracking_asked()),
        "10-01 09:00",
    ),
)
"""What chance does not come upon."""


def renamed(thing: Any, names: dict[str, str]) -> Any:
    """The same facts with other ids of lines."""
    if isinstance(thing, str):
        return names.get(thing, thing)
    if isinstance(thing, tuple):
        return tuple(renamed(one, names) for one in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        changes = {f.name: renamed(getattr(thing, f.name), names) for f in fields_of(thing)}
        return replace(thing, **changes)
    return thing


def cases(every: int = 1) -> Iterator[tuple[str, Case]]:
    """Cases of every n-th order of the walk, with all else that counts drawn at random."""
    for name, order, clock in RARE:
        yield name, case_of(facts(order), policy(), as_of=at(clock))
    draw = Random(4)  # noqa: S311 (the same each time)
    for quantity in (1, 3):
        for name, order in islice(orders(quantity), 0, None, every):
            for kind, changes in draw.sample([*STORES.items()], 2):
                more = draw.choice((0, 0, 0, 1))
                known = facts(
                    replace(order, observed_at=draw.choice((None, at("10-01 00:00")))),
                    *[second_order()][:more],
                    store=store_of(quantity, more, changes),
                    lines=draw.choice((None, {"L1": 2})) if quantity == 3 else None,
                )
                known = with_reason(renamed(known, NAMES), draw.choice([None, *Reason]))
                clock, rules = draw.choice(CLOCKS), policy(restock=draw.choice((True, False)))
                yield f"{name}; {kind}; {clock}", case_of(known, rules, as_of=at(clock))


def store_of(quantity: int, more: int, changes: dict[str, Any]) -> StoreOrder:
    """A store order of so many units of one line, and of a second line where there is more."""
    store = store_order(**{"lines": store_lines(L1=(quantity, "10.00")), **changes})
    first = replace(store.lines[0], quantity=quantity)
    return replace(store, lines=(first, *TWO_LINES[1:][:more]))


def with_reason(known: Facts, reason: Reason | None) -> Facts:
    return replace(known, request=replace(known.request, reason=reason))


def plans(locale: str = "en", every: int = 1) -> Iterator[tuple[str, Case, dict[str, Any]]]:
    """Each case with its answer, written as clients read it."""
    speak = Translator(locale).render
    for name, case in cases(every):
        store = store_side(case)
        decision = answered(case, store, next_action_of(case, store))
        yield name, case, written(decision, speak)
