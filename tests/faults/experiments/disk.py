"""Disks without a free byte, under PostgreSQL and under Valkey."""

import time

from django.db import Error

from tests.faults import acts, disk
from tests.faults.experiment import experiment
from tests.faults.installation import Installation
from tests.faults.ledger import Expected, once_each
from tests.faults.people import FEW, MANY, SOME
from tests.faults.rules import WAIT, Rule

SLOW = Rule("end", WAIT, seconds=0.01)


@experiment
def full_while_an_alert_is_published(site: Installation) -> Expected:
    """PostgreSQL's disk is full when an alert to 10,000 is published: it is published whole or not at all, and
    where not, it can be published once there is room (to fewer here, to be quick)."""
    alert, refused = acts.written(MANY), ""
    disk.fill(site.directory)
    try:
        acts.publish_written(alert)
    except Error as error:
        refused = str(error).splitlines()[0]
    disk.empty(site.directory)
    site.recover_postgres()
    whole = site.unsent() > 0
    site.worker()
    if not whole:
        acts.publish(SOME)
    site.drain(600)
    return Expected(once_each(acts.registered(MANY if whole else SOME)), more={"refused": refused[:80]})


@experiment
def full_while_mail_is_sent(site: Installation) -> Expected:
    """PostgreSQL's disk, which is also the logs', has no free byte for 4 s while a worker sends: all told
    once."""
    site.post.treat(SLOW)
    site.worker()
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 50)
    disk.fill(site.directory)
    time.sleep(4)
    disk.empty(site.directory)
    site.recover_postgres()
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def full_under_valkey(site: Installation) -> Expected:
    """Valkey cannot write to its disk and takes no more nudges; when there is room it, or the next one, goes
    on."""
    site.worker()
    disk.fill(site.directory / "valkey")
    acts.publish(FEW)
    site.nudge()
    time.sleep(2)
    disk.empty(site.directory / "valkey")
    if site.valkey.poll() is not None:
        site.start_valkey()
    site.beat()
    site.drain(nudged=False)
    return Expected(once_each(acts.registered(FEW)))
