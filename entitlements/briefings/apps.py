from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BriefingsConfig(AppConfig):
    name = "entitlements.briefings"
    label = "briefings"
    verbose_name = _("Briefings")

    def ready(self) -> None:
        """Say what people are told, what is held of them, and how what is kept is counted."""
        from entitlements.briefings import counts, kinds, personal_data
        from notifications.kinds import register
        from subscriptions import kept_numbers

        register(*kinds.KINDS)
        personal_data.add()
        kept_numbers.add(counts.differences)
