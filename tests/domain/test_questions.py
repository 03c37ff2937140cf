"""Questions to suppliers: what is not known, and the message that asks for it, thrice said."""

import pytest

from rescind.domain.policy import SupplierPolicy
from rescind.domain.questions import QUESTIONS, all_at_once, open_questions
from rescind.messages import in_its_languages

ALWAYS = [name for name, asked in QUESTIONS.items() if asked.always]
ANSWERED = {
    "cancellation_accepted_within_hours": 0,
    "accepted_return_reasons": (),
    "resolves_within_business_days": 0,
    "guideline_url": "https://example.com/rules",
    "wrong_order_practice": "Exchange.",
}


def asked(**known):
    return [one.parameter for one in open_questions(SupplierPolicy(**known))]


def test_the_articles_questions_are_asked_of_a_supplier_nobody_asked():
    assert set(ANSWERED) == set(ALWAYS)
    assert asked() == ALWAYS


@pytest.mark.parametrize("name", ALWAYS)
def test_an_answer_settles_its_question_and_no_other(name):
    assert asked(**{name: ANSWERED[name]}) == [one for one in ALWAYS if one != name]


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_said_not_to_be_known_is_asked(name):
    assert name in asked(**ANSWERED, not_known=frozenset({name}))


def test_where_all_is_known_nothing_is_asked():
    found = open_questions(SupplierPolicy(**ANSWERED))
    assert (found, all_at_once(found)) == ((), None)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_drafted_in_three_languages(name):
    [found] = [
        one
        for one in open_questions(SupplierPolicy(not_known=frozenset(QUESTIONS)))
        if one.parameter == name
    ]
    said = in_its_languages(found.draft.messages)
    assert set(said) == {"en", "es", "zh"}
    assert len(set(said.values())) == 3
    assert QUESTIONS[name].question in said["en"]


def test_one_message_asks_everything():
    found = open_questions(SupplierPolicy())
    said = in_its_languages(all_at_once(found).messages)["en"]
    assert all(QUESTIONS[name].question in said for name in ALWAYS)
