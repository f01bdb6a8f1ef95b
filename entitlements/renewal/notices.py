"""Reminders before a subscription ends (R26.2): to the customer's managers and to the account owner. Where it was
said that it will not be renewed, they say so.

The days are RenewalRules'. A row for each number of days is unique, so that nothing is told twice, whatever dies or
runs twice. After a standstill the latest that is due is told, and not those it overtook. What is renewed gets none.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from entitlements.refusals import whom_to_ask
from entitlements.renewal.models import RenewalNotice
from entitlements.renewal.people import account_owners, spokespeople
from notifications.outbox import tell
from subscriptions import periods
from subscriptions.life.changing import changing
from subscriptions.life.renewals import reaching
from subscriptions.models import Customer, NonRenewal, RenewalRules, Subscription

DAY = timedelta(days=1)


def due(at: datetime | None = None) -> list[int]:
    """The subscriptions, by key, that a reminder is due for at `at` and not told yet, the nearest end first."""
    at = at or timezone.now()
    farthest = at + (max(RenewalRules.current().notice_days, default=0) + 1) * DAY
    running = Subscription.objects.active(at).filter(ends_at__lte=farthest).not_renewed()
    rows = running.select_related("customer").prefetch_related("notices").order_by("ends_at", "pk")
    waiting = ((row, days_due(row, row.customer, at)) for row in rows)
    return [row.pk for row, days in waiting if days and days not in told(row)]


def told(subscription: Subscription) -> list[int]:
    """How many days before its present end the customer has been reminded."""
    notices = subscription.notices.all()  # type: ignore[attr-defined]
    return [notice.days for notice in notices if notice.ends_at == subscription.ends_at]


def days_due(subscription: Subscription, customer: Customer, at: datetime) -> int | None:
    """The latest number of days before the end that has come by `at`; None where none has. They count as calendar
    days of the customer's zone, from midnight."""
    zone = customer.zone
    passed = (
        days
        for days in RenewalRules.current().notice_days
        if periods.days_before(subscription.ends_at, days, zone) <= at < subscription.ends_at
    )
    return min(passed, default=None)


def remind(number: int, at: datetime | None = None) -> bool:
    """Tell of the end of one subscription, in one transaction; says whether it was told. Twice is once."""
    at = at or timezone.now()
    subscription = Subscription.objects.get(pk=number)
    with changing(subscription.customer_id) as customer:
        period = Subscription.objects.active(at).not_renewed().filter(pk=number).first()
        days = days_due(period, customer, at) if period else None
        if period is None or days is None or not reaching(period):
            return False
        _notice, new = RenewalNotice.objects.get_or_create(
            subscription=period,
            ends_at=period.ends_at,
            days=days,
            defaults={"customer": customer, "at": at},
        )
        if new:
            _tell(period, customer, days, at)
        return new


def _tell(period: Subscription, customer: Customer, days: int, at: datetime) -> None:
    event = f"subscription:{period.pk}:{period.ends_at:%Y%m%d}:{days}"
    whom = whom_to_ask(customer)
    words = {
        "ends_on": periods.last_day(period.ends_at, customer.zone).isoformat(),
        "days": periods.days_left(period.ends_at, at, customer.zone),
        **_declined(period, customer),
    }
    products = ", ".join(line.product.name for line in reaching(period))
    tell(
        "renewal",
        spokespeople(customer),
        event,
        customer=customer,
        context=words | {"owner": whom["name"], "mail": whom["mail"]},
        link="/subscription/",
        at=at,
    )
    tell(
        "renewal_due",
        account_owners(customer),
        event,
        customer=customer,
        context=words | {"customer": customer.name, "products": products},
        link="/desk/renewals/",
        at=at,
    )


def _declined(period: Subscription, customer: Customer) -> dict[str, str | None]:
    """On which day it was said that it will not be renewed, and why; None and empty where nobody has."""
    found = NonRenewal.objects.filter(subscription=period).first()
    if found is None:
        return {"declined_on": None, "body": ""}
    return {"declined_on": periods.first_day(found.at, customer.zone).isoformat(), "body": found.reason}
