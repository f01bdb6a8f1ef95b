"""Silence: two reminders, then closing (LIFECYCLE.md, 3). Severity 1 is never closed by itself."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from subscriptions.calendars import NoCoveredTime, SupportCalendar
from subscriptions.models.regions import Clock
from tickets import telling
from tickets.closing import close
from tickets.lifecycle import changing
from tickets.models import CloseReason, Incident, LifecycleRules, SilenceNotice, Status, TimelineEntry
from tickets.models.incidents import AWAITING_CUSTOMER
from tickets.timeline import write

ASK_TO_PHONE = 3  # number of the notice that asks an agent to phone, at severity 1
PHONE_AFTER = timedelta(hours=24)


def silent(at: datetime) -> list[int]:
    """The numbers of incidents whose customer has been silent for a day at `at`, longest first."""
    waiting = Incident.objects.filter(status__in=AWAITING_CUSTOMER, status_since__lte=at - PHONE_AFTER)
    return list(waiting.order_by("status_since").values_list("pk", flat=True))


def step(number: int, at: datetime) -> bool:
    """Do what the silence of one incident asks for at `at`: remind, close, or have an agent phone. Says whether
    anything was done; running it again does nothing."""
    with transaction.atomic():
        incident = (
            Incident.objects.select_for_update(of=("self",))
            .select_related("customer", "region", "contact", "product", "owner")
            .get(pk=number)
        )
        return incident.status in AWAITING_CUSTOMER and _step(incident, at)


def counted_from(incident: Incident) -> date:
    """The day, in the customer's zone, from which the silence is counted."""
    began = incident.status_since.astimezone(incident.customer.zone).date()
    return max(began, incident.held_open_until or began)


def working_day(calendar: SupportCalendar, day: date) -> date:
    """`day`, or the next on which the region's office is open; `day` itself where it never is."""
    zone = ZoneInfo(calendar.time_zone)
    try:
        opens = calendar.next_covered(datetime.combine(day, time.min, zone))
    except NoCoveredTime:
        return day
    return opens.astimezone(zone).date()


def steps(incident: Incident, rules: LifecycleRules, at: datetime) -> tuple[date, date, date]:
    """The days of the first reminder, the second and the closing, as far as they are known now."""
    calendar = incident.region.calendar_at(at).calendar(Clock.OFFICE)
    start = counted_from(incident)
    first = working_day(calendar, start + timedelta(days=rules.first_reminder_days))
    second = working_day(calendar, start + timedelta(days=rules.second_reminder_days))
    sent = _sent(incident, 2)
    told = sent.astimezone(incident.customer.zone).date() if sent else second
    closing = max(
        start + timedelta(days=rules.close_days), told + timedelta(days=rules.days_after_second_reminder)
    )
    return first, second, working_day(calendar, closing)


def _step(incident: Incident, at: datetime) -> bool:
    if incident.severity == 1:
        return _ask_to_phone(incident, at)
    today = at.astimezone(incident.customer.zone).date()
    first, second, closing = steps(incident, LifecycleRules.current(), at)
    if today >= closing and _sent(incident, 2):
        return _close(incident, at)
    if today >= second:
        return _remind(incident, 2, closing, at)
    return today >= first and _remind(incident, 1, closing, at)


def _sent(incident: Incident, number: int) -> datetime | None:
    notice = SilenceNotice.objects.filter(**_count(incident), number=number).first()
    return notice.sent_at if notice else None


def _count(incident: Incident) -> dict[str, Any]:
    """Which silence of the incident is counted, whatever zone its customer has meanwhile."""
    return {
        "incident": incident,
        "status": incident.status,
        "status_since": incident.status_since,
        "held_open_until": incident.held_open_until,
    }


def _notice(incident: Incident, number: int, at: datetime) -> bool:
    """Record the notice; False where it was sent before."""
    _row, first = SilenceNotice.objects.get_or_create(
        **_count(incident),
        number=number,
        defaults={"customer_id": incident.customer_id, "sent_at": at},
    )
    return first


def _remind(incident: Incident, number: int, closing: date, at: datetime) -> bool:
    if not _notice(incident, number, at):
        return False
    entry = write(incident, TimelineEntry.Kind.REMINDER, at, silence=number, closes_on=closing.isoformat())
    telling.silence(incident, entry, number, closing.isoformat())
    return True


def _close(incident: Incident, at: datetime) -> bool:
    solved = incident.status == Status.SOLUTION_PROPOSED
    with changing(incident, at) as row:
        close(row, CloseReason.SOLVED if solved else CloseReason.NO_ANSWER, at, None)
    return True


def _phone_from(incident: Incident) -> datetime:
    """When an agent is asked to phone: a day after the status began, or after midnight of the day until which the
    incident is held open."""
    held, since = incident.held_open_until, incident.status_since
    if held is not None:
        since = max(since, datetime.combine(held, time.min, incident.customer.zone))
    return since + PHONE_AFTER


def _ask_to_phone(incident: Incident, at: datetime) -> bool:
    if at < _phone_from(incident) or not _notice(incident, ASK_TO_PHONE, at):
        return False
    entry = write(incident, TimelineEntry.Kind.REMINDER, at, public=False, silence=ASK_TO_PHONE)
    telling.ask_to_phone(incident, entry)
    return True
