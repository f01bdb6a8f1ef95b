"""Whether a severity 1 looks for somebody: nobody owns it, or it was raised behind its owner's back (R10.1).

Read from the incident and its timeline; what follows from it is paging.py's.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from entitlements.models import Severity
from subscriptions.composed import Composed
from tickets.duty.models import Paging
from tickets.duty.rosters import in_office
from tickets.models import Incident, TimelineEntry

Cause = Paging.Cause
Kind = TimelineEntry.Kind
LAST = Composed(lambda incident: TimelineEntry.objects.filter(incident=incident).order_by("-pk")[:1])
AFTER = {Kind.SEVERITY: Cause.RAISED, Kind.OWNER: Cause.RELEASED}


def is_urgent(incident: Incident) -> bool:
    """Severity 1, and for the vendor to act now."""
    return incident.severity == Severity.CRITICAL and incident.is_for_work


def begins(incident: Incident, at: datetime, *, raised: bool) -> bool:
    """Whether what has just happened to it at `at` calls for somebody: it is without owner, or was `raised` out of
    office hours by another than its owner, who may be asleep."""
    if not is_urgent(incident):
        return False
    return incident.owner_id is None or (raised and _raised_by_another(incident, at))


def goes_on(paging: Paging, incident: Incident) -> bool:
    """Whether nobody has it yet: no owner, or still the one who had it when it was raised and has not answered."""
    if not is_urgent(incident):
        return False
    if incident.owner_id is None:
        return True
    return incident.owner_id == paging.owner_id and not any(answered_by(paging, incident))


def answered_by(paging: Paging, incident: Incident) -> Iterable[int]:
    """Who of the vendor has written to the contact, or spoken with her, since the paging began."""
    answers = Q(kind=Kind.MESSAGE, public=True) | (Q(kind=Kind.CALL) & ~Q(facts__answered=False))
    since = incident.timeline.filter(answers, by_vendor=True, at__gte=paging.started_at)
    return since.exclude(author=None).values_list("author_id", flat=True)


def cause_of(incident: Incident, at: datetime) -> str:
    """What has just happened to it, as the timeline says."""
    if at == incident.logged_at:
        return Cause.LOGGED
    last = _last(incident)
    return AFTER.get(Kind(last.kind), Cause.REOPENED) if last else Cause.LOGGED


def _raised_by_another(incident: Incident, at: datetime) -> bool:
    if in_office(incident.region, at):
        return False
    last = _last(incident)
    if last is None or last.kind != Kind.SEVERITY:
        return False
    return last.at == at and last.author_id != incident.owner_id


def _last(incident: Incident) -> TimelineEntry | None:
    return next(iter(LAST(incident=incident.pk)), None)
