"""What an incident's page says of its hand-over: to the customer where it stands, at the desk whom it is with and
how to hand it over. Where nothing is handed over it asks the database nothing."""

from datetime import datetime

from subscriptions import permissions
from subscriptions.models import User
from subscriptions.permissions import Permission
from tickets import closing
from tickets.consulting import asked_parts
from tickets.consulting.models import HandOver
from tickets.models import CloseReason, Incident, Kind
from tickets.parts import Part


def of_incident(incident: Incident, reader: User, at: datetime) -> Part | None:
    """The part of the page for this reader."""
    return _at_the_desk(incident, reader) if reader.is_staff else _in_the_portal(incident, at)


def _in_the_portal(incident: Incident, at: datetime) -> Part | None:
    if closing.is_handed_over(incident):
        found = _newest(incident)
        if found is None:
            return None
        objection = getattr(found, "objection", None)
        may_object = objection is None and closing.may_reopen(incident, at)
        shown = {"hand_over": found, "objection": objection, "may_object": may_object}
        return Part("consulting/status.html", shown, first=True)
    if asked_parts.is_asked(incident) and (modified := asked_parts.modifications(incident)):
        return Part("consulting/which_part.html", {"incident": incident, "modified": modified}, first=True)
    if _is_proposed(incident):
        return Part("consulting/proposed.html", {}, first=True)
    return None


def _at_the_desk(incident: Incident, reader: User) -> Part | None:
    found = _newest(incident) if _was_handed_over(incident) else None
    works = incident.is_open and permissions.may(reader, Permission.WORK)
    if found is None and not works:
        return None
    shown = {
        "incident": incident,
        "hand_over": found,
        "objection": getattr(found, "objection", None),
        "works": works,
        "proposed": works and _is_proposed(incident),
    }
    return Part("consulting/desk/beside.html", shown)


def _was_handed_over(incident: Incident) -> bool:
    return any(entry.facts.get("close_reason") == CloseReason.CONSULTING for entry in incident.timeline.all())


def _is_proposed(incident: Incident) -> bool:
    """By its kind, until a person has decided: what came back from consulting stays with support."""
    return incident.is_open and incident.kind == Kind.INSTALLATION and not _was_handed_over(incident)


def _newest(incident: Incident) -> HandOver | None:
    return HandOver.objects.whole().filter(incident=incident).order_by("-pk").first()
