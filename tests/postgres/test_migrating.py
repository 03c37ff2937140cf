"""Migrations: each once, whole and in order, by one process; who may not is told what to do."""

import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from rescind.postgres import migrating
from rescind.postgres.administration import Unreachable
from rescind.postgres.database import Database
from rescind.postgres.migrating import Migration, Unmigratable, current, migrate, migrations

FIRST = Migration(1, "0001_first.sql", "create table first (n int);\ninsert into first values (1);")
SECOND = Migration(2, "0002_second.sql", "alter table first add m int;")
EDITED = Migration(1, "0001_first.sql", FIRST.text + " -- edited")
HALF = Migration(2, "0002_half.sql", "create table half (n int); select 1 / 0;")
IMPATIENT = Migration(2, "0002_second.sql", f"set local lock_timeout = '100ms'; {SECOND.text}")
SLOW = Migration(1, "0001_slow.sql", "create table slow (n int); select pg_sleep(1);")
OURS = [one.name for one in migrations()]


def tables(url):
    """The tables of a database, by name."""
    with psycopg.connect(url) as connection:
        found = connection.execute("select tablename from pg_tables where schemaname = 'public'")
        return {name for (name,) in found}


def refused(url, wanted=None):
    """The sentence with which a migration is refused."""
    with pytest.raises(Unmigratable) as refusal:
        migrate(url, wanted)
    return str(refusal.value)


def process(url, migrations="None"):
    """Start a process that migrates, and prints the names of what it applied."""
    code = (
        "import sys; from rescind.postgres.migrating import Migration, migrate\n"
        f"print(*migrate(sys.argv[1], {migrations}))"
    )
    return subprocess.Popen([sys.executable, "-c", code, url], stdout=subprocess.PIPE, text=True)


class TestWhatIsMissing:
    def test_is_applied_once(self, fresh):
        assert [migrate(fresh), migrate(fresh)] == [OURS, []]
        with psycopg.connect(fresh) as connection:
            assert current(connection)

    def test_is_applied_in_order_and_alone(self, fresh):
        assert migrate(fresh, [FIRST]) == [FIRST.name]
        assert migrate(fresh, [FIRST, SECOND]) == [SECOND.name]

    def test_is_applied_by_one_of_many_processes(self, fresh):
        printed = [one.communicate()[0].split() for one in [process(fresh) for _ in range(4)]]
        assert sorted(printed) == [[], [], [], OURS]

    @pytest.mark.slow
    def test_is_applied_after_a_process_that_was_killed(self, fresh):
        killed = process(fresh, [SLOW])
        while not migrating_now(fresh) and killed.poll() is None:
            time.sleep(0.05)
        killed.kill()
        killed.communicate()
        assert migrate(fresh, [SLOW]) == [SLOW.name]

    def test_leaves_nothing_of_a_file_that_fails(self, fresh):
        said = refused(fresh, [FIRST, HALF])
        assert "division by zero" in said
        assert tables(fresh) == {"schema_migrations", "first"}
        assert migrate(fresh, [FIRST, SECOND]) == [SECOND.name]


def migrating_now(url):
    """Tell whether a process is in the midst of a slow migration."""
    with psycopg.connect(url) as connection:
        [[sleeping]] = connection.execute(
            "select count(*) from pg_stat_activity where datname = current_database() "
            "and wait_event = 'PgSleep'"
        )
        return sleeping == 1


