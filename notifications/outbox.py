"""Telling people: writes what is to be sent in the caller's transaction, so that both happen or neither does.

What is told and how it reads is kinds.py's and templates/mail's; sending is delivery.py's. After the commit a
worker is nudged; where the broker is away, beat finds the rows within seconds.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import batched
from typing import Any

from celery import current_app
from django.db.models import QuerySet
from django.utils import timezone

from notifications import mails, preferences, within_scope, writing
from notifications.kinds import KINDS, Kind
from notifications.models import Alert, Notification
from notifications.models.outbox import Channel
from notifications.signals import bell_changed
from notifications.timing import Timing
from subscriptions import errands
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
    own: Mapping[int, Mapping[str, Any]] | None = None,
) -> None:
    """The same for people of several customers: pairs of a person and the customer's key. Memory is bounded
    by BATCH, however many they are. Nobody of the vendor is told of what is outside her scope. `own`: words of
    the context that are a person's own, by her key."""
    about = KINDS[kind]
    common = _common(about, event, context, link, priority, alert, at)
    if _mode.get() is _Mode.SILENT:
        return
    incident = context.get("number") if about.of_incident else None
    for some in batched(within_scope.told(recipients, incident), BATCH):
        people = [person for person, _customer in some]
        timing = Timing.of(about, common.priority, people, common.created_at)
        told = [
            _told(common, timing, person, customer_id, channel)
            for person, customer_id in sorted(some, key=_by_person)
            if person.is_active
            for channel in channels or about.channels
            if channel == Channel.IN_APP or timing.wants(person)
        ]
        if Channel.IN_APP in (channels or about.channels) and is_live():
            told += _shown(timing, list(some))
        if own:
            told = [each | {"context": {**context, **own.get(each["recipient_id"], {})}} for each in told]
        writing.insert(common, told)
        _ring({each["recipient_id"] for each in told if each["channel"] == Channel.IN_APP})
        if any(each["channel"] == Channel.PUSH for each in told):
            nudge_after_commit(PUSH)
    _written(event)


def tell_found(
    kind: str,
    found: QuerySet[Any],
    event: str,
    *,
    context: Mapping[str, Any],
    link: str = "",
    alert: Alert | None = None,
    at: datetime | None = None,
) -> None:
    """The same for very many, whom the database finds and writes by itself: each of `found` has a `recipient_id`, a
    `customer_id`, and `by_mail`: whether mail comes too. Only for kinds that come at once."""
    about = KINDS[kind]
    common = _common(about, event, context, link, None, alert, at)
    if about.optional or common.priority >= Notification.Priority.NORMAL:
        raise ValueError(f"{kind} keeps to each reader's own times")
    if _mode.get() is _Mode.SILENT:
        return
    devices = preferences.devices_for(about) if is_live() else None
    writing.insert_found(common, found, devices)
    rung = Notification.objects.filter(event=event, channel=Channel.IN_APP).values_list(
        "recipient", flat=True
    )
    for some in batched(rung.iterator(BATCH), BATCH):
        _ring(set(some))
    if devices is not None:
        nudge_after_commit(PUSH)
    _written(event)


def _common(
    kind: Kind,
    event: str,
    context: Mapping[str, Any],
    link: str,
    priority: int | None,
    alert: Alert | None,
    at: datetime | None,
) -> Notification:
    """What its rows have in common. Raises ValueError where the context lacks one of the kind's words."""
    if missing := kind.missing(context):
        raise ValueError(f"{kind.code} needs {', '.join(missing)} in its context")
    at = at or timezone.now()
    return Notification(
        kind=kind.code,
        event=event,
        context=dict(context),
        link=link,
        priority=kind.priority if priority is None else priority,
        alert=alert,
        created_at=at,
        next_attempt_at=at,
    )


def _written(event: str) -> None:
    if _mode.get() is _Mode.ON_RECORD:
        _put_on_record(event)
    else:
        nudge_after_commit()


def _put_on_record(event: str) -> None:
    """Its mails as they would read, had they been sent when they were written."""
    rows = Notification.objects.filter(event=event, channel=Channel.EMAIL, state=Notification.State.WAITING)
    for row in rows.select_related("recipient", "alert"):
        mail = mails.written(row)
        row.state, row.sent_at, row.attempts = Notification.State.SENT, row.created_at, 1
        row.address, row.subject, row.text = row.recipient.email, mail.subject, mail.text
        row.save(update_fields=["state", "sent_at", "attempts", "address", "subject", "text"])


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


def _ring(people: set[int]) -> None:
    """Open pages show what is told in the app now; what is written for the record rings nobody's bell."""
    if people and is_live():
        bell_changed.send(sender=Notification, people=people)


def retry(row: Notification, at: datetime | None = None) -> datetime:
    """Have a message that failed, or waits for its next attempt, sent as if it were new (R1.4): now, or after the
    quiet hours of its reader that it keeps to. Gives when."""
    at = at or timezone.now()
    hours = preferences.hours_of([row.recipient]).get(row.recipient_id) if row.keeps_hours else None
    when = hours.next_allowed(at) if hours else at
    unsent = (Notification.State.SET_ASIDE, Notification.State.WAITING)
    Notification.objects.filter(pk=row.pk, state__in=unsent).update(
        state=Notification.State.WAITING, attempts=0, next_attempt_at=when
    )
    nudge_after_commit(PUSH if row.channel == Channel.PUSH else DELIVER)
    return when


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
        return told
    priority, not_before = timing.of_mail(person)
    return told | {"priority": priority, "next_attempt_at": not_before}


def nudge_after_commit(task: str = DELIVER) -> None:
    """Have a worker do `task`; once a transaction, however much it tells."""
    errands.after_commit(_Nudge(task))


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
