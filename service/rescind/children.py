"""Processes that we start beside ourselves: none of them outlives us."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


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
