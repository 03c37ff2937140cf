"""The worker: decides again what is due, case by case, and forgets what is kept for a while.

Several may run at once: a case that one has in hand is skipped by the others. A database that is
away is waited for; a case that cannot be decided is put off, so that it holds up no other.
"""

import logging
import signal
import time
from datetime import timedelta
from functools import partial
from typing import Protocol

from rescind.api.context import Clock
from rescind.api.recording import read_case
from rescind.domain.own_calendars import TABLES_ALONE, OwnCalendars
from rescind.logs import failure
from rescind.postgres.database import Database, DatabaseAway
from rescind.tables import cancellations, idempotency, notices
from rescind.usecases.case_file import Desk
from rescind.usecases.passing_time import LATER, decide_again

PAUSE_SECONDS = 1
SLICE_SECONDS = 0.05
KEPT = timedelta(days=30)
"""How long what was answered under an idempotency key is kept."""

log = logging.getLogger("rescind.worker")


class Ended(Protocol):
    """Tells when to stop."""

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until it is time to stop; tells whether it is."""
        ...


class Ending:
    """Ends with SIGTERM or Ctrl-C, between two cases."""

    def __init__(self) -> None:
        self.asked = False
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, self._ask)

    def _ask(self, *_: object) -> None:
        self.asked = True

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until it is time to stop; tells whether it is."""
        end = time.monotonic() + seconds
        while not self.asked and time.monotonic() < end:
            time.sleep(SLICE_SECONDS)
        return self.asked


def work(
    database: Database, clock: Clock, ended: Ended, calendars: OwnCalendars = TABLES_ALONE
) -> None:
    """Work until it is told to end, counting by the operator's days as the service does."""
    while not database.ready():
        log.info("waiting", extra={"reason": "The database is away, or not migrated."})
        if ended.wait(PAUSE_SECONDS):
            return
    log.info("working")
    while not ended.wait(PAUSE_SECONDS):
        try:
            work_off(database, clock, ended, calendars)
        except DatabaseAway as away:
            log.warning("waiting", extra={"reason": str(away)})


def work_off(
    database: Database,
    clock: Clock,
    ended: Ended | None = None,
    calendars: OwnCalendars = TABLES_ALONE,
) -> int:
    """Decide everything that is due, unless told to end, and tell how many decisions that were."""
    decided = 0
    while not (ended and ended.wait(0)) and _decide_one(database, clock, calendars):
        decided += 1
    with database.worker() as connection:
        idempotency.forget(connection, clock() - KEPT)
        notices.forget(connection, clock() - KEPT)
    return decided


def _decide_one(database: Database, clock: Clock, calendars: OwnCalendars) -> bool:
    """Decide the case that has been due for longest; tells whether there was one."""
    now = clock()
    with database.worker() as connection:
        due = cancellations.claim_due(connection, now)
        if due is None:
            return False
        tenant_id, cancellation_id, due_at = due
        tenant = database.become(connection, tenant_id)
        desk = Desk(tenant=tenant, read=partial(read_case, calendars=calendars), now=now)
        try:
            with connection.transaction():
                changed = decide_again(desk, cancellation_id=cancellation_id, due_at=due_at)
        except Exception as error:  # noqa: BLE001  # whatever is wrong with one case is not the others'
            log.error(  # noqa: TRY400  # a traceback may quote what callers sent
                "undecided", extra={"cancellation": cancellation_id, **failure(error)}
            )
            cancellations.put_off(tenant, cancellation_id, now + LATER)
        else:
            log.info("decided", extra={"cancellation": cancellation_id, "changed_to": changed})
    return True
