"""What people are told about hand-overs, kind by kind; the mail of each is templates/mail/<code>.md. That a
customer objects (`objection`) and that she was right (`objection_upheld`) are the core's."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import INCIDENT, Kind

KINDS = (
    # `reason` is a code of models.Reason; `body` may be empty.
    Kind(
        "handed_over",
        _("Incident handed to consulting"),
        _("Incident {number} of {customer} is handed to consulting: {title}"),
        (*INCIDENT, "reason", "body"),
        staff=True,
        optional=False,
    ),
    Kind(
        "written_to_consulting",
        _("Message to consulting"),
        _("{customer} wrote to consulting on incident {number}: {title}"),
        (*INCIDENT, "body"),
        staff=True,
        optional=False,
    ),
    Kind(
        "objection_reminder",
        _("Objection to decide"),
        _("An objection of {customer} is to be decided: incident {number}"),
        (*INCIDENT, "due_at"),
        staff=True,
        optional=False,
    ),
    Kind(
        "objection_refused",
        _("An objection is not upheld"),
        _("Incident {number} stays with consulting: {title}"),
        (*INCIDENT, "body"),
        optional=False,
    ),
)
