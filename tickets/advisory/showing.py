"""What of a customer's action plans stands on the page of an incident, for both sides (R17.2)."""

from datetime import datetime

from subscriptions.models import User
from tickets.advisory.models import ActionPlan
from tickets.models import Incident
from tickets.parts import Part


def of_incident(incident: Incident, reader: User, at: datetime) -> Part | None:
    """The action plans that cover it; None where none does."""
    plans = list(ActionPlan.objects.visible_to(reader).of_incident(incident).whole())
    if not plans:
        return None
    today = at.astimezone(incident.customer.zone).date()
    return Part("advisory/of_incident.html", {"plans": plans, "today": today, "staff": reader.is_staff})
