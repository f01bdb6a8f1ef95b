"""Taking the next incident of the queue: two agents never get the same one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from subscriptions.models import User
from tickets.lifecycle import changing, own
from tickets.models import Incident, LifecycleRules
from tickets.refusals import NothingToTake


def overdue_first_at(at: datetime) -> datetime | None:
    """For `in_work_order`: `at` where the rules lift what is past its target by then, else None (R15.3)."""
    return at if LifecycleRules.current().overdue_first else None


def take_next(agent: User, at: datetime | None = None, **filters: object) -> Incident:
    """Give `agent` the first unassigned incident in work order that passes `filters`. Raises NothingToTake.

    A row that another agent is taking at this moment is skipped, not waited for.
    """
    at = at or timezone.now()
    with transaction.atomic():
        first = (
            Incident.objects.in_work_order(overdue_first_at(at))
            .unassigned()
            .filter(**filters)
            .select_for_update(skip_locked=True, of=("self",))
            .first()
        )
        if first is None:
            raise NothingToTake
        with changing(first, at) as row:
            own(row, agent, at, by=agent)
        return row
