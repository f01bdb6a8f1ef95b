"""Valkey killed, emptied, replaced, paused and full. Nothing is only in the broker: the rows are found again."""

import time

from tests.faults import acts
from tests.faults.experiment import experiment
from tests.faults.installation import Installation
from tests.faults.ledger import Expected, once_each
from tests.faults.people import FEW, SOME
from tests.faults.rules import WAIT, Rule

SLOW = Rule("end", WAIT, seconds=0.01)
LITTLE = "2mb"


@experiment
def killed_while_mail_is_sent(site: Installation) -> Expected:
    """SIGKILL to Valkey while a worker sends, started again after 3 s with what it had on disk."""
    site.post.treat(SLOW)
    site.worker()
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 50)
    site.end_valkey()
    time.sleep(3)
    site.start_valkey()
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def emptied_while_nudges_wait(site: Installation) -> Expected:
    """FLUSHALL after publishing, before there is a worker: worker and beat find the rows by themselves."""
    acts.publish(FEW)
    site.broker.flushall()
    site.worker()
    site.beat()
    seconds = site.drain(nudged=False)
    return Expected(once_each(acts.registered(FEW)), more={"drained_in": seconds})


@experiment
def emptied_while_mail_is_sent(site: Installation) -> Expected:
    """FLUSHALL three times while worker and beat are at work."""
    site.post.treat(SLOW)
    site.worker()
    site.beat()
    acts.publish(SOME)
    for taken in (50, 150, 250):
        site.post.wait(lambda post, taken=taken: post.count > taken)
        site.broker.flushall()
    site.drain(nudged=False)
    return Expected(once_each(acts.registered(SOME)))


@experiment
def replaced_by_a_new_one(site: Installation) -> Expected:
    """Valkey dies with its disk; an empty one comes on the same address. The worker that ran all the time goes on
    with it, and a new beat finds what was published meanwhile."""
    site.worker()
    acts.publish(FEW)
    site.end_valkey()
    site.forget_valkey()
    acts.publish(SOME)
    site.start_valkey()
    site.beat()
    seconds = site.drain(nudged=False)
    mails = once_each(acts.registered(SOME)) + once_each(acts.registered(FEW))
    return Expected(mails, more={"drained_in": seconds})


@experiment
def away_while_published(site: Installation) -> Expected:
    """Published while there is no broker: publishing succeeds and is quick, the mail goes out when there is
    one."""
    site.end_valkey()
    begun = time.monotonic()
    acts.publish(FEW)
    publishing = time.monotonic() - begun
    site.start_valkey()
    site.worker()
    site.beat()
    site.drain(nudged=False)
    return Expected(once_each(acts.registered(FEW)), more={"publishing_took": round(publishing, 2)})


@experiment
def paused_while_published_on_the_page(site: Installation) -> Expected:
    """SIGSTOP to Valkey, so that it takes connections and answers nothing, while somebody presses Publish: she
    gets her page, and the mail goes out when it answers again (R5.2)."""
    _web, port = site.web()
    publisher = acts.visitor(port, acts.PUBLISHERS[0])
    alert = acts.written(FEW)
    site.pause(site.valkey)
    begun = time.monotonic()
    status = acts.press_publish(publisher, alert)
    waited = time.monotonic() - begun
    site.go_on(site.valkey)
    site.worker()
    site.beat()
    site.drain(nudged=False)
    mails = once_each(acts.registered(FEW))
    return Expected(mails, more={"page_status": status, "page_took": round(waited, 2)})


@experiment
def full_while_published(site: Installation) -> Expected:
    """Valkey has no memory left and takes no nudge (maxmemory, noeviction); later it has: beat finds the rows."""
    site.worker()
    site.broker.config_set("maxmemory", LITTLE)
    with site.broker as broker:
        try:
            while True:
                broker.rpush("ballast", "x" * 100_000)
        except Exception as error:  # its own words for "full"
            full = str(error)
    acts.publish(FEW)
    time.sleep(1)
    site.broker.delete("ballast")
    site.broker.config_set("maxmemory", "0")
    site.beat()
    site.drain(nudged=False)
    return Expected(once_each(acts.registered(FEW)), more={"it_said": full[:60]})
