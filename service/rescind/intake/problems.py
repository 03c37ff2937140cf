"""What cannot be read, and where it stands: all of it, gathered before anything is refused."""

from collections.abc import Iterable


class UnreadableFacts(ValueError):  # noqa: N818  # a noun of the field, like all our exceptions
    """The facts cannot be read; `problems` are JSON pointers into the body and sentences."""

    def __init__(self, problems: Iterable[tuple[str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(f"{pointer}: {detail}" for pointer, detail in self.problems))


class Problems:
    """The problems found so far in one body."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def add(self, pointer: str, detail: str) -> None:
        """Keep a problem; reading goes on, so that the caller hears of all at once."""
        self.found.append((pointer, detail))

    def refuse(self) -> None:
        """Raise `UnreadableFacts` if anything was found."""
        if self.found:
            raise UnreadableFacts(self.found)
