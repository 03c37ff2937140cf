"""What a handler may know besides its request: the moment, and where this service is found.

`create_app` puts it into the application; handlers ask `now()` and never the clock of the machine.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask, current_app, g, request

Clock = Callable[[], datetime]

_NAME = "rescind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What `create_app` was given that requests need."""

    clock: Clock
    public_url: str
    """Where clients find the service; empty: links are paths."""

    static_key: str
    """The one key that callers must show; empty: none is asked for."""


def install(app: Flask, context: Context) -> None:
    """Give an application its context."""
    app.extensions[_NAME] = context


def context() -> Context:
    """Return the context of the application that answers."""
    return cast("Context", current_app.extensions[_NAME])


def now() -> datetime:
    """Return the moment of this request: the same one however often it is asked for."""
    if "moment" not in g:
        g.moment = context().clock()
    return cast("datetime", g.moment)


def link(path: str) -> str:
    """Address a page of this service: in full where its public address is known."""
    return (context().public_url or request.script_root) + path
