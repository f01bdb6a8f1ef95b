from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "tickets.advisory.reviews"
    label = "reviews"
    verbose_name = _("Activity reviews")

    def ready(self) -> None:
        """Say what people are told, and what is held of them."""
        from notifications.kinds import register
        from tickets.advisory import board, meeting_kinds
        from tickets.advisory.reviews import due, holding, kinds, personal_data

        register(*kinds.KINDS)
        meeting_kinds.register(holding.KIND)
        board.register(due.SECTION)
        personal_data.add()
