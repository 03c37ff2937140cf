"""The data folder of an embedded PostgreSQL: its secrets, its programs, its cluster, its database.

Nothing of it is ever there by half: what takes several steps is made under another name, or made
again at each start.
"""

import hashlib
import os
import secrets
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg

from rescind.postgres.accounts import Unstartable, account_for
from rescind.postgres.binaries import find, major_version, package_of
from rescind.postgres.roles import roles_sql

OWNER = "rescind"
SUPERUSER = "postgres"
DATABASE = "rescind"
PORT = 5432

LARGEST_LOG = 10_000_000
LONGEST_SOCKET_FOLDER = 85
"""A socket's path has about 100 bytes, and its own name takes some."""

SHORT_FOLDERS = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108  # what we make there is private
"""Where a socket goes whose path would be too long beside the data."""

SURROUNDINGS = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
"""All that the programs see of an environment: PGDATA, PGPORT and the like would mislead them."""

MOST_CONNECTIONS = 200

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": str(MOST_CONNECTIONS),
    # Its log tells of the server; what statements hold is nothing for it.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_checkpoints": "off",
}

OURS = {"serve.lock", "data", "data.new"}
"""What shows that a folder is a data folder."""

OF_THE_SYSTEM = {"lost+found"}
"""What lies in a disk that nobody used yet."""


class Cluster:
    """The data folder `state` and what is in it. Raises `Unstartable` where nobody can run it."""

    def __init__(self, state: Path, *, bindir: str = "") -> None:
        self.state = state.resolve()  # no link may give the data a second name
        self.bindir = bindir
        self.data = self.state / "data"
        self.log = self.state / "postgres.log"
        self.account = account_for(self.state)
        self.programs = Path()

    def prepare(self) -> None:
        """Make the folder ours, and nobody else's. Raises `Unstartable`."""
        self._check_it_is_ours()
        try:
            self.state.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.account.take(self.state, from_others=True)
        except OSError as error:
            raise self.unusable(error) from None
        self.account.check_reach(self.state)

    def _check_it_is_ours(self) -> None:
        """Never take over a folder that holds something else: it changes hands."""
        try:
            there = {path.name for path in self.state.iterdir()}
        except FileNotFoundError:
            return
        except OSError as error:
            raise self.unusable(error) from None
        if there - OF_THE_SYSTEM and not there & OURS:
            raise Unstartable(
                f"The folder {self.state} holds other things than a record. Choose a folder "
                "of its own with --data or RESCIND_DATA."
            )

    def unusable(self, error: OSError) -> Unstartable:
        """Tell what the system refuses."""
        where = f" ({error.filename})" if error.filename else ""
        return Unstartable(
            f"The data folder {self.state} cannot be used: {error.strerror}{where}. "
            "Choose another with --data or RESCIND_DATA."
        )

    @property
    def socket_folder(self) -> Path:
        """Where its socket is: beside the data, unless that path is too long for one."""
        own = self.state / "run"
        # A comma would part several folders, for the server as for its clients.
        if len(os.fsencode(own)) <= LONGEST_SOCKET_FOLDER and not {",", '"'} & set(str(own)):
            return own
        name = hashlib.sha256(os.fsencode(self.state)).hexdigest()[:12]
        # Not the folder for temporary files: whoever attaches may have another one.
        short = next((one for one in SHORT_FOLDERS if os.access(one, os.W_OK)), SHORT_FOLDERS[0])
        return short / f"rescind-{name}"

    def tidy(self) -> None:
        """Leave nothing outside the data folder."""
        if self.socket_folder.parent != self.state:
            with suppress(OSError):
                self.socket_folder.rmdir()

    def own_lock(self) -> None:
        """Leave the lock to whoever has the data."""
        self.account.own(self.state / "serve.lock")

    def open_log(self) -> IO[bytes]:
        """Open the server's log to add to it; one that has grown large is put aside."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.rename(self.log.with_name("postgres.log.1"))
        wanted = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
        log = os.fdopen(os.open(self.log, wanted, 0o600), "ab")
        self.account.own(self.log)
        return log

    def make(self) -> None:
        """Find the programs, and make the cluster if there is none. Raises `Unstartable`."""
        self.socket_folder.mkdir(exist_ok=True, mode=0o700)
        self.account.take(self.socket_folder)
        self.programs = self._runnable(find(self.bindir))
        self._make_cluster()

    def _runnable(self, programs: Path) -> Path:
        """Copy the programs where the account cannot run them, as below a private home folder."""
        if self.account.can_run(programs / "postgres"):
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
            self.account.own(self.state / "pg")
            for path in fresh.rglob("*"):
                self.account.own(path)
            self.account.own(fresh)
            fresh.rename(target)
        return target / parts[0].name / programs.relative_to(parts[0])

    def _make_cluster(self) -> None:
        """Make a new cluster, if there is none: under another name until it is whole."""
        version_file = self.data / "PG_VERSION"
        if version_file.exists():
            self._check_version(version_file.read_text("utf-8").strip())
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
            raise Unstartable(f"initdb failed: {last_lines(made.stderr.decode(errors='replace'))}")
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
        return subprocess.run(  # noqa: S603  # programs that we found, with our own arguments
            [self.programs / program, *arguments],
            cwd="/",
            env=SURROUNDINGS,
            capture_output=True,
            check=False,
            **self.account.credentials,
        )

    def _secret_file(self, role: str) -> Path:
        return self.state / f"{role}.password"

    def _write_secret(self, role: str) -> None:
        path = self._secret_file(role)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(24))
            file.flush()
            os.fsync(file.fileno())  # data without their password would be lost
        self.account.own(path)

    def url(self, role: str, database: str) -> str:
        """Address a database as a role."""
        password = self._secret_file(role).read_text("utf-8").strip()
        folder = quote(str(self.socket_folder), safe="")
        # The port stands here so that PGPORT says nothing.
        return f"postgresql://{role}:{password}@/{database}?host={folder}&port={PORT}"

    def command(self) -> Sequence[str]:
        """Write the command that starts the server."""
        places = {"-D": self.data, "-k": self.socket_folder, "-p": PORT}
        return [
            str(self.programs / "postgres"),
            *(part for name, value in places.items() for part in (name, str(value))),
            *(part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")),
        ]

    def prepare_database(self) -> None:
        """Make the plain owner, its database and the roles; what a crash left out is made up."""
        with psycopg.connect(self.url(SUPERUSER, SUPERUSER), autocommit=True) as connection:
            password = self._secret_file(OWNER).read_text("utf-8").strip()
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


def last_lines(text: str, most: int = 5) -> str:
    """Shorten what a program said to its end."""
    lines = [line for line in text.splitlines() if line.strip()]
    return " / ".join(lines[-most:]) or "nothing."
