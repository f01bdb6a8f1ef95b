"""Taking the next incident of the queue: two agents never get the same one."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from subscriptions.models import User
from tickets.lifecycle import own, saving
from tickets.models import Incident
from tickets.refusals import NothingToTake


def take_next(agent: User, at: datetime | None = None, **filters: object) -> Incident:
    """Give `agent` the first unassigned incident in work order that passes `filters`. Raises NothingToTake.

    A row that another agent is taking at this moment is skipped, not waited for.
    """
    at = at or timezone.now()
    with transaction.atomic(savepoint=False):  # nothing is refused inside
        waiting = Incident.objects.queue().unassigned().filter(**filters)
        first: Incident | None = waiting.for_change(skip_locked=True).first()
        if first is not None:
            with saving(first, at):
                own(first, agent, at, by=agent)
    if first is None:
        raise NothingToTake
    return first
