"""Answers as people read them in a terminal: a row an order, and one order in full.

Headings and sentences are in the language of the answers; the words in the cells are those on the
wire, which scripts and people look for.
"""

from collections.abc import Sequence
from shutil import get_terminal_size
from textwrap import fill

from rescind.api.rendering import Written
from rescind.domain.rules import _
from rescind.domain.words import StepStatus
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


def table(answers: Sequence[tuple[str, Written]], speak: Translator) -> str:
    """Write a row for each order, with its summary at the end."""
    rows = [(*headings(speak), speak.text(SUMMARY))]
    rows += [(*cells(order, answer, speak), answer["summary"]) for order, answer in answers]
    return aligned(rows)


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


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Write rows with each column as wide as its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def wrapped(text: str, indent: str) -> str:
    """Break a sentence at the edge of the terminal."""
    return fill(text, width=get_terminal_size().columns, subsequent_indent=indent)
