"""What of a customer's action plans stands on the page of an incident, and on that of an escalation of it, for both
sides (R17.2)."""

from datetime import datetime

from subscriptions.composed import Composed
from subscriptions.models import User
from tickets.advisory import access
from tickets.advisory.models import ActionPlan
from tickets.models import Incident
from tickets.parts import Escalation, Part

# A plan covers incidents of its own customer: who sees the incident sees it.
PLANS = Composed(lambda incident: ActionPlan.objects.of_incident(incident).whole())


def of_incident(incident: Incident, reader: User, at: datetime) -> Part | None:
    """The action plans that cover it; None where none does, as its timeline says."""
    if not any("plan" in entry.facts for entry in incident.timeline.all()):
        return None
    plans = [plan for plan in PLANS(incident=incident.pk) if plan.customer_id == incident.customer_id]
    if not plans:
        return None
    today = at.astimezone(incident.customer.zone).date()
    return Part("advisory/of_incident.html", {"plans": plans, "today": today, "staff": reader.is_staff})


def of_escalation(found: Escalation, reader: User, at: datetime) -> Part | None:
    """The action plans that are its result; for who coordinates, how to make one while it lasts."""
    incident = found.incident
    plans = ActionPlan.objects.visible_to(reader).of_escalation(incident, found.since, found.until)
    rows = list(plans.whole())
    makes = reader.is_staff and not found.until and access.coordinates(incident.customer, reader, at)
    if not rows and not makes:
        return None
    today = at.astimezone(incident.customer.zone).date()
    shown = {"plans": rows, "today": today, "staff": reader.is_staff, "incident": incident, "makes": makes}
    return Part("advisory/of_escalation.html", shown)
