"""The first page of the admin: what an administrator has to see to, in sentences with a way to it, and nothing
where all is well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from entitlements import advisors
from entitlements.models import TargetPolicy
from subscriptions.administration.history import latest_changes
from subscriptions.models import Customer, SupportRegion, Tier, User
from subscriptions.wording import moment_words
from tickets.duty.models import Roster
from tickets.duty.rosters import gaps
from tickets.models import Incident

# A region is to know its holidays at least so far ahead (TARGETS.md, 4).
HOLIDAYS_AHEAD = timedelta(days=400)
CHANGES_SHOWN = 8
ADVISORS_SHOWN = 20  # customers of each alarm
DUTY_AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Concern:
    """Something to see to, and the page to do it on."""

    sentence: str
    address: str


def overview(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The context of the page, with what there is to see to and what changed last."""
    now = timezone.now()
    return context | {
        "title": _("Overview"),
        "concerns": [*_regions(now), *_duty(now), *_tiers(now), *_customers(now), *_leavers()],
        "changes": latest_changes(CHANGES_SHOWN),
    }


def _regions(now: Any) -> Iterator[Concern]:
    for region in SupportRegion.objects.prefetch_related("calendar_versions__holidays"):
        begun = [v for v in region.calendar_versions.all() if v.in_force_from <= now]
        if not begun:
            address = reverse("admin:subscriptions_calendarversion_add") + f"?region={region.pk}"
            yield Concern(_("%(region)s has no calendar in force.") % {"region": region}, address)
            continue
        version = max(begun, key=lambda each: each.in_force_from)
        last = max((day.date for day in version.holidays.all()), default=None)
        if last is None or last < (now + HOLIDAYS_AHEAD).date():
            address = reverse("admin:subscriptions_calendarversion_add") + f"?from={version.pk}"
            until = date_format(last, "DATE_FORMAT") if last else _("never")
            yield Concern(
                _("%(region)s knows its holidays until %(day)s only: less than 400 days ahead.")
                % {"region": region, "day": until},
                address,
            )


def _duty(now: Any) -> Iterator[Concern]:
    """Regions without a roster, and gaps of the coming weeks, which others have to fill (R6.5)."""
    without = [region.name for region in SupportRegion.objects.filter(roster=None)]
    if without:
        words = _("No duty roster: %(regions)s. Out of office hours the leads are paged there.")
        yield Concern(words % {"regions": ", ".join(without)}, reverse("admin:duty_roster_add"))
    for roster in Roster.objects.select_related("region"):
        if found := gaps(roster, now, now + DUTY_AHEAD):
            begins = moment_words(found[0].start, None, ZoneInfo(roster.time_zone))
            yield Concern(
                _("Nobody is on duty in %(region)s from %(time)s.")
                % {"region": roster.region, "time": begins},
                reverse("admin:duty_roster_change", args=[roster.pk]),
            )


def _tiers(now: Any) -> Iterator[Concern]:
    policy = TargetPolicy.objects.filter(in_force_from__lte=now).order_by("-in_force_from").first()
    address = reverse("admin:entitlements_targetpolicy_add") + (f"?from={policy.pk}" if policy else "")
    if policy is None:
        yield Concern(_("No targets are in force."), address)
        return
    for tier in Tier.objects.exclude(pk__in=policy.rules.values("tier")):
        yield Concern(_("%(tier)s has no targets in the version in force.") % {"tier": tier}, address)


def _leavers() -> Iterator[Concern]:
    """What is somebody's who may not sign in any more: open incidents that she owns, customers whose account owner
    she is."""
    gone = User.objects.filter(is_staff=True, is_active=False)
    owning = (
        Incident.objects.open().filter(owner__in=gone).values("owner__name", "owner").order_by("owner__name")
    )
    for each in owning.annotate(number=Count("pk")):
        words = ngettext(
            "%(name)s may not sign in any more and owns %(number)s open incident: give it to somebody else.",
            "%(name)s may not sign in any more and owns %(number)s open incidents: give them to somebody else.",
            each["number"],
        )
        address = f"{reverse('desk:queue')}?owner={each['owner']}"
        yield Concern(words % {"name": each["owner__name"], "number": each["number"]}, address)
    words = _("%(name)s may not sign in any more and is the account owner of %(customer)s.")
    for customer in Customer.objects.filter(account_owner__in=gone)[:ADVISORS_SHOWN]:
        address = reverse("admin:subscriptions_customer_change", args=[customer.pk])
        yield Concern(words % {"name": customer.account_owner, "customer": customer}, address)


def _customers(now: Any) -> Iterator[Concern]:
    """Customers whose subscription brings an advisor and who have none, or one without deputy (R17.1)."""
    alarms = (
        (_("%(customer)s has no Dedicated Customer Advisor."), advisors.without_advisor(now)),
        (_("The advisor of %(customer)s has no deputy."), advisors.without_deputy(now)),
    )
    for words, customers in alarms:
        for customer in islice(customers, ADVISORS_SHOWN):
            address = reverse("admin:subscriptions_customer_change", args=[customer.pk])
            yield Concern(words % {"customer": customer}, address)
