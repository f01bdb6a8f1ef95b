"""Compares the timeline of incidents with the ledger: each logged incident has its receipt, each reply its row
(notifications.verification); and with the log of webhooks. What was brought in from elsewhere told nobody: nothing
is expected from before the first receipt of the installation.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from django.apps import apps
from django.db.models import BigIntegerField, CharField, Exists, F, Func, Min, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat

from notifications.models import Notification
from notifications.webhooks import verification
from notifications.webhooks.event_types import EventType
from notifications.webhooks.models import Endpoint
from tickets import shown, webhook_events
from tickets.models import Milestone, TimelineEntry

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


def unhooked(at: datetime) -> Iterator[str]:
    """Sentences: what its customer sees of an incident, happened by `at`, and was not told to a webhook."""
    for endpoint, since in verification.listening():
        happened = TimelineEntry.objects.public().filter(at__gte=since, at__lte=at).order_by("pk")
        if endpoint.customer_id:
            happened = happened.filter(customer=endpoint.customer_id)
        keys = (
            webhook_events.key_of(entry, event_type)
            for entry in happened.iterator(verification.BATCH)
            for event_type, _more in webhook_events.types_of(entry)
            if endpoint.wants(event_type)
        )
        for key in verification.missing(endpoint, chain(keys, _of_misses(endpoint, since, at))):
            yield verification.said(endpoint, key)


def _of_misses(endpoint: Endpoint, since: datetime, at: datetime) -> Iterator[str]:
    """The keys of the targets that were missed meanwhile and shown to the customer: of any but the first response
    where her tier is as it was then."""
    changed = apps.get_model("subscriptions", "TierEvent")._default_manager.filter(
        pgh_obj=OuterRef("incident__tier")
    )
    happened = Milestone.objects.filter(missed_at__gte=since, missed_at__lte=at)
    first = Q(kind__in=shown.SHOWN_TO_CONTACTS)
    missed = happened.filter(
        first
        | shown.among("incident__tier") & ~Exists(changed.filter(pgh_created_at__gt=OuterRef("missed_at")))
    )
    if endpoint.customer_id:
        missed = missed.filter(customer=endpoint.customer_id)
    if endpoint.wants(EventType.TARGET_MISSED):
        yield from map(webhook_events.key_of_miss, missed.order_by("pk").iterator(verification.BATCH))


def _text(name: str) -> Cast:
    return Cast(F(name), CharField())
