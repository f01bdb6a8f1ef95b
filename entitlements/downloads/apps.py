from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DownloadsConfig(AppConfig):
    name = "entitlements.downloads"
    label = "downloads"
    verbose_name = _("Downloads")

    def ready(self) -> None:
        """Say what people are told of releases and what is held of them, and hear who takes part in programmes."""
        from entitlements.downloads import following, kinds, personal_data
        from notifications.kinds import register

        register(*kinds.ALL)
        personal_data.add()
        following.listen()
