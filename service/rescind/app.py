"""Puts the service together: the one place that knows every part, and the clock.

A new group of operations is a module under `api` with a `blueprint` of its own, named in
`BLUEPRINTS`.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Flask, Response

from rescind.api import (
    access_log,
    calendars,
    catalogues,
    context,
    disputes,
    docs,
    evaluations,
    faults,
    guard,
    health,
    problems,
    request_ids,
    tracking,
)
from rescind.api.context import Clock, Context
from rescind.api.spec import Api, Blueprint, document
from rescind.settings import Settings

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.blueprint,
    evaluations.blueprint,
    disputes.blueprint,
    faults.blueprint,
    tracking.blueprint,
    calendars.blueprint,
    catalogues.blueprint,
)


def utc_now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def create_app(
    settings: Settings, clock: Clock = utc_now, blueprints: Sequence[Blueprint] = BLUEPRINTS
) -> Flask:
    """Build the application that answers requests."""
    app = Flask("rescind", template_folder="pages/templates", static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    context.install(
        app,
        Context(clock=clock, public_url=settings.public_url, static_key=settings.static_key),
    )
    access_log.install(app)
    request_ids.install(app)
    guard.install(app)
    api = Api(app, public_url=settings.public_url)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    app.register_blueprint(docs.blueprint)
    problems.install(app)
    app.after_request(_keep_types)
    app.extensions["rescind-contract"] = document(api)
    return app


def _keep_types(response: Response) -> Response:
    """Have browsers believe the content type of every answer."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
