from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "entitlements.community"
    label = "community"
    verbose_name = _("Online Communities")

    def ready(self) -> None:
        """Say what people are told of, and what is held of them."""
        from entitlements.community import kinds, personal_data

        kinds.add()
        personal_data.add()
