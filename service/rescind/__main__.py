"""`python -m rescind` is `rescind`."""

from rescind.cli import main

main(prog_name="rescind")
