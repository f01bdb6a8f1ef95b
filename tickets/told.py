"""Compares the timeline of incidents with the ledger: each logged incident has its receipt, each reply its row
(notifications.verification). What was brought in from elsewhere told nobody: nothing is expected from before the
first receipt of the installation.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import BigIntegerField, CharField, Exists, F, Func, Min, OuterRef, Value
from django.db.models.functions import Cast, Concat

from notifications.models import Notification
from tickets.models import TimelineEntry

Kind = TimelineEntry.Kind


def untold(at: datetime) -> Iterator[str]:
    """Sentences: what happened by `at` and nobody was told of."""
    since = Notification.objects.filter(kind="receipt").aggregate(first=Min("created_at"))["first"]
    if since is None:
        return
    event = Concat(Value("incident:"), _text("incident_id"), Value(":"), _text("pk"))
    happened = TimelineEntry.objects.filter(at__gte=since, at__lte=at).annotate(event=event)
    untold = happened.filter(~Exists(Notification.objects.filter(event=OuterRef("event"))))
    for entry in untold.filter(kind=Kind.LOGGED).order_by("pk"):
        yield f"incident {entry.incident_id}: logged {entry.at:%Y-%m-%d %H:%M} UTC without a receipt"
    for entry in untold.filter(kind=Kind.MESSAGE, by_vendor=True, public=True).order_by("pk"):
        yield f"incident {entry.incident_id}: the contact was not told of the reply {entry.pk}"


def unfounded(at: datetime) -> Iterator[str]:
    """Sentences: what people were told that did not happen."""
    rows = Notification.objects.filter(event__regex=r"^incident:\d+:\d+$")
    number = Func(F("event"), Value(":"), Value(3), function="split_part", output_field=CharField())
    told = rows.annotate(entry=Cast(number, BigIntegerField()))
    for row in told.filter(~Exists(TimelineEntry.objects.filter(pk=OuterRef("entry")))).order_by("pk"):
        yield f"notification {row.pk}: {row.kind} of {row.event}, which is not in the timeline"


def _text(name: str) -> Cast:
    return Cast(F(name), CharField())
