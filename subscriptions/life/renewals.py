"""The periods of a subscription: the first, the next, one after expiry; and products added meanwhile (R26.3)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils import timezone

from subscriptions import periods
from subscriptions.life.changing import (
    changing,
    days_of,
    let_know,
    put_down,
    refuse_declined,
    refuse_overlap,
)
from subscriptions.life.refusals import (
    AlreadyRenewed,
    HasEnded,
    HasNotEnded,
    InUse,
    NothingToRenew,
    NotRenewed,
    YearHasPassed,
)
from subscriptions.models import (
    Customer,
    PlannedTier,
    Product,
    ProductLine,
    Subscription,
    SubscriptionEntry,
    Tier,
    User,
)
from subscriptions.models.lines import PeriodQuerySet
from subscriptions.wording import first_day_words, last_day_words

Kind = SubscriptionEntry.Kind


def begin(
    customer: Customer,
    first: date,
    tiers: Mapping[Product, Tier],
    by: User | None,
    at: datetime | None = None,
    reason: str = "",
) -> Subscription:
    """The first annual period, from midnight of the day `first` in her zone. Raises CoveredAlready."""
    at = at or timezone.now()
    with changing(customer) as row:
        starts_at = periods.midnight(first, row.zone)
        made, lines = _period(row, starts_at, tiers)
        put_down(
            Kind.BEGUN, made, at, by, reason=reason, **days_of(starts_at, made.ends_at, row), **_told(tiers)
        )
        let_know(row, lines, at, by)
        return made


def renew(
    subscription: Subscription, by: User | None, at: datetime | None = None, reason: str = ""
) -> Subscription:
    """The next annual period, from the end of this one, with planned downgrades applied (R26.4).

    Raises AlreadyRenewed, HasEnded, NotRenewing, NothingToRenew, CoveredAlready.
    """
    at = at or timezone.now()
    with changing(subscription.customer_id) as customer:
        period = Subscription.objects.get(pk=subscription.pk)
        refuse_second(period, customer)
        if period.ends_at <= at:
            raise HasEnded(date=last_day_words(period.ends_at, customer.zone))
        refuse_declined(period, customer)
        return _go_on(period, customer, period.ends_at, Kind.RENEWED, by, at, reason)


def cancel_renewal(
    subscription: Subscription, by: User | None, at: datetime | None = None, reason: str = ""
) -> None:
    """Take back the next period while it has not begun. Its tiers stay planned. Raises NotRenewed, InUse."""
    at = at or timezone.now()
    with changing(subscription.customer_id) as customer:
        period = Subscription.objects.get(pk=subscription.pk)
        following = next_period(period)
        if following is None or following.starts_at <= at:
            raise NotRenewed
        days = days_of(following.starts_at, following.ends_at, customer)
        _keep_plans(period, following, customer)
        try:
            following.lines.all().delete()
            following.delete()
        except ProtectedError as error:
            raise InUse from error
        put_down(Kind.RENEWAL_CANCELLED, period, at, by, reason=reason, **days)


def reinstate(
    subscription: Subscription,
    by: User | None,
    at: datetime | None = None,
    *,
    joined: bool,
    reason: str = "",
) -> Subscription:
    """A new annual period after expiry: from midnight of today, or `joined` to the old end, without a gap.

    Raises HasNotEnded, AlreadyRenewed, YearHasPassed, NothingToRenew, CoveredAlready.
    """
    at = at or timezone.now()
    with changing(subscription.customer_id) as customer:
        period = Subscription.objects.get(pk=subscription.pk)
        if period.ends_at > at:
            raise HasNotEnded(date=last_day_words(period.ends_at, customer.zone))
        refuse_second(period, customer)
        starts_at = reinstated_from(period, customer, at, joined=joined)
        if (ends_at := periods.year_from(starts_at, customer.zone)) <= at:
            raise YearHasPassed(date=last_day_words(ends_at, customer.zone))
        return _go_on(period, customer, starts_at, Kind.REINSTATED, by, at, reason)


def reinstated_from(
    subscription: Subscription, customer: Customer, at: datetime, *, joined: bool
) -> datetime:
    """The instant from which a reinstated period holds."""
    today = periods.midnight(periods.first_day(at, customer.zone), customer.zone)
    return subscription.ends_at if joined else max(today, subscription.ends_at)


def add_line(
    subscription: Subscription,
    product: Product,
    tier: Tier,
    by: User | None,
    at: datetime | None = None,
    reason: str = "",
) -> ProductLine:
    """A further product, from `at`, or the period's start where that is later, to the end of the others, also in
    the periods after it that are agreed already (R26.3).

    Raises HasEnded, CoveredAlready.
    """
    at = at or timezone.now()
    with changing(subscription.customer_id) as customer:
        period = Subscription.objects.get(pk=subscription.pk)
        if period.ends_at <= at:
            raise HasEnded(date=last_day_words(period.ends_at, customer.zone))
        starts_at = max(at, period.starts_at)
        refuse_overlap(customer, [product], starts_at, period.ends_at)
        later = joined_periods(period, product)
        lines = [
            _line(period, product, tier, starts_at),
            *(_line(each, product, tier, each.starts_at) for each in later),
        ]
        days = days_of(starts_at, lines[-1].ends_at, customer)
        put_down(Kind.LINE_ADDED, period, at, by, product=product, reason=reason, tier=tier.name, **days)
        let_know(customer, lines, at, by)
        return lines[0]


def joined_periods(subscription: Subscription, product: Product) -> list[Subscription]:
    """The agreed periods after this one that the product, added to it now, goes on in: up to one that covers it
    already."""
    found, following = [], next_period(subscription)
    while following and not _covers(following, product):
        found.append(following)
        following = next_period(following)
    return found


def next_period(subscription: Subscription) -> Subscription | None:
    """The period that goes on with a product which this one covers to its end."""
    following = ProductLine.objects.filter(
        customer=subscription.customer_id,
        starts_at__gte=subscription.ends_at,
        product__in=reaching(subscription).values("product"),
    ).order_by("starts_at")
    line = following.select_related("subscription").first()
    return line.subscription if line else None


def _covers(period: Subscription, product: Product) -> bool:
    """Whether a line of the customer covers the product at any time of the period."""
    lines = ProductLine.objects.filter(customer=period.customer_id, product=product)
    return lines.filter(starts_at__lt=period.ends_at, ends_at__gt=period.starts_at).exists()


def reaching(subscription: Subscription) -> PeriodQuerySet:
    """The lines that go on to the subscription's end: those that are renewed."""
    lines = ProductLine.objects.filter(subscription=subscription, ends_at=subscription.ends_at)
    return lines.select_related("product", "tier", "planned__tier").order_by("product__name")


