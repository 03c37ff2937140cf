"""The embedded PostgreSQL: one server for one data folder, started and ended with the service.

It listens on a socket in a private folder only. The process that starts it holds a lock that the
kernel frees however that process ends, and the server ends with it (on Linux by a signal that the
kernel sends; on macOS, where there is none, a server left behind is taken over by the next start.
macOS was not tried). What is found running is proven by connecting, never by a process id.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

from rescind.children import ended_with_us
from rescind.postgres.accounts import Account, Unstartable, account_for
from rescind.postgres.binaries import find, major_version, package_of
from rescind.postgres.roles import roles_sql

OWNER = "rescind"
SUPERUSER = "postgres"
DATABASE = "rescind"
PORT = 5432

LONGEST_SOCKET_FOLDER = 85
"""A socket's path has about 100 bytes, and its own name takes some."""

MOST_CONNECTIONS = 200
FAST_SHUTDOWN, IMMEDIATE_SHUTDOWN = signal.SIGINT, signal.SIGQUIT
STOP_SECONDS = 30
SURROUNDINGS = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
"""All that the programs see of an environment: PGDATA, PGPORT and the like would mislead them."""

SHORT_HOLDERS = ("keys", "migrate")
"""Commands that hold the lock for a moment only, so that a start waits for them."""

WAIT_SECONDS = 10


