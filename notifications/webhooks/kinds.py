"""What people are told about webhooks; the mail of each kind is templates/mail/<code>.md."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import Kind

KINDS = (
    # `why` a code of webhooks' Endpoint.Why.
    Kind(
        "webhook_disabled",
        _("A webhook is disabled"),
        _("The webhook to {address} is disabled"),
        ("address", "cause"),
        optional=False,
    ),
    Kind(
        "webhook_disabled_staff",
        _("A webhook of ours is disabled"),
        _("Our webhook to {address} is disabled"),
        ("address", "cause"),
        staff=True,
        optional=False,
    ),
)
