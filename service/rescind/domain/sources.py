"""The documents that rules cite."""

from rescind.domain.rules import Source

ARTICLE = "Cómo cancelar un pedido en AliExpress (2021-12-24)"
ARTICLE_INTRODUCTION = Source(title=ARTICLE, section="Introduction")
ARTICLE_WHY = Source(title=ARTICLE, section="Teniendo en cuenta por qué desea cancelar el pedido")
ARTICLE_CAUSES = Source(title=ARTICLE, section="Causas comunes de reembolsos/devoluciones")
ARTICLE_CANCEL = Source(title=ARTICLE, section="¿Cómo cancelar un pedido en Aliexpress?")
ARTICLE_SHOPIFY = Source(
    title=ARTICLE, section="Paso 2: cancela el pedido en el panel de control de Shopify"
)
ARTICLE_REFUSAL = Source(
    title=ARTICLE, section="¿Qué hacer cuando el vendedor se niega a emitir un reembolso?"
)
ARTICLE_REFUSAL_INFERRED = Source(
    title=ARTICLE,
    section="¿Qué hacer cuando el vendedor se niega a emitir un reembolso? "
    "(that an earlier shipment means no refund is inferred)",
)
ARTICLE_TIPS = Source(title=ARTICLE, section="Consejos para gestionar reembolsos y devoluciones")
ARTICLE_LAST_WORDS = Source(title=ARTICLE, section="Ultimas palabras")
ALIEXPRESS_STATUSES = Source(
    title="AliExpress Open Platform, dropshipping order API",
    section="order_status, logistics_status, end_reason",
    url="https://openservice.aliexpress.com/",
)
ALIEXPRESS_HELP = Source(
    title="AliExpress help centre", section="Disputes", url="https://helppage.aliexpress.com/"
)
SHOPIFY_ADMIN = Source(
    title="Shopify GraphQL Admin API 2026-10",
    section="orderCancel, refundCreate, OrderDisplayFulfillmentStatus",
    url="https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/orderCancel",
)
EU_WITHDRAWAL = Source(
    title="Directive 2011/83/EU on consumer rights",
    section="Article 9(1): 14 days to withdraw from a distance contract, without a reason; "
    "Article 16 excepts some goods",
    url="https://eur-lex.europa.eu/eli/dir/2011/83/oj",
)
EU_CONFORMITY = Source(
    title="Directive (EU) 2019/771 on the sale of goods",
    section="Article 14: repair and replacement are free of charge, taking the goods back included",
    url="https://eur-lex.europa.eu/eli/dir/2019/771/oj",
)
SCHEMA_ORG_RETURNS = Source(
    title="schema.org",
    section="MerchantReturnPolicy: applicableCountry",
    url="https://schema.org/MerchantReturnPolicy",
)
UPU_S10 = Source(
    title="UPU standard S10", section="Identification of postal items: 13-character identifier"
)
CARRIER_CHECK_DIGITS = Source(
    title="Number formats of carriers (tracking_number_data, USPS Publication 199)",
    section="Check digits of UPS, USPS, FedEx and DHL. They are each carrier's own and have "
    "exceptions, so one that fails is a weak doubt; only S10's, a standard of all posts, makes a "
    "number suspicious",
    url="https://github.com/jkeen/tracking_number_data",
)
CARRIER_FORMATS = Source(
    title="Number formats of carriers (tracking_number_data and the carriers' public pages)",
    section="Forms of numbers. One that nobody knows says nothing",
    url="https://github.com/jkeen/tracking_number_data",
)
CHINESE_NOTICES = Source(
    title="State Council of China", section="Yearly notices on holidays and make-up days"
)
PRACTICE = Source(title="Rescind", section="Practice of merchants; a policy parameter")
