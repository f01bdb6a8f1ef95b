"""Who was told of an alert and has not acknowledged it, and reminding those (R1.4)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from notifications import alerts, audience, outbox
from notifications.models import Acknowledgement, Alert, Notification
from notifications.models.outbox import Channel
from notifications.refusals import NobodyToRemind
from subscriptions.models import Membership, ProductLine, User

KIND = "alert_reminder"
PAUSE = timedelta(days=1)


def unacknowledged(alert: Alert) -> QuerySet[Notification]:
    """One row of the ledger for each who got the alert and has not acknowledged it, by customer, with when she was
    last reminded."""
    done = Acknowledgement.objects.filter(alert=alert, user=OuterRef("recipient"))
    reminders = Notification.objects.filter(
        alert=alert, kind=KIND, channel=Channel.IN_APP, recipient=OuterRef("recipient")
    )
    rows = Notification.objects.filter(
        ~Exists(done), alert=alert, event=alerts.event(alert), channel=Channel.IN_APP
    )
    last = Subquery(reminders.order_by("-pk").values("created_at")[:1])
    found = rows.select_related("recipient", "customer").annotate(reminded_at=last)
    return found.order_by("customer__name", "recipient__name", "pk")  # type: ignore[no-any-return]


def to_remind(alert: Alert, at: datetime) -> QuerySet[Notification]:
    """Those of them who may be told once more at `at`: not within a day, and only people of a customer whose
    subscription still covers one of the products (R1.11)."""
    members = Membership.objects.active().filter(customer=OuterRef("customer"), user=OuterRef("recipient"))
    covered = ProductLine.objects.active(at).filter(
        customer=OuterRef("customer"), product__in=alert.affected.values("product")
    )
    lately = Notification.objects.filter(
        alert=alert, kind=KIND, recipient=OuterRef("recipient"), created_at__gt=at - PAUSE
    )
    return unacknowledged(alert).filter(Exists(members), Exists(covered), ~Exists(lately))


def remind(alert: Alert, by: User, at: datetime | None = None) -> int:
    """Tell those who have not acknowledged it once more, each at most once a day; how many that were. By mail only
    whom the alert itself would reach by mail now: not who has left since, nor who wants none (R1.2, R1.6).

    Raises AlertNotPublished, AlertWithdrawn, NobodyToRemind, Forbidden.
    """
    at = at or timezone.now()
    alerts.check_may_publish(by)
    with transaction.atomic():
        locked = alerts.standing(alert)
        late = to_remind(locked, at)
        if not (people := late.order_by().count()):
            raise NobodyToRemind
        reached = audience.of(locked, at).mailed()
        mailed = reached.filter(customer=OuterRef("customer"), user=OuterRef("recipient"))
        outbox.tell_found(
            KIND,
            late.annotate(by_mail=Exists(mailed)),
            f"{alerts.event(locked)}:reminder:{at.isoformat(timespec='seconds')}",
            context=alerts.words(locked),
            link=locked.get_absolute_url(),
            alert=locked,
            at=at,
        )
    return people
