"""What the launcher knows of processes: how a child ends with us, and who still uses the data."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

PROC = Path("/proc")
PR_SET_PDEATHSIG = 1


def ending_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """Make the `preexec_fn` by which a child gets a signal when we end, however we end.

    On Linux only. It counts the end of the thread that starts the child, so start it from the
    main thread. The kernel forgets the wish when a process changes its user: `subprocess` does so
    before it calls this.
    """
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)  # loaded here: between fork and exec there must be no loading
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:
            os._exit(1)

    return ask


def postgres_in(data: Path) -> Sequence[int]:
    """Tell which processes of PostgreSQL use these data: the server and its children.

    Looked up in /proc, where neither zombies nor numbers given anew deceive. Where there is none
    (macOS, not tried there) only the server that `postmaster.pid` names is asked about, by `ps`.
    """
    noted = noted_server(data)
    if not PROC.is_dir():
        return [noted] if noted and is_postgres_by_ps(noted) else []
    return [pid for pid in _named_postgres() if _works_in(pid, data, noted)]


def noted_server(data: Path) -> int | None:
    """Read which process PostgreSQL noted as its server."""
    try:
        first = (data / "postmaster.pid").read_text().partition("\n")[0].strip()
    except (OSError, ValueError):
        return None
    return int(first) if first.isdecimal() else None


def is_postgres_by_ps(pid: int) -> bool:
    """Ask `ps` whether a process is PostgreSQL."""
    question = ["/bin/ps", "-o", "stat=,comm=", "-p", str(pid)]
    told = subprocess.run(question, capture_output=True, text=True, check=False)  # noqa: S603
    state, _, command = told.stdout.strip().partition(" ")
    return not state.startswith("Z") and Path(command.strip()).name == "postgres"


def _named_postgres() -> Iterator[int]:
    for entry in PROC.iterdir():
        with suppress(OSError):
            if entry.name.isdecimal():
                before, _, after = (entry / "stat").read_text().rpartition(")")
                if before.endswith("(postgres") and not after.startswith(" Z"):
                    yield int(entry.name)


def _works_in(pid: int, data: Path, noted: int | None) -> bool:
    try:
        return os.path.samestat((PROC / str(pid) / "cwd").stat(), data.stat())
    except PermissionError:
        # Root without CAP_SYS_PTRACE, as in containers: believe the note.
        return pid == noted
    except OSError:
        return False
