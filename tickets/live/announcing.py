"""Says after the commit that an incident has changed, to the pages that are open on it, and that somebody was told
something or has read it, to hers.

Valkey carries it and keeps nothing: where it is away nobody is told and no request fails or waits; the pages know
and offer to be reloaded.
"""

import logging
import threading
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

import redis
from django.conf import settings
from django.db import connection, transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

from notifications import outbox
from tickets.live import topics
from tickets.models import LifecycleRules

if TYPE_CHECKING:
    from tickets.models import Incident

log = logging.getLogger(__name__)

TIMEOUT = 0.3  # seconds, of Valkey


def changed(incident: "Incident", *, public: bool = False) -> None:
    """Inside the transaction that changes it; told once after the commit, however often this is called. `public`:
    its customer sees something of it. Imports and fillings of the past tell nobody."""
    if settings.LIVE_URL and outbox.is_live():
        news, overdue_first = _news(), LifecycleRules.current().overdue_first
        _incident, public_before, _order = news.incidents.get(incident.pk, (None, False, False))
        news.incidents[incident.pk] = incident, public or public_before, overdue_first


def told(sender: Any, *, people: Iterable[int], **_words: Any) -> None:
    """Receives `notifications.signals.bell_changed`, inside the transaction; told once after the commit."""
    if settings.LIVE_URL:
        _news().told(people)


def place(incident: "Incident", *, overdue_first: bool) -> str:
    """Where it stands in the order of work, as a text that sorts; empty outside it."""
    if not incident.is_for_work:
        return ""
    lifted = incident.lifted if overdue_first else 1
    return topics.place(incident.severity, incident.tier_rank, incident.due_at, incident.pk, lifted=lifted)


class _News:
    """What a transaction changes of incidents and bells, told together when it is committed. Too many people to be
    named are everybody, so that memory is bounded."""

    def __init__(self) -> None:
        self.incidents: dict[int, tuple[Incident, bool, bool]] = {}
        self.people: set[int] | None = set()

    def told(self, people: Iterable[int]) -> None:
        if self.people is None:
            return
        self.people.update(people)
        if len(self.people) > topics.MOST_PEOPLE:
            self.people = None

    def __call__(self) -> None:
        changes: list[topics.Change | topics.Told] = [
            topics.Change(incident.pk, place(incident, overdue_first=overdue_first), public)
            for incident, public, overdue_first in self.incidents.values()
        ]
        if self.people is None or self.people:
            changes.append(topics.Told(None if self.people is None else frozenset(self.people)))
        _publish(changes)


def _news() -> _News:
    """Of the transaction that is open, from the first time it is asked for."""
    for waiting in connection.run_on_commit:
        if isinstance(waiting[1], _News):
            return waiting[1]
    news = _News()
    transaction.on_commit(news, robust=True)
    return news


def _publish(changes: Iterable[topics.Change | topics.Told]) -> None:
    """In one trip. Valkey away neither fails nor delays what has been committed (R5.2)."""
    if _pause.is_on:
        return
    try:
        _send(change.written() for change in changes)
    except Exception:
        log.warning("Valkey is away; open pages are told later that they missed something", exc_info=True)
        _pause.begin()


def _send(messages: Iterable[str]) -> None:
    trip = _valkey().pipeline(transaction=False)
    for message in messages:
        trip.publish(topics.CHANNEL, message)
    trip.execute()


class _Pause:
    """While it is on this process says nothing; when it ends the pages are told that something was left out. One
    slow answer of Valkey is enough to begin it, and they could not know."""

    def __init__(self) -> None:
        self.is_on = False
        self._lock = threading.Lock()

    def begin(self) -> None:
        with self._lock:
            if self.is_on:
                return
            self.is_on = True
        timer = threading.Timer(topics.ANNOUNCING_PAUSE, self._end)
        timer.daemon = True
        timer.start()

    def _end(self) -> None:
        self.is_on = False  # first: what is announced while the gap is told goes out by itself
        try:
            _send([topics.Gap().written()])
        except Exception:
            self.begin()


_pause = _Pause()


@cache
def _valkey() -> redis.Redis:
    """One pool a process. A connection that Valkey has dropped since is opened again, once and at once."""
    again = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, retry=again
    )
