"""What if: recorded cases are decided again under another policy; nothing of it is kept."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rescind.domain.decision import decide
from rescind.domain.policy import Policy
from rescind.domain.simulations import Comparison, Totals, compared, totals_of
from rescind.intake.composing import composed
from rescind.intake.ledger import Json, orders_of
from rescind.intake.overrides import laid_over, over_all
from rescind.tables import cancellations, facts
from rescind.tables.cancellations import Cancellation, Filters
from rescind.usecases.case_file import CaseFile, Desk, UnknownCursor, known_by, stored_policies
from rescind.usecases.numbers_elsewhere import told_elsewhere

BATCH = 100
"""How many cases are in hand at once."""

PolicyReader = Callable[[Json], Policy]
"""Reads the policies of a body; raises `Unreadable` for such as contradict each other."""


class Unreadable(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """A case that cannot be read under a policy; the message tells why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which cases are replayed, under which policy, as of when (`None`: now)."""

    policy: Json
    as_of: datetime | None
    filters: Filters
    after: str | None
    limit: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """One case under both policies; `unreadable` tells why there is no comparison."""

    row: Cancellation
    comparison: Comparison | None = None
    unreadable: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What another policy changes; `more`: there are further cases behind the last one."""

    totals: Totals
    replayed: Sequence[Replayed]
    more: bool


def simulate(desk: Desk, question: Question, read_policy: PolicyReader) -> Simulation:
    """Replay cases, newest first, under another policy. Raises `UnknownCursor`."""
    after, limit = question.after, question.limit
    if after is not None and cancellations.one(desk.tenant, after) is None:
        raise UnknownCursor
    rows = cancellations.newest(desk.tenant, question.filters, after=after, limit=limit + 1)
    replay = _Replay(desk, question, read_policy)
    found = [replay.case(file) for file in _files(desk, rows[:limit])]
    return Simulation(
        totals=totals_of([one.comparison for one in found if one.comparison]),
        replayed=found,
        more=len(rows) > limit,
    )


def _files(desk: Desk, rows: Sequence[Cancellation]) -> Iterator[CaseFile]:
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        told = facts.of_cases(desk.tenant, [row.cancellation_id for row in batch])
        for row in batch:
            yield CaseFile(row=row, facts=tuple(told[row.cancellation_id]))


class _Replay:
    """Decides cases twice; policies that many cases share are read once."""

    def __init__(self, desk: Desk, question: Question, read_policy: PolicyReader) -> None:
        self.desk, self.question, self.read_policy = desk, question, read_policy
        self._stored: dict[tuple[tuple[str, ...], datetime], tuple[Any, Any]] = {}
        self._read: dict[str, Policy] = {}

    def case(self, file: CaseFile) -> Replayed:
        """Decide one case under both policies."""
        try:
            return Replayed(row=file.row, comparison=self._compared(file))
        except Unreadable as unreadable:
            return Replayed(row=file.row, unreadable=str(unreadable))

    def _compared(self, file: CaseFile) -> Comparison:
        moment = self.question.as_of or max(self.desk.now, file.row.updated_at)
        body = composed(known_by(file, moment))
        case_id = file.row.cancellation_id
        told_elsewhere(self.desk.tenant, body, as_of=moment, beside=case_id)
        base = laid_over(*self._stored_for(body, moment), body.get("policy", {}))
        call = self.desk.read({**body, "policy": base} if base else body)
        other = self._policy(over_all(base, self.question.policy))
        before = decide(call.facts, call.policy, as_of=moment)
        same = other == call.policy
        return compared(before, before if same else decide(call.facts, other, as_of=moment))

    def _stored_for(
        self, body: Json, moment: datetime
    ) -> tuple[dict[str, Mapping[str, Any]], Mapping[str, Any]]:
        suppliers = tuple(sorted({o["supplier_id"] for o in orders_of(body) if "supplier_id" in o}))
        key = (suppliers, moment)
        if key not in self._stored:
            self._stored[key] = stored_policies(self.desk.tenant, suppliers, moment)
        return self._stored[key]

    def _policy(self, told: Json) -> Policy:
        key = json.dumps(told, sort_keys=True)
        if key not in self._read:
            self._read[key] = self.read_policy(told)
        return self._read[key]
