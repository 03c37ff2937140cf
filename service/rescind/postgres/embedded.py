"""The embedded PostgreSQL: one server for one data folder, started and ended with the service.

It listens on a socket in a private folder only. The process that starts it holds a lock that the
kernel frees however that process ends, and the server ends with it (on Linux by a signal that the
kernel sends; on macOS, where there is none, a server left behind is taken over by the next start.
macOS was not tried). What is found running is proven by connecting, never by a process id.
"""

import os
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
    PORT,
    SUPERUSER,
    SURROUNDINGS,
    Cluster,
    last_lines,
)
from rescind.postgres.locking import WAIT_SECONDS, AlreadyServed, hold

MOST_CONNECTIONS = 200
FAST_SHUTDOWN, IMMEDIATE_SHUTDOWN = signal.SIGINT, signal.SIGQUIT
STOP_SECONDS = 30


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
        self._lock = hold(self.cluster.state, purpose)
        try:
            self.cluster.make()
            self._wait_until_it_answers(timeout)
            self.cluster.prepare_database()
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
        if self._ended():
            self._spawn()

    def stop(self) -> None:
        """End the server and give the data free."""
        try:
            self._end_process()
        finally:
            self.cluster.tidy()
            if self._lock is not None:
                self._lock.close()
                self._lock = None

    def _wait_until_it_answers(self, timeout: float) -> None:
        end = time.monotonic() + timeout
        while not answers(self.cluster.url(SUPERUSER, SUPERUSER)):
            if time.monotonic() > end:
                raise Unstartable(
                    f"PostgreSQL did not start within {timeout:.0f} seconds. The end of "
                    f"{self.cluster.log}: {self._end_of_log()}"
                )
            if self._ended():
                self._spawn()
            time.sleep(0.05)

    def _end_of_log(self) -> str:
        with suppress(OSError):
            return last_lines(self.cluster.log.read_text("utf-8", errors="replace"))
        return "nothing."

    def _ended(self) -> bool:
        """Tell whether the server that we started is gone, or none was started.

        gunicorn reaps every child of its process, so that ours may be gone without a status; then
        `poll` says so too.
        """
        return self.process is None or self.process.poll() is not None

    def _spawn(self) -> None:
        """Start the server, unless one still works on the data: its last backends, or a whole one.

        The data of a server that was killed are clear once nobody works on them.
        """
        if self._worked_on():
            return
        for stale in (
            self.cluster.data / "postmaster.pid",
            *self.cluster.socket_folder.glob(".s.PGSQL.*"),
        ):
            stale.unlink(missing_ok=True)
        with self.cluster.log.open("ab") as log:
            self.cluster.account.own(self.cluster.log)
            self.process = subprocess.Popen(  # noqa: S603  # programs that we found
                [
                    self.cluster.programs / "postgres",
                    *(
                        "-D",
                        str(self.cluster.data),
                        "-k",
                        str(self.cluster.socket_folder),
                        "-p",
                        str(PORT),
                    ),
                    *("-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"),
                    *("-c", f"max_connections={MOST_CONNECTIONS}"),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env=SURROUNDINGS,
                start_new_session=True,  # Ctrl-C is for us, who end it last
                preexec_fn=ended_with_us(FAST_SHUTDOWN),  # noqa: PLW1509  # no threads run here
                **self.cluster.account.credentials,
            )

    def _worked_on(self) -> bool:
        """Tell whether a live process has the data as its working folder, as every backend has.

        Without /proc (macOS) the server's own file is believed while its process is there.
        """
        if Path("/proc/self/cwd").exists():
            return any(
                _works_in(process, self.cluster.data) for process in Path("/proc").glob("[0-9]*")
            )
        with suppress(OSError, ValueError, IndexError):
            os.kill(int((self.cluster.data / "postmaster.pid").read_text().splitlines()[0]), 0)
            return True
        return False

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
    if _runs(server):
        yield server.url
        return
    try:
        url = server.start(purpose)
    except AlreadyServed:
        # It is just starting, or coming back: soon it answers.
        yield _soon(server)
        return
    try:
        yield url
    finally:
        server.stop()


def _runs(server: EmbeddedPostgres) -> bool:
    """Tell whether the data are served now; data that were never made are not."""
    with suppress(OSError):
        return answers(server.url)
    return False


def _soon(server: EmbeddedPostgres) -> str:
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
    try:
        with psycopg.connect(url, connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


def _works_in(process: Path, folder: Path) -> bool:
    with suppress(OSError):
        return (process / "cwd").readlink() == folder
    return False
