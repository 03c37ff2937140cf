"""The sentences of letters to suppliers: each in its versions, the richest first."""

from rescind.domain.rules import for_supplier

GREETING = (for_supplier("Hello,"),)
THANKS = (for_supplier("Thank you."),)

UNITS_OF_THE_LINE = (for_supplier("- {quantity} of {held} units"),)
UNITS_OF_A_LINE = (for_supplier("- {quantity} of {held} units of the item that we call {line_id}"),)

CANCEL_THE_WHOLE = (
    for_supplier("Please cancel our order {order_id} as a whole and refund it in full."),
    for_supplier("Please cancel our order as a whole and refund it in full."),
)
CANCEL_A_PART = (
    for_supplier("Please cancel a part of our order {order_id}, and refund that part:"),
    for_supplier("Please cancel a part of our order, and refund that part:"),
)
DO_NOT_SHIP = (
    for_supplier("We paid for it on {paid_on}. Please do not pack or ship what we cancel."),
    for_supplier("Please do not pack or ship what we cancel."),
)
ON_THE_PLATFORM_TOO = (
    for_supplier(
        "We are sending the same request on the platform: please accept it there, and confirm it "
        "here in writing."
    ),
)

NO_ANSWER_YET = (
    for_supplier(
        "On {asked_on} we asked you to cancel our order {order_id}, and we have had no answer."
    ),
    for_supplier("On {asked_on} we asked you to cancel our order, and we have had no answer."),
    for_supplier("We asked you to cancel our order {order_id}, and we have had no answer."),
    for_supplier("We asked you to cancel our order, and we have had no answer."),
)
TELL_US_NOW = (
    for_supplier(
        "Please tell us today whether you accept; until we have agreed, please do not ship it."
    ),
)

SAID_NO = (
    for_supplier("On {answered_on} you told us that our order {order_id} cannot be cancelled."),
    for_supplier("On {answered_on} you told us that our order cannot be cancelled."),
)
SAID_PARTLY = (
    for_supplier("On {answered_on} you agreed to cancel a part of our order {order_id} only."),
    for_supplier("On {answered_on} you agreed to cancel a part of our order only."),
)
SAID_SHIPPED = (
    for_supplier("On {answered_on} you told us that our order {order_id} was shipped."),
    for_supplier("On {answered_on} you told us that our order was shipped."),
)
SEND_THE_NUMBER = (
    for_supplier(
        "If it was shipped, please send us the tracking number and the name of the carrier within "
        "{days} business days."
    ),
)
OR_CANCEL = (for_supplier("If it was not, please cancel it and refund it in full."),)
OR_WE_DISPUTE = (
    for_supplier("Without a number that shows a shipment we shall open a dispute on the platform."),
)

GAVE_A_NUMBER = (
    for_supplier("For our order {order_id} you gave us the tracking number {tracking_number}."),
    for_supplier("For our order you gave us the tracking number {tracking_number}."),
)
WRONG_NUMBER = {
    "TRK-001": (
        for_supplier(
            "It was scanned on {first_scan_on}, before we placed the order: it belongs to another "
            "parcel."
        ),
    ),
    "TRK-002": (for_supplier("Another supplier gave us the same number for an order of its own."),),
    "TRK-003": (for_supplier("Its parcel went to another country than the one that we gave you."),),
    "TRK-004": (for_supplier("Its check digit is wrong, so it cannot be a valid number."),),
}
NO_SCAN = (for_supplier("The carrier shows no scan of it so far."),)
RIGHT_NUMBER = (
    for_supplier(
        "Please send us the right number and the name of the carrier, or cancel the order and "
        "refund it in full if it was not shipped."
    ),
)

YOU_ACCEPTED = (
    for_supplier("You accepted the cancellation of our order {order_id} on {accepted_on}."),
    for_supplier("You accepted the cancellation of our order on {accepted_on}."),
)
WAS_CLOSED = (
    for_supplier("Our order {order_id} was cancelled on {closed_on}."),
    for_supplier("Our order {order_id} shows as cancelled."),
    for_supplier("Our order shows as cancelled."),
)
REFUND_OVERDUE = (
    for_supplier("The refund was due by {refund_by}; {amount} {currency} are still missing."),
    for_supplier("The refund was due by {refund_by}, and it has not arrived in full."),
)
REFUND_NOW = (
    for_supplier("Please refund it now and tell us the day and the reference of the payment."),
    for_supplier("Please refund it now."),
)
OR_THE_PLATFORM = (
    for_supplier("If this cannot be settled between us, we shall turn to the platform."),
)

THANKS_FOR_ACCEPTING = (
    for_supplier(
        "Thank you for accepting the cancellation of our order {order_id} on {accepted_on}."
    ),
    for_supplier("Thank you for accepting the cancellation of our order on {accepted_on}."),
)
IT_COVERS = (for_supplier("As we understand it, the cancellation covers:"),)
STILL_OPEN = (
    for_supplier(
        "The platform still shows the order as open: please cancel it there as well, and confirm "
        "in writing that what was cancelled will not be shipped."
    ),
)
IN_WRITING = (
    for_supplier("Please confirm in writing that what was cancelled will not be shipped."),
)
REFUND_BY = (for_supplier("We expect the refund by {refund_by} at the latest."),)

THANKS_FOR_THE_OFFER = (
    for_supplier(
        "Thank you for offering {amount} {currency} for our order {order_id} on {answered_on}."
    ),
    for_supplier(
        "Thank you for offering a partial refund for our order {order_id} on {answered_on}."
    ),
    for_supplier("Thank you for offering a partial refund for our order on {answered_on}."),
)
NOT_WHAT_WE_ASKED = (
    for_supplier(
        "On {asked_on} we asked you to cancel it, and a partial refund does not settle that."
    ),
    for_supplier("We asked you to cancel it, and a partial refund does not settle that."),
)
ACCEPT_OR_PROVE = (
    for_supplier(
        "Please accept the cancellation with a full refund, or send us the tracking number if it "
        "was shipped."
    ),
)
