"""The lock of a data folder: one process serves it, and the kernel frees it however that ends."""

import fcntl
import os
import time
from pathlib import Path
from typing import IO

SHORT_HOLDERS = ("keys", "migrate")
"""Commands that hold it for a moment only, so that a start waits for them."""

WAIT_SECONDS = 10


class AlreadyServed(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """Another process serves these data; the message says which, and what to do."""


def hold(state: Path, purpose: str) -> IO[str]:
    """Hold a data folder until the file that is returned is closed. Raises `AlreadyServed`."""
    path = state / "serve.lock"
    lock = path.open("a+", encoding="utf-8")
    path.chmod(0o600)
    end = time.monotonic() + WAIT_SECONDS
    while not _taken(lock):
        holder = _holder(lock)
        if holder.split(" ")[0] not in SHORT_HOLDERS or time.monotonic() > end:
            lock.close()
            raise AlreadyServed(
                f"The data in {state} are served already, by `rescind {holder}`. "
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
    return lock.read() or "serve"
