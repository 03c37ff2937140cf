"""Clients that keep to the rule: a write is sent again, under its key, until it is acknowledged."""

import itertools
import json
import random
import threading
import time
import uuid
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException

from rescind.api.examples import EXAMPLES

OPENING = EXAMPLES["cancellations"]["paid-not-shipped"]["value"]
CASES = "/v1/cancellations"
FIRST_REFUND = datetime(2026, 10, 1, tzinfo=UTC)
GIVE_UP_SECONDS = 40
KINDS = ("accepted", "refused", "claims_shipped")
_numbers = itertools.count(1)


@dataclass
class Written:
    """A write that was acknowledged: the client's own mark of it, and the ids that it was given."""

    kind: str
    mark: str
    case: str
    fact: str | None = None


@dataclass
class Refusal:
    """An answer other than success, or none: `status` is None for a connection that broke."""

    status: int | None
    seconds: float
    retry_after: str | None = None
    body: str = ""


@dataclass
class Connection:
    """One client's connection, made anew when it broke."""

    port: int
    key: str
    refusals: list[Refusal] = field(default_factory=list)
    replayed: int = 0
    _http: HTTPConnection | None = None

    def ask(self, method, path, body=None, **headers):
        """Ask once; returns status, headers and the body's JSON."""
        self._http = self._http or HTTPConnection("127.0.0.1", self.port, timeout=15)
        shown = {"Authorization": f"Bearer {self.key}", **headers}
        if body is not None:
            shown["Content-Type"] = "application/json"
        content = None if body is None else json.dumps(body)
        try:
            self._http.request(method, path, content, shown)
            answer = self._http.getresponse()
            return answer.status, answer.headers, json.loads(answer.read())
        except BaseException:
            self.close()
            raise

    def get(self, path):
        """Ask for what has to be there; it may be asked for twice."""
        for again in (True, False):
            try:
                status, _, body = self.ask("GET", path)
                break
            except (OSError, HTTPException):  # kept alive too long
                if not again:
                    raise
        assert status == 200, (path, body)
        return body

    def write(self, path, body):
        """Send a write until it is acknowledged; returns the answer."""
        key = {"Idempotency-Key": str(uuid.uuid4())}
        end = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < end:
            start = time.monotonic()
            try:
                status, headers, answer = self.ask("POST", path, body, **key)
            except (OSError, HTTPException) as error:
                self._refused(Refusal(None, time.monotonic() - start, body=repr(error)), 0.05)
                continue
            if status == 201:
                self.replayed += headers.get("Idempotent-Replayed") == "true"
                return answer
            seconds = time.monotonic() - start
            self._refused(Refusal(status, seconds, headers["Retry-After"], str(answer)), 0.25)
            if not (status == 503 or answer["code"] == "idempotency_in_progress"):
                break
        raise AssertionError(f"{path} was never acknowledged: {self.refusals[-3:]}")

    def _refused(self, refusal, pause):
        self.refusals.append(refusal)
        time.sleep(pause)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        if self._http is not None:
            self._http.close()
            self._http = None


class Client(threading.Thread):
    """Opens cases and tells of answers and refunds until it is asked to stop."""

    def __init__(self, load, name):
        super().__init__(name=name, daemon=True)
        self.load, self.connection = load, Connection(load.port, load.key)
        self.random = random.Random(name)  # noqa: S311  # so that a run can be repeated
        self.failure = None

    def run(self):
        try:
            while not self.load.ending.is_set():
                self._write_something()
        except BaseException as failure:  # noqa: BLE001  # the test raises it
            self.failure = failure
        finally:
            self.connection.close()

    def _write_something(self):
        case = self.random.choice(self.load.cases[-40:]) if self.load.cases else None
        if case is None or self.random.random() < self.load.openings:
            self._open()
        elif self.random.random() < 0.5:
            self._answer(case)
        else:
            self._refund(case)

    def _open(self):
        mark = f"{self.name}-{next(_numbers)}"
        opened = self.connection.write(CASES, opening(mark))
        self.load.written.append(Written("opening", mark, opened["id"]))
        self.load.cases.append(opened["id"])

    def _answer(self, case):
        mark = f"{self.name}-{next(_numbers)}"
        body = {"kind": self.random.choice(KINDS), "received_at": instant(0), "message": mark}
        fact = self.connection.write(f"{CASES}/{case}/supplier-responses", body)
        self.load.written.append(Written("supplier-responses", mark, case, fact["id"]))

    def _refund(self, case):
        mark = instant(next(_numbers))
        body = {"from": "supplier", "amount": "0.01", "refunded_at": mark}
        fact = self.connection.write(f"{CASES}/{case}/refunds", body)
        self.load.written.append(Written("refunds", mark, case, fact["id"]))


class Load:
    """Clients at work; everything that was acknowledged to them is in `written`."""

    def __init__(self, port, key, *, clients=5, openings=0.08):
        self.port, self.key, self.openings = port, key, openings
        self.written, self.cases = [], []
        self.ending = threading.Event()
        self.clients = [Client(self, f"client{number}") for number in range(clients)]

    def __enter__(self):
        for client in self.clients:
            client.start()
        return self

    def __exit__(self, *_):
        self.ending.set()
        for client in self.clients:
            client.join(GIVE_UP_SECONDS + 20)

    def check_clients(self):
        """See that every client ended with its last write acknowledged."""
        assert not [client for client in self.clients if client.is_alive()]
        assert [repr(client.failure) for client in self.clients if client.failure] == []

    @property
    def refusals(self):
        return [one for client in self.clients for one in client.connection.refusals]

    def figures(self):
        """Tell what the clients saw."""
        refused = [one for one in self.refusals if one.status is not None]
        return {
            "acknowledged": len(self.written),
            "cases": len(self.cases),
            "broken": len(self.refusals) - len(refused),
            "refused": len(refused),
            "slowest_refusal": round(max((one.seconds for one in refused), default=0), 2),
            "replayed": sum(client.connection.replayed for client in self.clients),
        }


def opening(order_id):
    body = deepcopy(OPENING)
    body["store_order"]["order_id"] = order_id
    return body


def instant(seconds):
    """Write an instant that is the only one with its number."""
    at = FIRST_REFUND + timedelta(seconds=seconds)
    return at.isoformat().replace("+00:00", "Z")
