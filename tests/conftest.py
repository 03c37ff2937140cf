"""What tests share: an application whose clock stands still, and a client of it."""

from datetime import UTC, datetime

import pytest

from rescind.app import create_app
from rescind.settings import Settings
from serving import served

MARKS = {
    "browser": "needs Chromium and its driver: run with --all",
    "slow": "takes long: run with --all",
}
NOW = datetime(2026, 10, 14, 10, tzinfo=UTC)


@pytest.fixture(scope="session")
def app():
    return create_app(Settings(), clock=lambda: NOW)


@pytest.fixture
def client(app):
    return app.test_client()


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
