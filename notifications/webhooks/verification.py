"""Compares what webhooks should have been told with their own ledger, and names each difference (notifications'
verification.py). The events of incidents are told.py's in tickets.

An endpoint is asked for what happened since it began to listen as it does now (`listening_since`), but for the
first minute: a transaction that had begun before did not know it yet.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import batched

from django.db.models import F

from notifications import alerts, audience, verification
from notifications.models import Alert, AlertChange
from notifications.webhooks import events
from notifications.webhooks.event_types import EventType
from notifications.webhooks.models import Delivery, Endpoint
from notifications.webhooks.models.deliveries import UNSENT

UNKNOWN_YET = timedelta(minutes=1)
BATCH = 2000


def listening() -> Iterator[tuple[Endpoint, datetime]]:
    """The endpoints that are told of events now, each with the instant since when it is asked for."""
    for endpoint in Endpoint.objects.kept().filter(enabled=True):
        yield endpoint, endpoint.listening_since + UNKNOWN_YET


def missing(endpoint: Endpoint, keys: Iterable[str]) -> Iterator[str]:
    """Those of the events with these keys that were not written to it."""
    for some in batched(keys, BATCH):
        names = {events.message_id(key): key for key in some}
        found = Delivery.objects.filter(endpoint=endpoint, message_id__in=names)
        written = set(found.values_list("message_id", flat=True))
        yield from (key for name, key in names.items() if name not in written)


def untold(at: datetime) -> Iterator[str]:
    """Sentences: alerts, corrections and withdrawals by `at` that an endpoint was not told of (R1.1, R1.5)."""
    for endpoint, since in listening():
        if endpoint.wants(EventType.ALERT_PUBLISHED):
            found = Alert.objects.published(at).filter(published_at__gte=since).order_by("pk")
            keys = (alerts.event(alert) for alert in found if _concerns(endpoint, alert))
            yield from (said(endpoint, key) for key in missing(endpoint, keys))
    for change in AlertChange.objects.filter(at__lte=at).select_related("alert").order_by("pk"):
        told = Delivery.objects.filter(alert=change.alert, type=EventType.ALERT_PUBLISHED)
        for delivery in told.filter(endpoint__removed_at=None).select_related("endpoint"):
            key = alerts.event_of(change)
            yield from (said(delivery.endpoint, each) for each in missing(delivery.endpoint, [key]))


def unfounded(_at: datetime) -> Iterator[str]:
    """Sentences: what went to an endpoint of another customer than it concerns."""
    rows = Delivery.objects.exclude(endpoint__customer=F("customer")).filter(endpoint__customer__isnull=False)
    for row in rows.select_related("endpoint").order_by("pk"):
        yield f"webhook delivery {row.pk}: it went to {row.endpoint.url}, which is another customer's"


def stuck(at: datetime) -> Iterator[str]:
    """Sentences: what is due for long and was not tried, where the endpoint takes what it gets; what a dead worker
    holds."""
    waiting = Delivery.objects.filter(state__in=UNSENT, endpoint__enabled=True, endpoint__removed_at=None)
    due = waiting.filter(
        attempts=0, next_attempt_at__lt=at - verification.OVERDUE, endpoint__failing_since=None
    )
    for pk, since in due.order_by("pk").values_list("pk", "next_attempt_at"):
        yield f"webhook delivery {pk}: due since {since:%Y-%m-%d %H:%M} UTC and not tried"
    held = waiting.filter(state=Delivery.State.LEASED, leased_until__lt=at - verification.STUCK)
    for pk, until in held.order_by("pk").values_list("pk", "leased_until"):
        yield f"webhook delivery {pk}: its lease ended {until:%Y-%m-%d %H:%M} UTC and nobody took it over"


def said(endpoint: Endpoint, key: str) -> str:
    """That the endpoint was not told of the event."""
    return f"webhook {endpoint.pk} ({endpoint.url}) was not told of {key}"


def _concerns(endpoint: Endpoint, alert: Alert) -> bool:
    """The vendor's are told of every alert."""
    assert alert.published_at is not None
    if endpoint.customer_id is None:
        return True
    return audience.of(alert, alert.published_at).customers().filter(pk=endpoint.customer_id).exists()
