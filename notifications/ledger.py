"""The ledger of an alert, read: who was told, when, by which channel, who acknowledged, what failed and why
(R1.4). The rows are the outbox's own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from notifications.models import Acknowledgement, Alert, AlertRules, Notification
from notifications.models.outbox import UNSENT, Channel


@dataclass(frozen=True)
class Counts:
    """People told of an alert, those who acknowledged it, messages that failed, and messages of the alert itself
    that were sent later after publishing than the rules say, or wait longer already (R1.9)."""

    told: int
    acknowledged: int
    failed: int
    late: int


def rows(alert: Alert) -> QuerySet[Notification]:
    """Every message about the alert, in the order written, with when its reader acknowledged the alert: not what
    was written after that, as a correction."""
    done = Acknowledgement.objects.filter(
        alert=alert, user=OuterRef("recipient"), at__gte=OuterRef("created_at")
    )
    found = Notification.objects.filter(alert=alert).select_related("recipient", "customer").order_by("pk")
    return found.annotate(acknowledged_at=Subquery(done.values("at")[:1]))  # type: ignore[no-any-return]


def counts(alert: Alert, at: datetime) -> Counts:
    """The numbers for the head of the ledger."""
    told = Notification.objects.filter(alert=alert).aggregate(
        told=Count("recipient", distinct=True), failed=Count("pk", filter=Q(state="set_aside"))
    )
    late = Alert.objects.filter(pk=alert.pk).values_list(_late(at), flat=True).get()
    return Counts(told["told"], alert.acknowledgements.count(), told["failed"], late or 0)


def with_counts(alerts: QuerySet[Alert], at: datetime) -> QuerySet[Alert, Any]:
    """The alerts with `told`, `acknowledged`, `late` and `any_failed`, for a list."""
    about = Notification.objects.filter(alert=OuterRef("pk"))
    return alerts.annotate(
        told=_count(about.filter(channel=Channel.IN_APP, kind="alert")),
        acknowledged=_count(Acknowledgement.objects.filter(alert=OuterRef("pk"))),
        late=_late(at),
        any_failed=Exists(about.filter(state=Notification.State.SET_ASIDE)),
    )


def oldest_waiting(at: datetime) -> datetime | None:
    """Since when the longest waiting mail waits; None when nothing does. What its reader has put off to the end of
    quiet hours or to a digest is not waiting yet at `at`."""
    waiting = Notification.objects.filter(state__in=UNSENT).order_by("created_at")
    waiting = waiting.exclude(attempts=0, next_attempt_at__gt=at)
    return waiting.values_list("created_at", flat=True).first()


def _late(at: datetime) -> Subquery:
    """What went out, or still waits at `at`, too long after an alert was published."""
    within = AlertRules.current().sent_within
    limit = ExpressionWrapper(OuterRef("published_at") + Value(within), DateTimeField())
    too_late = Q(sent_at__gt=limit) | Q(state__in=UNSENT, alert__published_at__lt=at - within)
    return _count(Notification.objects.filter(too_late, alert=OuterRef("pk"), kind="alert"))


def _count(found: QuerySet[Any]) -> Subquery:
    by_alert = found.order_by().values("alert").annotate(n=Count("pk")).values("n")
    return Subquery(by_alert, output_field=IntegerField())
