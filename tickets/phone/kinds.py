"""What people are told about call-backs, kind by kind; the mail of each is templates/mail/<code>.md."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import Kind

# `incident` is a number or None, `due_at` when the call is to be.
CALL_BACK = ("phone", "due_at", "incident")

KINDS = (
    Kind(
        "call_back_planned",
        _("Call-back planned"),
        _("We call you back on {phone}"),
        (*CALL_BACK, "invitation"),
        optional=False,
    ),
    # `tries` were made; `due_at` is None where no other follows.
    Kind(
        "call_back_tried",
        _("Call-back: nobody answered"),
        _("We called {phone} and nobody answered"),
        (*CALL_BACK, "tries", "invitation"),
        optional=False,
    ),
    Kind(
        "call_back_cancelled",
        _("Call-back cancelled"),
        _("We do not call you back on {phone}"),
        (*CALL_BACK, "invitation"),
        optional=False,
    ),
    Kind(
        "call_back_due",
        _("Call-back due"),
        _("Call {person} of {customer} now: {phone}"),
        (*CALL_BACK, "person", "customer", "about"),
        staff=True,
    ),
)
