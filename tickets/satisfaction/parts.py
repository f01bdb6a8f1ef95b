"""What pages say of the question: to the contact who was asked on her first page and on the incident's, at the desk
her answer. An incident's page asks the database nothing where it was never closed as solved."""

from datetime import datetime

from subscriptions.models import User
from tickets.models import CloseReason, Incident, Status
from tickets.parts import Part
from tickets.satisfaction.asking import may_answer
from tickets.satisfaction.models import SatisfactionQuestion


def of_incident(incident: Incident, reader: User, at: datetime) -> Part | None:
    """The part of the page for this reader."""
    return _at_the_desk(incident) if reader.is_staff else _in_the_portal(incident, reader, at)


def of_first_page(reader: User, at: datetime) -> Part | None:
    """One line for the question that was asked last and is open: answered, the one before it comes."""
    found = SatisfactionQuestion.objects.visible_to(reader).open_to(reader, at).first()
    return Part("satisfaction/asked.html", {"question": found}) if found else None


def _in_the_portal(incident: Incident, reader: User, at: datetime) -> Part | None:
    if not (reader.pk == incident.contact_id and _is_solved(incident)):
        return None
    found = SatisfactionQuestion.objects.of(incident)
    if found is None or found.contact_id != reader.pk:
        return None
    may = may_answer(found, incident, reader, at)
    if not (may or found.is_answered):
        return None
    shown = {"incident": incident, "question": found, "may_answer": may}
    return Part("satisfaction/beside.html", shown, first=not found.is_answered)


def _at_the_desk(incident: Incident) -> Part | None:
    """The newest that was answered: another closing since leaves it."""
    found = SatisfactionQuestion.objects.answered().of(incident) if _was_answered(incident) else None
    return Part("satisfaction/desk/beside.html", {"question": found}) if found else None


def _is_solved(incident: Incident) -> bool:
    return incident.status == Status.CLOSED and incident.close_reason == CloseReason.SOLVED


def _was_answered(incident: Incident) -> bool:
    return any(entry.facts.get("code") in ("satisfied", "not_satisfied") for entry in incident.timeline.all())
