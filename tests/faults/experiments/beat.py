"""Beat killed, paused, two of it, and away for a week; and the digests that gather what it left."""

import time
from collections import Counter
from collections.abc import Callable

from django.utils import timezone

from notifications.models import Notification
from notifications.models.outbox import Channel
from subscriptions import tenancy
from tests.faults import acts
from tests.faults.experiment import experiment
from tests.faults.failure import Failed
from tests.faults.installation import Installation
from tests.faults.ledger import Expected, once_each
from tests.faults.people import FEW, SOME
from tests.faults.processes import SENDERS, Process
from tests.faults.rules import WAIT, Rule
from tickets.models import Milestone

LOCK_SECONDS = 15  # until another beat takes over what a dead one held
OVERDUE, DAYS = 30, 7  # a week holds hours that count, whatever day it is today
KILLS = 4


@experiment
def killed_and_the_second_takes_over(site: Installation) -> Expected:
    """Two beats, the one that leads is killed, no broker hears of the publishing: the other finds the rows."""
    site.worker()
    first = site.beat("beat1")
    site.wait(lambda: bool(site.broker.exists("redbeat::lock")))
    site.beat("beat2")
    time.sleep(3)
    first.kill()
    site.pause(site.valkey)
    acts.publish(FEW)
    site.go_on(site.valkey)
    seconds = site.drain(nudged=False)
    return Expected(once_each(acts.registered(FEW)), more={"found_after": seconds})


@experiment
def two_beats_one_paused_and_back(site: Installation) -> Expected:
    """The beat that leads is paused beyond its lock, the other leads, the first comes back: both may have called
    the same work, each mail goes out once."""
    site.post.treat(Rule("end", WAIT, seconds=0.02))
    site.worker()
    first = site.beat("beat1")
    site.wait(lambda: bool(site.broker.exists("redbeat::lock")))
    site.beat("beat2")
    first.pause()
    acts.publish(SOME)
    time.sleep(LOCK_SECONDS + 3)
    first.go_on()
    acts.publish(FEW)
    time.sleep(4)
    site.drain(nudged=False)
    return Expected(once_each(acts.registered(SOME)) + once_each(acts.registered(FEW)))


@experiment
def three_beats_without_a_lock(site: Installation) -> Expected:
    """Three beats and two workers, the lock taken away from them every second: whatever is called twice, each
    mail goes out once."""
    for number in range(3):
        site.beat(f"beat{number}")
    site.worker("worker1")
    site.worker("worker2")
    acts.publish(SOME)
    for _ in range(8):
        site.broker.delete("redbeat::lock")
        time.sleep(1)
    site.drain(nudged=False)
    return Expected(once_each(acts.registered(SOME)))


@experiment
def away_for_a_week_of_reminders(site: Installation) -> Expected:
    """Thirty incidents whose targets were all missed while beat stood still for a week: when it is back everybody
    concerned gets one digest, not one mail, of what each threshold would have told."""
    return _digests(site, lambda worker: None)


@experiment
def worker_killed_while_digests_are_gathered(site: Installation) -> Expected:
    """The same; the worker is killed and replaced four times while digests are gathered and sent: everybody gets
    one digest. One that was on its way at a kill is undecided."""

    def kill(worker: Process) -> None:
        for _ in range(KILLS):
            site.nudge()
            site.wait(lambda: site.broker.llen("celery") == 0)  # it has begun
            time.sleep(site.random.uniform(0, 0.2))
            worker.kill()
            worker = site.worker()

    return _digests(site, kill, undecided=KILLS * SENDERS)


def _digests(site: Installation, hurt: Callable[[Process], None], undecided: int = 0) -> Expected:
    """Incidents that nobody was reminded of, and `hurt` done to the worker once their digests may be gathered."""
    from xtreme.celery import app

    acts.overdue(OVERDUE, DAYS)
    worker = site.worker()
    app.send_task("tickets.tasks.remind")
    site.wait(_reminded)
    told = acts.for_digests()
    if not told:
        raise Failed("Nobody was to be told in a digest.")
    hurt(worker)
    site.drain()
    with tenancy.as_staff():
        rows = Notification.objects.filter(channel=Channel.EMAIL)
        others = rows.exclude(kind="digest").exclude(state=Notification.State.GATHERED)
        gathered = rows.filter(state=Notification.State.GATHERED).count()
        alone = Counter(others.values_list("recipient__email", flat=True))
    told_alone = {address for address in told if address in alone}
    return Expected(
        once_each(told - told_alone) + alone, undecided, more={"gathered": gathered, "people": len(told)}
    )


def _reminded() -> bool:
    with tenancy.as_staff():
        due = Milestone.objects.running().filter(paused_at=None, next_reminder_at__lte=timezone.now())
        return not due.exists()
