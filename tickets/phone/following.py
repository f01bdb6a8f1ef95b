"""Calls that an agent logs on an incident's own page are calls like those of the call screen (R6.2)."""

from typing import Any
from uuid import UUID

from tickets.models import TimelineEntry
from tickets.phone.models import Call, Outcome
from tickets.signals import call_logged


def listen() -> None:
    """Once, when the room is ready."""
    call_logged.connect(_call_logged, dispatch_uid="calls of incidents are kept")


def _call_logged(entry: int, **_words: Any) -> None:
    """A row of the call, once an entry of the timeline."""
    said = TimelineEntry.objects.select_related("incident", "author").get(pk=entry)
    once = said.facts.get("submission")
    if once and Call.objects.filter(submission=once).exists():
        return
    Call.objects.create(
        customer_id=said.customer_id,
        contact_id=said.incident.contact_id,
        agent=said.author,
        began_at=said.at,
        at=said.at,
        outcome=Outcome.SPOKEN if said.facts["answered"] else Outcome.NOT_REACHED,
        severity=said.incident.severity,
        incident=said.incident,
        number=said.facts.get("phone", ""),
        submission=UUID(once) if once else None,
    )
