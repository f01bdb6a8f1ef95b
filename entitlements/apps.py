from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntitlementsConfig(AppConfig):
    name = "entitlements"
    verbose_name = _("Services and targets")

    def ready(self) -> None:
        """Say what people are told and what is held of them, hear of lines that bring an advisor and of new tiers,
        and check products."""
        from entitlements import advisors, granting, kinds, office_days, personal_data
        from notifications.kinds import register

        register(*kinds.KINDS)
        personal_data.add()
        advisors.listen()
        granting.listen()
        office_days.listen()
