"""Messages as people read them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from rescind.domain.letters import TO_SUPPLIERS, Letter
from rescind.domain.rules import say
from rescind.domain.words import Action, Locale, State
from rescind.messages import Translator, in_its_languages

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


def test_a_letter_is_said_in_each_of_its_languages_with_its_days_written_out():
    message = say("We expect the refund by {refund_by} at the latest.", refund_by=date(2026, 10, 3))
    letter = Letter(languages=TO_SUPPLIERS, paragraphs=((message, message), (message,)))
    english, spanish, chinese = (
        "We expect the refund by 3 October 2026 at the latest.",
        "Esperamos el reembolso como muy tarde el 3 de octubre de 2026.",
        "我方期待最迟于2026年10月3日收到退款。",
    )
    assert in_its_languages(letter) == {
        "en": f"{english} {english}\n\n{english}",
        "es": f"{spanish} {spanish}\n\n{spanish}",
        "zh": f"{chinese}{chinese}\n\n{chinese}",
    }
