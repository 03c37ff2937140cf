"""Processes that we start beside ourselves: none of them outlives us."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import Protocol

PR_SET_PDEATHSIG = 1

PAUSE_SECONDS = 5.0
"""How long a worker that ended stays away, so that one that cannot run does not spin."""

STOP_SECONDS = 30


def ended_with_us(how: signal.Signals) -> Callable[[], None] | None:
    """Have the kernel end a child, by a signal, when the process that starts it ends.

    For `preexec_fn`, from the main thread. Only Linux can do this; elsewhere nothing is asked for.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, how)
        if os.getppid() != parent:  # it ended before the kernel was asked
            os.kill(os.getpid(), signal.SIGKILL)

    return ask


class Beside(Protocol):
    """A process that runs beside gunicorn's."""

    def keep(self) -> None:
        """Start it again if it ended; called about every second, and quick."""
        ...


class WorkerProcess:
    """The `rescind work` beside a service: started again when it ends, but not at once."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._process: subprocess.Popen[bytes] | None = None
        self._started = -PAUSE_SECONDS

    def keep(self) -> None:
        """Start it, or start it again."""
        ended = self._process is None or self._process.poll() is not None
        if ended and time.monotonic() - self._started > PAUSE_SECONDS:
            self._started = time.monotonic()
            self._process = subprocess.Popen(
                [sys.executable, "-m", "rescind", "work"],
                env=dict(self._environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us, who end it
                preexec_fn=ended_with_us(signal.SIGTERM),  # noqa: PLW1509  # no threads run here
            )

    def stop(self) -> None:
        """End it, and wait for that."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
