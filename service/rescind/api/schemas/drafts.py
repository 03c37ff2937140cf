"""A drafted message, in every language that its reader may prefer."""

from rescind.api.fields import Part, Text, Word
from rescind.api.schemas.edges import Outgoing
from rescind.domain.words import Recipient

LONGEST_LETTER = 200_000
"""The longest letter, one that lists every line of an order."""


def letter(language: str) -> Text:
    """Build a field for a letter in one language."""
    return Text(f"The message in {language}.", max_length=LONGEST_LETTER)


class MessagesSchema(Outgoing):
    """One message in several languages."""

    always = False

    en = letter("English")
    es = letter("Spanish")
    zh = letter("Chinese (simplified), for suppliers")


class DraftSchema(Outgoing):
    """A message ready to paste; it says what the facts hold and no more."""

    to = Word(Recipient, "Who reads it.")
    messages = Part(MessagesSchema(), "The message, by language.")
