"""A request for escalation once its incident is a severity 1: any of these is level 2 (LIFECYCLE.md, 4)."""

from datetime import datetime
from typing import Any

from entitlements.models import Severity
from tickets import reminders
from tickets.escalations import levels, telling
from tickets.escalations.asking import answer_times
from tickets.escalations.models import EscalationRequest
from tickets.models import Incident


def heed(sender: Any, incident: int, severity: int, at: datetime, **more: Any) -> None:
    """Receiver of tickets.signals.severity_changed, inside the sender's transaction, which holds the incident: the
    support manager and the advisor are told, and an answer that is still owed comes in the time of severity 1, or
    when it was due before."""
    if severity != Severity.CRITICAL:
        return
    found = EscalationRequest.objects.open().filter(incident=incident, level=levels.LEADS).first()
    if found is None:
        return
    row = Incident.objects.select_related("customer", "region", "product", "owner").get(pk=incident)
    row.severity, row.snoozed_until = severity, None  # as it is about to be saved
    found.level = levels.MANAGER
    due_at, next_at = answer_times(row, at)
    if found.answered_at is None and due_at < found.due_at:
        found.due_at, found.next_at = due_at, next_at
    found.save(update_fields=["level", "due_at", "next_at"])
    reminders.escalate(row, found.level, f"request:{found.number}", at, asked=telling.asked(found))
