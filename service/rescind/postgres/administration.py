"""The database as its owner sees it: for the few things that are done from the shell."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from rescind.tables.tenancy import Connection


class Unreachable(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """The database cannot be reached; the message says why, and holds no password."""


@contextmanager
def administration(url: str) -> Iterator[Connection]:
    """Begin a transaction as the owner; it commits when the block ends. Raises `Unreachable`."""
    try:
        connection: Connection = psycopg.connect(url, connect_timeout=10)
    except psycopg.OperationalError as error:
        reason = (str(error).strip().splitlines() or ["no reason told"])[0]
        raise Unreachable(f"The database cannot be reached: {reason}") from None
    with connection:
        yield connection
