from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsultingConfig(AppConfig):
    name = "tickets.consulting"
    label = "consulting"
    verbose_name = _("Consulting")

    def ready(self) -> None:
        """Say what people are told and what is held of them; hear what becomes of incidents."""
        from notifications.kinds import register
        from tickets import parts, signals
        from tickets.consulting import hearing, kinds, personal_data
        from tickets.consulting.parts import of_incident

        register(*kinds.KINDS)
        personal_data.add()
        parts.of_incident.append(of_incident)
        signals.incident_ended.connect(hearing.ended, dispatch_uid="nothing handed over is dropped")
        signals.incident_reopened.connect(hearing.reopened, dispatch_uid="hand-overs come back")
        signals.written_to_consulting.connect(hearing.written, dispatch_uid="consulting hears the contact")
