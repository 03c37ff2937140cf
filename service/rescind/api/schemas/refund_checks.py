"""May this refund be paid? The question and the answer."""

from rescind.api.fields import Amount, CurrencyCode, Flag, Identifier, Instant, Many, Part, Word
from rescind.api.schemas.calls import EvaluationRequestSchema
from rescind.api.schemas.counted import known_amount, units
from rescind.api.schemas.edges import Incoming, Outgoing
from rescind.api.schemas.evaluations import MOST_FINDINGS, MOST_WARNINGS
from rescind.api.schemas.reasons import FindingSchema, PlaceSchema, WarningSchema, sentence
from rescind.api.schemas.store_orders import MOST_LINES, RequestedLineSchema
from rescind.domain.words import RefundBecause


class ProposedRefundSchema(Incoming):
    """A refund to the customer that is to be checked."""

    amount = Amount(
        "How much it would pay; absent: what its units are worth, as the answer works it out.",
        example="30.00",
    )
    lines = Many(
        RequestedLineSchema(),
        "The units it is for, a quantity left out being all that is not refunded yet; absent: what "
        "`request` names.",
        least=1,
        most=MOST_LINES,
    )
    include_shipping = Flag(
        "Whether it pays the customer's shipping back too; absent: with the whole order only."
    )
    refunded_at = Instant(
        "When it is paid; a refund of this amount that is on record for that moment is the same.",
        example="2026-09-29T08:00:00Z",
    )


class RefundCheckRequestSchema(EvaluationRequestSchema):
    """All that is known of one cancellation, and a refund to be checked against it."""

    refund = Part(
        ProposedRefundSchema(), "The refund; absent: all that is asked for.", may_be_empty=True
    )


class CheckedLineSchema(Outgoing):
    """One line of the refund; an amount is null when it is not known."""

    line_id = Identifier("The line of the store order.", example="L1")
    quantity = units("How many of its units the refund is for.")
    price = known_amount("Their share of the line's price.", example="30.00")
    discount = known_amount("Their share of its discount.", example="0.00")
    tax = known_amount("Their share of its tax.", example="0.00")
    paid = known_amount("What the customer paid for them: price - discount + tax.", example="30.00")
    amount = known_amount("What of it may still go back.", example="30.00")
    max_refundable = known_amount("What may still go back for the whole line.", example="30.00")


class RefundCheckSchema(PlaceSchema):
    """Whether a refund may be paid, and what the merchant would lose by it."""

    allowed = Flag("Whether it may be paid.")
    at_own_risk = Flag(
        "Whether nothing stands in the way but the supplier, who has not let go: paying anyway is "
        "the merchant's choice, and `exposure` its price."
    )
    because = Word(RefundBecause, "Why, for machines: the first reason of those in this list.")
    explanation = sentence("Why, for people.")
    currency = CurrencyCode("The currency of these amounts.", allow_none=True)
    amount = known_amount(
        "What may be paid for its units, shipping included where it counts.", example="30.00"
    )
    amount_asked = known_amount("The amount that was asked about; null: none.", example="30.00")
    max_refundable = known_amount(
        "What the customer paid for the whole order and has not got back.", example="30.00"
    )
    already_refunded = known_amount("What the customer got back already.", example="0.00")
    exposure = known_amount(
        "What the merchant loses of its own money by this very refund; what is expected from "
        "suppliers is counted as coming, and what is paid twice or above what was paid is lost.",
        example="12.00",
    )
    worst_case = known_amount(
        "The same if all that is only expected from suppliers does not come.", example="12.00"
    )
    unknown_because = sentence("Why an amount cannot be known; null when all are.", allow_none=True)
    shipping = known_amount("What of `amount` is shipping.", example="0.00")
    lines = Many(CheckedLineSchema(), "Its lines.", most=MOST_LINES)
    findings = Many(FindingSchema(), "What every rule found.", most=MOST_FINDINGS)
    warnings = Many(WarningSchema(), "What to know beside it.", most=MOST_WARNINGS)
