from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "entitlements.programmes"
    label = "programmes"
    verbose_name = _("Programmes")

    def ready(self) -> None:
        """Say what people are told, what is held of them and how what is kept is counted; hear of changed
        subscriptions."""
        from entitlements.programmes import counts, following, kinds, personal_data
        from notifications.kinds import register
        from subscriptions import kept_numbers

        register(*kinds.KINDS)
        personal_data.add()
        kept_numbers.add(counts.differences)
        following.listen()
