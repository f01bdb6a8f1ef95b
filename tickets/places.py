"""Where an incident that waits for an agent stands in the queue, as its customer is told (R9, R15)."""

from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan
from django.utils.translation import gettext as _

from subscriptions import tenancy
from tickets.models import Incident

FARTHEST = 100  # counted no further, so that it costs the same however long the queue is


def place(incident: Incident) -> int | None:
    """1 where it is taken next, FARTHEST where at least so many minus one stand before it; None where it waits
    for nobody to take it. Counts other customers' incidents and shows nothing of them."""
    if incident.owner_id or not incident.is_for_work:
        return None
    with tenancy.as_staff():
        waiting = Incident.objects.queue()
        key = waiting.query.order_by
        own = tuple(getattr(incident, str(name)) for name in key)
        before = waiting.unassigned().filter(TupleLessThan(Tuple(*key), own))
        return before[: FARTHEST - 1].count() + 1


def place_words(incident: Incident) -> str:
    """The place and what it follows from; empty where it has none."""
    number = place(incident)
    if number is None:
        return ""
    if number == 1:
        where = _("It is the next to be taken by an agent.")
    elif number < FARTHEST:
        where = _("It stands at place {place} of those that wait for an agent.").format(place=number)
    else:
        where = _("At least {count} stand before it.").format(count=FARTHEST - 1)
    why = _(
        "Severity {severity} first; within it by subscription, {tier}; then by what is due first; then by age."
    )
    return f"{where} {why.format(severity=incident.severity, tier=incident.tier.short_name)}"
