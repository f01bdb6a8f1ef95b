from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications and alerts")

    def ready(self) -> None:
        """Hear what mail services report, and who signs in and out on which device."""
        from notifications import mail_services  # noqa: F401  its receiver connects
        from notifications.push import browsers  # noqa: F401  its receivers connect
