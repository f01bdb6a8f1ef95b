"""`{% phone_line incident %}`: the number beside an incident, whether it is answered now (R6.1, R6.6), and in which
language where that is outside office hours (R10.4)."""

from typing import Any

from django import template
from django.utils import timezone

from subscriptions.models.regions import Clock
from tickets import cover
from tickets.models import Incident
from tickets.phone.hours import of_incidents_line
from tickets.phone.models import lines_of

register = template.Library()


@register.inclusion_tag("phone/line.html")
def phone_line(incident: Incident) -> dict[str, Any]:
    """For the severity that the incident has now."""
    at = timezone.now()
    hours = of_incidents_line(incident, at)
    return {
        "numbers": lines_of(incident.region_id),
        "hours": hours,
        "on_duty": hours.is_open and not cover.hours(incident.region, Clock.OFFICE, at).is_open,
        "incident": incident,
    }
