"""The system user that PostgreSQL runs as: it refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rescind.postgres.unstartable import Unstartable

NAME = "rescind"
"""The user that root becomes for PostgreSQL."""

ROOTS_FOLDER = Path("/var/lib/rescind")
"""Where data lie that such a user can reach."""

MAKE = [
    *("useradd", "--system", "--user-group", "--no-create-home"),
    *("--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", NAME),
]


class NoUser(Unstartable):
    """There is no system user as whom PostgreSQL could run; the message says what to do."""


@dataclass(frozen=True, slots=True)
class User:
    """A system user; `dropped` when we are root and become this user."""

    name: str
    uid: int
    gid: int
    dropped: bool

    @property
    def options(self) -> Mapping[str, Any]:
        """What `subprocess` needs to become this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.dropped else {}


def user_for(data: Path) -> User:
    """Choose whom PostgreSQL runs as: as root whoever has the data already. Raises `NoUser`."""
    if os.geteuid() != 0:
        return _user(os.geteuid(), os.getegid(), dropped=False)
    if data.exists() and data.stat().st_uid != 0:
        return _user(data.stat().st_uid, data.stat().st_gid, dropped=True)
    entry = _entry() or _made()
    return User(entry.pw_name, entry.pw_uid, entry.pw_gid, dropped=True)


def check_reach(state: Path, user: User) -> None:
    """See that a user we become can get to a folder; its parents' modes are not ours to change."""
    if not user.dropped:
        return
    for folder in (*reversed(state.parents), state):
        # Asked of the system rather than read from modes: there are access lists, too.
        question = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(folder)]
        if subprocess.run(question, check=False, cwd="/", **user.options).returncode:  # noqa: S603
            raise Unstartable(
                f"PostgreSQL runs as the user {user.name}, who cannot get to {state}: "
                f"{folder} is closed to other users. Choose another folder, "
                f"such as --data {ROOTS_FOLDER}."
            )


def check_name(user: User) -> None:
    """See that the user has a name, without which PostgreSQL makes no data."""
    try:
        pwd.getpwuid(user.uid)
    except KeyError:
        raise NoUser(
            f"The user with the id {user.uid} has no name on this machine, and PostgreSQL wants "
            f"one: add it (useradd --uid {user.uid} {NAME}), or start as another user."
        ) from None


def _user(uid: int, gid: int, *, dropped: bool) -> User:
    try:
        return User(pwd.getpwuid(uid).pw_name, uid, gid, dropped)
    except KeyError:
        return User(str(uid), uid, gid, dropped)


def _entry() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd:
    try:
        made = subprocess.run(MAKE, capture_output=True, text=True, check=False)  # noqa: S603
        reason = made.stderr.strip()
    except OSError as error:
        reason = f"{MAKE[0]}: {error.strerror}"
    # Whatever it said: another process may have made the user meanwhile.
    if entry := _entry():
        return entry
    raise NoUser(
        f"PostgreSQL refuses to run as root, and no user {NAME} could be made ({reason}). "
        "Make one, or start as an ordinary user."
    )
