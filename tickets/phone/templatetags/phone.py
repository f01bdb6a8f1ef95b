"""`{% phone_line incident %}`: the number beside an incident, and whether it is answered now (R6.1, R6.6)."""

from typing import Any

from django import template
from django.utils import timezone

from tickets.models import Incident
from tickets.phone.hours import of_incidents_line
from tickets.phone.models import lines_of

register = template.Library()


@register.inclusion_tag("phone/line.html")
def phone_line(incident: Incident) -> dict[str, Any]:
    """For the severity that the incident has now."""
    at = timezone.now()
    return {
        "numbers": lines_of(incident.region_id),
        "hours": of_incidents_line(incident, at),
        "incident": incident,
    }
