"""What tests share: an application whose clock stands still, and a client of it."""

from datetime import UTC, datetime

import pytest

from rescind.app import create_app
from rescind.settings import Settings

NOW = datetime(2026, 10, 14, 10, tzinfo=UTC)


@pytest.fixture(scope="session")
def app():
    return create_app(Settings(), clock=lambda: NOW)


@pytest.fixture
def client(app):
    return app.test_client()
