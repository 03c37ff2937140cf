"""Every word on the wire has a label, and every label belongs to a word."""

from enum import StrEnum

import pytest

from rescind.domain import words
from rescind.domain.vocabularies import LABELS, VOCABULARIES

ENUMERATIONS = [
    kind
    for kind in vars(words).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind not in (StrEnum, words.Locale)
]


@pytest.mark.parametrize("kind", ENUMERATIONS, ids=lambda kind: kind.__name__)
def test_every_member_has_a_label(kind):
    assert set(LABELS[kind]) == set(kind)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_labels_tell_words_apart(name):
    labels = list(VOCABULARIES[name].values())
    assert len(set(labels)) == len(labels)
