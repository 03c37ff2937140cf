"""Puts the service together: the one place that knows every part, and the clock.

A new group of operations is a module under `api` with a `blueprint` of its own, named in
`WITHOUT_MEMORY` or in `RECORDED`.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Flask, Response

from rescind.api import (
    access_log,
    bulk,
    calendars,
    cancellations,
    catalogues,
    comparisons,
    connections,
    context,
    disputes,
    docs,
    evaluations,
    facts,
    faults,
    guard,
    health,
    inbound,
    me,
    policies,
    policy_checks,
    policy_page,
    problems,
    refund_checks,
    refusing,
    request_ids,
    simulations,
    suppliers,
    tracking,
)
from rescind.api.context import Clock, Context
from rescind.api.spec import Api, Blueprint, Document, document
from rescind.own_days import own_calendars
from rescind.postgres.database import Database, DatabaseAway
from rescind.sealing import Seal
from rescind.settings import Settings

NO_SEAL = Seal()
"""That of a service that keeps no secrets."""

WITHOUT_MEMORY: tuple[Blueprint, ...] = (
    health.blueprint,
    evaluations.blueprint,
    bulk.blueprint,
    disputes.blueprint,
    faults.blueprint,
    tracking.blueprint,
    refund_checks.blueprint,
    comparisons.blueprint,
    policy_checks.blueprint,
    calendars.blueprint,
    catalogues.blueprint,
)
"""The calls that need no database."""

RECORDED: tuple[Blueprint, ...] = (
    cancellations.blueprint,
    facts.blueprint,
    policies.blueprint,
    connections.blueprint,
    suppliers.blueprint,
    simulations.blueprint,
    comparisons.kept,
    policy_page.blueprint,
    me.blueprint,
)
"""The calls that keep or read the record."""


def utc_now() -> datetime:
    """Read the clock."""
    return datetime.now(UTC)


def create_app(
    settings: Settings,
    clock: Clock = utc_now,
    *,
    database: Database | None = None,
    seal: Seal = NO_SEAL,
    more: Sequence[Blueprint] = (),
) -> Flask:
    """Build the application that answers requests; without a database it is one without memory."""
    app = Flask("rescind", template_folder="pages/templates", static_folder=None)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # the default provider has it
    context.install(
        app,
        Context(
            clock=clock,
            public_url=settings.public_url,
            static_key=settings.static_key,
            database=database,
            calendars=own_calendars(settings.calendars),
            seal=seal,
        ),
    )
    access_log.install(app)
    request_ids.install(app)
    guard.install(app)
    api = Api(app, public_url=settings.public_url)
    for blueprint in (*WITHOUT_MEMORY, *(RECORDED if database else ()), *more):
        api.register_blueprint(blueprint)
    app.register_blueprint(docs.blueprint)
    app.register_blueprint(inbound.blueprint)
    problems.install(app)
    refusing.install(app, away=DatabaseAway)
    app.after_request(_keep_types)
    app.extensions["rescind-contract"] = document(api)
    return app


def contract() -> Document:
    """Return the whole contract, recorded calls included; no database is asked for it."""
    app = create_app(Settings(), database=Database(""))
    found: Document = app.extensions["rescind-contract"]
    return found


def _keep_types(response: Response) -> Response:
    """Have browsers believe the content type of every answer."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
