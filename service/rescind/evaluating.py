"""`rescind evaluate`: decides bodies from a file, without a server and without a database.

A file holds one body, or many as NDJSON (one a line). A line that cannot be used is told where it
stands, and the others are still decided. However long a file is, no more of it is in memory than
one line and the rows of a table that are not written yet.
"""

import json
import signal
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from signal import SIGINT, SIGTERM
from typing import Any, BinaryIO, Protocol

import click
from marshmallow import ValidationError

from rescind.api.evaluations import evaluated
from rescind.api.fields import Instant
from rescind.api.ndjson import Line, body_in, ref_of, tree_in
from rescind.api.problems import Problem, told
from rescind.api.reading import Body
from rescind.api.rendering import Written
from rescind.app import utc_now
from rescind.domain.own_calendars import OwnCalendars
from rescind.domain.words import Locale
from rescind.filed_bodies import blocks_of, bodies_in
from rescind.intake.bodies import locale_of
from rescind.own_days import UnusableDays, own_calendars, text_of_days
from rescind.progress import Progress, progress_over
from rescind.terminal import NONE, Table

SIGNALLED = 128
"""Added to a signal, it is the exit status of what the signal ended: the file is not done."""

EXAMPLE = """\b
Example:
  echo '{"as_of": "2026-09-29T08:00:00Z",
         "request": {"requested_at": "2026-09-29T08:00:00Z"},
         "store_order": {"fulfillment_status": "UNFULFILLED"},
         "supplier_order": {"status": "WAIT_SELLER_SEND_GOODS",
                            "paid_at": "2026-09-28T02:05:00Z"}}' | rescind evaluate -
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What became of a line: its answer, or what is wrong with it."""

    line: Line
    ref: Mapping[str, str | int]
    order: str | None = None
    locale: Locale = Locale.EN
    answer: Written | None = None
    problem: Problem | None = None


@dataclass(slots=True, kw_only=True)
class Tally:
    """How far a file is decided."""

    line: int = 0
    answers: int = 0
    bad: int = 0
    stopped_by: int = 0

    def count(self, one: Decided) -> None:
        """Count a line that was told."""
        self.line = one.line.number
        self.bad += one.problem is not None
        self.answers += one.problem is None

    @property
    def status(self) -> int:
        """The exit status that says so."""
        return SIGNALLED + self.stopped_by if self.stopped_by else int(bool(self.bad))


