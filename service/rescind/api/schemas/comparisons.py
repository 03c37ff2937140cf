"""How two policies differ: the question, and its answer."""

from typing import Any

from marshmallow import fields

from rescind.api.fields import (
    Amount,
    Count,
    CurrencyCode,
    Flag,
    Identifier,
    Instant,
    Many,
    Part,
    Text,
    Word,
)
from rescind.api.fields.parts import Figure
from rescind.api.schemas.calls import AS_OF, LOCALE, ONE_ORDER
from rescind.api.schemas.drafts import DraftSchema
from rescind.api.schemas.edges import Incoming, Outgoing
from rescind.api.schemas.policies import StorePolicySchema, SupplierPolicySchema
from rescind.api.schemas.reasons import FindingSchema, MissingFactSchema, SourceSchema, sentence
from rescind.api.schemas.store_orders import StoreOrderSchema
from rescind.api.schemas.supplier_orders import MOST_SUPPLIER_ORDERS, SupplierOrderSchema
from rescind.domain.words import GapKind, Locale, Outcome, ReturnReason

MOST_ORDERS = 500
MOST_GAPS = len(ReturnReason) + len(GapKind)
KEPT_SUPPLIER = "Whose kept policy is meant; `supplier` goes over it."


class ComparedOrderSchema(Incoming):
    """The money of one order: its amounts, or the store order with its supplier orders."""

    order_id = Identifier("The store order, for the answer.", example="5734000000000000001")
    currency = CurrencyCode("The currency of both amounts (ISO 4217).")
    paid_by_customer = Amount("What the customer paid.", example="30.00")
    paid_to_supplier = Amount("What the supplier was paid.", example="12.00")
    reason = Word(ReturnReason, "Why the customer wanted it back, where that is known.")
    store_order = Part(StoreOrderSchema(), "Instead of amounts: the order, as in an evaluation.")
    supplier_orders = Many(
        SupplierOrderSchema(),
        "What was bought for it from suppliers, as in an evaluation.",
        most=MOST_SUPPLIER_ORDERS,
    )
    supplier_order = Part(SupplierOrderSchema(), ONE_ORDER)


class PolicyComparisonRequestSchema(Incoming):
    """Two policies, and the orders over which their gaps are reckoned."""

    as_of = Instant(AS_OF, example="2026-09-29T08:00:00Z")
    locale = Word(Locale, LOCALE)
    supplier_id = Identifier(KEPT_SUPPLIER, example="store-1")
    supplier = Part(SupplierPolicySchema(), "What is agreed with the supplier.")
    store = Part(StorePolicySchema(), "What the store promises its customers.")
    orders = Many(ComparedOrderSchema(), "The orders to reckon with.", most=MOST_ORDERS)


class CurrencyCostSchema(Outgoing):
    """What a gap costs over the orders in one currency; sums never mix currencies."""

    currency = Text("The currency; null: it is not known.", max_length=3, allow_none=True)
    orders = Count("How many orders there are.")
    orders_not_known = Count("How many of them have amounts that are not known.")
    exposure = Amount("What the merchant loses of its own if each of them comes to that.")
    advanced = Amount("What it pays out before the supplier's money comes.")
    orders_with_reason = Count("How many customers wanted theirs back for this very reason.")
    exposure_with_reason = Amount("What these alone cost.")


class OrderCostSchema(Outgoing):
    """What a gap costs for one order."""

    order_id = Text("The order, if it was named.", allow_none=True)
    currency = Text("The currency.", max_length=3, allow_none=True)
    exposure = Amount("What the merchant loses; null: not known.", allow_none=True)
    advanced = Amount("What it pays out early; null: not known.", allow_none=True)


class GapSchema(Outgoing):
    """A promise of the store that the supplier does not stand behind, or may not."""

    gap = Word(GapKind, "What it is about.")
    reason = Word(ReturnReason, "The reason for returns; absent: it is about something else.")
    outcome = Word(Outcome, "`blocks`: the supplier does not; `unknown`: nobody asked it yet.")
    rule = Text("The rule that found it.", example="CMP-001", max_length=16)
    explanation = sentence("What differs.")
    source = Part(SourceSchema(), "Where the rule comes from.")
    promised = Figure("What the store promises: hours, days or percent; null: not a figure.")
    agreed = Figure("What the supplier does, in the same unit; null: not known, or no figure.")
    exposure = Amount(
        "What it costs over all orders; null: there is no one sum, see `exposure_because`.",
        allow_none=True,
    )
    currency = Text("The currency of `exposure`.", max_length=3, allow_none=True)
    exposure_because = sentence("Why `exposure` is null.", allow_none=True)
    by_currency = Many(CurrencyCostSchema(), "The sums, currency by currency.", most=1000)
    per_order = Many(OrderCostSchema(), "What it costs order by order.", most=1000)
    question = Part(
        DraftSchema(), "The question that would settle it; null: it is settled.", allow_none=True
    )

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """A gap that is about no reason has none."""
        field_obj.required = field_name != "reason"


class PolicyComparisonSchema(Outgoing):
    """Every gap between the two policies, and what each rule found."""

    comparison_id = Text("A hash over the policies, the orders and the rule set.", max_length=80)
    ruleset_version = Text("The version of rules, calendars and currencies.", max_length=200)
    summary = sentence("The answer in one sentence.")
    gaps = Many(GapSchema(), "The gaps, reasons first.", most=MOST_GAPS)
    findings = Many(FindingSchema(), "What every rule found.", most=1000)
    missing_facts = Many(MissingFactSchema(), "What would make it whole.", most=100)


class HistorySchema(Outgoing):
    """The recorded cases that a comparison reckons with."""

    cases = Count("How many of this supplier's cases were read, the newest first.")
    orders = Count("How many of them had an order with it that was paid.")
    complete = Flag("Whether these are all.")


class KeptComparisonSchema(PolicyComparisonSchema):
    """The comparison of the policies that are kept, over the recorded history."""

    supplier_id = Identifier("The supplier.", example="store-1")
    as_of = Instant("The moment whose policies are compared.")
    history = Part(HistorySchema(), "What it was reckoned with.")
