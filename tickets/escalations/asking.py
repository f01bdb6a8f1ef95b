"""A contact asks to escalate an incident (LIFECYCLE.md, 4)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from subscriptions import texts
from subscriptions.models import User
from subscriptions.refusals import InvalidInput
from tickets import reminders
from tickets.escalations import levels, telling
from tickets.escalations.models import EscalationRequest, EscalationRules, Outcome
from tickets.escalations.refusals import (
    CriticalDateFar,
    CriticalDatePast,
    EscalatedAlready,
    ImpactNeeded,
    IncidentNotOpen,
    NameNeeded,
    PhoneNeeded,
    ReasonNeeded,
    WorkaroundNotSaid,
)
from tickets.hours import calendar_of
from tickets.lifecycle import changing
from tickets.models import Incident, TimelineEntry
from tickets.timeline import write
from tickets.waking import wake

FURTHEST_AHEAD = timedelta(days=366)
REMINDED_AT = 0.5  # of the time for an answer


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What the customer gives; `workaround_ok` is None where she has not said it. `critical_on` is a day of her
    calendar, by which it must work; `name` and `phone` are of the person asking."""

    reason: str
    impact: str
    workaround_ok: bool | None
    name: str
    phone: str
    critical_on: date | None = None
    submission: UUID | None = None


def ask(incident: Incident, contact: User, wish: Wish, at: datetime | None = None) -> EscalationRequest:
    """Escalate at the customer's request: whoever answers at its level is told, and its own clock begins. A second
    request takes the place of the first, a level higher. The severity stays, and so does the status.

    Pressing twice gives the one request of that `submission`. Raises what is missing at its field, IncidentNotOpen,
    EscalatedAlready where it cannot go higher at her request.
    """
    at = at or timezone.now()
    said = _checked(wish, incident, at)
    with changing(incident, at) as row:
        if same := _same(row, wish):
            return same
        if not row.is_open:
            raise IncidentNotOpen(status=row.get_status_display(), number=row.pk)
        before = _end_lower(row, contact, at)
        made = _request(row, contact, said, before, at)
        row.escalated = True
        wake(row, at, "contact", contact)
        write(
            row,
            TimelineEntry.Kind.INFORMATION,
            at,
            author=contact,
            code="escalation_asked",
            reason=made.reason,
            level=made.level,
            due_at=made.due_at.isoformat(),
        )
        reminders.escalate(row, made.level, f"request:{made.number}", at, asked=telling.asked(made))
        return made


def _checked(wish: Wish, incident: Incident, at: datetime) -> Wish:
    """What was said as it is kept; raises for what is missing."""
    if wish.workaround_ok is None:
        raise WorkaroundNotSaid
    _check_day(wish.critical_on, at.astimezone(incident.customer.zone).date())
    return Wish(
        reason=texts.message(wish.reason, field="reason", missing=ReasonNeeded),
        impact=texts.message(wish.impact, field="impact", missing=ImpactNeeded),
        workaround_ok=wish.workaround_ok,
        name=_line(wish.name, 120, NameNeeded),
        phone=_line(wish.phone, 40, PhoneNeeded),
        critical_on=wish.critical_on,
        submission=wish.submission,
    )


def _check_day(day: date | None, today: date) -> None:
    if day and day < today:
        raise CriticalDatePast
    if day and day > today + FURTHEST_AHEAD:
        raise CriticalDateFar


def _line(text: str, limit: int, missing: type[InvalidInput]) -> str:
    kept = texts.line(text)[:limit]
    if not kept:
        raise missing
    return kept


def _same(incident: Incident, wish: Wish) -> EscalationRequest | None:
    if wish.submission is None:
        return None
    return EscalationRequest.objects.filter(incident=incident, submission=wish.submission).first()


def _end_lower(incident: Incident, contact: User, at: datetime) -> int:
    """How many there were; one that lasts at level 1 ends, since the new one takes its place."""
    rows = list(incident.escalation_requests.select_related("owner").order_by("number"))
    for row in rows:
        if row.is_open and row.level >= levels.MANAGER:
            who = row.owner.name if row.owner else levels.who_answers(row.level)
            raise EscalatedAlready(level=row.level, who=who, number=incident.pk)
        if row.is_open:
            row.outcome, row.ended_by, row.ended_at, row.next_at = Outcome.RAISED, contact, at, None
            row.save(update_fields=["outcome", "ended_by", "ended_at", "next_at"])
    return len(rows)


def _request(incident: Incident, contact: User, said: Wish, before: int, at: datetime) -> EscalationRequest:
    due_at, next_at = answer_times(incident, at)
    return EscalationRequest.objects.create(
        incident=incident,
        customer_id=incident.customer_id,
        number=before + 1,
        level=levels.level_of(incident.severity, before),
        reason=said.reason,
        impact=said.impact,
        critical_on=said.critical_on,
        workaround_ok=bool(said.workaround_ok),
        name=said.name,
        phone=said.phone,
        by=contact,
        at=at,
        submission=said.submission,
        due_at=due_at,
        next_at=next_at,
    )


def answer_times(incident: Incident, at: datetime) -> tuple[datetime, datetime]:
    """When what is asked at `at` is to be answered, by the incident's severity and clock, and when somebody is
    reminded of it."""
    allowed = EscalationRules.current().allowed(incident.severity, incident.region.calendar_at(at).day())
    calendar = calendar_of(incident, at)
    return calendar.add(at, allowed), calendar.add(at, allowed * REMINDED_AT)
