"""Evaluations in bulk, served: however clients send and read, and however they end."""

import json
import socket
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from serving import served

GOLDEN = Path(__file__).parent / "golden" / "evaluations.json"
[PAID] = [
    case["request"]
    for case in json.loads(GOLDEN.read_text(encoding="utf-8"))
    if case["name"] == "paid-not-shipped"
]
LINE = json.dumps(PAID).encode() + b"\n"
BULK = "/v1/evaluations/bulk"
NDJSON = {"Content-Type": "application/x-ndjson"}
HEAD = "POST /v1/evaluations/bulk HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
MANY = 700
WIDE = 20_000
"""So many lines, so wide, and their answers are more than a connection holds in each direction."""


def lines(number, width=0):
    bodies = (json.dumps({"ref": ref, **PAID}).encode() for ref in range(number))
    return [body.ljust(width) + b"\n" for body in bodies]


@contextmanager
def connected(service):
    """A connection that is closed at the end."""
    with closing(HTTPConnection("127.0.0.1", service.port, timeout=60)) as connection:
        yield connection


def answered(service, body, **options):
    """Send a body and read all lines of the answer."""
    with connected(service) as connection:
        connection.request("POST", BULK, body, NDJSON, **options)
        response = connection.getresponse()
        assert response.getheader("Content-Type") == NDJSON["Content-Type"]
        return [json.loads(line) for line in response]


def raw(service, sent):
    """Send bytes, end the sending side, and return the answer's lines."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=60) as client:
        client.sendall(sent)
        client.shutdown(socket.SHUT_WR)
        answer = b""
        while block := client.recv(65536):
            answer += block
    return [line for line in answer.split(b"\r\n") if line.startswith(b"{")]


def test_a_client_may_send_all_before_it_reads(serving):
    answers = answered(serving, b"".join(lines(MANY, WIDE)))
    assert [one["ref"] for one in answers] == list(range(MANY))


def test_a_client_may_send_in_chunks(serving):
    answers = answered(serving, iter(lines(100)), encode_chunked=True)
    assert [one["ref"] for one in answers] == list(range(100))


def test_answers_come_while_the_client_sends(serving):
    with connected(serving) as connection:
        connection.putrequest("POST", BULK)
        connection.putheader("Content-Type", NDJSON["Content-Type"])
        connection.putheader("Content-Length", str(20 * len(LINE)))
        connection.endheaders()
        connection.send(LINE * 10)
        with connection.response_class(connection.sock, method="POST") as response:
            response.begin()
            assert json.loads(response.readline())["next_action"] == "request_cancellation"
            connection.send(LINE * 10)
            assert len(list(response)) == 19


def test_the_connection_goes_on_afterwards(serving):
    with connected(serving) as connection:
        for number in (0, 2):
            connection.request("POST", BULK, LINE * number, NDJSON)
            assert len(list(connection.getresponse())) == number


def test_a_wrong_content_type_is_refused_however_much_is_sent(serving):
    headers = {"Content-Type": "application/json"}
    status, _, answer = serving.ask("POST", BULK, LINE * 10, headers)
    assert (status, json.loads(answer)["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "framed",
    [
        f"{HEAD}Content-Length: {3 * len(LINE)}\r\n\r\n".encode() + LINE * 2 + LINE[:50],
        f"{HEAD}Transfer-Encoding: chunked\r\n\r\n{2 * len(LINE):x}\r\n".encode()
        + LINE * 2
        + b"\r\nffff\r\n"
        + LINE[:50],
    ],
    ids=["length", "chunks"],
)
def test_a_stream_that_breaks_off_says_so_in_its_last_line(serving, framed):
    *answers, problem = map(json.loads, raw(serving, framed))
    assert all(one["next_action"] == "request_cancellation" for one in answers)
    assert (problem["code"], problem["line"]) == ("bad_request", len(answers) + 1)


@pytest.mark.slow
def test_a_client_that_stops_reading_frees_the_worker():
    with served("--workers", "1", RESCIND_THREADS="1") as service:
        with socket.create_connection(("127.0.0.1", service.port)) as client:
            head = f"{HEAD}Content-Length: {MANY * len(LINE)}\r\n\r\n".encode()
            client.sendall(head + LINE * MANY)
            time.sleep(1)
            start = time.monotonic()
            assert service.ask("GET", "/healthz")[0] == 200
            assert time.monotonic() - start < 29
        assert service.end() == 0
        assert not any("Traceback" in line or '"error"' in line for line in service.lines)


@pytest.mark.slow
def test_a_long_stream_takes_no_more_memory_than_a_short_one():
    def peak(process):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        told = (Path(f"/proc/{child}/status").read_text() for child in children)
        return max(int(one.split("VmHWM:")[1].split()[0]) for one in told) * 1024

    with served("--workers", "1") as service:
        assert len(answered(service, LINE * 500)) == 500
        before = peak(service.process)
        with connected(service) as connection:
            connection.request("POST", BULK, LINE * 4000, NDJSON)
            assert sum(1 for _ in connection.getresponse()) == 4000
        assert peak(service.process) - before < 12_000_000
