"""Platforms that are to tell of orders by themselves: each gets an address that nobody guesses."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rescind.domain.words import Platform
from rescind.sealing import Seal, Unopenable
from rescind.tables import connections, notices
from rescind.tables.connections import Connection
from rescind.tables.ids import CONNECTION, new_id
from rescind.tables.notices import Notice
from rescind.tables.tenancy import Connection as Transaction
from rescind.usecases.case_file import Desk, UnknownCursor

ENDING_BYTES = 32
FORMER_SECRET_IS_GOOD = timedelta(hours=24)
"""How long a secret that was replaced is good: Shopify takes an hour to sign with the new one."""


class NoSuchConnection(LookupError):  # noqa: N818  # a noun of the field, like all our exceptions
    """This tenant has no connection with that id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConnection:
    """A connection that was just made: the only time that the end of its address is known."""

    ending: str
    row: Connection


def connect(
    desk: Desk, *, platform: Platform, name: str, secret: str | None, seal: Seal
) -> NewConnection:
    """Make a connection. Raises `Unopenable` where secrets cannot be sealed."""
    ending = secrets.token_urlsafe(ENDING_BYTES)
    row = Connection(
        tenant_id=desk.tenant.tenant_id,
        connection_id=new_id(CONNECTION),
        platform=platform.value,
        name=name,
        digest=digest_of(ending),
        secret=None if secret is None else seal.sealed(secret),
        former_secret=None,
        former_until=None,
        created_at=desk.now,
        ended_at=None,
    )
    connections.add(desk.tenant, row)
    return NewConnection(ending=ending, row=row)


def digest_of(ending: str) -> bytes:
    """Tell what is kept of the end of an address."""
    return hashlib.sha256(ending.encode("utf-8", "replace")).digest()


def replace_secret(desk: Desk, *, connection_id: str, secret: str, seal: Seal) -> Connection:
    """Tell the new secret of a platform; what it signed with the former one is good for a day.

    Raises `NoSuchConnection`.
    """
    before = connections.one(desk.tenant, connection_id, to_change=True)
    if before is None:
        raise NoSuchConnection
    if before.secret is not None and _opens_as(seal, before.secret, secret):
        return before  # told again: what was signed with the former one is still good
    row = replace(
        before,
        secret=seal.sealed(secret),
        former_secret=before.secret,
        former_until=desk.now + FORMER_SECRET_IS_GOOD,
    )
    connections.update(desk.tenant, row)
    return row


def _opens_as(seal: Seal, sealed: str, secret: str) -> bool:
    try:
        return hmac.compare_digest(seal.opened(sealed).encode(), secret.encode())
    except Unopenable:
        return False


def end(desk: Desk, *, connection_id: str) -> None:
    """End a connection: nothing is taken at its address any more. Raises `NoSuchConnection`."""
    row = connections.one(desk.tenant, connection_id, to_change=True)
    if row is None:
        raise NoSuchConnection
    ended = replace(row, secret=None, former_secret=None, ended_at=desk.now)
    connections.update(desk.tenant, ended)


def one(desk: Desk, *, connection_id: str) -> Connection:
    """Read a connection. Raises `NoSuchConnection`."""
    row = connections.one(desk.tenant, connection_id)
    if row is None:
        raise NoSuchConnection
    return row


def newest(desk: Desk, *, after: str | None, limit: int) -> tuple[Sequence[Connection], bool]:
    """List connections, newest first, and tell whether there are more. Raises `UnknownCursor`."""
    if after is not None and connections.one(desk.tenant, after) is None:
        raise UnknownCursor
    rows = connections.newest(desk.tenant, after=after, limit=limit + 1)
    return rows[:limit], len(rows) > limit


def told(
    desk: Desk, *, connection_id: str, after: str | None, limit: int
) -> tuple[Sequence[Notice], bool]:
    """List what came over a connection. Raises `NoSuchConnection`, `UnknownCursor`."""
    one(desk, connection_id=connection_id)
    if after is not None and not notices.exists(desk.tenant, connection_id, after):
        raise UnknownCursor
    rows = notices.newest(desk.tenant, connection_id, after=after, limit=limit + 1)
    return rows[:limit], len(rows) > limit


def at_address(transaction: Transaction, ending: str) -> Connection | None:
    """Find whose address was called."""
    return connections.by_digest(transaction, digest_of(ending))


def secrets_of(row: Connection, seal: Seal, now: datetime) -> Sequence[str]:
    """Open the secrets with which a platform may have signed. Raises `Unopenable`."""
    former = row.former_until is not None and now < row.former_until
    sealed = [row.secret, row.former_secret if former else None]
    return [seal.opened(one) for one in sealed if one is not None]
