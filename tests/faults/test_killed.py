"""Whatever is killed under load, nothing acknowledged is lost and nothing is done twice."""

import os
import random
import signal
import time
from collections import Counter

import pytest

from faults.checking import check
from faults.load import Load
from faults.service import recording

pytestmark = pytest.mark.slow

MOST_SECONDS = 3.5
"""How long a client may wait for word that it has to come again."""


@pytest.fixture
def service():
    with recording() as service:
        yield service


@pytest.fixture
def tell(record_property, capsys):
    """Show figures, in the output and in reports."""

    def shown(**figures):
        for name, value in figures.items():
            record_property(name, value)
        with capsys.disabled():
            print(f"\n{figures}", end=" ", flush=True)  # noqa: T201  # what was measured

    return shown


def checked(load, service, tell, **figures):
    """Check what was written, and that every refusal told the client to come again, soon."""
    start = time.monotonic()
    check(load, service.administrators_url())
    tell(**load.figures(), **figures, checking=round(time.monotonic() - start, 1))
    refused = [one for one in load.refusals if one.status is not None]
    assert Counter(one.status for one in refused) == {503: len(refused)} if refused else True
    assert [one for one in refused if not one.retry_after] == []
    assert [one for one in refused if one.seconds > MOST_SECONDS] == []
    assert [one for one in load.refusals if "timed out" in one.body] == []


def test_of_workers(service, tell):
    killed = []
    with Load(service.port, service.key) as load:
        time.sleep(1)
        (beside,) = service.beside()
        os.kill(beside, signal.SIGKILL)
        for _ in range(7):
            time.sleep(1)
            killed.append(random.choice(service.workers()))  # noqa: S311
            os.kill(killed[-1], signal.SIGKILL)
        time.sleep(1)
    checked(load, service, tell, killed=len(set(killed)))
    assert len(set(killed)) == 7
    assert service.beside() not in ([], [beside])


def test_of_the_whole_service(service, tell):
    starts = []
    with Load(service.port, service.key) as load:
        for _ in range(3):
            time.sleep(2)
            service.kill()
            starts.append(round(service.start(), 2))
        time.sleep(1)
    checked(load, service, tell, ready_after=starts)
    assert max(starts) < 10


def test_of_postgresql(service, tell):
    outages = []
    with Load(service.port, service.key) as load:
        for _ in range(3):
            time.sleep(2)
            postmaster = service.postmaster()
            os.kill(postmaster, signal.SIGKILL)
            start = time.monotonic()
            while _running(postmaster):
                time.sleep(0.01)
            time.sleep(0.1)
            service.wait_until_ready()
            outages.append(round(time.monotonic() - start, 2))
            assert service.postmaster() != postmaster
        time.sleep(2)
        os.kill(random.choice(service.backends()), signal.SIGKILL)  # noqa: S311
        time.sleep(2)
    checked(load, service, tell, ready_after=outages)
    assert max(outages) < 10


def _running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
