"""Answers as people read them in a terminal: a row an order, and one order in full.

Headings and sentences are in the language of the answers; the words in the cells are those on the
wire, which scripts and people look for.
"""

from collections.abc import Callable, Sequence
from shutil import get_terminal_size
from textwrap import fill

from rescind.api.rendering import Written
from rescind.domain.rules import _
from rescind.domain.words import Locale, StepStatus
from rescind.messages import Translator

HEADINGS = (
    _("order"),
    _("eligibility"),
    _("next action"),
    _("next check"),
    _("store action"),
    _("exposure"),
)
SUMMARY = _("summary")
URGENT = _("urgent")
UNTIL = _("until")
GAP = "  "
UNKNOWN = "?"
NONE = "-"


BLOCK = 1000
"""Rows that are written together: their columns are as wide as the widest cell so far."""


class Table:
    """Writes a row for each order, with its summary at the end, block by block.

    A lone order is written in full, unless something else is told beside it. A table has one
    language: that of its first answer.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        self.write = write
        self._lone: tuple[str, Written] | None = None
        self._speak = Translator(Locale.EN)
        self._rows: list[tuple[str, ...]] = []
        self._widths: tuple[int, ...] = (0,) * (len(HEADINGS) + 1)
        self._number = 0

    def add(self, order: str, answer: Written, locale: Locale) -> None:
        """Add an order."""
        if not self._number:
            self._speak = Translator(locale)
            self._rows.append((*headings(self._speak), self._speak.text(SUMMARY)))
        self._number += 1
        self._lone = (order, answer) if self._number == 1 else None
        self._rows.append((*cells(order, answer, self._speak), answer["summary"]))
        if len(self._rows) > BLOCK:
            self._write_rows()

    def end(self, *, alone: bool) -> None:
        """Write what is left; `alone`: nothing else was told."""
        if self._lone and alone:
            self.write(shown_in_full(*self._lone, self._speak))
        elif self._number and self._rows:
            self._write_rows()

    def _write_rows(self) -> None:
        self._widths = widths(self._rows, self._widths)
        self.write(aligned(self._rows, self._widths))
        self._rows = []


def shown_in_full(order: str, answer: Written, speak: Translator) -> str:
    """Write one order: its row, its summary, why a person has to look, warnings, and the plan."""
    row = aligned([headings(speak), cells(order, answer, speak)])
    parts = [row, wrapped(answer["summary"], "")]
    warnings = [wrapped(f"! {warning['message']}", "  ") for warning in answer["warnings"]]
    steps = [wrapped(step_line(step, speak), "   ") for step in answer["plan"]]
    parts += ["\n".join(lines) for lines in (reasons(answer), warnings, steps) if lines]
    return "\n\n".join(parts)


def reasons(answer: Written) -> list[str]:
    """Write what stands in the way where a person has to look; warnings are written apart."""
    if answer["next_action"] != "manual_review":
        return []
    warned = {warning["message"] for warning in answer["warnings"]}
    blocking = (f["message"] for f in answer["findings"] if f["outcome"] == "blocks")
    return [wrapped(f"- {message}", "  ") for message in blocking if message not in warned]


def headings(speak: Translator) -> tuple[str, ...]:
    """Write what stands over the columns."""
    return tuple(map(speak.text, HEADINGS))


def cells(order: str, answer: Written, speak: Translator) -> tuple[str, ...]:
    """Write what stands in the columns of an order."""
    urgent = f" ({speak.text(URGENT)})" if answer["urgent"] else ""
    return (
        order,
        answer["eligibility"],
        answer["next_action"] + urgent,
        moment(answer["next_check_at"]),
        answer["store"]["action"],
        exposure(answer["refund"]),
    )


def moment(instant: str | None) -> str:
    """Write an instant, or that there is none."""
    return NONE if instant is None else f"{instant[:16].replace('T', ' ')} UTC"


def exposure(refund: Written) -> str:
    """Write what the merchant would lose, if it can be known."""
    if refund["exposure"] is None:
        return UNKNOWN
    return f"{refund['exposure']} {refund['currency'] or ''}".strip()


def step_line(step: Written, speak: Translator) -> str:
    """Write one step of the plan."""
    due = f" ({speak.text(UNTIL)} {moment(step['due_at'])})" if step["due_at"] else ""
    status = speak.written(StepStatus(step["status"]))
    return f"{step['step']}. [{status}] {step['instructions']}{due}"


def widths(rows: Sequence[Sequence[str]], least: Sequence[int]) -> tuple[int, ...]:
    """Tell how wide columns have to be, at least so wide as they were."""
    lengths = (max(map(len, column)) for column in zip(*rows, strict=True))
    return tuple(map(max, lengths, least))


def aligned(rows: Sequence[Sequence[str]], wide: Sequence[int] = ()) -> str:
    """Write rows with each column as `wide` as told, else as its widest cell."""
    wide = wide or widths(rows, (0,) * len(rows[0]))
    lines = (
        GAP.join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)) for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def wrapped(text: str, indent: str) -> str:
    """Break a sentence at the edge of the terminal."""
    return fill(text, width=get_terminal_size().columns, subsequent_indent=indent)
