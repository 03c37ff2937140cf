"""The database as its owner sees it: for what is done from the shell, and for migrations."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from rescind.tables.tenancy import Connection

CONNECT_SECONDS = 10
IN_PUBLIC = "set search_path to public, pg_temp"
"""Our tables are there, wherever the user's own are looked for: a login may have its own schema."""


class Unreachable(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """The database cannot be reached; the message says why, and holds no password."""


@contextmanager
def administration(url: str) -> Iterator[Connection]:
    """Begin a transaction as the owner; it commits when the block ends. Raises `Unreachable`."""
    with connected(url) as connection:
        try:
            connection.execute(IN_PUBLIC)
            yield connection
        except psycopg.OperationalError as error:
            raise Unreachable(f"The database gave up: {first_line(error)}") from None


def connected(url: str, *, autocommit: bool = False) -> Connection:
    """Connect as the owner. Raises `Unreachable`."""
    try:
        return psycopg.connect(url, connect_timeout=CONNECT_SECONDS, autocommit=autocommit)
    except psycopg.OperationalError as error:
        raise Unreachable(f"The database cannot be reached: {first_line(error)}") from None
    except psycopg.ProgrammingError:
        # Its message quotes what cannot be read, which may be the password.
        raise Unreachable(
            "The address of the database cannot be read. Special characters in its user and "
            "password are percent-encoded (% is %25, @ is %40), and its parameters are those of "
            "PostgreSQL."
        ) from None


def first_line(error: Exception) -> str:
    """Tell the first line of an error of the database: the others may quote rows."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
