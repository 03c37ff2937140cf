"""A request body that is answered while it arrives, from clients that read while they send or not.

Most clients send a whole body before they read a byte of the answer. If answers were only written,
both sides would soon wait for each other; so whenever a client takes no answers, what it still
sends is taken in and set aside. Who neither sends nor reads is let go.
"""

import errno
import select
from collections.abc import Iterator
from socket import socket
from tempfile import SpooledTemporaryFile
from typing import Protocol

BLOCK_BYTES = 4096
"""So much is waited for at once: a few orders."""

PATIENCE_SECONDS = 15
"""How long a client may neither send nor take anything."""

MOST_ASIDE = 256 * 1024 * 1024
"""So much is set aside on disk for a client that does not read yet."""

IN_MEMORY = 1024 * 1024
"""So much of that is set aside without a disk."""


class Stream(Protocol):
    """A body as the server hands it over."""

    def read(self, size: int, /) -> bytes:
        """Read so many bytes, or fewer where it ends."""
        ...


class BrokenOff(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """The body ended before its end: what was sent of the last line is no line."""


class Inflow:
    """The blocks of a body, and the room that there is for answers to them.

    `told_size` is the length that the client told, if it did; `connection` its socket, where the
    server hands it over.
    """

    def __init__(self, stream: Stream, told_size: int | None, connection: socket | None) -> None:
        self._stream = stream
        self._missing = told_size
        self._connection = connection
        self._ended = self._broken = False
        self._aside = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # closed with it
        self._aside_from = self._aside_to = 0

    def blocks(self) -> Iterator[bytes]:
        """Yield the body. Raises `BrokenOff`."""
        with self._aside:
            while block := self._set_aside() or self._arriving():
                yield block
        if self._broken:
            raise BrokenOff

    def wait_for_room(self) -> None:
        """Wait until the client takes an answer. Raises `BrokenPipeError` if it never does."""
        while self._connection is not None:
            wanted = select.POLLOUT if self._ended else select.POLLOUT | select.POLLIN
            poll = select.poll()
            poll.register(self._connection, wanted)
            found = poll.poll(PATIENCE_SECONDS * 1000)
            if not found or self._aside_to - self._aside_from > MOST_ASIDE:
                raise BrokenPipeError(errno.EPIPE, "The client takes no answers.")
            # Of a connection that is gone the next write tells.
            if found[0][1] != select.POLLIN:
                return
            self._put_aside(self._arriving())

    def _arriving(self) -> bytes:
        """Receive a block; none: it is over, one way or the other."""
        if self._ended:
            return b""
        try:
            block = self._stream.read(BLOCK_BYTES)
        except Exception:  # noqa: BLE001  # each server has its own for a body that breaks off
            block, self._broken = b"", True
        if self._missing is not None:
            self._missing -= len(block)
        if not block:
            self._ended = True
            self._broken = self._broken or bool(self._missing)
        return block

    def _put_aside(self, block: bytes) -> None:
        self._aside.seek(self._aside_to)
        self._aside_to += self._aside.write(block)

    def _set_aside(self) -> bytes:
        """Take the next block that was set aside, if any is left."""
        if self._aside_from == self._aside_to:
            if self._aside_to:
                self._aside.truncate(0)
                self._aside_from = self._aside_to = 0
            return b""
        self._aside.seek(self._aside_from)
        block = self._aside.read(min(BLOCK_BYTES, self._aside_to - self._aside_from))
        self._aside_from += len(block)
        return block
