"""The kinds of events that a webhook tells of, named as Standard Webhooks has them: what it is about, then what
happened to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventType(models.TextChoices):
    LOGGED = "incident.logged", _("An incident is logged")
    REPLIED = "incident.replied", _("A message is written on an incident")
    STATUS_CHANGED = "incident.status_changed", _("The status of an incident changes")
    SEVERITY_CHANGED = "incident.severity_changed", _("The severity of an incident changes")
    SOLUTION_PROPOSED = "incident.solution_proposed", _("A solution is proposed")
    CLOSED = "incident.closed", _("An incident is closed")
    REOPENED = "incident.reopened", _("A closed incident is open again")
    TARGET_MISSED = "incident.response_target_missed", _("A target that the customer sees is missed")
    ALERT_PUBLISHED = "alert.published", _("An alert is published for one of the products")
    ALERT_CORRECTED = "alert.corrected", _("A published alert is corrected")
    ALERT_WITHDRAWN = "alert.withdrawn", _("A published alert is withdrawn")
    TEST = "webhook.test", _("Test event")


# Follow the alert they change: they go where it went, and are not chosen (R1.5). A test is sent by hand.
NOT_CHOSEN = (EventType.ALERT_CORRECTED, EventType.ALERT_WITHDRAWN, EventType.TEST)
CHOICES = [choice for choice in EventType.choices if choice[0] not in NOT_CHOSEN]
