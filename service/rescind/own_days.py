"""An operator's own days: the file that adds to the calendars, or corrects them.

Its text is read once, before anything starts, and handed on as text to every process that decides,
so that all of them count the same days whatever becomes of the file.
"""

from functools import lru_cache
from pathlib import Path

from rescind.api.strict_json import UnreadableJson, read_json
from rescind.domain.own_calendars import TABLES_ALONE, OwnCalendars
from rescind.intake.own_calendars import read_own_calendars
from rescind.intake.problems import UnreadableFacts

MOST_BYTES = 64 * 1024
"""More than this no operator has to say, and no environment hands on."""


class UnusableDays(ValueError):  # noqa: N818  # a noun of the field, like all our exceptions
    """The days cannot be used; the message says where they stand and what is accepted."""


def text_of_days(given: str) -> str:
    """Give the JSON of days: of the file at a path, or as it is. Raises `UnusableDays`."""
    if given.lstrip().startswith("{"):
        place, text = "the JSON given", given
    else:
        place, text = given, _text_in(Path(given).expanduser())
    if len(text.encode()) > MOST_BYTES:
        raise UnusableDays(f"{place} is larger than {MOST_BYTES // 1024} KiB.")
    try:
        _read(text)
    except UnusableDays as error:
        raise UnusableDays(f"{place}: {error}") from None
    return text


def _text_in(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1).decode()
    except UnicodeDecodeError:
        raise UnusableDays(f"{path} is not UTF-8.") from None
    except OSError as error:
        raise UnusableDays(f"{path} cannot be read: {(error.strerror or '').lower()}.") from None


@lru_cache(maxsize=8)
def own_calendars(text: str) -> OwnCalendars:
    """Read the calendars that a text of days tells; none without one. Raises `UnusableDays`."""
    return _read(text) if text else TABLES_ALONE


def _read(text: str) -> OwnCalendars:
    try:
        return read_own_calendars(read_json(text.encode()))
    except UnreadableJson as error:
        place = f"{error.pointer}: " if error.pointer else ""
        detail = error.detail.replace("The body", "The text")
        raise UnusableDays(f"{place}{detail}") from None
    except UnreadableFacts as unreadable:
        told = (f"{place}: {detail}" if place else detail for place, detail in unreadable.problems)
        raise UnusableDays(" ".join(told)) from None
