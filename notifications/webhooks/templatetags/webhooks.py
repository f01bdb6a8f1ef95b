"""What the ledger of an alert shows of webhooks (R1.4)."""

from typing import Any

from django import template

from notifications.models import Alert
from notifications.webhooks.models import Delivery

register = template.Library()

SHOWN = 100


@register.inclusion_tag("webhooks/of_alert.html")
def webhooks_of(alert: Alert) -> dict[str, Any]:
    """Every delivery of the alert and its changes, at most SHOWN; those that failed first."""
    found = (
        Delivery.objects.filter(alert=alert).select_related("endpoint", "customer").order_by("-state", "pk")
    )
    rows = list(found[: SHOWN + 1])
    return {"rows": rows[:SHOWN], "more": len(rows) > SHOWN, "shown": SHOWN}
