"""What happens to plans by itself: one without a call alarms the advisor (R22.2), incidents while it goes live
are told to the people named (R22).

Beat calls it; each plan is one transaction, each thing told once (`alarmed_at`, `WatchedIncident`), however often
and late this runs.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tickets.advisory.upgrades import access, telling
from tickets.advisory.upgrades.collected import watch_of
from tickets.advisory.upgrades.models import UpgradePlan, WatchedIncident
from tickets.models import Incident

DAY = timedelta(days=1)


def lacking(at: datetime) -> list[int]:
    """The plans, by key, of whose missing call nobody was told, the one longest due first."""
    found = UpgradePlan.objects.without_call(at).filter(alarmed_at=None)
    return list(found.order_by("call_due_at").values_list("pk", flat=True))


def alarm(number: int, at: datetime) -> bool:
    """Tell the advisor that the call is missing, where the customer still has the service; says whether anything
    was told."""
    with transaction.atomic():
        rows = UpgradePlan.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
        plan = rows.whole().filter(pk=number, alarmed_at=None).first()
        if plan is None or not plan.lacks_call(at) or not access.includes(plan, at):
            return False
        plan.alarmed_at = at
        plan.save(update_fields=["alarmed_at"])
        telling.without_call(plan, at)
        return True


def going_live(at: datetime) -> list[int]:
    """The plans, by key, whose incidents are watched at `at`; a day more on both sides for zones and for a day on
    which nobody scanned."""
    days = (at - DAY).date(), (at + DAY).date()
    watched = UpgradePlan.objects.filter(watched_until__gte=days[0] - DAY)
    live = watched.filter(Q(planned_on__lte=days[1]) | Q(state=UpgradePlan.State.DONE))
    return list(live.exclude(state=UpgradePlan.State.CANCELLED).order_by("pk").values_list("pk", flat=True))


def watch(number: int, at: datetime) -> int:
    """Tell the people named of each incident logged while it goes live; returns of how many."""
    with transaction.atomic():
        rows = UpgradePlan.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
        plan = rows.whole().filter(pk=number).first()
        if plan is None:
            return 0
        first, last = watch_of(plan)
        incidents = Incident.objects.filter(
            customer=plan.customer, product=plan.product, logged_at__gte=first, logged_at__lt=last
        ).exclude(pk__in=plan.watched.values("incident"))
        found = list(incidents.order_by("pk")[:100])
        for incident in found:
            WatchedIncident.objects.create(plan=plan, customer=plan.customer, incident=incident, at=at)
            telling.incident(plan, incident, at)
        return len(found)
