"""Requests for escalation that nobody has answered: somebody is reminded, and the next level hears of a late one
(LIFECYCLE.md, 4).

Beat calls `watch`; each request is one transaction, each step of it once, however late this runs.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tickets import reminders
from tickets.escalations import levels, telling
from tickets.escalations.models import EscalationRequest
from tickets.models import Incident


def watch(at: datetime | None = None) -> int:
    """Do what is due by `at`; returns for how many something was done. Several may run at once."""
    at = at or timezone.now()
    numbers = list(EscalationRequest.objects.to_look_at(at).values_list("pk", flat=True))
    return sum(step(number, at) for number in numbers)


def step(number: int, at: datetime) -> bool:
    """Remind of one, or bring it to the next level where its answer is late; says whether there was anything.

    1. lock it, unless another has it; 2. tell; 3. set when it is looked at again; commit."""
    with transaction.atomic():
        rows = EscalationRequest.objects.to_look_at(at).select_for_update(skip_locked=True, of=("self",))
        found = rows.select_related("owner").filter(pk=number).first()
        if found is None:
            return False
        incident = Incident.objects.select_related("customer", "region", "product").get(pk=found.incident_id)
        if found.due_at <= at:
            found.escalated_at, found.next_at = at, None
            cause = f"request_late:{found.number}"
            reminders.escalate(incident, levels.further(found.level), cause, at, asked=telling.asked(found))
        else:
            found.reminded_at, found.next_at = at, found.due_at
            telling.answer_due(found, incident)
        found.save(update_fields=["escalated_at", "reminded_at", "next_at"])
    return True
