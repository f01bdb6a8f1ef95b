"""What people are told about escalations that customers ask for; the mail of each is templates/mail/<code>.md. That
one was asked for, or is late, is the core's `escalated`."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import INCIDENT, URGENT, Kind

KINDS = (
    Kind(
        "escalation_reminder",
        _("Escalation to answer"),
        _("{customer} waits for the answer to an escalation: incident {number}"),
        (*INCIDENT, "due_at"),
        staff=True,
        optional=False,
        priority=URGENT,
    ),
    Kind(
        "escalation_end_proposed",
        _("Escalation: may it end?"),
        _("May the escalation of incident {number} end? {title}"),
        (*INCIDENT, "body"),
        optional=False,
    ),
    Kind(
        "escalation_goes_on",
        _("Escalation goes on"),
        _("{customer} does not agree to end the escalation of incident {number}"),
        (*INCIDENT, "body"),
        staff=True,
        optional=False,
    ),
    # `outcome` is a code of models.Outcome.
    Kind(
        "escalation_ended",
        _("Escalation ended"),
        _("The escalation of incident {number} of {customer} has ended"),
        (*INCIDENT, "outcome"),
        staff=True,
        optional=False,
    ),
)
