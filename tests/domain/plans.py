"""Plans of many states, as clients read them: what the tests of steps and requests walk over."""

from collections.abc import Iterator
from dataclasses import fields as fields_of
from dataclasses import is_dataclass, replace
from itertools import cycle, islice
from typing import Any

from domain.walk import CLOCKS, orders
from given import TWO_LINES, at, eur, facts, money, policy, second_order, store_lines, store_order
from rescind.api.rendering import written
from rescind.domain.case import Case, case_of
from rescind.domain.decision import answered
from rescind.domain.facts import Chargeback, Facts
from rescind.domain.store_table import next_action_of, store_side
from rescind.domain.words import ChargebackStatus, Reason
from rescind.messages import Translator

NAMES = {"L1": "14000000000000001", "L2": "gid://shopify/LineItem/14000000000000002"}
"""Lines by ids that Shopify could have given."""

OPEN = Chargeback(status=ChargebackStatus.OPEN)
WORD = "UNFULFILLED"
STORES: dict[str, dict[str, Any]] = {
    "plain": {},
    "shipping": {"shipping_amount": eur("4.90")},
    "gid": {"order_id": "gid://shopify/Order/5734000000000000001"},
    "no currency": {"currency": None},
    "discount": {"lines": store_lines(L1=(3, "10.00"))},
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
    """Cases of every n-th order of the walk, with all kinds of store orders in turn."""
    stores, reasons = cycle(STORES.items()), cycle([None, *Reason])
    for quantity in (1, 3):
        for at_order, (name, order) in islice(enumerate(orders(quantity)), 0, None, every):
            for _ in range(2):
                kind, changes = next(stores)
                lines = store_lines(L1=(quantity, "10.00"))
                store = store_order(**{"lines": lines, **changes})
                if store.lines[0].quantity != quantity:
                    store = replace(store, lines=lines)
                beside = (second_order(),) if at_order % 5 == 0 else ()
                if beside:
                    store = replace(store, lines=(*store.lines, TWO_LINES[1]))
                known = renamed(facts(order, *beside, store=store), NAMES)
                known = with_reason(known, next(reasons))
                clock = CLOCKS[at_order % len(CLOCKS)]
                rules = policy(restock=at_order % 3 == 0)
                yield f"{name}; {kind}; {clock}", case_of(known, rules, as_of=at(clock))


def with_reason(known: Facts, reason: Reason | None) -> Facts:
    return replace(known, request=replace(known.request, reason=reason))


def plans(locale: str = "en", every: int = 1) -> Iterator[tuple[str, Case, dict[str, Any]]]:
    """Each case with its answer, written as clients read it."""
    speak = Translator(locale).render
    for name, case in cases(every):
        store = store_side(case)
        decision = answered(case, store, next_action_of(case, store))
        yield name, case, written(decision, speak)
