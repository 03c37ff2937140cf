"""The field's words as enumerations: one word a thing, the same on the wire and in the code.

Each enumeration is a drop-down list of `GET /v1/vocabularies/{name}`; the labels that people read
stand in `vocabularies.py`.
"""

from enum import StrEnum


class Locale(StrEnum):
    """The languages in which answers are given."""

    EN = "en"
    ES = "es"


class Language(StrEnum):
    """The languages of drafted messages; customers get those of the answers."""

    EN = "en"
    ES = "es"
    ZH = "zh"


class Recipient(StrEnum):
    """Who reads a drafted message."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    PLATFORM = "platform"


class RequestedBy(StrEnum):
    """Who asked for the cancellation of the store order."""

    CUSTOMER = "customer"
    MERCHANT = "merchant"


class Reason(StrEnum):
    """Why the store order is to be cancelled."""

    CHANGED_MIND = "changed_mind"
    DUPLICATE_ORDER = "duplicate_order"
    WRONG_SIZE = "wrong_size"
    WRONG_ADDRESS = "wrong_address"
    FOUND_CHEAPER = "found_cheaper"
    TOO_SLOW = "too_slow"
    FRAUD_SUSPECTED = "fraud_suspected"
    OUT_OF_STOCK = "out_of_stock"
    PAYMENT_DECLINED = "payment_declined"
    MERCHANT_ERROR = "merchant_error"
    OTHER = "other"


class State(StrEnum):
    """What the statuses of a supplier order say; scans show in the tracking verdict."""

    NOT_PLACED = "not_placed"
    UNPAID = "unpaid"
    PAID = "paid"
    PARTLY_SHIPPED = "partly_shipped"
    SHIPPED = "shipped"
    CANCEL_PENDING = "cancel_pending"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class ResponseKind(StrEnum):
    """What a supplier answered, least cautious first (rule 19 reads the order)."""

    ACCEPTED = "accepted"
    PARTIALLY_ACCEPTED = "partially_accepted"
    OFFERED_PARTIAL_REFUND = "offered_partial_refund"
    TRACKING_PROVIDED = "tracking_provided"
    CLAIMS_SHIPPED = "claims_shipped"
    REFUSED = "refused"


class ScanStatus(StrEnum):
    """One line of a parcel's tracking; all but `label_created` are physical scans."""

    LABEL_CREATED = "label_created"
    ACCEPTED = "accepted"
    IN_TRANSIT = "in_transit"
    CUSTOMS = "customs"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    EXCEPTION = "exception"
    RETURNED = "returned"


class TrackingVerdict(StrEnum):
    """How far a tracking number can be believed, best first."""

    CONFIRMED = "confirmed"
    PLAUSIBLE = "plausible"
    SUSPICIOUS = "suspicious"
    UNKNOWN = "unknown"
    CONTRADICTED = "contradicted"


class EvidenceWeight(StrEnum):
    """What one piece of evidence says of a tracking number, the gravest first."""

    CONTRADICTS = "contradicts"
    DOUBTS = "doubts"
    SUPPORTS = "supports"
    NEUTRAL = "neutral"


class DisputeOutcome(StrEnum):
    """How the supplier's platform decided a dispute."""

    WON = "won"
    PARTIALLY_WON = "partially_won"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


