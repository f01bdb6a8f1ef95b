from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PhoneConfig(AppConfig):
    name = "tickets.phone"
    label = "phone"
    verbose_name = _("Phone")

    def ready(self) -> None:
        """Say what people are told, what is held of them and how what is kept is counted; hear of calls that are
        logged elsewhere."""
        from notifications.kinds import register
        from subscriptions import kept_numbers
        from tickets.models.counts import WITHIN_A_SCOPE
        from tickets.phone import counts, following, kinds, personal_data

        register(*kinds.KINDS)
        personal_data.add()
        kept_numbers.add(counts.differences)
        WITHIN_A_SCOPE["call_backs"] = counts.waiting
        following.listen()
