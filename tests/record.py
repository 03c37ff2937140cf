"""A record for tests: a real PostgreSQL, and callers of it who each see rows of their own."""

import base64
import itertools
import os
import shutil
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rescind.app import create_app
from rescind.domain.words import Scope
from rescind.postgres.administration import administration
from rescind.postgres.database import Database
from rescind.postgres.embedded import EmbeddedPostgres
from rescind.postgres.migrating import migrate
from rescind.sealing import Seal
from rescind.settings import Settings
from rescind.usecases.keys import create

DEBIANS = "/usr/lib/postgresql/15/bin"
SEAL = Seal([base64.b64encode(bytes(32)).decode()])
START = datetime(2026, 9, 29, 8, tzinfo=UTC)
_numbers = itertools.count(1)


@contextmanager
def data_folder():
    """A folder of its own that another user can reach, as those of pytest are not."""
    reached = "/tmp" if os.geteuid() == 0 else None  # noqa: S108  # PostgreSQL is another user then
    folder = Path(tempfile.mkdtemp(prefix="rescind-", dir=reached))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running(bindir=""):
    """Run a PostgreSQL with a migrated record; yields its server, whose `url` is the owner's."""
    with data_folder() as folder:
        server = EmbeddedPostgres(folder, bindir=bindir)
        server.start("serve")
        try:
            migrate(server.url)
            yield server
        finally:
            server.stop()


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now=START):
        self.now = now

    def __call__(self):
        return self.now

    def pass_time(self, **time):
        self.now += timedelta(**time)


class Caller:
    """A tenant's own client of an application; answers are (status, body, headers)."""

    def __init__(self, app, key, clock):
        self.client, self.key, self.clock = app.test_client(), key, clock
        self.headers = None

    def ask(self, method, path, body=None, **headers):
        shown = {name.replace("_", "-"): value for name, value in headers.items()}
        response = self.client.open(
            path, method=method, json=body, headers={"Authorization": f"Bearer {self.key}", **shown}
        )
        return response.status_code, response.get_json(), response.headers

    def get(self, path, **headers):
        """Ask for what has to be there."""
        status, body, self.headers = self.ask("GET", path, **headers)
        assert status == 200, body
        return body

    def post(self, path, body, **headers):
        """Write what has to be accepted."""
        status, answer, self.headers = self.ask("POST", path, body, **headers)
        assert status in (200, 201), answer
        return answer


def new_key(url, *, tenant=None, scopes=tuple(Scope), now=START):
    """Make a key, of a new tenant unless one is named."""
    name = tenant or f"tenant {next(_numbers)} {datetime.now(UTC).timestamp()}"
    with administration(url) as connection:
        return create(connection, tenant=name, name="test", scopes=list(scopes), now=now).key


@contextmanager
def application(url, clock):
    """Build an application over a record; yields it with its database."""
    database = Database(url)
    database.open()
    try:
        yield create_app(Settings(), clock=clock, database=database, seal=SEAL), database
    finally:
        database.close()
