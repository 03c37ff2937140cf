"""The version of everything that decides beside facts, policy and the moment."""

from rescind.domain.calendars import CALENDARS_VERSION
from rescind.domain.currencies import CURRENCIES_VERSION

RULES_VERSION = "2"
"""Raised with every change of a rule, a row or a formula."""

RULESET_VERSION = f"{RULES_VERSION}+{CALENDARS_VERSION}+{CURRENCIES_VERSION}"
"""Same facts, same policy, same moment and same rule set give the same bytes."""
