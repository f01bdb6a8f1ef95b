from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvisoryConfig(AppConfig):
    name = "tickets.advisory"
    label = "advisory"
    verbose_name = _("Advisor")

    def ready(self) -> None:
        """Say what people are told, what is held of them, which kinds of meetings and sections of the advisor's
        page there are, and what stands on an incident's page."""
        from notifications.kinds import register
        from tickets.advisory import (
            answered_by_mail,
            asking,
            board,
            kinds,
            meeting_kinds,
            personal_data,
            planning,
            sections,
            showing,
            steps_told,
        )
        from tickets.information import INFORMATION
        from tickets.parts import against_done, of_escalation, of_incident

        register(*kinds.KINDS)
        meeting_kinds.register(asking.SENIOR)
        meeting_kinds.register(meeting_kinds.COORDINATION)
        board.register(*sections.SECTIONS)
        of_incident.append(showing.of_incident)
        of_escalation.append(showing.of_escalation)
        against_done.append(planning.require_done)
        INFORMATION.update(steps_told.SENTENCES)
        personal_data.add()
        answered_by_mail.listen()
