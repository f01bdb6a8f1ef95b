"""Says after the commit that an incident has changed, to the pages that are open on it, and that somebody was told
something or has read it, to hers.

Valkey carries it and keeps nothing: where it is away nobody is told and no request fails or waits; the pages know
and offer to be reloaded.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import redis
from django.conf import settings
from django.db import connection, transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

from notifications import outbox
from subscriptions import directory, errands, kept, narrowing
from subscriptions.models import StaffMember, User
from tickets.live import topics
from tickets.models import LifecycleRules

if TYPE_CHECKING:
    from tickets.models import Incident

log = logging.getLogger(__name__)

type Message = topics.Change | topics.Told | topics.Ended

TIMEOUT = 0.3  # seconds, of Valkey: a worker waits for it, a request does not (subscriptions.errands)
CALM = 60.0  # seconds after a pause, after which the next one is short again


def changed(incident: "Incident", *, public: bool = False) -> None:
    """Inside the transaction that changes it; told once after the commit, however often this is called. `public`:
    its customer sees something of it. Imports and fillings of the past tell nobody."""
    if settings.LIVE_URL and outbox.is_live():
        with kept.settled():
            _news().changed(incident, public, LifecycleRules.current().overdue_first, _queues(incident))


def told(sender: Any, *, people: Iterable[int], **_words: Any) -> None:
    """Receives `notifications.signals.bell_changed`, inside the transaction; told once after the commit."""
    if settings.LIVE_URL:
        _news().told(people)


def _queues(incident: "Incident") -> frozenset[str]:
    """The topics of the lists of those who are limited to a part of the customers and see it."""
    scopes = directory.current().scopes
    if not scopes:
        return frozenset()
    region = incident.customer.region_id if any(scope.regions for scope in scopes) else 0
    seen = (s for s in scopes if narrowing.includes(s, region=region, product=incident.product_id))
    return frozenset(map(topics.of_queue, seen))


def ended(sender: Any, instance: Any, created: bool, raw: bool, **_saved: Any) -> None:
    """Receives that a membership, a person or one of the vendor's staff was saved. Whose pages may hear of other
    things than before listens anew, once after the commit."""
    if created or raw or not settings.LIVE_URL:
        return
    if isinstance(instance, User):
        if not instance.is_active:
            _news().ended.add(instance.pk)
    elif isinstance(instance, StaffMember) or instance.ended_at:
        _news().ended.add(instance.user_id)


def sessions_ended(sender: Any, *, person: int, **_words: Any) -> None:
    """Receives that sessions of a person were ended. A token does not say of which session its page was, so all her
    pages come again."""
    if settings.LIVE_URL:
        _news().ended.add(person)


def signed_out(sender: Any, *, user: Any, **_words: Any) -> None:
    """Receives that somebody signed out; None is who had no session any more."""
    if user is not None:
        sessions_ended(sender, person=user.pk)


def place(incident: "Incident", *, overdue_first: bool) -> str:
    """Where it stands in the order of work, as a text that sorts; empty outside it."""
    if not incident.is_for_work:
        return ""
    lifted = incident.lifted if overdue_first else 1
    return topics.place(incident.severity, incident.tier_rank, incident.due_at, incident.pk, lifted=lifted)


@dataclass
class _Changed:
    """An incident that a transaction changes, as far as is known. `showed` are lists that showed it on the way."""

    incident: "Incident"
    public: bool
    overdue_first: bool
    queues: frozenset[str]
    showed: frozenset[str]

    def change(self) -> topics.Change:
        where = place(self.incident, overdue_first=self.overdue_first)
        return topics.Change(self.incident.pk, where, self.public, self.queues, self.showed - self.queues)


class _News:
    """What a transaction changes of incidents and bells, told together when it is committed. Too many people to be
    named are everybody, so that memory is bounded."""

    def __init__(self) -> None:
        self.incidents: dict[int, _Changed] = {}
        self.people: set[int] | None = set()
        self.ended: set[int] = set()

    def changed(
        self, incident: "Incident", public: bool, overdue_first: bool, queues: frozenset[str]
    ) -> None:
        before = self.incidents.get(incident.pk)
        showed = before.showed if before else frozenset()
        public = public or (before is not None and before.public)
        self.incidents[incident.pk] = _Changed(incident, public, overdue_first, queues, showed | queues)

    def told(self, people: Iterable[int]) -> None:
        if self.people is None:
            return
        self.people.update(people)
        if len(self.people) > topics.MOST_PEOPLE:
            self.people = None

    def __call__(self) -> None:
        changes: list[Message] = [changed.change() for changed in self.incidents.values()]
        if self.people is None or self.people:
            changes.append(topics.Told(None if self.people is None else frozenset(self.people)))
        changes += [topics.Ended(person, time.time()) for person in sorted(self.ended)]
        _outgoing.extend(change.written() for change in changes)
        errands.do(_publish)


def _news() -> _News:
    """Of the transaction that is open, from the first time it is asked for."""
    for waiting in connection.run_on_commit:
        if isinstance(waiting[1], _News):
            return waiting[1]
    news = _News()
    transaction.on_commit(news, robust=True)
    return news


# What is to be published; while Valkey hangs the oldest is forgotten, and the pages are told of the gap.
_outgoing: deque[str] = deque(maxlen=errands.MOST)


def _publish() -> None:
    """All of it in one trip. Valkey away neither fails nor delays what has been committed (R5.2)."""
    messages: list[str] = []
    with suppress(IndexError):  # threads may take them at once
        while True:
            messages.append(_outgoing.popleft())
    if _pause.is_on or not messages:
        return
    try:
        _send(messages)
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
    slow answer of Valkey is enough to begin it, and they could not know: the first pause in a while is short, those
    that follow grow, as each sends every open page to look again."""

    def __init__(self) -> None:
        self.is_on = False
        self._lock = threading.Lock()
        self._length = topics.FIRST_PAUSE
        self._ended_at = float("-inf")  # of time.monotonic

    def begin(self) -> None:
        with self._lock:
            if self.is_on:
                return
            self.is_on = True
            calm = time.monotonic() - self._ended_at > CALM
            self._length = topics.FIRST_PAUSE if calm else min(2 * self._length, topics.ANNOUNCING_PAUSE)
        timer = threading.Timer(self._length, self._end)
        timer.daemon = True
        timer.start()

    def _end(self) -> None:
        self._ended_at = time.monotonic()
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
