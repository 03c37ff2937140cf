"""The owner's transactions: whole or not at all, and trouble told in a sentence."""

import psycopg
import pytest

from rescind.postgres.administration import Unreachable, administration

ADD_ONE = "insert into told values (1)"
END_IT = "select pg_terminate_backend(pg_backend_pid())"


def rows(url):
    with psycopg.connect(url) as connection:
        return connection.execute("select * from told").fetchall()


@pytest.fixture
def told(fresh):
    """The URL of a database with an empty table."""
    with administration(fresh) as connection:
        connection.execute("create table told (n int)")
    return fresh


def test_what_is_done_stays(told):
    with administration(told) as connection:
        connection.execute(ADD_ONE)
    assert rows(told) == [(1,)]


@pytest.mark.parametrize(
    ("statements", "raised"),
    [
        (f"{ADD_ONE}; select 1 / 0", psycopg.errors.DivisionByZero),
        (f"{ADD_ONE}; {END_IT}", Unreachable),
    ],
)
def test_what_fails_leaves_nothing(told, statements, raised):
    with pytest.raises(raised), administration(told) as connection:
        connection.execute(statements)
    assert rows(told) == []


def test_a_server_that_ends_meanwhile_is_told_in_a_sentence(told):
    with (
        pytest.raises(Unreachable, match=r"The database gave up: .*terminat.* command\Z"),
        administration(told) as connection,
    ):
        connection.execute(END_IT)
