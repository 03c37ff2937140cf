"""Databases and users for tests, on a server that nothing was prepared in."""

import pytest

import record
from cluster import cluster as running_cluster


def pytest_generate_tests(metafunc):
    """Run on the embedded PostgreSQL, with --all on the oldest as well."""
    if "cluster" in metafunc.fixturenames:
        oldest = [record.DEBIANS] if metafunc.config.getoption("--all") else []
        named = ["", *(["oldest"] if oldest else [])]
        metafunc.parametrize("cluster", ["", *oldest], ids=named, indirect=True, scope="session")


@pytest.fixture(scope="session")
def cluster(request):
    """A server where every test makes its own databases and users."""
    with running_cluster(request.param) as bare:
        yield bare


@pytest.fixture
def fresh(cluster):
    """The URL of an empty database, whose owner may take our roles."""
    return cluster.owner()
