"""Whom PostgreSQL runs as: ourselves, or a system user where we are root, which it refuses."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SYSTEM_USER = "rescind"
SUGGESTED = "/var/lib/rescind"


class Unstartable(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """PostgreSQL cannot be started; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the system; `other` says that it is not the one that we run as."""

    name: str
    uid: int
    gid: int
    other: bool

    @property
    def credentials(self) -> dict[str, Any]:
        """What makes `subprocess` start a program as this user."""
        if not self.other:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Give a path to this user."""
        if self.other:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def take(self, folder: Path, *, from_others: bool = False) -> None:
        """Make a folder private to this user, unless it is another's; never what a link names."""
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if not from_others and os.fstat(opened).st_uid not in (os.geteuid(), self.uid):
                raise Unstartable(f"The folder {folder} belongs to another user.")
            os.fchmod(opened, 0o700)
            if self.other:
                os.fchown(opened, self.uid, self.gid)
        finally:
            os.close(opened)

    def can_run(self, program: Path) -> bool:
        """Tell whether this user may run a program; the folders on the way count."""
        if not self.other:
            return os.access(program, os.X_OK)
        return self._tried(["-x", str(program)])

    def check_reach(self, folder: Path) -> None:
        """See that this user can reach a folder. Raises `Unstartable` naming what is in the way."""
        if not self.other or self._tried(["-w", str(folder)]):
            return
        closed = [one for one in reversed(folder.parents) if not self._tried(["-x", str(one)])]
        where = closed[0] if closed else folder
        raise Unstartable(
            f"PostgreSQL does not run as root but as the system user {self.name}, and that user "
            f"cannot pass through {where} to the data folder {folder}. Choose one that it can "
            f"reach, such as --data {SUGGESTED}."
        )

    def _tried(self, test: list[str]) -> bool:
        """Ask the system itself: modes, groups and access lists are its business."""
        tool = shutil.which("test") or "/usr/bin/test"
        tried = subprocess.run(  # noqa: S603  # our own arguments
            [tool, *test], check=False, cwd="/", **self.credentials
        )
        return tried.returncode == 0


def account_for(state: Path) -> Account:
    """Choose whom PostgreSQL runs as: for root, who has the data already. Raises `Unstartable`."""
    if os.geteuid() == 0:
        if has_it := _user_with(state):
            return has_it
        found = _system_user()
        return Account(found.pw_name, found.pw_uid, found.pw_gid, other=True)
    try:
        mine = pwd.getpwuid(os.geteuid())
    except KeyError:
        raise Unstartable(
            f"The user {os.geteuid()} has no entry in the system's list of users, which PostgreSQL "
            f"needs for the data in {state}. Run as a user that has one, or set DATABASE_URL."
        ) from None
    return Account(mine.pw_name, mine.pw_uid, mine.pw_gid, other=False)


def _user_with(state: Path) -> Account | None:
    """Tell whose data they are, or whose the folder for them is."""
    try:
        known = next(one for one in (state / "data", state) if one.exists()).stat()
        name = pwd.getpwuid(known.st_uid).pw_name
    except (StopIteration, KeyError):
        return None
    return None if known.st_uid == 0 else Account(name, known.st_uid, known.st_gid, other=True)


def _system_user() -> pwd.struct_passwd:
    """Find the system user, or make it."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    tool = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if tool is not None:
        subprocess.run(  # noqa: S603  # our own arguments
            [tool, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER],
            check=False,
            capture_output=True,
        )
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise Unstartable(
            f"PostgreSQL refuses to run as root, and the system user {SYSTEM_USER} could not be "
            "made. Make it, run Rescind as an ordinary user, or set DATABASE_URL."
        ) from None
