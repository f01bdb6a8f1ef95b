"""Who is told that somebody took break-glass access to an incident: team leads, the customer's managers and the
incident's contact. At once, whatever they chose."""

from typing import Any

from notifications.outbox import tell
from subscriptions.looking.models import BreakGlass
from subscriptions.models import Membership, StaffMember
from tickets.models import Incident
from tickets.telling import region_staff, words_of


def heed(opening: int, **kwargs: Any) -> None:
    """Receives subscriptions.looking.signals.glass_broken."""
    found = BreakGlass.objects.select_related("person", "customer").get(pk=opening)
    if found.object_type != Incident._meta.label:
        return
    incident = Incident.objects.select_related("customer", "contact", "product").get(pk=found.object_id)
    words = words_of(incident) | {
        "who": found.person.name,
        "reason": found.reason,
        "until": found.ends_at.isoformat(),
    }
    managing = Membership.objects.managing(found.customer).select_related("user")
    told = {member.user for member in managing} | {incident.contact}
    event, customer = f"break_glass:{opening}", found.customer
    tell("glass_broken", told, event, customer=customer, context=words, link=f"/incidents/{incident.pk}/")
    leads = [lead for lead in region_staff(incident, StaffMember.Role.LEAD) if lead != found.person]
    if leads:
        link = f"/desk/incidents/{incident.pk}/"
        tell("glass_broken_staff", leads, event, customer=customer, context=words, link=link)
