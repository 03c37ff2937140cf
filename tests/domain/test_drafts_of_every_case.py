"""Whatever a case looks like: its drafts have no hole, and promise nothing that is not so."""

from functools import cache
from itertools import cycle, islice, product

import pytest

from domain.walk import CLOCKS, SILENCES, orders, store_of
from given import at, facts, policy
from rescind.domain.case import case_of
from rescind.domain.disputes import decide_dispute
from rescind.domain.drafts import draft_for
from rescind.domain.facts import total_of
from rescind.domain.words import Action, Recipient, Recommendation
from rescind.messages import in_its_languages

EVERY = 7
"""One order of so many: a prime, so that no fact of the cross product is passed over."""

MORE_STEPS = ("confirm_supplier_cancelled", "message_supplier", "ask_for_refund")
STORE_STEPS = (Action.CANCEL_STORE_ORDER, Action.REFUND_ITEMS, "confirm_to_customer")
HOLES = ("None", "unknown", "desconocid", "{", "}", "  ", " .", " ,", "- 0 ")


@cache
def sampled(quantity):
    """So many cases of the cross product, over every clock and every way to read silence."""
    ways = product(CLOCKS, SILENCES)
    return [
        (name, case_of(facts(order, store=store_of(quantity)), rules, as_of=at(clock)))
        for (name, order), (clock, silence) in zip(chosen(quantity), cycle(ways), strict=False)
        for rules in [policy(on_silence=silence)]
    ]


def chosen(quantity):
    return islice(orders(quantity), 0, None, EVERY)


@pytest.mark.parametrize("quantity", [1, 3])
def test_no_draft_has_a_hole(quantity):
    drafts = set()
    for _, case in sampled(quantity):
        for judged in case.relevant:
            actions = {verdict.action for verdict in judged.verdicts}
            drafts |= {draft_for(case, action, judged) for action in (*actions, *MORE_STEPS)}
        drafts |= {draft_for(case, action, None) for action in STORE_STEPS}
    written = [in_its_languages(draft.messages) for draft in drafts if draft is not None]
    assert len(written) > 30
    for messages in written:
        for text in messages.values():
            assert not [hole for hole in HOLES if hole in text], text


@pytest.mark.parametrize("quantity", [1, 3])
def test_a_refund_is_promised_for_what_is_released_alone(quantity):
    for name, case in sampled(quantity):
        for action in STORE_STEPS:
            draft = draft_for(case, action, None)
            assert draft is None or total_of(case.released) > 0, name
        if not case.all_released:
            assert draft_for(case, Action.CANCEL_STORE_ORDER, None) is None, name


@pytest.mark.parametrize("quantity", [1, 3])
def test_a_supplier_is_never_asked_to_call_back_what_has_left(quantity):
    for name, case in sampled(quantity):
        for judged in case.relevant:
            draft = draft_for(case, Action.REQUEST_CANCELLATION, judged)
            asks = draft is not None and draft.to is Recipient.SUPPLIER
            assert asks == any(v.action is Action.REQUEST_CANCELLATION for v in judged.verdicts), (
                name
            )


@pytest.mark.parametrize("quantity", [1, 3])
@pytest.mark.parametrize("clock", ["10-03 10:00", "10-14 10:00", "11-20 10:00"])
def test_a_dispute_decision_holds_together(quantity, clock):
    for name, order in chosen(quantity):
        found = decide_dispute(order, ship_to=None, policy=policy(), as_of=at(clock))
        for text in in_its_languages(found.draft.messages).values() if found.draft else ():
            assert not [hole for hole in HOLES if hole in text], (name, text)
        assert found.outcome_because.text, name
        assert found.exposure is None or 0 <= found.exposure <= order.total, name
        due = found.still_due
        assert due is None or due.amount is None or 0 < due.amount <= order.total, name
        if found.recommendation is Recommendation.OPEN:
            assert found.draft, name
            assert found.on_loss, name
