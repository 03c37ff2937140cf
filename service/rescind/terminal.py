"""Answers as people read them in a terminal: a row an order, and one order in full."""

from collections.abc import Sequence
from shutil import get_terminal_size
from textwrap import fill

from rescind.api.rendering import Written

HEADINGS = ("order", "eligibility", "next action", "next check", "store action", "exposure")
GAP = "  "
UNKNOWN = "?"
NONE = "-"


def table(answers: Sequence[tuple[str, Written]]) -> str:
    """Write a row for each order, with its summary at the end."""
    rows = [(*HEADINGS, "summary")]
    rows += [(*cells(order, answer), answer["summary"]) for order, answer in answers]
    return aligned(rows)


def shown_in_full(order: str, answer: Written) -> str:
    """Write one order: its row, its summary, why a person has to look, warnings, and the plan."""
    parts = [aligned([HEADINGS, cells(order, answer)]), wrapped(answer["summary"], "")]
    warnings = [wrapped(f"! {warning['message']}", "  ") for warning in answer["warnings"]]
    steps = [wrapped(step_line(step), "   ") for step in answer["plan"]]
    parts += ["\n".join(lines) for lines in (reasons(answer), warnings, steps) if lines]
    return "\n\n".join(parts)


def reasons(answer: Written) -> list[str]:
    """Write what stands in the way where a person has to look; warnings are written apart."""
    if answer["next_action"] != "manual_review":
        return []
    warned = {warning["message"] for warning in answer["warnings"]}
    blocking = (f["message"] for f in answer["findings"] if f["outcome"] == "blocks")
    return [wrapped(f"- {message}", "  ") for message in blocking if message not in warned]


def cells(order: str, answer: Written) -> tuple[str, ...]:
    """Write what stands in the columns of an order."""
    urgent = " (urgent)" if answer["urgent"] else ""
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


def step_line(step: Written) -> str:
    """Write one step of the plan."""
    due = f" (until {moment(step['due_at'])})" if step["due_at"] else ""
    return f"{step['step']}. [{step['status']}] {step['instructions']}{due}"


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
