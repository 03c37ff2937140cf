"""What to attach to a dispute: a checklist against what the facts hold already."""

from collections.abc import Callable
from dataclasses import dataclass

from rescind.domain.answers import Evidence
from rescind.domain.rules import _, say
from rescind.domain.standing import ACCEPTANCES, REFUSALS, Standing
from rescind.domain.words import ResponseKind, TrackingVerdict

ON_THE_PLATFORM = _("On the order's page at the supplier's platform: a screenshot with its date.")
IN_THE_MESSAGES = _("In your messages with the supplier: a screenshot with names and dates.")
AT_THE_CARRIER = _("On the carrier's tracking page: a screenshot of every event with its date.")
IN_THE_ACCOUNTS = _("On your card's or account's statement, or the platform's payment page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A kind of evidence: what it is, what it proves, where it is found, and when it is wanted."""

    item: str
    text: str
    proves: str
    where: str
    held: Callable[[Standing], bool]
    wanted: Callable[[Standing], bool]


def always(_s: Standing) -> bool:
    """Wanted for every dispute."""
    return True


def answered(*kinds: ResponseKind) -> Callable[[Standing], bool]:
    """The supplier answered so."""
    return lambda s: any(response.kind in kinds for response in s.order.responses)


def silent(s: Standing) -> bool:
    """The supplier was asked, and let its time to answer pass."""
    return s.silent


def number_looked_at(s: Standing) -> bool:
    """Somebody looked a number up with its carrier."""
    return any(number.looked_at for number in s.numbers)


def false_number(s: Standing) -> bool:
    """A number is another parcel's."""
    return any(number.verdict is TrackingVerdict.CONTRADICTED for number in s.numbers)


ATTACHMENTS = (
    Attachment(
        item="order_page",
        text=_("The order's page, with its status and its dates."),
        proves=_("What was ordered, when, and how it stands."),
        where=ON_THE_PLATFORM,
        held=lambda s: s.order.observed_at is not None,
        wanted=always,
    ),
    Attachment(
        item="payment_receipt",
        text=_("The receipt of your payment to the supplier."),
        proves=_("That you paid, how much, and when."),
        where=IN_THE_ACCOUNTS,
        held=lambda s: s.order.paid_at is not None,
        wanted=always,
    ),
    Attachment(
        item="cancellation_request",
        text=_("Your request to cancel, with its date."),
        proves=_("When you asked, which counts against a later shipment."),
        where=ON_THE_PLATFORM,
        held=lambda s: s.order.cancellation_request is not None,
        wanted=always,
    ),
    Attachment(
        item="supplier_answer",
        text=_("What the supplier answered, as a screenshot."),
        proves=_("What the supplier claimed, and when."),
        where=IN_THE_MESSAGES,
        held=answered(*REFUSALS),
        wanted=lambda s: not s.silent,
    ),
    Attachment(
        item="no_answer",
        text=_("The conversation after your request, which shows no answer."),
        proves=_("That the supplier let its time to answer pass."),
        where=IN_THE_MESSAGES,
        held=silent,
        wanted=silent,
    ),
    Attachment(
        item="partial_refund_offer",
        text=_("The supplier's offer of a part of the money."),
        proves=_("That the supplier does not claim to owe you nothing."),
        where=IN_THE_MESSAGES,
        held=answered(ResponseKind.OFFERED_PARTIAL_REFUND),
        wanted=answered(ResponseKind.OFFERED_PARTIAL_REFUND),
    ),
    Attachment(
        item="tracking_request",
        text=_("Your request for the tracking number, with its date."),
        proves=_("Since when the supplier owes a proof of the shipment."),
        where=IN_THE_MESSAGES,
        held=lambda s: s.order.tracking_request is not None,
        wanted=always,
    ),
    Attachment(
        item="tracking_page",
        text=_("The carrier's page for the number, as it shows today."),
        proves=_("Whether, and on which day, a carrier got the parcel."),
        where=AT_THE_CARRIER,
        held=number_looked_at,
        wanted=lambda s: bool(s.numbers),
    ),
    Attachment(
        item="false_number",
        text=_("Proof that the number belongs to another parcel."),
        proves=_("That the number given is no proof of a shipment to you."),
        where=AT_THE_CARRIER,
        held=false_number,
        wanted=false_number,
    ),
    Attachment(
        item="acceptance",
        text=_("The supplier's acceptance of the cancellation."),
        proves=_("That the supplier was no longer allowed to ship, and owes the money."),
        where=IN_THE_MESSAGES,
        held=answered(*ACCEPTANCES),
        wanted=answered(*ACCEPTANCES),
    ),
)


def evidence_for(s: Standing) -> tuple[Evidence, ...]:
    """List what to attach, and whether the facts hold it already."""
    return tuple(
        Evidence(
            item=attachment.item,
            held=attachment.held(s),
            explanation=say(attachment.text),
            proves=say(attachment.proves),
            where=say(attachment.where),
        )
        for attachment in ATTACHMENTS
        if attachment.wanted(s)
    )
