"""The catalogues hold every text of the package, and nothing else."""

import re

import message_catalogue as generator
import pytest

CATALOGUES = sorted(generator.LOCALES.glob("*.po"))


@pytest.fixture(params=CATALOGUES, ids=lambda path: path.stem)
def path(request):
    return request.param


def test_the_catalogue_is_what_the_generator_writes(path):
    assert path.read_bytes() == generator.catalogue(path.stem)


def test_every_text_is_translated(path):
    said = generator.translated(path, path.stem)
    assert [text for text in generator.marked_texts() if not said.get(text)] == []


def test_a_translation_has_the_places_of_its_text(path):
    wrong = [
        (text, said)
        for text, said in generator.translated(path, path.stem).items()
        if places(text) != places(said)
    ]
    assert wrong == []


def places(text):
    return sorted(re.findall(r"\{(\w+)\}", text))
