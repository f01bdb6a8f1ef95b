"""Says after the commit that an incident has changed, to the pages that are open on it, and that somebody was told
something or has read it, to hers.

Valkey carries it and keeps nothing: where it is away nobody is told and no request fails or waits; the pages know
and offer to be reloaded.
"""

import logging
import time
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
    if not settings.LIVE_URL or not outbox.is_live():
        return
    for waiting in connection.run_on_commit:
        known = waiting[1]
        if isinstance(known, _Announcement) and known.incident.pk == incident.pk:
            known.incident, known.public = incident, known.public or public
            return
    overdue_first = LifecycleRules.current().overdue_first
    transaction.on_commit(_Announcement(incident, public, overdue_first), robust=True)


def told(sender: Any, *, people: Iterable[int], **_words: Any) -> None:
    """Receives `notifications.signals.bell_changed`, inside the transaction; told once after the commit."""
    if not settings.LIVE_URL:
        return
    for waiting in connection.run_on_commit:
        known = waiting[1]
        if isinstance(known, _Telling):
            known.add(people)
            return
    telling = _Telling()
    telling.add(people)
    transaction.on_commit(telling, robust=True)


def place(incident: "Incident", *, overdue_first: bool) -> str:
    """Where it stands in the order of work, as a text that sorts; empty outside it."""
    if not incident.is_for_work:
        return ""
    lifted = incident.lifted if overdue_first else 1
    return topics.place(incident.severity, incident.tier_rank, incident.due_at, incident.pk, lifted=lifted)


class _Announcement:
    """What is told of one incident when its transaction is committed."""

    def __init__(self, incident: "Incident", public: bool, overdue_first: bool) -> None:
        self.incident, self.public, self.overdue_first = incident, public, overdue_first

    def __call__(self) -> None:
        where = place(self.incident, overdue_first=self.overdue_first)
        _publish(topics.Change(self.incident.pk, where, self.public))


class _Telling:
    """Whose bells a transaction changes; too many to be named are everybody, so that memory is bounded."""

    def __init__(self) -> None:
        self.people: set[int] | None = set()

    def add(self, people: Iterable[int]) -> None:
        if self.people is None:
            return
        self.people.update(people)
        if len(self.people) > topics.MOST_PEOPLE:
            self.people = None

    def __call__(self) -> None:
        if self.people is None or self.people:
            _publish(topics.Told(None if self.people is None else frozenset(self.people)))


_paused_until = 0.0


def _publish(change: topics.Change | topics.Told) -> None:
    """Valkey away neither fails nor delays what has been committed (R5.2)."""
    global _paused_until
    if time.monotonic() < _paused_until:
        return
    try:
        _valkey().publish(topics.CHANNEL, change.written())
    except Exception:
        _paused_until = time.monotonic() + topics.ANNOUNCING_PAUSE
        log.warning("Valkey is away; open pages are not told", exc_info=True)


@cache
def _valkey() -> redis.Redis:
    """One pool a process. A connection that Valkey has dropped since is opened again, once and at once."""
    again = Retry(NoBackoff(), 1, supported_errors=(redis.ConnectionError,))
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, retry=again
    )
