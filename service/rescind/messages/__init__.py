"""What people read: messages of the domain as sentences in their language.

The English text of a message is its id; `locales/{locale}.po` holds the translations, read by Babel
at first use. Chinese has the sentences that suppliers read, and these alone. Values are written the
same on every machine: of locale data only the names of months count, in letters.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

from babel.dates import format_date
from babel.messages.pofile import read_po

from rescind.domain.letters import Letter
from rescind.domain.rules import Message, Said, _
from rescind.domain.vocabularies import label_of
from rescind.domain.words import Language, Locale

UNKNOWN = _("unknown")
YES = _("yes")
NO = _("no")


class Translator:
    """Says messages in one locale."""

    def __init__(self, locale: Locale | Language | str) -> None:
        self.locale = Language(locale)
        self._sentences = sentences_in(self.locale)

    def text(self, text: str) -> str:
        """Translate a text without places; one that no catalogue holds stays English."""
        return self._sentences.get(text, text)

    def render(self, message: Message) -> str:
        """Say a message. Raises `KeyError` naming a place that the message has no value for."""
        values = {name: self.written(value) for name, value in message.values}
        return self.text(message.text).format_map(values)

    def written(self, value: Said) -> str:
        """Write a value as people read it: instants in UTC to the minute, words by their label."""
        if isinstance(value, tuple):
            return " ".join(self.render(message) for message in value)
        if value is None:
            return self.text(UNKNOWN)
        if isinstance(value, bool):
            return self.text(YES if value else NO)
        if isinstance(value, StrEnum):
            label = self.text(label_of(value))
            return label[:1].lower() + label[1:]
        if isinstance(value, datetime):
            return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        return format(value, "f") if isinstance(value, Decimal) else plain(value)


def plain(value: str | int | date) -> str:
    """Write what reads the same in every language."""
    return value.isoformat() if isinstance(value, date) else str(value)


DAYS = {
    Language.EN: "d MMMM y",
    Language.ES: "d 'de' MMMM 'de' y",
    Language.ZH: "y年M月d日",
}
"""How a day is written in a letter."""

BETWEEN_SENTENCES = {Language.EN: " ", Language.ES: " ", Language.ZH: ""}


class Correspondent(Translator):
    """Says letters in one language: days are written out."""

    def written(self, value: Said) -> str:
        """Write a value as people write it to each other."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return format_date(value, DAYS[self.locale], locale=self.locale)
        return super().written(value)

    def letter(self, letter: Letter) -> str:
        """Say a letter, with an empty line between its paragraphs."""
        between = BETWEEN_SENTENCES[self.locale]
        return "\n\n".join(between.join(map(self.render, said)) for said in letter.paragraphs)


def in_its_languages(letter: Letter) -> dict[str, str]:
    """Say a letter in each of its languages, whatever the language of the answer is."""
    return {language.value: Correspondent(language).letter(letter) for language in letter.languages}


@cache
def sentences_in(locale: Language) -> Mapping[str, str]:
    """Read the catalogue of a locale; English needs none."""
    if locale is Language.EN:
        return {}
    path = files("rescind.messages") / "locales" / f"{locale}.po"
    with path.open("rb") as stream:
        catalogue = read_po(stream, locale=locale)
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}
