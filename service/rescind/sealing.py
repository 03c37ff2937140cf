"""Seals secrets before they are kept, so that who reads the database alone does not learn them.

What seals is Fernet of the `cryptography` package (AES-CBC and HMAC-SHA256). Of several keys the
first one seals and each of them opens: a new key is put in front, and the old one is dropped once
nothing that it sealed is left.
"""

import base64
import binascii
import hmac
import os
import re
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

KEY_BYTES = 32
KEY_FILE = "secrets.key"
"""The file beside the embedded PostgreSQL's data that holds the key of its secrets."""

KEYLESS = "There is no key to seal secrets with: set RESCIND_SECRET_KEYS."

_KEY = re.compile(r"[A-Za-z0-9+/_-]{43}=\Z")


class Unopenable(Exception):  # noqa: N818  # a noun of the field, like all our exceptions
    """What is kept was sealed with a key that this service does not have; the message says so."""


class Seal:
    """Seals and opens texts; without a key it can do neither."""

    def __init__(self, keys: Sequence[str] = ()) -> None:
        self._keys = [key_of(key) for key in keys]
        self._fernet = MultiFernet(map(Fernet, self._keys)) if keys else None

    def __bool__(self) -> bool:
        """Tell whether there is a key."""
        return self._fernet is not None

    def sealed(self, text: str) -> str:
        """Seal a text. Raises `Unopenable` without a key: nothing is ever kept open."""
        if self._fernet is None:
            raise Unopenable(KEYLESS)
        return self._fernet.encrypt(text.encode()).decode()

    def fingerprint(self, text: str) -> str:
        """Tell a text from others by what nobody without the key can guess it from."""
        if not self._keys:
            raise Unopenable(KEYLESS)
        return hmac.digest(self._keys[0], text.encode("utf-8", "replace"), "sha256").hex()

    def opened(self, sealed: str) -> str:
        """Open what was sealed. Raises `Unopenable`."""
        try:
            if self._fernet is not None:
                return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            pass
        raise Unopenable(
            "A secret was sealed with a key that is not among those of this service: put it back "
            "into RESCIND_SECRET_KEYS, or tell the secret anew."
        )


def key_of(text: str) -> bytes:
    """Read a key: 32 bytes in base64, plain or for URLs. Raises `ValueError`."""
    if not _KEY.match(text):
        raise ValueError("32 random bytes in base64, as `openssl rand -base64 32` prints them")
    try:
        raw = base64.urlsafe_b64decode(text.replace("+", "-").replace("/", "_"))
    except binascii.Error as error:
        raise ValueError(str(error)) from None
    return base64.urlsafe_b64encode(raw)


def key_in(folder: Path) -> str:
    """Read the key in a folder; one is made there the first time. Raises `OSError`.

    Whoever comes second of two that start at once reads what the first one wrote.
    """
    path = folder / KEY_FILE
    fresh = base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()
    made = path.with_suffix(f".{os.getpid()}")
    made.touch(mode=0o600)
    made.write_text(fresh)
    try:
        os.link(made, path)
    except FileExistsError:
        pass
    finally:
        made.unlink()
    return path.read_text().strip()
