"""`rescind serve` with a record: its first start, its end, and what is killed under it."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from api.platform_notices import SECRET, order, signed
from record import DEBIANS, data_folder
from serving import run, served_record

SOON = 15


def processes_of(data):
    """The processes that work in a folder, or were started for it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            working_in = str((process / "cwd").readlink())
            told = (process / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if working_in.startswith(str(data)) or str(data) in told:
            found.append(int(process.name))
    return found


def postmaster(data):
    """The process of the embedded PostgreSQL, as it says itself."""
    try:
        return int((data / "data" / "postmaster.pid").read_text().splitlines()[0])
    except (OSError, IndexError):
        return None


def wait_until(holds, seconds=SOON):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "It took too long."
        time.sleep(0.1)


def ready(service):
    try:
        return service.ask("GET", "/readyz")[0] == 200
    except OSError:
        return False


@pytest.fixture
def data():
    with data_folder() as folder:
        yield folder


def children_of(process):
    """The processes that one started."""
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [Path("/proc", child) for child in told.split()]


def test_the_worker_is_handed_the_days_of_the_operator(data, tmp_path):
    days = '{"CN": {"2026-09-29": "holiday"}}'
    file = tmp_path / "days.json"
    file.write_text(days, encoding="utf-8")

    def handed(service):
        return [
            (child / "environ")
            .read_bytes()
            .split(b"\0")
            .count(f"RESCIND_CALENDARS={days}".encode())
            for child in children_of(service.process)
            if (child / "cmdline").read_bytes().endswith(b"\0rescind\0work\0")
        ]

    with served_record(data, "--calendars", str(file)) as service:
        wait_until(lambda: handed(service))
        assert handed(service) == [1]


def test_the_first_start_tells_a_key_and_the_next_one_none(data):
    with served_record(data) as first:
        status, _, body = first.ask("GET", "/v1/me")
        assert status == 401, body
    lines = first.told.splitlines()
    assert len(lines) == 1
    key = lines[0].removeprefix("API key: ")
    with served_record(data) as second:
        shown = {"Authorization": f"Bearer {key}"}
        assert second.ask("GET", "/v1/me", headers=shown)[0] == 200
    assert (second.told, first.process.returncode, second.process.returncode) == ("", 0, 0)
    assert processes_of(data) == []


def test_a_platform_that_was_connected_is_heard_after_a_restart(data):
    key = run("keys", "create", "--data", str(data)).stdout.strip()
    shown = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    told = json.dumps({"platform": "shopify", "secret": SECRET}).encode()
    with served_record(data) as service:
        wait_until(lambda: ready(service))
        status, _, made = service.ask("POST", "/v1/connections", told, shown)
        assert status == 201, made
        address = json.loads(made)["address"]
    raw = json.dumps(order()).encode()
    with served_record(data) as service:
        wait_until(lambda: ready(service))
        for signature, status in ((signed(raw), 200), (signed(raw, "another"), 401)):
            signing = {"X-Shopify-Hmac-SHA256": signature, "X-Shopify-Topic": "orders/updated"}
            assert service.ask("POST", address, raw, signing)[0] == status
    heard = "".join(service.lines)
    assert '"route": "/inbound/<ending>"' in heard
    assert address.rsplit("/", 1)[-1] not in heard
    assert SECRET not in heard


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_everything_ends_in_order(data, how):
    with served_record(data) as service:
        wait_until(lambda: ready(service))
        assert service.end(how) == 0
    assert processes_of(data) == []


def test_data_are_served_once(data):
    with served_record(data):
        again = run("serve", "--port", "0", "--data", str(data))
        assert again.returncode == 1
        assert f"The data in {data} are served already" in again.stderr
        assert "Traceback" not in again.stderr


def test_keys_are_made_listed_and_revoked_beside_it_and_without_it(data):
    made = run("keys", "create", "--data", str(data), "--tenant", "b", "--scope", "evaluate")
    key = made.stdout.strip()
    assert key.startswith("rsc_")
    assert made.stdout.count("\n") == 1
    with served_record(data) as service:
        wait_until(lambda: ready(service))
        shown = {"X-API-Key": key}
        status, _, body = service.ask("GET", "/v1/me", headers=shown)
        assert (status, json.loads(body)["scopes"]) == (200, ["evaluate"])
        listed = run("keys", "list", "--json", "--data", str(data))
        (key_id,) = [json.loads(line)["id"] for line in listed.stdout.splitlines()]
        assert run("keys", "revoke", key_id, "--data", str(data)).returncode == 0
        assert service.ask("GET", "/v1/me", headers=shown)[0] == 401
    assert "b" in run("keys", "list", "--data", str(data)).stdout
    nobody = run("keys", "revoke", "key_no", "--data", str(data))
    assert (nobody.returncode, "rescind keys list" in nobody.stderr) == (1, True)
    assert service.told == ""


def test_the_worker_runs_beside_it_unless_it_is_left_out(data):
    with served_record(data) as service:
        wait_until(lambda: any('"working"' in line for line in service.lines))
    with served_record(data, "--no-worker") as alone:
        wait_until(lambda: ready(alone))
        time.sleep(2)
    assert not any('"working"' in line for line in alone.lines)


def test_a_killed_postgres_comes_back_by_itself(data):
    with served_record(data) as service:
        wait_until(lambda: ready(service))
        killed = postmaster(data)
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: postmaster(data) not in (killed, None))
        wait_until(lambda: ready(service))
        assert service.end() == 0
    assert processes_of(data) == []


def test_a_killed_service_leaves_nothing_behind_and_starts_again(data):
    with served_record(data) as service:
        wait_until(lambda: ready(service))
        service.process.kill()
        wait_until(lambda: processes_of(data) == [])
    with served_record(data) as again:
        wait_until(lambda: ready(again))


def test_a_killed_arbiter_takes_everything_with_it(data):
    with served_record(data) as service:
        wait_until(lambda: ready(service))
        port = service.port
        os.kill(service.process.pid, signal.SIGKILL)
        service.process.wait()
        wait_until(lambda: processes_of(data) == [], 5)
        with served_record(data, "--port", str(port)) as again:
            wait_until(lambda: ready(again), 5)


def test_a_database_of_ones_own(data, postgres):
    assert run("migrate", DATABASE_URL=postgres.url).stdout == "Nothing to do.\n"
    with served_record(data, DATABASE_URL=postgres.url) as service:
        wait_until(lambda: ready(service))
    assert processes_of(data / "data") == []


@pytest.mark.slow
def test_the_programs_may_be_named(data):
    with served_record(data, RESCIND_PG_BINDIR=DEBIANS) as service:
        wait_until(lambda: ready(service))
    assert (data / "data" / "PG_VERSION").read_text() == "15\n"
    other = run("serve", "--port", "0", "--data", str(data))
    assert other.returncode == 1
    assert "are of PostgreSQL 15" in other.stderr
