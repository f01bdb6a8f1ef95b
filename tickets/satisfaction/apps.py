from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SatisfactionConfig(AppConfig):
    name = "tickets.satisfaction"
    label = "satisfaction"
    verbose_name = _("Satisfaction")

    def ready(self) -> None:
        """Say what people are told and what is held of them; hear when incidents are closed."""
        from notifications.kinds import register
        from tickets import parts, signals
        from tickets.api import additions
        from tickets.satisfaction import asking, kinds, personal_data
        from tickets.satisfaction.api import SATISFACTION
        from tickets.satisfaction.parts import of_first_page, of_incident

        register(*kinds.KINDS)
        personal_data.add()
        parts.of_incident.append(of_incident)
        parts.of_first_page.append(of_first_page)
        additions.of_incident.append(SATISFACTION)
        signals.incident_ended.connect(
            asking.heed, dispatch_uid="contacts are asked whether they are satisfied"
        )
