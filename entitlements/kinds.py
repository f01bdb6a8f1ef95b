"""What people are told about what a customer's subscription grants and she lacks; the mail of each kind is
templates/mail/<code>.md."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import Kind

KINDS = (
    Kind(
        "advisor_missing",
        _("A customer has no advisor"),
        _("{customer} has no Dedicated Customer Advisor"),
        ("customer", "number"),
        staff=True,
        optional=False,
    ),
)
