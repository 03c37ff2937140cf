"""The drop-down lists of the field: for each word on the wire, what people call it.

Labels are English and marked for the message catalogues. The lists are what
`GET /v1/vocabularies/{name}` serves.
"""

from collections.abc import Mapping
from enum import StrEnum

from rescind.domain import words as w
from rescind.domain.rules import _

Vocabulary = Mapping[str, str]
"""Labels by word."""

REASON: Vocabulary = {
    w.Reason.CHANGED_MIND: _("Changed their mind"),
    w.Reason.DUPLICATE_ORDER: _("Ordered twice"),
    w.Reason.WRONG_SIZE: _("Ordered the wrong size"),
    w.Reason.WRONG_ADDRESS: _("Gave the wrong address"),
    w.Reason.FOUND_CHEAPER: _("Found it cheaper"),
    w.Reason.TOO_SLOW: _("Delivery takes too long"),
    w.Reason.FRAUD_SUSPECTED: _("Fraud suspected"),
    w.Reason.OUT_OF_STOCK: _("Out of stock"),
    w.Reason.PAYMENT_DECLINED: _("Payment declined"),
    w.Reason.MERCHANT_ERROR: _("Merchant's mistake"),
    w.Reason.OTHER: _("Another reason"),
}
REQUESTED_BY: Vocabulary = {
    w.RequestedBy.CUSTOMER: _("Customer"),
    w.RequestedBy.MERCHANT: _("Merchant"),
}
STATE: Vocabulary = {
    w.State.NOT_PLACED: _("Not placed yet"),
    w.State.UNPAID: _("Placed, not paid"),
    w.State.PAID: _("Paid, not shipped"),
    w.State.PARTLY_SHIPPED: _("Partly shipped"),
    w.State.SHIPPED: _("Shipped"),
    w.State.CANCEL_PENDING: _("Cancellation pending"),
    w.State.CANCELLED: _("Cancelled"),
    w.State.COMPLETED: _("Completed"),
    w.State.DISPUTED: _("Disputed or frozen"),
    w.State.UNKNOWN: _("Unknown"),
}
RESPONSE_KIND: Vocabulary = {
    w.ResponseKind.ACCEPTED: _("Accepted the cancellation"),
    w.ResponseKind.PARTIALLY_ACCEPTED: _("Accepted a part of it"),
    w.ResponseKind.OFFERED_PARTIAL_REFUND: _("Offered a partial refund"),
    w.ResponseKind.TRACKING_PROVIDED: _("Gave a tracking number"),
    w.ResponseKind.CLAIMS_SHIPPED: _("Claims to have shipped"),
    w.ResponseKind.REFUSED: _("Refused the cancellation"),
}
SCAN_STATUS: Vocabulary = {
    w.ScanStatus.LABEL_CREATED: _("Label created"),
    w.ScanStatus.ACCEPTED: _("Accepted by the carrier"),
    w.ScanStatus.IN_TRANSIT: _("In transit"),
    w.ScanStatus.CUSTOMS: _("In customs"),
    w.ScanStatus.OUT_FOR_DELIVERY: _("Out for delivery"),
    w.ScanStatus.DELIVERED: _("Delivered"),
    w.ScanStatus.EXCEPTION: _("Exception"),
    w.ScanStatus.RETURNED: _("Returned to the sender"),
}
TRACKING_VERDICT: Vocabulary = {
    w.TrackingVerdict.CONFIRMED: _("Confirmed"),
    w.TrackingVerdict.PLAUSIBLE: _("Plausible"),
    w.TrackingVerdict.SUSPICIOUS: _("Suspicious"),
    w.TrackingVerdict.UNKNOWN: _("Unknown"),
    w.TrackingVerdict.CONTRADICTED: _("Contradicted"),
}
EVIDENCE_WEIGHT: Vocabulary = {
    w.EvidenceWeight.CONTRADICTS: _("Contradicts the number"),
    w.EvidenceWeight.DOUBTS: _("Casts doubt on it"),
    w.EvidenceWeight.SUPPORTS: _("Speaks for it"),
    w.EvidenceWeight.NEUTRAL: _("Says nothing of it"),
}
DISPUTE_OUTCOME: Vocabulary = {
    w.DisputeOutcome.WON: _("Won"),
    w.DisputeOutcome.PARTIALLY_WON: _("Partially won"),
    w.DisputeOutcome.LOST: _("Lost"),
    w.DisputeOutcome.WITHDRAWN: _("Withdrawn"),
}
CLAIM_OUTCOME: Vocabulary = {
    w.ClaimOutcome.REFUNDED: _("Refunded"),
    w.ClaimOutcome.PARTIALLY_REFUNDED: _("Partially refunded"),
    w.ClaimOutcome.REPLACED: _("Replaced"),
    w.ClaimOutcome.REJECTED: _("Rejected"),
    w.ClaimOutcome.WITHDRAWN: _("Withdrawn"),
}
CHARGEBACK_STATUS: Vocabulary = {
    w.ChargebackStatus.OPEN: _("Open"),
    w.ChargebackStatus.WON: _("Won by the merchant"),
    w.ChargebackStatus.LOST: _("Lost by the merchant"),
}
ON_SILENCE: Vocabulary = {
    w.OnSilence.ASK_FOR_TRACKING: _("Ask for the tracking number"),
    w.OnSilence.KEEP_WAITING: _("Keep waiting"),
    w.OnSilence.TREAT_AS_ACCEPTED: _("Treat silence as acceptance"),
}
DISPUTE_SAME_DAY: Vocabulary = {
    w.DisputeSameDay.UNDETERMINED: _("Undetermined"),
    w.DisputeSameDay.BY_INSTANT: _("By the instant"),
}
EXPECTED_OUTCOME: Vocabulary = {
    w.ExpectedOutcome.REFUND_EXPECTED: _("Refund expected"),
    w.ExpectedOutcome.NO_REFUND_EXPECTED: _("No refund expected"),
    w.ExpectedOutcome.UNDETERMINED: _("Undetermined"),
}
ELIGIBILITY: Vocabulary = {
    w.Eligibility.ELIGIBLE: _("Eligible: nothing stands in the way"),
    w.Eligibility.CONDITIONAL: _("Conditional: the supplier must agree"),
    w.Eligibility.INELIGIBLE: _("Ineligible: it cannot be cancelled any more"),
    w.Eligibility.SETTLED: _("Settled: both sides are done"),
    w.Eligibility.UNDETERMINED: _("Undetermined: the facts do not decide"),
}
NEXT_ACTION: Vocabulary = {
    w.Action.REQUEST_CANCELLATION: _("Ask the supplier to cancel"),
    w.Action.CANCEL_SUPPLIER_ORDER: _("Cancel the unpaid supplier order"),
    w.Action.OPEN_DISPUTE: _("Open a dispute"),
    w.Action.REQUEST_TRACKING: _("Ask the supplier for the tracking number"),
    w.Action.CANCEL_STORE_ORDER: _("Cancel the store order"),
    w.Action.REFUND_ITEMS: _("Refund the released items"),
    w.Action.VERIFY_TRACKING: _("Verify the tracking number"),
    w.Action.MANUAL_REVIEW: _("Have a person look"),
    w.Action.WAIT_FOR_SUPPLIER: _("Wait for the supplier's answer"),
    w.Action.WAIT_FOR_TRACKING: _("Wait for the tracking number"),
    w.Action.WAIT_FOR_DISPUTE: _("Wait for the dispute's outcome"),
    w.Action.WAIT_FOR_AUTO_CLOSE: _("Wait for the platform to close the order"),
    w.Action.WAIT_FOR_SUPPLIER_REFUND: _("Wait for the supplier's refund"),
    w.Action.INFORM_CUSTOMER: _("Inform the customer"),
    w.Action.NONE: _("Nothing to do"),
}
STORE_ACTION: Vocabulary = {
    w.StoreAction.CANCEL_ORDER: _("Cancel the order"),
    w.StoreAction.REFUND_ITEMS: _("Refund items"),
    w.StoreAction.NOT_YET: _("Not yet"),
    w.StoreAction.NONE: _("Nothing"),
}
STORE_BECAUSE: Vocabulary = {
    w.StoreBecause.CHARGEBACK_OPEN: _("A chargeback stands"),
    w.StoreBecause.STORE_CANCELLED: _("The store order is cancelled"),
    w.StoreBecause.ALL_RELEASED: _("Everything is released"),
    w.StoreBecause.NOTHING_LEFT_TO_REFUND: _("Nothing is left to refund"),
    w.StoreBecause.ONLY_SOME_ASKED_FOR: _("Only some items are asked for"),
    w.StoreBecause.STATUS_ALLOWS_REFUND_ONLY: _("The shop's status allows refunds only"),
    w.StoreBecause.OTHERS_NOT_RELEASED: _("Other items are not released"),
    w.StoreBecause.SUPPLIER_SIDE_OPEN: _("The supplier's side is open"),
    w.StoreBecause.NOTHING_CAN_BE_CANCELLED: _("Nothing can be cancelled"),
}
LINE_BECAUSE: Vocabulary = {
    w.LineBecause.RELEASED: _("Released"),
    w.LineBecause.NOT_PLACED: _("Not bought from a supplier yet"),
    w.LineBecause.SUPPLIER_MUST_AGREE: _("The supplier must agree"),
    w.LineBecause.UNPAID: _("Not paid to the supplier yet"),
    w.LineBecause.UNDECIDED: _("Not decided"),
    w.LineBecause.SHIPPED: _("Shipped, or lost to the supplier"),
    w.LineBecause.MIXED: _("Its units fare differently"),
}
RECOMMENDATION: Vocabulary = {
    w.Recommendation.OPEN: _("Open it now"),
    w.Recommendation.WAIT: _("Wait"),
    w.Recommendation.DO_NOT_OPEN: _("Do not open it"),
    w.Recommendation.ALREADY_OPEN: _("Already open"),
    w.Recommendation.UNDETERMINED: _("Undetermined"),
}
RESORT_ACTION: Vocabulary = {
    w.ResortAction.APPEAL: _("Appeal"),
    w.ResortAction.ADD_EVIDENCE: _("Add evidence"),
    w.ResortAction.LOOK_AGAIN: _("Look again"),
    w.ResortAction.ASK_SUPPLIER: _("Ask the supplier"),
    w.ResortAction.ASK_PLATFORM: _("Ask the platform to step in"),
    w.ResortAction.INFORM_CUSTOMER: _("Inform the customer"),
    w.ResortAction.ACCEPT_LOSS: _("Accept the loss"),
}
DEADLINE: Vocabulary = {
    w.DeadlineName.SHIP_BY: _("The supplier ships by"),
    w.DeadlineName.AUTO_CLOSE: _("The platform closes the order by"),
    w.DeadlineName.SUPPLIER_RESPONSE: _("The supplier answers by"),
    w.DeadlineName.TRACKING: _("The tracking number comes by"),
    w.DeadlineName.FIRST_SCAN: _("The first scan shows by"),
    w.DeadlineName.SUPPLIER_REFUND: _("The supplier pays back by"),
    w.DeadlineName.DISPUTE_OPENS: _("Disputes open"),
    w.DeadlineName.DISPUTE_CLOSES: _("Disputes close"),
}
RETURN_REASON: Vocabulary = {
    w.ReturnReason.NOT_AS_DESCRIBED: _("Not as described"),
    w.ReturnReason.DEFECTIVE: _("Defective"),
    w.ReturnReason.DAMAGED_IN_TRANSIT: _("Damaged in transit"),
    w.ReturnReason.WRONG_ITEM: _("Wrong item sent"),
    w.ReturnReason.WRONG_SIZE: _("Does not fit"),
    w.ReturnReason.NOT_RECEIVED: _("Not received"),
    w.ReturnReason.CHANGED_MIND: _("Changed their mind"),
}
CIRCUMSTANCE: Vocabulary = {
    w.Circumstance.MERCHANT_EDITED_DESCRIPTION: _("The merchant edited the description"),
    w.Circumstance.MERCHANT_SIZE_CHART_WRONG: _("The merchant's size chart was wrong"),
    w.Circumstance.SUPPLIER_SIZE_CHART_WRONG: _("The supplier's size chart was wrong"),
    w.Circumstance.CUSTOMER_ADDRESS_WRONG: _("The customer's address was wrong"),
    w.Circumstance.CARRIER_ADMITTED: _("The carrier admitted it"),
    w.Circumstance.CARRIER_SCANNED: _("The carrier scanned the parcel"),
    w.Circumstance.DELIVERY_WINDOW_OVER: _("The delivery window is over"),
    w.Circumstance.GOODS_IN_EXCELLENT_CONDITION: _("The goods are in excellent condition"),
}
AT_FAULT: Vocabulary = {
    w.AtFault.SUPPLIER: _("Supplier"),
    w.AtFault.MERCHANT: _("Merchant"),
    w.AtFault.CARRIER: _("Carrier"),
    w.AtFault.CUSTOMER: _("Customer"),
    w.AtFault.UNDETERMINED: _("Undetermined"),
}
REMEDY: Vocabulary = {
    w.Remedy.FULL_REFUND: _("Full refund"),
    w.Remedy.PARTIAL_REFUND: _("Partial refund"),
    w.Remedy.REPLACEMENT: _("Replacement"),
    w.Remedy.NONE: _("No remedy"),
}
RECOVERY: Vocabulary = {
    w.Recovery.BY_AGREEMENT: _("By agreement with the supplier"),
    w.Recovery.BY_DISPUTE: _("By a dispute at the supplier's platform"),
    w.Recovery.NOT_AT_ALL: _("Not at all"),
    w.Recovery.UNDETERMINED: _("Undetermined"),
}
OUTCOME: Vocabulary = {
    w.Outcome.CLEAR: _("Clear"),
    w.Outcome.BLOCKS: _("Blocks"),
    w.Outcome.UNKNOWN: _("Unknown"),
}
ACTOR: Vocabulary = {
    w.Actor.MERCHANT: _("Merchant"),
    w.Actor.SYSTEM: _("Platform"),
    w.Actor.SUPPLIER: _("Supplier"),
    w.Actor.CUSTOMER: _("Customer"),
}
CHANNEL: Vocabulary = {
    w.Channel.SUPPLIER_PLATFORM: _("On the supplier's platform"),
    w.Channel.SUPPLIER_MESSAGE: _("By message to the supplier"),
    w.Channel.STORE_PLATFORM: _("In the shop's panel"),
    w.Channel.CARRIER: _("On the carrier's page"),
    w.Channel.CUSTOMER_MESSAGE: _("By message to the customer"),
    w.Channel.REVIEW: _("At the merchant's desk"),
}
RECIPIENT: Vocabulary = {
    w.Recipient.SUPPLIER: _("The supplier"),
    w.Recipient.CUSTOMER: _("The customer"),
    w.Recipient.PLATFORM: _("The supplier's platform"),
}
STEP_STATUS: Vocabulary = {
    w.StepStatus.READY: _("Ready"),
    w.StepStatus.BLOCKED: _("Blocked"),
    w.StepStatus.WAITING: _("Waiting"),
    w.StepStatus.DONE: _("Done"),
}
WARNING_CODE: Vocabulary = {
    w.WarningCode.STALE_FACTS: _("Facts are old"),
    w.WarningCode.STATUSES_DISAGREE: _("Statuses disagree"),
    w.WarningCode.CHARGEBACK_OPEN: _("A chargeback stands"),
    w.WarningCode.SUPPLIER_CANCELLED_STORE_OPEN: _("Supplier cancelled, store open"),
    w.WarningCode.STORE_CANCELLED_SUPPLIER_OPEN: _("Store cancelled, supplier open"),
    w.WarningCode.ACCEPTED_THEN_SHIPPED: _("Accepted, then shipped"),
    w.WarningCode.SHIPPED_AFTER_REQUEST: _("Shipped after the request"),
    w.WarningCode.PROVISIONAL_CALENDAR: _("A deadline is provisional"),
    w.WarningCode.CURRENCY_MISMATCH: _("Two currencies"),
    w.WarningCode.DUPLICATE_TRACKING_NUMBER: _("A tracking number is shared"),
    w.WarningCode.ACCEPTANCE_NOT_VISIBLE: _("The acceptance does not show"),
    w.WarningCode.RESPONSES_CONFLICT: _("Answers conflict"),
    w.WarningCode.REFUND_OVERDUE: _("The supplier's refund is overdue"),
    w.WarningCode.UNKNOWN_FULFILLMENT_STATUS: _("Unknown fulfillment status"),
    w.WarningCode.OUTSIDE_SUPPLIER_WINDOW: _("Outside the supplier's window"),
    w.WarningCode.OUTSIDE_STORE_WINDOW: _("Outside the store's window"),
    w.WarningCode.LINE_HELD_TWICE: _("A line was bought twice"),
    w.WarningCode.REFUND_ABOVE_PAID: _("More was refunded than was paid"),
    w.WarningCode.REFUND_REPEATED: _("A refund is recorded twice"),
    w.WarningCode.REFUND_DURING_CHARGEBACK: _("Refunded during a chargeback"),
    w.WarningCode.SILENCE_AFTER_SCAN: _("A parcel on its way is silent"),
}
FULFILLMENT_STATUS: Vocabulary = {
    "UNFULFILLED": _("Unfulfilled"),
    "PARTIALLY_FULFILLED": _("Partially fulfilled"),
    "FULFILLED": _("Fulfilled"),
    "IN_PROGRESS": _("In progress"),
    "ON_HOLD": _("On hold"),
    "SCHEDULED": _("Scheduled"),
    "REQUEST_DECLINED": _("Fulfillment request declined"),
    "OPEN": _("Open (legacy)"),
    "PENDING_FULFILLMENT": _("Fulfillment requested (legacy)"),
    "RESTOCKED": _("Restocked (legacy)"),
    "FULFILLMENT_NOT_REQUIRED": _("Fulfillment not required"),
}
SUPPLIER_STATUS: Vocabulary = {
    "PLACE_ORDER_SUCCESS": _("Awaiting payment"),
    "PAYMENT_PROCESSING": _("Payment processing"),
    "WAIT_SELLER_EXAMINE_MONEY": _("Payment being checked"),
    "RISK_CONTROL": _("In risk control"),
    "RISK_CONTROL_HOLD": _("Held by risk control"),
    "WAIT_GROUP": _("Waiting for the group purchase"),
    "WAIT_COMPLETE_ADDRESS": _("Waiting for the address"),
    "WAIT_SELLER_SEND_GOODS": _("Awaiting shipment"),
    "FUND_PROCESSING": _("Funds processing"),
    "SELLER_PART_SEND_GOODS": _("Partly shipped"),
    "WAIT_BUYER_ACCEPT_GOODS": _("Awaiting delivery"),
    "IN_CANCEL": _("Cancellation pending"),
    "IN_ISSUE": _("In dispute"),
    "IN_FROZEN": _("Frozen"),
    "FINISH": _("Finished"),
}

