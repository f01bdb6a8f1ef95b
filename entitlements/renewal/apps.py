from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RenewalConfig(AppConfig):
    name = "entitlements.renewal"
    label = "renewal"
    verbose_name = _("Renewal")

    def ready(self) -> None:
        """Say what people are told and what is held of them, and hear what is agreed."""
        from entitlements.renewal import agreements, kinds, personal_data
        from notifications.kinds import register
        from subscriptions.signals import subscription_moved

        register(*kinds.KINDS)
        personal_data.add()
        subscription_moved.connect(agreements.heed, dispatch_uid="managers are told what is agreed")
