"""Every word on the wire has a label, and every label belongs to a word."""

from enum import StrEnum

import pytest

from rescind.domain import words
from rescind.domain.vocabularies import LABELS, NAMES, VOCABULARIES

ENUMERATIONS = [
    kind
    for kind in vars(words).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum)
    if kind not in (StrEnum, words.Locale, words.Language)
]

PROMISED = [
    "reason",
    "requested_by",
    "state",
    "response_kind",
    "scan_status",
    "dispute_outcome",
    "chargeback_status",
    "on_silence",
    "dispute_same_day",
    "shipped_after_request",
    "eligibility",
    "next_action",
    "store_action",
    "tracking_verdict",
    "expected_outcome",
    "recommendation",
    "return_reason",
    "circumstance",
    "at_fault",
    "remedy",
    "warning_code",
    "fulfillment_status",
    "supplier_status",
]
"""Names that drop-down lists of clients are bound to: none may go away."""


@pytest.mark.parametrize("name", PROMISED)
def test_a_list_that_clients_use_is_there(name):
    assert VOCABULARIES[name]


@pytest.mark.parametrize("kind", ENUMERATIONS, ids=lambda kind: kind.__name__)
def test_every_member_has_a_label(kind):
    assert set(LABELS[kind]) == set(kind)


@pytest.mark.parametrize("name", VOCABULARIES)
def test_labels_tell_words_apart(name):
    labels = list(VOCABULARIES[name].values())
    assert len(set(labels)) == len(labels)


def test_every_list_has_a_name_of_its_own():
    assert set(NAMES) == set(VOCABULARIES)
    assert len(set(NAMES.values())) == len(NAMES)
