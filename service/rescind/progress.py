"""How far a file is done, on a terminal: a bar on stderr, out of the way of everything else."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, BinaryIO

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

CLEAR_LINE = "\r\x1b[K"
DRAWINGS = 500
"""The bar is drawn so often over a file whose size is known."""


class Progress:
    """Shows how far it is, if somebody sees it, and writes everything else around that."""

    def __init__(self, bar: "ProgressBar[int] | None" = None, *, by_bytes: bool = True) -> None:
        self._bar = bar
        self._by_bytes = by_bytes

    def step(self, size: int) -> None:
        """Go on by one thing of so many bytes."""
        if self._bar is not None:
            self._bar.update(size if self._by_bytes else 1)

    def write(self, text: str, *, err: bool = False) -> None:
        """Write a text where the bar is not; it comes back with its next step."""
        if self._bar is not None and (err or sys.stdout.isatty()):
            click.echo(CLEAR_LINE, nl=False, err=True)
        click.echo(text, err=err)


@contextmanager
def progress_over(file: BinaryIO, *, wanted: bool) -> Iterator[Progress]:
    """Show the progress over a file: by its bytes, or where there is no telling, by counts."""
    if not wanted or not sys.stderr.isatty():
        yield Progress()
        return
    size = size_of(file)
    with click.progressbar(
        count(),
        length=size,
        label="Deciding",
        file=sys.stderr,
        show_pos=size is None,
        update_min_steps=max(1, (size or 0) // DRAWINGS),
    ) as bar:
        yield Progress(bar, by_bytes=size is not None)


def size_of(file: BinaryIO) -> int | None:
    """Tell the bytes of a file by its name; of the standard input and of pipes nobody knows."""
    if file is not sys.stdin.buffer:
        found = os.fstat(file.fileno())
        if stat.S_ISREG(found.st_mode):
            return found.st_size
    return None