class ChargebackStatus(StrEnum):
    """Where the customer's claim at the bank stands, seen from the merchant."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class OnSilence(StrEnum):
    """What a merchant does when a supplier lets the response window pass."""

    ASK_FOR_TRACKING = "ask_for_tracking"
    KEEP_WAITING = "keep_waiting"
    TREAT_AS_ACCEPTED = "treat_as_accepted"


class DisputeSameDay(StrEnum):
    """How a first scan on the very day of the filing is read."""

    UNDETERMINED = "undetermined"
    BY_INSTANT = "by_instant"


class ExpectedOutcome(StrEnum):
    """Whether a dispute will bring the money back."""

    REFUND_EXPECTED = "refund_expected"
    NO_REFUND_EXPECTED = "no_refund_expected"
    UNDETERMINED = "undetermined"


class Eligibility(StrEnum):
    """May it be cancelled?"""

    ELIGIBLE = "eligible"
    CONDITIONAL = "conditional"
    INELIGIBLE = "ineligible"
    SETTLED = "settled"
    UNDETERMINED = "undetermined"


class Action(StrEnum):
    """What to do next, the most pressing first: the order in which supplier orders are joined."""

    REQUEST_CANCELLATION = "request_cancellation"
    CANCEL_SUPPLIER_ORDER = "cancel_supplier_order"
    OPEN_DISPUTE = "open_dispute"
    REQUEST_TRACKING = "request_tracking"
    CANCEL_STORE_ORDER = "cancel_store_order"
    REFUND_ITEMS = "refund_items"
    VERIFY_TRACKING = "verify_tracking"
    MANUAL_REVIEW = "manual_review"
    WAIT_FOR_SUPPLIER = "wait_for_supplier"
    WAIT_FOR_TRACKING = "wait_for_tracking"
    WAIT_FOR_DISPUTE = "wait_for_dispute"
    WAIT_FOR_AUTO_CLOSE = "wait_for_auto_close"
    WAIT_FOR_SUPPLIER_REFUND = "wait_for_supplier_refund"
    INFORM_CUSTOMER = "inform_customer"
    NONE = "none"


class StoreAction(StrEnum):
    """What the merchant may do on the store's side now."""

    CANCEL_ORDER = "cancel_order"
    REFUND_ITEMS = "refund_items"
    NOT_YET = "not_yet"
    NONE = "none"


class StoreBecause(StrEnum):
    """Why the store's side moves or waits."""

    CHARGEBACK_OPEN = "chargeback_open"
    STORE_CANCELLED = "store_cancelled"
    ALL_RELEASED = "all_released"
    NOTHING_LEFT_TO_REFUND = "nothing_left_to_refund"
    ONLY_SOME_ASKED_FOR = "only_some_asked_for"
    STATUS_ALLOWS_REFUND_ONLY = "status_allows_refund_only"
    OTHERS_NOT_RELEASED = "others_not_released"
    SUPPLIER_SIDE_OPEN = "supplier_side_open"
    NOTHING_CAN_BE_CANCELLED = "nothing_can_be_cancelled"


class LineBecause(StrEnum):
    """Why the units of a line stand where they stand."""

    RELEASED = "released"
    NOT_PLACED = "not_placed"
    SUPPLIER_MUST_AGREE = "supplier_must_agree"
    UNPAID = "unpaid"
    UNDECIDED = "undecided"
    SHIPPED = "shipped"
    MIXED = "mixed"


class Outcome(StrEnum):
    """What a condition says of the facts."""

    CLEAR = "clear"
    BLOCKS = "blocks"
    UNKNOWN = "unknown"


class Actor(StrEnum):
    """Who carries out a step of the plan."""

    MERCHANT = "merchant"
    SYSTEM = "system"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"


class Channel(StrEnum):
    """Where a step of the plan is carried out."""

    SUPPLIER_PLATFORM = "supplier_platform"
    SUPPLIER_MESSAGE = "supplier_message"
    STORE_PLATFORM = "store_platform"
    CARRIER = "carrier"
    CUSTOMER_MESSAGE = "customer_message"
    REVIEW = "review"


class StepStatus(StrEnum):
    """Whether a step can be carried out now."""

    READY = "ready"
    BLOCKED = "blocked"
    WAITING = "waiting"
    DONE = "done"


class Recommendation(StrEnum):
    """Whether to open a dispute now."""

    OPEN = "open"
    WAIT = "wait"
    DO_NOT_OPEN = "do_not_open"
    ALREADY_OPEN = "already_open"
    UNDETERMINED = "undetermined"


