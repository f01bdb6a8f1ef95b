from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutyConfig(AppConfig):
    name = "tickets.duty"
    label = "duty"
    verbose_name = _("Duty")

    def ready(self) -> None:
        from subscriptions import absences
        from tickets.duty import rosters

        absences.learn_from(rosters.absent)
