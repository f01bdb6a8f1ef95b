"""Readers who leave, deregister or cannot be written to while their mail is on its way."""

from notifications.models import Notification
from notifications.models.outbox import Channel
from subscriptions import tenancy
from subscriptions.models import User
from tests.faults import acts
from tests.faults.experiment import experiment
from tests.faults.failure import Failed
from tests.faults.installation import LEASE_SECONDS, Installation
from tests.faults.ledger import Expected, once_each
from tests.faults.people import AGENTS, FEW, SOME
from tests.faults.rules import WAIT, Rule

SLOW = Rule("end", WAIT, seconds=0.02)


@experiment
def deregister_while_it_is_sent(site: Installation) -> Expected:
    """A hundred deregister before publishing and a hundred while it is sent: who was registered when it was
    published is told of it, once; of the next alert neither hundred is (R1.2)."""
    people = acts.registered(SOME)
    before, meanwhile = people[:100], people[100:200]
    site.post.treat(SLOW)
    site.worker()
    acts.deregister(before, SOME)
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 100)
    acts.deregister(meanwhile, SOME)
    site.post.treat()
    acts.publish(SOME)
    site.drain()
    return Expected(once_each(people[100:]) + once_each(people[200:]))


@experiment
def leave_while_it_is_sent(site: Installation) -> Expected:
    """The membership of every second one ends while it is sent: whoever was not told yet is not told any more,
    and staff see why. Who had been leased at that instant may still be told, within the lease (R1.11)."""
    people = acts.registered(SOME)
    leaving, staying = people[::2], people[1::2]
    site.post.treat(SLOW)
    site.worker()
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 100)
    left_at = acts.leave(leaving)
    site.post.treat()
    site.drain()
    taken = site.post.taken()
    told = {mail.to: mail.at - left_at.timestamp() for mail in taken if mail.to in leaving}
    if late := [seconds for seconds in told.values() if seconds > LEASE_SECONDS]:
        raise Failed(f"{len(late)} were told up to {max(late):.1f} s after they had left.")
    more = {"told_within_the_lease": sum(seconds > 0 for seconds in told.values())}
    return Expected(once_each([*staying, *told]), set_aside=len(leaving) - len(told), more=more)


@experiment
def one_is_not_active_any_more(site: Installation) -> Expected:
    """A contact may no longer sign in when her mail is to be sent: set aside; all others told once."""
    (gone, *others) = acts.registered(FEW)
    acts.publish(FEW)
    with tenancy.as_staff():
        User.objects.filter(email=gone).update(is_active=False)
    site.worker()
    site.drain()
    return Expected(once_each(others), set_aside=1)


@experiment
def one_has_an_address_that_is_none(site: Installation) -> Expected:
    """One address has no form of one, two more look like headers: set aside for staff; all others told once."""
    (first, second, third, *others) = acts.registered(FEW)
    with tenancy.as_staff():
        for email, broken in ((first, "nobody"), (second, "a@b.example\r\nBcc: x@y.example"), (third, "@")):
            User.objects.filter(email=email).update(email=broken)
    site.worker()
    acts.publish(FEW)
    site.drain()
    return Expected(once_each(others), set_aside=3)


@experiment
def a_mail_that_cannot_be_written_among_good_ones(site: Installation) -> Expected:
    """A row whose template does not exist, written first: after its attempts it is set aside for staff, all
    others are told at once and once."""
    acts.page(AGENTS[0])
    with tenancy.as_staff():
        Notification.objects.filter(channel=Channel.EMAIL).update(kind="poison")
    site.worker()
    acts.publish(FEW)
    site.post.wait(lambda post: post.count == len(acts.registered(FEW)))
    site.drain()
    return Expected(once_each(acts.registered(FEW)), set_aside=1)


@experiment
def the_alert_is_corrected_while_it_is_sent(site: Installation) -> Expected:
    """A correction while the alert is sent, and the worker killed: everybody gets both, the alert first (R1.5).
    What was on its way at the kill is undecided."""
    site.post.treat(SLOW)
    worker = site.worker()
    alert = acts.publish(SOME)
    site.post.wait(lambda post: post.count > 100)
    acts.correct(alert, "Only version 3 is concerned.")
    site.nudge()
    site.post.wait(lambda post: post.count > 150)
    worker.kill()
    site.post.treat()
    site.worker()
    site.drain()
    seen: dict[str, list[str]] = {}
    for mail in site.post.taken():
        if mail.subject not in seen.setdefault(mail.to, []):
            seen[mail.to].append(mail.subject)
    first = {subjects[0] for subjects in seen.values()}
    if len(first) > 2:  # one in each language
        raise Failed(f"Some got the correction before the alert: {sorted(first)}")
    people = once_each(acts.registered(SOME))
    return Expected(people + people, undecided=2)


@experiment
def told_twenty_times_by_one_event(site: Installation) -> Expected:
    """The same event is told twenty times, while it is sent: one mail (R1.3)."""
    site.worker()
    for _ in range(20):
        acts.page(AGENTS[1])
        site.nudge()
    site.drain()
    return Expected(once_each([AGENTS[1]]))
