#!/usr/bin/env python3
"""Run the tests: `python3 tests/run.py [--all] [--python PYTHON] [pytest arguments]`.

Needs Python 3.11 or newer and nothing else: it makes an environment of its own in `.venv-test`,
installs Rescind and its tools there, and runs the checks one after the other. Plain it runs the
core suite; with `--all` also those that need a browser or PostgreSQL 15, or take long: then a skip
is a failure.
"""
# ruff: noqa: T201 (a script that talks)

import argparse
import re
import subprocess
import sys
import time
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)


def main() -> int:
    """Prepare the environment, run every check, say how each went."""
    options, for_pytest = arguments()
    other = re.sub(r"\W+", "-", options.python or "").strip("-")
    lowest = "lowest" if options.lowest else ""
    folder = ROOT / "-".join(filter(None, (".venv-test", other, lowest)))
    python = environment(folder, options.python, oldest() if options.lowest else [])
    wanted = checks(options, for_pytest)
    failed = [name for name, command in wanted if not run(name, python.parent, command)]
    print(f"\nFailed: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed else 0


def arguments() -> tuple[argparse.Namespace, list[str]]:
    """Read the command line; what is not ours goes to pytest."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0], add_help=True)
    parser.add_argument("--all", action="store_true", help="browsers and slow tests too; no skips")
    parser.add_argument("--python", help="the Python to test with; default: this one")
    parser.add_argument("--lowest", action="store_true", help="with the oldest libraries we allow")
    parser.add_argument("--only-tests", action="store_true", help="no linters, only pytest")
    return parser.parse_known_args()


def checks(options: argparse.Namespace, for_pytest: list[str]) -> list[tuple[str, list[str]]]:
    """List the checks with their commands."""
    pytest = ["pytest", *(["--all"] if options.all else []), *for_pytest]
    if options.only_tests:
        return [("tests", pytest)]
    return [
        ("style", ["ruff", "check", "service", "tests"]),
        ("layout", ["ruff", "format", "--check", "service", "tests"]),
        ("types", ["mypy"]),
        ("imports", ["lint-imports"]),
        ("tests", pytest),
    ]


def oldest() -> list[str]:
    """Pin every library that Rescind needs to the oldest version that it allows."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    libraries = [*project["dependencies"], *project["optional-dependencies"]["embedded"]]
    return [library.replace(">=", "==") for library in libraries]


def environment(folder: Path, other: str | None, pins: list[str]) -> Path:
    """Make the environment, or bring the one that is there up to date."""
    python = folder / "bin" / "python"
    if not python.exists():
        print(f"Making an environment in {folder.name} …", flush=True)
        if other:
            subprocess.run([other, "-m", "venv", str(folder)], check=True)
        else:
            venv.create(folder, with_pip=True)
    print("Installing Rescind and its tools …", flush=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--upgrade", "pip>=25.1"], check=True)
    subprocess.run(
        [*pip, "--editable", ".[embedded]", *pins, "--group", "dev"], check=True, cwd=ROOT
    )
    return python


def run(name: str, tools: Path, command: list[str]) -> bool:
    """Run one check and say how long it took."""
    print(f"\n== {name}: {' '.join(command)}", flush=True)
    start = time.monotonic()
    tool, *rest = command
    passed = subprocess.run([str(tools / tool), *rest], cwd=ROOT, check=False).returncode == 0
    seconds = time.monotonic() - start
    print(f"== {name}: {'passed' if passed else 'FAILED'}, {seconds:.0f} s", flush=True)
    return passed


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit(f"Rescind needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    sys.exit(main())
