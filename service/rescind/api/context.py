"""What a handler may know besides its request: the moment, who calls, and where things are.

`create_app` puts it into the application; handlers ask `now()` and never the clock of the machine.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, cast

from flask import Flask, current_app, g, request

from rescind.domain.own_calendars import OwnCalendars
from rescind.sealing import Seal
from rescind.tables.tenancy import Connection, Tenant
from rescind.usecases.keys import Caller

Clock = Callable[[], datetime]

_NAME = "rescind"


class Database(Protocol):
    """What keeps the record, as far as requests see it."""

    def tenant(self, tenant_id: str) -> AbstractContextManager[Tenant]:
        """Begin a transaction that sees one tenant's rows; it commits when the block ends."""
        ...

    def caller(self, digest: bytes) -> AbstractContextManager[Connection]:
        """Begin a transaction that sees the one key with this digest."""
        ...

    def ready(self) -> bool:
        """Tell whether it answers and is as this version wants it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What `create_app` was given that requests need."""

    clock: Clock
    public_url: str
    """Where clients find the service; empty: links are paths."""

    static_key: str
    """The one key that callers must show to a service without memory; empty: none is asked for."""

    database: Database | None
    """What keeps the record; none: the service is without memory."""

    calendars: OwnCalendars
    """The operator's days, by which everything counts."""
    seal: Seal
    """Seals the secrets that are kept."""


def install(app: Flask, context: Context) -> None:
    """Give an application its context."""
    app.extensions[_NAME] = context


def context() -> Context:
    """Return the context of the application that answers."""
    return cast("Context", current_app.extensions[_NAME])


def now() -> datetime:
    """Return the moment of this request, the same one however often it is asked for.

    To the millisecond, which answers show: asking again with the `as_of` of an answer has to give
    it again.
    """
    if "moment" not in g:
        moment = context().clock()
        g.moment = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    return cast("datetime", g.moment)


def caller() -> Caller:
    """Return whose key this request shows; only a service that records asks for such keys."""
    return cast("Caller", g.caller)


def link(path: str) -> str:
    """Address a page of this service: in full where its public address is known."""
    return (context().public_url or request.script_root) + path
