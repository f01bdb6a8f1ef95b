"""Open incidents follow the rank of their tier, where an administrator orders the tiers anew (R15.1, R24.3): a new
tier may stand between two that are there. No due time moves, and no tier: only the place within a severity."""

from typing import Any

from django.db import connection

from notifications import outbox
from tickets.models.incidents import ENDED

WORK = "tickets.tasks.follow_ranks"
BATCH = 1_000  # incidents that a statement locks

FOLLOW = """
update tickets_incident set tier_rank = behind.rank
from (
  select incident.id, tier.rank from tickets_incident incident join subscriptions_tier tier on tier.id =
  incident.tier_id where incident.tier_rank <> tier.rank and incident.status <> all(%s) order by incident.id limit
  %s for no key update of incident skip locked ) behind where tickets_incident.id = behind.id """


def heed(sender: Any, **_tiers: Any) -> None:
    """Receives `subscriptions.signals.ranks_changed`: a worker lets the open incidents follow after the commit."""
    outbox.nudge_after_commit(WORK)


def go_on() -> bool:
    """Let a batch of open incidents follow that nobody works on at this moment; says whether there was one."""
    with connection.cursor() as cursor:
        cursor.execute(FOLLOW, [list(ENDED), BATCH])
        return bool(cursor.rowcount)
