from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EscalationsConfig(AppConfig):
    name = "tickets.escalations"
    label = "escalations"
    verbose_name = _("Escalations")

    def ready(self) -> None:
        """Say what people are told, what is held of them and how marks are counted; hear when incidents
        end or become critical."""
        from notifications.kinds import register
        from subscriptions import kept_numbers
        from tickets import parts, signals
        from tickets.escalations import counts, ending, kinds, personal_data, raising
        from tickets.escalations.parts import for_leads, of_incident

        register(*kinds.KINDS)
        personal_data.add()
        kept_numbers.add(counts.differences)
        parts.of_incident.append(of_incident)
        parts.for_leads.append(for_leads)
        signals.incident_ended.connect(ending.heed, dispatch_uid="escalations end with their incident")
        signals.severity_changed.connect(raising.heed, dispatch_uid="escalations of a severity 1 are level 2")
