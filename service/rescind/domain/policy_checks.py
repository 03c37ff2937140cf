"""What is wrong with a store's policy, or missing in it: one finding for each rule.

A policy has to answer what a customer asks (until when, how, for which reasons, who pays the
return, how long the money takes, whom to write to), and to promise no more than the suppliers do.
"""

import re
from dataclasses import dataclass

from rescind.domain import sources as src
from rescind.domain.canonical import fingerprint
from rescind.domain.policy import StorePolicy, SupplierPolicy
from rescind.domain.policy_comparison import Compared, at_most, known, refund_days
from rescind.domain.rules import Answer, Finding, Message, Observed, _, rule, say
from rescind.domain.ruleset import RULESET_VERSION
from rescind.domain.words import Outcome, ReturnMethod, ReturnPayer, ReturnReason

CLEAR, BLOCKS, UNKNOWN = Outcome.CLEAR, Outcome.BLOCKS, Outcome.UNKNOWN

EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+\Z")
PO_BOX = re.compile(
    r"\bp\.?\s*o\.?\s*box\b|\bpost\s+office\s+box\b|\bapartado\b|\bapdo\b|\bpostfach\b|\bcasilla\b",
    re.IGNORECASE,
)
EUROPEAN_UNION = frozenset(
    {
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    }
)
WITHDRAWAL_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyCheck:
    """Everything that the rules found about a store's policy."""

    check_id: str
    ruleset_version: str
    summary: Message
    findings: tuple[Finding, ...]


def stated(value: Observed) -> Answer:
    """A promise is stated, or not known."""
    return (UNKNOWN if value is None else CLEAR), {"stated": value}


@rule(
    "POL-001",
    "Customers know whom to write to",
    source=src.ARTICLE_TIPS,
    clear=_("Customers write to {contact_email}."),
    blocks=_("This is no e-mail address: {contact_email}."),
    unknown=_("No e-mail address is stated: without one customers cannot ask how to return goods."),
)
def contact_is_stated(both: Compared) -> Answer:
    """Without a shop to walk into, the e-mail is the only door."""
    email = both.store.contact_email
    if email is None:
        return UNKNOWN, {"contact_email": None}
    return (CLEAR if EMAIL.match(email) else BLOCKS), {"contact_email": email}


@rule(
    "POL-002",
    "No return address is given without a physical store",
    source=src.ARTICLE_TIPS,
    clear=_("There is a physical store, or no return address is given."),
    blocks=_(
        "A return address is given and there is no physical store: leave it out, and ask customers "
        "to write first. The page does not show it."
    ),
    unknown=_(
        "A return address is given, and nobody said whether there is a physical store. The page "
        "does not show it until then."
    ),
)
def return_address_needs_a_store(both: Compared) -> Answer:
    """Parcels sent to an address without a shop are lost, or come back to nobody."""
    store, given = both.store.has_physical_store, both.store.return_address is not None
    observed = {"has_physical_store": store, "return_address": given}
    if not given or store:
        return CLEAR, observed
    return (UNKNOWN if store is None else BLOCKS), observed


@rule(
    "POL-003",
    "A PO box is told as one, and takes returns only",
    source=src.ARTICLE_TIPS,
    clear=_("No PO box stands where an address of a store is expected."),
    blocks=_("The return address is a PO box: tell it as `po_box`, which takes returns only."),
)
def po_box_is_told_as_one(both: Compared) -> Answer:
    """Nobody walks into a PO box."""
    address = both.store.return_address
    found = address is not None and PO_BOX.search(address) is not None
    return (BLOCKS if found else CLEAR), {"po_box": both.store.po_box is not None}


@rule(
    "POL-004",
    "The reasons for which goods are taken back are stated",
    source=src.ARTICLE_TIPS,
    clear=_("The reasons are stated."),
    unknown=_("No reasons are stated: make clear which ones you accept."),
)
def reasons_are_stated(both: Compared) -> Answer:
    """What is not stated is claimed for every reason."""
    reasons = both.store.reasons
    return stated(None if reasons is None else len(reasons))


@rule(
    "POL-005",
    "No reason is accepted that the supplier does not accept",
    source=src.ARTICLE_TIPS,
    clear=_("Every reason that you accept, the supplier accepts too."),
    blocks=_(
        "You accept reasons that the supplier does not, and pay for them yourself: {reasons}."
    ),
    unknown=_("Whether the supplier accepts the reasons that you accept is not known."),
)
def reasons_are_covered(both: Compared) -> Answer:
    """The store's policy is to be as close to the supplier's as possible."""
    ours, theirs = both.store.reasons, both.supplier.accepted_return_reasons
    if ours == ():
        return CLEAR, {"reasons": ""}
    if ours is None or theirs is None:
        return UNKNOWN, {"reasons": None}
    alone = ", ".join(one for one in ours if one not in theirs)
    return (BLOCKS if alone else CLEAR), {"reasons": alone}


