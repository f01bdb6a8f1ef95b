"""Open incidents of a customer who has been given another support region. They keep the region that promised until
a person moves them; what begins then is of the new one (R8.10, R27.3). Moving is retargeting.py's.
"""

from datetime import datetime
from typing import Any

from subscriptions.models import Customer, SupportRegion
from tickets.models import Incident, Milestone
from tickets.models.incidents import IncidentQuerySet
from tickets.models.milestones import MilestoneQuerySet
from tickets.versions import HoursVersion


def left_behind(customer: Customer, region: SupportRegion) -> IncidentQuerySet:
    """Her open incidents that are of another region than `region`."""
    return Incident.objects.open().filter(customer=customer).exclude(region=region)


class RegionHours(HoursVersion):
    """The support region of one customer as what runs there meets it. Milestones keep target and clock, and count
    by the calendar that was in force in the region at `at`; the incident goes along, whatever runs on it."""

    cause = "region"
    with_incident = True

    def __init__(self, customer: Customer, region: SupportRegion, at: datetime) -> None:
        super().__init__(region.calendar_at(at))
        self._customer, self._region = customer, region

    def reach(self) -> MilestoneQuerySet:
        hers = Milestone.objects.running().filter(customer=self._customer)
        return hers.exclude(incident__region=self._region)

    def incidents(self, beyond: int, number: int) -> list[int]:
        rows = left_behind(self._customer, self._region).filter(pk__gt=beyond).order_by("pk")
        return list(rows.values_list("pk", flat=True)[:number])

    def concerns(self, milestone: Milestone, at: datetime) -> bool:
        """What began since, too: the region that it began in was the former one."""
        return True

    def take_along(self, incident: Incident) -> dict[str, Any]:
        before, incident.region = incident.region, self._region
        return {"from_": before.name, "to": self._region.name} if before != self._region else {}
