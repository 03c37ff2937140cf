"""Messages as people read them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rescind.domain.rules import say
from rescind.domain.words import Action, Locale, State
from rescind.messages import Translator

INSTANT = datetime(2026, 10, 13, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        ("8190000000000001", "8190000000000001", "8190000000000001"),
        (7, "7", "7"),
        (Decimal("12.00"), "12.00", "12.00"),
        (INSTANT, "2026-10-13 16:00 UTC", "2026-10-13 16:00 UTC"),
        (date(2026, 10, 13), "2026-10-13", "2026-10-13"),
        (State.PAID, "paid, not shipped", "pagado, sin enviar"),
        (True, "yes", "sí"),
        (None, "unknown", "desconocido"),
    ],
)
def test_values_are_written_the_same_on_every_machine(value, english, spanish):
    message = say("{value}", value=value)
    written = [Translator(locale).render(message) for locale in ("en", "es")]
    assert written == [english, spanish]


def test_a_sentence_is_said_in_the_locale():
    message = say("Wait for the supplier's answer; do not refund yet.")
    english, spanish = (Translator(locale).render(message) for locale in ("en", "es"))
    assert english != spanish
    assert "proveedor" in spanish


def test_a_place_without_a_value_is_never_passed_over():
    with pytest.raises(KeyError, match="day"):
        Translator("en").render(say("It is {day}."))


def test_a_word_is_said_by_its_label_in_small_letters():
    assert Translator("en").render(say("{action}", action=Action.NONE)) == "nothing to do"


def test_a_word_without_a_label_is_written_as_it_is():
    assert Translator("en").render(say("{locale}", locale=Locale.ES)) == "es"


def test_a_text_that_no_catalogue_holds_stays_english():
    assert Translator("es").text("Nobody translated this.") == "Nobody translated this."
