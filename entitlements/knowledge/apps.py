from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "entitlements.knowledge"
    label = "knowledge"
    verbose_name = _("Knowledge base")

    def ready(self) -> None:
        from entitlements.knowledge import counts, personal_data
        from entitlements.knowledge.kinds import KINDS
        from notifications import kinds
        from subscriptions import kept_numbers

        kinds.register(*KINDS)
        personal_data.add()
        kept_numbers.add(counts.differences)
