"""A request for escalation, locked: how every verb of it begins and ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from subscriptions.models import User
from tickets import lifecycle
from tickets.escalations.models import EscalationRequest
from tickets.escalations.refusals import EscalationEnded
from tickets.models import Incident, TimelineEntry
from tickets.timeline import write


@contextmanager
def changing(request: EscalationRequest) -> Iterator[EscalationRequest]:
    """The request, locked and fresh, its incident first as in every verb of it; what the block changes is saved.
    Raises EscalationEnded."""
    with transaction.atomic():
        incident = Incident.objects.for_change().get(pk=request.incident_id)
        rows = EscalationRequest.objects.select_for_update(of=("self",)).select_related(
            "owner", "answered_by", "by"
        )
        row = rows.get(pk=request.pk)
        row.incident = incident
        if not row.is_open:
            raise EscalationEnded(outcome=row.get_outcome_display())
        yield row
        row.save()


def note(
    request: EscalationRequest, code: str, author: User | None, at: datetime, **facts: Any
) -> TimelineEntry:
    """A step of the escalation in the incident's timeline, seen by both sides; the incident is marked as escalated
    as long as the request lasts."""
    with lifecycle.changing(request.incident, at) as incident:
        incident.escalated = request.is_open
        return write(incident, TimelineEntry.Kind.INFORMATION, at, author=author, code=code, **facts)
