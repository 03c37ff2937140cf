"""Applications with calls for tests."""

import pytest

from api.probe import probe
from rescind.app import create_app
from rescind.settings import Settings


@pytest.fixture(scope="session")
def probed_with():
    """Makes a client of an application with some settings."""

    def make(**settings):
        app = create_app(Settings(**settings), more=[probe])
        return app.test_client()

    return make


@pytest.fixture
def probed(probed_with):
    return probed_with()
