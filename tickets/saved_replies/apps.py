from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SavedRepliesConfig(AppConfig):
    name = "tickets.saved_replies"
    label = "saved_replies"
    verbose_name = _("Saved replies")

    def ready(self) -> None:
        """Say what is held of people."""
        from tickets.saved_replies import personal_data

        personal_data.add()
