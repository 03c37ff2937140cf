"""No answer holds an English sentence when it was asked for in Spanish."""

import pytest

from api.test_golden import CASES

QUOTED = {"source", "observed", "ruleset_version", "time_zone", "return_address", "po_box", "query"}
"""What is cited, repeated as it came, or (a request's GraphQL) read by machines alone."""

GETS = ["/v1/rules", "/v1/vocabularies", "/v1/vocabularies/warning_code"]
LEAST_WORDS = 3


def same_in_both(english, spanish, place=""):
    """The texts of several words that two answers share, each with its place."""
    if isinstance(english, dict):
        for name in english.keys() - QUOTED:
            if name != "messages" or "to" not in english:
                yield from same_in_both(english[name], spanish[name], f"{place}/{name}")
    elif isinstance(english, list):
        for at, (one, other) in enumerate(zip(english, spanish, strict=True)):
            yield from same_in_both(one, other, f"{place}/{at}")
    elif isinstance(english, str) and len(english.split()) >= LEAST_WORDS and english == spanish:
        yield place, english


def letters_in(answer):
    """Every drafted message of an answer, by language."""
    if isinstance(answer, dict):
        if "to" in answer and "messages" in answer:
            yield answer["messages"]
        for inner in answer.values():
            yield from letters_in(inner)
    elif isinstance(answer, list):
        for inner in answer:
            yield from letters_in(inner)


@pytest.mark.parametrize(("path", "case"), CASES)
def test_every_sentence_of_an_answer_is_translated(client, path, case):
    english, spanish = (
        client.post(path, json={**case["request"], "locale": locale}).get_json()
        for locale in ("en", "es")
    )
    assert list(same_in_both(english, spanish)) == []


@pytest.mark.parametrize(("path", "case"), CASES)
def test_letters_are_the_same_whatever_the_language_of_the_answer(client, path, case):
    english, spanish = (
        list(letters_in(client.post(path, json={**case["request"], "locale": one}).get_json()))
        for one in ("en", "es")
    )
    assert english == spanish
    for messages in english:
        assert len(set(messages.values())) == len(messages)


@pytest.mark.parametrize("address", GETS)
def test_every_catalogue_is_translated(client, address):
    english, spanish = (
        client.get(f"{address}?locale={locale}").get_json() for locale in ("en", "es")
    )
    assert list(same_in_both(english, spanish)) == []


def test_a_text_that_nobody_translated_is_found():
    answer = {"summary": "Nobody translated this.", "source": {"title": "A title as it is"}}
    assert list(same_in_both(answer, answer)) == [("/summary", "Nobody translated this.")]
