"""Who still works on the data of a server."""

import os
from contextlib import suppress
from pathlib import Path

PROCESSES = Path("/proc")


def worked_on(data: Path) -> bool:
    """Tell whether a live PostgreSQL has the data as its working folder, as every backend has.

    Where we may not look, as root without all its powers may not, PostgreSQL itself refuses to
    start beside another. Without /proc (macOS) the server's own file is believed while its process
    is there.
    """
    if (PROCESSES / "self" / "cwd").exists():
        return any(_works_in(process, data) for process in PROCESSES.glob("[0-9]*"))
    with suppress(OSError, ValueError, IndexError):
        os.kill(int((data / "postmaster.pid").read_text().splitlines()[0]), 0)
        return True
    return False


def _works_in(process: Path, folder: Path) -> bool:
    with suppress(OSError):
        # A shell that stands there is no server.
        named = (process / "comm").read_text().strip() == "postgres"
        return named and (process / "cwd").readlink() == folder
    return False
