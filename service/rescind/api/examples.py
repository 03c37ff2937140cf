"""Bodies that run: the named examples of the contract, each a case of the tests."""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

EXAMPLES: Mapping[str, dict[str, Any]] = json.loads(
    files("rescind.api").joinpath("examples.json").read_text(encoding="utf-8")
)
"""By the last part of an operation's path: each example with its summary and its value."""
