"""The real service over a data folder of its own: started, killed by parts, and looked for after.

Processes are found by the data folder, in what they were started with and where they work, so that
nothing is touched but what the test started.
"""

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

from psycopg.conninfo import make_conninfo

import record
from rescind.postgres.embedded import EmbeddedPostgres
from serving import command, environment

START_SECONDS = 40
GONE_SECONDS = 15


class Recording:
    """A `rescind serve` that keeps its record in a folder."""

    def __init__(self, folder):
        self.folder = folder
        self.data = folder / "data"
        self.port = free_port()
        self.process = None
        self.key = None

    def start(self):
        """Start it, always by the same command; returns how long it took to be ready."""
        start = time.monotonic()
        with (
            (self.folder / "stdout").open("ab") as out,
            (self.folder / "stderr").open("ab") as errors,
        ):
            self.process = subprocess.Popen(
                command("serve", "--data", str(self.data), "--port", str(self.port)),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=errors,
                env=environment(RESCIND_WORKERS="2"),
                start_new_session=True,  # so that it can be killed with its workers
            )
        self.wait_until_ready()
        taken = time.monotonic() - start
        told = (self.folder / "stdout").read_text("utf-8").split()
        self.key = told[-1]
        assert told == ["API", "key:", self.key]  # told once, at the very first start
        return taken

    def wait_until_ready(self):
        end = time.monotonic() + START_SECONDS
        while not self._ready():
            assert self.process.poll() is None, self.errors()
            assert time.monotonic() < end, self.errors()
            time.sleep(0.02)

    def _ready(self):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    def errors(self):
        return (self.folder / "stderr").read_text("utf-8")[-3000:]

    def workers(self):
        """List gunicorn's workers: the arbiter's children that are in its process group."""
        return [
            pid
            for pid in processes()
            if parent_and_group(pid) == (self.process.pid, self.process.pid)
        ]

    def beside(self):
        """List the processes of `rescind work`."""
        return [pid for pid, line in self.left().items() if line.endswith("-m rescind work")]

    def backends(self):
        """List the processes of PostgreSQL that serve a connection."""
        return [pid for pid, line in self.left().items() if line.startswith("postgres: rescind")]

    def postmaster(self):
        """Tell the process id of PostgreSQL."""
        return int((self.data / "data" / "postmaster.pid").read_text("ascii").splitlines()[0])

    def administrators_url(self):
        password = (self.data / "postgres.password").read_text("ascii").strip()
        url = EmbeddedPostgres(self.data).url
        return make_conninfo(url, user="postgres", password=password)

    def kill(self):
        """Kill the arbiter and its whole process group."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self):
        """End it in order; returns its status."""
        self.process.terminate()
        return self.process.wait(60)

    def left(self):
        """List what still runs for the data folder."""
        return {pid: told(pid) for pid in processes() if self._concerns(pid)}

    def _concerns(self, pid):
        # The worker is told the URL of the socket, in which the folder is quoted.
        names = [os.fsencode(self.data), quote(str(self.data), safe="").encode()]
        with suppress(OSError):
            files = [Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "environ")]
            where = os.fsencode(Path(f"/proc/{pid}/cwd").readlink())
            return any(name in one for name in names for one in (*files, where))
        return False

    def wait_until_gone(self):
        end = time.monotonic() + GONE_SECONDS
        while left := self.left():
            assert time.monotonic() < end, left
            time.sleep(0.02)


@contextmanager
def recording():
    """Serve over a new folder; ends it in order, and sees that no process is left."""
    with record.data_folder() as folder:
        folder.chmod(0o755)
        service = Recording(folder)
        try:
            service.start()
            yield service
            assert service.end() == 0, service.errors()
            service.wait_until_gone()
        finally:
            for pid in service.left():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            if service.process is not None:
                service.process.wait()


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def processes():
    return [int(path.name) for path in Path("/proc").glob("[0-9]*")]


def parent_and_group(pid):
    with suppress(OSError):
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return int(after_name[1]), int(after_name[2])
    return None


def told(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    return ""
