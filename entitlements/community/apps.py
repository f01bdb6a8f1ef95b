from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    name = "entitlements.community"
    label = "community"
    verbose_name = _("Online Communities")

    def ready(self) -> None:
        """Say what people are told of, what is held of them, and how what is kept is counted."""
        from entitlements.community import counts, kinds, personal_data
        from subscriptions import kept_numbers

        kinds.add()
        personal_data.add()
        kept_numbers.add(counts.differences)
