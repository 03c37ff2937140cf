"""What a merchant writes to the customer: where the cancellation stands, and what comes next.

Nothing in these letters names the customer; an order is named as the shop names it.
"""

from datetime import UTC, date

from rescind.domain.case import Case
from rescind.domain.facts import total_of
from rescind.domain.letters import TO_CUSTOMERS, Letter, Values, Versions, letter, paragraph
from rescind.domain.refunds import max_refundable
from rescind.domain.rules import Observed, _
from rescind.domain.standing import Standing
from rescind.domain.words import Eligibility, State

GREETING = (_("Hello,"),)
GOODBYE = (
    _("If you have any questions, write to {contact_email}."),
    _("If you have any questions, just answer this message."),
)

CANCELLED = (
    _("Your order {order} was cancelled on {cancelled_on}."),
    _("Your order was cancelled on {cancelled_on}."),
    _("Your order {order} can be cancelled, and we are cancelling it."),
    _("Your order can be cancelled, and we are cancelling it."),
)
MONEY_BACK = (_("You get back what you paid for it and have not got back yet."),)
PAID_BACK = (_("What you paid for it has been paid back already."),)
MONEY_COMES = (
    _("The money comes back within {refund_days} business days."),
    _("When the money shows on your account depends on your bank or means of payment."),
)

ITEMS_REFUNDED = (
    _(
        "Of the {asked} items of your order {order} that you wanted to cancel, we refund "
        "{released} now."
    ),
    _("Of the {asked} items that you wanted to cancel, we refund {released} now."),
)
ALL_ITEMS_REFUNDED = (
    _("We refund what you wanted to cancel of your order {order}."),
    _("We refund what you wanted to cancel."),
)
OTHERS_PENDING = (
    _("For {pending} of them it is not decided yet; we shall know by {known_by} and write to you."),
    _("For {pending} of them it is not decided yet; we write to you as soon as we know."),
)
OTHERS_SHIPPED = (
    _(
        "{blocked} of them can no longer be cancelled; what remains for these is to return them "
        "after the delivery."
    ),
)

ASKED_THE_SUPPLIER = (
    _("On {asked_on} we asked our supplier to cancel your order {order}."),
    _("On {asked_on} we asked our supplier to cancel your order."),
    _("We are looking into the cancellation of your order {order}."),
    _("We are looking into the cancellation of your order."),
)
KNOWN_BY = (
    _("We shall know by {known_by} and write to you then."),
    _("We write to you as soon as we know more."),
)

ON_ITS_WAY = (
    _("Your order {order} is on its way already and can no longer be cancelled."),
    _("Your order is on its way already and can no longer be cancelled."),
)
DELIVERED = (
    _("Your order {order} was delivered already and can no longer be cancelled."),
    _("Your order was delivered already and can no longer be cancelled."),
)
NOT_POSSIBLE = (
    _("Your order {order} could not be cancelled any more."),
    _("Your order could not be cancelled any more."),
)
PARTLY_GONE = (
    _(
        "Of the {asked} items of your order {order} that you wanted to cancel, {blocked} can no "
        "longer be cancelled."
    ),
    _("Of the {asked} items that you wanted to cancel, {blocked} can no longer be cancelled."),
)
TAKE_IT = (_("Please take the parcel when it comes."),)
RETURN_AFTER_DELIVERY = (
    _("After the delivery you have {return_days} days to claim a return: {policy_url}"),
    _("After the delivery you have {return_days} days to claim a return."),
    _("After the delivery you can claim a return."),
)

DISPUTE_RUNS = (
    _("We opened a dispute with our supplier about your order {order} on {filed_on}."),
    _("We opened a dispute with our supplier about your order on {filed_on}."),
)
UNTIL_DECIDED = (
    _("Until it is decided nothing is certain; we write to you as soon as we know the outcome."),
)


def cancelled(case: Case) -> Letter:
    """Tell that the whole order is, or can be, cancelled, and when the money comes."""
    if max_refundable(case.facts.store_order) == 0:
        return to_customer(case, {}, CANCELLED, PAID_BACK)
    return to_customer(case, {}, CANCELLED, MONEY_BACK, MONEY_COMES)


def items_refunded(case: Case, known_by: date | None) -> Letter:
    """Tell which share of the items is refunded, and what becomes of the others."""
    counts = counts_of(case)
    others = [
        *([OTHERS_PENDING] if counts["pending"] else []),
        *([OTHERS_SHIPPED] if counts["blocked"] else []),
    ]
    opening = ITEMS_REFUNDED if others else ALL_ITEMS_REFUNDED
    values = {**counts, "known_by": known_by}
    return to_customer(case, values, opening, MONEY_COMES, *others)


def asked_the_supplier(case: Case, asked_on: date | None, known_by: date | None) -> Letter:
    """Tell that it is being seen to, and until when it will be known."""
    values = {"asked_on": asked_on, "known_by": known_by}
    return to_customer(case, values, ASKED_THE_SUPPLIER, KNOWN_BY)


def not_cancellable(case: Case, s: Standing, known_by: date | None) -> Letter:
    """Tell that all, or some, of it can no longer be cancelled, and what remains."""
    counts = counts_of(case)
    values: Values = {**counts, "known_by": known_by}
    if counts["blocked"] != counts["asked"]:
        pending = [OTHERS_PENDING] if counts["pending"] else []
        return to_customer(case, values, PARTLY_GONE, *pending, TAKE_IT, RETURN_AFTER_DELIVERY)
    if s.order.dispute is not None:
        return to_customer(case, values, NOT_POSSIBLE, RETURN_AFTER_DELIVERY)
    if s.state is State.COMPLETED:
        return to_customer(case, values, DELIVERED, RETURN_AFTER_DELIVERY)
    return to_customer(case, values, ON_ITS_WAY, TAKE_IT, RETURN_AFTER_DELIVERY)


def dispute_runs(case: Case, filed_on: date | None) -> Letter:
    """Tell that a dispute runs."""
    return to_customer(case, {"filed_on": filed_on}, DISPUTE_RUNS, UNTIL_DECIDED)


def to_customer(case: Case, values: Values, *sentences: Versions) -> Letter:
    """Put a letter together, with its first and last words."""
    known = {**known_of(case), **values}
    return letter(
        TO_CUSTOMERS,
        paragraph([GREETING], known),
        paragraph(sentences, known),
        paragraph([GOODBYE], known),
    )


def known_of(case: Case) -> dict[str, Observed]:
    """Gather what letters may say of the store order and the store's policy."""
    order, store = case.facts.store_order, case.policy.store
    return {
        "order": order.order_name or order.order_id,
        "cancelled_on": order.cancelled_at.astimezone(UTC).date() if order.cancelled_at else None,
        "refund_days": store.refund_within_business_days,
        "return_days": store.return_window_days,
        "policy_url": store.policy_url,
        "contact_email": store.contact_email,
    }


def counts_of(case: Case) -> dict[str, int]:
    """Count the items asked for: released, no longer to be cancelled, and not decided yet."""
    asked, released = total_of(case.requested), total_of(case.released)
    blocked = sum(
        total_of(verdict.units)
        for verdict in case.verdicts
        if verdict.eligibility is Eligibility.INELIGIBLE
    )
    counts = {"asked": asked, "released": released, "blocked": blocked}
    return {**counts, "pending": max(0, asked - released - blocked)}
