"""Serves the application with gunicorn, set up for clients that stall, lie, or leave.

Every figure here stands where it takes effect, with its reason. A slow drip of bytes is the one
attack that is not ended here: a buffering proxy in front does that.
"""

import logging
import os
import signal
import socket
import struct
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from rescind import __version__
from rescind.app import create_app
from rescind.logs import configuration
from rescind.settings import Settings, UnusableSetting

RECEIVE_SECONDS = 5
"""How long a client may stay silent in the middle of a request; gunicorn itself has no limit."""

SEND_SECONDS = 15
"""How long a client may take nothing of an answer."""

IN_MEMORY = Path("/dev/shm")  # noqa: S108  # for the workers' heartbeat: a disk may stall it

log = logging.getLogger("rescind.serving")


class Unservable(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """The address cannot be listened on; the message says what to change."""


def serve(settings: Settings) -> None:
    """Serve until a signal ends it. Raises `UnusableSetting` or `Unservable` before it starts."""
    _check_key(settings)
    _check_address(settings)
    _Server(settings).run()


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _check_key(settings: Settings) -> None:
    """Never stand open to a network."""
    if not settings.static_key and not is_loopback(settings.host):
        raise UnusableSetting(
            f"Set RESCIND_STATIC_KEY to the API key that calls must show: {settings.host} can be "
            "reached from other machines. Without a key only loopback (127.0.0.1) is served."
        )


def _check_address(settings: Settings) -> None:
    """Try the address first: gunicorn would retry for seconds and then say less."""
    try:
        found = socket.getaddrinfo(
            settings.host.strip("[]"), settings.port, type=socket.SOCK_STREAM
        )
        family, kind, protocol, _, address = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Unservable(
            f"Port {settings.port} of {settings.host} cannot be listened on: {reason}. "
            "Choose others with --port and --host, or RESCIND_PORT and RESCIND_HOST."
        ) from None


class _OrderlyArbiter(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """Ends on Ctrl-C as on SIGTERM: what was accepted is answered. A second Ctrl-C hurries."""

    def handle_int(self) -> None:
        self.handle_term()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with our application and settings, deaf to files and variables of its own."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app(self.settings)

    def run(self) -> None:
        _OrderlyArbiter(self).run()


def options(settings: Settings) -> Mapping[str, Any]:
    """Choose gunicorn's options."""
    host = f"[{settings.host}]" if ":" in settings.host.strip("[]") else settings.host
    return {
        "bind": f"{host}:{settings.port}",
        "proc_name": "rescind",
        "worker_class": "gthread",
        "workers": settings.workers,
        "threads": settings.threads,
        "timeout": 30,
        # Longer than the longest request, shorter than orchestrators wait before they kill.
        "graceful_timeout": 25,
        "keepalive": 5,
        # Workers are replaced now and then, so that no leak of a library ever matters.
        "max_requests": 10_000,
        "max_requests_jitter": 1_000,
        "limit_request_fields": 50,
        "limit_request_field_size": 4096,
        # No header of a client may change what the application sees as its own address.
        "forwarder_headers": "",
        "forwarded_allow_ips": "",
        "header_map": "refuse",
        "control_socket_disable": True,
        "worker_tmp_dir": str(IN_MEMORY) if os.access(IN_MEMORY, os.W_OK) else None,
        "accesslog": None,  # the application logs requests, by route and without their query
        "logconfig_dict": configuration(settings.log_level),
        "loglevel": settings.log_level,
        "when_ready": lambda arbiter: _ready(settings, arbiter),
        "post_worker_init": _leave_endings_to_the_arbiter,
    }


def _ready(settings: Settings, arbiter: Any) -> None:
    """Limit the listeners before a worker accepts from them, and tell people where to look."""
    for listener in arbiter.LISTENERS:
        _limit(listener.sock)
    host, port = arbiter.LISTENERS[0].sock.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    url = settings.public_url or f"http://{shown}:{port}"
    log.info("serving", extra={"docs": f"{url}/docs", "port": port, "version": __version__})


def _limit(listener: socket.socket) -> None:
    """Set limits on what clients may do to a connection; connections inherit them."""
    for option, seconds in (
        (socket.SO_RCVTIMEO, RECEIVE_SECONDS),
        (socket.SO_SNDTIMEO, SEND_SECONDS),
    ):
        listener.setsockopt(socket.SOL_SOCKET, option, struct.pack("ll", seconds, 0))


def _leave_endings_to_the_arbiter(_worker: Any) -> None:
    """Ignore Ctrl-C, which a terminal sends to workers as well; the arbiter ends them, in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