CASE_STATE: Vocabulary = {
    w.CaseState.OPEN: _("Open"),
    w.CaseState.CLOSED: _("Closed"),
}
REFUND_FROM: Vocabulary = {
    w.RefundFrom.SUPPLIER: _("From the supplier to the merchant"),
    w.RefundFrom.MERCHANT: _("From the merchant to the customer"),
}
REFUND_CHOICE: Vocabulary = {
    w.RefundChoice.REFUND_NOW: _("Refund now"),
    w.RefundChoice.WAIT: _("Wait"),
    w.RefundChoice.EITHER: _("Either"),
}
REFUND_BECAUSE: Vocabulary = {
    w.RefundBecause.CHARGEBACK_OPEN: _("A chargeback stands"),
    w.RefundBecause.UNITS_NOT_BOUGHT: _("More units than were bought"),
    w.RefundBecause.ALREADY_REFUNDED: _("Refunded already"),
    w.RefundBecause.ABOVE_WHAT_WAS_PAID: _("Above what was paid"),
    w.RefundBecause.STORE_CANCELLED: _("The store order is cancelled"),
    w.RefundBecause.AMOUNT_NOT_KNOWN: _("What was paid is not known"),
    w.RefundBecause.NOTHING_TO_REFUND: _("Nothing to refund"),
    w.RefundBecause.SUPPLIER_NOT_RELEASED: _("The supplier has not let go"),
    w.RefundBecause.ALLOWED: _("Allowed"),
}

