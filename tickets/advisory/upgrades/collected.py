"""What an upgrade meets between its two versions: known issues, releases, and the customer's open incidents
(R22.1). Read anew each time; kept as it stood when the call was completed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from entitlements.downloads.models import Release
from entitlements.knowledge import reading
from entitlements.knowledge.models import Article
from entitlements.readers import Reader
from subscriptions.models import ProductVersion
from subscriptions.versions import place
from tickets.advisory.upgrades.models import UpgradePlan
from tickets.models import Incident

SHOWN = 50


@dataclass(frozen=True)
class Collected:
    """At most SHOWN of each, the newest first."""

    issues: list[reading.Shown]
    releases: list[Release]
    incidents: list[Incident]


def collect(plan: UpgradePlan, of: Reader) -> Collected:
    """What this reader may see of it now. Four statements or so, however much there is."""
    return Collected(_issues(plan, of), _releases(plan), _incidents(plan))


def watched(plan: UpgradePlan) -> list[Incident]:
    """Incidents of the product that the customer logged from the day of the upgrade to the end of the watch."""
    found = Incident.objects.filter(customer=plan.customer, product=plan.product)
    first, last = watch_of(plan)
    return list(found.filter(logged_at__gte=first, logged_at__lt=last).order_by("-pk")[:SHOWN])


def watch_of(plan: UpgradePlan) -> tuple[datetime, datetime]:
    """[start, end) of the watch, by the customer's calendar: from the day of the upgrade, or from that on which it
    was made where that came first."""
    zone = plan.customer.zone
    ends = plan.watched_until + timedelta(days=1)
    return datetime.combine(goes_live_on(plan), time.min, zone), datetime.combine(ends, time.min, zone)


def goes_live_on(plan: UpgradePlan) -> date:
    """The day from which its incidents are watched."""
    if plan.state != UpgradePlan.State.DONE or plan.ended_at is None:
        return plan.planned_on
    return min(plan.planned_on, plan.ended_at.astimezone(plan.customer.zone).date())


def is_live(plan: UpgradePlan, at: datetime) -> bool:
    """Whether that day has come, by the customer's calendar."""
    return goes_live_on(plan) <= at.astimezone(plan.customer.zone).date()


def snapshot(plan: UpgradePlan) -> dict[str, Any]:
    """The same as the vendor sees it, in a form that stays."""
    found = collect(plan, Reader(is_staff=True))
    return {
        "issues": [{"number": each.article.pk, "title": each.text.title} for each in found.issues],
        "releases": [{"code": each.code, "title": each.title} for each in found.releases],
        "incidents": [
            {"number": each.pk, "title": each.title, "severity": each.severity} for each in found.incidents
        ],
    }


def _issues(plan: UpgradePlan, of: Reader) -> list[reading.Shown]:
    met = Article.objects.readable(of).known_issues().between(plan.from_version, plan.to_version)
    return reading.titles(met.whole().order_by("-pk")[:SHOWN])


def _releases(plan: UpgradePlan) -> list[Release]:
    """Those of versions after the first, up to the second, that the customer may know of."""
    first, last = place(plan.from_version.name), place(plan.to_version.name)
    named = ProductVersion.objects.filter(product=plan.product)
    between = [each.pk for each in named if first < place(each.name) <= last]
    rows = Release.objects.published().known_to(plan.customer).filter(version__in=between)
    return list(rows.newest_first()[:SHOWN])


def _incidents(plan: UpgradePlan) -> list[Incident]:
    found = Incident.objects.open().filter(customer=plan.customer, product=plan.product)
    return list(found.order_by("severity", "-pk")[:SHOWN])
