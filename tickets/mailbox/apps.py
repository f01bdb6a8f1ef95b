from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailboxConfig(AppConfig):
    name = "tickets.mailbox"
    label = "mailbox"
    verbose_name = _("Mail in")

    def ready(self) -> None:
        """Say what people are told and what is held of them."""
        from notifications.kinds import register
        from tickets.mailbox import kinds, personal_data

        register(*kinds.KINDS)
        personal_data.add()
