"""Reminders of a rule before it takes effect, until the customer has fetched the update for it (R3.5).

Beat calls for it every hour; each release is one transaction, each reminder of a customer one row, however often
and late this runs. Of reminders that were passed while nobody ran, the last is told.
"""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from entitlements.downloads import kinds, moments, telling
from entitlements.downloads.models import (
    Download,
    DownloadRules,
    Link,
    RegulatoryNotice,
    Release,
    ReleaseLink,
)
from entitlements.downloads.models.releases import Kind, State
from notifications import outbox
from subscriptions.models import Customer, Membership

MORNING = time(8)  # in the customer's zone: nobody is told of a rule at night


def coming(at: datetime) -> list[int]:
    """The keys of the regulatory updates whose rule takes effect within the time of the first reminder."""
    furthest = at.date() + timedelta(days=max(DownloadRules.current().reminder_days, default=0) + 1)
    found = Release.objects.published().filter(kind=Kind.REGULATORY)
    return list(found.filter(effective_on__range=(at.date(), furthest)).values_list("pk", flat=True))


def remind(number: int, at: datetime | None = None) -> int:
    """Remind the customers of one update whose reminder has come; returns how many were told."""
    at = at or timezone.now()
    with transaction.atomic():
        rows = Release.objects.published().filter(pk=number)
        release = rows.select_for_update(skip_locked=True, of=("self",)).select_related("version").first()
        if release is None:
            return 0
        return sum(_remind(release, customer, at) for customer in _waiting(release, at))


def _waiting(release: Release, at: datetime) -> list[Customer]:
    """Those in the country who have not fetched it, nor what replaces or holds it."""
    newer = ReleaseLink.objects.filter(
        other=release, kind__in=(Link.SUPERSEDES, Link.CONTAINS), release__state=State.PUBLISHED
    )
    enough = Q(release=release) | Q(release__in=newer.values("release"))
    fetched = Download.objects.fetched().filter(enough, customer=OuterRef("pk"))
    return list(telling.there(release, at).exclude(Exists(fetched)).order_by("pk"))


def _remind(release: Release, customer: Customer, at: datetime) -> bool:
    assert release.effective_on
    assert release.published_at
    local = at.astimezone(customer.zone)
    if local.time() < MORNING:
        return False
    published_on = release.published_at.astimezone(customer.zone).date()
    days = moments.due(
        DownloadRules.current().reminder_days, release.effective_on, published_on, local.date()
    )
    known = RegulatoryNotice.objects.filter(release=release, customer=customer)
    fresh = set(days) - set(known.values_list("days", flat=True))
    if not fresh:
        return False
    RegulatoryNotice.objects.bulk_create(
        RegulatoryNotice(release=release, customer=customer, days=each, at=at) for each in fresh
    )
    members = Membership.objects.active().filter(customer=customer).select_related("user")
    outbox.tell_each(
        kinds.REMINDER.code,
        [(member.user, customer.pk) for member in members],
        f"{telling.event(release)}:rule:{min(fresh)}",
        context=telling.words_of_rule(release) | {"days": (release.effective_on - local.date()).days},
        link=release.get_absolute_url(),
        at=at,
    )
    return True