@rule(
    "POL-006",
    "Customers know until when they may return",
    source=src.ARTICLE_TIPS,
    clear=_("Returns are taken for {stated} days."),
    unknown=_("No number of days for returns is stated."),
)
def return_window_is_stated(both: Compared) -> Answer:
    """A store that takes nothing back needs no window."""
    days = both.store.return_window_days
    return (CLEAR, {"stated": 0}) if days is None and both.store.reasons == () else stated(days)


@rule(
    "POL-007",
    "Returns are taken for no longer than the supplier can be held to them",
    source=src.ALIEXPRESS_HELP,
    clear=_("Returns are taken for {promised} days, disputes can be opened for {agreed}."),
    blocks=_(
        "Returns are taken for {promised} days, disputes close after {agreed}: shorten the window, "
        "or know that you bear the later ones."
    ),
    unknown=_("Days for returns: stated are {promised}, disputes close after {agreed}."),
)
def return_window_is_no_longer(both: Compared) -> Answer:
    """Later returns are the merchant's own."""
    closes = known(both.supplier, "dispute_closes_after_delivery_days")
    return at_most(both.store.return_window_days, closes)


@rule(
    "POL-008",
    "Customers know until when they may cancel",
    source=src.ARTICLE_WHY,
    clear=_("Orders may be cancelled for {stated} hours."),
    unknown=_("No number of hours for cancellations is stated."),
)
def cancellation_window_is_stated(both: Compared) -> Answer:
    """Customers change their mind seconds later, or days later: the policy has to tell them."""
    return stated(both.store.cancellation_window_hours)


@rule(
    "POL-009",
    "Customers may not cancel for longer than the supplier cancels",
    source=src.ARTICLE_TIPS,
    clear=_("Orders may be cancelled for {promised} hours, the supplier cancels for {agreed}."),
    blocks=_(
        "Orders may be cancelled for {promised} hours, the supplier only cancels for {agreed}."
    ),
    unknown=_("Hours to cancel: stated are {promised}, the supplier cancels for {agreed}."),
)
def cancellation_window_is_no_longer(both: Compared) -> Answer:
    """After its own time the supplier need not cancel."""
    return at_most(
        both.store.cancellation_window_hours, both.supplier.cancellation_accepted_within_hours
    )


@rule(
    "POL-010",
    "Customers know who pays for sending goods back",
    source=src.ARTICLE_TIPS,
    clear=_("It is stated who pays for sending goods back: {stated}."),
    unknown=_("It is not stated who pays for sending goods back."),
)
def payer_is_stated(both: Compared) -> Answer:
    """The question that follows every other."""
    return stated(both.store.return_shipping_paid_by)


@rule(
    "POL-011",
    "Customers do not pay for returning what is wrong or defective",
    source=src.EU_CONFORMITY,
    clear=_("Customers do not pay for returning goods that are wrong, defective or damaged."),
    blocks=_(
        "Customers would pay for returning goods that are wrong, defective or damaged. In the "
        "European Union remedies for such goods are free of charge."
    ),
    unknown=_("It is not stated who pays for returning goods that are wrong or defective."),
)
def faults_cost_customers_nothing(both: Compared) -> Answer:
    """Who sent the wrong thing pays for its way back."""
    store = both.store
    payer = store.faulty_return_shipping_paid_by or store.return_shipping_paid_by
    if payer is None:
        return UNKNOWN, {"paid_by": None}
    sells_there = store.countries is None or EUROPEAN_UNION.intersection(store.countries)
    charged = payer is ReturnPayer.CUSTOMER
    if charged and store.countries is None:
        return UNKNOWN, {"paid_by": payer}
    return (BLOCKS if charged and sells_there else CLEAR), {"paid_by": payer}


@rule(
    "POL-012",
    "Customers know how long their money takes",
    source=src.ARTICLE_TIPS,
    clear=_("Money is paid back within {stated} business days."),
    unknown=_("It is not stated how long a refund takes."),
)
def refund_time_is_stated(both: Compared) -> Answer:
    """Who does not know when the money comes asks the bank for it."""
    return stated(both.store.refund_within_business_days)


@rule(
    "POL-013",
    "No refund is promised before the supplier pays",
    source=src.ARTICLE_CANCEL,
    clear=_("Money is paid back within {promised} business days, the supplier pays in {agreed}."),
    blocks=_(
        "Money is paid back within {promised} business days, the supplier may take {agreed}: you "
        "advance it."
    ),
    unknown=_("Business days for refunds: stated are {promised}, the supplier takes {agreed}."),
)
def refund_time_is_no_shorter(both: Compared) -> Answer:
    """Money that is promised sooner than it comes has to be advanced."""
    promised, latest = refund_days(both)
    observed = {"promised": promised, "agreed": latest}
    if promised is None or latest is None:
        return UNKNOWN, observed
    return (CLEAR if promised >= latest else BLOCKS), observed