def tiers_next(subscription: Subscription) -> dict[Product, Tier]:
    """What the next period would hold: each product with its tier, or the lower one planned for it."""
    return {
        line.product: line.planned.tier if hasattr(line, "planned") else line.tier
        for line in reaching(subscription)
    }


def refuse_second(period: Subscription, customer: Customer) -> None:
    """Raise AlreadyRenewed where the next period is agreed."""
    following = next_period(period)
    if following:
        raise AlreadyRenewed(
            first=first_day_words(following.starts_at, customer.zone),
            last=last_day_words(following.ends_at, customer.zone),
        )


def _go_on(
    period: Subscription,
    customer: Customer,
    starts_at: datetime,
    kind: str,
    by: User | None,
    at: datetime,
    reason: str,
) -> Subscription:
    tiers = tiers_next(period)
    if not tiers:
        raise NothingToRenew
    made, lines = _period(customer, starts_at, tiers)
    days = days_of(starts_at, made.ends_at, customer)
    put_down(kind, period, at, by, reason=reason, **days, **_told(tiers))
    let_know(customer, lines, at, by)
    return made


def _period(
    customer: Customer, starts_at: datetime, tiers: Mapping[Product, Tier]
) -> tuple[Subscription, list[ProductLine]]:
    ends_at = periods.year_from(starts_at, customer.zone)
    refuse_overlap(customer, tiers, starts_at, ends_at)
    made = Subscription.objects.create(customer=customer, starts_at=starts_at, ends_at=ends_at)
    return made, [_line(made, product, tier, starts_at) for product, tier in tiers.items()]


def _line(period: Subscription, product: Product, tier: Tier, starts_at: datetime) -> ProductLine:
    return ProductLine.objects.create(
        customer_id=period.customer_id,
        subscription=period,
        product=product,
        tier=tier,
        starts_at=starts_at,
        ends_at=period.ends_at,
    )


def _keep_plans(period: Subscription, following: Subscription, customer: Customer) -> None:
    """What is lower in the next period is planned again, where that is taken back."""
    lower = {line.product_id: line.tier for line in following.lines.select_related("tier")}
    for line in reaching(period):
        tier = lower.get(line.product_id, line.tier)
        if tier.rank > line.tier.rank:
            PlannedTier.objects.update_or_create(line=line, defaults={"customer": customer, "tier": tier})


def _told(tiers: Mapping[Product, Tier]) -> dict[str, Any]:
    return {"lines": [f"{product.name}: {tier.name}" for product, tier in tiers.items()]}
