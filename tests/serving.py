"""Starts the real service for a test, and ends it."""

import json
import os
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from http.client import HTTPConnection

START_SECONDS = 30
END_SECONDS = 30


class Service:
    """A running `rescind serve --stateless`, with the lines of its log."""

    def __init__(self, process):
        self.process = process
        self.lines = []
        self.port = None
        self._ready = threading.Event()
        self.reader = threading.Thread(target=self._collect, daemon=True)
        self.reader.start()
        assert self._ready.wait(START_SECONDS), self.lines
        assert self.port, self.lines

    def _collect(self):
        for line in self.process.stderr:
            self.lines.append(line)
            if '"event": "serving"' in line:
                self.port = json.loads(line)["port"]
                self._ready.set()
        self._ready.set()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method, path, body=None, headers=None):
        """Ask, and return status, headers and body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=headers or {})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def end(self, with_signal=signal.SIGTERM):
        """End it, and return its exit status."""
        self.process.send_signal(with_signal)
        status = self.process.wait(END_SECONDS)
        self.reader.join(END_SECONDS)
        return status


def command(*arguments):
    """The command line of `rescind`, run by the Python that runs the tests."""
    return [sys.executable, "-m", "rescind", *arguments]


def environment(**variables):
    """What a command sees: nothing of the settings of whoever runs the tests."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("RESCIND_") and name != "PORT"
    }
    return {**inherited, **variables}


@contextmanager
def served(*options, **variables):
    """Serve on a free port while the block runs."""
    process = subprocess.Popen(
        command("serve", "--stateless", "--port", "0", *options),
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**variables),
        start_new_session=True,  # so that its workers can be killed with it
    )
    service = None
    try:
        service = Service(process)
        yield service
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if service is not None:
            service.reader.join()
        process.stderr.close()


@contextmanager
def served_record(data, *options, **variables):
    """Serve the record in a folder while the block runs; `service.told` is what stdout said."""
    process = subprocess.Popen(
        command("serve", "--port", "0", "--data", str(data), *options),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(**variables),
        start_new_session=True,
    )
    service = Service(process)
    try:
        yield service
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(END_SECONDS)
        service.told = process.stdout.read()
        service.reader.join()
        process.stdout.close()
        process.stderr.close()


def run(*arguments, **variables):
    """Run a command that ends by itself."""
    return subprocess.run(
        command(*arguments),
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
