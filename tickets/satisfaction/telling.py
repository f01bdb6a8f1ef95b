"""Who is told of an answer. Writing and sending is notifications'. Called inside the verb's transaction."""

from notifications.outbox import tell
from subscriptions.models import StaffMember
from tickets.models import Incident, TimelineEntry
from tickets.telling import in_charge, region_staff, words_of

LEAD = StaffMember.Role.LEAD


def not_satisfied(incident: Incident, entry: TimelineEntry, text: str) -> None:
    """The owner and the leads of the region: its contact is not satisfied with the help."""
    whom = {*in_charge(incident, LEAD), *region_staff(incident, LEAD)}
    tell(
        "not_satisfied",
        sorted(whom, key=lambda person: person.pk),
        f"incident:{incident.pk}:{entry.pk}",
        customer=incident.customer,
        context=words_of(incident) | {"body": text},
        link=f"/desk/incidents/{incident.pk}/",
    )
