"""What is not known of a supplier yet, and the question that would settle it, drafted.

The article's five questions are asked until they are answered; any other parameter only where the
merchant says that it is not known (`null`), because elsewhere its default serves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rescind.domain.answers import Draft
from rescind.domain.letters import TO_SUPPLIERS, Letter, letter
from rescind.domain.policy import SupplierPolicy
from rescind.domain.rules import Message, Source, _, for_supplier, say
from rescind.domain.sources import ARTICLE_CAUSES, ARTICLE_TIPS, PRACTICE
from rescind.domain.words import Recipient

HELLO = for_supplier("Hello,")
THANKS = for_supplier("Thank you.")
WE_SELL = for_supplier(
    "we sell your goods in our shop, and we want to promise our customers nothing that you do not "
    "do. Please tell us in writing:"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing to ask of a supplier: why, and in which words."""

    why: str
    question: str
    source: Source
    always: bool = False
    """Whether it is asked wherever nobody answered it; else only where it is said not to be known.
    """


QUESTIONS = {
    "cancellation_accepted_within_hours": Asked(
        why=_("It says until when customers can be promised that they may cancel."),
        question=for_supplier(
            "How many hours after we pay for an order do you still accept that we cancel it?"
        ),
        source=ARTICLE_TIPS,
        always=True,
    ),
    "accepted_return_reasons": Asked(
        why=_("Each reason that you accept and the supplier does not is paid out of your pocket."),
        question=for_supplier(
            "In which of these cases do you take goods back and pay us back: not as described, "
            "defective, damaged in transit, wrong item, wrong size, not received, changed mind?"
        ),
        source=ARTICLE_TIPS,
        always=True,
    ),
    "resolves_within_business_days": Asked(
        why=_("It says how long you wait for the supplier's money after a complaint."),
        question=for_supplier(
            "Within how many business days do you settle a return or a refund, from our message to "
            "your payment?"
        ),
        source=ARTICLE_TIPS,
        always=True,
    ),
    "guideline_url": Asked(
        why=_("What stands in writing can be shown in a dispute."),
        question=for_supplier(
            "Do you have written rules for returns and refunds? Please send us the link."
        ),
        source=ARTICLE_TIPS,
        always=True,
    ),
    "wrong_order_practice": Asked(
        why=_("A customer who ordered the wrong size is helped best if the supplier helps too."),
        question=for_supplier(
            "What do you do when a customer ordered the wrong size or model by mistake: exchange, "
            "refund in part, or nothing?"
        ),
        source=ARTICLE_CAUSES,
        always=True,
    ),
    "ship_within_business_days": Asked(
        why=_("Until then an order that is not shipped can be waited for; after it, claimed."),
        question=for_supplier("Within how many business days after payment do you ship?"),
        source=PRACTICE,
    ),
    "response_within_hours": Asked(
        why=_("It says when silence is an answer."),
        question=for_supplier("Within how many hours do you answer when we ask you to cancel?"),
        source=PRACTICE,
    ),
    "tracking_within_business_days": Asked(
        why=_("It says when a number that was asked for is late."),
        question=for_supplier(
            "Within how many business days do you send the tracking number when we ask for it?"
        ),
        source=PRACTICE,
    ),
    "refund_max_business_days": Asked(
        why=_("It says when the supplier's money is late, and what you can promise customers."),
        question=for_supplier(
            "After you agree to a refund, within how many business days do we have the money?"
        ),
        source=PRACTICE,
    ),
    "restocking_fee_percent": Asked(
        why=_("What the supplier keeps is your loss, unless your customers are told of it."),
        question=for_supplier("Which percentage of the price do you keep when you pay us back?"),
        source=PRACTICE,
    ),
}
"""By parameter, the most telling first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A gap in what is known of a supplier, and the message that would close it."""

    parameter: str
    why: Message
    source: Source
    draft: Draft


def open_questions(policy: SupplierPolicy) -> tuple[Question, ...]:
    """List what is still to be asked of a supplier."""
    return tuple(question_about(name) for name in QUESTIONS if is_open(name, policy))


def is_open(parameter: str, policy: SupplierPolicy) -> bool:
    """Tell whether a parameter is still to be asked about."""
    if parameter in policy.not_known:
        return True
    return QUESTIONS[parameter].always and getattr(policy, parameter) is None


def question_about(parameter: str) -> Question:
    """Draft the question about one parameter."""
    asked = QUESTIONS[parameter]
    return Question(
        parameter=parameter,
        why=say(asked.why),
        source=asked.source,
        draft=Draft(to=Recipient.SUPPLIER, messages=letter_asking([parameter])),
    )


def all_at_once(questions: Sequence[Question]) -> Draft | None:
    """Draft one message that asks all of it; `None` where nothing is to be asked."""
    if not questions:
        return None
    asked = letter_asking(one.parameter for one in questions)
    return Draft(to=Recipient.SUPPLIER, messages=asked)


def letter_asking(parameters: Iterable[str]) -> Letter:
    """Write a letter with one paragraph for each question."""
    asked = [(say(QUESTIONS[one].question),) for one in parameters]
    return letter(TO_SUPPLIERS, (say(HELLO), say(WE_SELL)), *asked, (say(THANKS),))
