"""Where `rescind` and `python -m rescind` begin: on systems that can run it."""

import sys

WINDOWS = (
    "Rescind runs on Linux and macOS. On Windows use it in WSL or Docker, with the embedded "
    "PostgreSQL or with DATABASE_URL."
)


def main() -> None:
    """Run the command line."""
    if sys.platform == "win32":
        sys.exit(WINDOWS)
    # Only now: what it needs cannot even be imported on Windows.
    from rescind.cli import main as run  # noqa: PLC0415

    run(prog_name="rescind")


if __name__ == "__main__":
    main()
