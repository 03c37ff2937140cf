"""Serves the application with gunicorn, set up for clients that stall, lie, or leave.

Every figure here stands where it takes effect, with its reason. A slow drip of bytes is the one
attack that is not ended here: a buffering proxy in front does that.
"""

import logging
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from rescind import __version__
from rescind.app import NO_SEAL, create_app, utc_now
from rescind.children import Beside, WorkerProcess, ended_with_us
from rescind.logs import configuration
from rescind.postgres.administration import administration
from rescind.postgres.embedded import EmbeddedPostgres
from rescind.postgres.migrating import migrate
from rescind.record import database_at, seal_of
from rescind.sealing import Seal
from rescind.settings import Settings, UnusableSetting
from rescind.usecases.keys import first_key

if TYPE_CHECKING:
    from rescind.postgres.database import Database

RECEIVE_SECONDS = 5
"""How long a client may stay silent in the middle of a request; gunicorn itself has no limit."""

SEND_SECONDS = 15
"""How long a client may take nothing of an answer."""

IN_MEMORY = Path("/dev/shm")  # noqa: S108  # for the workers' heartbeat: a disk may stall it

log = logging.getLogger("rescind.serving")


class Unservable(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """The address cannot be listened on; the message says what to change."""


def serve_without_memory(settings: Settings) -> None:
    """Serve until a signal ends it. Raises `UnusableSetting` or `Unservable` before it starts."""
    _check_key(settings)
    _check_address(settings)
    _Server(settings).run()


def serve(
    settings: Settings,
    *,
    with_worker: bool,
    environ: Mapping[str, str],
    announce: Callable[[str], None],
) -> None:
    """Serve the record until a signal ends it; what has to run beside it is kept running.

    `announce` is told the first key of a new record. Raises `Unservable`, or one of the troubles
    of `record`, before it starts.
    """
    _check_address(settings)
    with ExitStack() as ending:
        _end_in_order()
        beside: list[Beside] = []
        url = settings.database_url
        if url and settings.data:
            log.warning("ignored", extra={"setting": "data", "because": "DATABASE_URL is set"})
        if not url:
            server = EmbeddedPostgres(settings.data_folder, bindir=settings.pg_bindir)
            url = server.start("serve")
            ending.callback(server.stop)
            beside.append(server)
        _prepare(settings.direct_url or url, announce)
        if with_worker:
            worker = WorkerProcess(
                {**environ, "DATABASE_URL": url, "RESCIND_CALENDARS": settings.calendars}
            )
            ending.callback(worker.stop)
            beside.append(worker)
        _Server(settings, url=url, seal=seal_of(settings), beside=beside).run()


def _prepare(url: str, announce: Callable[[str], None]) -> None:
    """Bring the record up to date, and tell the key of a new one."""
    for name in migrate(url):
        log.info("migrated", extra={"migration": name})
    with administration(url) as connection:
        key = first_key(connection, now=utc_now())
    # Told only once it is on record: a key that was shown is good.
    if key is not None:
        announce(f"API key: {key}")


def _end_in_order() -> None:
    """Leave in order, with status 0, when a signal comes before gunicorn takes them over."""
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: sys.exit(0))


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
    """Ends on Ctrl-C as on SIGTERM: what was accepted is answered. A second Ctrl-C hurries.

    Its main loop comes by `manage_workers` about every second and whenever a child ended; what
    runs beside the workers is kept running from there.
    """

    def __init__(self, app: BaseApplication, beside: Sequence[Beside]) -> None:
        self.beside = beside
        super().__init__(app)

    def manage_workers(self) -> None:
        super().manage_workers()
        for one in self.beside:
            one.keep()

    def handle_int(self) -> None:
        self.handle_term()


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn with our application and settings, deaf to files and variables of its own."""

    def __init__(
        self,
        settings: Settings,
        *,
        url: str = "",
        seal: Seal = NO_SEAL,
        beside: Sequence[Beside] = (),
    ) -> None:
        self.settings = settings
        self.url = url
        self.seal = seal
        self.beside = beside
        self.database: Database | None = None
        super().__init__()

    def load_config(self) -> None:
        for name, value in options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Build the application, in the process that will answer: connections are not inherited."""
        if self.url:
            self.database = database_at(self.url, self.settings)
            self.database.open()
        return create_app(self.settings, database=self.database, seal=self.seal)

    def run(self) -> None:
        _OrderlyArbiter(self, self.beside).run()


def options(settings: Settings) -> Mapping[str, Any]:
    """Choose gunicorn's options."""
    end_with_arbiter = ended_with_us(signal.SIGKILL) or (lambda: None)
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
        # Orphans would hold the port, with nothing behind them: they end with the arbiter.
        "post_fork": lambda _arbiter, _worker: end_with_arbiter(),
        "worker_exit": lambda _arbiter, worker: _close_database(worker.app),
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


def _close_database(server: _Server) -> None:
    """Give back the connections of a worker that ends."""
    if server.database is not None:
        server.database.close()
