"""Sessions of people: which there are, on what and from where, and their end. The rows are allauth's; a row
outlives its session by a while, since where a person has signed in before is known by it (limits.py)."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from threading import Lock
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from subscriptions import tenancy
from subscriptions.models import Membership, User
from subscriptions.sign_in import devices
from subscriptions.signals import sessions_ended

SEEN_SECONDS = 300
SEEN_MOST = 20_000
LONGEST_AGENT = UserSession._meta.get_field("user_agent").max_length
KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Shown:
    """A session as its person reads it."""

    pk: int
    device: str
    address: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


def begin(request: HttpRequest, **kwargs: Any) -> None:
    """Receives that somebody has signed in. One statement, where allauth's own way takes six."""
    row = UserSession(
        session_key=request.session.session_key,
        user=request.user,
        ip=get_adapter().get_client_ip(request),
        user_agent=request.META.get("HTTP_USER_AGENT", "")[:LONGEST_AGENT],
    )
    UserSession.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["session_key"],
        update_fields=["user", "ip", "user_agent", "last_seen_at"],
    )


def of(request: HttpRequest) -> list[Shown]:
    """The sessions of the reader that are alive: this one, then the others, the latest seen first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=request.user, session_key__in=alive).order_by(
        "-last_seen_at", "-pk"
    )
    current = request.session.session_key
    shown = [
        Shown(
            row.pk,
            devices.name(row.user_agent),
            row.ip,
            row.created_at,
            row.last_seen_at,
            row.session_key == current,
        )
        for row in rows
    ]
    return sorted(shown, key=lambda each: not each.is_this)


def end(person: User, number: int) -> bool:
    """End one session of the person's; False where there is none."""
    row = UserSession.objects.filter(user=person, pk=number).first()
    if row is None:
        return False
    _end(person, [row.session_key])
    return True


def end_all(person: User, but: str | None = None) -> int:
    """End every session of the person's but the one with the key `but`. Returns how many there were."""
    keys = (
        UserSession.objects.filter(user=person).exclude(session_key=but).values_list("session_key", flat=True)
    )
    alive = list(Session.objects.filter(session_key__in=keys).values_list("session_key", flat=True))
    _end(person, alive)
    return len(alive)


def end_some(person: User, unwanted: Callable[[dict[str, Any]], bool]) -> int:
    """End those sessions of the person's of which what they hold is `unwanted`. Returns how many there were."""
    keys = UserSession.objects.filter(user=person).values("session_key")
    alive = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    ended = [each.session_key for each in alive if unwanted(each.get_decoded())]
    _end(person, ended)
    return len(ended)


def password_changed(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Receives that a password is new: nobody stays signed in by the old one. Her own session goes on under a
    new key."""
    key = request.session.session_key if request.user.is_authenticated else None
    end_all(user, but=key)
    if key:
        begin(request)


def left(instance: Membership, raw: bool, **kwargs: Any) -> None:
    """Receives that a membership was saved: whoever left her last company is signed out."""
    if raw or instance.ended_at is None:
        return
    with tenancy.as_staff():
        elsewhere = Membership.objects.active().filter(user=instance.user).exists()
        if not elsewhere and not instance.user.is_staff:
            end_all(instance.user)


def shut_out(instance: User, raw: bool, **kwargs: Any) -> None:
    """Receives that a person was saved: who may not sign in is signed out."""
    if not raw and not instance.is_active:
        end_all(instance)


def forget_old(at: datetime | None = None) -> int:
    """Delete what is known of sessions not seen for long. Returns how many."""
    return UserSession.objects.filter(last_seen_at__lt=(at or timezone.now()) - KEPT).delete()[0]


class Seen:
    """When each session was last written down, in this process: a request costs a statement every few
    minutes."""

    def __init__(self) -> None:
        self._at: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def is_news(self, key: str) -> bool:
        """Whether it is time to write down that the session is in use; asked again, it is not."""
        now = time.monotonic()
        with self._lock:
            if now - self._at.get(key, -SEEN_SECONDS) < SEEN_SECONDS:
                return False
            self._at[key] = now
            self._at.move_to_end(key)
            while len(self._at) > SEEN_MOST:
                self._at.popitem(last=False)
        return True


_seen = Seen()


def note_use(request: HttpRequest) -> None:
    """Write down now and then when and from where a session is used."""
    key = request.session.session_key
    if settings.NOTE_USE_OF_SESSIONS and key and _seen.is_news(key):
        UserSession.objects.filter(session_key=key).update(
            last_seen_at=timezone.now(), ip=get_adapter().get_client_ip(request)
        )


def _end(person: User, keys: list[str]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in keys:
        store().delete(key)
    if keys:
        sessions_ended.send(User, person=person.pk)
