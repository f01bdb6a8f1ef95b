from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvisoryConfig(AppConfig):
    name = "tickets.advisory"
    label = "advisory"
    verbose_name = _("Advisor")

    def ready(self) -> None:
        """Say what people are told, what is held of them, and which kinds of meetings there are."""
        from notifications.kinds import register
        from tickets.advisory import kinds, meeting_kinds

        register(*kinds.KINDS)
        meeting_kinds.register(meeting_kinds.SENIOR)
