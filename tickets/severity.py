"""Changing the severity, and asking for another one (TARGETS.md, 1; R8.10, R10.6, R10.7)."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from entitlements.models import Severity
from subscriptions import texts
from subscriptions.models import User
from subscriptions.refusals import InvalidInput
from tickets import signals, superseding, telling
from tickets.duty import paging
from tickets.lifecycle import changing, check_open
from tickets.models import Incident, Kind, TimelineEntry
from tickets.refusals import (
    HowToNotCritical,
    ImpactMissing,
    NothingAsked,
    PhoneMissing,
    SeverityOutOfRange,
    SeverityUnchanged,
)
from tickets.timeline import due_changes, write
from tickets.waking import wake


def change_severity(
    incident: Incident,
    agent: User,
    severity: int,
    reason: str,
    at: datetime | None = None,
    *,
    impact: str = "",
    phone: str = "",
) -> Incident:
    """An agent changes the severity with a reason the customer sees; running milestones follow (R8.10).

    Severity 1 needs the business impact and a phone that is answered now (R10.6): what the incident lacks of them
    is given along, and what is given takes the place of what it has. Raises ImpactMissing, PhoneMissing.
    """
    at = at or timezone.now()
    with changing(incident, at) as row:
        why = _check(row, severity, reason)
        if severity == Severity.CRITICAL:
            for refusal in lacking(row, impact, phone):
                raise refusal
            row.impact = texts.optional(impact, field="impact") or row.impact
            row.phone = texts.line(phone)[:40] or row.phone
        entry = set_severity(row, severity, at, agent, reason=why)
        telling.severity_changed(row, entry)
        return row


def lacking(incident: Incident, impact: str, phone: str) -> list[InvalidInput]:
    """What is refused of a raise to severity 1 with these, each for its field (R10.6)."""
    wanted: list[tuple[str, type[InvalidInput]]] = [
        (texts.line(impact) or incident.impact, ImpactMissing),
        (texts.line(phone) or incident.phone, PhoneMissing),
    ]
    return [refusal() for text, refusal in wanted if texts.is_blank(text)]


def set_severity(
    incident: Incident, severity: int, at: datetime, author: User, **facts: Any
) -> TimelineEntry:
    """Inside `changing`: another severity; running milestones follow (R8.10). The entry keeps `facts` with it."""
    before = incident.severity
    incident.severity, incident.requested_severity = severity, None
    wake(incident, at, "severity", author)
    pairs = superseding.retarget(incident, at, cause="severity", raised=severity < before)
    entry = write(
        incident,
        TimelineEntry.Kind.SEVERITY,
        at,
        author=author,
        to=severity,
        due=due_changes(pairs),
        from_=before,
        **facts,
    )
    signals.severity_changed.send(Incident, incident=incident.pk, severity=severity, at=at)
    return entry


def ask_for_severity(
    incident: Incident, contact: User, severity: int, reason: str, at: datetime | None = None
) -> Incident:
    """The contact asks for another severity; a person decides, of severity 1 whoever is on call at night."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        why = _check(row, severity, reason)
        row.requested_severity = severity
        wake(row, at, "contact", contact)
        entry = write(
            row,
            TimelineEntry.Kind.SEVERITY_REQUEST,
            at,
            author=contact,
            reason=why,
            to=severity,
            from_=row.severity,
        )
        telling.severity_asked(row, entry, paging.on_call(row, at))
        return row


def decline_severity(incident: Incident, agent: User, reason: str, at: datetime | None = None) -> Incident:
    """The severity stays, with the reason that the customer sees. Raises NotOpen, or NothingAsked where no other
    is asked for."""
    at = at or timezone.now()
    with changing(incident, at) as row:
        check_open(row)
        if row.requested_severity is None:
            raise NothingAsked
        why, wanted = texts.reason(reason), row.requested_severity
        row.requested_severity = None
        entry = write(row, TimelineEntry.Kind.SEVERITY_REQUEST, at, author=agent, reason=why, declined=wanted)
        telling.severity_declined(row, entry)
        return row


def _check(incident: Incident, severity: int, reason: str) -> str:
    if severity not in Severity.values:
        raise SeverityOutOfRange
    if severity == incident.severity:
        raise SeverityUnchanged
    if severity == Severity.CRITICAL and incident.kind == Kind.HOW_TO:
        raise HowToNotCritical
    check_open(incident)
    return texts.reason(reason)
