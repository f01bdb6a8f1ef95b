"""Workers that die, are asked to end, stand still or are two.

A worker that dies takes with it whether the mail it was sending was taken: each of its two processes may leave
one that is sent again, under the same Message-ID.
"""

import os
import signal
import time

from tests.faults import acts
from tests.faults.experiment import experiment
from tests.faults.installation import LEASE_SECONDS, Installation
from tests.faults.ledger import Expected, once_each
from tests.faults.people import MANY, SOME
from tests.faults.processes import SENDERS
from tests.faults.rules import WAIT, Rule

KILLS = 5
SLOW = Rule("end", WAIT, seconds=0.01)
MOMENT = (0.3, 2.5)  # seconds between a start of sending and the fault


@experiment
def killed_five_times_during_10000_recipients(site: Installation) -> Expected:
    """SIGKILL to the worker at five random moments of an alert to 10,000, a new one each time: all told once
    (R1.3)."""
    acts.publish(MANY)
    for _ in range(KILLS):
        worker, before = site.worker(), site.post.count
        site.nudge()
        site.post.wait(lambda post, before=before: post.count > before)
        time.sleep(site.random.uniform(*MOMENT))
        worker.kill()
    at_kill = site.post.count
    site.worker()
    seconds = site.drain(600)
    more = {"taken_at_the_last_kill": at_kill, "drained_in": seconds}
    return Expected(once_each(acts.registered(MANY)), KILLS * SENDERS, more=more)


@experiment
def one_process_of_the_worker_killed(site: Installation) -> Expected:
    """SIGKILL to one of the worker's own processes while it sends: the parent starts another, all told once."""
    site.post.treat(SLOW)
    worker = site.worker()
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 50)
    for child in worker.children():
        os.kill(child, signal.SIGKILL)
    site.drain()
    return Expected(once_each(acts.registered(SOME)), SENDERS)


@experiment
def asked_to_end_while_it_sends(site: Installation) -> Expected:
    """SIGTERM to the worker while it sends, and a new one: nothing is sent twice, not even one mail."""
    site.post.treat(SLOW)
    worker = site.worker()
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 50)
    worker.ask_to_end()
    worker.wait()
    site.worker()
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def two_workers_and_one_is_killed(site: Installation) -> Expected:
    """Two workers send the same alert, one is killed: the other takes over what it held, all told once."""
    site.post.treat(SLOW)
    first, _second = site.worker("worker1"), site.worker("worker2")
    acts.publish(SOME)
    for _ in range(4):
        site.nudge()
    site.post.wait(lambda post: post.count > 100)
    first.kill()
    site.drain()
    return Expected(once_each(acts.registered(SOME)), SENDERS)


@experiment
def four_workers_at_once(site: Installation) -> Expected:
    """Four workers, eight processes, one alert: each mail once."""
    for number in range(4):
        site.worker(f"worker{number}")
    acts.publish(SOME)
    for _ in range(16):
        site.nudge()
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def paused_within_its_lease(site: Installation) -> Expected:
    """SIGSTOP for a second while it sends, then on: nobody took anything over, each mail once."""
    site.post.treat(SLOW)
    worker = site.worker()
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 50)
    worker.pause()
    time.sleep(1)
    worker.go_on()
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def paused_beyond_its_lease_and_back(site: Installation) -> Expected:
    """SIGSTOP until another worker took over what it held and sent it all, then on: it sends nothing of it again,
    but for what was on its way at that instant."""
    site.post.treat(SLOW)
    worker = site.worker("worker1")
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 50)
    worker.pause()
    time.sleep(LEASE_SECONDS + 1)
    site.worker("worker2")
    site.drain()
    before = site.post.count
    worker.go_on()
    time.sleep(3)
    more = {"sent_after_it_came_back": site.post.count - before}
    return Expected(once_each(acts.registered(SOME)), SENDERS, more=more)


@experiment
def a_batch_slower_than_its_lease(site: Installation) -> Expected:
    """A mail takes a second, so that a batch outlasts its lease, and two workers: each sends only as long as its
    lease lasts, each mail once."""
    few = acts.registered(SOME)[:40]
    acts.deregister(acts.registered(SOME)[40:], SOME)
    site.post.treat(Rule("end", WAIT, seconds=1.0))
    site.worker("worker1")
    site.worker("worker2")
    acts.publish(SOME)
    site.nudge()
    site.drain(90)
    return Expected(once_each(few))
