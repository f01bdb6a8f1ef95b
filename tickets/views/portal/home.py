"""The portal's first page: what is covered now, who helps me, what waits for me (R1, R6.1, R17.1, R26)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from entitlements import terms
from entitlements.refusals import NoSubscription, listed, whom_to_ask
from entitlements.special_events.windows import running_weekend
from notifications.alerts import readable
from notifications.models import Acknowledgement, AlertChange
from notifications.views.readers import ContactRequest
from subscriptions import advisors, coverage, periods
from subscriptions.models import Customer, ProductLine, Subscription, Tier, User
from subscriptions.models.regions import Clock
from subscriptions.wording import first_day_words, last_day_words
from tickets import cover, parts
from tickets.models import Incident
from tickets.models.incidents import AWAITING_CUSTOMER
from tickets.rows import rows
from tickets.views.portal.contact import for_contacts

RENEWAL_NOTICE = timedelta(days=120)
ALERTS = 3
OWN_INCIDENTS = 20
BY_DUE = ("severity", "due_at", "pk")


@for_contacts
@require_safe
def home(request: ContactRequest) -> HttpResponse:
    """Everything a contact needs to know today, in a fixed number of queries."""
    at = timezone.now()
    begun = terms.history(request.customer, at)
    lines = coverage.in_force(begun, at)
    incidents = Incident.objects.visible_to(request.user)
    waiting = incidents.filter(status__in=AWAITING_CUSTOMER).order_by("severity", "status_since", "pk")
    mine = incidents.open().filter(contact=request.user).exclude(status__in=AWAITING_CUSTOMER)
    alerts = _alerts(request, at)
    context = {
        "greeting": greeting(request.user, at),
        "tiers": _tiers(lines, request.customer),
        "cover": _cover(request.customer, lines, at) if lines else None,
        "renewal": _renewal(request.customer, begun, at),
        "refusal": None if begun else NoSubscription(**whom_to_ask(request.customer)),
        "advisor": advisors.assignment(request.customer, at),
        "account_owner": request.customer.whom_to_ask,
        "unread": [alert for alert in alerts if not alert["acknowledged_at"]],
        "read": [alert for alert in alerts if alert["acknowledged_at"]],
        "waiting": rows(waiting[:OWN_INCIDENTS], request.user, at, logged=True),
        "parts": parts.first_page(request.user, at),
        "mine": rows(mine.order_by(*BY_DUE)[:OWN_INCIDENTS], request.user, at, logged=True),
    }
    return render(request, "tickets/portal/home.html", context)


def greeting(user: User, at: datetime) -> str:
    """A word for the time of day where she is, and her first name."""
    hour = at.astimezone(user.zone).hour
    if 5 <= hour < 10:
        words = _("Good morning, {name}")
    elif 18 <= hour < 23:
        words = _("Good evening, {name}")
    else:
        words = _("Hello, {name}")
    return words.format(name=user.name.split()[0] if user.name else user.email)


@dataclass(frozen=True)
class TierUntil:
    tier: Tier
    products: tuple[str, ...]
    until: str


def _tiers(lines: Sequence[ProductLine], customer: Customer) -> list[TierUntil]:
    """The tiers in force, the highest first, each with its products and its last day."""
    groups: dict[int, list[ProductLine]] = {}
    for line in lines:
        groups.setdefault(line.tier.rank, []).append(line)
    return [
        TierUntil(
            group[0].tier,
            tuple(line.product.name for line in group),
            last_day_words(min(line.ends_at for line in group), customer.zone),
        )
        for _rank, group in sorted(groups.items())
    ]


def _cover(customer: Customer, lines: Sequence[ProductLine], at: datetime) -> dict[str, Any]:
    """The phone and severity 1 now, and the hours of today on the reader's clock (R6.1)."""
    region = customer.region
    office = region.calendar_at(at).calendar(Clock.OFFICE)
    zone = timezone.get_current_timezone()
    critical = cover.critical(lines, region, at)
    callable_for = [product for each in critical if each.hours.is_open for product in each.products]
    return {
        "phone": region.phone,
        "office": cover.hours(region, Clock.OFFICE, at),
        "spans": cover.spans(office, at, zone),
        "now": cover.minute_of_day(at, zone),
        "critical": critical,
        "open_for_critical": bool(callable_for),
        "only_for": callable_for if len(callable_for) < len(lines) else [],
        "weekend": running_weekend(customer.pk, at),
    }


def _renewal(customer: Customer, begun: Sequence[ProductLine], at: datetime) -> dict[str, Any] | None:
    """That the subscription has ended or ends soon, that it will not be renewed, and with whom to renew (R26.1,
    R26.2). Nothing of one that is renewed."""
    if not begun:
        return None
    last = max(begun, key=lambda line: line.ends_at)
    ends_at = last.ends_at
    if ends_at > at + RENEWAL_NOTICE:
        return None
    ending = Subscription.objects.with_renewed().select_related("non_renewal__by")
    period, expired = ending.get(pk=last.subscription_id), ends_at <= at
    if period.goes_on and not expired:
        return None
    declined = None if expired else getattr(period, "non_renewal", None)
    worked_on = coverage.worked_on_until(ends_at, customer)
    return {
        "declined": declined,
        "declined_on": first_day_words(declined.at, customer.zone) if declined else "",
        "expired": expired,
        "products": listed({line.product.name: line for line in begun if line.ends_at == ends_at}),
        "worked_on": last_day_words(worked_on, customer.zone) if at < worked_on else "",
        "days": periods.days_left(ends_at, at, customer.zone),
        "date": last_day_words(ends_at, customer.zone),
        **whom_to_ask(customer),
    }


def _alerts(request: ContactRequest, at: datetime) -> list[dict[str, Any]]:
    """Alerts the company may read and that still hold, unacknowledged first (R1.3, R1.5, R1.11)."""
    acknowledged = Acknowledgement.objects.filter(alert=OuterRef("pk"), user=request.user)
    found = (
        readable(request.customer, at)
        .exclude(changes__kind=AlertChange.Kind.WITHDRAWN)
        .with_products()
        .annotate(done=Exists(acknowledged), acknowledged_at=Subquery(acknowledged.values("at")[:1]))
        .order_by("done", "-published_at")[:ALERTS]
    )
    return [
        {
            "id": alert.pk,
            "url": alert.get_absolute_url(),
            "acknowledge_url": f"{alert.get_absolute_url()}acknowledge/",
            "acknowledged_at": alert.acknowledged_at,
            "title": alert.shown_title,
            "title_language": alert.title_language,
            "action": alert.shown_action,
            "action_language": alert.action_language,
            "at": alert.published_at,
            "by": alert.required_by,
            "products": alert.products,
        }
        for alert in found
    ]
