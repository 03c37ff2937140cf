"""Who calls, and may they: the key of a request, and what an operation asks of it."""

import hmac
from typing import Any

from flask import g, request

from rescind.api.context import Database, context
from rescind.api.problems import Problem
from rescind.domain.words import Scope
from rescind.usecases.keys import caller_of, digest_of, looks_right


def needs(scope: Scope) -> dict[str, Any]:
    """Say of an operation which scope a key needs for it: the guard and the contract read this."""
    return {"security": [{"bearer": [scope.value]}, {"api_key": [scope.value]}]}


def check_key(documented: dict[str, Any]) -> None:
    """See who calls, and that the key is good for the operation. Raises `Problem`."""
    database = context().database
    if database is None:
        _check_static_key()
    else:
        _check_own_key(database, documented)


def _check_static_key() -> None:
    wanted = context().static_key
    given = _given_key()
    if wanted and not hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode()):
        raise _unauthorized(given)


def _check_own_key(database: Database, documented: dict[str, Any]) -> None:
    key = _given_key()
    # A key that is none by its own checksum costs no query.
    if not looks_right(key):
        raise _unauthorized(key)
    with database.caller(digest_of(key)) as connection:
        caller = caller_of(connection, key)
    if caller is None:
        raise _unauthorized(key)
    g.caller = caller
    wanted = _scope_of(documented)
    if wanted is not None and wanted not in caller.scopes:
        held = ", ".join(scope for scope in Scope if scope in caller.scopes) or "none"
        detail = f"This call needs a key with the scope {wanted}; this key has: {held}."
        raise Problem("forbidden", detail)


def _scope_of(documented: dict[str, Any]) -> Scope | None:
    """Read what an operation asks for; without a word of it any good key will do."""
    security = documented.get("manual_doc", {}).get("security", ())
    scopes = [scope for one in security for scope in one.get("bearer", ())]
    return Scope(scopes[0]) if scopes else None


def _unauthorized(given: str) -> Problem:
    reason = ', error="invalid_token"' if given else ""
    return Problem(
        "unauthorized",
        "This key is not known."
        if given
        else "Send your key as `Authorization: Bearer KEY` or as `X-API-Key: KEY`.",
        headers={"WWW-Authenticate": f'Bearer realm="rescind"{reason}'},
    )


def _given_key() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return request.headers.get("X-API-Key", "").strip()
