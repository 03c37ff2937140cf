"""The data folder of an embedded PostgreSQL: whose it is, who uses it, what is wrong."""

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import psycopg
import pytest

from record import DEBIANS, data_folder
from rescind.postgres.accounts import Unstartable
from rescind.postgres.embedded import EmbeddedPostgres, attached

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user")
BLIND = ("/usr/bin/setpriv", "--bounding-set", "-sys_ptrace", "--inh-caps", "-sys_ptrace")
BUSY = "select count(*) from generate_series(1, 300000000)"

STARTING = """
import os, sys
from pathlib import Path
from rescind.postgres.accounts import Unstartable
from rescind.postgres.embedded import attached
state, bindir, uid = sys.argv[1:]
if uid:
    os.setgroups([]), os.setgid(int(uid)), os.setuid(int(uid))
try:
    with attached(Path(state), purpose="keys", bindir=bindir) as url:
        print(url)
except Unstartable as error:
    sys.exit(str(error))
"""


@pytest.fixture(scope="module")
def made():
    """A folder with data that nobody serves."""
    with data_folder() as folder:
        with attached(folder, purpose="keys"):
            pass
        yield folder


@pytest.fixture
def folder(made):
    """A copy of it, for one test."""
    with data_folder() as copy:
        copy.rmdir()
        subprocess.run(["/bin/cp", "-a", made, copy], check=True)
        yield copy


def ask(url, query):
    with psycopg.connect(url, connect_timeout=5) as connection:
        return connection.execute(query).fetchone()


def using(folder, *, uid="", bindir="", before=()):
    """Start a command that needs the data, perhaps as another user."""
    command = [*before, sys.executable, "-c", STARTING, str(folder), bindir, str(uid)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(folder, **how):
    """What such a command says: the URL of the data, or what is wrong."""
    said, error = using(folder, **how).communicate(timeout=90)
    assert "Traceback" not in error, error
    return said.strip() or error.strip()


def busy_after_its_server_was_killed(folder):
    """Leave a backend alone with a long statement; returns its process id."""
    server = EmbeddedPostgres(folder)
    client = psycopg.connect(server.start("serve"), autocommit=True)
    backend = client.info.backend_pid
    client.pgconn.send_query(BUSY.encode())
    time.sleep(0.3)
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    server.stop()
    return backend, client


def killing_in_two_seconds(process):
    timer = threading.Timer(2, os.kill, [process, signal.SIGKILL])
    timer.start()
    return timer


def alive(process):
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2][:3]
    except OSError:
        return False


@pytest.mark.parametrize("linked", [False, True])
def test_no_server_starts_while_a_process_of_another_works_on_the_data(folder, linked):
    path = folder
    if linked:
        path = folder.with_name(folder.name + ".link")
        path.symlink_to(folder)
    try:
        backend, client = busy_after_its_server_was_killed(path)
        assert alive(backend)
        ending = killing_in_two_seconds(backend)
        with attached(path, purpose="keys") as url:
            assert not alive(backend)
            assert ask(url, "select 1") == (1,)
        ending.join()
        client.close()
    finally:
        if linked:
            path.unlink()


@as_root
def test_a_root_that_may_not_look_at_others_relies_on_postgres_itself(folder):
    backend, client = busy_after_its_server_was_killed(folder)
    ending = killing_in_two_seconds(backend)
    began = time.monotonic()
    assert told(folder, before=BLIND).startswith("postgresql://")
    assert time.monotonic() - began > 1.5
    ending.join()
    client.close()


def test_somebody_who_only_looks_at_the_data_is_no_server(folder):
    looking = subprocess.Popen(["/bin/sleep", "60"], cwd=folder / "data")
    began = time.monotonic()
    try:
        with attached(folder, purpose="keys") as url:
            assert ask(url, "select 1") == (1,)
    finally:
        looking.kill()
        looking.wait()
    assert time.monotonic() - began < 10


def test_a_link_in_the_place_of_its_socket_is_not_followed(tmp_path):
    with data_folder() as folder:
        folder.chmod(0o711)
        state = folder / ("d" * 100)
        sockets = EmbeddedPostgres(state).cluster.socket_folder
        tmp_path.chmod(0o755)
        sockets.symlink_to(tmp_path)
        try:
            with pytest.raises(Unstartable, match=str(sockets)):
                EmbeddedPostgres(state).start("serve")
        finally:
            sockets.unlink()
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_command_does_not_use_a_server_that_ends_with_another_command(folder):
    with attached(folder, purpose="keys"):
        second = using(folder)
        time.sleep(1)
        assert second.poll() is None  # it waits
    with second:
        assert second.stdout.read().startswith("postgresql://")


def test_a_server_that_cannot_run_is_told_soon_with_the_end_of_its_log(folder):
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write("shared_buffers = nonsense\n")
    began = time.monotonic()
    with pytest.raises(Unstartable, match='invalid value for parameter "shared_buffers"'):
        EmbeddedPostgres(folder).start("serve")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("content", [None, "0" * 48])
def test_a_lost_password_is_told_soon(folder, content):
    file = folder / "postgres.password"
    if content is None:
        file.unlink()
    else:
        file.write_text(content)
    began = time.monotonic()
    with pytest.raises(Unstartable, match=r"postgres\.password"):
        EmbeddedPostgres(folder).start("serve")
    assert time.monotonic() - began < 10


@as_root
def test_root_leaves_the_data_of_an_ordinary_user_to_that_user():
    with data_folder() as folder:
        os.chown(folder, NOBODY, NOBODY)
        for uid in (NOBODY, "", NOBODY):
            assert told(folder, uid=uid, bindir=DEBIANS).startswith("postgresql://rescind:")
        assert {one.stat().st_uid for one in (folder, *folder.iterdir())} == {NOBODY}


@as_root
def test_data_of_another_user_are_told(folder):
    assert f"The data folder {folder} cannot be used" in told(folder, uid=NOBODY, bindir=DEBIANS)


def test_its_log_does_not_repeat_what_statements_hold(folder):
    with attached(folder, purpose="keys") as url, psycopg.connect(url) as connection:
        connection.execute("create temp table t (n text unique)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("insert into t values ('private'), ('private')")
    log = (folder / "postgres.log").read_text()
    assert "duplicate key value" in log
    assert "private" not in log


def test_a_path_with_a_comma_will_do():
    with data_folder() as above:
        above.chmod(0o711)
        with attached(above / "a, b", purpose="keys") as url:
            assert ask(url, "select 1") == (1,)
