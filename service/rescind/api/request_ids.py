"""Every answer carries an id: the caller's own, where it is one, or a new one."""

import re
from typing import cast
from uuid import uuid4

from flask import Flask, Response, g, request

HEADER = "X-Request-Id"
PATTERN = "[A-Za-z0-9._-]{1,64}"

_GOOD = re.compile(PATTERN + r"\Z")


def request_id() -> str:
    """Return the id of the current request."""
    if "request_id" not in g:
        given = request.headers.get(HEADER, "")
        g.request_id = given if _GOOD.match(given) else uuid4().hex
    return cast("str", g.request_id)


def install(app: Flask) -> None:
    """Put the id on every answer of an application."""
    app.after_request(_tell)


def _tell(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    return response
