from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemoteAccessConfig(AppConfig):
    name = "tickets.remote_access"
    label = "remote_access"
    verbose_name = _("Remote access")

    def ready(self) -> None:
        """Say what people are told, what is held of them, and what the page of an incident says."""
        from notifications.kinds import register
        from tickets import parts, signals
        from tickets.information import INFORMATION
        from tickets.remote_access import kinds, panels, personal_data, steps_told, watching

        register(*kinds.KINDS)
        personal_data.add()
        INFORMATION.update(steps_told.SENTENCES)
        parts.of_incident.append(panels.part)
        signals.incident_ended.connect(watching.heed, dispatch_uid="remote sessions end with their incident")
