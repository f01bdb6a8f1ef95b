"""Shows what waits in the outbox for people's devices. Writing the rows is outbox.py's.

The loop, which any number of workers may run at once:
1. lease some rows that are due, urgent ones first, as mail does (leasing.py);
2. call every device of their readers that has not taken them, several at a time, each ten seconds at most;
3. mark each row: shown where a device took it and none is tried again, else due again later, or set aside;
   a device that the push service knows no more (404, 410) is forgotten.

A call whose answer was lost is made again, under the same topic and tag: the device shows it once.
"""

import time
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from notifications import back_off, leasing
from notifications.models import Device, Notification
from notifications.models.outbox import Channel, NotificationQuerySet
from notifications.models.outbox import tried as tried_at
from notifications.push import sending, words
from notifications.push.sending import Push
from subscriptions import tenancy
from subscriptions.outgoing.calling import Answer
from subscriptions.outgoing.errors import Error

State = Notification.State
Priority = Notification.Priority

RUN_SECONDS = 60.0
BATCH = 40
PLACES = 16
WAITS = (
    timedelta(seconds=10),
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480)),
)
# How long it may take to reach a device that is away. What is urgent goes on to somebody else meanwhile.
LASTS = {Priority.URGENT: timedelta(hours=1), Priority.ALERT: timedelta(days=3)}
LASTS_ELSE = timedelta(days=1)
QUIET_HOURS = timedelta(days=1)  # put off what is not urgent so long at most
GONE = (404, 410)
TOO_MANY = 429

NO_DEVICE = gettext_noop("No device of the recipient shows messages any more.")
TOO_LATE = gettext_noop("It could not be shown in time.")


@dataclass(frozen=True)
class Tried:
    """What a device's push service answered."""

    device: Device
    answer: Answer

    @property
    def is_gone(self) -> bool:
        return self.answer.status in GONE

    @property
    def may_come(self) -> bool:
        """Whether it is to be tried again: the service is away or has too much to do."""
        status = self.answer.status
        if self.answer.is_success or self.answer.error in (Error.URL, Error.PRIVATE):
            return False
        return status is None or status == TOO_MANY or status >= 500

    @property
    def said(self) -> str:
        return f"{self.device.name}: {self.answer.detail or self.answer.error}"[:200]


def deliver_due(seconds: float = RUN_SECONDS) -> int:
    """Show until nothing is due or `seconds` have passed. Returns how many messages were shown."""
    shown, until = 0, time.monotonic() + seconds
    with ThreadPoolExecutor(PLACES) as threads:
        while time.monotonic() < until and (rows := leasing.take(_due(timezone.now()), BATCH)):
            shown += _deliver(rows, threads)
    return shown


def _due(at: datetime) -> NotificationQuerySet:
    """In no reader's order: a device that is away holds back nothing of the others."""
    return Notification.objects.due(at, Channel.PUSH)


def lasts(priority: int) -> timedelta:
    """How long a message of this priority is worth being shown."""
    return LASTS.get(Priority(priority), LASTS_ELSE)


def _deliver(rows: list[Notification], threads: Executor) -> int:
    at = timezone.now()
    with tenancy.as_staff():
        readers, devices, told = leasing.Readers.of(rows), _devices(rows), _told(rows)
    fit = []
    for row in rows:
        if why := readers.no_longer_hers(row) or _out_of_time(row, at):
            leasing.mark(row, last_error=why, **_given_up(row.taken_by))
        else:
            fit.append(row)
    calls = []
    for row in fit:
        push = _push(row, told.get((row.event, row.recipient_id)))
        waiting = [each for each in devices.get(row.recipient_id, []) if each.pk not in (row.taken_by or [])]
        calls.append((row, [threads.submit(_send, each, push, at) for each in waiting]))
    return sum(_note(row, [each.result() for each in futures]) for row, futures in calls)


def _devices(rows: Iterable[Notification]) -> dict[int, list[Device]]:
    """By their person. Those of a password that is no more are signed out, so they show nothing."""
    found: dict[int, list[Device]] = {}
    readers = {row.recipient_id for row in rows}
    for device in Device.objects.filter(user__in=readers).select_related("user").order_by("pk"):
        if device.is_signed_in:
            found.setdefault(device.user_id, []).append(device)
        else:
            device.delete()
    return found


def _told(rows: Iterable[Notification]) -> dict[tuple[str, int], int]:
    """The same messages in the app: their keys by event and reader."""
    rows = list(rows)
    found = Notification.objects.filter(
        event__in={row.event for row in rows},
        recipient__in={row.recipient_id for row in rows},
        channel=Channel.IN_APP,
    )
    return {(event, reader): pk for event, reader, pk in found.values_list("event", "recipient", "pk")}


def _out_of_time(row: Notification, at: datetime) -> str:
    """Nobody is woken for what is over: a page goes on to the next person within minutes."""
    held = timedelta(0) if row.priority <= Priority.ALERT else QUIET_HOURS
    return TOO_LATE if at > row.created_at + held + lasts(row.priority) else ""


def _push(row: Notification, told: int | None) -> Push:
    return Push(words.body(row, told), f"told-{row.pk}", row.priority <= Priority.ALERT, lasts(row.priority))


def _send(device: Device, push: Push, at: datetime) -> Tried:
    try:
        return Tried(device, sending.send(device, push, at))
    except Exception as error:  # whatever is wrong with one device's keys: the others' go on
        return Tried(device, Answer(status=400, error=Error.WORKER, detail=type(error).__name__))


def _note(row: Notification, tried: list[Tried]) -> bool:
    """One transaction; whether it is shown on some device."""
    at = timezone.now()
    took = [each.device.pk for each in tried if each.answer.is_success]
    later = [each for each in tried if each.may_come]
    failed = [each for each in tried if not each.answer.is_success and not each.is_gone]
    taken_by = [*(row.taken_by or []), *took]
    with tenancy.as_staff():
        Device.objects.filter(pk__in=[each.device.pk for each in tried if each.is_gone]).delete()
        Device.objects.filter(pk__in=took).update(last_used_at=at, failed_at=None, last_error="")
        for each in failed:
            Device.objects.filter(pk=each.device.pk).update(
                failed_at=each.device.failed_at or at, last_error=each.said
            )
        if later:
            _try_again(row, later, taken_by)
        elif taken_by:
            Notification.objects.filter(pk=row.pk).update(
                state=State.SENT,
                sent_at=at,
                leased_until=None,
                last_error="",
                taken_by=taken_by,
                tries=tried_at(at, ", ".join(each.device.name for each in tried if each.answer.is_success)),
            )
        else:
            leasing.mark(row, state=State.SET_ASIDE, last_error=failed[0].said if failed else NO_DEVICE)
    return bool(taken_by and not later)


def _try_again(row: Notification, later: list[Tried], taken_by: list[int]) -> None:
    """When the push services ask for it, not before."""
    Notification.objects.filter(pk=row.pk).update(taken_by=taken_by)
    leasing.put_off(row, later[0].said, row.attempts, WAITS, _given_up(taken_by))
    now = timezone.now()
    asked = max(back_off.asked(each.answer.retry_after, now) for each in later)
    if asked:
        waiting = Notification.objects.filter(pk=row.pk, state=State.WAITING, next_attempt_at__lt=now + asked)
        waiting.update(next_attempt_at=now + asked)


def _given_up(taken_by: list[int] | None) -> Mapping[str, Any]:
    """What becomes of a row that is not tried again: where a device has taken it, it was shown."""
    return {"state": State.SENT, "sent_at": timezone.now()} if taken_by else leasing.SET_ASIDE
