"""The lock on a data folder: one process at a time runs PostgreSQL there.

The kernel frees it when its holder ends, however that comes about.
"""

import fcntl
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rescind.postgres.unstartable import Unstartable
from rescind.postgres.users import User

STAYING = ("serve", "work")
"""Who holds the lock as long as they run; others are soon done."""

WAIT_SECONDS = 10


class AlreadyServed(Unstartable):
    """Another process runs PostgreSQL on these data."""

    def __init__(self, state: Path, holder: "Holder | None") -> None:
        whom = f"`rescind {holder.purpose}`, process {holder.pid}" if holder else "another process"
        super().__init__(
            f"The data in {state} are in use by {whom}. "
            "Stop it, or choose another folder with --data."
        )
        self.stays = holder is not None and holder.stays


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock, and for what."""

    purpose: str
    pid: int

    @property
    def stays(self) -> bool:
        """Tell whether waiting would be in vain."""
        return self.purpose in STAYING


class Lock:
    """The lock of one data folder."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._path = state / "serve.lock"
        self._descriptor: int | None = None

    def take(self, purpose: str, user: User) -> None:
        """Take it; wait for a holder who is soon done. Raises `AlreadyServed`."""
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            self._wait(descriptor)
            if user.dropped:
                os.fchown(descriptor, user.uid, user.gid)
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{purpose} {os.getpid()}\n".encode(), 0)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def release(self) -> None:
        """Let others have it."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def leave(self) -> None:
        """In a forked child: keep nothing of it, so that it ends with the parent alone."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _wait(self, descriptor: int) -> None:
        end = time.monotonic() + WAIT_SECONDS
        while not _taken(descriptor):
            holder = _noted(descriptor)
            if time.monotonic() > end or (holder and holder.stays):
                raise AlreadyServed(self._state, holder)
            time.sleep(0.1)


def _taken(descriptor: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _noted(descriptor: int) -> Holder | None:
    """Read who holds it, unless that note is an old one."""
    purpose, _, pid = os.pread(descriptor, 100, 0).decode(errors="replace").strip().partition(" ")
    if not pid.isdecimal():
        return None
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return None
    except PermissionError:
        pass  # it lives, as another user
    return Holder(purpose, int(pid))
