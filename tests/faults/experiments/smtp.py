"""What a mail server may do to a sender: say no, say nothing, break off, be slow, be away."""

import time
from datetime import timedelta

from django.utils import timezone

from notifications.models import Notification
from notifications.models.outbox import Channel
from subscriptions import tenancy
from tests.faults import acts
from tests.faults.experiment import experiment
from tests.faults.installation import TURN_SECONDS, Installation
from tests.faults.ledger import Expected, once_each
from tests.faults.people import FEW
from tests.faults.rules import CUT, HANG, SAY, WAIT, Rule

BUSY = "421 4.7.0 Too many messages"
LATER = "450 4.2.0 Greylisted"
NEVER = "550 5.1.1 No such mailbox"
ATTEMPTS_A_DAY = 24 * 4  # an absent server is tried every quarter of an hour
LEASE = 180  # seconds, as in production: who waits for a silent server for 10 s still holds it


def _sent(site: Installation, *rules: Rule, until: int = 1, lease: int | None = None) -> None:
    """Publish while the rules hold, until they were followed so often; then everything is taken."""
    site.post.treat(*rules)
    site.worker(lease=lease)
    acts.publish(FEW)
    while site.post.done < until:
        site.bring_forward()
        site.nudge()
        time.sleep(TURN_SECONDS)
    site.post.treat()
    site.drain()


def _everybody() -> Expected:
    return Expected(once_each(acts.registered(FEW)))


@experiment
def says_421_to_every_connection(site: Installation) -> Expected:
    """421 instead of a greeting: the server is away, nothing counts against a mail, all told once."""
    _sent(site, Rule("connect", SAY, say=BUSY))
    return _everybody()


@experiment
def says_421_now_and_then(site: Installation) -> Expected:
    """421 to five mails: the connection is over, a later one takes them, all told once."""
    _sent(site, Rule("rcpt", SAY, say=BUSY, times=5), until=5)
    return _everybody()


@experiment
def says_450_to_one(site: Installation) -> Expected:
    """450 to one of them, twice: tried later and told once; the others at once."""
    _sent(site, Rule("rcpt", SAY, acts.registered(FEW)[10], say=LATER, times=2), until=2)
    return _everybody()


@experiment
def greylists_everybody(site: Installation) -> Expected:
    """450 to the first attempt of every address: all told once, by the second."""
    _sent(site, Rule("rcpt", SAY, say=LATER, each=1), until=100)
    return _everybody()


@experiment
def says_450_after_the_text(site: Installation) -> Expected:
    """450 after the last byte to the first attempt of every address: it was not taken, and is sent again."""
    _sent(site, Rule("end", SAY, say=LATER, each=1), until=100)
    return _everybody()


@experiment
def says_550_to_one(site: Installation) -> Expected:
    """550 to one of them: set aside for staff, with the server's words; all others told once."""
    (refused, *others) = acts.registered(FEW)
    _sent(site, Rule("rcpt", SAY, refused, say=NEVER))
    return Expected(once_each(others), set_aside=1)


@experiment
def says_550_to_one_whom_staff_then_retry(site: Installation) -> Expected:
    """550 to one, set aside and her address marked; staff say that it works and press *Try again* when her mailbox
    is there: she is told, once, as all others."""
    from notifications import addresses, outbox

    refused = acts.registered(FEW)[5]
    _sent(site, Rule("rcpt", SAY, refused, say=NEVER))
    with tenancy.as_staff():
        row = Notification.objects.select_related("recipient").get(
            recipient__email=refused, channel=Channel.EMAIL
        )
        addresses.confirm(row.recipient, row.recipient, timezone.now())
        outbox.retry(row)
    site.drain()
    return _everybody()


@experiment
def is_silent_to_a_connection(site: Installation) -> Expected:
    """A connection without a greeting: given up after 10 s, the next is answered, all told once."""
    _sent(site, Rule("connect", HANG, times=1), lease=LEASE)
    return _everybody()


@experiment
def is_silent_after_the_text(site: Installation) -> Expected:
    """One mail is taken and the server never says so: nobody can know, it comes twice under the same
    Message-ID."""
    _sent(site, Rule("end", HANG, acts.registered(FEW)[3], times=1), lease=LEASE)
    return Expected(once_each(acts.registered(FEW)), undecided=1)


@experiment
def breaks_off_before_the_text(site: Installation) -> Expected:
    """The connection is cut when the text is to follow, ten times: all told once."""
    _sent(site, Rule("data", CUT, times=10), until=10)
    return _everybody()


@experiment
def breaks_off_in_the_text(site: Installation) -> Expected:
    """The connection is cut in the middle of the text, ten times: all told once."""
    _sent(site, Rule("body", CUT, times=10), until=10)
    return _everybody()


@experiment
def breaks_off_after_the_text(site: Installation) -> Expected:
    """The connection is cut after the last byte, before the answer, ten times: what SMTP cannot decide. At most
    these ten come twice, under the same Message-ID."""
    _sent(site, Rule("end", CUT, times=10), until=10)
    return Expected(once_each(acts.registered(FEW)), undecided=10)


@experiment
def refuses_connections_at_first(site: Installation) -> Expected:
    """Nobody on the port when an alert is published, then somebody: all told once."""
    site.post.refuse()
    site.worker()
    acts.publish(FEW)
    time.sleep(3)
    site.post.listen()
    site.drain()
    return _everybody()


@experiment
def hangs_up_in_between(site: Installation) -> Expected:
    """The server restarts while mail is sent: every connection breaks, the port is closed for 2 s. What was on
    its way in each of the worker's processes is undecided."""
    site.post.treat(Rule("end", WAIT, seconds=0.02))
    site.worker()
    acts.publish(FEW)
    site.post.wait(lambda post: post.count > 30)
    site.post.refuse()
    time.sleep(2)
    site.post.listen()
    site.drain()
    return Expected(once_each(acts.registered(FEW)), undecided=2)


@experiment
def is_away_for_a_day(site: Installation) -> Expected:
    """Nobody on the port for as many attempts as fit a day (the waiting times between are skipped): nothing is
    given up, all told once (R5.2)."""
    (*others, one, two) = acts.registered(FEW)
    acts.deregister(others, FEW)
    site.post.refuse()
    site.worker()
    acts.publish(FEW)
    for _ in range(ATTEMPTS_A_DAY // 2):
        site.bring_forward()
        site.nudge()
        time.sleep(TURN_SECONDS / 2)
    site.post.listen()
    site.drain()
    return Expected(once_each([one, two]))


@experiment
def is_slow(site: Installation) -> Expected:
    """Every answer comes a fifth of a second late: all told once, within what is left of a quarter of an hour
    (R1.9)."""
    site.post.treat(Rule("rcpt", WAIT, seconds=0.2))
    begun = timezone.now()
    site.worker()
    acts.publish(FEW)
    site.drain()
    took = timezone.now() - begun
    return Expected(once_each(acts.registered(FEW)), more={"in_time": took < timedelta(minutes=15)})