class TestWhatDoesNotFit:
    @pytest.mark.parametrize(
        ("applied", "wanted", "said"),
        [
            ([FIRST], [EDITED], "0001_first.sql is not the one that this database was made with"),
            ([FIRST, SECOND], [FIRST], "migrated by a newer version of Rescind (0002_second.sql)"),
            ([], [SECOND], "not numbered from 1 without gaps: [2]"),
            ([], [FIRST, FIRST], "not numbered from 1 without gaps: [1, 1]"),
            ([FIRST], [FIRST, SECOND, Migration(4, "0004_a.sql", "")], "gaps: [1, 2, 4]"),
        ],
    )
    def test_is_refused_and_changes_nothing(self, fresh, applied, wanted, said):
        migrate(fresh, applied)
        before = tables(fresh)
        assert said in refused(fresh, wanted)
        assert tables(fresh) == before

    def test_line_ends_are_no_difference(self, fresh):
        migrate(fresh, [FIRST])
        other = Migration(1, FIRST.name, FIRST.text.replace("\n", "\r\n"))
        assert migrate(fresh, [other]) == []

    def test_a_server_that_is_too_old(self, fresh, monkeypatch):
        monkeypatch.setattr(migrating, "OLDEST", 990000)
        assert "is too old; use 15, 16, 17 or 18" in refused(fresh)

    def test_a_server_that_may_forget(self, fresh):
        assert "synchronous_commit = off" in refused(f"{fresh} options='-c synchronous_commit=off'")

    def test_what_others_hold_is_not_waited_for_long(self, fresh):
        migrate(fresh, [FIRST])
        with psycopg.connect(fresh) as other:
            other.execute("select * from first")
            assert "lock timeout" in refused(fresh, [FIRST, IMPATIENT])
        assert migrate(fresh, [FIRST, SECOND]) == [SECOND.name]

    def test_a_process_that_does_not_end(self, fresh, monkeypatch):
        monkeypatch.setattr(migrating, "WAIT_SECONDS", 0.2)
        with psycopg.connect(fresh) as other:
            other.execute("select pg_advisory_lock(%s)", (migrating.LOCK,))
            assert "Another process has been migrating" in refused(fresh)
        assert migrate(fresh, [FIRST]) == [FIRST.name]


class TestRoles:
    def test_are_made_by_a_user_who_may(self, cluster):
        cluster.clear()
        url = cluster.login("createrole")
        migrate(url)
        assert [can_become(url, role) for role in ROLES] == [True, True]

    def test_are_made_by_a_superuser(self, cluster):
        cluster.clear()
        url = cluster.login("superuser")
        migrate(url)
        assert [can_become(url, role) for role in ROLES] == [True, True]

    @pytest.mark.parametrize("name", [None, 'a "strange" user\'s name'])
    @pytest.mark.parametrize("there", [True, False], ids=["other's roles", "no roles"])
    def test_are_asked_for_from_an_administrator(self, cluster, there, name):
        cluster.clear()
        if there:
            migrate(cluster.owner())
        url = cluster.login(name=name and f"{name} {there}")
        said = refused(url)
        assert "may not create the roles that keep tenants apart" in said
        assert tables(url) == set()
        cluster.run(said[said.index("do $") :])
        assert migrate(url) == OURS
        assert [can_become(url, role) for role in ROLES] == [True, True]

    def test_are_made_once_for_databases_that_start_together(self, cluster):
        cluster.clear()
        urls = [cluster.login("superuser") for _ in range(4)]
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(migrate, urls)) == [OURS] * 4


ROLES = ("rescind_app", "rescind_worker")


def can_become(url, role):
    """Tell whether the user of a URL can take a role, and has no more rights than it then."""
    with psycopg.connect(url) as connection:
        connection.execute(f"set role {role}")
        [rights] = connection.execute(
            "select rolsuper or rolbypassrls or rolcanlogin from pg_roles "
            "where rolname = current_user"
        )
        return rights == (False,)


class TestWhatCannotBeReached:
    @pytest.mark.parametrize(
        "url",
        [
            "postgresql://u:secret@127.0.0.1:1/db",
            "postgresql://u:secret@nowhere.invalid/db",
            "postgresql://u:sec%zzret@127.0.0.1/db",
            "postgresql://u:sec ret@127.0.0.1/db",
            "postgresql://u:secret@127.0.0.1/db?secret=secret",
        ],
    )
    def test_is_told_in_a_sentence_without_the_password(self, url):
        with pytest.raises(Unreachable) as refusal:
            migrate(url)
        said = str(refusal.value)
        assert re.match(r"The (address of the )?database .+", said)
        assert "sec" not in said
        assert "\n" not in said

    def test_is_told_where_the_password_is_wrong(self, fresh):
        with pytest.raises(Unreachable, match="password authentication failed"):
            migrate(f"{fresh} password=wrong")


@pytest.mark.parametrize(
    ("applied", "ready"),
    [(None, False), ([], False), ([FIRST], False), (migrations(), True)],
    ids=["nothing", "no file", "other files", "all"],
)
def test_a_database_is_ready_when_it_is_as_this_version_wants_it(fresh, applied, ready):
    if applied is not None:
        migrate(fresh, applied)
    database = Database(fresh)
    database.open()
    try:
        assert database.ready() is ready
    finally:
        database.close()
