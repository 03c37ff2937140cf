"""The command line: one function a command."""

import os
import sys
from dataclasses import replace
from typing import Any

import click

from rescind import __version__
from rescind.api.spec import as_yaml
from rescind.app import contract
from rescind.evaluating import evaluate
from rescind.serving import Unservable
from rescind.serving import serve as serve_until_ended
from rescind.settings import Settings, UnusableSetting

EPILOG = "Settings are environment variables too; the README lists them."


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(__version__, prog_name="rescind")
def main() -> None:
    """May this dropshipping order still be cancelled, and what comes next?"""


main.add_command(evaluate)


@main.command(epilog=EPILOG)
@click.option("--stateless", is_flag=True, help="Serve the calls without memory: no database.")
@click.option("--host", metavar="ADDRESS", help="Listen on this address. Default: 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), help="Listen on this port. Default: 8080.")
@click.option("--workers", type=click.IntRange(1, 64), help="Answer in so many processes.")
def serve(stateless: bool, **given: Any) -> None:  # noqa: FBT001  # click passes options by name
    """Serve the API until Ctrl-C or SIGTERM; the log tells where its reference is.

    On loopback everything is open. On any other address, and wherever RESCIND_STATIC_KEY is set,
    calls must show that key.
    """
    if not stateless:
        raise click.UsageError(
            "Only `rescind serve --stateless` is available in this version: "
            "the calls without memory, which need no database."
        )
    options = {name: value for name, value in given.items() if value is not None}
    try:
        serve_until_ended(replace(Settings.from_environ(os.environ), **options))
    except UnusableSetting as error:
        raise click.UsageError(str(error)) from None
    except Unservable as error:
        raise click.ClickException(str(error)) from None


@main.command()
def openapi() -> None:
    """Print the contract of the API: an OpenAPI document, as YAML."""
    sys.stdout.write(as_yaml(contract()))
