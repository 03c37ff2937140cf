"""JSON pointers (RFC 6901): how every refusal names the place in a body that it is about."""

from collections.abc import Iterable


def pointer(path: Iterable[str | int]) -> str:
    """Write a path into a body as a JSON pointer; the whole body is the empty pointer."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
