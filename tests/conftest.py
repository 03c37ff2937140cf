"""What tests share: an application whose clock stands still, and a client of it."""

from datetime import UTC, datetime

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

import record
from rescind.app import create_app
from rescind.settings import Settings
from serving import served

MARKS = {
    "browser": "needs Chromium and its driver: run with --all",
    "slow": "takes long: run with --all",
    "registry": "needs the npm registry, for Shopify's schema: run with --all",
}
NOW = datetime(2026, 10, 14, 10, tzinfo=UTC)


@pytest.fixture(scope="session")
def app():
    return create_app(Settings(), clock=lambda: NOW)


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="session")
def postgres(request):
    """A PostgreSQL with a migrated record, for the whole run; `postgres.url` is its owner's."""
    with record.running(request.param) as server:
        yield server


def pytest_generate_tests(metafunc):
    """Run what needs the record on the embedded PostgreSQL, with --all on the oldest as well."""
    if "postgres" in metafunc.fixturenames:
        oldest = [record.DEBIANS] if metafunc.config.getoption("--all") else []
        named = ["", *(["oldest"] if oldest else [])]
        metafunc.parametrize("postgres", ["", *oldest], ids=named, indirect=True, scope="session")


@pytest.fixture(scope="session")
def recorded(postgres):
    """An application that records, its database, and its clock, which tests may move."""
    clock = record.Clock()
    with record.application(postgres.url, clock) as (app, database):
        yield app, database, clock


@pytest.fixture
def clock(recorded):
    """The clock of the record, set to a morning in September 2026."""
    recorded[2].now = record.START
    return recorded[2]


@pytest.fixture
def caller(recorded, postgres, clock):
    """A client with a key of a new tenant: `caller.post(path, body)`, `caller.get(path)`."""
    return record.Caller(recorded[0], record.new_key(postgres.url), clock)


@pytest.fixture
def another_caller(recorded, postgres, clock):
    """A client with a key of another new tenant."""
    return record.Caller(recorded[0], record.new_key(postgres.url), clock)


@pytest.fixture
def administrator(postgres):
    """A connection that sees and may write everything."""
    password = (postgres.cluster.state / "postgres.password").read_text("ascii").strip()
    url = make_conninfo(postgres.url, user="postgres", password=password)
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def nothing_else_is_due(administrator):
    """Leave the cases of other tests out: the worker is everybody's."""
    administrator.execute("update cancellations set due_at = null")


@pytest.fixture(scope="session")
def serving():
    """The real service on a free port; `serving.url`, `serving.ask(method, path, body)`."""
    with served() as service:
        yield service


def pytest_addoption(parser):
    parser.addoption("--all", action="store_true", help="run every test; a skip is a failure")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--all"):
        return
    for item in items:
        for mark, reason in MARKS.items():
            if mark in item.keywords:
                item.add_marker(pytest.mark.skip(reason=reason))


def pytest_sessionfinish(session):
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("--all") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
