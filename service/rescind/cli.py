"""The command line: one function a command."""

import sys

import click

from rescind import __version__
from rescind.api.spec import as_yaml
from rescind.app import create_app
from rescind.evaluating import evaluate
from rescind.settings import Settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="rescind")
def main() -> None:
    """May this dropshipping order still be cancelled, and what comes next?"""


main.add_command(evaluate)


@main.command()
def openapi() -> None:
    """Print the contract of the API: an OpenAPI document, as YAML."""
    app = create_app(Settings())
    sys.stdout.write(as_yaml(app.extensions["rescind-contract"]))
