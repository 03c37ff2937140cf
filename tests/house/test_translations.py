"""The catalogues hold every text of the package, and nothing else."""

import re

import message_catalogue as generator
import pytest

from rescind.domain.words import Language, Locale


@pytest.fixture(params=generator.MARKS)
def language(request):
    return request.param


@pytest.fixture
def path(language):
    return generator.LOCALES / f"{language}.po"


def test_every_language_has_its_catalogue_and_no_other_lies_about():
    assert {path.stem for path in generator.LOCALES.iterdir()} == set(generator.MARKS)
    assert {"en", *generator.MARKS} == {*Locale, *Language}


def test_the_catalogue_is_what_the_generator_writes(language, path):
    assert path.read_bytes() == generator.catalogue(language)


def test_every_text_is_translated(language, path):
    said = generator.translated(path, language)
    assert [text for text in generator.marked_texts(language) if not said.get(text)] == []


def test_a_translation_has_the_places_of_its_text(language, path):
    wrong = [
        (text, said)
        for text, said in generator.translated(path, language).items()
        if places(text) != places(said)
    ]
    assert wrong == []


def test_what_suppliers_read_is_marked_for_all_languages():
    assert set(generator.marked_texts("zh")) < set(generator.marked_texts("es"))


def places(text):
    return sorted(re.findall(r"\{(\w+)\}", text))
