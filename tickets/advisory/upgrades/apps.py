from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UpgradesConfig(AppConfig):
    name = "tickets.advisory.upgrades"
    label = "upgrades"
    verbose_name = _("Upgrade planning")

    def ready(self) -> None:
        """Say what people are told, what is held of them, of which kind the call is, what her advisor sees, and
        what ends with an installed system."""
        from notifications.kinds import register
        from subscriptions import installed, signals
        from tickets.advisory import board, meeting_kinds
        from tickets.advisory.upgrades import calls, kinds, personal_data, plans, uncalled

        register(*kinds.KINDS)
        meeting_kinds.register(calls.CALL)
        board.register(uncalled.SECTION)
        personal_data.add()
        installed.RESTING.append(plans.end_with)
        signals.system_ended.connect(plans.heed_ended)
