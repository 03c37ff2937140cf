"""Rewrite what is written from the code: `python service/generators/written.py`.

The README's tables and the outputs of its commands, and `openapi/openapi.yaml`. The commands are
run for real, in an empty folder, against a server of their own; a test compares what stands there.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from rescind.api.problems import KINDS
from rescind.api.spec import as_yaml
from rescind.app import contract

# the rule books register as they load
from rescind.domain import decision, disputes, faults, proposal_rules
from rescind.domain.ladders import Always
from rescind.domain.rules import RULES
from rescind.domain.store_table import STORE_ROWS
from rescind.domain.store_table import Always as AlwaysBecause
from rescind.domain.supplier_table import ROWS, Row, Split
from rescind.domain.vocabularies import VOCABULARIES
from rescind.domain.words import Action
from rescind.settings import settings_table

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
SPEC = ROOT / "openapi" / "openapi.yaml"
RULE_BOOKS = (decision, disputes, faults, proposal_rules)
ADDRESS = "127.0.0.1:8080"


def told(thing: Callable[..., object]) -> str:
    """Say what a function's docstring says first, without the row that it belongs to."""
    first = (thing.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
    said = re.sub(r"^Rows? [0-9a-z]+( and [0-9a-z]+)?[.:] ?", "", " ".join(first.split()))
    said = said or thing.__name__.replace("_", " ") + "."
    return said[:1].upper() + said[1:]


def table(*rows: tuple[str, ...]) -> str:
    """Write a Markdown table; the first row is its head."""
    head, *body = rows
    lines = [head, tuple("---" for _ in head), *body]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def supplier_rows() -> str:
    """The table of supplier orders as it stands in the code."""
    head = ("row", "when", "eligibility", "`next_action`", "looked at again")
    return table(head, *(supplier_row(row) for row in ROWS))


def supplier_row(row: Row | Split) -> tuple[str, ...]:
    """One row: its condition, and what it answers or how it parts its units."""
    if isinstance(row, Split):
        return row.id, told(row.when), "by unit", told(row.parts), "the earlier of its parts"
    action = f"`{row.action.action}`" if isinstance(row.action, Always) else told(row.action)
    eligibility = f"`{row.eligibility}`" + (", released" if row.released else "")
    return row.id, told(row.when), eligibility, action, told(row.check_at)


def store_rows() -> str:
    """The table of the store's side as it stands in the code."""
    rows = (
        (
            row.id,
            told(row.when),
            f"`{row.action}`",
            f"`{row.because.because}`"
            if isinstance(row.because, AlwaysBecause)
            else told(row.because),
        )
        for row in STORE_ROWS
    )
    return table(("row", "when", "`store.action`", "`store.because`"), *rows)


def actions() -> str:
    """The order in which actions press."""
    return ", ".join(f"`{action}`" for action in Action) + "."


def rules() -> str:
    """Every rule, with its source."""
    rows = (
        (rule.id, f"`{rule.name}`", rule.title, f"{rule.source.title}: {rule.source.section}")
        for _, rule in sorted(RULES.items())
    )
    return table(("id", "name", "what it looks at", "source"), *rows)


def states() -> str:
    """The states of a supplier order, and the eligibilities."""
    rows = (
        (f"`{name}`", f"`{word}`", label)
        for name in ("state", "eligibility")
        for word, label in VOCABULARIES[name].items()
    )
    return table(("of", "word", "meaning"), *rows)


def problems() -> str:
    """Every kind of problem."""
    rows = ((f"`{code}`", str(int(kind.status)), kind.title) for code, kind in KINDS.items())
    return table(("`code`", "status", "title"), *rows)


BLOCKS: Mapping[str, Callable[[], str]] = {
    "rows": supplier_rows,
    "store-rows": store_rows,
    "actions": actions,
    "rules": rules,
    "states": states,
    "problems": problems,
    "settings": settings_table,
}


def with_blocks(text: str) -> str:
    """Write every generated table between its markers. Raises `LookupError` without them."""
    for name, block in BLOCKS.items():
        pattern = re.compile(rf"(<!-- {name}:begin -->\n).*?(<!-- {name}:end -->)", re.DOTALL)
        text, found = pattern.subn(lambda m, block=block: f"{m[1]}{block()}\n{m[2]}", text)
        if found != 1:
            raise LookupError(f"README.md has no place for the table of {name}")
    return text


CONSOLE = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
COMMAND = re.compile(r"^\$ ([^\n]*?<<'?(\w+)'?\n.*?^\2$|[^\n]*)$\n?", re.DOTALL | re.MULTILINE)


def commands_in(block: str) -> list[str]:
    """Find the commands of a console block; the lines between them are what they print."""
    return [match[1] for match in COMMAND.finditer(block)]


def with_outputs(text: str, run: Callable[[str], str]) -> str:
    """Run every command of the README in order, and write down what it printed."""

    def written(block: re.Match[str]) -> str:
        return "".join(f"$ {command}\n{run(command)}" for command in commands_in(block[0]))

    return CONSOLE.sub(written, text)


@contextmanager
def shell() -> Iterator[Callable[[str], str]]:
    """Give a shell in an empty folder, beside a service of its own on a free port.

    Each command has a shell of its own; what `rescind.sh` defines is known to those after it.
    """
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environ = {**os.environ, "PATH": path, "COLUMNS": "80"}
    with tempfile.TemporaryDirectory() as folder, served(environ) as (address, key):

        def run(command: str) -> str:
            done = subprocess.run(  # noqa: S603 (the commands of our own page)
                ["/bin/bash", "-euo", "pipefail", "-c", command.replace(ADDRESS, address)],
                cwd=folder,
                env={**environ, "RESCIND_KEY": key, "BASH_ENV": "./rescind.sh"},
                capture_output=True,
                text=True,
                check=True,
                timeout=60,
            )
            return done.stdout.replace(address, ADDRESS)

        yield run


@contextmanager
def served(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Serve a new record on a free port until the block ends; yields the address and its key."""
    port = free_port()
    command = [sys.executable, "-m", "rescind", "serve", "--port", str(port)]
    # Its own folder, which is handed to the user that PostgreSQL runs as: nothing is above it.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
        server = subprocess.Popen(  # noqa: S603 (our own command)
            [*command, "--data", data],
            env=dict(environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz")
            told = server.stdout.readline() if server.stdout else ""
            yield f"127.0.0.1:{port}", told.removeprefix("API key: ").strip()
        finally:
            server.terminate()
            server.wait(timeout=30)
            if server.stdout:
                server.stdout.close()


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(url: str) -> None:
    """Wait until a server answers."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=1):  # noqa: S310 (our own server)
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{url} does not answer")


def spec() -> str:
    """The contract of the API as YAML."""
    return as_yaml(contract())


def main() -> None:
    """Rewrite everything that is written from the code."""
    with shell() as run:
        README.write_text(with_outputs(with_blocks(README.read_text("utf-8")), run), "utf-8")
    SPEC.write_text(spec(), "utf-8")


if __name__ == "__main__":
    main()
