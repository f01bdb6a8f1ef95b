from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications and alerts")

    def ready(self) -> None:
        """Hear what mail services report, and who signs in and out on which device; say what is held of people."""
        from notifications import (
            mail_services,  # noqa: F401  its receiver connects
            personal_data,
        )
        from notifications.push import browsers  # noqa: F401  its receivers connect

        personal_data.add()
