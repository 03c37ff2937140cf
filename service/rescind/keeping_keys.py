"""`rescind keys`: makes, lists and revokes API keys, beside a running service or without one."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import click

from rescind.app import utc_now
from rescind.domain.words import Scope
from rescind.intake.ledger import instant
from rescind.postgres.administration import administration
from rescind.postgres.migrating import migrate
from rescind.record import TROUBLE, record_url
from rescind.settings import Settings, UnusableSetting
from rescind.tables.tenancy import Connection
from rescind.terminal import aligned
from rescind.usecases.keys import DEFAULT_TENANT, ListedKey, NoSuchKey, create, every, revoke

HEAD = ("id", "tenant", "name", "ends in", "scopes", "created", "revoked")
LONGEST_NAME = 255

data_option = click.option(
    "--data",
    metavar="DIR",
    help="The folder of the embedded PostgreSQL. Default: RESCIND_DATA, else the platform's own.",
)


@click.group()
def keys() -> None:
    """Make, list and revoke API keys.

    Works beside a running `rescind serve` and while it is down. With DATABASE_URL set the keys are
    those of that database.
    """


@contextmanager
def record(data: str | None) -> Iterator[Connection]:
    """Begin a transaction on the record, which is made first where there is none."""
    try:
        settings = Settings.from_environ(os.environ)
        settings = replace(settings, data=data) if data else settings
        with record_url(settings, "keys", direct=True) as url:
            migrate(url)
            with administration(url) as connection:
                yield connection
    except UnusableSetting as error:
        raise click.UsageError(str(error)) from None
    except TROUBLE as error:
        raise click.ClickException(str(error)) from None


def a_name(_context: click.Context, _parameter: click.Parameter, given: str) -> str:
    """Read a name: one line of text, which lists can show."""
    name = given.strip()
    if not name.isprintable() or len(name) > LONGEST_NAME:
        raise click.BadParameter(f"Give one line of at most {LONGEST_NAME} printable characters.")
    return name


@keys.command("create")
@click.option(
    "--tenant",
    default=DEFAULT_TENANT,
    show_default=True,
    callback=a_name,
    help="Whose; new ones too.",
)
@click.option("--name", default="", callback=a_name, help="What the key is for.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    help="What the key may do; may be given several times. Default: everything.",
)
@data_option
def create_key(tenant: str, name: str, scopes: tuple[str, ...], data: str | None) -> None:
    """Make a key, and print it: it is shown this once."""
    if not tenant:
        raise click.BadParameter("A tenant has a name.", param_hint="--tenant")
    wanted = [Scope(scope) for scope in scopes] or list(Scope)
    with record(data) as connection:
        made = create(connection, tenant=tenant, name=name, scopes=wanted, now=utc_now())
    click.echo(made.key)


@keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@data_option
def list_keys(*, as_json: bool, data: str | None) -> None:
    """List the keys of all tenants; the keys themselves are not known any more."""
    with record(data) as connection:
        found = every(connection)
    if as_json:
        for one in found:
            click.echo(json.dumps(told(one)))
    else:
        click.echo(aligned([HEAD, *(row(one) for one in found)]))


@keys.command("revoke")
@click.argument("key_id")
@data_option
def revoke_key(key_id: str, data: str | None) -> None:
    """Revoke the key with the id KEY_ID: calls that show it are refused from now on."""
    try:
        with record(data) as connection:
            revoke(connection, key_id=key_id, now=utc_now())
    except NoSuchKey:
        raise click.ClickException(
            f'There is no key with the id "{key_id}"; `rescind keys list` shows the ids.'
        ) from None
    click.echo(f"Revoked {key_id}.", err=True)


def told(one: ListedKey) -> dict[str, Any]:
    """Write a key for machines."""
    key = one.row
    return {
        "id": key.key_id,
        "tenant": one.tenant,
        "tenant_id": key.tenant_id,
        "name": key.name,
        "last_four": key.last_four,
        "scopes": list(key.scopes),
        "created_at": instant(key.created_at),
        "revoked_at": instant(key.revoked_at) if key.revoked_at else None,
    }


def row(one: ListedKey) -> tuple[str, ...]:
    """Write a key for people."""
    key = one.row
    scopes = "all" if len(key.scopes) == len(Scope) else " ".join(key.scopes)
    revoked = f"{key.revoked_at:%Y-%m-%d %H:%M} UTC" if key.revoked_at else "-"
    created = f"{key.created_at:%Y-%m-%d %H:%M} UTC"
    return key.key_id, one.tenant, key.name or "-", key.last_four, scopes, created, revoked