class Stopped(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """Somebody asked to stop, while the next line was waited for or decided."""


class Ending:
    """Stops with Ctrl-C or SIGTERM at once, but never in the midst of telling a line."""

    def __init__(self) -> None:
        self.asked = 0
        self._telling = False
        self._before = {one: signal.signal(one, self._ask) for one in (SIGINT, SIGTERM)}

    def _ask(self, number: int, _frame: object) -> None:
        self.asked = number
        if not self._telling:
            raise Stopped

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Tell a line to its end, then stop if somebody asked for it."""
        self._telling = True
        yield
        self._telling = False
        if self.asked:
            raise Stopped

    def leave(self) -> None:
        """Leave signals as they were."""
        for one, before in self._before.items():
            signal.signal(one, before)


class Teller(Protocol):
    """Tells lines as they are decided."""

    def tell(self, one: Decided) -> None:
        """Tell one line."""
        ...

    def end(self, tally: Tally) -> None:
        """Tell what is left to tell."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is the same for every line; `over` goes over a body's own fields."""

    moment: datetime
    over: Mapping[str, str]
    calendars: OwnCalendars


def days_told(
    _context: click.Context, _parameter: click.Parameter, given: str | None
) -> str | None:
    """Read the days of an operator, as the text that every process is handed."""
    try:
        return text_of_days(given) if given else None
    except UnusableDays as error:
        raise click.BadParameter(str(error)) from None


calendars_option = click.option(
    "--calendars",
    metavar="FILE",
    envvar="RESCIND_CALENDARS",
    callback=days_told,
    help="Count by the days in this JSON file, over those of the calendars.",
)


@click.command(epilog=EXAMPLE)
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON, one answer a line.")
@click.option(
    "--locale",
    type=click.Choice([locale.value for locale in Locale]),
    help="The language of the answers.",
)
@click.option("--as-of", metavar="INSTANT", help="The moment to decide for, in RFC 3339.")
@calendars_option
@click.option("--no-progress", is_flag=True, help="Show no progress, even on a terminal.")
@click.pass_context
def evaluate(  # noqa: PLR0913 (one for each option)
    context: click.Context,
    file: BinaryIO,
    *,
    as_json: bool,
    locale: str | None,
    as_of: str | None,
    calendars: str | None,
    no_progress: bool,
) -> None:
    """Decide the cancellations in FILE (- is the standard input).

    FILE holds one body as `POST /v1/evaluations` takes it, or many, one a line; a line may have a
    `ref`, which its answer gives back. Without --json the answers come as a table for people. Lines
    that cannot be used are told on stderr (with --json in their place), and the exit status is 1.
    Ctrl-C ends it after the answers so far, with the exit status 130.
    """
    over = {"locale": locale, "as_of": checked_instant(as_of)}
    given = {name: value for name, value in over.items() if value is not None}
    asked = Asked(moment=utc_now(), over=given, calendars=own_calendars(calendars or ""))
    with progress_over(file, wanted=not no_progress) as progress:
        teller = Machine(progress) if as_json else People(progress)
        tally = tell_all(bodies_in(blocks_of(file)), asked, teller, progress)
    if tally.stopped_by:
        click.echo(stopped(tally), err=True)
    context.exit(tally.status)


def checked_instant(text: str | None) -> str | None:
    """See that a moment given on the command line is one."""
    if text is not None:
        try:
            Instant("The moment to decide for.").deserialize(text)
        except ValidationError as error:
            raise click.BadParameter(error.messages[0], param_hint="--as-of") from None
    return text


def decided(line: Line, asked: Asked) -> Decided:
    """Decide one line."""
    tree: Any = None
    try:
        tree = tree_in(line.raw)
        body = body_in(tree, asked.over)
        answer = evaluated(body, asked.moment, asked.calendars)
        told: dict[str, Any] = {
            "order": order_of(body),
            "answer": answer,
            "locale": locale_of(body),
        }
    except Problem as problem:
        told = {"problem": problem}
    return Decided(line=line, ref=ref_of(tree), **told)


def order_of(body: Body) -> str | None:
    """Find the name by which people know the order, if the facts tell one."""
    store: Mapping[str, str] = body["store_order"]
    return store.get("order_name") or store.get("order_id")


def tell_all(lines: Iterable[Line], asked: Asked, teller: Teller, progress: Progress) -> Tally:
    """Decide line by line and tell each at once, until the end or a signal."""
    tally = Tally()
    ending = Ending()
    try:
        for line in lines:
            one = decided(line, asked)
            with ending.telling():
                teller.tell(one)
                tally.count(one)
                progress.step(line.size)
    except Stopped:
        tally.stopped_by = ending.asked
    finally:
        ending.leave()
    teller.end(tally)
    return tally


def stopped(tally: Tally) -> str:
    """Say how far it came."""
    if not tally.line:
        return "Stopped before the first line was decided."
    return (
        f"Stopped after line {tally.line}: {tally.answers + tally.bad} lines were decided, "
        f"{tally.bad} of them cannot be used; the lines after it were not looked at."
    )


class Machine:
    """Writes every answer on a line; a problem stands in the place of its line."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress

    def tell(self, one: Decided) -> None:
        """Write one line."""
        told = one.answer if one.problem is None else problem_json(one.problem, one.line)
        self.progress.write(json.dumps({**one.ref, **(told or {})}, ensure_ascii=False))

    def end(self, tally: Tally) -> None:
        """Everything is written already."""


class People:
    """Writes a table of the answers, a lone one in full; problems go to stderr at once."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.table = Table(progress.write)

    def tell(self, one: Decided) -> None:
        """Write one line, or keep it for the table."""
        if one.problem is not None:
            self.progress.write(f"line {one.line.number}: {one.problem.detail}", err=True)
        elif one.answer is not None:
            name = one.order or str(one.ref.get("ref") or NONE)
            self.table.add(name, one.answer, one.locale)

    def end(self, tally: Tally) -> None:
        """Write what is left of the table."""
        self.table.end(alone=not tally.bad)


def problem_json(problem: Problem, line: Line) -> Written:
    """Write a problem as the service does, with the number of the line."""
    return told(problem, f"/problems/{problem.code}", line=line.number)
