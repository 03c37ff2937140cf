"""A step before it has its number: what it is, of which order, and what it comes after."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rescind.domain.answers import Draft, FillIn, RefundDecision, ShopifyRequest
from rescind.domain.case import Case, Judged
from rescind.domain.rules import Said
from rescind.domain.words import StepStatus

Name = tuple[str, int | None]
"""How steps of one plan name each other: by kind, and the place of the supplier order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A step before it has its number.

    `kind` tells it from other steps of its action, `card` whose instructions it takes; `meaning`
    is what else changes when it means something else. `after` are the steps that have to be done
    first, and `preface` what is said of them; while it is `held` it waits for the facts, whatever
    was marked as done. One that is `only_if_completed` shows only where somebody marked it so.
    """

    action: str
    kind: str
    card: str
    order_id: str | None
    supplier_order_id: str | None = None
    place: int | None = None
    platform: str
    status: StepStatus = StepStatus.READY
    due_at: datetime | None = None
    meaning: tuple[Any, ...] = ()
    says: tuple[tuple[str, Said], ...] = ()
    preface: str | None = None
    after: tuple[Name, ...] = ()
    held: bool = False
    only_if_completed: bool = False
    done_at: datetime | None = None
    done_by: str | None = None
    note: str | None = None

    @property
    def name(self) -> Name:
        """How other steps of the plan name this one."""
        return self.kind, self.place


def of_supplier(judged: Judged, place: int, action: str, **more: Any) -> Outline:
    """Outline a step on a supplier order; what is not said is as the action is."""
    return Outline(
        **{"kind": str(action), "card": str(action), **more},
        action=str(action),
        order_id=judged.order.order_id,
        supplier_order_id=judged.order.order_id,
        place=place,
        platform=judged.order.platform,
    )


def of_store(case: Case, action: str, **more: Any) -> Outline:
    """Outline a step on the store order; what is not said is as the action is."""
    order = case.facts.store_order
    return Outline(
        **{"kind": str(action), "card": str(action), **more},
        action=str(action),
        order_id=order.order_name or order.order_id,
        platform=order.platform,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What a request is built from: the case, its money, the step and the step's key."""

    case: Case
    refund: RefundDecision
    outline: Outline
    key: str

    @property
    def judged(self) -> Judged | None:
        """The supplier order that the step is about; none for a step on the store order."""
        place = self.outline.place
        return None if place is None else self.case.relevant[place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A request, and what it takes from the answer to the step of the kind `answer_of`."""

    request: ShopifyRequest | Draft
    answer_of: str | None = None
    fill_in: tuple[FillIn, ...] = ()
