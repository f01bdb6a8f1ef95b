"""Which part of a modified system a question is about: the contact says it, the timeline keeps it (R11.5)."""

from datetime import datetime

from django.utils import timezone

from subscriptions import installed, texts
from subscriptions.models import User
from tickets.consulting.refusals import PartNotAsked, PartNotChosen
from tickets.lifecycle import changing
from tickets.models import Incident, Kind, TimelineEntry
from tickets.timeline import write

CODE = "asked_part"


def modifications(incident: Incident) -> str:
    """What is modified of the incident's product at its customer; empty where it is standard."""
    return installed.modifications(incident.customer_id, incident.product_id)


def said(incident: Incident) -> TimelineEntry | None:
    """What the contact said last. The timeline of the incident is read, or was before."""
    entries = [entry for entry in incident.timeline.all() if entry.facts.get("code") == CODE]
    return max(entries, key=lambda entry: (entry.at, entry.pk)) if entries else None


def is_asked(incident: Incident) -> bool:
    """Whether she is to be asked: an open how-to question of which she has not said it."""
    return incident.is_open and incident.kind == Kind.HOW_TO and said(incident) is None


def say(
    incident: Incident, contact: User, modified: bool | None, text: str = "", at: datetime | None = None
) -> Incident:
    """The contact says whether her question is about the modified part, and which.

    She may say it again; the last word counts. Raises PartNotChosen, PartNotAsked, TextTooLong.
    """
    at = at or timezone.now()
    if modified is None:
        raise PartNotChosen
    with changing(incident, at) as row:
        if not row.is_open or row.kind != Kind.HOW_TO or not modifications(row):
            raise PartNotAsked
        write(
            row,
            TimelineEntry.Kind.INFORMATION,
            at,
            author=contact,
            code=CODE,
            modified=modified,
            reason=texts.optional(text, field="text"),
        )
        return row
