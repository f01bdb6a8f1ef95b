from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RenewalConfig(AppConfig):
    name = "entitlements.renewal"
    label = "renewal"
    verbose_name = _("Renewal")

    def ready(self) -> None:
        """Say what people are told."""
        from entitlements.renewal import kinds
        from notifications.kinds import register

        register(*kinds.KINDS)
