"""What publishing a release would do, before it is done: who is told by what. What rooms above add is parts.py's to
gather."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from entitlements.downloads import publishing, telling
from entitlements.downloads.models import Release
from entitlements.downloads.models.releases import Kind
from notifications import registration_rules
from notifications.audience import Affected, Audience
from subscriptions.models import Membership
from subscriptions.refusals import Refusal


@dataclass(frozen=True)
class Told:
    """How many people, of how many customers."""

    people: int
    customers: int


@dataclass(frozen=True)
class Preview:
    """Each person is counted once, where she hears first: `alert` None where it is none, `update` None where it
    follows no rule. `covered`: the customers who may fetch it. `refusal`: why it cannot be published yet."""

    covered: int
    alert: Told | None
    update: Told | None
    news: Told
    refusal: Refusal | None

    @property
    def tells_nobody(self) -> bool:
        return not any(each and each.people for each in (self.alert, self.update, self.news))


def preview(release: Release, at: datetime) -> Preview:
    """What publishing it at `at` would do. The same querysets tell when it is published (telling.py)."""
    alert, update = _by_alert(release, at), _by_update(release, at)
    news = telling.registered(release, at)
    if alert is not None:
        news = news.exclude(user__in=alert.values("user"))
    if update is not None:
        news = news.exclude(user__in=update.values("user"))
        update = update if alert is None else update.exclude(user__in=alert.values("user"))
    return Preview(
        covered=telling.covered(release, at).count(),
        alert=None if alert is None else _told(alert),
        update=None if update is None else _told(update),
        news=_told(news),
        refusal=_refusal(release, at),
    )


def _by_alert(release: Release, at: datetime) -> QuerySet[Membership] | None:
    if not release.alert_class:
        return None
    everyone = registration_rules.in_force().everyone(release.alert_class, release.product_id)
    affected = Affected(release.product, frozenset([release.version_id]), everyone)
    found = Audience((affected,), at).told().order_by().values_list("pk", flat=True)
    return Membership.objects.filter(pk__in=list(found))


def _by_update(release: Release, at: datetime) -> QuerySet[Membership] | None:
    return telling.in_country(release, at) if release.kind == Kind.REGULATORY else None


def _told(members: QuerySet[Membership]) -> Told:
    each = {"people": Count("user", distinct=True), "customers": Count("customer", distinct=True)}
    return Told(**members.filter(user__is_active=True).order_by().aggregate(**each))


def _refusal(release: Release, at: datetime) -> Refusal | None:
    try:
        publishing.check_ready(release, at)
    except Refusal as refusal:
        return refusal
    return None
