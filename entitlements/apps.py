from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntitlementsConfig(AppConfig):
    name = "entitlements"
    verbose_name = _("Services and targets")

    def ready(self) -> None:
        """Say what people are told and what is held of them, and hear of lines that bring an advisor and of new
        tiers."""
        from entitlements import advisors, granting, kinds, personal_data
        from notifications.kinds import register

        register(*kinds.KINDS)
        personal_data.add()
        advisors.listen()
        granting.listen()
