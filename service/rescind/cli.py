"""The command line: one function a command."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from logging.config import dictConfig
from typing import Any

import click

from rescind import __version__
from rescind.api.spec import as_yaml
from rescind.app import contract, utc_now
from rescind.evaluating import calendars_option, evaluate
from rescind.keeping_keys import data_option, keys
from rescind.logs import configuration
from rescind.own_days import own_calendars
from rescind.postgres.migrating import migrate
from rescind.record import TROUBLE, database_at, record_url
from rescind.serving import Unservable, serve, serve_without_memory
from rescind.settings import Settings, UnusableSetting
from rescind.working import Ending, work

EPILOG = "Settings are environment variables too; the README lists them."


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(__version__, prog_name="rescind")
def main() -> None:
    """May this dropshipping order still be cancelled, and what comes next?"""


main.add_command(evaluate)
main.add_command(keys)


@contextmanager
def told_troubles() -> Iterator[None]:
    """Tell what is wrong before anything runs as one sentence."""
    try:
        yield
    except UnusableSetting as error:
        raise click.UsageError(str(error)) from None
    except (Unservable, *TROUBLE) as error:
        raise click.ClickException(str(error)) from None


def settings_with(given: Mapping[str, Any]) -> Settings:
    """Read the settings; options go over variables."""
    options = {name: value for name, value in given.items() if value is not None}
    return replace(Settings.from_environ(os.environ), **options)


@main.command("serve", epilog=EPILOG)
@click.option("--stateless", is_flag=True, help="Serve the calls without memory: no database.")
@click.option("--host", metavar="ADDRESS", help="Listen on this address. Default: 127.0.0.1.")
@click.option("--port", type=click.IntRange(0, 65535), help="Listen on this port. Default: 8080.")
@data_option
@click.option("--workers", type=click.IntRange(1, 64), help="Answer in so many processes.")
@calendars_option
@click.option("--no-worker", is_flag=True, help="Leave out the worker: run `rescind work` apart.")
def serve_command(*, stateless: bool, no_worker: bool, **given: Any) -> None:
    """Serve the API until Ctrl-C or SIGTERM; the log tells where its reference is.

    The record is kept in an embedded PostgreSQL under --data, or in the database that DATABASE_URL
    names. At the very first start one line on stdout tells an API key; calls must show one.

    With --stateless nothing is kept: on loopback everything is open; on any other address, and
    wherever RESCIND_STATIC_KEY is set, calls must show that key.
    """
    with told_troubles():
        settings = settings_with(given)
        if stateless:
            serve_without_memory(settings)
        else:
            dictConfig(configuration(settings.log_level))
            serve(settings, with_worker=not no_worker, environ=os.environ, announce=click.echo)


@main.command("work", epilog=EPILOG)
@data_option
@calendars_option
def work_command(data: str | None, calendars: str | None) -> None:
    """Run the worker alone: it decides cases again when time changes them.

    `rescind serve` runs one of its own, unless it is told --no-worker. Several may run at once.
    """
    with told_troubles():
        settings = settings_with({"data": data, "calendars": calendars})
        dictConfig(configuration(settings.log_level))
        ending = Ending()
        with record_url(settings, "work") as url:
            database = database_at(url, settings)
            database.open()
            work(database, utc_now, ending, own_calendars(settings.calendars))
            database.close()


@main.command("migrate", epilog=EPILOG)
@data_option
def migrate_command(data: str | None) -> None:
    """Bring the database up to date. `rescind serve` does so by itself."""
    with (
        told_troubles(),
        record_url(settings_with({"data": data}), "migrate", direct=True) as url,
    ):
        for name in migrate(url) or ["Nothing to do."]:
            click.echo(name)


@main.command()
def openapi() -> None:
    """Print the contract of the API: an OpenAPI document, as YAML."""
    sys.stdout.write(as_yaml(contract()))
