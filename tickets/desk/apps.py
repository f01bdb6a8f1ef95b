from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "tickets.desk"
    label = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        """Say how the numbers beside the lists are counted anew."""
        from subscriptions import kept_numbers
        from tickets.desk import counts

        kept_numbers.add(counts.differences)
