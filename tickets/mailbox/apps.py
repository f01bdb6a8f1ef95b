from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailboxConfig(AppConfig):
    name = "tickets.mailbox"
    label = "mailbox"
    verbose_name = _("Mail in")

    def ready(self) -> None:
        from tickets.mailbox import personal_data

        personal_data.add()
