"""What pages of the core say of escalations: an incident's, for both sides, and what those who lead see first.
Where nothing was escalated an incident's page asks the database nothing."""

from datetime import datetime
from typing import Any, NamedTuple

from subscriptions.models import User
from tickets.escalations import ending
from tickets.escalations.models import EscalationRequest
from tickets.information import information
from tickets.models import Incident
from tickets.parts import Escalation, Part, escalation_parts

SHOWN = 20
OF_THE_END = ("escalation_end_proposed", "escalation_goes_on", "escalation_ended")


class Said(NamedTuple):
    """A step towards the end of an escalation: who did what, and the reason she gave."""

    words: str
    reason: str
    at: datetime


def of_incident(incident: Incident, reader: User, at: datetime) -> Part | None:
    """The newest request for this reader; for a contact of an open incident without one, how to ask."""
    asked = any(entry.facts.get("code") == "escalation_asked" for entry in incident.timeline.all())
    found = newest(incident) if asked else None
    shown: dict[str, Any] = {"incident": incident, "found": found, "at": at}
    if reader.is_staff:
        return Part("escalations/desk/beside.html", shown, first=found.is_open) if found else None
    if found is None and not incident.is_open:
        return None
    if found is not None:
        shown["hers"] = found.is_open and ending.is_asker(found, reader)
    return Part("escalations/beside.html", shown)


def for_leads(reader: User, at: datetime) -> Part | None:
    """What lasts, without an answer first."""
    rows = list(EscalationRequest.objects.visible_to(reader).open().whole()[:SHOWN])
    return Part("escalations/desk/leading.html", {"rows": rows, "at": at}) if rows else None


def newest(incident: Incident) -> EscalationRequest | None:
    """The request that was made last, with its people."""
    return EscalationRequest.objects.whole().filter(incident=incident).order_by("-number").first()


def beside(request: EscalationRequest, reader: User, at: datetime) -> list[Part]:
    """What other rooms add to the page of a request."""
    return escalation_parts(Escalation(request.incident, request.at, request.ended_at), reader, at)


def said_of_the_end(request: EscalationRequest, reader: User) -> list[Said]:
    """What was proposed and answered about its end, the oldest first; both sides read it."""
    entries = request.incident.timeline.filter(facts__code__in=OF_THE_END, at__gte=request.at)
    if request.ended_at:
        entries = entries.filter(at__lte=request.ended_at)
    return [
        Said(information(entry, not reader.is_staff), entry.facts.get("reason", ""), entry.at)
        for entry in entries.select_related("author")
    ]
