"""What holds of every plan, over a walk of all that facts can describe."""

from functools import cache

import pytest

from domain.filling import to_shopify
from domain.plans import plans
from rescind.domain.plan_cards import CARDS
from rescind.domain.requests import BUILDERS, message
from rescind.domain.shopify_requests import CANCEL_ORDER, CREATE_REFUND, SUGGEST_REFUND

TO_DO = ("ready", "waiting", "blocked")


@cache
def walk():
    return [*plans(every=7)]


def noticed(holds):
    """The plans of which something does not hold."""
    return [name for name, case, answer in walk() if not holds(case, answer, answer["plan"])]


def test_the_first_step_has_the_next_action():
    assert noticed(lambda _, a, p: not p or p[0]["action"] == a["next_action"]) == []


def test_a_plan_is_empty_exactly_when_nothing_is_left_to_do():
    assert noticed(lambda _, a, p: (p == []) is (a["next_action"] == "none")) == []


def test_steps_to_do_come_before_those_done():
    def in_order(_case, _answer, plan):
        done = [step["status"] == "done" for step in plan]
        return done == sorted(done) and [s["step"] for s in plan] == [*range(1, len(plan) + 1)]

    assert noticed(in_order) == []


def test_waits_wait_and_nothing_else_does():
    def right(_case, _answer, plan):
        return all(
            step["status"] != "waiting" or step["action"].startswith("wait_for") for step in plan
        )

    assert noticed(right) == []


def test_what_is_blocked_waits_for_steps_still_to_do_and_nothing_else_does():
    def right(_case, _answer, plan):
        open_ones = {step["step"] for step in plan if step["status"] in TO_DO}
        return all(
            bool(step["blocked_by"]) is (step["status"] == "blocked")
            and set(step["blocked_by"]) <= open_ones - {step["step"]}
            for step in plan
        )

    assert noticed(right) == []


def test_every_blocked_step_is_reached_by_doing_the_others_first():
    def reached(_case, _answer, plan):
        done = {step["step"] for step in plan if step["status"] != "blocked"}
        for _ in plan:
            done |= {step["step"] for step in plan if set(step["blocked_by"]) <= done}
        return len(done) == len(plan)

    assert noticed(reached) == []


def test_keys_are_their_steps_own():
    def own(_case, _answer, plan):
        return len({step["idempotency_key"] for step in plan}) == len(plan)

    assert noticed(own) == []


def requests(plan, document):
    found = [step["request"] for step in plan if to_shopify(step)]
    return [one["variables"] for one in found if one["query"] == document]


def test_the_whole_order_is_cancelled_only_where_the_store_may():
    def right(_case, answer, plan):
        cancels = bool(requests(plan, CANCEL_ORDER))
        return not cancels or (
            answer["store"]["action"] == "cancel_order"
            and answer["eligibility"] == "eligible"
            and all(line["released_quantity"] for line in answer["lines"])
        )

    assert noticed(right) == []


def test_no_monetary_refund_is_without_its_payments():
    """Without transactions a refund is recorded and pays nothing."""

    def right(_case, _answer, plan):
        asks = [v["refundLineItems"] for v in requests(plan, SUGGEST_REFUND)]
        pays = [v["input"] for v in requests(plan, CREATE_REFUND)]
        bare = [{n: v for n, v in line.items() if n != "locationId"} for p in pays
                for line in p["refundLineItems"]]  # fmt: skip
        return all(p["transactions"] for p in pays) and bare == [line for a in asks for line in a]

    assert noticed(right) == []
    assert any(
        requests(plan, CREATE_REFUND) for _, _, plan in [(n, c, a["plan"]) for n, c, a in walk()]
    )


def test_a_refund_pays_no_more_than_is_due():
    def right(_case, answer, plan):
        caps = [f["at_most"] for s in plan for f in s["fill_in"] if f["repeat"] == "element"]
        return all(cap == answer["refund"]["due_to_customer"] for cap in caps)

    assert noticed(right) == []


def test_where_the_store_does_nothing_nothing_is_sent_to_it():
    def right(_case, answer, plan):
        quiet = answer["store"]["action"] in ("none", "not_yet")
        return not quiet or not any(map(to_shopify, plan))

    assert noticed(right) == []


def test_what_is_filled_in_comes_from_a_step_that_comes_before():
    def right(_case, _answer, plan):
        return all(
            fill["from_step"] in step["blocked_by"] for step in plan for fill in step["fill_in"]
        )

    assert noticed(right) == []


def test_every_card_and_every_request_is_reached():
    texts = {step["instructions"] for _, _, answer in walk() for step in answer["plan"]}
    queries = {s["request"]["query"] for _, _, a in walk() for s in a["plan"] if to_shopify(s)}
    assert len(queries) == len({*BUILDERS.values()} - {message})
    seen = {name for name, card in CARDS.items() if any(starts(card, text) for text in texts)}
    elsewhere = {name for name in CARDS if f"{name}_on_aliexpress" in CARDS}
    assert set(CARDS) - seen - elsewhere == set()


def starts(card, text):
    """The text is the card's, as far as its first place."""
    head = card.instructions.partition("{")[0]
    return head in text


@pytest.mark.parametrize("name", CARDS)
def test_every_card_names_its_order(name):
    assert "{order_id}" in CARDS[name].instructions