class ResortAction(StrEnum):
    """What is left to do when a dispute is lost, or nobody answers in it."""

    APPEAL = "appeal"
    ADD_EVIDENCE = "add_evidence"
    LOOK_AGAIN = "look_again"
    ASK_SUPPLIER = "ask_supplier"
    ASK_PLATFORM = "ask_platform"
    INFORM_CUSTOMER = "inform_customer"
    ACCEPT_LOSS = "accept_loss"


class DeadlineName(StrEnum):
    """The clocks that run on a supplier order."""

    SHIP_BY = "ship_by"
    AUTO_CLOSE = "auto_close"
    SUPPLIER_RESPONSE = "supplier_response"
    TRACKING = "tracking"
    FIRST_SCAN = "first_scan"
    SUPPLIER_REFUND = "supplier_refund"
    DISPUTE_OPENS = "dispute_opens"
    DISPUTE_CLOSES = "dispute_closes"


class ReturnReason(StrEnum):
    """Why a customer wants to give goods back."""

    NOT_AS_DESCRIBED = "not_as_described"
    DEFECTIVE = "defective"
    DAMAGED_IN_TRANSIT = "damaged_in_transit"
    WRONG_ITEM = "wrong_item"
    WRONG_SIZE = "wrong_size"
    NOT_RECEIVED = "not_received"
    CHANGED_MIND = "changed_mind"


class Circumstance(StrEnum):
    """What else is known of a return claim, and may shift the fault."""

    MERCHANT_EDITED_DESCRIPTION = "merchant_edited_description"
    MERCHANT_SIZE_CHART_WRONG = "merchant_size_chart_wrong"
    SUPPLIER_SIZE_CHART_WRONG = "supplier_size_chart_wrong"
    CUSTOMER_ADDRESS_WRONG = "customer_address_wrong"
    CARRIER_ADMITTED = "carrier_admitted"
    CARRIER_SCANNED = "carrier_scanned"
    DELIVERY_WINDOW_OVER = "delivery_window_over"
    GOODS_IN_EXCELLENT_CONDITION = "goods_in_excellent_condition"


class ClaimOutcome(StrEnum):
    """What became of a return claim."""

    REFUNDED = "refunded"
    PARTIALLY_REFUNDED = "partially_refunded"
    REPLACED = "replaced"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class AtFault(StrEnum):
    """Who answers for a return claim."""

    SUPPLIER = "supplier"
    MERCHANT = "merchant"
    CARRIER = "carrier"
    CUSTOMER = "customer"
    UNDETERMINED = "undetermined"


class Remedy(StrEnum):
    """What can be offered to a customer with a return claim."""

    FULL_REFUND = "full_refund"
    PARTIAL_REFUND = "partial_refund"
    REPLACEMENT = "replacement"
    NONE = "none"


class Recovery(StrEnum):
    """How a merchant gets back from the supplier what goods cost."""

    BY_AGREEMENT = "by_agreement"
    BY_DISPUTE = "by_dispute"
    NOT_AT_ALL = "not_at_all"
    UNDETERMINED = "undetermined"


class WarningCode(StrEnum):
    """What a merchant must know beside the decision."""

    STALE_FACTS = "stale_facts"
    STATUSES_DISAGREE = "statuses_disagree"
    CHARGEBACK_OPEN = "chargeback_open"
    SUPPLIER_CANCELLED_STORE_OPEN = "supplier_cancelled_store_open"
    STORE_CANCELLED_SUPPLIER_OPEN = "store_cancelled_supplier_open"
    ACCEPTED_THEN_SHIPPED = "accepted_then_shipped"
    SHIPPED_AFTER_REQUEST = "shipped_after_request"
    PROVISIONAL_CALENDAR = "provisional_calendar"
    CURRENCY_MISMATCH = "currency_mismatch"
    DUPLICATE_TRACKING_NUMBER = "duplicate_tracking_number"
    ACCEPTANCE_NOT_VISIBLE = "acceptance_not_visible"
    RESPONSES_CONFLICT = "responses_conflict"
    REFUND_OVERDUE = "refund_overdue"
    UNKNOWN_FULFILLMENT_STATUS = "unknown_fulfillment_status"
    OUTSIDE_SUPPLIER_WINDOW = "outside_supplier_window"
    OUTSIDE_STORE_WINDOW = "outside_store_window"
    LINE_HELD_TWICE = "line_held_twice"
    SILENCE_AFTER_SCAN = "silence_after_scan"
    REFUND_ABOVE_PAID = "refund_above_paid"
    REFUND_REPEATED = "refund_repeated"
    REFUND_DURING_CHARGEBACK = "refund_during_chargeback"


