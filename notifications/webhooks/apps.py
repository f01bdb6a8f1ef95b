from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    name = "notifications.webhooks"
    label = "webhooks"
    verbose_name = _("Webhooks")

    def ready(self) -> None:
        from notifications import verification
        from notifications.kinds import register
        from notifications.signals import alert_changed, alert_published
        from notifications.webhooks import alerts, kinds, personal_data
        from notifications.webhooks.verification import stuck, unfounded, untold

        register(*kinds.KINDS)
        personal_data.add()
        alert_published.connect(alerts.published, dispatch_uid="webhooks of alerts")
        alert_changed.connect(alerts.changed, dispatch_uid="webhooks of changed alerts")
        verification.checks.extend([untold, unfounded, stuck])
