"""Reads a file of bodies as a stream: one body, or many, one a line."""

import json
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from rescind.api.ndjson import Line, lines_in
from rescind.api.strict_json import MOST_BYTES

BLOCK_BYTES = 64 * 1024


def blocks_of(file: BinaryIO) -> Iterator[bytes]:
    """Read a file in blocks, from a pipe as soon as something is there."""
    read = getattr(file, "read1", file.read)
    return iter(lambda: read(BLOCK_BYTES), b"")


def bodies_in(blocks: Iterator[bytes]) -> Iterator[Line]:
    """Part a file into bodies: its lines, if they are bodies, else the whole of it."""
    head = b""
    while first_line(head) is None and len(head) <= MOST_BYTES and (block := next(blocks, b"")):
        head += block
    if not is_object(first_line(head) or b""):
        while len(head) <= MOST_BYTES and (block := next(blocks, b"")):
            head += block
        if not are_bodies(head):
            return iter([Line(number=1, raw=head, size=len(head))])
    return (line for line in lines_in(chain([head], blocks)) if not line.blank)


def first_line(head: bytes) -> bytes | None:
    """Find the first line in which something stands, once it is whole."""
    *whole, _ = head.split(b"\n")
    return next((line for line in whole if line.strip()), None)


def are_bodies(head: bytes) -> bool:
    """Tell whether the lines of a file, or of its beginning, are bodies of their own."""
    lines = head.split(b"\n")
    if len(head) > MOST_BYTES:
        del lines[-1]
        if not lines:
            return True
    said = [line for line in lines if line.strip()]
    if len(said) < 2 or is_object(head):  # noqa: PLR2004  # one line is one body
        return False
    # A document with a mistake in it must not become a hundred bad lines.
    return sum(map(is_object, said)) * 2 >= len(said)


def is_object(raw: bytes) -> bool:
    """Tell whether some bytes are a JSON object, good or bad."""
    try:
        return isinstance(json.loads(raw), dict)
    except (ValueError, RecursionError):
        return False
