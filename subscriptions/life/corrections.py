"""What an administrator types into the form of a subscription, or an import brings: on the same timeline, with the
same signal."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from subscriptions.life.changing import days_of, let_know, put_down
from subscriptions.models import ProductLine, Subscription, SubscriptionEntry, Tier, User

Kind = SubscriptionEntry.Kind


class Typed(NamedTuple):
    """One line as it stands, or stood before the form was saved."""

    product: int
    tier: int
    starts_at: datetime
    ends_at: datetime


def as_it_stands(subscription: Subscription) -> dict[int, Typed]:
    """Every line of the subscription by its key; nothing of one that is not saved yet."""
    rows = ProductLine.objects.filter(subscription=subscription.pk) if subscription.pk else []
    return {row.pk: Typed(row.product_id, row.tier_id, row.starts_at, row.ends_at) for row in rows}


def put_down_typed(
    subscription: Subscription,
    before: dict[int, Typed] | None,
    by: User | None,
    at: datetime | None = None,
) -> None:
    """Inside the transaction in which it was saved, after that: what differs from `before`, which is None for a new
    subscription."""
    at = at or timezone.now()
    customer = subscription.customer
    rows = {row.pk: row for row in subscription.lines.select_related("product", "tier")}
    now, names = as_it_stands(subscription), {tier.pk: tier.name for tier in Tier.objects.all()}
    differing = [key for key, typed in now.items() if (before or {}).get(key) != typed]
    if before is None:
        lines = [f"{row.product.name}: {row.tier.name}" for row in rows.values()]
        days = days_of(subscription.starts_at, subscription.ends_at, customer)
        put_down(Kind.BEGUN, subscription, at, by, **days, lines=lines)
    else:
        for key in differing:
            row, earlier = rows[key], before.get(key)
            days = days_of(row.starts_at, row.ends_at, customer)
            kind = Kind.CORRECTED if earlier else Kind.LINE_ADDED
            facts = {"tier_before": names[earlier.tier]} if earlier and earlier.tier != row.tier_id else {}
            put_down(kind, subscription, at, by, product=row.product, tier=row.tier.name, **days, **facts)
    let_know(customer, [rows[key] for key in differing], at, by)
