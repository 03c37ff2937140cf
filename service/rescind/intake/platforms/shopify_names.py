"""What REST calls the fields of an order, and what the GraphQL Admin API calls them."""

from collections.abc import Mapping

REST, GRAPHQL = "rest", "graphql"

WRAPPERS = ("data", "order", "node")
"""In which objects an order may be sent: an answer of either API, or of its tools."""

GRAPHQL_NAMES: Mapping[str, str] = {
    "id": "legacyResourceId",
    "admin_graphql_api_id": "id",
    "currency": "currencyCode",
    "created_at": "createdAt",
    "processed_at": "processedAt",
    "updated_at": "updatedAt",
    "cancelled_at": "cancelledAt",
    "financial_status": "displayFinancialStatus",
    "fulfillment_status": "displayFulfillmentStatus",
    "return_status": "returnStatus",
    "taxes_included": "taxesIncluded",
    "initiated_as": "initiatedAs",
    # lines
    "line_items": "lineItems",
    "current_quantity": "currentQuantity",
    "price_set": "originalUnitPriceSet",
    "price": "originalUnitPrice",
    "discounted_unit_price_set": "discountedUnitPriceSet",
    "total_discount_set": "totalDiscountSet",
    "total_discount": "totalDiscount",
    "discount_allocations": "discountAllocations",
    "discount_amount_set": "allocatedAmountSet",
    "discount_amount": "allocatedAmount",
    "tax_lines": "taxLines",
    "tax_price_set": "priceSet",
    "tax_price": "price",
    # shipping
    "total_shipping_price_set": "totalShippingPriceSet",
    "total_shipping_price": "totalShippingPrice",
    "shipping_lines": "shippingLines",
    "shipping_price_set": "originalPriceSet",
    "shipping_price": "originalPrice",
    "discounted_price_set": "discountedPriceSet",
    "discounted_price": "discountedPrice",
    "is_removed": "isRemoved",
    "shipping_address": "shippingAddress",
    "country_code": "countryCodeV2",
    # refunds
    "total_refunded_set": "totalRefundedSet",
    "refund_line_items": "refundLineItems",
    "line_item": "lineItem",
    "subtotal_set": "subtotalSet",
    "total_tax_set": "totalTaxSet",
    "order_adjustments": "orderAdjustments",
    "amount_set": "amountSet",
    "tax_amount_set": "taxAmountSet",
    "tax_amount": "taxAmount",
    "page_info": "pageInfo",
    "has_next_page": "hasNextPage",
}
"""GraphQL's names by those that the reader asks for. Where one is not here both are the same."""

REST_NAMES: Mapping[str, str] = {
    "discount_amount_set": "amount_set",
    "discount_amount": "amount",
    "tax_price_set": "price_set",
    "tax_price": "price",
    "shipping_price_set": "price_set",
    "shipping_price": "price",
}
"""REST's own names where the reader's are more precise, since GraphQL's differ by their place."""

ONLY_GRAPHQL = frozenset(GRAPHQL_NAMES.values()) - frozenset(GRAPHQL_NAMES)
"""Names that no field of REST has."""

OF_AN_ORDER = ONLY_GRAPHQL | {
    "id",
    "admin_graphql_api_id",
    "line_items",
    "fulfillment_status",
    "financial_status",
}
"""Names of which an order has one at least."""
