"""The lock of a data folder: one process serves it, and the kernel frees it however that ends."""

import fcntl
import os
import re
import time
from pathlib import Path
from typing import IO

SHORT_HOLDERS = ("keys", "migrate")
"""Commands that hold it for a moment only, so that a start waits for them.

Nobody attaches to theirs: it ends with them."""

WAIT_SECONDS = 10
NOTE = re.compile(r"(\w+) \(process (\d+)\)")


class AlreadyServed(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """Another process serves these data; the message says which, and what to do."""


def is_served(state: Path) -> bool:
    """Tell whether a process holds a data folder for as long as it runs."""
    try:
        lock = (state / "serve.lock").open("r+", encoding="utf-8")
    except FileNotFoundError:
        return False
    with lock:
        return not _taken(lock) and not _soon_done(_holder(lock))


def hold(state: Path, purpose: str) -> IO[str]:
    """Hold a data folder until the file that is returned is closed. Raises `AlreadyServed`."""
    path = state / "serve.lock"
    lock = path.open("a+", encoding="utf-8")
    path.chmod(0o600)
    end = time.monotonic() + WAIT_SECONDS
    while not _taken(lock):
        holder = _holder(lock)
        if not _soon_done(holder) or time.monotonic() > end:
            lock.close()
            raise AlreadyServed(
                f"The data in {state} are served already, by `rescind {holder or '…'}`. "
                "End it first, or choose other data with --data or RESCIND_DATA."
            )
        time.sleep(0.1)
    lock.truncate(0)
    lock.write(f"{purpose} (process {os.getpid()})")
    lock.flush()
    return lock


def _taken(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(lock: IO[str]) -> str:
    lock.seek(0)
    return lock.read()


def _soon_done(holder: str) -> bool:
    """Tell whether a holder is done soon, or did not note itself yet: then the note is old."""
    noted = NOTE.match(holder)
    return noted is None or noted[1] in SHORT_HOLDERS or not _lives(int(noted[2]))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # as another user
    return True
