"""Clocks that step, or are wrong, on a worker's machine. tests/faults/clock.py is what steps."""

import os
import signal
import time
from pathlib import Path

from tests.faults import acts
from tests.faults.experiment import experiment
from tests.faults.installation import Installation
from tests.faults.ledger import Expected, once_each
from tests.faults.people import FEW, SOME
from tests.faults.processes import Process
from tests.faults.rules import WAIT, Rule

HOUR = 3600
SLOW = Rule("end", WAIT, seconds=0.02)


def _clock(site: Installation, name: str, ahead: float) -> Path:
    file = site.directory / f"clock-{name}"
    file.write_text(str(ahead))
    return file


def _step(worker: Process, file: Path, ahead: float) -> None:
    file.write_text(str(ahead))
    for number in (worker.pid, *worker.children()):
        os.kill(number, signal.SIGCONT)


@experiment
def steps_an_hour_forwards_and_back(site: Installation) -> Expected:
    """The worker's clock steps an hour ahead while it sends, and back again: each mail once."""
    site.post.treat(SLOW)
    file = _clock(site, "worker", 0)
    worker = site.worker(clock=file)
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 50)
    _step(worker, file, HOUR)
    site.nudge()
    site.post.wait(lambda post: post.count > 150)
    _step(worker, file, 0)
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def steps_an_hour_backwards_and_on(site: Installation) -> Expected:
    """The worker's clock steps an hour back while it sends, so that nothing seems due, and is put right: mail is
    late, none is lost or doubled."""
    site.post.treat(SLOW)
    file = _clock(site, "worker", 0)
    worker = site.worker(clock=file)
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 50)
    _step(worker, file, -HOUR)
    site.nudge()
    time.sleep(3)
    _step(worker, file, 0)
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def of_a_second_worker_is_an_hour_ahead(site: Installation) -> Expected:
    """Of two workers one is an hour ahead of the other, so that leases of the other would seem to have run
    out: leases go by the database's clock, each mail once."""
    site.post.treat(SLOW)
    site.worker("worker1")
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 50)
    site.worker("worker2", clock=_clock(site, "ahead", HOUR))
    for _ in range(8):
        site.nudge()
        time.sleep(0.3)
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def of_a_second_worker_is_an_hour_behind(site: Installation) -> Expected:
    """Of two workers one is an hour behind, so that leases of its own seem to have run out to the other at
    once."""
    site.post.treat(SLOW)
    site.worker("worker1", clock=_clock(site, "behind", -HOUR))
    site.worker("worker2")
    acts.publish(SOME)
    for _ in range(8):
        site.nudge()
        time.sleep(0.3)
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def of_beat_steps_an_hour_forwards_and_back(site: Installation) -> Expected:
    """Beat's clock is an hour ahead for a while and then right again: it goes on calling, what was published
    after the step goes out, once."""
    file = _clock(site, "beat", HOUR)
    site.worker()
    beat = site.beat(clock=file)
    time.sleep(4)
    _step(beat, file, 0)
    site.pause(site.valkey)
    acts.publish(FEW)
    site.go_on(site.valkey)
    seconds = site.drain(nudged=False)
    return Expected(once_each(acts.registered(FEW)), more={"found_after": seconds})
