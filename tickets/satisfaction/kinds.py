"""What people are told of answers; the mail of each is templates/mail/<code>.md. The question itself stands in the
core's `closed`."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import INCIDENT, Kind

KINDS = (
    # `body` may be empty.
    Kind(
        "not_satisfied",
        _("A contact is not satisfied"),
        _("{customer} is not satisfied with the help on incident {number}: {title}"),
        (*INCIDENT, "body"),
        staff=True,
    ),
)
