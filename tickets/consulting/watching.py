"""Objections that nobody has decided: somebody is reminded, and it is escalated when it is late (R11.6).

Beat calls `watch`; each objection is one transaction, each step of it once, however late this runs.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tickets import reminders
from tickets.consulting import telling
from tickets.consulting.models import Objection
from tickets.models import Incident

LATE = 2  # the level of escalation


def watch(at: datetime | None = None) -> int:
    """Do what is due by `at`; returns for how many something was done. Several may run at once."""
    at = at or timezone.now()
    numbers = list(Objection.objects.to_look_at(at).values_list("pk", flat=True))
    return sum(step(number, at) for number in numbers)


def step(number: int, at: datetime) -> bool:
    """Remind of one objection, or escalate it where it is late; says whether there was anything.

    1. lock it, unless another has it; 2. tell; 3. set when it is looked at again; commit."""
    with transaction.atomic():
        rows = Objection.objects.to_look_at(at).select_for_update(skip_locked=True, of=("self",))
        found = rows.select_related("hand_over").filter(pk=number).first()
        if found is None:
            return False
        incident = Incident.objects.select_related("customer", "region", "product").get(
            pk=found.hand_over.incident_id
        )
        if found.due_at <= at:
            found.escalated_at, found.next_at = at, None
            reminders.escalate(incident, LATE, f"objection:{found.pk}", at)
        else:
            found.reminded_at, found.next_at = at, found.due_at
            telling.to_be_decided(found, incident)
        found.save(update_fields=["escalated_at", "reminded_at", "next_at"])
    return True
