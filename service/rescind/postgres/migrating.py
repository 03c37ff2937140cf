"""Brings a database up to date: numbered SQL files, each once, in order, by one process at a time.

Each file runs in a transaction of its own together with the row that remembers it, so that a
process that dies leaves either all of it or nothing. A file that was applied never changes.
"""

import hashlib
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import psycopg
from psycopg.errors import (
    DuplicateObject,
    InsufficientPrivilege,
    InternalError_,
    UndefinedTable,
    UniqueViolation,
)

from rescind.postgres.administration import IN_PUBLIC, connected, first_line
from rescind.postgres.roles import APP_ROLE, WORKER_ROLE, roles_sql

Connection = psycopg.Connection[tuple[Any, ...]]

LOCK = 7_243_001
"""The advisory lock that migrating processes take in turn."""

WAIT_SECONDS = 60
ROLE_TRIES = 5
OLDEST = 150000
NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql\Z")

REMEMBER = """
create table if not exists public.schema_migrations (
    version int primary key,
    name text not null,
    sha256 text not null,
    applied_at timestamptz not null default now()
)
"""
APPLIED = "select version, name, sha256 from public.schema_migrations order by version"
ADD = "insert into public.schema_migrations (version, name, sha256) values (%s, %s, %s)"
MEMBER = """
select count(*) from pg_roles
where rolname = any(%s) and pg_has_role(current_user, oid, %s)
"""


class Unmigratable(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """The database cannot be brought up to date; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered file."""

    version: int
    name: str
    text: str

    @property
    def sha256(self) -> str:
        """The checksum of its text, whatever the line ends."""
        return hashlib.sha256(self.text.replace("\r\n", "\n").encode()).hexdigest()


def migrations() -> Sequence[Migration]:
    """List the files of this version, in order."""
    folder = files("rescind.postgres") / "migrations"
    found = [
        Migration(int(match[1]), file.name, file.read_text("utf-8"))
        for file in folder.iterdir()
        if (match := NAME.match(file.name))
    ]
    return sorted(found, key=lambda one: one.version)


def migrate(url: str, wanted: Sequence[Migration] | None = None) -> Sequence[str]:
    """Apply what is missing, and return the names of it. Raises `Unmigratable`, `Unreachable`."""
    files_of_ours = migrations() if wanted is None else wanted
    try:
        with connected(url, autocommit=True) as connection:
            check_version(connection)
            check_durable(connection)
            connection.execute(IN_PUBLIC)
            with locked(connection):
                prepare_roles(connection)
                return apply(connection, files_of_ours)
    except psycopg.Error as error:
        raise Unmigratable(
            f"The database could not be brought up to date: {first_line(error)}"
        ) from None


def check_version(connection: Connection) -> None:
    """Refuse a server that lacks what we need. Raises `Unmigratable`."""
    version = connection.info.server_version
    if version < OLDEST:
        raise Unmigratable(f"PostgreSQL {version // 10000} is too old; use 15, 16, 17 or 18.")


def check_durable(connection: Connection) -> None:
    """Refuse a server that acknowledges what it may lose. Raises `Unmigratable`."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        if value(connection, "select current_setting(%s)", setting) == "off":
            raise Unmigratable(
                f"This PostgreSQL runs with {setting} = off, so that what it has acknowledged may "
                f"be lost. Turn {setting} on: what is recorded here is kept for good."
            )


@contextmanager
def locked(connection: Connection) -> Iterator[None]:
    """Keep other processes out. Polled: a waiting lock would hold up concurrent index builds."""
    end = time.monotonic() + WAIT_SECONDS
    while not value(connection, "select pg_try_advisory_lock(%s)", LOCK):
        if time.monotonic() > end:
            raise Unmigratable("Another process has been migrating this database for a minute.")
        time.sleep(0.1)
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("select pg_advisory_unlock(%s)", (LOCK,))


def prepare_roles(connection: Connection) -> None:
    """See that the roles of application and worker are there and can be taken."""
    for _ in range(ROLE_TRIES):
        if has_roles(connection):
            return
        # Roles belong to the whole server: another database of it may be migrated at this moment.
        with suppress(UniqueViolation, DuplicateObject, InternalError_):
            make_roles(connection)


def make_roles(connection: Connection) -> None:
    """Make the roles, or tell what an administrator has to run."""
    login = connection.info.user
    text = roles_sql(login)
    try:
        connection.execute(text.encode())
    except InsufficientPrivilege:
        raise Unmigratable(
            f'The database user "{login}" may not create the roles that keep tenants apart. '
            f"Have an administrator run this, then try again:\n\n{text}"
        ) from None


def has_roles(connection: Connection) -> bool:
    """Tell whether both roles are there, and this user may take them."""
    right = "SET" if connection.info.server_version >= 160000 else "MEMBER"  # noqa: PLR2004
    both = value(connection, MEMBER, [APP_ROLE, WORKER_ROLE], right)
    return bool(both == len((APP_ROLE, WORKER_ROLE)))


def apply(connection: Connection, wanted: Sequence[Migration]) -> Sequence[str]:
    """Apply each file that is missing in a transaction of its own."""
    connection.execute(REMEMBER)
    missing = pending(wanted, connection.execute(APPLIED).fetchall())
    for one in missing:
        with connection.transaction():
            # Rather fail than have all traffic queue behind a waiting migration.
            connection.execute("set local lock_timeout = '5s'")
            connection.execute(one.text.encode())
            connection.execute(ADD, (one.version, one.name, one.sha256))
    return [one.name for one in missing]


def pending(wanted: Sequence[Migration], applied: Sequence[tuple[Any, ...]]) -> Sequence[Migration]:
    """Tell which files are missing; what does not fit together is refused."""
    numbers = [one.version for one in wanted]
    if numbers != list(range(1, len(wanted) + 1)):
        raise Unmigratable(f"The migrations are not numbered from 1 without gaps: {numbers}.")
    if len(applied) > len(wanted):
        raise Unmigratable(
            f"This database was migrated by a newer version of Rescind ({applied[-1][1]}); "
            "use that version or a newer one."
        )
    for one, (_, name, sha256) in zip(wanted, applied, strict=False):
        if one.sha256 != sha256:
            raise Unmigratable(
                f"The migration {name} is not the one that this database was made with: "
                "applied migrations never change. Install Rescind anew."
            )
    return wanted[len(applied) :]


def current(connection: Connection) -> bool:
    """Tell whether a database is exactly as this version wants it."""
    try:
        applied = [row[2] for row in connection.execute(APPLIED)]
    except UndefinedTable:
        return False
    return applied == [one.sha256 for one in migrations()]


def value(connection: Connection, query: str, *parameters: Any) -> Any:
    """Ask for one value."""
    row = connection.execute(query.encode(), parameters).fetchone()
    return row[0] if row else None
