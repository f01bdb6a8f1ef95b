"""Telling people: writes what is to be sent in the caller's transaction, so that both happen or neither does.

What is told and how it reads is kinds.py's and templates/mail's; sending is delivery.py's. After the commit a
worker is nudged; where the broker is away, beat finds the rows within seconds.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import batched
from typing import Any

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from notifications import mails, writing
from notifications.kinds import KINDS
from notifications.models import Alert, Notification
from notifications.models.outbox import Channel
from notifications.signals import bell_changed
from notifications.timing import Timing
from subscriptions.models import Customer, User

log = logging.getLogger(__name__)

BATCH = 2000
DELIVER = "notifications.tasks.deliver"  # by name: the task makes digests, which tell
PUSH = "notifications.tasks.push"
# After a failed nudge the next is tried this much later: a dead broker must not slow every request down.
NUDGE_PAUSE = 10.0


class _Mode(Enum):
    LIVE = "live"
    SILENT = "silent"
    ON_RECORD = "on record"


_mode: ContextVar[_Mode] = ContextVar("outbox_mode", default=_Mode.LIVE)


@contextmanager
def _as(mode: _Mode) -> Iterator[None]:
    token = _mode.set(mode)
    try:
        yield
    finally:
        _mode.reset(token)


def silence() -> Any:
    """Inside, `tell` writes nothing: imports and fillings of the past tell nobody."""
    return _as(_Mode.SILENT)


def on_record() -> Any:
    """Inside, `tell` writes rows as sent at their instant, and nothing is sent: a ledger of the past."""
    return _as(_Mode.ON_RECORD)


def is_live() -> bool:
    """Whether what is told now is told to people: neither silent nor for the record."""
    return _mode.get() is _Mode.LIVE


def tell(
    kind: str,
    recipients: Iterable[User],
    event: str,
    *,
    customer: Customer | None = None,
    context: Mapping[str, Any],
    link: str = "",
    priority: int | None = None,
    channels: Iterable[str] | None = None,
    alert: Alert | None = None,
    at: datetime | None = None,
) -> None:
    """Tell each of `recipients` of `event`, once by each channel, whoever calls this how often (R1.3).

    `customer` is whose matter it is: always given when a contact's request tells. Raises KeyError for a kind
    that is not in kinds.py, ValueError where the context lacks one of its words.
    """
    concerned = ((person, customer.pk if customer else None) for person in recipients)
    tell_each(
        kind,
        concerned,
        event,
        context=context,
        link=link,
        priority=priority,
        channels=channels,
        alert=alert,
        at=at,
    )


def tell_each(
    kind: str,
    recipients: Iterable[tuple[User, int | None]],
    event: str,
    *,
    context: Mapping[str, Any],
    link: str = "",
    priority: int | None = None,
    channels: Iterable[str] | None = None,
    alert: Alert | None = None,
    at: datetime | None = None,
) -> None:
    """The same for people of several customers: pairs of a person and the customer's key. Memory is bounded
    by BATCH, however many they are."""
    about = KINDS[kind]
    if missing := about.missing(context):
        raise ValueError(f"{kind} needs {', '.join(missing)} in its context")
    if _mode.get() is _Mode.SILENT:
        return
    at = at or timezone.now()
    common = Notification(
        kind=kind,
        event=event,
        context=dict(context),
        link=link,
        priority=about.priority if priority is None else priority,
        alert=alert,
        created_at=at,
        next_attempt_at=at,
    )
    for some in batched(recipients, BATCH):
        timing = Timing.of(about, common.priority, [person for person, _customer in some], at)
        told = [
            _told(common, timing, person, customer_id, channel)
            for person, customer_id in sorted(some, key=_by_person)
            if person.is_active
            for channel in channels or about.channels
            if channel == Channel.IN_APP or timing.wants(person)
        ]
        if Channel.IN_APP in (channels or about.channels) and is_live():
            told += _shown(timing, list(some))
        writing.insert(common, told)
        _ring(told)
        if any(each["channel"] == Channel.PUSH for each in told):
            nudge_after_commit(PUSH)
    if is_live():
        nudge_after_commit()


def _shown(timing: Timing, people: list[tuple[User, int | None]]) -> list[dict[str, Any]]:
    """What is told in the app is shown on her devices, too, where she has any and wants it there."""
    return [
        {
            "recipient_id": person.pk,
            "customer_id": customer_id,
            "channel": Channel.PUSH,
            "next_attempt_at": timing.of_push(person),
        }
        for person, customer_id in sorted(people, key=_by_person)
        if person.is_active and timing.shows(person)
    ]


def _ring(told: list[dict[str, Any]]) -> None:
    """Open pages show what is told in the app now; what is written for the record rings nobody's bell."""
    people = {each["recipient_id"] for each in told if each["channel"] == Channel.IN_APP}
    if people and is_live():
        bell_changed.send(sender=Notification, people=people)


def retry(row: Notification, at: datetime | None = None) -> None:
    """Have a message that failed, or waits for its next attempt, sent now as if it were new (R1.4)."""
    unsent = (Notification.State.SET_ASIDE, Notification.State.WAITING)
    Notification.objects.filter(pk=row.pk, state__in=unsent).update(
        state=Notification.State.WAITING, attempts=0, next_attempt_at=at or timezone.now()
    )
    nudge_after_commit(PUSH if row.channel == Channel.PUSH else DELIVER)


def _by_person(told: tuple[User, int | None]) -> int:
    """Always one order: of two transactions that tell the same people, one waits for the other."""
    return told[0].pk


def _told(
    common: Notification, timing: Timing, person: User, customer_id: int | None, channel: str
) -> dict[str, Any]:
    """What of a row is this person's own."""
    told = {"recipient_id": person.pk, "customer_id": customer_id, "channel": channel}
    if channel == Channel.IN_APP:
        return told | {"state": Notification.State.SENT, "sent_at": common.created_at}
    if not mails.is_address(person.email):
        return told | {"state": Notification.State.SET_ASIDE, "last_error": mails.NO_ADDRESS}
    if _mode.get() is _Mode.ON_RECORD:
        return told | _as_sent(common, person, customer_id)
    priority, not_before = timing.of_mail(person)
    return told | {"priority": priority, "next_attempt_at": not_before}


def _as_sent(common: Notification, person: User, customer_id: int | None) -> dict[str, Any]:
    """As it would read, had it been sent when it was written."""
    row = copy(common)
    row.recipient, row.customer_id = person, customer_id
    mail = mails.written(row)
    return {
        "state": Notification.State.SENT,
        "sent_at": common.created_at,
        "attempts": 1,
        "address": person.email,
        "subject": mail.subject,
        "text": mail.text,
    }


def nudge_after_commit(task: str = DELIVER) -> None:
    """Have a worker do `task`; once a transaction, however much it tells."""
    nudge = _Nudge(task)
    if not any(nudge in waiting for waiting in connection.run_on_commit):
        transaction.on_commit(nudge, robust=True)


_paused_until = 0.0


@dataclass(frozen=True)
class _Nudge:
    """Wakes a worker. A broker that is away neither fails nor delays the request (R5.2)."""

    task: str

    def __call__(self) -> None:
        global _paused_until
        if time.monotonic() < _paused_until:
            return
        try:
            current_app.send_task(self.task)
        except Exception:
            _paused_until = time.monotonic() + NUDGE_PAUSE
            log.warning("the broker is away; what waits is left to beat", exc_info=True)
