"""The connections of one process, and the two ways to use them: for a tenant, and across tenants.

Every transaction begins with one statement that takes a role without rights of its own, names the
tenant, and limits how long anything may take. All of it ends with the transaction, so that a
connection given back to the pool, or to a pooler in front of the server, remembers nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.errors import InsufficientPrivilege, ProgramLimitExceeded
from psycopg_pool import ConnectionPool, PoolTimeout

from rescind.postgres.migrating import current
from rescind.postgres.roles import APP_ROLE, WORKER_ROLE
from rescind.tables.tenancy import Connection, Tenant

WAIT_SECONDS = 2
"""How long a request waits for a connection; then it is told to come again."""

CONNECT_SECONDS = 2
CONNECTIONS = 16
"""Of one process, unless it is told how many threads it has.

One for each thread: who waits for a lock on a busy idempotency key must not keep others waiting.
"""

OVER_TCP = {
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}
"""When a server elsewhere counts as gone that no longer says anything: within about ten seconds."""

BEGIN = """
select
    set_config('role', %(role)s, true),
    set_config('search_path', 'public, pg_temp', true),
    set_config('rescind.tenant', %(tenant)s, true),
    set_config('rescind.digest', %(digest)s, true),
    set_config('statement_timeout', '5s', true),
    set_config('lock_timeout', '3s', true),
    set_config('idle_in_transaction_session_timeout', '10s', true)
"""


class DatabaseAway(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """The database cannot be reached, or gave up: nothing is known to have been written."""


AWAY = (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout)
"""What is raised where a server is not there, or gives up."""


class Database:
    """A pool of connections to one database; open it after the process has forked."""

    def __init__(self, url: str, *, pooler: bool = False, connections: int = CONNECTIONS) -> None:
        # A pooler that hands out connections by transaction loses prepared statements.
        by_transaction = {"prepare_threshold": None} if pooler else {}
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            url,
            kwargs={"connect_timeout": CONNECT_SECONDS, **OVER_TCP, **by_transaction},
            min_size=1,
            max_size=connections,
            timeout=WAIT_SECONDS,
            reconnect_timeout=4,
            check=ConnectionPool.check_connection,
            open=False,
        )

    def open(self) -> None:
        """Begin to connect; a server that is away is no error yet."""
        self._pool.open(wait=False)

    def close(self) -> None:
        """Give every connection back."""
        self._pool.close(timeout=5)

    def ready(self) -> bool:
        """Tell whether the database answers and is as this version of the code wants it."""
        try:
            with self._guarded() as connection:
                return current(connection)
        except (DatabaseAway, psycopg.Error):
            return False

    @contextmanager
    def tenant(self, tenant_id: str) -> Iterator[Tenant]:
        """Begin a transaction that sees one tenant's rows; it commits when the block ends."""
        with self._transaction(APP_ROLE, tenant=tenant_id) as connection:
            yield Tenant(connection, tenant_id)

    @contextmanager
    def caller(self, digest: bytes) -> Iterator[Connection]:
        """Begin a transaction that sees the one key with this digest."""
        with self._transaction(APP_ROLE, digest=digest.hex()) as connection:
            yield connection

    @contextmanager
    def worker(self) -> Iterator[Connection]:
        """Begin a transaction that sees what is due, of every tenant."""
        with self._transaction(WORKER_ROLE) as connection:
            yield connection

    def become(self, connection: Connection, tenant_id: str) -> Tenant:
        """Go on in the worker's transaction as the application, for one tenant."""
        _begin(connection, APP_ROLE, tenant=tenant_id)
        return Tenant(connection, tenant_id)

    @contextmanager
    def _transaction(
        self, role: str, *, tenant: str = "", digest: str = ""
    ) -> Iterator[Connection]:
        with self._guarded() as connection:
            try:
                _begin(connection, role, tenant=tenant, digest=digest)
            except InsufficientPrivilege:
                raise DatabaseAway("The database does not know this service's roles.") from None
            yield connection

    @contextmanager
    def _guarded(self) -> Iterator[Connection]:
        try:
            with self._pool.connection() as connection:
                yield connection
        except AWAY as error:
            if isinstance(error, ProgramLimitExceeded):  # the statement is at fault, and will be
                raise
            # Its message may quote rows or passwords; the kind of failure is enough to go by.
            state = getattr(error, "sqlstate", None)
            kind = f" ({state})" if state else ""
            raise DatabaseAway(f"The database cannot be used now{kind}.") from None


def _begin(connection: Connection, role: str, *, tenant: str = "", digest: str = "") -> None:
    settings: dict[str, Any] = {"role": role, "tenant": tenant, "digest": digest}
    connection.execute(BEGIN, settings)
