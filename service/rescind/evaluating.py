"""`rescind evaluate`: decides bodies from a file, without a server and without a database.

A file holds one body, or many as NDJSON (one a line). A line that cannot be used is told where it
stands, and the others are still decided.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

import click
from marshmallow import ValidationError

from rescind.api.arguments import faults_of
from rescind.api.evaluations import evaluated
from rescind.api.fields import Instant
from rescind.api.problems import Fault, Problem, invalid_request
from rescind.api.rendering import Written
from rescind.api.schemas.calls import EvaluationRequestSchema
from rescind.api.strict_json import UnreadableJson, read_json
from rescind.app import utc_now
from rescind.domain.words import Locale
from rescind.terminal import shown_in_full, table

SCHEMA = EvaluationRequestSchema()

EXAMPLE = """\b
Example:
  echo '{"as_of": "2026-09-29T08:00:00Z",
         "request": {"requested_at": "2026-09-29T08:00:00Z"},
         "store_order": {"fulfillment_status": "UNFULFILLED"},
         "supplier_order": {"status": "WAIT_SELLER_SEND_GOODS",
                            "paid_at": "2026-09-28T02:05:00Z"}}' | rescind evaluate -
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One body of a file: where it starts, and its answer or what is wrong with it."""

    number: int
    order: str = ""
    answer: Written | None = None
    problem: Problem | None = None


@click.command(epilog=EXAMPLE)
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON, one answer a line.")
@click.option(
    "--locale",
    type=click.Choice([locale.value for locale in Locale]),
    help="The language of the answers.",
)
@click.option("--as-of", metavar="INSTANT", help="The moment to decide for, in RFC 3339.")
@click.pass_context
def evaluate(
    context: click.Context,
    file: BinaryIO,
    *,
    as_json: bool,
    locale: str | None,
    as_of: str | None,
) -> None:
    """Decide the cancellations in FILE (- is the standard input).

    FILE holds one body as `POST /v1/evaluations` takes it, or many, one a line. Without --json the
    answers come as a table for people. Lines that cannot be used are told on stderr (with --json in
    their place), and the exit status is 1.
    """
    over = {"locale": locale, "as_of": checked_instant(as_of)}
    given = {name: value for name, value in over.items() if value is not None}
    lines = (decided(number, raw, given, utc_now()) for number, raw in bodies_in(file.read()))
    bad = say_json(lines) if as_json else say_to_people(lines)
    context.exit(1 if bad else 0)


def checked_instant(text: str | None) -> str | None:
    """See that a moment given on the command line is one."""
    if text is not None:
        try:
            Instant("The moment to decide for.").deserialize(text)
        except ValidationError as error:
            raise click.BadParameter(error.messages[0], param_hint="--as-of") from None
    return text


def bodies_in(raw: bytes) -> list[tuple[int, bytes]]:
    """Part a file into bodies: the whole of it is one, unless its lines are."""
    lines = [(n, line) for n, line in enumerate(raw.split(b"\n"), start=1) if line.strip()]
    if len(lines) < 2 or is_object(raw):  # noqa: PLR2004  # one line is one body
        return [(1, raw)]
    # A document with a mistake in it must not become a hundred bad lines.
    objects = sum(is_object(line) for _, line in lines)
    return lines if objects * 2 >= len(lines) else [(1, raw)]


def is_object(raw: bytes) -> bool:
    """Tell whether some bytes are a JSON object, good or bad."""
    try:
        return isinstance(json.loads(raw), dict)
    except (ValueError, RecursionError):
        return False


def decided(number: int, raw: bytes, over: Mapping[str, str], moment: datetime) -> Line:
    """Decide one body."""
    try:
        body = read_json(raw)
        named = {**body, **over} if isinstance(body, dict) else body
        known = loaded(named)
        return Line(number=number, order=order_of(known), answer=evaluated(known, moment))
    except UnreadableJson as error:
        return Line(number=number, problem=unreadable(error))
    except Problem as problem:
        return Line(number=number, problem=problem)


def loaded(body: Any) -> Mapping[str, Any]:
    """Load a body by its schema. Raises `Problem`."""
    try:
        read: Mapping[str, Any] = SCHEMA.load(body)
    except ValidationError as error:
        refused = ValidationError({"json": error.messages})
        raise invalid_request(list(faults_of(refused, SCHEMA))) from None
    return read


def unreadable(error: UnreadableJson) -> Problem:
    """Refuse bytes that are no acceptable JSON, at their place where it is known."""
    fault = Fault(pointer=error.pointer, detail=error.detail)
    faults = [fault] if error.pointer is not None else []
    return Problem("invalid_json", fault.sentence(), errors=faults)


def order_of(body: Mapping[str, Any]) -> str:
    """Find the name by which people know the order."""
    store = body["store_order"]
    return str(store.get("order_name") or store.get("order_id") or "-")


def say_json(lines: Iterator[Line]) -> bool:
    """Write every answer on a line; a problem stands in the place of its line."""
    bad = False
    for line in lines:
        bad = bad or line.problem is not None
        click.echo(json.dumps(line.answer or problem_json(line), ensure_ascii=False))
    return bad


def problem_json(line: Line) -> Written:
    """Write a problem as the service does, with the number of the line."""
    problem = line.problem
    if problem is None:
        return {}
    return {
        "type": f"/problems/{problem.code}",
        "title": problem.kind.title,
        "status": problem.kind.status.value,
        "detail": problem.detail,
        "code": problem.code,
        "errors": [fault.as_json() for fault in problem.errors],
        "line": line.number,
    }


def say_to_people(lines: Iterator[Line]) -> bool:
    """Write a table of the answers, a lone one in full; problems go to stderr at once."""
    bad = False
    answers: list[tuple[str, Written]] = []
    for line in lines:
        if line.answer is None:
            bad = True
            detail = line.problem.detail if line.problem else ""
            click.echo(f"line {line.number}: {detail}", err=True)
        else:
            answers.append((line.order, line.answer))
    if len(answers) == 1 and not bad:
        click.echo(shown_in_full(*answers[0]))
    elif answers:
        click.echo(table(answers))
    return bad