class RefundChoice(StrEnum):
    """Which is to be preferred: refunding the customer now, or waiting for the supplier."""

    REFUND_NOW = "refund_now"
    WAIT = "wait"
    EITHER = "either"


class RefundBecause(StrEnum):
    """Why a refund to the customer may be paid or is refused, first reason first."""

    CHARGEBACK_OPEN = "chargeback_open"
    UNITS_NOT_BOUGHT = "units_not_bought"
    ALREADY_REFUNDED = "already_refunded"
    ABOVE_WHAT_WAS_PAID = "above_what_was_paid"
    STORE_CANCELLED = "store_cancelled"
    AMOUNT_NOT_KNOWN = "amount_not_known"
    NOTHING_TO_REFUND = "nothing_to_refund"
    SUPPLIER_NOT_RELEASED = "supplier_not_released"
    ALLOWED = "allowed"


class Move(StrEnum):
    """Where another policy moves a deadline."""

    EARLIER = "earlier"
    LATER = "later"
    GONE = "gone"
    NEW = "new"


class CaseState(StrEnum):
    """Whether a recorded case goes on."""

    OPEN = "open"
    CLOSED = "closed"


class RefundFrom(StrEnum):
    """Who paid money back: the supplier to the merchant, or the merchant to the customer."""

    SUPPLIER = "supplier"
    MERCHANT = "merchant"


class Platform(StrEnum):
    """Who can tell of orders by itself."""

    SHOPIFY = "shopify"
    ALIEXPRESS = "aliexpress"


class NoticeOutcome(StrEnum):
    """What came of something that a platform told."""

    RECORDED = "recorded"
    NOTHING_NEW = "nothing_new"
    REFUSED = "refused"


class VersionState(StrEnum):
    """Where a version of a kept policy stands among the others."""

    IN_FORCE = "in_force"
    PLANNED = "planned"
    SUPERSEDED = "superseded"
    OVER = "over"


class ReturnPayer(StrEnum):
    """Who pays for sending goods back."""

    MERCHANT = "merchant"
    CUSTOMER = "customer"


class ReturnMethod(StrEnum):
    """How goods come back."""

    BY_MAIL = "by_mail"
    IN_STORE = "in_store"
    AT_KIOSK = "at_kiosk"
    KEEP_GOODS = "keep_goods"


class RefundType(StrEnum):
    """What a customer gets for goods that came back."""

    FULL_REFUND = "full_refund"
    STORE_CREDIT = "store_credit"
    EXCHANGE = "exchange"


class GapKind(StrEnum):
    """In which way a store promises more than its supplier does."""

    RETURN_REASON = "return_reason"
    CANCELLATION_WINDOW = "cancellation_window"
    RETURN_WINDOW = "return_window"
    REFUND_TIME = "refund_time"
    RESTOCKING_FEE = "restocking_fee"


class Scope(StrEnum):
    """What an API key may do."""

    EVALUATE = "evaluate"
    CANCELLATIONS_READ = "cancellations:read"
    CANCELLATIONS_WRITE = "cancellations:write"
    POLICIES_WRITE = "policies:write"
    WEBHOOKS_MANAGE = "webhooks:manage"
    KEYS_MANAGE = "keys:manage"
