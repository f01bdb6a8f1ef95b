from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "entitlements.programmes"
    label = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Say what people are told and what is held of them, and hear of changed subscriptions."""
        from entitlements.programmes import following, kinds, personal_data
        from notifications.kinds import register

        register(*kinds.KINDS)
        personal_data.add()
        following.listen()
