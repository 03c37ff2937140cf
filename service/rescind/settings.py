"""What the environment may say, read once at the start and frozen.

Only what a user can have an opinion on is a setting. The table in the README is written from here.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Self

from platformdirs import user_data_path

from rescind.own_days import UnusableDays, text_of_days
from rescind.sealing import key_of

_PUBLIC_URL = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?\Z")
_DATABASE_URL = re.compile(r"postgres(ql)?://([^\s%]|%[0-9A-Fa-f]{2})+\Z")
_KEY = re.compile(r"[\x21-\x7e]{1,255}\Z")
FOR_ROOT = Path("/var/lib/rescind")
LOG_LEVELS = ("debug", "info", "warning", "error")


class UnusableSetting(ValueError):  # noqa: N818  # a noun of the field, like all our exceptions
    """A variable holds what cannot be used; the message says what can."""


Read = Callable[[str], Any]


def _text(value: str) -> str:
    return value


def _number(least: int, most: int) -> Read:
    def read(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", value) or not least <= int(value) <= most:
            raise ValueError(f"a whole number from {least} to {most}")
        return int(value)

    return read


def _key(value: str) -> str:
    if not _KEY.match(value):
        raise ValueError("up to 255 printable ASCII characters without spaces")
    return value


def _public_url(value: str) -> str:
    if not _PUBLIC_URL.match(value):
        raise ValueError('an address such as "https://rescind.example.com", without a query')
    return value.rstrip("/")


def _log_level(value: str) -> str:
    if value.lower() not in LOG_LEVELS:
        raise ValueError(f"one of {', '.join(LOG_LEVELS)}")
    return value.lower()


def _database_url(value: str) -> str:
    if not _DATABASE_URL.match(value):
        raise ValueError(
            'an address such as "postgresql://user:password@host:5432/name", where % and spaces '
            "are written as %25 and %20"
        )
    return value


def _days(value: str) -> str:
    """Take the days that a file tells, from now on as text: all processes count the same."""
    try:
        return text_of_days(value)
    except UnusableDays as error:
        raise ValueError(f"a JSON file of days: {str(error).rstrip('.')}") from None


def _secret_keys(value: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in value.split(",") if key.strip())
    for key in keys:
        try:
            key_of(key)
        except ValueError as error:
            raise ValueError(f"a list, parted by commas, of {error}") from None
    return keys


def _pooler(value: str) -> str:
    if value != "transaction":
        raise ValueError('"transaction", or nothing')
    return value


def _setting(default: Any, names: str, read: Read, told: str) -> Any:
    """Declare a setting: its default, the variables that set it (first wins), and its help."""
    metadata = {"variables": names.split(), "read": read, "help": told}
    return field(default=default, metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting, with its default."""

    host: str = _setting(
        "127.0.0.1",
        "RESCIND_HOST",
        _text,
        "The address to listen on. Without memory any but loopback needs `RESCIND_STATIC_KEY`.",
    )
    port: int = _setting(
        8080,
        "RESCIND_PORT PORT",
        _number(0, 65535),
        "The port to listen on; 0 takes a free one. `PORT` is what container hosts set.",
    )
    workers: int = _setting(2, "RESCIND_WORKERS", _number(1, 64), "How many processes answer.")
    threads: int = _setting(
        16, "RESCIND_THREADS", _number(1, 256), "How many requests a process answers at once."
    )
    static_key: str = _setting(
        "",
        "RESCIND_STATIC_KEY",
        _key,
        "The one API key that a service without memory asks for; empty: none, on loopback only.",
    )
    data: str = _setting(
        "",
        "RESCIND_DATA",
        _text,
        "The folder of the embedded PostgreSQL; empty: the platform's data folder "
        "(`~/.local/share/rescind` on Linux), for root `/var/lib/rescind`.",
    )
    database_url: str = _setting(
        "",
        "DATABASE_URL",
        _database_url,
        "A PostgreSQL (15 to 18) of your own, as `postgresql://user:password@host/name`; then no "
        "embedded one starts.",
    )
    database_migration_url: str = _setting(
        "",
        "DATABASE_MIGRATION_URL",
        _database_url,
        "The same database and user without a pooler in between, for migrations and keys; empty: "
        "`DATABASE_URL`.",
    )
    pooler: str = _setting(
        "",
        "RESCIND_POOLER",
        _pooler,
        "`transaction` where a pooler in front of `DATABASE_URL` hands out connections by "
        "transaction.",
    )
    pg_bindir: str = _setting(
        "",
        "RESCIND_PG_BINDIR",
        _text,
        "The folder of the programs of the embedded PostgreSQL; empty: those that "
        "`rescind[embedded]` installs, else the system's.",
    )
    secret_keys: tuple[str, ...] = _setting(
        (),
        "RESCIND_SECRET_KEYS",
        _secret_keys,
        "Keys that seal the secrets of platforms in the database, parted by commas: the first "
        "seals, each opens. Made by `openssl rand -base64 32`. Empty: beside the embedded "
        "PostgreSQL one is made and kept in its folder; with `DATABASE_URL` no secrets are taken.",
    )
    public_url: str = _setting(
        "",
        "RESCIND_PUBLIC_URL",
        _public_url,
        "Where clients find the service, for links in answers; empty: links are paths.",
    )
    calendars: str = _setting(
        "",
        "RESCIND_CALENDARS",
        _days,
        "A JSON file of days that you add to the calendars or correct in them; or its JSON itself.",
    )
    log_level: str = _setting(
        "info", "RESCIND_LOG_LEVEL", _log_level, f"What is logged: {', '.join(LOG_LEVELS)}."
    )

    @property
    def data_folder(self) -> Path:
        """The folder of the embedded PostgreSQL."""
        if self.data:
            return Path(self.data).expanduser()
        # Below a private home folder the user that PostgreSQL runs as could not reach it.
        return FOR_ROOT if os.geteuid() == 0 else user_data_path("rescind", appauthor=False)

    @property
    def direct_url(self) -> str:
        """The address of a database of the user's own, without a pooler in between."""
        return self.database_migration_url or self.database_url

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings. Raises `UnusableSetting`."""
        values: dict[str, Any] = {}
        for one in fields(cls):
            for variable in one.metadata["variables"]:
                given = environ.get(variable, "").strip()
                if given and one.name not in values:
                    values[one.name] = _read(variable, given, one.metadata["read"])
        if "database_migration_url" in values and "database_url" not in values:
            raise UnusableSetting(
                "DATABASE_MIGRATION_URL is the way past a pooler to the database of DATABASE_URL: "
                "set that as well."
            )
        return cls(**values)


def _read(variable: str, given: str, read: Read) -> Any:
    try:
        return read(given)
    except ValueError as error:
        # Keys and passwords are not repeated: the message ends up in logs.
        shown = "it" if "KEY" in variable or "DATABASE" in variable else f'"{given[:100]}"'
        raise UnusableSetting(f"{variable}: {shown} cannot be used; accepted is {error}.") from None


def settings_table() -> str:
    """Write the settings as the README's table."""
    rows = ["| variable | default | what it sets |", "| --- | --- | --- |"]
    for one in fields(Settings):
        names = ", ".join(f"`{name}`" for name in one.metadata["variables"])
        default = f"`{one.default}`" if one.default not in ("", ()) else "empty"
        rows.append(f"| {names} | {default} | {one.metadata['help']} |")
    return "\n".join(rows)
