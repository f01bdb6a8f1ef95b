"""Compares the ledger with who should have been told, and names each difference. Changes nothing.

Each room adds what it knows: `checks` are functions that give sentences. Of an alert, who was registered when it
was published is known of those registered still: who has left or deregistered since cannot be missed here.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from notifications import alerts, audience
from notifications.models import Alert, Notification, Registration
from notifications.models.outbox import UNSENT, Channel

OVERDUE = timedelta(minutes=15)  # R1.9
STUCK = timedelta(minutes=10)  # after the end of a lease that nobody has taken over

Check = Callable[[datetime], Iterator[str]]
checks: list[Check] = []


def differences(at: datetime) -> Iterator[str]:
    """Every difference that this room or one above it finds at `at`."""
    for check in (_alerts, _stuck, *checks):
        yield from check(at)


def _alerts(at: datetime) -> Iterator[str]:
    """Each published alert: whoever was to be told then has its row; nobody has who registered later, unless
    everyone covered is told (R1.3, R1.6)."""
    for alert in Alert.objects.published(at):
        assert alert.published_at is not None
        meant = audience.of(alert, alert.published_at)
        rows = Notification.objects.filter(event=alerts.event(alert), channel=Channel.IN_APP)
        told = set(rows.values_list("recipient_id", "customer_id"))
        late = Registration.objects.filter(product__in=meant.products, registered_at__gt=alert.published_at)
        later = set(late.values_list("user_id", "customer_id"))
        for member in meant.told().select_related("user"):
            if (member.user_id, member.customer_id) not in told | later:
                yield f"alert {alert.pk}: {member.user.email} was to be told and was not"
        if not any(each.everyone for each in meant.affected):
            for person, customer in sorted(told & later):
                yield f"alert {alert.pk}: person {person} of customer {customer} registered later and was told"


def _stuck(at: datetime) -> Iterator[str]:
    """Mail that is due for long, and mail that a dead worker holds."""
    waiting = Notification.objects.filter(state__in=UNSENT)
    due = waiting.filter(attempts=0, next_attempt_at__lt=at - OVERDUE)
    for pk, since in due.order_by("pk").values_list("pk", "next_attempt_at"):
        yield f"notification {pk}: due since {since:%Y-%m-%d %H:%M} UTC and not tried"
    held = waiting.filter(state=Notification.State.LEASED, leased_until__lt=at - STUCK)
    for pk, until in held.order_by("pk").values_list("pk", "leased_until"):
        yield f"notification {pk}: its lease ended {until:%Y-%m-%d %H:%M} UTC and nobody took it over"
