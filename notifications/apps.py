from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = _("Notifications and alerts")

    def ready(self) -> None:
        """Hear what mail services report, who signs in and out on which device, and who moves to another time zone;
        say what is held of people."""
        from notifications import (
            mail_services,  # noqa: F401  its receiver connects
            personal_data,
            preferences,
        )
        from notifications.push import browsers  # noqa: F401  its receivers connect

        personal_data.add()
        pre_save.connect(
            preferences.moved, sender="subscriptions.User", dispatch_uid="mail that waits moves along"
        )
