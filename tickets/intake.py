"""Logging an incident (L1): by portal, mail, phone or API, all through `log_incident`."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from entitlements import answers
from entitlements.answers import Facts
from entitlements.community.models import Question
from entitlements.models import Severity
from subscriptions import arrays, kept, texts
from subscriptions.calendars import NoCoveredTime
from subscriptions.models import Customer, InstalledSystem, Product, ProductLine, ProductVersion, User
from subscriptions.models.regions import Clock
from subscriptions.prepared import prepared
from subscriptions.refusals import Refusal
from tickets import community, targets, telling, timeline, webhook_events
from tickets.attachments import attach
from tickets.duty import paging
from tickets.hours import calendar_of
from tickets.live import announcing
from tickets.models import Channel, Incident, Kind, TimelineEntry
from tickets.refusals import (
    HowToNotCritical,
    SeverityOneIncomplete,
    SeverityOneNotProduction,
    SeverityOutOfRange,
    SubmittedAlready,
    TitleMissing,
)
from tickets.targets import FR, SG

GO_LIVE_WITHIN = timedelta(days=14)  # R10.8


@dataclass(frozen=True, kw_only=True)
class NewIncident:
    """What is known when an incident is logged. `contact` reports it, `logged_by` types it (R18.3). `incomplete`:
    product and severity are assumed; `left_out`: which files of a mail were not taken, and why."""

    customer: Customer
    contact: User
    product: Product
    title: str
    description: str
    severity: int = Severity.MEDIUM
    kind: str = Kind.FAULT
    logged_by: User | None = None
    version: ProductVersion | None = None
    channel: str = Channel.PORTAL
    environment: str = InstalledSystem.Environment.PRODUCTION
    go_live_on: date | None = None
    impact: str = ""
    users_affected: str = ""
    phone: str = ""
    english_contact: str = ""
    language: str = ""
    requested_severity: int | None = None
    submission: UUID | None = None
    follow_up_of: Incident | None = None
    question: Question | None = None  # of the community, of which it comes
    external_number: str = ""
    files: list[UploadedFile] = field(default_factory=list)
    incomplete: bool = False
    left_out: list[str] = field(default_factory=list)


def log_incident(new: NewIncident, at: datetime | None = None, known: Facts | None = None) -> Incident:
    """Log an incident at `at` (phone: when the call began) and start its clocks. What the transaction has read of
    the customer's subscription by then need not be asked again.

    Pressing twice, or twenty times at once, gives the one incident of that `submission`. Raises a Refusal with
    the field to mend, or why the product or the subscription does not allow it; SubmittedAlready where another
    title, description or severity was sent so.
    """
    at = at or timezone.now()
    try:
        check(new, at)
        with transaction.atomic():
            return _log(new, at, known or answers.facts(new.customer, at))
    except (IntegrityError, Refusal) as refused:
        same = Incident.objects.filter(submission=new.submission).first() if new.submission else None
        if same is None:
            raise
        if _was_sent(same) != _is_sent(new):
            raise SubmittedAlready(number=same.pk) from refused
        return same


def _is_sent(new: NewIncident) -> tuple[str, str, int]:
    return texts.line(new.title), texts.without_controls(new.description).strip(), new.severity


def _was_sent(incident: Incident) -> tuple[str, str, int]:
    """The same of an incident, whatever became of it since."""
    logged = incident.timeline.get(kind=TimelineEntry.Kind.LOGGED)
    return incident.title, incident.description, logged.facts["severity"]


def check(new: NewIncident, at: datetime) -> None:
    """Raise the refusal for what cannot be logged as it stands; ask nothing of the subscription."""
    if not texts.line(new.title) or len(texts.line(new.title)) > 200:
        raise TitleMissing
    texts.message(new.description)
    if new.severity not in Severity.values:
        raise SeverityOutOfRange
    if new.severity == Severity.CRITICAL:
        _check_critical(new, at)


def _check_critical(new: NewIncident, at: datetime) -> None:
    if new.kind == Kind.HOW_TO:
        raise HowToNotCritical
    wanted = {_("business impact"): new.impact, _("a phone number that is answered now"): new.phone}
    missing = [name for name, value in wanted.items() if texts.is_blank(value)]
    if missing:
        raise SeverityOneIncomplete(missing=", ".join(missing))
    today = at.astimezone(new.customer.zone).date()
    soon = new.go_live_on is not None and today <= new.go_live_on <= today + GO_LIVE_WITHIN
    if new.environment != InstalledSystem.Environment.PRODUCTION and not soon:
        raise SeverityOneNotProduction


def _log(new: NewIncident, at: datetime, known: Facts) -> Incident:
    line = answers.may_log(known, new.product, new.severity)
    incident = _incident(new, line, at)
    logged = _logged(incident, new, at)
    with kept.settled(known.stamp):
        asked = _asked(incident, at)
        entries = [logged, *asked, *_outside_hours(incident, at)]
        targets.start(incident, [FR, SG], at, "logged")
        targets.place(incident)
        with prepared():
            incident.save(force_insert=True)
        arrays.insert(entries)
        attach(logged, new.files)
        announcing.changed(incident, public=True)
        webhook_events.heed(incident, logged)
        if new.question:
            community.link(incident, new.question, at)
        telling.logged(incident, logged)
        for entry in asked:
            telling.severity_asked(incident, entry, paging.on_call(incident, at))
        if line.ends_at <= at:
            telling.taken_after_expiry(incident, logged)
    if incident.severity == Severity.CRITICAL:
        paging.follow(incident, at)
    return incident


def _incident(new: NewIncident, line: ProductLine, at: datetime) -> Incident:
    """What is kept of what was said, under the line of its product. Nothing is saved yet."""
    incident = Incident(
        pk=_next_number(),
        customer=new.customer,
        product=new.product,
        version=new.version,
        region=new.customer.region,
        line=line,
        tier=line.tier,
        tier_rank=line.tier.rank,
        title=texts.line(new.title),
        description=texts.message(new.description),
        kind=new.kind,
        severity=new.severity,
        requested_severity=new.requested_severity,
        language=new.language or new.contact.language,
        channel=new.channel,
        environment=new.environment,
        go_live_on=new.go_live_on,
        impact=texts.optional(new.impact, field="impact"),
        users_affected=texts.line(new.users_affected)[:80],
        phone=texts.line(new.phone)[:40],
        english_contact=texts.line(new.english_contact)[:120],
        contact=new.contact,
        logged_by=new.logged_by or new.contact,
        follow_up_of=new.follow_up_of,
        submission=new.submission,
        incomplete=new.incomplete,
        external_number=new.external_number,
        status_since=at,
        logged_at=at,
        changed_at=at,
    )
    incident.running = []
    return incident


def _logged(incident: Incident, new: NewIncident, at: datetime) -> TimelineEntry:
    return timeline.entry(
        incident,
        TimelineEntry.Kind.LOGGED,
        at,
        author=incident.logged_by,
        channel=new.channel,
        severity=new.severity,
        follow_up_of=new.follow_up_of and new.follow_up_of.pk,
        left_out=new.left_out or None,
    )


def _asked(incident: Incident, at: datetime) -> list[TimelineEntry]:
    """That another severity is asked for, where it could not be logged so (R10.6, R10.8)."""
    if incident.requested_severity is None:
        return []
    kind, wanted = TimelineEntry.Kind.SEVERITY_REQUEST, incident.requested_severity
    asked = timeline.entry(incident, kind, at, author=incident.logged_by, to=wanted, from_=incident.severity)
    return [asked]


def _next_number() -> int:
    """Taken before the row is written, so that it is written once, with its place in the queue."""
    with connection.cursor() as cursor:
        cursor.execute("select nextval('tickets_incident_id_seq')")
        return int(cursor.fetchone()[0])


def _outside_hours(incident: Incident, at: datetime) -> list[TimelineEntry]:
    """What says when the clock starts where it does not run yet (R5.4), and that support is then in English
    (R10.4). Nothing where no time is covered at all: an alarm says that (TARGETS.md, 5.7)."""
    office = incident.region.calendar_at(at).calendar(Clock.OFFICE)
    try:
        begins = calendar_of(incident, at).next_covered(at)
    except NoCoveredTime:
        return []
    said: list[dict[str, Any]] = []
    if begins > at:
        said.append({"code": "outside_your_cover", "begins": begins.isoformat()})
    if not office.is_covered(begins) and not incident.language.startswith("en"):
        incident.english_handling = True
        said.append({"code": "english_handling"})
    return [timeline.entry(incident, TimelineEntry.Kind.INFORMATION, at, **facts) for facts in said]


def follow_up(
    incident: Incident,
    contact: User,
    text: str,
    *,
    channel: str,
    at: datetime,
    files: list[UploadedFile],
    severity: int = Severity.MEDIUM,
    submission: UUID | None = None,
) -> Incident:
    """A message to an incident that can no longer be reopened becomes a new one, linked to it (LIFECYCLE.md, 3)."""
    return log_incident(
        NewIncident(
            customer=incident.customer,
            contact=contact,
            product=incident.product,
            version=incident.version,
            title=incident.title,
            description=text,
            severity=severity,
            kind=incident.kind,
            channel=channel,
            follow_up_of=incident,
            files=files,
            submission=submission,
        ),
        at,
    )
