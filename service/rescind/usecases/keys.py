"""API keys: made and shown once, kept as a digest, and asked for with every call.

A key has 190 random bits, so that a plain SHA-256 of it cannot be turned back; a checksum at its
end tells mistyped keys, and lets scanners find keys that leaked.
"""

import hashlib
import re
import secrets
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rescind.domain.words import Scope
from rescind.tables import keys, tenants
from rescind.tables.ids import KEY, new_id
from rescind.tables.keys import Key
from rescind.tables.tenancy import Connection, Tenant

PREFIX = "rsc_"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
RANDOM, CHECKSUM = 32, 6
DEFAULT_TENANT = "default"
FIRST = "first key"
LOCK = 7_243_002
"""The advisory lock of processes that start at once and may both make the first key."""

_KEY = re.compile(rf"{PREFIX}[0-9A-Za-z]{{{RANDOM + CHECKSUM}}}\Z")


class NoSuchKey(LookupError):  # noqa: N818  # a noun of the field, like all our exceptions
    """No tenant has a key with that id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """A key that was just made: the only time that it is known."""

    key: str
    row: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedKey:
    """A key, and whose it is."""

    tenant: str
    row: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls, and what the key may do."""

    tenant_id: str
    key_id: str
    name: str
    scopes: frozenset[Scope]


def new_key() -> str:
    """Make a key."""
    start = PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return start + checksum(start)


def checksum(start: str) -> str:
    """Write the CRC-32 of what stands before it in base 62."""
    left, written = zlib.crc32(start.encode()), ""
    for _ in range(CHECKSUM):
        left, digit = divmod(left, len(ALPHABET))
        written = ALPHABET[digit] + written
    return written


def looks_right(key: str) -> bool:
    """Tell whether a text is a key by its form and checksum; no key is looked up for that."""
    return bool(_KEY.match(key)) and checksum(key[:-CHECKSUM]) == key[-CHECKSUM:]


def digest_of(key: str) -> bytes:
    """Tell what is kept of a key."""
    return hashlib.sha256(key.encode()).digest()


def create(
    connection: Connection, *, tenant: str, name: str, scopes: Sequence[Scope], now: datetime
) -> NewKey:
    """Make a key of a tenant, which is made as well when it is new."""
    tenant_id = tenants.named(connection, tenant, now)
    tenants.see(connection, tenant_id)
    key = new_key()
    row = Key(
        tenant_id=tenant_id,
        key_id=new_id(KEY),
        name=name,
        digest=digest_of(key),
        last_four=key[-4:],
        scopes=[scope.value for scope in Scope if scope in scopes],
        created_at=now,
        revoked_at=None,
    )
    keys.add(connection, row)
    return NewKey(key=key, row=row)


def first_key(connection: Connection, *, now: datetime) -> str | None:
    """Make the first key of a new database, unless there is a tenant already."""
    connection.execute("select pg_advisory_xact_lock(%s)", (LOCK,))
    if tenants.every(connection):
        return None
    return create(connection, tenant=DEFAULT_TENANT, name=FIRST, scopes=list(Scope), now=now).key


def every(connection: Connection) -> list[ListedKey]:
    """List the keys of all tenants."""
    listed = []
    for tenant_id, name in tenants.every(connection):
        tenants.see(connection, tenant_id)
        listed += [ListedKey(tenant=name, row=r) for r in keys.of_tenant(connection, tenant_id)]
    return listed


def revoke(connection: Connection, *, key_id: str, now: datetime) -> None:
    """Revoke a key: it is refused from now on. Raises `NoSuchKey`."""
    for tenant_id, _ in tenants.every(connection):
        tenants.see(connection, tenant_id)
        if keys.revoke(connection, tenant_id, key_id, now):
            return
    raise NoSuchKey(key_id)


def caller_of(connection: Connection, key: str) -> Caller | None:
    """Tell who shows a key; unknown and revoked keys are nobody's."""
    found = keys.by_digest(connection, digest_of(key))
    if found is None:
        return None
    return Caller(
        tenant_id=found.tenant_id,
        key_id=found.key_id,
        name=found.name,
        # A scope that a newer version knows says nothing to this one.
        scopes=frozenset(scope for scope in Scope if scope in found.scopes),
    )


def tenant_name(tenant: Tenant) -> str:
    """Tell the name of the tenant who calls."""
    return tenants.name(tenant)
