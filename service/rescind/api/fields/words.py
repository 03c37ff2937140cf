"""Words of an enumeration."""

from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, fields

from rescind.api.fields.telling import Reading, shown, told
from rescind.domain.vocabularies import LABELS


class Word(Reading, fields.String):
    """One word of an enumeration."""

    def __init__(self, words: type[StrEnum], description: str, **options: Any) -> None:
        self.words = words
        self.by_word = {word.value: word for word in words}
        labels = {str(word): label for word, label in LABELS.get(words, {}).items()}
        described = {"x-enumDescriptions": labels} if labels else {}
        metadata = told(description, enum=list(self.by_word), **described)
        super().__init__(metadata=metadata, **options)

    def _read(self, value: Any) -> Any:
        word = self.by_word.get(value) if isinstance(value, str) else None
        if word is None:
            raise ValidationError(
                f"{shown(value)} is not one of the words: {', '.join(self.by_word)}."
            )
        return word
