"""PostgreSQL stopped at once, and its sessions ended, while mail is sent and while an alert is published."""

import threading
import time

from django.db import Error, connections

from notifications.models import Alert
from subscriptions import tenancy
from tests.faults import acts
from tests.faults.experiment import experiment
from tests.faults.failure import Failed
from tests.faults.installation import Installation
from tests.faults.ledger import Expected, once_each
from tests.faults.people import FEW, MANY, SOME
from tests.faults.rules import WAIT, Rule

SLOW = Rule("end", WAIT, seconds=0.01)
LEASE = (
    20  # seconds: longer than PostgreSQL is away, however busy the machine; who holds one puts on record then
)


@experiment
def stopped_at_once_while_mail_is_sent(site: Installation) -> Expected:
    """PostgreSQL is stopped in immediate mode while a worker sends, and is away for 2 s: what was sent at that
    instant is still put on record by the worker that sent it, so that no mail comes twice."""
    site.post.treat(SLOW)
    site.worker(lease=LEASE)
    acts.publish(SOME)
    site.post.wait(lambda post: post.count > 50)
    site.end_postgres()
    time.sleep(2)
    site.start_postgres()
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def stopped_three_times_while_mail_is_sent(site: Installation) -> Expected:
    """The same three times at random moments, started again at once."""
    site.post.treat(SLOW)
    site.worker(lease=LEASE)
    acts.publish(SOME)
    for _ in range(3):
        before = site.post.count
        site.wait(lambda before=before: site.post.count > before or not site.unsent())
        time.sleep(site.random.uniform(0.1, 1.5))
        site.end_postgres()
        site.start_postgres()
        site.nudge()
    site.drain()
    return Expected(once_each(acts.registered(SOME)))


@experiment
def stopped_at_once_while_an_alert_is_published(site: Installation) -> Expected:
    """PostgreSQL stops in the middle of publishing to 10,000: the alert is a draft as before, without a single
    row; published again, all are told once. (Who is registered for fewer products is told here, to be quick.)"""
    alert = acts.written(MANY)
    publishing = threading.Thread(target=_publish, args=(alert,))
    publishing.start()
    time.sleep(site.random.uniform(0.2, 0.6))
    site.end_postgres()
    publishing.join()
    site.start_postgres()
    with tenancy.as_staff():
        published = Alert.objects.get(pk=alert.pk).published_at is not None
    if published != (site.unsent() > 0):
        raise Failed(f"Published is {published} and {site.unsent()} rows are written.")
    site.worker()
    if not published:
        acts.publish(SOME)
    site.drain(600)
    told = MANY if published else SOME
    return Expected(once_each(acts.registered(told)), more={"was_whole_before_the_stop": published})


@experiment
def sessions_ended_while_mail_is_sent(site: Installation) -> Expected:
    """Every session of the product ends five times while a worker sends (pg_terminate_backend): each mail
    once."""
    site.post.treat(SLOW)
    site.worker()
    acts.publish(SOME)
    ended = 0
    for _ in range(5):
        before = site.post.count
        site.wait(lambda before=before: site.post.count > before or not site.unsent())
        time.sleep(site.random.uniform(0.05, 0.5))
        ended += site.cut_connections()
        site.nudge()
    site.drain()
    return Expected(once_each(acts.registered(SOME)), more={"sessions_ended": ended})


@experiment
def paused_while_mail_is_sent(site: Installation) -> Expected:
    """PostgreSQL answers nothing for 4 s (SIGSTOP) while a worker sends: it waits and goes on, each mail once."""
    site.post.treat(SLOW)
    site.worker()
    acts.publish(FEW)
    site.post.wait(lambda post: post.count > 20)
    site.pause(site.postgres)
    time.sleep(4)
    site.go_on(site.postgres)
    site.drain()
    return Expected(once_each(acts.registered(FEW)))


def _publish(alert: Alert) -> None:
    """In a thread of its own; what becomes of it is to be seen in the database."""
    try:
        acts.publish_written(alert)
    except Error:
        pass
    finally:
        connections.close_all()
