"""Call-backs that fall due: whoever is to call is reminded, once a due time.

Beat calls; the scan costs what is due, not what waits. What fell due while nobody looked is told once beat is back.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tickets.phone import telling
from tickets.phone.models import CallBack

BATCH = 50


def remind(at: datetime | None = None) -> int:
    """Remind of a batch of call-backs that are due by `at`; returns of how many. Call it until it returns 0;
    several may run at once."""
    at = at or timezone.now()
    with transaction.atomic():
        rows = CallBack.objects.waiting().filter(remind_at__lte=at)
        locked = rows.select_for_update(skip_locked=True, no_key=True).order_by("remind_at")
        due = list(locked.values_list("pk", flat=True)[:BATCH])
        for row in CallBack.objects.filter(pk__in=due).whole().order_by("due_at", "pk"):
            telling.due(row, at)
            row.remind_at = None
            row.save(update_fields=["remind_at"])
        return len(due)
