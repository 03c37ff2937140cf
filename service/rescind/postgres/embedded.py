"""The embedded PostgreSQL: one server for one data folder, started and ended with the service.

It listens on a socket in a private folder only. The process that starts it holds a lock that the
kernel frees however that process ends, and the server ends with it (on Linux by a signal that the
kernel sends; on macOS, where there is none, a server left behind is taken over by the next start.
macOS was not tried). What is found running is proven by connecting, never by a process id.
"""

import logging
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

import psycopg

from rescind.children import ended_with_us
from rescind.postgres.accounts import Unstartable
from rescind.postgres.cluster import (
    DATABASE,
    OWNER,
    SUPERUSER,
    SURROUNDINGS,
    Cluster,
    last_lines,
)
from rescind.postgres.locking import WAIT_SECONDS, AlreadyServed, hold, is_served
from rescind.postgres.processes import worked_on

FAST_SHUTDOWN, IMMEDIATE_SHUTDOWN = signal.SIGINT, signal.SIGQUIT
STOP_SECONDS = 30

MOST_STARTS = 5
"""How often a server that ends at once is started, before it is one that cannot run."""

STILL_USED = "still in use"
"""What it says that has to wait: for processes of an earlier one which we may not see."""

RECOVERING = ("starting up", "not yet accepting", "in recovery")
"""What it answers while it makes up for a crash: that takes as long as it takes."""

log = logging.getLogger("rescind.postgres")


class EmbeddedPostgres:
    """The server of one data folder; whoever starts it keeps it and stops it."""

    def __init__(self, state: Path, *, bindir: str = "") -> None:
        self.cluster = Cluster(state, bindir=bindir)
        self.process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    def start(self, purpose: str, *, timeout: float = 60) -> str:
        """Start the server for a purpose, and return the URL of the owner of its database.

        Raises `AlreadyServed`, `Unstartable`, `NoPostgres`.
        """
        self.cluster.prepare()
        try:
            self._lock = hold(self.cluster.state, purpose)
            self.cluster.own_lock()
            self.cluster.make()
            self._wait_until_it_answers(timeout)
            self.cluster.prepare_database()
        except OSError as error:
            self.stop()
            raise self.cluster.unusable(error) from None
        except psycopg.Error as error:
            self.stop()
            raise Unstartable(f"PostgreSQL refuses: {last_lines(str(error))}") from None
        except BaseException:
            self.stop()
            raise
        return self.url

    @property
    def url(self) -> str:
        """The URL of the plain role that owns the database."""
        return self.cluster.url(OWNER, DATABASE)

    def keep(self) -> None:
        """Start the server again if it died; to be called every second or so, and quick."""
        if not self._ended():
            return
        try:
            if self._spawn():
                log.error("restarting", extra={"reason": "PostgreSQL ended."})
        except OSError as error:
            reason = str(self.cluster.unusable(error))
            log.error("waiting", extra={"reason": reason})  # noqa: TRY400  # the reason says it all

    def stop(self) -> None:
        """End the server and give the data free."""
        try:
            self._end_process()
        finally:
            if self._lock is not None:  # else what is there is another's
                self.cluster.tidy()
                self._lock.truncate(0)
                self._lock.close()
                self._lock = None

    def _wait_until_it_answers(self, timeout: float) -> None:
        end = time.monotonic() + timeout
        starts = 0
        while silence := unanswered(self.cluster.url(SUPERUSER, SUPERUSER)):
            if "password authentication failed" in silence:
                raise Unstartable(
                    f"The data in {self.cluster.state} have another password than its file "
                    f"{SUPERUSER}.password: put the right file back."
                )
            if any(words in silence for words in RECOVERING):
                end = time.monotonic() + timeout
            if time.monotonic() > end:
                raise Unstartable(f"PostgreSQL did not start. {self._end_of_log()}")
            if self._ended():
                if starts >= MOST_STARTS and STILL_USED not in self._end_of_log():
                    raise Unstartable(f"PostgreSQL ends at once. {self._end_of_log()}")
                starts += self._spawn()
            time.sleep(0.05 if starts < MOST_STARTS - 2 else 0.5)

    def _end_of_log(self) -> str:
        said = "nothing"
        with suppress(OSError):
            said = last_lines(self.cluster.log.read_text("utf-8", errors="replace"))
        return f"The end of {self.cluster.log}: {said}"

    def _ended(self) -> bool:
        """Tell whether the server that we started is gone, or none was started.

        gunicorn reaps every child of its process, so that ours may be gone without a status; then
        `poll` says so too.
        """
        return self.process is None or self.process.poll() is not None

    def _spawn(self) -> bool:
        """Start the server, unless one still works on the data: its last backends, or a whole one.

        The data of a server that was killed are clear once nobody works on them. Tells whether it
        was started.
        """
        if worked_on(self.cluster.data):
            return False
        for stale in (
            self.cluster.data / "postmaster.pid",
            *self.cluster.socket_folder.glob(".s.PGSQL.*"),
        ):
            stale.unlink(missing_ok=True)
        with self.cluster.open_log() as log:
            self.process = subprocess.Popen(  # noqa: S603  # programs that we found
                self.cluster.command(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=SURROUNDINGS,
                start_new_session=True,  # Ctrl-C is for us, who end it last
                preexec_fn=ended_with_us(FAST_SHUTDOWN),  # noqa: PLW1509  # no threads run here
                **self.cluster.account.credentials,
            )
        return True

    def _end_process(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        for how in (FAST_SHUTDOWN, IMMEDIATE_SHUTDOWN, signal.SIGKILL):
            with suppress(ProcessLookupError):
                self.process.send_signal(how)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(STOP_SECONDS)
                return


@contextmanager
def attached(state: Path, *, purpose: str, bindir: str = "") -> Iterator[str]:
    """Give the URL of the data in a folder, served by another process now or by this one meanwhile.

    Raises what `EmbeddedPostgres.start` raises.
    """
    server = EmbeddedPostgres(state, bindir=bindir)
    if _is_served(server):
        yield _soon(server)
        return
    try:
        url = server.start(purpose)
    except AlreadyServed:
        if not _is_served(server):
            raise
        yield _soon(server)
        return
    try:
        yield url
    finally:
        server.stop()


def _is_served(server: EmbeddedPostgres) -> bool:
    try:
        return is_served(server.cluster.state)
    except OSError as error:
        raise server.cluster.unusable(error) from None


def _runs(server: EmbeddedPostgres) -> bool:
    """Tell whether the data are served now; data that were never made are not."""
    with suppress(OSError):
        return answers(server.url)
    return False


def _soon(server: EmbeddedPostgres) -> str:
    """Wait for a server that another process may just be starting, or bringing back."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        if _runs(server):
            return server.url
        time.sleep(0.1)
    raise Unstartable(
        f"The data in {server.cluster.state} are served, but PostgreSQL does not answer."
    )


def answers(url: str) -> bool:
    """Tell whether a server answers at a URL."""
    return not unanswered(url)


def unanswered(url: str) -> str:
    """Tell why no server answers at a URL; nothing when one does."""
    try:
        with psycopg.connect(url, connect_timeout=2):
            return ""
    except psycopg.OperationalError as error:
        return str(error) or "No reason is told."
