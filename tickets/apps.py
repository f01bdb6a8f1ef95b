from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    name = "tickets"
    verbose_name = _("Incidents")

    def ready(self) -> None:
        from subscriptions.signals import lines_changed
        from tickets.following import heed

        lines_changed.connect(heed, dispatch_uid="open incidents follow")
