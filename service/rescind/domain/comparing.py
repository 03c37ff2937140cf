"""Refund now or wait: what each costs, what it costs at worst, and which is to be preferred.

Refunding now pays for everything that is asked for. Waiting pays for what is released (nobody has
to wait with that) and for the rest only once its supplier let go of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rescind.domain import store_conditions as is_
from rescind.domain.case import Case
from rescind.domain.exchange import Exchange
from rescind.domain.money import in_currency
from rescind.domain.owing import Debt
from rescind.domain.refund_answers import Comparison, RefundingNow, Waiting
from rescind.domain.refund_shares import due_for_all
from rescind.domain.refunds import ZERO
from rescind.domain.rules import _, say
from rescind.domain.stakes import exposure_of, released_stakes
from rescind.domain.units import fewer
from rescind.domain.words import Eligibility, RefundChoice

C = RefundChoice
Sum = Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What refunding everything now costs, expected and at worst; what is due as things stand."""

    currency: str | None
    due: Sum
    exposure: Sum
    worst_case: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Both ways, before one of them is recommended."""

    case: Case
    now: RefundingNow
    wait: Waiting

    @property
    def saved(self) -> Sum:
        """What waiting keeps safe at worst."""
        if self.now.worst_case is None or self.wait.worst_case is None:
            return None
        return self.now.worst_case - self.wait.worst_case


def compared(case: Case, debts: Sequence[Debt], exchange: Exchange, costs: Costs) -> Comparison:
    """Compare refunding everything now with waiting for what is not released."""
    nothing = in_currency(ZERO, costs.currency)
    amount = _amount_now(case, costs.due, nothing)
    now = RefundingNow(
        amount=amount,
        exposure=_at_most(amount, costs.exposure),
        worst_case=_at_most(amount, costs.worst_case),
    )
    expected, at_worst = _of_released(case, debts, exchange, costs) or (nothing, nothing)
    wait = Waiting(
        amount=costs.due,
        until=case.next_check_at,
        exposure=_at_most(costs.due, _at_most(now.exposure, expected)),
        worst_case=_at_most(costs.due, _at_most(now.worst_case, at_worst)),
    )
    choice = Choice(case=case, now=now, wait=wait)
    return _recommended(choice, costs.currency)


def _amount_now(case: Case, due: Sum, nothing: Decimal) -> Sum:
    """What refunding now pays; with a chargeback or a cancelled order there is nothing to pay."""
    if is_.chargeback_stands(case) or is_.store_cancelled(case):
        return nothing
    if case.all_released:
        return due
    whole = due_for_all(case)
    return None if whole is None else in_currency(whole, case.facts.store_order.currency)


def _of_released(
    case: Case, debts: Sequence[Debt], exchange: Exchange, costs: Costs
) -> tuple[Sum, Sum] | None:
    """What refunding the released units costs, expected and at worst; `None` with none of them."""
    if case.all_released:
        return costs.exposure, costs.worst_case
    units = fewer(case.released, case.requested)
    if not units:
        return None
    expected, at_worst = (
        exchange.written(
            exposure_of(case, exchange, released_stakes(debts, certain=certain), units)
        )
        for certain in (False, True)
    )
    return expected, at_worst


def _at_most(limit: Sum, amount: Sum) -> Sum:
    """Nobody loses more than is paid; where nothing is paid, nothing is lost, known or not."""
    if ZERO in (limit, amount):
        return limit if limit == ZERO else amount
    return None if limit is None or amount is None else min(limit, amount)


@dataclass(frozen=True, slots=True)
class Advice:
    """One row of the advice: when it holds, what it recommends, and why."""

    when: Callable[[Choice], bool]
    choice: RefundChoice
    text: str


ADVICE: tuple[Advice, ...] = (
    Advice(
        lambda c: is_.chargeback_stands(c.case),
        C.WAIT,
        _("The bank pays the customer back: a refund of yours would be a second."),
    ),
    Advice(
        lambda c: is_.store_cancelled(c.case),
        C.EITHER,
        _("The store order is cancelled already: there is nothing to choose."),
    ),
    Advice(
        lambda c: c.now.amount == ZERO,
        C.EITHER,
        _("Nothing is left to refund: there is nothing to choose."),
    ),
    Advice(
        lambda c: c.case.all_released and not c.now.worst_case,
        C.REFUND_NOW,
        _("Everything asked for is released: waiting saves nothing."),
    ),
    Advice(
        lambda c: c.case.all_released,
        C.REFUND_NOW,
        _(
            "Everything asked for is released, so waiting saves nothing; if the supplier does not "
            "pay, {worst_case} of your own money is lost either way."
        ),
    ),
    Advice(
        lambda c: c.saved is None,
        C.WAIT,
        _("What refunding now would cost is not known: wait until the supplier lets go."),
    ),
    Advice(
        lambda c: bool(c.saved) and bool(c.wait.amount),
        C.WAIT,
        _(
            "Refund the {due} for what is released and wait with the rest: that keeps up to "
            "{saved} of your own money safe."
        ),
    ),
    Advice(
        lambda c: bool(c.saved),
        C.WAIT,
        _(
            "Refunding now costs {exposure} of your own money, {worst_case} if it goes wrong; "
            "waiting keeps up to {saved} of it safe."
        ),
    ),
    Advice(
        lambda c: any(
            v.eligibility is Eligibility.ELIGIBLE and not v.released for v in c.case.verdicts
        ),
        C.WAIT,
        _("The payment to the supplier could still go through: wait until it is seen cancelled."),
    ),
    Advice(
        lambda _choice: True,
        C.EITHER,
        _("None of your own money is at stake: refunding now costs no more than waiting."),
    ),
)
"""The first row that holds gives the advice; the last one always does."""


def _recommended(choice: Choice, currency: str | None) -> Comparison:
    advice = next(row for row in ADVICE if row.when(choice))
    return Comparison(
        refund_now=choice.now,
        wait=choice.wait,
        recommended=advice.choice,
        explanation=say(
            advice.text,
            currency=currency,
            exposure=choice.now.exposure,
            worst_case=choice.now.worst_case,
            saved=choice.saved,
            due=choice.wait.amount,
        ),
    )
