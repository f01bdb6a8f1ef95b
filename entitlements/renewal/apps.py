from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RenewalConfig(AppConfig):
    name = "entitlements.renewal"
    label = "renewal"
    verbose_name = _("Renewal")

    def ready(self) -> None:
        """Say what people are told, and hear what is agreed."""
        from entitlements.renewal import agreements, kinds
        from notifications.kinds import register
        from subscriptions.signals import subscription_moved

        register(*kinds.KINDS)
        subscription_moved.connect(agreements.heed, dispatch_uid="managers are told what is agreed")
