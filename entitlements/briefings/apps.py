from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefingsConfig(AppConfig):
    name = "entitlements.briefings"
    label = "briefings"
    verbose_name = _("Briefings")

    def ready(self) -> None:
        """Say what people are told, and what is held of them."""
        from entitlements.briefings import kinds, personal_data
        from notifications.kinds import register

        register(*kinds.KINDS)
        personal_data.add()
