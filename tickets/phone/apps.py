from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PhoneConfig(AppConfig):
    name = "tickets.phone"
    label = "phone"
    verbose_name = _("Phone")

    def ready(self) -> None:
        """Say what people are told, and what is held of them."""
        from notifications.kinds import register
        from tickets.phone import kinds, personal_data

        register(*kinds.KINDS)
        personal_data.add()
