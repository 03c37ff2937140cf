"""The vocabulary of reasons: sources, messages, findings, and the register of all rules.

A rule is one pure function that looks at one condition and says what it found. It carries a
permanent id, one message for each outcome that it can give (the English text is the message id;
catalogues translate it) and a source. All rules that apply are evaluated, always; none of them
decides: the tables of `supplier_table` and `store_table` do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import ParamSpec

from rescind.domain.words import Outcome, WarningCode

Observed = str | int | bool | Decimal | date | datetime | None
"""A value that a message shows or a finding observed."""


def _(text: str) -> str:
    """Mark a sentence for the message catalogues; the text itself is its id."""
    return text


def for_supplier(text: str) -> str:
    """Mark a sentence that suppliers read: it is said in their language too."""
    return text


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with named places, and what stands in them: values, or whole sentences."""

    text: str
    values: "tuple[tuple[str, Said], ...]" = ()


Said = Observed | tuple[Message, ...]
"""What stands in a place of a message."""


def say(text: str, **values: Said) -> Message:
    """Build a message; `text` is marked with `_` where it is written."""
    return Message(text, tuple(sorted(values.items())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule comes from: a document, its place in it, and an address if there is one."""

    title: str
    section: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule's identity card. The id is for ever: a dead rule keeps it."""

    id: str
    name: str
    title: str
    source: Source
    messages: Mapping[Outcome, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule found: its outcome, a sentence, and the values it looked at."""

    rule: str
    name: str
    outcome: Outcome
    message: Message
    source: Source
    observed: tuple[tuple[str, Observed], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """Something to know beside the decision."""

    code: WarningCode
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """A fact that would sharpen the answer.

    `fact` is a JSON pointer into the request, `why` says what knowing it would change, `where`
    where to find it.
    """

    fact: str
    why: Message
    where: Message


P = ParamSpec("P")

RULES: dict[str, Rule] = {}
"""All rules by id, in the order in which they were written."""

Answer = tuple[Outcome, Mapping[str, Observed]]


def rule(  # noqa: PLR0913 (an identity card with one message an outcome)
    rule_id: str,
    title: str,
    *,
    source: Source,
    clear: str | None = None,
    blocks: str | None = None,
    unknown: str | None = None,
) -> Callable[[Callable[P, Answer]], Callable[P, Finding]]:
    """Register a rule and turn its answer into a finding.

    The decorated function answers an outcome and the values it looked at; the message of that
    outcome may name these values. Raises `ValueError` for an id that is taken.
    """
    if rule_id in RULES:
        raise ValueError(f"the rule id {rule_id} is taken; ids are for ever")
    texts = {Outcome.CLEAR: clear, Outcome.BLOCKS: blocks, Outcome.UNKNOWN: unknown}
    messages = {outcome: text for outcome, text in texts.items() if text is not None}

    def register(function: Callable[P, Answer]) -> Callable[P, Finding]:
        name = function.__name__
        RULES[rule_id] = Rule(id=rule_id, name=name, title=title, source=source, messages=messages)

        @wraps(function)
        def look(*args: P.args, **kwargs: P.kwargs) -> Finding:
            outcome, observed = function(*args, **kwargs)
            pairs = tuple(sorted(observed.items()))
            message = Message(messages[outcome], pairs)
            return Finding(
                rule=rule_id,
                name=name,
                outcome=outcome,
                message=message,
                source=source,
                observed=pairs,
            )

        return look

    return register
