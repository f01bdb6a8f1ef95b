from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpecialEventsConfig(AppConfig):
    name = "entitlements.special_events"
    label = "special_events"
    verbose_name = _("Special events")

    def ready(self) -> None:
        """Say what people are told, and what is held of them."""
        from entitlements.special_events import kinds, personal_data
        from notifications.kinds import register

        register(*kinds.KINDS)
        personal_data.add()
