"""For which moments a version of a policy rules: of those told by then, the latest that covers it.

Nothing is ever taken back: a version that is told for the past rules from its telling on, and what
was decided before stays as it was. Where periods overlap, the version told later goes first; where
it ends, the one told before it rules again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rescind.domain.rules import Message, _, say
from rescind.domain.words import VersionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A version, when it was told, and from when until when it is meant (until: exclusive)."""

    version: int
    told_at: datetime
    valid_from: datetime
    valid_until: datetime | None

    def covers(self, at: datetime) -> bool:
        """Tell whether it is meant for a moment and was told by then."""
        ended = self.valid_until is not None and self.valid_until <= at
        return self.told_at <= at and self.valid_from <= at and not ended


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingOfVersion:
    """Where a version stands among the others at a moment."""

    state: VersionState
    explanation: Message


def chosen(periods: Sequence[Period], at: datetime) -> Period | None:
    """Find the version in force at a moment; `None`: the defaults are."""
    covering = [one for one in periods if one.covers(at)]
    return max(covering, key=lambda one: one.version, default=None)


def standing_of(period: Period, periods: Sequence[Period], at: datetime) -> StandingOfVersion:
    """Say where a version stands at a moment, and why."""
    first = chosen(periods, at)
    if period.valid_until is not None and period.valid_until <= at:
        return standing(VersionState.OVER, say(OVER, until=period.valid_until))
    if period.valid_from > at:
        return standing(VersionState.PLANNED, planned(period, first))
    if first is None or first.version == period.version:
        return standing(VersionState.IN_FORCE, ruling(period, periods, at))
    return standing(VersionState.SUPERSEDED, replaced(first))


def standing(state: VersionState, explanation: Message) -> StandingOfVersion:
    """Put both together."""
    return StandingOfVersion(state=state, explanation=explanation)


OVER = _("Its period ended at {until}.")
PLANNED_AFTER_NONE = _("In force from {start} on; until then the defaults are.")
PLANNED_AFTER = _("In force from {start} on; until then version {version} is.")
TOLD_LATE = _(
    "In force since it was told, at {told_at}. It is meant from {start} on, yet what was decided "
    "before it was told stays as it was."
)
UNTIL_NEXT = _("In force until {until}, when version {version} begins, which was told later.")
UNTIL_END = _("In force until {until}, when its period ends.")
FOR_GOOD = _("In force until another version is told.")
REPLACED = _("Version {version} was told later and covers this moment: it goes before this one.")
REPLACED_FOR_A_TIME = _(
    "Version {version} was told later and covers this moment: "
    "until {until} it goes before this one."
)


def planned(period: Period, first: Period | None) -> Message:
    """Say what rules until a version does."""
    if first is None:
        return say(PLANNED_AFTER_NONE, start=period.valid_from)
    return say(PLANNED_AFTER, start=period.valid_from, version=first.version)


def ruling(period: Period, periods: Sequence[Period], at: datetime) -> Message:
    """Say until when the version in force rules, as far as it is known."""
    later = [one for one in periods if one.version > period.version and one.valid_from > at]
    following = min(later, key=lambda one: (one.valid_from, -one.version), default=None)
    ends = period.valid_until
    if following is not None and (ends is None or following.valid_from < ends):
        return say(UNTIL_NEXT, until=following.valid_from, version=following.version)
    if ends is not None:
        return say(UNTIL_END, until=ends)
    if period.valid_from < period.told_at:
        return say(TOLD_LATE, told_at=period.told_at, start=period.valid_from)
    return say(FOR_GOOD)


def replaced(first: Period) -> Message:
    """Say which version goes before one."""
    if first.valid_until is None:
        return say(REPLACED, version=first.version)
    return say(REPLACED_FOR_A_TIME, version=first.version, until=first.valid_until)
