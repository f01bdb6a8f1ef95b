"""What people are told about activity reviews, kind by kind; the mail of each is templates/mail/<code>.md."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import Kind

PERIOD = ("customer", "first_on", "last_on")

KINDS = (
    # The numbers are those of the figures; `met` and `missed` of the targets that customers are shown.
    Kind(
        "review_sent",
        _("Activity review"),
        _("Your activity review of {first_on} to {last_on} is here"),
        (*PERIOD, "opened", "closed", "open_after", "met", "missed", "advisor"),
        optional=False,
    ),
    Kind(
        "review_minutes",
        _("Minutes of an activity review"),
        _("The minutes of your activity review of {first_on} to {last_on} are here"),
        (*PERIOD, "held_on", "notes", "decisions"),
        optional=False,
    ),
    Kind(
        "review_prepared",
        _("Activity review to hold"),
        _("{customer}: the activity review up to {last_on} is to be held by {due_on}"),
        (*PERIOD, "due_on"),
        staff=True,
    ),
    Kind(
        "review_overdue",
        _("Overdue activity review"),
        _("{customer}: the activity review up to {last_on} is overdue since {due_on}"),
        (*PERIOD, "due_on", "days"),
        staff=True,
        optional=False,
    ),
)