PLATFORM: Vocabulary = {
    w.Platform.SHOPIFY: _("Shopify"),
    w.Platform.ALIEXPRESS: _("AliExpress"),
}
NOTICE_OUTCOME: Vocabulary = {
    w.NoticeOutcome.RECORDED: _("Recorded"),
    w.NoticeOutcome.NOTHING_NEW: _("Nothing new"),
    w.NoticeOutcome.REFUSED: _("Could not be read"),
}

VERSION_STATE: Vocabulary = {
    w.VersionState.IN_FORCE: _("In force"),
    w.VersionState.PLANNED: _("Not begun yet"),
    w.VersionState.SUPERSEDED: _("Another version goes before it"),
    w.VersionState.OVER: _("Its period is over"),
}
RETURN_PAYER: Vocabulary = {
    w.ReturnPayer.MERCHANT: _("The shop pays"),
    w.ReturnPayer.CUSTOMER: _("The customer pays"),
}
RETURN_METHOD: Vocabulary = {
    w.ReturnMethod.BY_MAIL: _("By mail"),
    w.ReturnMethod.IN_STORE: _("In the shop"),
    w.ReturnMethod.AT_KIOSK: _("At a return point"),
    w.ReturnMethod.KEEP_GOODS: _("The customer keeps the goods"),
}
REFUND_TYPE: Vocabulary = {
    w.RefundType.FULL_REFUND: _("The money back"),
    w.RefundType.STORE_CREDIT: _("Credit for the shop"),
    w.RefundType.EXCHANGE: _("Other goods in exchange"),
}
GAP_KIND: Vocabulary = {
    w.GapKind.RETURN_REASON: _("Reason for a return"),
    w.GapKind.CANCELLATION_WINDOW: _("Time to cancel"),
    w.GapKind.RETURN_WINDOW: _("Time to return"),
    w.GapKind.REFUND_TIME: _("Time to refund"),
    w.GapKind.RESTOCKING_FEE: _("Restocking fee"),
}

