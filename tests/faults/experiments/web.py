"""The web process killed at the worst moments, and people who press at the same time or again."""

import threading
import time
from contextlib import closing, suppress

from notifications.models import Alert
from subscriptions import tenancy
from tests.benchmarks.failure import NotMeasured
from tests.faults import acts
from tests.faults.experiment import experiment
from tests.faults.failure import Failed
from tests.faults.installation import Installation
from tests.faults.ledger import Expected, once_each
from tests.faults.people import CONTACT, FEW, MANY, PUBLISHERS, SOME
from tickets.models import Incident

PRESSES = 20


@experiment
def killed_between_commit_and_nudge(site: Installation) -> Expected:
    """Valkey hangs, so that the nudge does; the web process is killed as soon as the commit is seen: no nudge was
    ever sent, beat finds the rows."""
    web, port = site.web()
    publisher = acts.visitor(port, PUBLISHERS[0])
    alert = acts.written(FEW)
    site.pause(site.valkey)
    pressing = threading.Thread(target=_press, args=(publisher, alert))
    pressing.start()
    site.wait(lambda: site.unsent() > 0)
    web.kill()
    pressing.join()
    site.go_on(site.valkey)
    queued = site.broker.llen("celery")
    site.worker()
    site.beat()
    site.drain(nudged=False)
    return Expected(once_each(acts.registered(FEW)), more={"nudges_sent": queued})


@experiment
def killed_while_it_publishes(site: Installation) -> Expected:
    """The web process is killed in the middle of publishing to 10,000: all rows or none; pressed again on the
    next one, everybody is told once (a smaller alert where none, to be quick)."""
    web, port = site.web()
    publisher = acts.visitor(port, PUBLISHERS[0])
    alert = acts.written(MANY)
    pressing = threading.Thread(target=_press, args=(publisher, alert))
    pressing.start()
    time.sleep(site.random.uniform(0.2, 0.8))
    web.kill()
    pressing.join()
    site.wait(lambda: site.transactions() == 0)
    published = _is_published(alert)
    if published != (site.unsent() > 0):
        raise Failed(f"Published is {published} and {site.unsent()} rows are written.")
    site.worker()
    if not published:
        acts.publish(SOME)
    site.drain(600)
    told = MANY if published else SOME
    return Expected(once_each(acts.registered(told)), more={"was_whole_before_the_kill": published})


@experiment
def publish_pressed_by_two_people_at_once(site: Installation) -> Expected:
    """Two people press Publish at the same instant, each three times, and a worker sends: all told once."""
    _web, port = site.web()
    alert = acts.written(SOME)
    begin = threading.Barrier(2)

    def press(email: str) -> None:
        publisher = acts.visitor(port, email)
        begin.wait()
        for _ in range(3):
            _press(publisher, alert)

    site.worker()
    pressing = [threading.Thread(target=press, args=(email,)) for email in PUBLISHERS]
    for each in pressing:
        each.start()
    for each in pressing:
        each.join()
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def an_incident_pressed_twenty_times_while_it_is_killed(site: Installation) -> Expected:
    """A contact presses *Log it* twenty times while the web process is killed and started again three times: one
    incident, one receipt."""
    form, stop = acts.new_incident(), threading.Event()
    web, port = site.web()
    with closing(acts.visitor(port, CONTACT)) as contact:
        cookies = contact
        done = 0

        def press() -> None:
            nonlocal done
            while done < PRESSES and not stop.is_set():
                with suppress(NotMeasured):
                    cookies.reconnect()
                    cookies.post("/incidents/new/", form)
                done += 1
                time.sleep(0.05)

        pressing = threading.Thread(target=press)
        pressing.start()
        for _ in range(3):
            time.sleep(site.random.uniform(0.05, 0.3))
            web.kill()
            web = site.web_on(port)
        pressing.join()
        with suppress(NotMeasured):
            cookies.reconnect()
            cookies.post("/incidents/new/", form)
        stop.set()
    with tenancy.as_staff():
        logged = Incident.objects.filter(submission=form["submission"]).count()
    if logged != 1:
        raise Failed(f"{logged} incidents are logged.")
    site.worker()
    site.drain()
    return Expected(once_each([CONTACT]))


def _press(publisher, alert: Alert) -> None:
    with suppress(NotMeasured):
        acts.press_publish(publisher, alert)


def _is_published(alert: Alert) -> bool:
    with tenancy.as_staff():
        return Alert.objects.get(pk=alert.pk).published_at is not None
