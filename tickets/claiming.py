"""Taking the next incident of the queue: two agents never get the same one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from subscriptions.composed import Composed
from subscriptions.models import User
from tickets.lifecycle import own, saving
from tickets.models import Incident, LifecycleRules
from tickets.refusals import NothingToTake

# With those who are told that it is taken.
NEXT = Composed(
    lambda overdue_first, **filters: (
        Incident.objects.in_work_order(overdue_first=overdue_first)
        .unassigned()
        .filter(**filters)
        .select_related("customer", "contact")
        .for_change(skip_locked=True)[:1]
    )
)


def take_next(agent: User, at: datetime | None = None, **filters: int | str) -> Incident:
    """Give `agent` the first unassigned incident in work order that passes `filters`. Raises NothingToTake.

    A row that another agent is taking at this moment is skipped, not waited for.
    """
    at = at or timezone.now()
    with transaction.atomic(savepoint=False):  # nothing is refused inside
        first = next(iter(NEXT(LifecycleRules.current().overdue_first, **filters)), None)
        if first is not None:
            with saving(first, at):
                own(first, agent, at, by=agent)
    if first is None:
        raise NothingToTake
    return first