SCOPE: Vocabulary = {
    w.Scope.EVALUATE: _("Evaluate orders, disputes and claims"),
    w.Scope.CANCELLATIONS_READ: _("Read recorded cases and policies"),
    w.Scope.CANCELLATIONS_WRITE: _("Open cases and record facts"),
    w.Scope.POLICIES_WRITE: _("Tell policies"),
    w.Scope.WEBHOOKS_MANAGE: _("Manage webhook endpoints and connections to platforms"),
    w.Scope.KEYS_MANAGE: _("Manage keys"),
}

MOVE: Vocabulary = {
    w.Move.EARLIER: _("Earlier"),
    w.Move.LATER: _("Later"),
    w.Move.GONE: _("Gone"),
    w.Move.NEW: _("New"),
}

VOCABULARIES: Mapping[str, Vocabulary] = {
    "reason": REASON,
    "requested_by": REQUESTED_BY,
    "state": STATE,
    "response_kind": RESPONSE_KIND,
    "scan_status": SCAN_STATUS,
    "tracking_verdict": TRACKING_VERDICT,
    "evidence_weight": EVIDENCE_WEIGHT,
    "dispute_outcome": DISPUTE_OUTCOME,
    "claim_outcome": CLAIM_OUTCOME,
    "chargeback_status": CHARGEBACK_STATUS,
    "on_silence": ON_SILENCE,
    "dispute_same_day": DISPUTE_SAME_DAY,
    "shipped_after_request": EXPECTED_OUTCOME,
    "expected_outcome": EXPECTED_OUTCOME,
    "eligibility": ELIGIBILITY,
    "next_action": NEXT_ACTION,
    "store_action": STORE_ACTION,
    "store_because": STORE_BECAUSE,
    "line_because": LINE_BECAUSE,
    "recommendation": RECOMMENDATION,
    "resort_action": RESORT_ACTION,
    "deadline": DEADLINE,
    "return_reason": RETURN_REASON,
    "circumstance": CIRCUMSTANCE,
    "at_fault": AT_FAULT,
    "remedy": REMEDY,
    "recovery": RECOVERY,
    "outcome": OUTCOME,
    "actor": ACTOR,
    "channel": CHANNEL,
    "recipient": RECIPIENT,
    "step_status": STEP_STATUS,
    "warning_code": WARNING_CODE,
    "fulfillment_status": FULFILLMENT_STATUS,
    "supplier_status": SUPPLIER_STATUS,
    "move": MOVE,
    "case_state": CASE_STATE,
    "refund_from": REFUND_FROM,
    "refund_choice": REFUND_CHOICE,
    "refund_because": REFUND_BECAUSE,
    "platform": PLATFORM,
    "notice_outcome": NOTICE_OUTCOME,
    "version_state": VERSION_STATE,
    "return_payer": RETURN_PAYER,
    "return_method": RETURN_METHOD,
    "refund_type": REFUND_TYPE,
    "gap_kind": GAP_KIND,
    "scope": SCOPE,
}
"""All drop-down lists by their name on the wire."""

