"""How many digits each currency has after its point: ISO 4217, from a committed table."""

import json
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

_TABLE: Mapping[str, Any] = json.loads(
    files("rescind.domain").joinpath("currencies.json").read_text(encoding="utf-8")
)

EXPONENTS: Mapping[str, int] = MappingProxyType(_TABLE["exponents"])
"""Digits after the point by currency code: JPY 0, USD 2, KWD 3. Metals and test codes have none."""

CURRENCIES_VERSION: str = _TABLE["version"]
"""Changes whenever the table does."""
