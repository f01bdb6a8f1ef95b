from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    name = "tickets"
    verbose_name = _("Incidents")

    def ready(self) -> None:
        from entitlements.special_events import parts
        from entitlements.special_events.signals import hours_changed
        from tickets import event_report, event_weekends

        hours_changed.connect(event_weekends.follow)
        parts.of_event.append(event_report.of_event)
