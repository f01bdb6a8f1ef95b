"""Confidential files of an incident: marked by whoever wrote on it, opened by the customer's people and by those of
the vendor who work on this incident; by anybody else only by break-glass access (subscriptions.looking)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from subscriptions import advisors, permissions
from subscriptions.audit.recording import record
from subscriptions.looking import break_glass
from subscriptions.models import User
from subscriptions.permissions import Permission
from tickets.models import Attachment, Incident
from tickets.refusals import ConfidentialFile


def mark(file: Attachment, by: User) -> None:
    """From now on it is confidential; pressing it again changes nothing. A contact of the company may, and whoever
    writes at the desk. Raises Forbidden."""
    if by.is_staff:
        permissions.require(by, Permission.WRITE)
    with transaction.atomic():
        if Attachment.objects.filter(pk=file.pk, confidential=False).update(confidential=True):
            record("file.marked", on=file, customer=file.customer_id, details=_incident(file))


def read(file: Attachment, by: User, at: datetime | None = None) -> None:
    """Put on record that she opens it, where it is confidential. Raises ConfidentialFile."""
    if not file.confidential:
        return
    if not may_open(file, by, at or timezone.now()):
        raise ConfidentialFile(name=file.name, incident=file.incident_id)
    record("file.read", on=file, customer=file.customer_id, person=by, details=_incident(file))


def may_open(file: Attachment, by: User, at: datetime) -> bool:
    """The customer's people; the incident's owner, the customer's advisor and deputy, whoever attached it; anybody
    of the vendor with break-glass access to the incident."""
    if not by.is_staff:
        return True
    incident = file.incident
    if by.pk in (incident.owner_id, file.uploaded_by_id):
        return True
    assigned = advisors.assignment(incident.customer, at)
    if assigned is not None and by in advisors.people_of(assigned):
        return True
    return break_glass.is_open(by, incident, at)


def break_the_glass(incident: Incident, by: User, reason: str, at: datetime | None = None) -> None:
    """Open the incident's confidential files to her for a while. Raises Forbidden, ReasonMissing of looking."""
    break_glass.take(by, incident, incident.customer, f"{incident.pk}: {incident.title}", reason, at)


def _incident(file: Attachment) -> dict[str, int]:
    return {"incident": file.incident_id}
