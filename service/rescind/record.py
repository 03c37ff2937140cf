"""Where the record is: a database of the user's own, or the embedded one, served now or not."""

from collections.abc import Iterator
from contextlib import contextmanager

from rescind.postgres.accounts import Unstartable
from rescind.postgres.administration import Unreachable
from rescind.postgres.binaries import NoPostgres
from rescind.postgres.database import Database
from rescind.postgres.embedded import attached
from rescind.postgres.locking import AlreadyServed
from rescind.postgres.migrating import Unmigratable
from rescind.sealing import Seal, key_in
from rescind.settings import Settings

TROUBLE = (AlreadyServed, NoPostgres, Unmigratable, Unreachable, Unstartable)
"""What can be wrong with the record before anything is served; each says what to do."""


@contextmanager
def record_url(settings: Settings, purpose: str, *, direct: bool = False) -> Iterator[str]:
    """Give the URL of the record, `direct` past a pooler. Raises one of `TROUBLE`."""
    own = settings.direct_url if direct else settings.database_url
    if own:
        yield own
        return
    with attached(settings.data_folder, purpose=purpose, bindir=settings.pg_bindir) as url:
        yield url


def database_at(url: str, settings: Settings) -> Database:
    """Prepare the connections to the record, for the process that will use them."""
    pooler = settings.pooler == "transaction"
    return Database(url, pooler=pooler, connections=settings.threads)


def seal_of(settings: Settings) -> Seal:
    """Find what seals the secrets of the record; the key of an embedded one lies in its folder."""
    if settings.secret_keys:
        return Seal(settings.secret_keys)
    if settings.database_url:
        return Seal()
    try:
        return Seal([key_in(settings.data_folder)])
    except OSError as error:
        raise Unstartable(
            f"The key of its secrets cannot be kept in {settings.data_folder}: {error.strerror}."
        ) from None
