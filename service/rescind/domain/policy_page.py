"""What a store's policy page says: one section for each question that a customer asks.

It answers only what the policy states. What is not stated is said to be so, plainly, instead of
being made up; and no address is given where there is no shop to walk into.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rescind.domain.policy import StorePolicy
from rescind.domain.rules import Message, _, say
from rescind.domain.vocabularies import label_of
from rescind.domain.words import RefundType, ReturnMethod, ReturnPayer, ReturnReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One question with its answer: sentences, and a list where there is one."""

    anchor: str
    question: Message
    sentences: tuple[Message, ...]
    items: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPage:
    """The page of one store."""

    title: Message
    sections: tuple[Section, ...]


NOT_STATED = _("The shop has not stated this yet.")
TITLE = _("Returns, cancellations and refunds")
TITLE_OF = _("Returns, cancellations and refunds at {store_name}")

UNTIL_WHEN = _("Until when can I cancel or return?")
CANCEL_WITHIN = _(
    "You can cancel an order within {hours} hours of placing it, until it is shipped."
)
NO_CANCELLING = _("An order cannot be cancelled once it is placed.")
CANCEL_NOT_STATED = _("The shop has not stated yet until when an order can be cancelled.")
RETURN_WITHIN = _("You can return goods within {days} days of receiving them.")
NO_RETURNS = _("The shop takes no goods back.")
RETURN_NOT_STATED = _("The shop has not stated yet until when goods can be returned.")

HOW = _("How do I return something?")
WRITE_FIRST = _("Write to {contact_email} first: you get instructions for the return.")
ASK_FIRST = _("Ask the shop for instructions first, and send nothing before you have them.")
NO_ADDRESS = _("Send nothing to the address on the parcel: nobody takes returns there.")
SEND_TO_BOX = _("Returns go to this PO box, which takes returns only: {po_box}")
SEND_TO_STORE = _("Returns go to this address: {return_address}")
WAYS = _("Goods come back in these ways:")

REASONS = _("For which reasons can I return something?")
CHANGED_YOUR_MIND = _("You changed your mind")
ACCEPTED = _("The shop takes goods back for these reasons:")
FINAL_EXCEPT = _("All sales are final, except for these reasons:")
ALL_FINAL = _("All sales are final.")

WHO_PAYS = _("Who pays for sending it back?")
SHOP_PAYS = _("The shop pays for sending goods back.")
CUSTOMER_PAYS = _("You pay for sending goods back.")
SHOP_PAYS_FAULTS = _("The shop pays for it where goods are wrong, defective or damaged.")
CUSTOMER_PAYS_FAULTS = _("You also pay for it where goods are wrong, defective or damaged.")
KEEPS_FEE = _("The shop keeps {percent} % of the price of goods that come back.")

HOW_LONG = _("How long does my money take?")
PAID_WITHIN = _("The shop pays you back within {days} business days.")
YOU_GET = _("You get:")

WHOM = _("Whom do I write to?")
WRITE_TO = _("Write to {contact_email}.")


def page_of(policy: StorePolicy) -> PolicyPage:
    """Write the page of a store's policy."""
    title = say(TITLE)
    if policy.store_name is not None:
        title = say(TITLE_OF, store_name=policy.store_name)
    sections = (until_when, how, for_which_reasons, who_pays, how_long, whom_to_write_to)
    return PolicyPage(title=title, sections=tuple(write(policy) for write in sections))


def until_when(policy: StorePolicy) -> Section:
    """Until when orders can be cancelled, and goods returned."""
    hours, days = policy.cancellation_window_hours, policy.return_window_days
    cancelling = say(CANCEL_NOT_STATED)
    if hours is not None:
        cancelling = say(CANCEL_WITHIN, hours=hours) if hours else say(NO_CANCELLING)
    returning = say(RETURN_NOT_STATED)
    if policy.reasons == () or days == 0:
        returning = say(NO_RETURNS)
    elif days is not None:
        returning = say(RETURN_WITHIN, days=days)
    return section("until-when", UNTIL_WHEN, [cancelling, returning])


