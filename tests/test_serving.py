"""`rescind serve`: when it refuses to start, how it ends, and what it bears."""

import json
import signal
import socket
import threading
import time

import pytest

from record import data_folder
from rescind.serving import is_loopback, options
from rescind.settings import Settings
from serving import run, served

HALF_HEADER = b"POST /v1/evaluations HTTP/1.1\r\nHost: a\r\nContent-"
HALF_BODY = (
    b"POST /v1/evaluations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    b"Content-Length: 10\r\n\r\n{"
)


@pytest.fixture
def folder():
    with data_folder() as made:
        yield made


REFUSALS = [
    ([], {"DATABASE_URL": "mysql://u:secret@h/d"}, 2, "DATABASE_URL: it cannot be used"),
    ([], {"DATABASE_URL": "postgresql://u:secret@127.0.0.1:1/d"}, 1, "cannot be reached"),
    ([], {"RESCIND_PG_BINDIR": "/nowhere"}, 1, "/nowhere"),
    ([], {"RESCIND_POOLER": "session"}, 2, 'RESCIND_POOLER: "session" cannot be used'),
    (["--stateless", "--calendars", "/nowhere.json"], {}, 2, "/nowhere.json cannot be read"),
    (["--stateless"], {"RESCIND_CALENDARS": '{"XX": {}}'}, 2, "/XX: This is no name of a calendar"),
    (["--stateless", "--host", "0.0.0.0"], {}, 2, "Set RESCIND_STATIC_KEY"),
    (["--stateless"], {"RESCIND_HOST": "::"}, 2, "Set RESCIND_STATIC_KEY"),
    (["--stateless"], {"RESCIND_PORT": "http"}, 2, 'RESCIND_PORT: "http" cannot be used'),
    (["--stateless", "--port", "x"], {}, 2, "--port"),
    (["--stateless"], {"RESCIND_STATIC_KEY": "a b"}, 2, "RESCIND_STATIC_KEY: it cannot be used"),
]


@pytest.mark.parametrize(("arguments", "variables", "status", "words"), REFUSALS)
def test_it_refuses_to_start(folder, arguments, variables, status, words):
    own = {"RESCIND_DATA": str(folder), "RESCIND_PORT": "0"}  # nothing that is served just now
    ended = run("serve", *arguments, **{**own, **variables})
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "secret" not in ended.stderr
    assert ended.returncode == status


def test_a_taken_port_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("serve", "--stateless", "--port", str(port))
    assert f"Port {port} of 127.0.0.1 cannot be listened on: address already in use" in ended.stderr
    assert ended.returncode == 1


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order_when_idle(how):
    with served() as service:
        assert service.ask("GET", "/healthz")[0] == 200
        assert service.end(how) == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_what_was_accepted_is_answered_before_it_ends(how):
    with served() as service, socket.create_connection(("127.0.0.1", service.port)) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n")
        time.sleep(0.5)
        status = []
        ending = threading.Thread(target=lambda: status.append(service.end(how)))
        ending.start()
        time.sleep(0.5)
        client.sendall(b"\r\n")
        answer = client.recv(4096)
        ending.join()
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert status == [0]


def test_every_line_of_the_log_is_an_object_and_one_tells_the_reference():
    with served() as service:
        service.ask("GET", "/nothing?secret=1", headers={"X-Request-Id": "abc"})
        assert service.end() == 0
        lines = [json.loads(line) for line in service.lines]
    (docs,) = [line["docs"] for line in lines if "docs" in line]
    assert docs == f"{service.url}/docs"
    (request,) = [line for line in lines if line["event"] == "request"]
    assert (request["request_id"], request["status"], request["route"]) == ("abc", 404, None)
    assert "secret" not in "".join(service.lines)


def test_days_of_the_operator_are_counted_by(tmp_path):
    file = tmp_path / "days.json"
    file.write_text('{"CN": {"2026-09-29": "holiday"}}', encoding="utf-8")
    with served("--calendars", str(file)) as service:
        file.unlink()
        path = "/v1/business-days?start=2026-09-28&days=1&calendar=CN"
        _, _, answer = service.ask("GET", path)
    assert json.loads(answer)["due_on"] == "2026-09-30"


def test_a_key_is_demanded_where_one_is_set():
    shown = ({}, {"Authorization": "Bearer rsc_key"}, {"X-API-Key": "rsc_key"}, {"X-API-Key": "no"})
    with served(RESCIND_STATIC_KEY="rsc_key") as service:
        open_to_all = [service.ask("GET", path)[0] for path in ("/healthz", "/openapi.json")]
        asked = [service.ask("GET", "/v1/vocabularies", headers=headers)[0] for headers in shown]
    assert (open_to_all, asked) == ([200, 200], [401, 200, 200, 401])


@pytest.mark.parametrize(
    "header", ["SCRIPT_NAME: /x", "PATH_INFO: /x", "X_Forwarded_For: a", "REMOTE_USER: a"]
)
def test_headers_that_pose_as_variables_are_refused(serving, header):
    with socket.create_connection(("127.0.0.1", serving.port)) as client:
        client.sendall(f"GET /healthz HTTP/1.1\r\nHost: a\r\n{header}\r\n\r\n".encode())
        assert client.recv(4096).startswith(b"HTTP/1.1 400 ")


@pytest.mark.slow
@pytest.mark.parametrize("sent", [HALF_HEADER, HALF_BODY])
def test_a_client_that_falls_silent_is_let_go(serving, sent):
    start = time.monotonic()
    with socket.create_connection(("127.0.0.1", serving.port)) as client:
        client.settimeout(20)
        client.sendall(sent)
        while client.recv(4096):
            pass
    assert time.monotonic() - start < 12


@pytest.mark.slow
def test_forty_silent_clients_do_not_stop_it():
    with served("--workers", "1") as service:
        clients = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(40)]
        for client in clients:
            client.sendall(HALF_HEADER)
        start = time.monotonic()
        assert service.ask("GET", "/healthz")[0] == 200
        for client in clients:
            client.close()
    assert time.monotonic() - start < 20


def test_only_addresses_of_this_machine_are_loopback():
    assert all(map(is_loopback, ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"]))
    assert not any(map(is_loopback, ["0.0.0.0", "::", "10.0.0.1", "example.com", ""]))


def test_an_address_with_colons_is_bracketed():
    assert options(Settings(host="::1", port=1))["bind"] == "[::1]:1"
