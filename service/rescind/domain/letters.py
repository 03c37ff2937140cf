"""Letters: messages that go out to others, in several languages at once.

A letter says what is known and no more: each of its sentences has versions, the richest first, and
the first of them whose places can all be filled is taken; where none can, the sentence is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter

from rescind.domain.rules import Message, Observed
from rescind.domain.words import Language

Versions = tuple[str, ...]
"""One sentence: its versions, the richest first."""

Values = Mapping[str, Observed]
"""What can stand in the places of a letter; `None` is not known."""

Paragraph = tuple[Message, ...]

TO_CUSTOMERS = (Language.EN, Language.ES)
TO_SUPPLIERS = (Language.EN, Language.ES, Language.ZH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Paragraphs of sentences, said in each of these languages."""

    languages: tuple[Language, ...]
    paragraphs: tuple[Paragraph, ...]


def paragraph(sentences: Iterable[Versions], values: Values) -> Paragraph:
    """Say the sentences whose places can be filled."""
    said = (sentence(versions, values) for versions in sentences)
    return tuple(message for message in said if message is not None)


def sentence(versions: Versions, values: Values) -> Message | None:
    """Say the first version whose places can all be filled; `None` where none can."""
    for text in versions:
        places = places_of(text)
        if all(values.get(place) is not None for place in places):
            return Message(text, tuple((place, values[place]) for place in places))
    return None


@cache
def places_of(text: str) -> tuple[str, ...]:
    """Name the places of a text, sorted."""
    return tuple(sorted({name for _, name, _, _ in Formatter().parse(text) if name}))


def letter(languages: tuple[Language, ...], *paragraphs: Paragraph) -> Letter:
    """Put paragraphs together; those that say nothing are left out."""
    return Letter(languages=languages, paragraphs=tuple(p for p in paragraphs if p))
