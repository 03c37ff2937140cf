"""What a supplier's earlier answers say beside a decision, and from how many on."""

from datetime import timedelta

import pytest

from domain.test_statistics import HOUR, NOW, others
from rescind.domain.experience import experiences
from rescind.domain.words import Locale, ResponseKind
from rescind.messages import Translator

ASKED = NOW - timedelta(days=30)
YES, NO = ResponseKind.ACCEPTED, ResponseKind.REFUSED


def told(*answers, hours=5):
    """Requests, each with its answer; `None`: silence that is over, "waiting": one that is not."""
    return others(
        *(
            {
                "asked_at": ASKED,
                "silent_at": NOW + HOUR if answer == "waiting" else NOW,
                "answer": answer if isinstance(answer, ResponseKind) else None,
                "answered_at": ASKED + hours * HOUR if isinstance(answer, ResponseKind) else None,
            }
            for answer in answers
        )
    )


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([YES] * 4, None),
        ([YES] * 4 + ["waiting"] * 9, None),
        (
            [YES] * 5,
            "Of 5 requests this supplier accepted 5 (57 % to 100 %); it usually answers within 5 "
            "hours.",
        ),
        (
            [YES] * 9 + [NO] * 2 + [None],
            "Of 12 requests this supplier accepted 9 (47 % to 91 %); it usually answers within 5 "
            "hours.",
        ),
        (
            [None] * 5,
            "Of 5 requests this supplier accepted 0 (0 % to 43 %); it answered none of them.",
        ),
    ],
)
def test_the_sentence(answers, sentence):
    found = experiences(told(*answers), now=NOW)
    assert [Translator(Locale.EN).render(one.message) for one in found] == (
        [sentence] if sentence else []
    )


@pytest.mark.parametrize(("hours", "within"), [(0, 1), (0.2, 1), (5, 5), (5.1, 6)])
def test_hours_are_whole_and_rounded_up(hours, within):
    [found] = experiences(told(*[YES] * 5, hours=hours), now=NOW)
    assert found.answers_within_hours == within