NAMES: Vocabulary = {
    "reason": _("Reason"),
    "requested_by": _("Requested by"),
    "state": _("State"),
    "response_kind": _("Response kind"),
    "scan_status": _("Scan status"),
    "tracking_verdict": _("Tracking verdict"),
    "dispute_outcome": _("Dispute outcome"),
    "chargeback_status": _("Chargeback status"),
    "on_silence": _("On silence"),
    "dispute_same_day": _("Dispute same day"),
    "shipped_after_request": _("Shipped after request"),
    "expected_outcome": _("Expected outcome"),
    "eligibility": _("Eligibility"),
    "next_action": _("Next action"),
    "store_action": _("Store action"),
    "store_because": _("Store because"),
    "line_because": _("Line because"),
    "recommendation": _("Recommendation"),
    "resort_action": _("Resort action"),
    "deadline": _("Deadline"),
    "return_reason": _("Return reason"),
    "circumstance": _("Circumstance"),
    "at_fault": _("At fault"),
    "remedy": _("Remedy"),
    "recovery": _("Recovery"),
    "outcome": _("Outcome"),
    "actor": _("Actor"),
    "channel": _("Channel"),
    "recipient": _("Recipient"),
    "step_status": _("Step status"),
    "warning_code": _("Warning code"),
    "fulfillment_status": _("Fulfillment status"),
    "supplier_status": _("Supplier status"),
    "case_state": _("Case state"),
    "refund_from": _("Refund from"),
    "refund_choice": _("Refund choice"),
    "refund_because": _("Refund because"),
    "evidence_weight": _("Evidence weight"),
    "claim_outcome": _("Claim outcome"),
    "move": _("Move"),
    "platform": _("Platform"),
    "notice_outcome": _("Notice outcome"),
    "version_state": _("Version state"),
    "return_payer": _("Return payer"),
    "return_method": _("Return method"),
    "refund_type": _("Refund type"),
    "gap_kind": _("Gap kind"),
    "scope": _("Scope"),
}
"""What people call the lists themselves."""

LABELS: Mapping[type[str], Vocabulary] = {
    type(next(iter(words))): words
    for words in VOCABULARIES.values()
    if isinstance(next(iter(words)), StrEnum)
}
"""Labels by enumeration: how a word is said within a sentence."""


def label_of(word: StrEnum) -> str:
    """Give the English label of a word; the word itself where it has none."""
    return LABELS.get(type(word), {}).get(word, str(word))
