"""The webhook of Nordlys and what it was sent: an alert, and a test that was taken at the second attempt."""

from datetime import datetime, timedelta

from notifications.models import Alert
from notifications.webhooks import alerts, managing, outcomes, signing
from notifications.webhooks.event_types import EventType
from notifications.webhooks.events import Listener
from notifications.webhooks.models import Delivery, Endpoint
from subscriptions.models import Customer, User
from subscriptions.outgoing.calling import Answer
from subscriptions.outgoing.errors import Error
from xtreme.demo.customers import NORDLYS
from xtreme.demo.moments import Now

URL = "https://hooks.nordlys.example/xtreme"
MANAGER = "manager@nordlys.example"
ADDED_BEFORE = timedelta(days=9, hours=4)
TYPES = (EventType.ALERT_PUBLISHED, EventType.TARGET_MISSED)
TAKEN = Answer(status=204, milliseconds=181)
BUSY = Answer(
    status=503,
    text="maintenance until 14:00",
    error=Error.STATUS,
    detail="503 Service Unavailable",
    milliseconds=94,
)


def fill(now: Now) -> None:
    """Once."""
    if Endpoint.objects.exists():
        return
    customer = Customer.objects.get(number=NORDLYS)
    manager = User.objects.get(email=MANAGER)
    added = now.at - ADDED_BEFORE
    made = managing.add(
        customer, manager, URL, description="Driftsvagtens tavle", types=list(TYPES), at=added
    )
    _test(made, manager, added + timedelta(minutes=3))
    to = [Listener(made.pk, customer.pk, frozenset(TYPES))]
    for alert in Alert.objects.filter(published_at__gt=added, affected__product__code="LGF").order_by("pk"):
        assert alert.published_at
        alerts.write(alert, customer.number, to, alert.published_at)
    for delivery in Delivery.objects.filter(endpoint=made, state=Delivery.State.WAITING):
        _sent(delivery, TAKEN, delivery.created_at + timedelta(seconds=1))


def _test(made: Endpoint, by: User, at: datetime) -> None:
    delivery = managing.send_test(made, by, at)
    _sent(delivery, BUSY, at + timedelta(seconds=1))
    _sent(delivery, TAKEN, at + timedelta(seconds=7))


def _sent(delivery: Delivery, answer: Answer, at: datetime) -> None:
    """As a worker would have left it."""
    secrets = [secret.text for secret in delivery.endpoint.secrets.all()]
    until = at + timedelta(minutes=2)
    delivery.attempts += 1
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.LEASED, attempts=delivery.attempts, leased_until=until
    )
    delivery.leased_until = until
    headers = signing.headers(delivery.message_id, delivery.payload, secrets, at)
    outcomes.note(delivery, headers, answer, at, at)
