"""One line of log a request: what was called and how it went, never what was sent."""

import logging
from time import perf_counter

from flask import Flask, Response, g, request

from rescind.api.request_ids import request_id

log = logging.getLogger("rescind.access")


def install(app: Flask) -> None:
    """Log every request of an application."""
    app.before_request(_start)
    app.after_request(_log)


def _start() -> None:
    g.started = perf_counter()


def _log(response: Response) -> Response:
    took = perf_counter() - g.get("started", perf_counter())
    log.info(
        "request",
        extra={
            "request_id": request_id(),
            "method": request.method,
            "route": request.url_rule.rule if request.url_rule else None,
            "key": g.caller.key_id if "caller" in g else None,
            "status": response.status_code,
            "duration_ms": round(took * 1000, 1),
        },
    )
    return response
