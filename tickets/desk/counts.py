"""The numbers beside the lists of the desk."""

from django.db.models import Q

from subscriptions.models import User
from tickets.desk.lists import LISTS
from tickets.models import Incident, ListCount
from tickets.models.incidents import IncidentQuerySet
from tickets.targets import RISK


def counts(agent: User) -> dict[str, int]:
    """How many incidents each list shows to `agent`, by its name; that of the queue is `queue`. What other rooms
    count beside them, too. One query."""
    kept = ListCount.objects.of(agent)
    return kept | {name or "queue": kept.get(name or "queue", 0) for name in LISTS}


def differences() -> list[str]:
    """Where a kept number is not what its list shows, and how many incidents are marked as at risk wrongly, in
    words. Counts every open incident."""
    found = []
    for agent in [*(each for each in User.objects.filter(is_staff=True) if not each.scope), User()]:
        kept = counts(agent)
        names = ("mine",) if agent.pk else [name for name in LISTS if name != "mine"]
        for name in names:
            number, known = LISTS[name].shows(agent.pk).count(), kept[name or "queue"]
            if number != known:
                whose = f" of {agent.email}" if agent.pk else ""
                found.append(f"list {name or 'queue'}{whose}: {known}, not {number}")
    if wrong := _wrongly_marked().count():
        found.append(f"incidents with a mark that their target does not bear out: {wrong}")
    return found


def _wrongly_marked() -> IncidentQuerySet:
    told = Q(due_milestone__next_reminder=None) | Q(due_milestone__next_reminder__gt=RISK)
    at_risk = Q(due_milestone__isnull=False) & told
    return Incident.objects.for_work().filter(Q(at_risk=True) & ~at_risk | Q(at_risk=False) & at_risk)
