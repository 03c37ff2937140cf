"""The first key: made once, at the very first start, however many processes start."""

from concurrent.futures import ThreadPoolExecutor

import pytest

import record
from rescind.domain.words import Scope
from rescind.postgres.administration import administration
from rescind.postgres.migrating import migrate
from rescind.usecases.keys import create, every, first_key, looks_right


@pytest.fixture
def migrated(fresh):
    """The URL of a record that nobody has used yet."""
    migrate(fresh)
    return fresh


def first(url):
    with administration(url) as connection:
        return first_key(connection, now=record.START)


def listed(url):
    with administration(url) as connection:
        return every(connection)


def test_is_that_of_the_default_tenant_and_may_do_everything(migrated):
    key = first(migrated)
    [only] = listed(migrated)
    assert looks_right(key)
    assert (only.tenant, only.row.name, only.row.last_four) == ("default", "first key", key[-4:])
    assert only.row.scopes == [scope.value for scope in Scope]


def test_is_made_once(migrated):
    assert [bool(first(migrated)) for _ in range(3)] == [True, False, False]


def test_is_made_by_one_of_many_processes(migrated):
    with ThreadPoolExecutor(6) as threads:
        keys = list(threads.map(first, [migrated] * 6))
    assert sum(key is not None for key in keys) == 1
    assert len(listed(migrated)) == 1


def test_is_not_made_where_a_tenant_is(migrated):
    with administration(migrated) as connection:
        create(connection, tenant="mine", name="", scopes=[], now=record.START)
    assert first(migrated) is None


def test_is_not_made_where_its_transaction_fails(migrated):
    with administration(migrated) as connection:
        assert first_key(connection, now=record.START)
        connection.rollback()
    assert listed(migrated) == []
    assert first(migrated)
