"""Alerts by webhook (R1.1): to endpoints of the customers concerned and to the vendor's; a correction or withdrawal
to exactly the endpoints that got the alert (R1.5)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from notifications import alerts, audience
from notifications.models import Alert, AlertChange
from notifications.webhooks import events
from notifications.webhooks.event_types import EventType
from notifications.webhooks.events import Listener
from notifications.webhooks.models import Delivery

CHANGES = {
    AlertChange.Kind.CORRECTED: EventType.ALERT_CORRECTED,
    AlertChange.Kind.WITHDRAWN: EventType.ALERT_WITHDRAWN,
}


def published(alert_id: int, **_signal: Any) -> None:
    """Receives `alert_published`."""
    if not (owners := events.owners()):
        return
    alert = Alert.objects.get(pk=alert_id)
    at = alert.published_at or timezone.now()
    candidates = [owner for owner in owners if owner is not None]
    concerned = audience.of(alert, at).customers().filter(pk__in=candidates).values_list("pk", "number")
    told: list[tuple[str | None, list[Listener]]] = [
        (number, events.own_listeners(customer)) for customer, number in concerned
    ]
    for number, listeners in [*told, (None, events.own_listeners(None))]:
        wanting = [each for each in listeners if each.wants(EventType.ALERT_PUBLISHED)]
        if wanting:
            write(alert, number, wanting, at)


def write(alert: Alert, number: str | None, to: Iterable[Listener], at: datetime) -> None:
    """The event of its publishing, to these endpoints of the customer of that number, or of the vendor."""
    data = _data(alert) | {"customer": number}
    events.write_to(to, EventType.ALERT_PUBLISHED, alerts.event(alert), data, at, alert=alert)


def changed(change_id: int, **_signal: Any) -> None:
    """Receives `alert_changed`."""
    change = AlertChange.objects.select_related("alert").get(pk=change_id)
    alert, event_type = change.alert, CHANGES[AlertChange.Kind(change.kind)]
    told = Delivery.objects.filter(alert=alert, type=EventType.ALERT_PUBLISHED, endpoint__removed_at=None)
    for endpoint, customer, number in told.values_list("endpoint", "customer", "customer__number"):
        data = _data(alert) | {"customer": number, "text": change.text}
        to = [Listener(endpoint, customer, frozenset())]
        events.write_to(to, event_type, alerts.event_of(change), data, change.at, alert=alert)


def _data(alert: Alert) -> dict[str, Any]:
    """What everybody concerned may read. `products` are codes."""
    return {
        "number": alert.pk,
        "title": alert.title,
        "products": [each.product.code for each in alert.affected.select_related("product")],
        "class": alert.alert_class,
        "action": alert.action_kind,
        "required_by": alert.required_by.isoformat() if alert.required_by else None,
        "published_at": events.instant(alert.published_at),
        "url": events.address(alert.get_absolute_url()),
    }