@rule(
    "POL-014",
    "Where all sales are final, the exceptions are named",
    source=src.ARTICLE_TIPS,
    clear=_("The exceptions are named, or sales are not all final."),
    blocks=_(
        "All sales are final without an exception: name at least goods that are wrong or damaged."
    ),
)
def final_sales_have_exceptions(both: Compared) -> Answer:
    """The article's example: final, except when the product is wrong or damaged."""
    excepted = both.store.all_sales_final_except
    return (BLOCKS if excepted == () else CLEAR), {"exceptions": len(excepted or ())}


@rule(
    "POL-015",
    "The policy does not contradict itself",
    source=src.ARTICLE_TIPS,
    clear=_("Nothing in it contradicts anything else."),
    blocks=_("It contradicts itself: {fields}."),
)
def policy_is_consistent(both: Compared) -> Answer:
    """Of two promises a customer may hold you to the better one."""
    found = "; ".join(f"{one} / {other}" for one, other in contradictions(both.store))
    return (BLOCKS if found else CLEAR), {"fields": found}


@rule(
    "POL-016",
    "Consumers in the European Union may withdraw within 14 days",
    source=src.EU_WITHDRAWAL,
    clear=_("It grants the 14 days, or is not meant for countries of the European Union."),
    blocks=_(
        "It is meant for a country of the European Union, where consumers may withdraw from most "
        "purchases at a distance within 14 days and without a reason; it grants less."
    ),
    unknown=_(
        "Whether it is meant for the European Union, or what it grants there, is not stated: "
        "consumers there may withdraw within 14 days and without a reason."
    ),
)
def withdrawal_is_granted(both: Compared) -> Answer:
    """A hint, not advice: some goods are excepted."""
    store = both.store
    observed: dict[str, Observed] = {"return_window_days": store.return_window_days}
    if store.countries is not None and not EUROPEAN_UNION.intersection(store.countries):
        return CLEAR, observed
    days, reasons = store.return_window_days, store.reasons
    enough = days is not None and days >= WITHDRAWAL_DAYS
    if reasons is not None and ReturnReason.CHANGED_MIND in reasons and enough:
        return CLEAR, observed
    less = (days is not None and not enough) or (
        reasons is not None and ReturnReason.CHANGED_MIND not in reasons
    )
    return (BLOCKS if less and store.countries is not None else UNKNOWN), observed


@rule(
    "POL-017",
    "The customers' countries are stated",
    source=src.SCHEMA_ORG_RETURNS,
    clear=_("The policy is meant for these countries: {stated}."),
    unknown=_("It is not stated for which countries the policy is meant."),
)
def countries_are_stated(both: Compared) -> Answer:
    """Search engines show a return policy only with its countries."""
    countries = both.store.countries
    return stated(", ".join(countries) if countries else None)


CHECKS = (
    contact_is_stated,
    return_address_needs_a_store,
    po_box_is_told_as_one,
    reasons_are_stated,
    reasons_are_covered,
    return_window_is_stated,
    return_window_is_no_longer,
    cancellation_window_is_stated,
    cancellation_window_is_no_longer,
    payer_is_stated,
    faults_cost_customers_nothing,
    refund_time_is_stated,
    refund_time_is_no_shorter,
    final_sales_have_exceptions,
    policy_is_consistent,
    withdrawal_is_granted,
    countries_are_stated,
)
"""Every rule about a store's policy; all are evaluated, always."""


def contradictions(store: StorePolicy) -> list[tuple[str, str]]:
    """Name the pairs of parameters that cannot both hold."""
    accepted, excepted = store.accepted_return_reasons, store.all_sales_final_except
    methods = store.return_methods or ()
    nothing = store.reasons == ()
    both_told = accepted is not None and excepted is not None
    found = {
        ("accepted_return_reasons", "all_sales_final_except"): both_told and accepted != excepted,
        ("accepted_return_reasons", "return_window_days"): nothing
        and bool(store.return_window_days),
        ("return_methods", "has_physical_store"): ReturnMethod.IN_STORE in methods
        and store.has_physical_store is False,
    }
    return [pair for pair, is_so in found.items() if is_so]


GOOD = _("Nothing is wrong with the policy, and nothing is missing in it.")
FAULTS = _("{wrong} things are wrong with the policy, and {open} are not stated or not known.")


def check(store: StorePolicy, supplier: SupplierPolicy) -> PolicyCheck:
    """Check a store's policy, against what is known of the supplier."""
    both = Compared(supplier=supplier, store=store)
    findings = tuple(look(both) for look in CHECKS)
    wrong = sum(one.outcome is BLOCKS for one in findings)
    unknown = sum(one.outcome is UNKNOWN for one in findings)
    return PolicyCheck(
        check_id=fingerprint("chk_", store, supplier, RULESET_VERSION),
        ruleset_version=RULESET_VERSION,
        summary=say(FAULTS, wrong=wrong, open=unknown) if wrong or unknown else say(GOOD),
        findings=findings,
    )
