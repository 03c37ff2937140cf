"""How the contract describes the headers of writes: safe repeats, and versions that were seen."""

from typing import Any

IDEMPOTENCY_KEY = "IdempotencyKey"
IF_MATCH = "IfMatch"
KEY_HEADER = "Idempotency-Key"
KEY_PATTERN = r"[\x21-\x2b\x2d-\x7e]{1,255}"
"""Printable ASCII without spaces, and without the comma that joins a header sent twice."""

REPLAYED = "Idempotent-Replayed"
REPLAYED_NAME = "IdempotentReplayed"
REPLAYED_DOC: dict[str, Any] = {
    "description": "`true` where the answer is that of an earlier request with the same key.",
    "schema": {"type": "string", "const": "true"},
}

VERSION_NAME = "Version"
VERSION_DOC: dict[str, Any] = {
    "description": "The version of the case, for `If-Match`.",
    "schema": {"type": "string", "pattern": '^"[0-9]+"$', "maxLength": 32},
}

VERSION = {"ETag": {"$ref": f"#/components/headers/{VERSION_NAME}"}}
"""The headers of an answer that shows a case at a version."""

PARAMETERS: dict[str, dict[str, Any]] = {
    IDEMPOTENCY_KEY: {
        "name": KEY_HEADER,
        "description": "Repeats a request safely: the same key and body give the same answer again "
        "and have no second effect. Keys are kept for 30 days; a refused request frees its key.",
        "schema": {"type": "string", "pattern": f"^{KEY_PATTERN}$", "maxLength": 255},
    },
    IF_MATCH: {
        "name": "If-Match",
        "description": "The `ETag` of the case as you saw it: if it changed since, nothing is "
        "written and the answer is a 412.",
        "schema": {"type": "string", "maxLength": 32, "examples": ['"3"']},
    },
}