def how(policy: StorePolicy) -> Section:
    """How goods come back; without a shop to walk into, customers write first."""
    if policy.reasons == ():
        return section("how", HOW, [say(NO_RETURNS)])
    email = policy.contact_email
    told = [say(ASK_FIRST) if email is None else say(WRITE_FIRST, contact_email=email)]
    if policy.po_box is not None:
        told.append(say(SEND_TO_BOX, po_box=in_one_line(policy.po_box)))
    if policy.shown_address is not None:
        told.append(say(SEND_TO_STORE, return_address=in_one_line(policy.shown_address)))
    if policy.po_box is None and policy.shown_address is None:
        told.append(say(NO_ADDRESS))
    ways = [ReturnMethod(one) for one in policy.return_methods or ()]
    if ways:
        told.append(say(WAYS))
    return section("how", HOW, told, [say(label_of(one)) for one in ways])


def in_own_words(reason: ReturnReason) -> str:
    """Say a reason to the customer, who is spoken to on this page and not about."""
    return CHANGED_YOUR_MIND if reason is ReturnReason.CHANGED_MIND else label_of(reason)


def for_which_reasons(policy: StorePolicy) -> Section:
    """For which reasons goods are taken back."""
    reasons = policy.reasons
    if reasons is None:
        return section("reasons", REASONS, [])
    final = policy.all_sales_final_except is not None
    if not reasons:
        return section("reasons", REASONS, [say(ALL_FINAL if final else NO_RETURNS)])
    accepted = [say(in_own_words(one)) for one in ReturnReason if one.value in reasons]
    return section("reasons", REASONS, [say(FINAL_EXCEPT if final else ACCEPTED)], accepted)


def who_pays(policy: StorePolicy) -> Section:
    """Who pays for the way back, and what is kept of the price."""
    told = []
    usual, faulty = policy.return_shipping_paid_by, policy.faulty_return_shipping_paid_by
    if usual is not None:
        told.append(say(SHOP_PAYS if usual is ReturnPayer.MERCHANT else CUSTOMER_PAYS))
    if faulty is not None and faulty is not usual:
        by_shop = faulty is ReturnPayer.MERCHANT
        told.append(say(SHOP_PAYS_FAULTS if by_shop else CUSTOMER_PAYS_FAULTS))
    if usual is None:
        told.insert(0, say(NOT_STATED))
    if policy.restocking_fee_percent:
        told.append(say(KEEPS_FEE, percent=policy.restocking_fee_percent))
    return section("who-pays", WHO_PAYS, told)


def how_long(policy: StorePolicy) -> Section:
    """How long a refund takes, and what it is."""
    days = policy.refund_within_business_days
    told = [say(NOT_STATED) if days is None else say(PAID_WITHIN, days=days)]
    gets = [RefundType(one) for one in policy.refund_types or ()]
    if gets:
        told.append(say(YOU_GET))
    return section("how-long", HOW_LONG, told, [say(label_of(one)) for one in gets])


def whom_to_write_to(policy: StorePolicy) -> Section:
    """Whom customers write to."""
    email = policy.contact_email
    return section("contact", WHOM, [] if email is None else [say(WRITE_TO, contact_email=email)])


def section(
    anchor: str, question: str, sentences: Sequence[Message], items: Sequence[Message] = ()
) -> Section:
    """Put a section together; one without an answer says so."""
    return Section(
        anchor=anchor,
        question=say(question),
        sentences=tuple(sentences) or (say(NOT_STATED),),
        items=tuple(items),
    )


def in_one_line(address: str) -> str:
    """Write the lines of an address one after the other."""
    return ", ".join(line.strip(" ,") for line in address.splitlines() if line.strip(" ,"))