class AlreadyServed(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """Another process serves these data; the message says which, and what to do."""


class EmbeddedPostgres:
    """The server of one data folder; whoever starts it keeps it and stops it."""

    def __init__(self, state: Path, *, bindir: str = "") -> None:
        self.state = state.absolute()
        self.bindir = bindir
        self.data = self.state / "data"
        self.log = self.state / "postgres.log"
        self._lock: IO[str] | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self._account: Account | None = None
        self._programs: Path | None = None

    def start(self, purpose: str, *, timeout: float = 60) -> str:
        """Start the server for a purpose, and return the URL of the owner of its database.

        Raises `AlreadyServed`, `Unstartable`, `NoPostgres`.
        """
        programs = find(self.bindir)
        self._account = account_for(self.state)
        self._prepare_folder()
        self._take_lock(purpose)
        try:
            self._programs = self._runnable(programs)
            self._make_cluster()
            self._wait_until_it_answers(timeout)
            self._prepare_database()
        except BaseException:
            self.stop()
            raise
        return self.url

    @property
    def url(self) -> str:
        """The URL of the plain role that owns the database."""
        return self._url(OWNER, DATABASE)

    def keep(self) -> None:
        """Start the server again if it died; to be called every second or so, and quick."""
        if self._ended():
            self._spawn()

    def stop(self) -> None:
        """End the server and give the data free."""
        try:
            self._end_process()
        finally:
            if self._lock is not None:
                self._lock.close()
                self._lock = None

    # The folder and who may use it.

    def _prepare_folder(self) -> None:
        try:
            self.state.mkdir(parents=True, exist_ok=True, mode=0o700)
            for folder in (self.state, self.socket_folder):
                folder.mkdir(exist_ok=True, mode=0o700)
                folder.chmod(0o700)
                self._own(folder)
        except OSError as error:
            raise Unstartable(
                f"The data folder {self.state} cannot be used: {error.strerror}. "
                "Choose another with --data or RESCIND_DATA."
            ) from None
        self._needed_account.check_reach(self.state)

    @property
    def _needed_account(self) -> Account:
        if self._account is None:
            raise LookupError("The server was not started.")
        return self._account

    def _own(self, path: Path) -> None:
        self._needed_account.own(path)

    @property
    def socket_folder(self) -> Path:
        """Where its socket is: beside the data, unless that path is too long for one."""
        own = self.state / "run"
        if len(os.fsencode(own)) <= LONGEST_SOCKET_FOLDER:
            return own
        name = hashlib.sha256(os.fsencode(self.state)).hexdigest()[:12]
        return Path("/tmp") / f"rescind-{name}"  # noqa: S108  # made private above

    def _take_lock(self, purpose: str) -> None:
        """Hold the data alone; who holds them for a moment only is waited for."""
        path = self.state / "serve.lock"
        lock = path.open("a+", encoding="utf-8")
        path.chmod(0o600)
        end = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                holder = _holder(lock)
                if holder.split(" ")[0] not in SHORT_HOLDERS or time.monotonic() > end:
                    lock.close()
                    raise AlreadyServed(
                        f"The data in {self.state} are served already, by `rescind {holder}`. "
                        "End it first, or choose other data with --data or RESCIND_DATA."
                    ) from None
            time.sleep(0.1)
        lock.truncate(0)
        lock.write(f"{purpose} (process {os.getpid()})")
        lock.flush()
        self._lock = lock

    # The programs and the cluster.

    def _runnable(self, programs: Path) -> Path:
        """Copy the programs where the account cannot run them, as below a private home folder."""
        if self._needed_account.can_run(programs / "postgres"):
            return programs
        parts = package_of(programs)
        stamp = hashlib.sha256(
            f"{programs} {(programs / 'postgres').stat().st_mtime_ns}".encode()
        ).hexdigest()[:16]
        target = self.state / "pg" / stamp
        if not target.exists():
            shutil.rmtree(self.state / "pg", ignore_errors=True)
            fresh = self.state / "pg" / "new"
            for part in parts:
                shutil.copytree(part, fresh / part.name, symlinks=True)
            self._own(self.state / "pg")
            for path in fresh.rglob("*"):
                self._own(path)
            self._own(fresh)
            fresh.rename(target)
        return target / parts[0].name / programs.relative_to(parts[0])

    def _make_cluster(self) -> None:
        """Make a new cluster, if there is none: under another name until it is whole."""
        version_file = self.data / "PG_VERSION"
        if version_file.exists():
            self._check_version(version_file.read_text("ascii").strip())
            return
        fresh = self.state / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        for role in (SUPERUSER, OWNER):
            self._write_secret(role)
        command = [
            *("-D", str(fresh), "-U", SUPERUSER, "-E", "UTF8", "--no-locale"),
            *("--auth=scram-sha-256", f"--pwfile={self._secret_file(SUPERUSER)}"),
            "--data-checksums",
        ]
        made = self._run("initdb", command)
        if made.returncode:
            raise Unstartable(f"initdb failed: {_last_lines(made.stderr.decode(errors='replace'))}")
        fresh.rename(self.data)

    def _check_version(self, of_data: str) -> None:
        told = self._run("postgres", ["--version"]).stdout.decode(errors="replace")
        programs = major_version(told)
        if str(programs) != of_data:
            raise Unstartable(
                f"The data in {self.state} are of PostgreSQL {of_data}, the programs of {programs}."
                f" Name the programs of {of_data} in RESCIND_PG_BINDIR, or choose other data."
            )

    def _run(self, program: str, arguments: list[str]) -> subprocess.CompletedProcess[bytes]:
        assert self._programs is not None  # noqa: S101  # for the types: found by start()
        return subprocess.run(  # noqa: S603  # programs that we found, with our own arguments
            [self._programs / program, *arguments],
            cwd="/",
            env=SURROUNDINGS,
            capture_output=True,
            check=False,
            **self._needed_account.credentials,
        )

    def _secret_file(self, role: str) -> Path:
        return self.state / f"{role}.password"

    def _write_secret(self, role: str) -> None:
        path = self._secret_file(role)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(24))
        self._own(path)

    def _url(self, role: str, database: str) -> str:
        password = self._secret_file(role).read_text("ascii").strip()
        folder = quote(str(self.socket_folder), safe="")
        # The port stands here so that PGPORT says nothing.
        return f"postgresql://{role}:{password}@/{database}?host={folder}&port={PORT}"

    # The process.

    def _wait_until_it_answers(self, timeout: float) -> None:
        end = time.monotonic() + timeout
        while not answers(self._url(SUPERUSER, SUPERUSER)):
            if time.monotonic() > end:
                raise Unstartable(
                    f"PostgreSQL did not start within {timeout:.0f} seconds. The end of "
                    f"{self.log}: {self._end_of_log()}"
                )
            if self._ended():
                self._spawn()
            time.sleep(0.05)

    def _end_of_log(self) -> str:
        with suppress(OSError):
            return _last_lines(self.log.read_text("utf-8", errors="replace"))
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
        for stale in (self.data / "postmaster.pid", *self.socket_folder.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)
        assert self._programs is not None  # noqa: S101  # for the types: found by start()
        with self.log.open("ab") as log:
            self._own(self.log)
            self.process = subprocess.Popen(  # noqa: S603  # programs that we found
                [
                    self._programs / "postgres",
                    *("-D", str(self.data), "-k", str(self.socket_folder), "-p", str(PORT)),
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
                **self._needed_account.credentials,
            )

    def _worked_on(self) -> bool:
        """Tell whether a live process has the data as its working folder, as every backend has.

        Without /proc (macOS) the server's own file is believed while its process is there.
        """
        if Path("/proc/self/cwd").exists():
            return any(_works_in(process, self.data) for process in Path("/proc").glob("[0-9]*"))
        with suppress(OSError, ValueError, IndexError):
            os.kill(int((self.data / "postmaster.pid").read_text().splitlines()[0]), 0)
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

    # The database in it.

    def _prepare_database(self) -> None:
        """Make the plain owner, its database and the roles; what a crash left out is made up."""
        with psycopg.connect(self._url(SUPERUSER, SUPERUSER), autocommit=True) as connection:
            password = self._secret_file(OWNER).read_text("ascii").strip()
            if not connection.execute(
                "select 1 from pg_roles where rolname = %s", (OWNER,)
            ).fetchone():
                # The password is ours: hexadecimal digits.
                create = f"create role {OWNER} login password '{password}'"
                connection.execute(create.encode())
            if not connection.execute(
                "select 1 from pg_database where datname = %s", (DATABASE,)
            ).fetchone():
                connection.execute(f"create database {DATABASE} owner {OWNER}".encode())
            connection.execute(roles_sql(OWNER).encode())


@contextmanager
def attached(state: Path, *, purpose: str, bindir: str = "") -> Iterator[str]:
    """Give the URL of the data in a folder, served by another process now or by this one meanwhile.

    Raises what `EmbeddedPostgres.start` raises.
    """
    server = EmbeddedPostgres(state, bindir=bindir)
    with suppress(OSError):
        if answers(server.url):
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


def _soon(server: EmbeddedPostgres) -> str:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        with suppress(OSError):
            if answers(server.url):
                return server.url
        time.sleep(0.1)
    raise Unstartable(f"The data in {server.state} are served, but PostgreSQL does not answer.")


def answers(url: str) -> bool:
    """Tell whether a server answers at a URL."""
    try:
        with psycopg.connect(url, connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False


def _holder(lock: IO[str]) -> str:
    lock.seek(0)
    return lock.read() or "serve"


def _works_in(process: Path, folder: Path) -> bool:
    with suppress(OSError):
        return (process / "cwd").readlink() == folder
    return False


def _last_lines(text: str, most: int = 5) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return " / ".join(lines[-most:]) or "nothing."
