"""Which kinds of mail a person wants and how soon, when it may come, and what her devices show. What is in the app
always stays, and some kinds of mail can neither be switched off nor put off.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from notifications.hours import Hours
from notifications.kinds import KINDS, Kind
from notifications.models import Device, MailTimes, Notification, Preference
from notifications.models.outbox import Channel, NotificationQuerySet, Pace
from subscriptions import tenancy
from subscriptions.models import User
from subscriptions.prepared import prepared

Priority = Notification.Priority

ALERT = "alert"
OFF = "off"
SWITCHED_OFF = gettext_noop("The recipient has switched off mails of this kind.")
TIMES = ("quiet_from", "quiet_to", "quiet_days", "digest_at", "digest_day")
# Written out: whatever is told asks it.
CHOSEN = f"""
select person, wanted, pace, times.id is not null, {", ".join(TIMES)}
from unnest(%s::bigint[]) as person
left join notifications_mailtimes times on times.user_id = person
left join notifications_preference choice on choice.user_id = person and kind = %s and channel = 'email'
where times.id is not null or choice.id is not null
"""  # noqa: S608  names of our own


@dataclass(frozen=True)
class Chosen:
    """What one person has chosen: of one optional kind of mail, and when her mail may come. None: nothing."""

    wanted: bool | None
    pace: str | None
    hours: Hours | None


def mailed(user: User) -> list[Kind]:
    """The kinds that she may get by mail, as a contact or as staff."""
    return _told(user, Channel.EMAIL)


def unwanted(user: User) -> set[str]:
    """The codes of those she has switched off."""
    off = Preference.objects.filter(user=user, channel=Channel.EMAIL, wanted=False)
    return set(off.values_list("kind", flat=True))


def choices(user: User) -> dict[str, str]:
    """For each optional kind the pace at which it is mailed to her, or OFF."""
    chosen = {row.kind: row for row in Preference.objects.filter(user=user, channel=Channel.EMAIL)}
    return {
        kind.code: _choice(chosen[kind.code]) if kind.code in chosen else kind.pace
        for kind in mailed(user)
        if kind.optional
    }


def choose(
    user: User, wanted: Mapping[str, str], times: MailTimes | None = None, at: datetime | None = None
) -> None:
    """Have each of these optional kinds mailed to her at this pace, those at OFF not at all (R1.10), also not what
    waits, and her mail come at these times. What waits for the end of quiet hours or for a digest follows them."""
    known = choices(user)
    rows = [
        Preference(
            user=user,
            kind=kind,
            channel=Channel.EMAIL,
            wanted=choice != OFF,
            pace=Pace.AT_ONCE if choice == OFF else choice,
        )
        for kind, choice in wanted.items()
        if kind in known
    ]
    with transaction.atomic():
        Preference.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["user", "kind", "channel"],
            update_fields=["wanted", "pace"],
        )
        _set_aside(user, [row.kind for row in rows if not row.wanted])
        if times:
            MailTimes.objects.update_or_create(
                user=user, defaults={name: getattr(times, name) for name in TIMES}
            )
        _put_waiting(user, at or timezone.now())


def switch_off(user: User, kind: Kind) -> None:
    """Have this optional kind no longer mailed to her, also not what waits for her next digest."""
    with transaction.atomic():
        Preference.objects.update_or_create(
            user=user, kind=kind.code, channel=Channel.EMAIL, defaults={"wanted": False}
        )
        _set_aside(user, [kind.code])


def shown(user: User) -> list[Kind]:
    """The kinds that her devices may show, as a contact's or as staff's: those that are told in the app. Any may be
    switched off there."""
    return _told(user, Channel.IN_APP)


def wanted_on_devices(user: User) -> set[str]:
    """The codes of those she wants there: all but those that she has switched off."""
    off = Preference.objects.filter(user=user, channel=Channel.PUSH, wanted=False)
    return {kind.code for kind in shown(user)} - set(off.values_list("kind", flat=True))


def show_on_devices(user: User, wanted: Collection[str]) -> None:
    """Have these kinds shown on her devices, and no other."""
    rows = [
        Preference(user=user, kind=kind.code, channel=Channel.PUSH, wanted=kind.code in wanted)
        for kind in shown(user)
    ]
    Preference.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind", "channel"], update_fields=["wanted"]
    )


def devices_for(kind: Kind) -> QuerySet[Device] | None:
    """Those on which their people want the kind; None where nothing is pushed."""
    if not settings.VAPID_PRIVATE_KEY:
        return None
    off = Preference.objects.filter(user=OuterRef("user"), kind=kind.code, channel=Channel.PUSH, wanted=False)
    return Device.objects.filter(~Exists(off))


def with_devices_for(kind: Kind, people: Collection[User]) -> set[int]:
    """Who of them has a device on which she wants the kind: their keys. One query, none where nothing is pushed."""
    found = devices_for(kind)
    if found is None:
        return set()
    with tenancy.looking_as_staff():  # a device is its person's alone
        return set(found.filter(user__in=people).values_list("user", flat=True))


def wants_alerts_mailed(user: User) -> bool:
    """Whether alerts that everyone covered is told of come to her by mail as well (R1.6). Those she is registered
    for always do."""
    return ALERT not in unwanted(user)


def mail_alerts(user: User, *, wanted: bool) -> None:
    """Choose it. She is told of them in the portal in any case."""
    Preference.objects.update_or_create(
        user=user, kind=ALERT, channel=Channel.EMAIL, defaults={"wanted": wanted}
    )


def times(user: User) -> MailTimes:
    """When her mail may come: hers, or what holds where she has chosen nothing."""
    return MailTimes.objects.filter(user=user).first() or MailTimes(user=user)


def paced(pace: str, hours: Hours, at: datetime) -> tuple[int, datetime]:
    """The priority of a mail of this pace that is told at `at` and not urgent, and the instant before which it is
    not sent."""
    if pace == Pace.AT_ONCE:
        return Priority.NORMAL, hours.next_allowed(at)
    return Priority.PERIODIC, hours.next_daily(at) if pace == Pace.DAILY else hours.next_weekly(at)


def moved(instance: User, raw: bool, update_fields: Collection[str] | None, **kwargs: Any) -> None:
    """Receives that a person is about to be saved: what waits for her comes by the clock of the zone that she is in
    from now on (R1.10)."""
    if raw or instance._state.adding or "time_zone" not in (update_fields or ("time_zone",)):
        return
    if User.objects.filter(pk=instance.pk).exclude(time_zone=instance.time_zone).exists():
        _put_waiting(instance, timezone.now())


def _put_waiting(user: User, at: datetime) -> None:
    """What waits for the end of her quiet hours, or for her digest, comes as she has chosen now."""
    chosen = times(user)
    chosen.user = user  # in the zone that she has now
    paces, hers = choices(user), hours(chosen)
    with _of_all_companies(user) as mails:
        waiting = mails.filter(priority__in=(Priority.NORMAL, Priority.PERIODIC), attempts=0)
        for kind in set(waiting.values_list("kind", flat=True)):
            priority, when = paced(paces.get(kind, Pace.AT_ONCE), hers, at)
            waiting.filter(kind=kind).update(priority=priority, next_attempt_at=when)


def _set_aside(user: User, kinds: Collection[str]) -> None:
    """Her mails of these kinds that wait: she has switched them off meanwhile."""
    with _of_all_companies(user) as mails:
        mails.filter(kind__in=kinds).update(state=Notification.State.SET_ASIDE, last_error=SWITCHED_OFF)


@contextmanager
def _of_all_companies(user: User) -> Iterator[NotificationQuerySet]:
    """Her mails that wait, whichever company they are about: she chooses for all that she acts for."""
    with tenancy.as_staff():
        yield Notification.objects.filter(
            recipient=user, channel=Channel.EMAIL, state=Notification.State.WAITING
        )


def hours(times: MailTimes) -> Hours:
    """The arithmetic of her times."""
    return _hours(times.user, *(getattr(times, name) for name in TIMES))


def _hours(user: User, quiet_from: time, quiet_to: time, quiet_days: list[int], at: time, day: int) -> Hours:
    return Hours(user.zone, quiet_from, quiet_to, frozenset(quiet_days), at, day)


def chosen(people: Collection[User], kind: Kind | None = None) -> dict[int, Chosen]:
    """What those of them have chosen who have chosen anything, by their keys: of `kind`, if it is optional, and of
    their times. One query."""
    by_key = {person.pk: person for person in people}
    asked: list[Any] = [list(by_key), kind.code if kind and kind.optional else ""]
    with prepared(), connection.cursor() as cursor:
        cursor.execute(CHOSEN, asked)
        return {
            key: Chosen(wanted, pace, _hours(by_key[key], *times) if with_times else None)
            for key, wanted, pace, with_times, *times in cursor.fetchall()
        }


def hours_of(people: Collection[User]) -> dict[int, Hours]:
    """The times of those among the people who have chosen any, by their keys. One query."""
    return {key: each.hours for key, each in chosen(people).items() if each.hours}


def _choice(row: Preference) -> str:
    return row.pace if row.wanted else OFF


def _told(user: User, channel: str) -> list[Kind]:
    """The kinds that she may get by the channel, those of incidents first."""
    found = [kind for kind in KINDS.values() if kind.staff == user.is_staff and channel in kind.channels]
    return sorted(found, key=lambda kind: not kind.of_incident)
